"""Which of many observation lines are quite usual, and what do those say, read as columns?

Lines of one program resemble one another, so what each must fulfil is asked of whole columns: of their types
and of their distinct values. Whatever is not usual is only pointed at, for whoever looks at lines with care.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from orjson import JSONDecodeError, loads

from phaseout.domain.observation import Observation, Subject
from phaseout.domain.trait import TRAITS
from phaseout.intake.credential import ALWAYS_LOOKED_AT, NEEDS_A_LOOK, places_of_credentials
from phaseout.intake.line_blocks import Lines
from phaseout.intake.observation_line import ISO_TIME, KEYS, LAST_PORT

_BETWEEN = b"\n,0,\n"
"""No text goes on over a line end, no object over a number: only within a list could it be inside a value."""
_PLAIN = frozenset((str, int, float, bool, type(None)))
_TEXT = frozenset((str,))
_NUMBER = frozenset((int, type(None)))
_USUAL_TRAITS = TRAITS.keys() - ALWAYS_LOOKED_AT
_SIGNS = frozenset("@= \t")
# Half the time of a named tuple's own constructor, which is Python.
_observed = partial(tuple.__new__, Observation)

_Record = dict[str, object]
_Column = Sequence[object]


class LineBlock(NamedTuple):
    """What lines say that follow one another."""

    observations: Sequence[Observation]
    """One a line; without meaning where the line is odd."""
    odd: Sequence[int]
    """Places in the block of the lines to look at with care, in order."""


def read_block(first: int, lines: Lines) -> LineBlock:
    """Return what lines say, the number of the first of them being given."""
    records = _records(lines)
    keys: set[str] = set().union(*records)
    assets, traits, values, sites, segments, ats, ports = (
        _column(records, key) if key in keys else (None,) * len(records)
        for key in ("asset", "trait", "value", "site", "segment", "at", "port")
    )
    odd = set(_other_than(_USUAL_TRAITS, traits))
    odd.update(_of_other_types(_TEXT, values), _of_other_types(_NUMBER, ports))
    odd.update(_outside_ports(ports), _at_no_time(ats))
    odd.update(_unplain_names(assets, needed=True), _unplain_names(sites), _unplain_names(segments))
    if not keys <= KEYS:
        odd.update(place for place, record in enumerate(records) if not record.keys() <= KEYS)
    odd.update(_doubtful_values(traits, values))
    subjects = _subjects(assets, sites, segments)
    locators = [f"line {number}" for number in range(first, first + len(lines))]
    columns = zip(subjects, traits, values, locators, ats, ports, strict=False)
    return LineBlock(list(map(_observed, columns)), sorted(odd))


def _records(lines: Lines) -> list[_Record]:
    """Return what each line holds; nothing where it is no object of plain values."""
    try:
        found = loads(b"[" + _BETWEEN.join(lines) + b"]")  # type: ignore[arg-type]  # None is a TypeError
        records: list[_Record] = found[::2]
        # Of plain values throughout, so that no list hides an end of a line: then each line is one.
        are_lines = found[1::2] == [0] * (len(lines) - 1) and len(records) == len(lines)
        if are_lines and _types(chain.from_iterable(map(dict.values, records))) <= _PLAIN:
            return records
    except (JSONDecodeError, TypeError):
        pass
    return list(map(_record, lines))


def _record(line: bytes | None) -> _Record:
    try:
        record = loads(line or b"")
    except JSONDecodeError:
        return {}
    is_plain = isinstance(record, dict) and _types(record.values()) <= _PLAIN
    return record if is_plain else {}


def _column(records: Iterable[_Record], key: str) -> _Column:
    return [record.get(key) for record in records]


def _types(values: Iterable[object]) -> set[type]:
    return set(map(type, values))


def _of_other_types(types: frozenset[type], column: _Column) -> Iterable[int]:
    if _types(column) <= types:
        return ()
    return (place for place, value in enumerate(column) if type(value) not in types)


def _other_than(usual: Iterable[object], column: _Column) -> Iterable[int]:
    return _among(set(column).difference(usual), column)


def _among(strange: set[object], column: _Column) -> Iterable[int]:
    return (place for place, value in enumerate(column) if value in strange) if strange else ()


def _at_no_time(ats: _Column) -> Iterable[int]:
    is_time = ISO_TIME.fullmatch
    return _among({at for at in set(ats) if at is not None and not (type(at) is str and is_time(at))}, ats)


def _outside_ports(ports: _Column) -> Iterable[int]:
    return _among({port for port in set(ports) if type(port) is int and not 0 <= port <= LAST_PORT}, ports)


def _unplain_names(names: _Column, *, needed: bool = False) -> Iterable[int]:
    """Yield the places of names that may hold a credential; one with a blank or a sign may."""
    fit = {name for name in set(names) if type(name) is str}
    if not _SIGNS.isdisjoint("".join(fit)):
        fit = {name for name in fit if _SIGNS.isdisjoint(name)}
    return _other_than(fit - {""} if needed else {*fit, None}, names)


def _doubtful_values(traits: _Column, values: _Column) -> Iterator[int]:
    texts = [value if type(value) is str else "" for value in values]
    if "@" in "".join(texts):
        yield from (place for place, text in enumerate(texts) if "@" in text)
    looked_at = [place for place, trait in enumerate(traits) if trait in NEEDS_A_LOOK]
    for place in places_of_credentials([texts[place] for place in looked_at]):
        yield looked_at[place]


def _subjects(assets: _Column, sites: _Column, segments: _Column) -> Iterable[Subject]:
    """Return one subject for each distinct name and place, for every line its own."""
    if {None}.issuperset(sites) and {None}.issuperset(segments):  # nearly always, and twice as fast
        alone = {asset: _subject(asset, None, None) for asset in set(assets)}
        return map(alone.__getitem__, assets)
    names = list(zip(assets, sites, segments, strict=True))
    made = {name: _subject(*name) for name in set(names)}
    return map(made.__getitem__, names)


def _subject(asset: object, site: object, segment: object) -> Subject:
    return Subject(asset, asset, site, segment)  # type: ignore[arg-type]  # the odd ones are passed over
