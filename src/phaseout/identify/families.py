"""Which families follow a designation's grammar, and which of them speak for it?

Asked of one designation that somebody types and of all those of a survey alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from phaseout.domain.claim import Strength
from phaseout.domain.party import ModelPattern
from phaseout.domain.wording import Wording
from phaseout.identify.mentions.weighing import weaker
from phaseout.pattern import Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """The families of a designation."""

    families: tuple[ModelPattern, ...]
    """Every family whose grammar it follows, the firmest first."""
    users: tuple[str, ...]
    """Brands that are known to use it, alone the one that is named with it; several settle nothing."""
    named: str | None
    """The brand that is written in front of it."""

    @property
    def leading(self) -> tuple[ModelPattern, ...]:
        """The families that speak most firmly."""
        return tuple(one for one in self.families if one.strength is self.families[0].strength)

    @property
    def makers(self) -> tuple[str | None, ...]:
        """Makers of the leading families; None stands for several. What needs its brand counts beside it."""
        speaking = (one for one in self.leading if not one.needs_brand or one.brand == self.named)
        return tuple(dict.fromkeys(one.maker for one in speaking))

    @property
    def is_ambiguous(self) -> bool:
        """Whether it may be of several brands or makers."""
        return len(self.users) > 1 or len(self.makers) > 1


class Families:
    """The families of a register, and the designations that several brands use."""

    def __init__(
        self, models: Sequence[ModelPattern], ambiguous: Mapping[str, tuple[str, ...]], wording: Wording
    ) -> None:
        """Take ``ambiguous`` by upper-case designation, and how people write designations down."""
        self._ambiguous = ambiguous
        by_id = {model.id: model for model in models}
        self._loose = [(one, by_id[one.model]) for one in wording.designations if one.model in by_id]
        self._compiled = cache(lambda number: Pattern(self._loose[number][0].pattern))

    def kinship(self, designation: str, named: str | None, matched: Sequence[ModelPattern]) -> Kinship:
        """Return whose a designation is; ``matched`` are the grammars it follows to the letter."""
        own = [model for model in matched if named is not None and named in (model.brand, model.maker)]
        known = own or matched or self._as_typed(designation)
        users = self._ambiguous.get(designation.upper(), ())
        return Kinship(
            families=tuple(sorted(known, key=lambda model: -model.strength.weight)),
            users=(named,) if named is not None and named in users else users,
            named=named,
        )

    def _as_typed(self, designation: str) -> list[ModelPattern]:
        """Return the models it may be, separators changed or a prefix left out, none of them firmly."""
        return [
            replace(model, id=one.id, strength=weaker(model.strength, Strength.SUPPORTING))
            for number, (one, model) in enumerate(self._loose)
            if self._compiled(number).catches(designation)
        ]
