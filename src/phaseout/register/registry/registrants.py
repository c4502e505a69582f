"""Whose is a block, going by the name of its registrant?

Only a name that the register has, letter by letter, decides. A name that differs in its spelling or only
has a maker's name in it is proposed to a person: one search for "dahua" finds a factory of scales.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from phaseout.domain.party import Party
from phaseout.register.addresses import Registrant

_LEGAL_FORM = re.compile(
    r"(?:co|ltd|limited|inc|incorporated|corp|corporation|company|gmbh|llc|pvt|private|ab|ag|plc|sa|spa|bv)$"
)
_NO_WORD = re.compile(r"[\W_]+")
_SHORTEST_NAME = 3


class Ground(Enum):
    """What a name is known by."""

    NAME = auto()
    """The register has the name as it is, or a person accepted it."""
    SPELLING = auto()
    """The register has it in another spelling or with another legal form."""
    WORD = auto()
    """A party's name is a word of it."""
    NOTHING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Who a name may be. ``registrant`` is the name the register has."""

    ground: Ground
    parties: tuple[str | None, ...] = ()
    """None for a registrant who is kept so that it is not mistaken for another."""
    registrant: str = ""

    @property
    def party(self) -> str | None:
        """The party it is, where it is one."""
        return self.parties[0] if len(self.parties) == 1 else None

    @property
    def is_decided(self) -> bool:
        """Whether the name is the register's own."""
        return self.ground is Ground.NAME

    @property
    def is_proposed(self) -> bool:
        """Whether a person should look: not for what only resembles a false friend."""
        return self.ground in {Ground.SPELLING, Ground.WORD} and self.parties != (None,)


_NOBODY = Whose(ground=Ground.NOTHING)


@dataclass(slots=True)
class Registrants:
    """The names the register knows, and what a person accepted."""

    known: Iterable[Registrant]
    parties: Iterable[Party]
    accepted: frozenset[str] = frozenset()
    _names: dict[str, str | None] = field(default_factory=dict)
    _spellings: defaultdict[str, dict[str | None, str]] = field(default_factory=lambda: defaultdict(dict))
    _words: defaultdict[str, set[str | None]] = field(default_factory=lambda: defaultdict(set))
    _met: dict[str, Whose] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Enter every name."""
        owners = set()
        for one in self.known:
            self._names[one.name] = one.party
            self._spellings[_bare(one.name)].setdefault(one.party, one.name)
            owners.add(one.party)
        for party in self.parties:
            if party.id in owners:
                for name in (party.name, *party.aliases):
                    words = tuple(_words(name))
                    if len(words) == 1 and len(words[0]) >= _SHORTEST_NAME:
                        self._words[words[0]].add(party.id)

    def whose(self, name: str) -> Whose:
        """Return who a name is or may be; each distinct name is looked up once."""
        if (found := self._met.get(name)) is None:
            found = self._met[name] = self._looked_up(name)
        return found

    def _looked_up(self, name: str) -> Whose:
        if name in self._names:
            return Whose(ground=Ground.NAME, parties=(self._names[name],), registrant=name)
        if alike := self._spellings.get(_bare(name)):
            found = Whose(ground=Ground.SPELLING, parties=tuple(alike), registrant=next(iter(alike.values())))
        else:
            named = {party for word in _words(name) for party in self._words.get(word, ())}
            if not named:
                return _NOBODY
            found = Whose(ground=Ground.WORD, parties=tuple(sorted(filter(None, named))), registrant=name)
        if name in self.accepted and found.party is not None:
            return Whose(ground=Ground.NAME, parties=found.parties, registrant=name)
        return found


def _words(name: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", name).casefold()
    return (word for word in _NO_WORD.split(plain) if word)


def _bare(name: str) -> str:
    """Return a name without blanks, marks and legal form."""
    bare = "".join(_words(name))
    while (shorter := _LEGAL_FORM.sub("", bare)) and shorter != bare:
        bare = shorter
    return bare
