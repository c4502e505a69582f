"""What of the list of measures leaves as a file?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.export import Column, Export, plain
from phaseout.web.frame.words import register

MEASURES = Export(
    name="measures",
    columns=(
        plain("id", _("Measure id")),
        plain("title", _("Measure")),
        plain("jurisdiction", _("Jurisdiction")),
        plain("day", _("State on")),
        Column(
            name="state",
            heading=_("State"),
            value=lambda row: row.stands and row.stands.value,
            shown=lambda row: row.state,
        ),
        plain("since", _("Since")),
        plain("next", _("Next step")),
        plain("checked_through", _("Checked through")),
        plain("binds", _("Whom it binds")),
        Column(name="open", heading=_("Open findings"), value=lambda row: row.open),
        Column(name="findings", heading=_("Findings"), value=lambda row: row.findings),
        Column(name="register", heading=_("Register"), value=lambda _row: register().stamp.edition),
    ),
)
"""With the day asked about and the edition of the register; titles are the reader's."""
