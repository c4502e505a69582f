"""What was found in values that were looked at before?"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from phaseout.domain.claim import Identification
from phaseout.identify.fields import normal_mac
from phaseout.identify.neighbours import Telling
from phaseout.identify.rules import Hit
from phaseout.identify.sheet import Draft

REMEMBERED = 200_000
"""Distinct values kept with their hits. A network repeats itself; past this, what repeats least goes."""
BLOCK_DIGITS = 9
"""Digits of a hardware address that a registered block can have at the most."""

Key = tuple[str, str]
"""(trait, value as far as it is looked at)."""

Wanted = Mapping[str, Mapping[str, str]]
"""Trait → value as far as it is looked at → value."""


class Memory:
    """Values with their hits, and what rows of hits come to.

    Hits are numbered: numbers are compared sooner than hits. Number 0 is that of nothing found.
    """

    def __init__(self, telling: Iterable[str], whole: Collection[str]) -> None:
        """Remember values of the traits ``telling``; those of ``whole`` are looked at to the end."""
        self.known: dict[str, dict[str, int]] = {trait: {} for trait in telling}
        """Trait → value as far as it is looked at → number of its hits."""
        self._shortened = {"mac"}.difference(whole)
        self._hits: list[tuple[Hit, ...]] = [()]
        self._numbers: dict[tuple[Hit, ...], int] = {(): 0}
        self._drafts: dict[tuple[str, ...], dict[tuple[int, ...], Draft]] = {}
        """Traits → numbers of hits → what both come to."""
        self._drafted = 0
        self._settled: dict[Telling, Identification] = {}
        self._asked = Counter[str]()
        """Trait → values asked for."""
        self._new = Counter[str]()
        """Trait → values that were not known when asked for."""

    def admit(self, trait: str, like: str) -> None:
        """Let values of a trait be remembered, if those of another are."""
        if like in self.known:
            self.known.setdefault(trait, {})

    def keys_of(self, trait: str, values: Sequence[str]) -> Sequence[str]:
        """Return values as far as they are looked at: hardware addresses by the digits that a block may have.

        Addresses are the one trait whose values never repeat and whose answers nearly always do; only a
        fingerprint could look at the rest of them.
        """
        if trait not in self._shortened:
            return values
        return [value if (mac := normal_mac(value)) is None else mac[:BLOCK_DIGITS] for value in values]

    def hits(self, number: int) -> tuple[Hit, ...]:
        """Return the hits of a number."""
        return self._hits[number]

    def remember(self, found: Mapping[Key, tuple[Hit, ...]]) -> None:
        """Keep what was found in values."""
        for (trait, value), hits in found.items():
            self.known[trait][value] = self._number(hits)

    def missing(self, wanted: Wanted) -> dict[Key, str]:
        """Return what is not known, after forgetting other values where there would be too many."""
        if len(self._hits) > REMEMBERED:
            self._forget()
        fresh = self._fresh(wanted)
        while (held := sum(map(len, self.known.values()))) and held + len(fresh) > REMEMBERED:
            self.known[self._repeating_least()].clear()
            fresh = self._fresh(wanted)
        for trait, values in wanted.items():
            self._asked[trait] += len(values)
        self._new.update(trait for trait, _ in fresh)
        return fresh

    def drafts_of(self, traits: tuple[str, ...]) -> dict[tuple[int, ...], Draft]:
        """Return what rows of hits on these traits came to; what is new is added by ``drafted``."""
        if self._drafted >= REMEMBERED:
            self._drafts.clear()
            self._drafted = 0
        return self._drafts.setdefault(traits, {})

    def drafted(self, traits: tuple[str, ...], numbers: tuple[int, ...], draft: Draft) -> Draft:
        """Keep what a row of hits comes to, and return it."""
        self._drafts[traits][numbers] = draft
        self._drafted += 1
        return draft

    def settled(self, telling: Telling, settle: Callable[[Telling], Identification]) -> Identification:
        """Return what hits on their bases come to, settled once."""
        known = self._settled.get(telling)
        if known is None:
            if len(self._settled) >= REMEMBERED:
                self._settled.clear()
            self._settled[telling] = known = settle(telling)
        return known

    def _fresh(self, wanted: Wanted) -> dict[Key, str]:
        return {
            (trait, key): value
            for trait, values in wanted.items()
            for key, value in values.items()
            if key not in self.known[trait]
        }

    def _repeating_least(self) -> str:
        """Return the trait whose values were met again least often: names of hosts, where they have any."""
        held = (trait for trait, known in self.known.items() if known)
        return max(held, key=lambda trait: self._new[trait] / self._asked[trait])

    def _number(self, hits: tuple[Hit, ...]) -> int:
        number = self._numbers.setdefault(hits, len(self._hits))
        if number == len(self._hits):
            self._hits.append(hits)
        return number

    def _forget(self) -> None:
        for known in self.known.values():
            known.clear()
        del self._hits[1:]
        self._numbers = {(): 0}
        self._drafts.clear()
        self._drafted = 0
