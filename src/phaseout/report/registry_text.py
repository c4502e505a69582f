"""What does a person read of the difference between a file of the address registry and the register?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from phaseout.domain.counting import counted
from phaseout.register.addresses import Addresses
from phaseout.register.registry.assignment import RegistryFile
from phaseout.register.registry.difference import Block, Difference, Moved, Proposed
from phaseout.register.registry.registrants import Ground

SHOWN = 8
"""Prefixes of a line before the rest is only counted; what is new or moved is shown whole."""
_DATED_BY = {
    "option": "as stated",
    "header": "as its head says",
    "modified": "when it was last modified; --date says it better",
}


def age_of(read: date | None, today: date) -> str:
    """Return the day address data were read with their age, ``2026-08-26, 89 days ago``."""
    return f"{read}, {counted((today - read).days, 'day')} ago" if read else "never"


def file_lines(files: Iterable[RegistryFile], today: date) -> Iterator[str]:
    """Yield of each file what it is and how old."""
    for file in files:
        blocks = counted(len(file.assignments), "block")
        yield f"{file.name}: {blocks} of {age_of(file.dated, today)} ({_DATED_BY[file.dated_by]})"


def difference_lines(found: Difference, known: Addresses) -> Iterator[str]:
    """Yield the figures, then what is new, moved, vanished, doubtful and proposed."""
    yield (
        f"{found.confirmed} as in the register, {len(found.new)} new, {len(found.moved)} moved, "
        f"{len(found.vanished)} vanished, {len(found.doubtful)} with several registrants"
    )
    if found.is_partial:
        yield (
            "most blocks that the register knows are missing: a part of a registry, or a file cut short; "
            "what it does not list stays as it was"
        )
    yield from _section("new", _new(found.new))
    yield from _section(
        "moved to another registrant",
        (f"{m.prefix}  {m.before} → {m.after}{_taken(m)}" for m in found.moved),
    )
    yield from _section("vanished from the registry (kept: equipment has them still)", _gone(found, known))
    yield from _section(
        "given to several registrants (not taken)",
        (f"{prefix}  {' / '.join(names)}" for prefix, names in found.doubtful.items()),
    )
    yield from _section(
        "blocks that no registry assigns: group or local addresses, or all zeroes (not taken)",
        (f"{prefix}  {name}" for prefix, name in found.unassignable.items()),
    )
    yield from _section(
        "names to look at (not taken; --accept NAME takes one)", map(_proposed, found.proposed)
    )


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if not number:
            yield f"{heading}:"
        yield f"  {line}"


def _new(new: Mapping[str, Block]) -> Iterator[str]:
    grouped: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for prefix, block in new.items():
        grouped[block.party or "nobody to find", block.registrant].append(prefix)
    for (party, registrant), prefixes in sorted(grouped.items()):
        yield f"{registrant} ({party})  {', '.join(sorted(prefixes))}"


def _gone(found: Difference, known: Addresses) -> Iterator[str]:
    grouped: defaultdict[str, list[str]] = defaultdict(list)
    for prefix in found.vanished:
        grouped[known[prefix].registrant].append(prefix)
    for registrant, prefixes in sorted(grouped.items()):
        yield f"{registrant}  {_some(prefixes)}"


def _proposed(one: Proposed) -> str:
    said = "another spelling of" if one.ground is Ground.SPELLING else "has the name of"
    parties = ", ".join(party or "a registrant who is no maker" for party in one.parties)
    return f"{one.registrant}  {said} {parties}  {_some(one.prefixes)}"


def _taken(moved: Moved) -> str:
    if moved.is_taken:
        return ""
    if moved.is_between_makers:
        return "  (kept: from one maker to another; --accept NAME takes it)"
    return "  (kept: the register does not know the other)"


def _some(prefixes: Sequence[str]) -> str:
    shown = ", ".join(prefixes[:SHOWN])
    return f"{shown} +{len(prefixes) - SHOWN}" if len(prefixes) > SHOWN else shown
