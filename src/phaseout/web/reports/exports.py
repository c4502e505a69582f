"""What of the list of reports leaves as a file?"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phaseout.web.frame.export import Column, Export, plain

REPORTS = Export(
    name="reports",
    columns=(
        Column(name="id", heading=_("Number"), value=lambda one: one.pk),
        Column(name="kind", heading=_("Report"), value=lambda one: one.kind,
               shown=lambda one: str(one.get_kind_display())),
        Column(name="organisation", heading=_("Organisation"), value=lambda one: one.organisation_id,
               shown=lambda one: one.organisation.name),
        plain("as_of", _("As of")),
        Column(name="rows", heading=_("Rows"), value=lambda one: one.rows),
        Column(name="by", heading=_("Made by"), value=lambda one: str(one.by)),
        plain("at", pgettext_lazy("day", "Made on")),
        plain("sha256", _("SHA-256")),
    ),
)  # fmt: skip
