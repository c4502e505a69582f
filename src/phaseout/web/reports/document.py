"""What does a report say? All of it in both languages, so that every file of it is written from this."""

from dataclasses import dataclass
from datetime import date, datetime

SCHEMA, VERSION = "phaseout.report", 1
"""Name of the shape, and its version: a change of what a field means counts it up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text of ours, or a name that people gave, in both languages."""

    en: str
    fr: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One of a closed list: its id, which never changes, and what it is called."""

    id: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month, by its first day."""

    first: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many; written in hundredths, rounded down: 100 is said of all alone."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """An address that paper shows as a QR code."""

    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Something to tick on paper, or room to write."""

    is_room: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A number by which something is known: it is no count, and has no thousands."""

    number: int


WITHHELD = "withheld"
"""Id of what stands in the place of a count that is not told."""
Value = str | int | date | Words | Coded | Month | Share | Scan | Box | Key | None
"""A text is as a person, a file or a device told it; None is what nobody said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table."""

    name: str
    heading: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows. In a workbook, tables of one id stand in one sheet."""

    id: str
    title: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    empty: Words
    """What is said where there is no row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that is shown large."""

    id: str
    label: Words
    value: Value
    was: int | None = None
    """The same in the report before; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Numbers beside one another."""

    id: str
    title: Words
    rows: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """What is drawn as bars, with a table of the same."""

    id: str
    title: Words
    head: tuple[Words, Words]
    """What is counted by, and what is counted."""
    rows: tuple[tuple[Value, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A paragraph."""

    text: Words


Part = Table | Figures | Bars | Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a report under a heading."""

    id: str
    title: Words
    parts: tuple[Part, ...]
    is_on_new_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a word means wherever this report counts by it."""

    id: str
    term: Words
    meaning: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """The words by which a report counts, as they were when it was made."""

    version: str
    rows: tuple[Definition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An organisation or a site that a report is about."""

    id: int
    name: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The report that changes are counted from."""

    id: int
    as_of: date
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that belongs to what is reported, by its digest."""

    name: str
    sha256: str
    size: int
    kind: str
    """Media type."""
    of: str
    """Way to what it was given with, such as ``replacement/12``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report."""

    kind: str
    title: Words
    organisation: Place
    branches: int
    """Organisations below it that are counted as well."""
    sites: tuple[Place, ...]
    """Those it is of alone; none: all of them."""
    begin: date | None
    end: date | None
    """First and last day of what is told of as having happened; None where it tells of no days."""
    as_of: date
    """The day on which all else stood so: the last of its days, where it tells of days."""
    made: datetime
    made_by: str
    """Empty in what is meant for everybody."""
    edition: str
    """Of the register of measures that answered."""
    program: str
    """Version of phaseout."""
    definitions: Definitions
    sections: tuple[Section, ...]
    before: Before | None = None
    files: tuple[File, ...] = ()
    is_wide: bool = False
    """Whether paper lies on its side."""
    is_one_page: bool = False
    """Whether it must fit on one."""
    is_public: bool = False


def rows_of(document: Document) -> int:
    """Return how many rows all tables of a report have."""
    parts = (part for section in document.sections for part in section.parts)
    return sum(len(part.rows) for part in parts if not isinstance(part, Note))
