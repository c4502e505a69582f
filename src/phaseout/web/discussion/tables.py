"""How is the list of tasks laid out?"""

from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_tables2 import A, Column, Table

from phaseout.web.discussion.models import Task
from phaseout.web.discussion.things import address_of, called


class TaskTable(Table):  # type: ignore[misc] # it has no types
    """Tasks, the most urgent first."""

    title = Column(verbose_name=_("Task"), linkify=("task", {"pk": A("pk")}), orderable=False)
    about = Column(verbose_name=_("About"), empty_values=(), orderable=False)
    who = Column(verbose_name=_("By whom"), orderable=False)
    due = Column(verbose_name=_("Due"), default="–", orderable=False, attrs={"td": {"class": "day"}})
    state = Column(verbose_name=_("State"), orderable=False)
    by = Column(verbose_name=_("Given by"), orderable=False)
    at = Column(verbose_name=pgettext_lazy("task", "Given"), orderable=False, attrs={"td": {"class": "day"}})
    HIDDEN = ("by", "at")

    class Meta:
        """Only what is named above."""

        model = Task
        fields = ()

    def render_about(self, record: Task) -> SafeString:
        """Return what it is about, which leads there."""
        thing = record.thing
        return format_html('<a href="{}">{}</a>', address_of(thing), called(thing))

    def render_due(self, value: date, record: Task) -> SafeString | str:
        """Return the day, and that it is past."""
        day = date_format(value, "DATE_FORMAT")
        if not record.is_overdue:
            return day
        return format_html('{} <span class="badge applies">{}</span>', day, gettext("overdue"))

    def render_at(self, record: Task) -> str:
        """Return the day."""
        return date_format(record.at, "DATE_FORMAT")
