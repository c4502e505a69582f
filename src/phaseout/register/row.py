"""Which value stands at a key of the compiled register, and is it of the type that belongs there?"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import TypeVar

from phaseout.domain.cite import Cite, EvidenceGrade, Text
from phaseout.domain.condition import Condition
from phaseout.domain.problem import RegisterError
from phaseout.register.condition import parse_condition

T = TypeVar("T")


class Row:
    """A JSON object read with types. A value of another type is a ``RegisterError`` naming its place."""

    __slots__ = ("_values", "place")

    def __init__(self, values: object, place: str) -> None:
        if not isinstance(values, Mapping):
            raise _odd(place)
        self._values: Mapping[str, object] = values
        self.place = place

    def _typed(self, key: str, type_: type[T]) -> T | None:
        value = self._values.get(key)
        if value is None or isinstance(value, type_):
            return value
        raise _odd(f"{self.place}.{key}")

    def _needed(self, key: str, value: T | None) -> T:
        if value is None:
            raise _odd(f"{self.place}.{key}")
        return value

    def has(self, key: str) -> bool:
        """Whether anything stands at the key."""
        return key in self._values

    def maybe(self, key: str) -> str | None:
        """Return a text, None where there is none."""
        return self._typed(key, str)

    def text(self, key: str) -> str:
        """Return a text that must be there."""
        return self._needed(key, self.maybe(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; empty where it is absent."""
        return tuple(str(value) for value in self._typed(key, list) or ())

    def number(self, key: str, default: float) -> float:
        """Return a number."""
        value = self._values.get(key, default)
        if isinstance(value, int | float):
            return float(value)
        raise _odd(f"{self.place}.{key}")

    def numbers(self, key: str) -> Mapping[str, int]:
        """Return an object of whole numbers; they are not looked at one by one."""
        return self._typed(key, dict) or {}

    def day(self, key: str) -> date | None:
        """Return a day, None where there is none."""
        written = self.maybe(key)
        return date.fromisoformat(written) if written else None

    def day_of(self, key: str) -> date:
        """Return a day that must be there."""
        return self._needed(key, self.day(key))

    def said(self, key: str) -> Text | None:
        """Return a text in both languages, None where there is none."""
        return self.row(key).named() if self.has(key) else None

    def said_of(self, key: str) -> Text:
        """Return a text in both languages that must be there."""
        return self._needed(key, self.said(key))

    def named(self) -> Text:
        """Return this object's own ``en`` and ``fr``."""
        return Text(en=self.text("en"), fr=self.maybe("fr"))

    def statements(self, key: str) -> tuple[Text, ...]:
        """Return a list of texts in both languages."""
        return tuple(row.named() for row in self.rows(key))

    def condition(self, key: str) -> Condition | None:
        """Return a condition, None where there is none."""
        written = self._values.get(key)
        return None if written is None else parse_condition(written)

    def condition_of(self, key: str) -> Condition:
        """Return a condition that must be there."""
        found = self.condition(key)
        if found is None:
            raise _odd(f"{self.place}.{key}")
        return found

    def cites(self, key: str = "cite") -> tuple[Cite, ...]:
        """Return the cites, compiled as ``[source, grade, place?]``."""
        return tuple([_cite(*written) for written in self._typed(key, list) or ()])

    def row(self, key: str) -> "Row":
        """Return the object at a key."""
        return Row(self._values.get(key), f"{self.place}.{key}")

    def rows(self, key: str) -> "tuple[Row, ...]":
        """Return a list of objects; empty where it is absent."""
        place = f"{self.place}.{key}"
        return tuple(Row(value, place) for value in self._typed(key, list) or ())

    def objects(self, key: str) -> "tuple[Row, ...]":
        """Return the objects of a list at a key; none where something else stands there."""
        value = self._values.get(key)
        parts = value if isinstance(value, list) else ()
        return tuple(Row(part, f"{self.place}.{key}") for part in parts if isinstance(part, Mapping))

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def entries(self) -> "Iterator[tuple[str, Row]]":
        """Yield (key, object) of an object that holds objects by id."""
        for key, value in self._values.items():
            yield key, Row(value, f"{self.place}.{key}")


@lru_cache(maxsize=1 << 14)
def _cite(source: str, grade: str, at: str | None = None) -> Cite:
    """Return a cite; the same few are quoted all over the register."""
    return Cite(source=source, grade=EvidenceGrade(grade), at=at)


def _odd(place: str) -> RegisterError:
    return RegisterError(
        "the compiled register does not read",
        where=place,
        remedy="compile it again with 'phaseout register build'",
    )
