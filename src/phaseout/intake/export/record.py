"""What does one record of an equipment list say, going by the meaning of its keys?

The keys of nested objects are joined by dots: ``device_type.manufacturer.name``. Cells are read as the cells
of a table are.
"""

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from phaseout.domain.observation import Dropped, Observation, Reading, Subject, Unread
from phaseout.intake.cell import A_REFERENCE, CellMemory, ReadCell, is_reference, wordy_cell
from phaseout.intake.cell_text import plain
from phaseout.intake.column_meanings import Meaning
from phaseout.intake.column_names import is_of_something_else, meaning_of
from phaseout.intake.columns import REF_READERS, REFS, SITES, cell_reader
from phaseout.intake.credential_name import names_credential
from phaseout.intake.export.json_records import Json, Record
from phaseout.intake.grid import one_line

DEEPEST = 8
MOST_VALUES = 20_000
"""Values of one record that are looked at; real ones have a hundred."""
KEYS_REMEMBERED = 4096
LONGEST_SHOWN = 120
_MAKERS = frozenset((Meaning.MANUFACTURER, Meaning.BRAND))
_MODELS = frozenset((Meaning.MODEL, Meaning.MODEL_NUMBER))
_NAMING = frozenset((*REFS, *SITES, Meaning.CREDENTIAL))
"""What is not read as an observation, and matters all the same."""
_NAMES_OF_CHOICES = ("", ".value", ".name", ".label", ".display")
"""What may follow the name of a field that people made: the value, or an object that has it."""
_TEXT = "inventory.description"
_as_description = wordy_cell(_TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordShape:
    """The keys of one program's records."""

    keys: Mapping[str, Meaning]
    """By the path of the key."""
    own_fields: str = ""
    """The key under which people's own fields stand by the names they gave them."""
    prefix: str = ""
    """What stands in front of the name of a field that people made."""
    reads_others: bool = True
    """Whether other keys at the top are read by their names."""
    is_escaped: bool = False
    """Whether the texts are escaped for HTML."""


class _Use(NamedTuple):
    """How the value under a key is read."""

    meaning: Meaning
    say: ReadCell | None
    shown: str
    """The path, as places show it."""
    credential: str = ""
    """The name of a credential in the path."""

    @property
    def is_read(self) -> bool:
        """Whether the value matters at all."""
        return self.say is not None or self.meaning in _NAMING


class _Leaf(NamedTuple):
    """A text of a record, and how it is read."""

    text: str
    use: _Use


class RecordReader:
    """Reads the records of one source."""

    def __init__(self, shape: RecordShape) -> None:
        self._shape = shape
        self._among = frozenset(shape.keys.values())
        self._uses: dict[str, _Use] = {}
        self._told: set[str] = set()
        """Keys whose values are references: said once."""

    def readings(
        self, number: int, record: Record, *, key: str | None = None, at: str | None = None
    ) -> Iterator[Reading]:
        """Yield what a record says.

        Args:
            number: of the record, from 1.
            record: its keys and values.
            key: by which the source knows the thing; the number of the record if None.
            at: when it was seen, ISO 8601.
        """
        where = f"record {number}"
        texts: list[tuple[str, str]] = []
        _collect(record, "", DEEPEST, texts)
        if len(texts) == MOST_VALUES:
            yield Unread(where, f"has {MOST_VALUES} values or more; those beyond are not read")
        leaves = self._leaves(texts)
        filled = frozenset(leaf.use.meaning for leaf in leaves if plain(leaf.text))
        ref, is_tag, wrong = _ref(leaves)
        site_of = next((meaning for meaning in SITES if meaning in filled), None)
        site = next((plain(text) for text, use in leaves if use.meaning is site_of and plain(text)), "")
        subject = Subject(key or where, ref, None if is_reference(site) else site or None, None, is_tag)
        yield from (Unread(f"{where}, {shown}", why) for shown, why in wrong)
        yield from _credentials(leaves, where)
        seen: set[tuple[str, str]] = set()
        for text, use in leaves:
            say = _say_of(use, filled)
            if say is None or use.meaning is site_of:
                continue
            found, unread, dropped = say(text)
            locator = f"{where}, {use.shown}"
            for pair in found:
                if pair not in seen:
                    seen.add(pair)
                    yield Observation(subject, *pair, locator, at)
            yield from self._troubles(unread, locator, use.shown)
            yield from (Dropped(locator, what) for what in dropped)

    def _troubles(self, unread: tuple[str, ...], locator: str, path: str) -> Iterator[Unread]:
        for why in unread:
            if why != A_REFERENCE:
                yield Unread(locator, why)
            elif path not in self._told:
                self._told.add(path)
                yield Unread(locator, f"{why}; other records that have none are not listed")

    def _leaves(self, texts: list[tuple[str, str]]) -> list[_Leaf]:
        """Return the texts of a record that matter; most are links, numbers and dates of the program."""
        leaves: list[_Leaf] = []
        for path, text in texts:
            use = self._uses.get(path) or self._use(path)
            if use.is_read and text:
                whole = text if text.isascii() else _whole_letters(text)
                leaves.append(
                    _Leaf(html.unescape(whole) if self._shape.is_escaped and "&" in whole else whole, use)
                )
        return leaves

    def _use(self, path: str) -> _Use:
        if len(self._uses) >= KEYS_REMEMBERED:
            self._uses.clear()
        use = self._uses[path] = self._decided(path)
        return use

    def _decided(self, path: str) -> _Use:
        shown = path if len(path) <= LONGEST_SHOWN and path.isprintable() else one_line(path)
        meaning = self._shape.keys.get(path)
        secret = next(filter(names_credential, path.split(".")), None)
        if meaning is Meaning.CREDENTIAL or (meaning is None and secret is not None):
            return _Use(Meaning.CREDENTIAL, None, shown, one_line(secret or path.rpartition(".")[2]))
        title = path
        if meaning is None:
            title = self._title(path)
            meaning = meaning_of(title) if title else Meaning.ASIDE
            if meaning is Meaning.UNKNOWN:
                may_describe = self._is_own(path) and not is_of_something_else(title)
                return _Use(meaning, _as_description if may_describe else None, shown)
        say = cell_reader(meaning, title, self._among)
        return _Use(meaning, CellMemory(say).__getitem__ if say is not None else None, shown)

    def _is_own(self, path: str) -> bool:
        own = self._shape.own_fields
        return bool(own) and path.startswith(f"{own}.")

    def _title(self, path: str) -> str:
        """Return the name by which a key is known, "" if it is none to be known by."""
        if self._is_own(path):
            name = path[len(self._shape.own_fields) + 1 :]
            base, _, last = name.rpartition(".")
            return name if not base else base if f".{last}" in _NAMES_OF_CHOICES and "." not in base else ""
        if "." in path or not self._shape.reads_others:
            return ""
        return path.removeprefix(self._shape.prefix)


def _say_of(use: _Use, filled: frozenset[Meaning]) -> ReadCell | None:
    """Return how a value is read, given what else the record holds."""
    if use.meaning is Meaning.MODEL and Meaning.MODEL_NUMBER in filled:
        return _as_description  # Snipe-IT: the model has a name, the number is the designation
    if use.meaning is Meaning.UNKNOWN and not (_MAKERS.isdisjoint(filled) or _MODELS.isdisjoint(filled)):
        return None  # a record that names maker and model has said what there is to say
    return use.say


def _credentials(leaves: list[_Leaf], where: str) -> Iterator[Dropped]:
    """Say once of each credential that it was not looked at."""
    places = {
        use.credential: use.shown
        for text, use in leaves
        if use.meaning is Meaning.CREDENTIAL and text.strip()
    }
    yield from (Dropped(f"{where}, {shown}", f"key {name}") for name, shown in places.items())


def _ref(leaves: list[_Leaf]) -> tuple[str | None, bool, list[tuple[str, str]]]:
    """Return the name of the thing, whether that is a tag, and where better names it has are mangled."""
    wrong: list[tuple[str, str]] = []
    for wanted in REFS:
        for text, use in leaves:
            if use.meaning is wanted:
                found, unread, _ = REF_READERS[wanted](text)
                wrong.extend((use.shown, why) for why in unread)
                if found:
                    return found[0][1], wanted is Meaning.TAG, wrong
    return None, False, wrong


def shape(
    keys: Mapping[Meaning, str], *, own_fields: str = "", prefix: str = "", reads_others: bool = True,
    is_escaped: bool = False,
) -> RecordShape:  # fmt: skip
    """Make a shape of paths parted by blanks."""
    return RecordShape(
        keys=MappingProxyType({path: meaning for meaning, paths in keys.items() for path in paths.split()}),
        own_fields=own_fields,
        prefix=prefix,
        reads_others=reads_others,
        is_escaped=is_escaped,
    )


def _whole_letters(text: str) -> str:
    r"""Return a text without halves of letters, which JSON can name (``\ud800``) and no file can hold."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _collect(value: Json, path: str, depth: int, texts: list[tuple[str, str]]) -> None:
    """Collect every text under a value; of a ServiceNow field what it shows, or else the reference."""
    if isinstance(value, str):
        if len(texts) < MOST_VALUES:
            texts.append((path, value))
    elif isinstance(value, dict) and depth:
        if isinstance(shown := value.get("display_value"), str):
            _collect(shown, path, 1, texts)
        elif "link" in value and value.keys() <= {"link", "value"}:
            _collect(value.get("value"), path, 1, texts)
        else:
            for key, one in value.items():
                _collect(one, f"{path}.{key}" if path else key, depth - 1, texts)
    elif isinstance(value, list) and depth:
        for one in value:
            _collect(one, path, depth - 1, texts)
