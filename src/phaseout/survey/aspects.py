"""What do two statements of one fact say together, and do they differ?

Of most facts a list given is the whole list, and the nearer one holds. A fact that gathers several matters
(``domain.facts.MANIFOLD``) is several questions in one: the nearer statement holds for each aspect of which
it says anything, and what a farther one says of another aspect stands beside it.
"""

from typing import NamedTuple

from phaseout.domain.facts import Aspects

Words = tuple[str, ...]


class Statements(NamedTuple):
    """Puts statements of one fact together."""

    aspects: Aspects

    def together(self, fact: str, nearer: Words, farther: Words | None) -> Words:
        """Return the nearer words, and those of the farther on aspects of which the nearer is silent."""
        spoken = self._spoken(fact, nearer)
        return (*nearer, *(word for word in farther or () if self.aspects.get((fact, word)) not in spoken))

    def differ(self, fact: str, one: Words, other: Words) -> bool:
        """Whether they differ on an aspect of which both say something."""
        both = self._spoken(fact, one) & self._spoken(fact, other)
        return any(
            {word for word in one if self.aspects.get((fact, word)) == aspect}
            != {word for word in other if self.aspects.get((fact, word)) == aspect}
            for aspect in both
        )

    def _spoken(self, fact: str, words: Words) -> set[str | None]:
        return {self.aspects.get((fact, word)) for word in words}
