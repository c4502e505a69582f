"""What does the one who will sign say that no survey can know?"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from phaseout.domain.problem import UsageError

KEYS: Mapping[str, str] = MappingProxyType(
    {
        "organisation": "name of the organisation",
        "address": "its address",
        "signatory": "who signs",
        "title": "the signatory's title",
        "contract": "contract number",
        "order": "order number",
        "contract-date": "day of the contract, ISO date: it picks the clause that is cited",
        "solicitation": "solicitation number",
        "contracting-officer": "to whom a report goes",
        "supplier": "name of the supplier",
        "uei": "the supplier's unique entity identifier",
        "cage": "the supplier's CAGE code",
        "discovered": "day of discovery, ISO date: the terms run from it",
        "mitigation": "what was or will be done about it",
        "prevention": "what was done to prevent it, and what will be",
        "agency": "agency or body the paper is for",
        "question": "number of the parliamentary question",
        "asked-by": "who asked it",
        "reply-due": "day the reply is due, ISO date",
        "measures-taken": "what is being done, in the words of the institution",
    }
)
"""Every key of the file and what it holds. All are optional: what is missing stays blank."""
_LAST_YEAR = 2999
"""Terms run from these days; beyond, it is a slip of the pen."""
DATES = frozenset({"contract-date", "discovered", "reply-due"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """The statements of the file."""

    values: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, date] = field(default_factory=dict)

    def get(self, key: str) -> str | None:
        """Return a statement, None where there is none."""
        return self.values.get(key)

    def day(self, key: str) -> date | None:
        """Return a day, None where there is none."""
        return self.dates.get(key)


def read_particulars(path: Path) -> Particulars:
    """Read a TOML file of particulars.

    Raises:
        UsageError: not TOML, or a key or value that means nothing here; every fault is named.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"the particulars cannot be read: {error}", where=str(path)) from error
    faults: list[str] = []
    values: dict[str, str] = {}
    dates: dict[str, date] = {}
    for key, value in data.items():
        if key not in KEYS:
            faults.append(f"{key!r} is no particular; known are {', '.join(KEYS)}")
        elif key in DATES:
            day = _day(value)
            if day is None:
                faults.append(f"{key} is no day such as 2026-11-26: {value!r}")
            else:
                dates[key] = day
        elif isinstance(value, str) and value.strip():
            values[key] = value.strip()
        else:
            faults.append(f"{key} must be text")
    if faults:
        raise UsageError(
            "the particulars say things that are not understood:\n  " + "\n  ".join(faults),
            where=str(path),
            remedy="'phaseout artefact list' names every key",
        )
    return Particulars(values=values, dates=dates)


def _day(value: object) -> date | None:
    if type(value) is not date:  # a time of day is a date to Python
        try:
            value = date.fromisoformat(str(value))
        except ValueError:
            return None
    return value if value.year <= _LAST_YEAR else None
