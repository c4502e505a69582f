"""What of the lists of replacements and referrals leaves as a file?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.export import Column, Export, plain
from phaseout.web.frame.words import product
from phaseout.web.replacement.hardware_bom import HardwareBom
from phaseout.web.replacement.vocabulary import State

REPLACEMENTS = Export(
    name="replacements",
    columns=(
        Column(name="id", heading=_("Number"), value=lambda one: one.pk),
        Column(name="asset", heading=_("Number of the asset"), value=lambda one: one.asset_id),
        Column(name="label", heading=_("Asset"), value=lambda one: one.asset.label),
        Column(name="product", heading=_("What it is"), value=lambda one: one.asset.kind or None,
               shown=lambda one: product(one.asset)),
        Column(name="organisation", heading=_("Organisation"), value=lambda one: one.organisation_id,
               shown=lambda one: one.organisation.name),
        Column(name="site", heading=_("Site"),
               value=lambda one: one.asset.site.ref if one.asset.site else None),
        Column(name="state", heading=_("State"), value=lambda one: one.standing,
               shown=lambda one: str(State(one.standing).label)),
        Column(name="put", heading=_("State as somebody put it"), value=lambda one: one.state,
               shown=lambda one: str(one.get_state_display())),
        plain("since", _("Since")),
        Column(name="is_due", heading=_("Must be gone already"),
               value=lambda one: "yes" if one.is_due else "no",
               shown=lambda one: str(_("yes") if one.is_due else _("no"))),
        plain("due", _("Must be gone from")),
        Column(name="blocker", heading=_("Held up by"), value=lambda one: one.blocker or None,
               shown=lambda one: str(one.get_blocker_display()) or None),
        plain("package", _("Package")),
        plain("month", _("Month planned")),
        plain("funding", _("Funding line")),
        plain("visit", _("Day of the work")),
        Column(name="replaced_by", heading=_("Replaced by"), value=lambda one: one.replaced_by_id,
               shown=lambda one: one.replaced_by.label if one.replaced_by else one.replaced_model or None),
        plain("removed_on", _("Removed on")),
        plain("removed_by", _("Removed by")),
        Column(name="seen_again", heading=_("Seen again after its removal"),
               value=lambda one: "yes" if one.is_seen_again else "no",
               shown=lambda one: str(_("yes") if one.is_seen_again else _("no"))),
    ),
    needs=("asset__keys",),
    forms={"cyclonedx": HardwareBom()},
)  # fmt: skip
"""Nothing but “closed” is closed: what is removed is removed."""
REFERRALS = Export(
    name="referrals",
    columns=(
        Column(name="id", heading=_("Number"), value=lambda one: one.pk),
        Column(name="asset", heading=_("Asset"), value=lambda one: one.replacement.asset_id,
               shown=lambda one: one.replacement.asset.label),
        Column(name="to", heading=_("Asked of"), value=lambda one: one.to,
               shown=lambda one: str(one.get_to_display())),
        plain("whom", _("Name")),
        plain("asked", _("Asked on")),
        plain("due", _("Answer due")),
        plain("request", _("What they were asked")),
        plain("answered", _("Answered on")),
        Column(name="reply", heading=_("In a word"), value=lambda one: one.reply or None,
               shown=lambda one: str(one.get_reply_display()) or None),
        plain("answer", _("What they answered")),
    ),
)  # fmt: skip
