"""What of the lists of ledgers and leaves leaves as a file?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.export import Column, Export, plain
from phaseout.web.ledger.kinds import kind_name

LEDGERS = Export(
    name="ledgers",
    columns=(
        Column(name="id", heading=_("Number"), value=lambda one: one.pk),
        Column(name="organisation", heading=_("Organisation"), value=lambda one: one.organisation_id,
               shown=lambda one: one.organisation.name),
        plain("origin", _("Name of the ledger")),
        plain("size", _("Leaves")),
        Column(name="signed", heading=_("Leaves signed"), value=lambda one: one.signed),
        Column(name="signed_at", heading=_("Signed"), value=lambda one: one.signed_at),
    ),
)  # fmt: skip
LEAVES = Export(
    name="leaves",
    columns=(
        plain("sequence", _("Leaf")),
        Column(name="at", heading=_("When"), value=lambda one: one.event.at if one.event else None),
        Column(name="by", heading=_("Who"), value=lambda one: one.event.by_id if one.event else None,
               shown=lambda one: str(one.event.by) if one.event and one.event.by else None),
        Column(name="what", heading=_("What"), value=lambda one: one.event.what if one.event else None,
               shown=kind_name),
        Column(name="about", heading=_("About"), value=lambda one: one.event.about if one.event else None),
        Column(name="line", heading=_("As it is hashed"), value=lambda one: bytes(one.line).decode()),
    ),
)  # fmt: skip
