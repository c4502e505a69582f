"""Does a new fact about a purchase settle an answer and never flip it?"""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phaseout.domain.asset import AssetKeys
from phaseout.domain.claim import Claim, Grade, Identification
from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.document import Choice
from phaseout.domain.facts import Context
from phaseout.domain.measure import Measure
from phaseout.domain.purchase import Purchase, Stage
from phaseout.domain.timeline import State
from phaseout.domain.trait import Basis
from phaseout.register.query import Register
from phaseout.survey.answer_matching import Named
from phaseout.survey.deciding import Decider, Found

DAY = date(2026, 11, 23)
ROLES = ("us/federal-agency", "us/grant-recipient", "ca/federal-department", "ca/qc-public-body", "us/dod")
USES = {
    "purpose": ("government-facility-security", "other"),
    "funding": ("own", "us-federal-award"),
    "network": ("enterprise", "isolated"),
}
SETTLED = frozenset(Outcome) - {Outcome.UNDETERMINED}


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.open()


def answers(
    register: Register, role: str, use: dict[str, tuple[str, ...]], purchase: Purchase, kind: str | None
) -> dict[tuple[str, str], Outcome]:
    found = determinations(register, role, use, purchase, maker="hikvision", kind=kind)
    return {(one.measure, one.act): one.outcome for one in found}


def determinations(
    register: Register,
    role: str,
    use: dict[str, tuple[str, ...]],
    purchase: Purchase,
    *,
    maker: str | None,
    kind: str | None,
) -> tuple[Determination, ...]:
    identification = Identification(maker=claim(maker), kind=claim(kind))
    decider = Decider(register, Context(roles=(role,), use=use), DAY, choice=Choice(), answers=(), lang="en")
    found = Found(None, identification, (), (), lambda: Named("a", AssetKeys(), None), purchase)
    return decider.decide(found).ruled.answers


def claim(value: str | None) -> Claim:
    grade, bases = (Grade.STRONG, (Basis.ORDER_DOCUMENT,)) if value else (Grade.NONE, ())
    return Claim(value=value, grade=grade, bases=bases, evidence=(), rules=())


@settings(max_examples=25, deadline=None)
@given(
    role=st.sampled_from(ROLES),
    stage=st.sampled_from([Stage.OFFERED, Stage.ORDERED, Stage.BOUGHT, Stage.DELIVERED]),
    day=st.sampled_from([None, "2018-01-10", "2021-06-01", "2026-03-01"]),
    known=st.dictionaries(st.sampled_from(sorted(USES)), st.integers(0, 1), max_size=2),
    learned=st.tuples(st.sampled_from(sorted(USES)), st.integers(0, 1)),
)
def test_a_fact_learned_settles_and_never_flips_what_a_purchase_is_answered(
    register: Register,
    role: str,
    stage: Stage,
    day: str | None,
    known: dict[str, int],
    learned: tuple[str, int],
) -> None:
    use = {fact: (USES[fact][one],) for fact, one in known.items()}
    more = use | {learned[0]: use.get(learned[0], (USES[learned[0]][learned[1]],))}
    purchase = Purchase(stage=stage, day=day)
    before = answers(register, role, use, purchase, "camera")
    after = answers(register, role, more, purchase, "camera")
    for asked, outcome in before.items():
        if outcome in SETTLED and asked in after:
            assert after[asked] is outcome, asked


@settings(max_examples=15, deadline=None)
@given(role=st.sampled_from(ROLES), kind=st.sampled_from(["camera", "service", "software", "accessory"]))
def test_a_kind_learned_takes_no_restriction_away_that_was_sure(
    register: Register, role: str, kind: str
) -> None:
    purchase = Purchase(stage=Stage.OFFERED)
    before = answers(register, role, {}, purchase, None)
    after = answers(register, role, {}, purchase, kind)
    for asked, outcome in before.items():
        if outcome is Outcome.APPLIES:
            assert after.get(asked) is Outcome.APPLIES, asked


@settings(max_examples=15, deadline=None)
@given(
    role=st.sampled_from(ROLES),
    day=st.sampled_from(["2017-05-05", "2019-08-20", "2021-06-01", "2024-01-01", "2025-07-01", "2026-03-01"]),
)
def test_the_day_of_a_purchase_learned_settles_and_flips_nothing(
    register: Register, role: str, day: str
) -> None:
    for vague in (None, day[:4], day[:7]):
        before = answers(register, role, {}, Purchase(stage=Stage.BOUGHT, day=vague), "camera")
        after = answers(register, role, {}, Purchase(stage=Stage.BOUGHT, day=day), "camera")
        for asked, outcome in before.items():
            if outcome in SETTLED:
                assert after[asked] is outcome, (vague, asked)


def earliest(measure: Measure) -> date:
    """Return the first day on which anything of the measure may have effect."""
    open_states = {State.IN_FORCE, State.UNVERIFIED, State.ANNOUNCED}
    begun = [step.on for step in measure.timeline.steps if step.state in open_states]
    clauses = [clause.since or date.min for clause in measure.clauses]
    listed = [one.perhaps_since or one.since or date.min for one in measure.covers]
    return max(min(begun, default=date.max), min(clauses), min(listed))


@settings(max_examples=60, deadline=None)
@given(
    role=st.sampled_from(ROLES),
    stage=st.sampled_from([Stage.ORDERED, Stage.UNSTATED, Stage.BOUGHT]),
    day=st.dates(date(2010, 1, 1), DAY),
    maker=st.sampled_from([None, "hikvision", "dahua", "huawei", "axis"]),
    kind=st.sampled_from([None, "camera", "service", "switch"]),
)
def test_before_a_measure_may_have_effect_it_asks_nothing_of_a_purchase(
    register: Register, role: str, stage: Stage, day: date, maker: str | None, kind: str | None
) -> None:
    purchase = Purchase(stage=stage, day=day.isoformat())
    begins = {
        measure.id: earliest(measure)
        for measure in register.measures.values()
        if not measure.timeline.records_a_search
    }
    for one in determinations(register, role, {}, purchase, maker=maker, kind=kind):
        if one.done is not None and day < begins.get(one.measure, date.min):
            assert one.outcome is Outcome.DOES_NOT_APPLY, (one.measure, one.act)
