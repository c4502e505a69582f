"""Which of many observation lines are quite usual, and what do those say, read as columns?

Lines of one program resemble one another, so what each must fulfil is asked of whole columns: of their types
and of their distinct values. Whatever is not usual is only pointed at, for whoever looks at lines with care.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from orjson import JSONDecodeError, loads

from phaseout.domain.observation import Observation, Subject
from phaseout.domain.trait import TRAITS
from phaseout.intake.line_blocks import Lines
from phaseout.intake.observation_line import ISO_TIME, KEYS, LAST_PORT

_BETWEEN = b"\n,0,\n"
"""No text goes on over a line end, no object over a number: only within a list could it be inside a value."""
_PLAIN = frozenset((str, int, float, bool, type(None)))
_TEXT = frozenset((str,))
_NUMBER = frozenset((int, type(None)))
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
    odd = set(_other_than(TRAITS.keys(), traits))
    odd.update(_of_other_types(_TEXT, values), _of_other_types(_NUMBER, ports))
    odd.update(_outside_ports(ports), _at_no_time(ats))
    odd.update(_no_names(assets, needed=True), _no_names(sites), _no_names(segments))
    if not keys <= KEYS:
        odd.update(place for place, record in enumerate(records) if not record.keys() <= KEYS)
    odd.update(_repeating_keys(lines, records))
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


def _no_names(names: _Column, *, needed: bool = False) -> Iterable[int]:
    fit: set[object] = {name for name in set(names) if type(name) is str}
    return _other_than(fit - {""} if needed else fit | {None}, names)


def _repeating_keys(lines: Lines, records: Sequence[_Record]) -> Iterable[int]:
    """Yield the places of lines that may hold a key twice: a value may hold what ends a key as well."""
    return (
        place
        for place, (line, record) in enumerate(zip(lines, records, strict=True))
        if (line or b"").count(b'":') != len(record)
    )


def _subjects(assets: _Column, sites: _Column, segments: _Column) -> Iterable[Subject]:
    """Return one subject for each distinct name and place, for every line its own."""
    if {None}.issuperset(sites) and {None}.issuperset(segments):  # nearly always, and twice as fast
        alone = {asset: _subject(asset, None, None) for asset in set(assets)}
        return map(alone.__getitem__, assets)
    names = list(zip(assets, sites, segments, strict=True))
    made = {name: _subject(*name) for name in set(names)}
    return map(made.__getitem__, names)


def _subject(asset: object, site: object, segment: object) -> Subject:
    return Subject(asset, asset, site or None, segment or None)  # type: ignore[arg-type]  # the odd ones are passed over
