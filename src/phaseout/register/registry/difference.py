"""What does a file of the address registry say that the register does not, and what of it is taken?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from phaseout.register.addresses import Addresses
from phaseout.register.registry.assignment import RegistryFile
from phaseout.register.registry.registrants import Ground, Registrants, Whose

_GROUP_OR_LOCAL = 0b11
_NOTHING = "000000"
_MOST_THAT_VANISH = 0.5


class Block(NamedTuple):
    """A block as it will stand in the overlay."""

    party: str | None
    registrant: str
    file: RegistryFile


class Moved(NamedTuple):
    """A block that the file gives to somebody else."""

    prefix: str
    before: str
    after: str
    is_taken: bool
    """Only where the register knows the other: what was made before still has the address."""
    is_between_makers: bool = False
    """From one party of the register to another: taken only if a person accepts the name."""


class Proposed(NamedTuple):
    """A name that a person should look at."""

    registrant: str
    ground: Ground
    parties: tuple[str | None, ...]
    prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The file against the register, each prefix once."""

    confirmed: int
    new: Mapping[str, Block]
    moved: tuple[Moved, ...]
    vanished: tuple[str, ...]
    """Blocks the file should list and does not; they are kept."""
    proposed: tuple[Proposed, ...]
    doubtful: Mapping[str, tuple[str, ...]]
    """Prefix → its registrants, where the file gives it to several of whom one is known. Not taken."""
    unassignable: Mapping[str, str]
    """Prefix → registrant, of blocks no registry assigns to a known one. Not taken."""
    is_partial: bool
    """Whether most of what the register knows of these sizes is missing: a part of a registry, or cut."""
    laid: Mapping[str, Block]
    """All that the overlay holds: what is confirmed or new, and what moved to somebody known."""


def difference(files: Iterable[RegistryFile], known: Addresses, registrants: Registrants) -> Difference:
    """Compare files of the registry with the blocks of the register."""
    comparing = _Comparing(known, registrants)
    lengths: set[int] = set()
    for file in sorted(files, key=lambda one: (one.dated, one.name)):
        lengths |= file.lengths
        for prefix, registrant in file.assignments:
            comparing.names[prefix][registrant] = file
    return comparing.whole(frozenset(lengths))


class _Comparing:
    def __init__(self, known: Addresses, registrants: Registrants) -> None:
        self._known = known
        self._registrants = registrants
        self.names: defaultdict[str, dict[str, RegistryFile]] = defaultdict(dict)
        self._confirmed = 0
        self._new: dict[str, Block] = {}
        self._moved: list[Moved] = []
        self._laid: dict[str, Block] = {}
        self._proposed: defaultdict[str, list[str]] = defaultdict(list)
        self._doubtful: dict[str, tuple[str, ...]] = {}
        self._unassignable: dict[str, str] = {}

    def whole(self, lengths: frozenset[int]) -> Difference:
        for prefix, names in self.names.items():
            owners = {self._registrants.whose(name).parties for name in names}
            if len(owners) > 1 and any(self._registrants.whose(name).is_decided for name in names):
                self._doubtful[prefix] = tuple(sorted(names))
            else:
                name, file = next(reversed(names.items()))
                self._compare(prefix, name, file)
        asked = [one for one in self._known if len(one) in lengths]
        vanished = [one for one in asked if one not in self.names]
        return Difference(
            confirmed=self._confirmed,
            new=self._new,
            moved=tuple(self._moved),
            vanished=tuple(sorted(vanished)),
            proposed=tuple(
                self._proposal(name, prefixes) for name, prefixes in sorted(self._proposed.items())
            ),
            doubtful=self._doubtful,
            unassignable=self._unassignable,
            is_partial=len(vanished) > len(asked) * _MOST_THAT_VANISH,
            laid=self._laid,
        )

    def _compare(self, prefix: str, name: str, file: RegistryFile) -> None:
        whose = self._registrants.whose(name)
        if prefix in self._known:
            self._compare_known(prefix, name, whose, file)
        elif whose.is_decided and not _is_assignable(prefix):
            self._unassignable[prefix] = name
        elif whose.is_decided:
            self._laid[prefix] = self._new[prefix] = Block(whose.party, name, file)
        elif whose.is_proposed:
            self._proposed[name].append(prefix)

    def _compare_known(self, prefix: str, name: str, whose: Whose, file: RegistryFile) -> None:
        held = self._known[prefix]
        if name == held.registrant or (held.party in whose.parties and whose.ground is not Ground.WORD):
            # Another name of who has it, or another spelling: the block has not moved.
            self._confirmed += 1
            self._laid[prefix] = Block(held.party, held.registrant, file)
            return
        between = held.party is not None and None not in whose.parties and whose.is_decided
        is_taken = whose.is_decided and (not between or name in self._registrants.accepted)
        self._moved.append(Moved(prefix, held.registrant, name, is_taken, between))
        if is_taken:
            self._laid[prefix] = Block(whose.party, name, file)
        elif whose.is_proposed:
            self._proposed[name].append(prefix)

    def _proposal(self, name: str, prefixes: list[str]) -> Proposed:
        whose = self._registrants.whose(name)
        return Proposed(name, whose.ground, whose.parties, tuple(sorted(prefixes)))


def _is_assignable(prefix: str) -> bool:
    """Whether a registry may assign a block: not of group or local addresses (IEEE 802), not all zeroes."""
    return not int(prefix[:2], 16) & _GROUP_OR_LOCAL and not prefix.startswith(_NOTHING)
