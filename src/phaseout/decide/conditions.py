"""Does a condition hold on what is known, and which of its facts decide?"""

from datetime import date
from typing import assert_never

from phaseout.decide.code import Code
from phaseout.decide.statement import every, listed, one_of
from phaseout.domain.condition import All, AnyOf, Condition, FactDate, FactIs, Not
from phaseout.domain.facts import MANIFOLD, NO_ASPECTS, Aspects, FactSheet
from phaseout.domain.span import span_of
from phaseout.domain.truth import Reason, Truth


def holds(condition: Condition, facts: FactSheet, aspects: Aspects = NO_ASPECTS) -> Reason:
    """Return whether the condition holds: a tree of the condition's own form.

    ``aspects``, of the world, says what a word speaks of: stating one thing of an article must not
    answer another ("sold in order to divest" does not say under which export rules it is).
    """
    match condition:
        case FactIs():
            return _fact_is(condition, facts, aspects)
        case FactDate():
            return _fact_date(condition, facts)
        case All(parts=parts):
            because = tuple(holds(part, facts, aspects) for part in parts)
            return Reason(code=Code.ALL, truth=every(because), because=because)
        case AnyOf(parts=parts):
            because = tuple(holds(part, facts, aspects) for part in parts)
            return Reason(code=Code.ANY, truth=one_of(because), because=because)
        case Not(part=part):
            inner = holds(part, facts, aspects)
            return Reason(code=Code.NOT, truth=inner.truth.negated(), because=(inner,))
        case _:
            assert_never(condition)


def _fact_is(leaf: FactIs, facts: FactSheet, aspects: Aspects) -> Reason:
    given = facts.get(leaf.fact)
    params = {"fact": leaf.fact, "wanted": listed(leaf.values)}
    if given is None:
        return Reason(code=Code.FACT_NOT_STATED, truth=Truth.UNKNOWN, params=params, fact=leaf.fact)
    params["given"] = listed(given)
    if any(value in leaf.values for value in given):
        return Reason(code=Code.FACT_IS, truth=Truth.YES, params=params, fact=leaf.fact)
    if leaf.fact in MANIFOLD and _is_silent(leaf, given, aspects):
        return Reason(code=Code.FACT_SILENT, truth=Truth.UNKNOWN, params=params, fact=leaf.fact)
    return Reason(code=Code.FACT_IS_NOT, truth=Truth.NO, params=params, fact=leaf.fact)


def _is_silent(leaf: FactIs, given: tuple[str, ...], aspects: Aspects) -> bool:
    """Whether what is given speaks of other matters than the condition asks about."""
    asked = {aspects.get((leaf.fact, value)) for value in leaf.values}
    return not asked.issubset(aspects.get((leaf.fact, value)) for value in given)


def _fact_date(leaf: FactDate, facts: FactSheet) -> Reason:
    given = facts.get(leaf.fact)
    params = {"fact": leaf.fact}
    if leaf.since:
        params["since"] = leaf.since.isoformat()
    if leaf.before:
        params["before"] = leaf.before.isoformat()
    if given is None:
        return Reason(code=Code.DATE_NOT_STATED, truth=Truth.UNKNOWN, params=params, fact=leaf.fact)
    params["given"] = listed(given)
    truths = {_lies_in(leaf, written) for written in given}
    truth = truths.pop() if len(truths) == 1 else Truth.UNKNOWN
    code = {Truth.YES: Code.DATE_IN, Truth.NO: Code.DATE_OUT}.get(truth, Code.DATE_UNCLEAR)
    return Reason(code=code, truth=truth, params=params, fact=leaf.fact)


def _lies_in(leaf: FactDate, written: str) -> Truth:
    span = span_of(written)
    if span is None:
        return Truth.UNKNOWN
    first, last = span
    since, before = leaf.since or date.min, leaf.before
    if since <= first and (before is None or last < before):
        return Truth.YES
    if last < since or (before is not None and first >= before):
        return Truth.NO
    return Truth.UNKNOWN
