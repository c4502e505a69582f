"""What do the measures answer where a service is bought that deals with a thing?

Who has a thing taken away or worked on does not buy it, unless parts of it come with the service. Whether a
text counts such work as buying or using the thing is asked where it speaks of services, or is silent on them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from phaseout.decide.code import Code
from phaseout.decide.conditions import holds
from phaseout.decide.contractor import SUPPLIER, speaks_of_contracts
from phaseout.domain.claim import Claim, Dimension, Identification
from phaseout.domain.condition import FactIs
from phaseout.domain.determination import GRAVEST_FIRST, Determination, Outcome
from phaseout.domain.facts import NATURE, UNKNOWN_PARTY, Aspects, FactSheet
from phaseout.domain.measure import Measure
from phaseout.domain.purchase import BuyersAct
from phaseout.domain.service import DEALING_OF, ITEM, SELLER_USES, WITH_PARTS, WORK_COUNTS, Dealing
from phaseout.domain.truth import Reason, Truth
from phaseout.domain.wording import ArticleWords

_SERVICE = "service"
_BRINGS_PARTS = FactIs(fact=ITEM, values=(WITH_PARTS,))
_COUNTS = FactIs(fact=ITEM, values=(WORK_COUNTS,))
_USES = FactIs(fact=ITEM, values=(SELLER_USES,))
WITH_A_USER = "contract-with-user-of"
"""The act of contracting with somebody who uses a thing, whatever is bought."""

NO_DEALINGS: Mapping[str, Dealing] = MappingProxyType({})


def dealings(articles: Iterable[ArticleWords]) -> Mapping[str, Dealing]:
    """Return id of the words for a service → what it does with the thing, of those that say so."""
    tasks = ((one.id, one.task) for one in articles if one.task is not None)
    return {id_: DEALING_OF[task] for id_, task in tasks if task in DEALING_OF}


def told_dealing(
    identification: Identification, of_words: Mapping[str, Dealing]
) -> tuple[Dealing, Claim] | None:
    """Return what a service does with the thing, by the words that name it, and the claim that says so.

    None where the words disagree, or where something else says that there is a thing beside it.
    """
    kind = identification.kind
    if kind.value != _SERVICE or not kind.grade.is_firm or identification.model.value is not None:
        return None
    if any(one.dimension is Dimension.KIND for one in identification.conflicts):
        return None
    told = {of_words[rule] for rule in kind.rules if rule in of_words}
    return (told.pop(), kind) if len(told) == 1 else None


def dealing_of(sheet: FactSheet) -> Dealing | None:
    """Return what the facts say that a service does with the thing, if it is one."""
    if sheet.get("kind") != (_SERVICE,):
        return None
    said = [one for one in Dealing if one.value in (sheet.get(ITEM) or ())]
    return said[0] if len(said) == 1 else None


def of_unknown_kind(sheet: FactSheet) -> FactSheet:
    """Return the facts of what a service may bring: nobody has said what kind of thing that is."""
    return FactSheet.of({name: given for name, given in sheet.values if name != "kind"}, sheet.parts)


def seller_as_maker(sheet: FactSheet) -> FactSheet | None:
    """Return the facts of what a seller may use: of its own make and of any kind; None of one unknown.

    A firm that a text names, or one of its family, is the first to ask whether it uses such things.
    """
    known = tuple(party for party in sheet.get(SUPPLIER) or () if party != UNKNOWN_PARTY)
    if not known:
        return None
    apart = ("kind", "brand", "origin", ITEM, NATURE)
    own = {name: given for name, given in sheet.values if name not in apart}
    return FactSheet.of({**own, "maker": known})


class Services:
    """Answers for services on things, from the answers for the things and for services."""

    def __init__(self, measures: Sequence[Measure], acts: Mapping[str, BuyersAct], aspects: Aspects) -> None:
        """Take when each act stands before a buyer, and which matter each word speaks of."""
        self._acts = acts
        self._aspects = aspects
        self._of_contracts = frozenset(
            (measure.id, act)
            for measure in measures
            for clause in measure.clauses
            if speaks_of_contracts(clause)
            for act in clause.acts
        )

    def of_sellers_use(self, as_maker: Iterable[Determination], sheet: FactSheet) -> Iterable[Determination]:
        """Yield the answers on a contract with a seller who may use what it makes: whether it does is asked.

        Args:
            as_maker: what the measures answer for things of the seller's make.
            sheet: the facts of what is bought.
        """
        uses = holds(_USES, sheet, self._aspects)
        for one in as_maker:
            if one.act == WITH_A_USER and one.outcome in _MAY_APPLY:
                yield _where_used(one, uses)

    def of_removal(self, answers: Iterable[Determination]) -> list[Determination]:
        """Return the answers that look at who sells: nothing else is bought."""
        return [one for one in answers if (one.measure, one.act) in self._of_contracts]

    def of_work(
        self, as_things: Sequence[Determination], as_service: Sequence[Determination], sheet: FactSheet
    ) -> list[Determination]:
        """Return the answers for a service that works on a thing which is there.

        Args:
            as_things: what the measures answer for the things it may bring.
            as_service: what they answer for the service, of the same measures and acts in the same order.
            sheet: the facts.
        """
        brings, counts = (holds(one, sheet, self._aspects) for one in (_BRINGS_PARTS, _COUNTS))
        return [
            self._one(thing, service, brings, counts)
            for thing, service in zip(as_things, as_service, strict=True)
        ]

    def of_use(
        self, as_things: Sequence[Determination], as_service: Sequence[Determination], sheet: FactSheet
    ) -> list[Determination]:
        """Return the answers on having what a service uses: whether that is the buyer's use is asked."""
        counts = holds(_COUNTS, sheet, self._aspects)
        return [
            _graver(service, _where_it_counts(thing, counts))
            for thing, service in zip(as_things, as_service, strict=True)
        ]

    def of_installation(
        self, as_things: Sequence[Determination], as_service: Sequence[Determination]
    ) -> list[Determination]:
        """Return the answers for a service that may bring the thing it puts up: the graver of the two."""
        return [_graver(service, thing) for thing, service in zip(as_things, as_service, strict=True)]

    def _one(
        self, thing: Determination, service: Determination, brings: Reason, counts: Reason
    ) -> Determination:
        if (service.measure, service.act) in self._of_contracts:
            return service
        service = _where(service, counts, Code.WORK_COUNTS)
        if self._acts.get(service.act) is BuyersAct.SERVICE:
            return service
        return _graver(_where(thing, brings, Code.BRINGS_PARTS), service)


_MAY_APPLY = frozenset({Outcome.APPLIES, Outcome.UNDETERMINED})
_BY_USE = {
    Truth.YES: Outcome.APPLIES,
    Truth.UNKNOWN: Outcome.UNDETERMINED,
    Truth.NO: Outcome.DOES_NOT_APPLY,
}


def _where_used(answer: Determination, uses: Reason) -> Determination:
    """Return the answer as it is where the seller uses what the measure covers."""
    outcome = _BY_USE[uses.truth]
    why = Reason(code=Code.SELLER_USES, truth=uses.truth, because=(uses,))
    root = replace(answer.reason, code=Code.of_outcome(outcome), truth=why.truth, because=(why,))
    questions = (ITEM,) if outcome is Outcome.UNDETERMINED else ()
    return replace(answer, outcome=outcome, reason=root, questions=questions)


def _graver(one: Determination, other: Determination) -> Determination:
    """Return the answer that asks more of people, the first where both ask as much."""
    return min((one, other), key=lambda answer: GRAVEST_FIRST.index(answer.outcome))


def _where_it_counts(thing: Determination, counts: Reason) -> Determination:
    """Return the answer for a thing that a service uses; what is open of the thing is asked first."""
    if thing.outcome is Outcome.UNDETERMINED and counts.truth is Truth.UNKNOWN:
        return thing
    return _where(thing, counts, Code.USE_COUNTS)


def _where(answer: Determination, condition: Reason, code: Code) -> Determination:
    """Return the answer as it is where a condition holds, and what is to be asked where nobody said."""
    if answer.outcome is Outcome.DOES_NOT_APPLY or condition.truth is Truth.YES:
        return answer
    outcome = Outcome.UNDETERMINED if condition.truth is Truth.UNKNOWN else Outcome.DOES_NOT_APPLY
    why = Reason(code=code, truth=condition.truth, because=(condition,))
    root = replace(answer.reason, code=Code.of_outcome(outcome), truth=why.truth, because=(why,))
    return replace(
        answer, outcome=outcome, reason=root, questions=(ITEM,) if outcome is Outcome.UNDETERMINED else (),
        on=None, until=None, clause=None, duty=None, lever=None, lever_on=None,
    )  # fmt: skip
