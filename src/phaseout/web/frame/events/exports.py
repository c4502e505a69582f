"""What of the list of events leaves as a file?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.events.happening import whatever
from phaseout.web.frame.events.tables import in_a_line
from phaseout.web.frame.export import Column, Export, plain

EVENTS = Export(
    name="events",
    columns=(
        Column(name="id", heading=_("Number"), value=lambda event: event.pk),
        plain("at", _("When")),
        Column(name="by", heading=_("Who"), value=lambda event: event.by_id,
               shown=lambda event: str(event.by) if event.by else None),
        Column(name="what", heading=_("What"), value=lambda event: event.what,
               shown=lambda event: str(whatever().get(event.what, event.what))),
        plain("about", _("About")),
        Column(name="organisation", heading=_("Where"), value=lambda event: event.organisation_id,
               shown=lambda event: event.organisation.name if event.organisation else None),
        Column(name="before", heading=_("Before"), value=lambda event: event.before,
               shown=lambda event: in_a_line(event.before or {})),
        Column(name="after", heading=_("After"), value=lambda event: event.after,
               shown=lambda event: in_a_line(event.after or {})),
    ),
)  # fmt: skip
