"""What do the columns of somebody's own table hold, as a file of theirs says it?

One TOML file describes one kind of table (docs/columns.md); ``phaseout survey --columns FILE.toml`` takes it.
"""

import difflib
import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from phaseout.domain.problem import UsageError
from phaseout.domain.trait import TRAITS
from phaseout.intake.column_meanings import Meaning
from phaseout.intake.column_names import OF_TRAIT
from phaseout.intake.column_profile import ColumnProfile, Use, plain_name
from phaseout.intake.credential_name import names_credential

LARGEST = 1 << 20
KEYS = ("name", "recognised-by", "others", "columns")
OTHERS: Mapping[str, bool] = MappingProxyType({"by-name": True, "ignore": False})
WORDS: Mapping[str, Meaning] = MappingProxyType(
    {
        "name": Meaning.NAME,
        "tag": Meaning.TAG,
        "site": Meaning.SITE,
        "credential": Meaning.CREDENTIAL,
        "ignore": Meaning.ASIDE,
        "mac": Meaning.MAC,
        "ip": Meaning.IP,
        "hostname": Meaning.HOSTNAME,
        "order.date": Meaning.ORDER_DATE,
    }
)
"""Words beside the traits, and traits whose cells are looked at more closely than a text."""
_SAYS_NOTHING = frozenset((Meaning.NAME, Meaning.TAG, Meaning.SITE, Meaning.CREDENTIAL, Meaning.ASIDE))
_REMEDY = "see docs/columns.md; 'phaseout traits' lists the traits"

Fault = tuple[int, str]
"""(line from 1, what is wrong there)."""


def read_columns(path: Path) -> ColumnProfile:
    """Read a file of columns.

    Raises:
        UsageError: not TOML, or a key or word that means nothing here; every fault is named with its line.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
        text = content.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise UsageError(f"the columns cannot be read: {error}", where=str(path), remedy=_REMEDY) from error
    if len(content) > LARGEST:
        raise UsageError("larger than 1 MiB, so no file of columns", where=str(path), remedy=_REMEDY)
    faults: list[Fault] = []
    profile = None
    try:
        profile = replace(
            _Reading(text, faults).profile(tomllib.loads(text), path.stem),
            sha256=hashlib.sha256(content).hexdigest(),
        )
    except (ValueError, RecursionError) as error:  # a number of five thousand digits is a ValueError alone
        faults.append((_line_in(str(error)), f"not TOML: {error}"))
    if profile is None or faults:
        lines = (f"{path}:{line}: {what}" for line, what in sorted(faults))
        raise UsageError("\n".join(lines), remedy=_REMEDY)
    return profile


class _Reading:
    """One file while it is read, every fault being noted."""

    def __init__(self, text: str, faults: list[Fault]) -> None:
        self._faults = faults
        self._lines = list(_keys_of(text))

    def profile(self, data: Mapping[str, object], stem: str) -> ColumnProfile:
        for key in data:
            if key not in KEYS:
                self._fault(key, f"{key!r} is not known; known are {', '.join(KEYS)}")
        uses = self._uses(data.get("columns"))
        signs = self._signs(data.get("recognised-by"), frozenset(uses))
        name, others = data.get("name", stem), data.get("others", "by-name")
        if not isinstance(name, str):
            self._fault("name", "name must be text")
        if not isinstance(others, str) or others not in OTHERS:
            self._fault("others", f"others must be one of {', '.join(OTHERS)}")
        return ColumnProfile(
            name=str(name), signs=(signs,), uses=uses, reads_others=OTHERS.get(str(others), True), met=set()
        )

    def _uses(self, columns: object) -> dict[str, Use]:
        if not isinstance(columns, dict) or not columns:
            self._fault("columns", '[columns] must name at least one column: "Their name" = "trait"')
            return {}
        uses: dict[str, Use] = {}
        for title, word in columns.items():
            plain = plain_name(title)
            if plain in uses:
                self._fault(title, f"the column {title!r} stands twice; case, accents and marks do not count")
            elif (use := self._use(title, word)) is not None:
                uses[plain] = use
        if uses and all(use.meaning in _SAYS_NOTHING for use in uses.values()):
            self._fault("columns", "no column is read as a trait, so nothing would be found")
        return uses

    def _use(self, title: str, word: object) -> Use | None:
        if not isinstance(word, str):
            self._fault(title, f"the column {title!r} must be a word in quotes")
            return None
        use = use_of(word)
        if use is None:
            self._fault(title, f"the column {title!r} is {word!r}, which is no trait{_meant(word)}")
            return None
        if names_credential(title) and use.meaning not in {Meaning.CREDENTIAL, Meaning.ASIDE}:
            self._fault(title, f"the column {title!r} names a credential, which is never read")
        return use

    def _signs(self, names: object, columns: frozenset[str]) -> frozenset[str]:
        if names is None:
            return columns
        if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
            self._fault("recognised-by", "recognised-by must be a list of names of columns")
            return columns
        return frozenset(map(plain_name, names))

    def _fault(self, key: str, what: str) -> None:
        line = next((number for number, found in self._lines if found == key), 1)
        self._faults.append((line, what))


def use_of(word: str) -> Use | None:
    """Return what a word of a profile makes of its column, None if it is no word."""
    if (meaning := WORDS.get(word) or OF_TRAIT.get(word)) is not None:
        return Use(meaning)
    return Use(Meaning.TRAIT, word) if word in TRAITS else None


def _meant(word: str) -> str:
    """Return the words most like a wrong one; of a bare ``modell`` what an inventory has of that name."""
    known = (*WORDS, *TRAITS)
    of_inventory = [trait for trait in TRAITS if trait.startswith("inventory.")]
    close = difflib.get_close_matches(f"inventory.{word}", of_inventory, n=1, cutoff=0.85)
    close += difflib.get_close_matches(word, known, n=2, cutoff=0.5)
    return f"; perhaps {' or '.join(dict.fromkeys(close))}" if close else ""


def _keys_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield the key of each line that has one: the parser does not tell where a key stood."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith("["):
            yield number, line.strip(" []\t")
            continue
        left, equals, _ = line.partition("=")
        if equals:
            try:
                yield number, next(iter(tomllib.loads(f"{left}= 0")))
            except (ValueError, StopIteration):
                continue


def _line_in(message: str) -> int:
    """Return the line a message of the parser names: ``… (at line 3, column 5)``."""
    digits = message.rpartition("at line ")[2].partition(",")[0]
    return int(digits) if digits.isdigit() else 1
