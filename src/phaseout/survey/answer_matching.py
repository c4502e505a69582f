"""Which answers speak of this asset?"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from phaseout.domain.answer import AnswersFile, AssetAnswer, FactValues
from phaseout.domain.asset import AssetKeys
from phaseout.domain.claim import Identification
from phaseout.domain.question import NO_SITE
from phaseout.identify.ip_address import same_ip

_BLANKS = re.compile(r"\s+")


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text).strip().casefold()


def _unspaced(text: str) -> str:
    return _BLANKS.sub("", text).casefold()


def _digits(text: str) -> str:
    return re.sub(r"[^0-9a-f]", "", text.lower())


def _address(text: str) -> str:
    return same_ip(text) or _plain(text)


_SAME: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "id": _plain,
        "ref": _plain,
        "serial": _unspaced,
        "mac": _digits,
        "ip": _address,
        "model": _plain,
        "brand": _plain,
        "site": _plain,
    }
)
"""Key → the form in which two spellings of it are equal; the most telling keys first."""
NAMES_ONE_THING = frozenset({"id", "ref", "serial", "mac", "ip"})


class Named(NamedTuple):
    """The names of an asset that an answer may use."""

    id: str
    keys: AssetKeys
    site: str | None


class Entry(NamedTuple):
    """An answer about assets, with where it stands and what a reason says of it."""

    place: str
    answered: str
    facts: FactValues
    match: Mapping[str, frozenset[str]]
    names_one: bool
    """Whether it names one thing, and not all that are alike."""
    order: int
    """In the files, from 1."""

    @property
    def rank(self) -> tuple[bool, int]:
        """The nearest first: what names the thing itself, then the order of the files."""
        return not self.names_one, self.order


class Matching:
    """Finds the answers about an asset by its names; an asset is compared only with what shares one."""

    def __init__(self, files: Sequence[AnswersFile]) -> None:
        """Take the files in the order they were given."""
        self._by: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        self.unmatched: dict[str, Entry] = {}
        """By place and evidence: those that no asset has met so far."""
        for entry in _entries(files):
            key = next(key for key in _SAME if key in entry.match)
            for value in entry.match[key]:
                self._by[key, value].append(entry)
            self.unmatched[entry.place + entry.answered] = entry

    @property
    def is_empty(self) -> bool:
        """Whether no answer is about assets."""
        return not self._by

    def of(self, named: Named, identification: Identification) -> list[Entry]:
        """Return the answers about an asset, the nearest first."""
        names = _names(named, identification)
        shared = {
            entry.rank: entry
            for key, values in names.items()
            for value in values
            for entry in self._by.get((key, value), ())
        }
        found = [
            shared[rank]
            for rank in sorted(shared)
            if all(not values.isdisjoint(names[key]) for key, values in shared[rank].match.items())
        ]
        for entry in found:
            self.unmatched.pop(entry.place + entry.answered, None)
        return found


def _entries(files: Iterable[AnswersFile]) -> Iterable[Entry]:
    order = 0
    for file in files:
        for number, answer in enumerate(file.assets, 1):
            match = {
                key: frozenset(_SAME[key](value) for value in values) for key, values in answer.match.items()
            }
            order += 1
            names_one = not NAMES_ONE_THING.isdisjoint(match)
            yield Entry(_place(number, answer), file.evidence, answer.facts, match, names_one, order)


def _place(number: int, answer: AssetAnswer) -> str:
    said = ", ".join(f"{key} {' | '.join(values)}" for key, values in answer.match.items())
    return f"[[asset]] {number} ({said})"


def _names(named: Named, identification: Identification) -> dict[str, frozenset[str]]:
    keys = named.keys
    claimed = {"model": identification.model.value, "brand": identification.brand.value}
    written: dict[str, Iterable[str]] = {
        "id": (named.id,),
        "ref": keys.ref,
        "serial": keys.serial,
        "mac": keys.mac,
        "ip": keys.ip,
        "site": (named.site or NO_SITE,),
        **{key: (value,) if value else () for key, value in claimed.items()},
    }
    return {key: frozenset(map(_SAME[key], values)) for key, values in written.items()}
