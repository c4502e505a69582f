"""Which documents do the register's statements come from?"""

from dataclasses import dataclass
from datetime import date

from phaseout.domain.cite import Cite, CitedSource, Text
from phaseout.register.row import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A statute, order or notice that measures stand in."""

    id: str
    title: Text
    jurisdiction: str
    nature: str
    cite: tuple[Cite, ...]
    citation: str | None = None
    issuer: Text | None = None
    made: date | None = None
    url: str | None = None
    notes: tuple[Text, ...] = ()


def revive_source(id_: str, row: Row) -> CitedSource:
    """Return the source of a compiled row."""
    return CitedSource(
        id=id_,
        title=row.text("title"),
        url=row.maybe("url"),
        publisher=row.maybe("publisher"),
        date=row.maybe("date"),
        retrieved=row.day("retrieved"),
        note=row.maybe("note"),
    )


def revive_instrument(id_: str, row: Row) -> Instrument:
    """Return the instrument of a compiled row."""
    return Instrument(
        id=id_,
        title=row.said_of("title"),
        jurisdiction=row.text("jurisdiction"),
        nature=row.text("nature"),
        cite=row.cites(),
        citation=row.maybe("citation"),
        issuer=row.said("issuer"),
        made=row.day("made"),
        url=row.maybe("url"),
        notes=row.statements("notes"),
    )
