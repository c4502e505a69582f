"""How is a condition written in the register, and what does it mean?"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from phaseout.domain.condition import All, AnyOf, Condition, FactDate, FactIs, Leaf, Not
from phaseout.domain.facts import DATE_FACTS, FACTS

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def parse_condition(written: object) -> Condition:
    """Return the condition; ``ValueError`` says what is wrong with it."""
    if not isinstance(written, Mapping) or len(written) != 1:
        raise ValueError("a condition is one of {fact: values}, {all: […]}, {any: […]}, {not: …}")
    ((key, value),) = written.items()
    match key:
        case "all":
            return All(parts=_parts(key, value))
        case "any":
            return AnyOf(parts=_parts(key, value))
        case "not":
            return Not(part=parse_condition(value))
    if key not in FACTS:
        raise ValueError(f"{key!r} is no fact a condition may ask for ({', '.join(FACTS)})")
    return _interval(key, value) if key in DATE_FACTS else FactIs(fact=key, values=_values(key, value))


def unparse_condition(condition: Condition) -> dict[str, object]:
    """Return the condition as it is written; the opposite of ``parse_condition``."""
    match condition:
        case All(parts=parts):
            return {"all": [unparse_condition(part) for part in parts]}
        case AnyOf(parts=parts):
            return {"any": [unparse_condition(part) for part in parts]}
        case Not(part=part):
            return {"not": unparse_condition(part)}
        case FactDate(fact=fact, since=since, before=before):
            ends = {"since": since, "before": before}
            return {fact: {name: day.isoformat() for name, day in ends.items() if day}}
        case FactIs(fact=fact, values=values):
            return {fact: list(values)}


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Yield the leaves from left to right."""
    match condition:
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from leaves(part)
        case Not(part=part):
            yield from leaves(part)
        case FactIs() | FactDate():
            yield condition


def parse_day(written: object) -> date:
    """Return the day; ``ValueError`` where it is not written YYYY-MM-DD."""
    if isinstance(written, str) and _ISO_DAY.fullmatch(written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            raise ValueError(f"the calendar has no day {written}") from None
    raise ValueError(f"a day is written YYYY-MM-DD, not {written!r}")


def _parts(key: str, value: object) -> tuple[Condition, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError(f"{key!r} needs a list of conditions")
    return tuple(parse_condition(part) for part in value)


def _values(fact: str, value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    texts = tuple(v for v in values if isinstance(v, str) and v)
    if not texts or len(texts) != len(values):
        raise ValueError(f"{fact!r} needs a value or a list of values")
    return texts


def _interval(fact: str, value: object) -> FactDate:
    if not isinstance(value, Mapping) or not value or set(value) - {"since", "before"}:
        raise ValueError(f"{fact!r} needs an interval {{since: day, before: day}}, one end or both")
    since, before = (parse_day(value[end]) if end in value else None for end in ("since", "before"))
    if since and before and since >= before:
        raise ValueError(f"{fact!r}: no day lies from {since} until before {before}")
    return FactDate(fact=fact, since=since, before=before)
