"""What does one cell of an inventory say?"""

import re
from collections.abc import Callable
from typing import NamedTuple

from phaseout.intake.cell_text import LOST, LOST_LETTERS, is_error, plain, shown_error, what_mangled
from phaseout.intake.column_names import plain_words
from phaseout.intake.credential import without_credentials
from phaseout.intake.days import Order, read_day, read_span
from phaseout.intake.kind_words import kind_of

Pairs = tuple[tuple[str, str], ...]
Words = tuple[str, ...]
Said = tuple[Pairs, Words, Words]
"""What a cell gives: (trait, value) pairs, why something in it is unread, which credentials were dropped."""


class CellReading(NamedTuple):
    """A ``Said`` by the names of its parts."""

    found: Pairs = ()
    unread: Words = ()
    dropped: Words = ()


ReadCell = Callable[[str], Said]
NOTHING = CellReading()

_ZEROES = re.compile(r"0+(?:[.,]0+)?")
_WHOLE_NUMBER = re.compile(r"(\d+)[.,]0+")
_LETTER = re.compile(r"[^\W\d_]")
_WORDY = re.compile(r"[^\W\d_]{3}|[\u3400-\u9fff]{2}|(?=\S*\d)(?=\S*[A-Za-z])\S{6}")
_CLOCK_OR_UUID = re.compile(
    r"\d{4}-\d\d-\d\d[T ].*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE
)
_DESIGNATION = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9/()+._-]{3,39}")
_COMMON_TEXT = """
    yes; no; oui; non; true; false; vrai; faux; active; actif; inactive; inactif; online; offline;
    enabled; disabled; good; bon; bonne; poor; fair; deployed; déployé; in service; en service; in use;
    en usage; new; neuf; installed; responding; same; idem
"""
_COMMON = frozenset(" ".join(words.split()) for words in _COMMON_TEXT.split(";"))
# The shapes nearly all cells have are let through at once: a file may have a million of them.
_ORDINARY_SERIAL = re.compile(r"(?=[A-Z]*0*[1-9])[A-Z0-9]{4,40}")


def kept(trait: str, text: str) -> tuple[str, tuple[str, ...]]:
    """Return a value without the credentials in it, and what was dropped."""
    value, what = without_credentials(trait, text)
    return (value or "").strip(), (what,) if what else ()


def text_cell(trait: str) -> ReadCell:
    """Return a reader of words: manufacturer, description, host name."""

    def read(cell: str) -> Said:
        """Return the words without what is secret in them."""
        text = plain(cell)
        if not text:
            return NOTHING
        if is_error(text):
            return error_cell(text)
        value, dropped = kept(trait, text)
        found = ((trait, value),) if value else ()
        return CellReading(found, (LOST_LETTERS,) if LOST in text else (), dropped)

    return read


def described_cell(trait: str) -> ReadCell:
    """Return a reader of descriptions: a cell without a letter, or an everyday answer, gives nothing.

    A description that is nothing but the name of a kind, such as ``Camera``, states the kind.
    """
    as_text = _with_words(trait, _LETTER)

    def read(cell: str) -> Said:
        kind, is_all = kind_of(plain(cell))
        found, unread, dropped = as_text(cell)
        return ((("asset.kind", kind), *found) if kind and is_all else found), unread, dropped

    return read


def wordy_cell(trait: str) -> ReadCell:
    """Return a reader of text that may describe: it gives nothing without a word or a designation."""
    return _with_words(trait, _WORDY)


def _with_words(trait: str, words: re.Pattern[str]) -> ReadCell:
    read_text = text_cell(trait)

    def read(cell: str) -> Said:
        """Return the words where there is one that says something."""
        if not words.search(cell) or _CLOCK_OR_UUID.fullmatch(cell.strip()):
            return error_cell(cell) if is_error(cell.strip()) else NOTHING
        return NOTHING if cell.strip().lower() in _COMMON else read_text(cell)

    return read


def designation_cell(trait: str) -> ReadCell:
    """Return a reader of serial numbers and models, which spreadsheet programs like to mangle."""

    def read(cell: str) -> Said:
        """Return the designation, or why the cell can no longer be trusted with one."""
        if _ORDINARY_SERIAL.fullmatch(cell):
            return ((trait, cell),), (), ()
        text = plain(cell)
        if not text or _ZEROES.fullmatch(text):
            return NOTHING
        if why := what_mangled(text):
            return CellReading(unread=(why,))
        if match := _WHOLE_NUMBER.fullmatch(text):
            text = match[1]
        value, dropped = kept(trait, text)
        return CellReading(((trait, value),) if value else (), (), dropped)

    return read


is_ordinary_name = re.compile(r"(?!\d+\.0+$)[A-Za-z0-9][A-Za-z0-9_.-]*[0-9]").fullmatch
"""Whether a name needs no closer look: no placeholder, no mangled number, no credential has this shape."""


def day_cell(trait: str, order: Order | None) -> ReadCell:
    """Return a reader of dates. Of a fact of a thing a month or a year is something to know, too."""
    read_date = read_span if trait.startswith("asset.") else read_day

    def read(cell: str) -> Said:
        """Return the day, or why it cannot be told."""
        text = plain(cell)
        if not text or _ZEROES.fullmatch(text):
            return NOTHING
        if is_error(text):
            return error_cell(text)
        day, why = read_date(kept("inventory.description", text)[0], order)
        return CellReading(((trait, day),)) if day is not None else CellReading(unread=(why or "",))

    return read


def kind_cell(*, names_model: bool) -> ReadCell:
    """Return a reader of categories. What is no kind stays a description.

    ``names_model``: no other column has the model, so ``DS-2CD2032-I`` under ``Device Type`` is one.
    """
    as_text = wordy_cell("inventory.description")
    as_model = designation_cell("inventory.model")

    def read(cell: str) -> Said:
        """Return the kind, and what else the cell says."""
        text = plain(cell)
        kind, is_all = kind_of(text)
        if kind is None:
            return as_model(cell) if names_model and _DESIGNATION.fullmatch(text) else as_text(cell)
        found, unread, dropped = NOTHING if is_all else as_text(cell)
        return (("asset.kind", kind), *found), unread, dropped

    return read


_as_kind_or_words = kind_cell(names_model=False)
_as_designation = designation_cell("inventory.model")


def device_type_cell(cell: str) -> Said:
    """Read what a discovery tool shows as the type: the model, or no more than a kind (``IPCamera``)."""
    kind, is_all = kind_of(plain(cell))
    return _as_kind_or_words(cell) if kind is not None and is_all else _as_designation(cell)


def named_cell(reader: ReadCell) -> ReadCell:
    """Return a reader of names where an export may have put the key of another table instead."""

    def read(cell: str) -> Said:
        return CellReading(unread=(A_REFERENCE,)) if is_reference(cell) else reader(cell)

    return read


is_reference = re.compile(r"[0-9a-f]{32}").fullmatch
"""Whether this is the key of a row in another table, as ServiceNow writes it, and no name."""
A_REFERENCE = "a reference to another table without its name; export with display values"


def owner_cell(cell: str) -> Said:
    """Read whose the thing is; a name says nothing of whether it is ours, so it stays unknown."""
    words = set(plain_words(cell))
    for owner, signs in _OWNERS:
        if not words.isdisjoint(signs):
            return CellReading((("asset.owner", owner),))
    return NOTHING


_OWNERS = (
    ("landlord", frozenset(("landlord", "lessor", "bailleur", "bailleresse", "locateur"))),
    ("contractor", frozenset(("contractor", "subcontractor", "integrator", "entrepreneur", "integrateur"))),
    ("self", frozenset(("self", "own", "owned", "ourselves", "us", "nous"))),
)


def error_cell(text: str) -> CellReading:
    """Return the reading of a cell that shows an error."""
    return CellReading(unread=(shown_error(text),))


REMEMBERED = 4096


class CellMemory(dict[str, Said]):
    """Remembers what cells gave, since a column repeats itself; begun anew when it grows."""

    __slots__ = ("_read",)

    def __init__(self, read: ReadCell) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: str) -> Said:
        if len(self) >= REMEMBERED:
            self.clear()
        reading = self[cell] = self._read(cell)
        return reading
