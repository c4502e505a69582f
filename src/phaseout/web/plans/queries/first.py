"""With which programme does an organisation begin that has none: an example that can be planned with?"""

from datetime import date

from django.utils.translation import gettext as _

from phaseout.plan.programme_file import FISCAL_STARTS
from phaseout.plan.thing import UNKNOWN
from phaseout.web.plans.making import price_list
from phaseout.web.plans.queries import newest_prices
from phaseout.web.plans.toml_tables import Table, with_tables
from phaseout.web.replacement.models import Replacement

MONTHS, MONEY, HOURS = 24, 20_000, 40
"""Of the example: how long, how much in a fiscal year, and how many hours a month its crew has."""


def first_programme(organisation: int, today: date) -> str:
    """Return an example in the reader's language, from the month after a day."""
    start = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    last = date(start.year + (start.month + MONTHS - 2) // 12, (start.month + MONTHS - 2) % 12 + 1, 1)
    years = range(_fiscal(start), _fiscal(last) + 1)
    known = price_list(newest_prices(organisation))
    head = (
        "# " + _("An example: put in your own months, money and crews."),
        "[programme]",
        f'start = "{start:%Y-%m}"',
        f"months = {MONTHS}",
        "# " + _("the share of the money of a year that may be used in the next"),
        "carry_forward = 0.05",
        "# " + _("the month in which a fiscal year begins"),
        f"fiscal_year_starts = {FISCAL_STARTS}",
        f'currency = "{known.currency}"',
    )
    budgets: list[Table] = [{"year": year, "amount": MONEY} for year in years]
    text = with_tables("\n".join(head) + "\n", "budget", budgets)
    text = with_tables(text, "crew", [{"id": _("installers"), "hours": HOURS}])
    return with_tables(text, "cost", _costs(organisation, set(known.prices)))


def _fiscal(month: date) -> int:
    return month.year - (month.month < FISCAL_STARTS)


def _costs(organisation: int, known: set[str]) -> list[Table]:
    """Return prices of the kinds to be replaced that have none, as assumptions of the example."""
    kinds = Replacement.everything.filter(organisation=organisation).values_list("asset__kind", flat=True)
    return [
        {
            "kind": kind, "low": 600, "typical": 1000, "high": 6000, "hours": 4,
            "source": _("an assumption of this example"),
        }
        for kind in sorted({kind or UNKNOWN for kind in kinds.distinct()} - known)
    ]  # fmt: skip
