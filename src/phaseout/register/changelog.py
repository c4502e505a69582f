"""What does the change log say of each measure, and does it say when and for whom?

One item for each change of law, under the edition that brings it:
``* MEASURE-ID: what changed. Period: from DATE [to DATE][; more of it]. Affects: ROLE, ….``
What changes a list of parties names the list. A correction that changes no answer has the period ``none``
and affects ``nobody``.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from phaseout.register.condition import parse_day
from phaseout.register.fault import Fault, Level

FORM = "* MEASURE-ID: what changed. Period: from DATE [to DATE]. Affects: ROLE, …."
_HEADING = re.compile(r"## (\d{4}\.\d{2}\.\d{2})\s*", re.ASCII)
_ITEM = re.compile(r"[*-] `?(?P<measure>[a-z0-9-]+/[a-z0-9./-]+)`?:(?P<rest>.*)", re.DOTALL)
_SAID = re.compile(
    r"\s*(?P<what>\S.*?)\sPeriod: (?:none|from (?P<since>[^\s;]+)(?: to (?P<through>[^\s;]+))?(?:; .+?)?)\."
    r" Affects: (?P<roles>\S.*?)\.?\s*"
)
_NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an edition changed in one measure, or in a list that measures speak of."""

    edition: str
    line: int
    measure: str
    roles: tuple[str, ...]
    """Who is affected; empty: nobody."""
    since: date | None
    """First day on which answers differ; None where no answer does."""
    through: date | None
    """Last such day, if there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLog:
    """The change log of a register directory as read. What is not in the form stands in ``faults``."""

    file: str
    sections: dict[str, int]
    """Edition → the line of its heading."""
    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]


def read_changelog(directory: Path) -> ChangeLog:
    """Read the change log; that it is there and is text is looked at elsewhere."""
    path = directory / "CHANGELOG.md"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    sections: dict[str, int] = {}
    changes: list[Change] = []
    faults: list[Fault] = []
    edition = ""
    for number, line in enumerate(lines, start=1):
        if heading := _HEADING.fullmatch(line):
            edition = heading[1]
            sections.setdefault(edition, number)
        elif item := _ITEM.fullmatch(_whole(lines, number)):
            try:
                changes.append(_change(edition, number, item))
            except ValueError as wrong:
                faults.append(Fault(file=str(path), line=number, level=Level.SHAPE, message=str(wrong)))
    return ChangeLog(file=str(path), sections=sections, changes=tuple(changes), faults=tuple(faults))


def _whole(lines: list[str], number: int) -> str:
    """Return the item that begins on a line, with the indented lines that go on."""
    whole = lines[number - 1]
    for line in lines[number:]:
        if not line.startswith("  "):
            break
        whole += f" {line.strip()}"
    return whole


def _change(edition: str, line: int, item: re.Match[str]) -> Change:
    said = _SAID.fullmatch(item["rest"])
    if said is None:
        raise ValueError(f"what changed in {item['measure']} is written '{FORM}'")
    since, through = (parse_day(said[name]) if said[name] else None for name in ("since", "through"))
    if since and through and through < since:
        raise ValueError(f"the period ends on {through}, before it begins on {since}")
    roles = tuple(role.strip(" `") for role in said["roles"].split(","))
    if (since is None) is not (roles == (_NOBODY,)):
        raise ValueError(f"no period means that {_NOBODY} is affected, a period that somebody is")
    return Change(
        edition=edition,
        line=line,
        measure=item["measure"],
        roles=() if since is None else roles,
        since=since,
        through=through,
    )
