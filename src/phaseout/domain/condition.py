"""Which facts must hold? Four kinds of node and no expressions."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class FactIs:
    """True where the fact has one of the values."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDate:
    """True where the date fact lies in the half-open interval [since, before)."""

    fact: str
    since: date | None = None
    before: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """True where every part is."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """True where at least one part is."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """True where the part is not."""

    part: "Condition"


Leaf = FactIs | FactDate
Condition = Leaf | All | AnyOf | Not
