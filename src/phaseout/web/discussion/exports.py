"""What of the list of tasks leaves as a file?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.discussion.things import called, sort_of
from phaseout.web.frame.export import Column, Export, plain

TASKS = Export(
    name="tasks",
    columns=(
        Column(name="id", heading=_("Number"), value=lambda task: task.pk),
        plain("title", _("Task")),
        Column(name="about", heading=_("About"), value=lambda task: [sort_of(task.thing), str(task.thing.pk)],
               shown=lambda task: called(task.thing)),
        Column(name="who", heading=_("By whom"), value=lambda task: task.role or task.person_id,
               shown=lambda task: task.who),
        plain("due", _("Due")),
        Column(name="state", heading=_("State"), value=lambda task: task.state,
               shown=lambda task: str(task.get_state_display())),
        plain("note", _("Note")),
        Column(name="by", heading=_("Given by"), value=lambda task: task.by_id,
               shown=lambda task: str(task.by)),
        plain("at", _("Given")),
        plain("closed", _("Settled")),
        plain("answer", _("What became of it")),
    ),
    needs=("by",),
)  # fmt: skip
