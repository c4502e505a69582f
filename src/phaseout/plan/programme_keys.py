"""Which tables and keys may a programme file have, and which of them does this one get wrong?"""

from collections.abc import Iterator, Mapping
from typing import Any

from phaseout.plan.programme import NETWORKS

NUMBER, TEXT, TEXTS, NUMBERS = "a number of 0 or more", "a text", "a list of texts", "a list of numbers"
MONTH, MONTHS = "a month as 2027-04", "a list of months as 2027-04"
_KEYS: Mapping[str, Mapping[str, str]] = {
    "programme": {
        "start": MONTH, "months": NUMBER, "fiscal_year_starts": NUMBER, "carry_forward": NUMBER,
        "currency": TEXT, "undone_days": NUMBER, "late_days": NUMBER, "per_visit": NUMBER,
        "per_change": NUMBER, "deadlines": TEXT, "continuity": NUMBER,
    },
    "budget": {"year": NUMBER, "amount": NUMBER},
    "crew": {"id": TEXT, "hours": NUMBER, "sites": TEXTS, "closed": MONTHS, "clearance": NUMBER},
    "site": {
        "id": TEXT, "tier": NUMBER, "network": TEXT, "data": NUMBER, "visit": NUMBER, "open": NUMBERS,
        "closed": MONTHS, "clearance": NUMBER, "continuity": NUMBER,
    },
    "cost": {
        "kind": TEXT, "low": NUMBER, "typical": NUMBER, "high": NUMBER, "hours": NUMBER, "lead": NUMBER,
        "running": NUMBER, "price_date": TEXT, "source": TEXT, "grade": TEXT,
    },
    "cell": {"recorder": TEXT, "cameras": TEXTS},
    "pin": {"package": TEXT, "month": MONTH},
    "before": {"first": TEXT, "then": TEXT},
    "way": {"id": TEXT, "sites": TEXTS, "after": NUMBER, "hours": NUMBER, "cost": NUMBER},
    "isolation": {"cost": NUMBER, "months": NUMBER, "residual": NUMBER, "sites": TEXTS},
    "relaxation": {"hour": NUMBER, "month": NUMBER, "thing": NUMBER},
    "score": {
        "version": TEXT, "network_unknown": NUMBER, "tier_unknown": NUMBER, "exploited": NUMBER,
        "exploited_unknown": NUMBER, **{name.replace("-", "_"): NUMBER for name in NETWORKS},
    },
}  # fmt: skip
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "programme": ("start", "months", "carry_forward"), "budget": ("year", "amount"), "crew": ("id", "hours"),
    "site": ("id",), "cost": ("kind", "typical", "hours"), "cell": ("recorder", "cameras"),
    "pin": ("package", "month"), "before": ("first", "then"), "score": (),
    "way": ("id",), "isolation": ("cost", "months"), "relaxation": (),
}  # fmt: skip
MOST = 10**12
"""Of hours, money or anything else that is counted: what is larger was hardly meant, and sums overflow."""
LONGEST_LEAD = 240
"""Months."""
_ONCE = ("programme", "relaxation", "score")


def faults(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield each fault of a file's shape, with the table and key it stands in."""
    for name in data:
        if name not in _KEYS:
            yield f"{name} is no table of a programme; known: {', '.join(_KEYS)}"
    for name in ("programme", "budget", "crew"):
        if not data.get(name):
            yield f"there is no {'[programme]' if name == 'programme' else f'[[{name}]]'}"
    for name, value in data.items():
        if name in _KEYS:
            yield from of_table(name, value)


def of_table(name: str, value: object) -> Iterator[str]:
    """Yield each fault of the shape of one kind of table."""
    tables = [value] if name in _ONCE else value
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        yield f"{name} must be written {'[' if name in _ONCE else '[['}{name}{']' if name in _ONCE else ']]'}"
        return
    for number, table in enumerate(tables, 1):
        place = f"[{name}]" if name in _ONCE else f"[[{name}]] number {number}"
        for key, given in table.items():
            if (wanted := _KEYS[name].get(key)) is None:
                yield f"{place} has '{key}'; known: {', '.join(_KEYS[name])}"
            elif not _is(wanted, given):
                yield f"{place}.{key} must be {wanted}"
            elif _is_too_large(given):
                yield f"{place}.{key} must be at most {MOST}"
        for key in _NEEDED[name]:
            if key not in table:
                yield f"{place}: needs {key}"


def keys_needed() -> Mapping[str, tuple[tuple[str, bool], ...]]:
    """Return the keys of each table of a programme, and whether it needs them."""
    return {
        name: tuple((key, key in _NEEDED[name]) for key in keys) for name, keys in _KEYS.items()
    }  # fmt: skip


def senseless_costs(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield each fault of tables ``[[cost]]`` of the right shape."""
    for number, row in enumerate(data.get("cost", ()), 1):
        lead = row.get("lead", 0)
        if not (lead == int(lead) and lead <= LONGEST_LEAD):
            yield f"[[cost]] number {number}.lead must be a whole number from 0 to {LONGEST_LEAD}"
        if not row.get("low", row["typical"]) <= row["typical"] <= row.get("high", row["typical"]):
            yield f"[[cost]] number {number}.typical must lie from low to high"


def _is_too_large(given: object) -> bool:
    numbers = given if isinstance(given, list) else [given]
    return any(isinstance(one, int | float) and one > MOST for one in numbers)


def _is(wanted: str, given: object) -> bool:
    if wanted == NUMBER:
        return isinstance(given, int | float) and not isinstance(given, bool) and 0 <= given < float("inf")
    if wanted == TEXT:
        return isinstance(given, str) and bool(given)
    if wanted == MONTH:
        return isinstance(given, str) and is_month(given)
    one = {TEXTS: TEXT, NUMBERS: NUMBER, MONTHS: MONTH}[wanted]
    return isinstance(given, list) and all(_is(one, item) for item in given)


def is_month(text: str) -> bool:
    """Return whether a text is a month such as 2027-04."""
    year, _, month = text.partition("-")
    return (
        len(year) == 4  # noqa: PLR2004 (digits of a year)
        and len(month) == 2  # noqa: PLR2004 (digits of a month)
        and (year + month).isascii()
        and (year + month).isdigit()
        and 1 <= int(month) <= 12  # noqa: PLR2004
        and int(year) >= 1
    )
