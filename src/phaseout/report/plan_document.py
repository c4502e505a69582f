"""What does a plan that was saved as JSON say of its months and packages?"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from phaseout.report.chart import Months

Saved = Mapping[str, Any]
"""A plan as ``plan_json.plan_object`` makes it, or a package of it."""


def months_of(document: Saved) -> list[date]:
    """Return the first day of each month."""
    return [month_day(month) for month in document["months"]]


def month_day(month: str) -> date:
    """Return the first day of a month written as 2027-04."""
    return date(int(month[:4]), int(month[5:]), 1)


def axis_of(document: Saved, left: float, step: float) -> Months:
    """Return the time axis of a drawing."""
    years: Sequence[str] = document["fiscal_years"]
    order = list(dict.fromkeys(years))
    return Months(
        months=months_of(document), year_of=[order.index(year) for year in years], left=left, step=step
    )


def in_order(document: Saved) -> list[Saved]:
    """Return the packages from what is done first to what is not done."""
    return sorted(document["packages"], key=lambda one: (one["month"] is None, one["month"] or "", one["id"]))


def called(package: Saved) -> str:
    """Return what people call a package, with its id; the id alone where a plan knows no name of it."""
    label = package.get("label", "")
    return f"{label} ({package['id']})" if label else str(package["id"])


def ended(package: Saved) -> str | None:
    """Return the month of the last work of a package; None where it is not done."""
    works = package["works"]
    return str(works[-1]["month"]) if works else None


def due_after(document: Saved, package: Saved) -> int | None:
    """Return how many months end before a package is due; None where nothing is due in the programme."""
    if package["due"] is None:
        return None
    due = date.fromisoformat(package["due"])
    count = sum(month <= due for month in months_of(document)[1:])
    return count if count < len(document["months"]) and not _ends_before(document, due) else None


def _ends_before(document: Saved, due: date) -> bool:
    last = month_day(document["months"][-1])
    return date(last.year + last.month // 12, last.month % 12 + 1, 1) <= due
