"""What do the measures answer for a line, in one row?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from phaseout.batch.rule_pack import Asked
from phaseout.decide.contractor import has_contracts
from phaseout.domain.asset import AssetKeys, is_unidentified
from phaseout.domain.claim import NO_CLAIM, Dimension, Identification
from phaseout.domain.determination import Determination, Outcome
from phaseout.survey.answer_matching import Named
from phaseout.survey.deciding import Decider, Found
from phaseout.survey.facts import STATES_A_FACT
from phaseout.survey.parts import inside
from phaseout.survey.purchases import purchase_of
from phaseout.survey.statement import Stated
from phaseout.survey.suppliers import STATES_A_SUPPLIER

REMEMBERED = 50_000
"""Distinct combinations of claims and facts kept with their verdict; past this the memory is begun anew."""
_ASKED = frozenset((Dimension.PLATFORM, Dimension.MAKER, Dimension.BRAND, Dimension.KIND))
"""Claims that an answer may depend on by their value; of the model only what it rests on counts."""
_STATES = (STATES_A_FACT, *STATES_A_SUPPLIER)
_NAMELESS = Named("", AssetKeys(), None)

Fact = tuple[str, str]
"""(trait such as ``asset.origin`` or ``order.document``, value)."""
RENEWAL: Fact = ("order.text", "renewal")
"""Stands for the text of a line that speaks of a renewal."""
_SILENT: Fact = ("order.text", "")


class Verdict(NamedTuple):
    """The gravest answer of all measures."""

    outcome: Outcome | None
    """None where no measure was asked."""
    on: date | None
    """The first day it applies from, of ``applies-from``."""
    measures: tuple[str, ...]
    """Those that give this outcome; none where nothing is known of the thing or nothing applies."""
    leaves_work: bool


class Verdicts:
    """Decides lines; each distinct combination of what the measures may ask is decided once."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._begin()

    @property
    def asks_of_suppliers(self) -> bool:
        """Whether a measure asks whom one contracts with."""
        return any(map(has_contracts, self.decider.measures))

    def of(self, identification: Identification, facts: tuple[Fact, ...] = ()) -> Verdict:
        """Return the verdict on a thing so identified, of which these facts are stated."""
        at = id(identification), facts
        if (found := self._by_place.get(at)) is None:
            if len(self._by_place) >= REMEMBERED:
                self._by_place.clear()
            # The identification is kept beside its verdict, so that its id stays its own.
            self._by_place[at] = found = identification, self._known_or_decided(identification, facts)
        return found[1]

    def _known_or_decided(self, identification: Identification, facts: tuple[Fact, ...]) -> Verdict:
        key = _as_far_as_asked(identification), facts
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._begin()
            self._known[key] = known = self._decided(*key)
        return known

    def _begin(self) -> None:
        asked = self._asked
        self.decider = Decider(
            asked.register, asked.context, asked.as_of, choice=asked.choice, answers=(), lang="en"
        )
        self._known: dict[tuple[Identification, tuple[Fact, ...]], Verdict] = {}
        self._by_place: dict[tuple[int, tuple[Fact, ...]], tuple[Identification, Verdict]] = {}

    def _decided(self, identification: Identification, facts: tuple[Fact, ...]) -> Verdict:
        said = [Stated(f"o{number}", *fact) for number, fact in enumerate((*facts, _SILENT))]
        stated = [one for one in said if one.trait.startswith(_STATES)]
        purchase = purchase_of(said, is_met=False)
        found = Found(None, identification, stated, inside(identification, {}), lambda: _NAMELESS, purchase)
        ruled = self.decider.decide(found).ruled
        unidentified = is_unidentified(identification)
        answers = (*ruled.answers, *ruled.following)
        leading = [answer for answer in answers if answer.outcome is ruled.gravest]
        is_mute = ruled.gravest is Outcome.DOES_NOT_APPLY or (
            unidentified and ruled.gravest is Outcome.UNDETERMINED
        )
        return Verdict(
            ruled.gravest,
            min((answer.on for answer in leading if answer.on), default=None),
            () if is_mute else _measures(leading),
            ruled.leaves_work(unidentified=unidentified),
        )


def _measures(answers: Sequence[Determination]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(answer.measure for answer in answers))


def _as_far_as_asked(identification: Identification) -> Identification:
    """Return an identification without what no measure asks, so that a million models are one case."""
    model = identification.model
    return replace(
        identification,
        family=NO_CLAIM,
        firmware=NO_CLAIM,
        serial=NO_CLAIM,
        model=replace(model, value="model", evidence=(), rules=()) if model.value is not None else NO_CLAIM,
        conflicts=tuple(one for one in identification.conflicts if one.dimension in _ASKED),
    )
