"""What of plans, packages and prices leaves as a file?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.export import Column, Export, plain
from phaseout.web.plans.models import WorkPackage
from phaseout.web.plans.words import manner, priced, reasons


def _codes(package: WorkPackage) -> list[str]:
    return [f"{code} {named}".strip() for code, named, _months in package.why]


PLANS = Export(
    name="plans",
    columns=(
        Column(name="id", heading=_("Number"), value=lambda one: one.pk),
        Column(name="organisation", heading=_("Organisation"), value=lambda one: one.organisation_id,
               shown=lambda one: one.organisation.name),
        Column(name="state", heading=_("State"), value=lambda one: one.state,
               shown=lambda one: str(one.get_state_display())),
        Column(name="replaced_by", heading=_("Replaced by plan"),
               value=lambda one: getattr(one, "replaced_by", None)),
        plain("what_if", _("What if")),
        Column(name="programme", heading=_("Programme, version"), value=lambda one: one.programme.number),
        Column(name="prices", heading=_("Price list, version"),
               value=lambda one: one.prices.number if one.prices else 0),
        plain("edition", _("Register")),
        plain("as_of", _("As of")),
        Column(name="value", heading=_("Value"), value=lambda one: one.value),
        Column(name="bound", heading=_("Bound"), value=lambda one: one.bound),
        Column(name="gap", heading=_("Above the bound, as a share"), value=lambda one: one.gap),
        Column(name="packages", heading=_("Packages"), value=lambda one: one.packages),
        Column(name="things", heading=_("Assets"), value=lambda one: one.things),
        Column(name="not_done", heading=_("Packages not done"), value=lambda one: one.not_done),
        plain("last_month", _("Last month")),
    ),
)  # fmt: skip
PACKAGES = Export(
    name="packages",
    columns=(
        plain("month", _("Month")),
        plain("ended", _("Last month")),
        plain("name", _("Package")),
        plain("label", _("What it goes by")),
        Column(name="assets", heading=_("Numbers of the assets"),
               value=lambda one: [str(pk) for pk in one.assets]),
        Column(name="site", heading=_("Site"), value=lambda one: one.site.ref if one.site else None),
        plain("crew", _("Crew")),
        Column(name="way", heading=_("Way"), value=lambda one: one.way or None,
               shown=lambda one: manner(one) or None),
        plain("isolated", _("Isolated from")),
        Column(name="hours", heading=_("Hours"), value=lambda one: one.hours),
        Column(name="cost", heading=_("Capital"), value=lambda one: one.cost),
        Column(name="weight", heading=_("Risk a day"), value=lambda one: one.weight),
        plain("due", _("Must be gone from")),
        Column(name="is_overdue", heading=_("Must be gone already"),
               value=lambda one: "yes" if one.is_overdue else "no",
               shown=lambda one: str(_("yes") if one.is_overdue else _("no"))),
        Column(name="why", heading=_("Why not earlier"), value=_codes, shown=reasons),
    ),
)  # fmt: skip
PRICES = Export(
    name="prices",
    columns=(
        Column(name="kind", heading=_("Kind"), value=lambda one: one["kind"],
               shown=lambda one: priced(one["kind"])),
        Column(name="currency", heading=_("Currency"), value=lambda one: one["currency"]),
        Column(name="low", heading=_("Low"), value=lambda one: one["low"]),
        Column(name="typical", heading=_("Typical"), value=lambda one: one["typical"]),
        Column(name="high", heading=_("High"), value=lambda one: one["high"]),
        Column(name="running", heading=_("Running costs a year"), value=lambda one: one["running"]),
        Column(name="hours", heading=_("Hours of work"), value=lambda one: one["hours"]),
        Column(name="lead", heading=_("Months until it is there"), value=lambda one: one["lead"]),
        Column(name="price_date", heading=_("Price date"), value=lambda one: one["price_date"] or None),
        Column(name="source", heading=_("Source"), value=lambda one: one["source"],
               shown=lambda one: one["said_source"]),
    ),
)  # fmt: skip
