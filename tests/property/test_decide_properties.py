"""What must hold of every determination, whatever the measure, the facts and the day."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from phaseout.decide import World, determine, say
from phaseout.decide.asked import Asked
from phaseout.decide.code import ONE_SUFFICES, OPPOSITE
from phaseout.decide.conditions import holds
from phaseout.decide.questions import smallest_questions
from phaseout.domain.answerable import answer_of, barred
from phaseout.domain.condition import All, AnyOf, Condition, FactIs, Not
from phaseout.domain.determination import Outcome
from phaseout.domain.facts import MANIFOLD, FactSheet
from phaseout.domain.measure import Measure, RelationTest
from phaseout.domain.part import Part, PartKind
from phaseout.domain.party import Interest, InterestKind
from phaseout.domain.truth import Reason, Truth
from phaseout.ownership import PartyGraph, relate
from phaseout.register import Register

POOLS: dict[str, tuple[str, ...]] = {
    "role": (
        "ca/federal-department", "ca/crown-corporation-s85", "ca/qc-public-body", "ca/province-ministry",
        "ca/municipality", "ca/telecom-provider", "ca/ica-order-addressee", "us/federal-agency", "us/federal-contractor",
        "us/grant-recipient", "us/importer", "uk/central-department", "uk/local-authority",
    ),
    "maker": (
        "hikvision", "dahua", "huawei", "zte", "hytera", "ezviz", "hisilicon", "lorex", "luminys", "uniview",
        "axis", "hikvision-canada", "cetc", "prama-hikvision", "a-maker-nobody-knows",
    ),
    "brand": ("hikvision", "hilook", "annke", "ezviz", "axis"),
    "kind": (
        "camera", "router", "modem", "radio", "service", "software", "access-control", "component",
        "order-line",
    ),
    "nature": ("goods",),
    "purpose": ("public-safety", "critical-infrastructure-security", "other"),
    "class": ("uk-sensitive", "uk-not-sensitive"),
    "network": ("enterprise", "telecom-4g", "telecom-5g"),
    "funding": ("own", "us-federal-award"),
    "owner": ("self", "landlord", "contractor", "custodian"),
    "operator": ("self", "landlord", "contractor"),
    "lease-end": ("2026-12-31", "2027", "2030-06"),
    "origin": ("CN", "US", "KR"),
    "component": ("essential", "not-essential"),
    "order": ("none", "ca-telecommunications-act", "ca-ica-hikvision", "uk-debarment"),
    "acquired": ("2019-01-01", "2023", "2023-12", "2023-12-21", "2023-12-22", "2024-05-05"),
    "item": ("ear-subject", "not-ear-subject", "no-routing-or-visibility-of-user-data"),
}  # fmt: skip
YES = frozenset({Outcome.APPLIES, Outcome.APPLIES_FROM, Outcome.INFLUENCE_ONLY})
NO = frozenset({Outcome.DOES_NOT_APPLY, Outcome.EXCEPTED})
YOURS = frozenset({Outcome.APPLIES, Outcome.APPLIES_FROM})
INFLUENCED = frozenset({Outcome.INFLUENCE_ONLY})
ANSWERS = (YOURS, INFLUENCED, NO)
"""Answers that a further fact never takes one from to another."""

days = st.dates(min_value=date(2018, 1, 1), max_value=date(2028, 12, 31))


@cache
def register() -> Register:
    return Register.open()


@cache
def world() -> World:
    parties = register().parties.values()
    graph = PartyGraph.of(
        register().interests,
        countries={party.id: party.country for party in parties if party.country},
        state_bodies=[party.id for party in parties if "state-body" in party.kinds],
    )
    words = register().vocabulary
    return World(
        graph=graph,
        own_brands=register().own_brands,
        things=words.things_of,
        aspects=words.aspects,
        goods=words.goods,
    )


@st.composite
def fact_values(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    facts = draw(st.sets(st.sampled_from(sorted(POOLS))))
    return {
        fact: tuple(draw(st.lists(st.sampled_from(POOLS[fact]), min_size=1, max_size=2, unique=True)))
        for fact in sorted(facts)
    }


def parts() -> st.SearchStrategy[tuple[Part, ...]]:
    part = st.builds(
        lambda kind, maker, thing: Part(kind=kind, makers=(maker,), brands=(maker,), kinds=thing),
        st.sampled_from(PartKind),
        st.sampled_from(("hikvision", "dahua", "huawei", "hisilicon", "axis")),
        st.sampled_from((("camera",), ("router",), ())),
    )
    return st.lists(part, max_size=2).map(tuple)


def measures() -> st.SearchStrategy[Measure]:
    return st.deferred(lambda: st.sampled_from(sorted(register().measures.values(), key=lambda m: m.id)))


@given(measures(), fact_values(), days, st.data())
def test_a_further_fact_may_settle_an_answer_and_never_flips_one(
    measure: Measure, facts: dict[str, tuple[str, ...]], day: date, data: st.DataObject
) -> None:
    kept = data.draw(st.sets(st.sampled_from(sorted(facts)))) if facts else set()
    fewer = determine(measure, FactSheet.of({f: facts[f] for f in kept}), day, world())
    more = determine(measure, FactSheet.of(facts), day, world())
    reopened = INFLUENCED | {Outcome.UNDETERMINED} if takes_back_a_presumption(facts, kept) else set()
    for before, after in zip(fewer, more, strict=True):
        if before.outcome is not Outcome.UNDETERMINED:
            own = next(alike for alike in ANSWERS if before.outcome in alike)
            assert after.outcome in (own | reopened if own is YOURS else own), (before.act, kept)


def takes_back_a_presumption(facts: dict[str, tuple[str, ...]], kept: set[str]) -> bool:
    """Whether somebody else turns up as the owner.

    That a thing is one's own is presumed until somebody says otherwise (docs/decisions/0012): the one answer
    that rests on no fact. Stated otherwise it is influence only or open again, and never a no.
    """
    return "owner" not in kept and "owner" in facts


@given(measures(), st.sampled_from(("landlord", "contractor", "custodian")), fact_values(), days)
def test_who_runs_anothers_thing_is_asked_and_never_turns_influence_into_more(
    measure: Measure, owner: str, facts: dict[str, tuple[str, ...]], day: date
) -> None:
    facts = {**facts, "owner": (owner,)}
    unsaid = determine(measure, FactSheet.of(facts | {"operator": ()}), day, world())
    for operator in POOLS["operator"]:
        said = determine(measure, FactSheet.of({**facts, "operator": (operator,)}), day, world())
        for before, after in zip(unsaid, said, strict=True):
            if before.outcome is not Outcome.UNDETERMINED:
                assert after.outcome is before.outcome, (before.act, operator)


@given(fact_values(), days, st.data())
def test_the_federal_announcement_keeps_its_answer_whatever_is_learnt_of_a_product(
    facts: dict[str, tuple[str, ...]], day: date, data: st.DataObject
) -> None:
    measure = register().measures["ca/goc-hikvision-prohibition"]
    bound = {"role": ("ca/federal-department",), "maker": ("hikvision",), "brand": ("hikvision",)}
    facts = {fact: facts[fact] for fact in facts if fact in ("kind", "nature", "purpose")} | bound
    kept = data.draw(st.sets(st.sampled_from(sorted(facts))))
    fewer = determine(measure, FactSheet.of({f: facts[f] for f in kept}), day, world())
    more = determine(measure, FactSheet.of(facts), day, world())
    for before, after in zip(fewer, more, strict=True):
        if before.outcome is not Outcome.UNDETERMINED:
            assert after.outcome is before.outcome


@given(measures(), fact_values(), days, st.integers(1, 200))
def test_the_day_moves_an_answer_only_at_a_step(
    measure: Measure, facts: dict[str, tuple[str, ...]], day: date, ahead: int
) -> None:
    later = day + timedelta(days=ahead)
    assume(not any(day < step <= later for step in steps_of(measure)))
    sheet = FactSheet.of(facts)
    one, other = determine(measure, sheet, day, world()), determine(measure, sheet, later, world())
    assert [(d.outcome, d.on, d.questions) for d in one] == [(d.outcome, d.on, d.questions) for d in other]


@given(measures(), fact_values(), parts(), days)
def test_an_answer_depends_on_nothing_but_what_its_measure_asks(
    measure: Measure, facts: dict[str, tuple[str, ...]], inside: tuple[Part, ...], day: date
) -> None:
    sheet = FactSheet.of(facts, inside)
    asked = Asked(measure).of(sheet)
    assert determine(measure, sheet, day, world()) == determine(measure, asked, day, world())


@given(measures(), fact_values(), parts(), parts(), days)
def test_what_is_found_inside_never_takes_a_thing_out(
    measure: Measure,
    facts: dict[str, tuple[str, ...]],
    known: tuple[Part, ...],
    found: tuple[Part, ...],
    day: date,
) -> None:
    fewer = determine(measure, FactSheet.of(facts, known), day, world())
    more = determine(measure, FactSheet.of(facts, (*known, *found)), day, world())
    for before, after in zip(fewer, more, strict=True):
        if before.outcome in YES:
            assert after.outcome in YES, before.act
        if before.outcome is Outcome.UNDETERMINED:
            assert after.outcome not in NO, before.act


@given(measures(), fact_values(), parts(), days)
def test_an_answer_that_a_measure_cannot_give_is_never_given(
    measure: Measure, facts: dict[str, tuple[str, ...]], inside: tuple[Part, ...], day: date
) -> None:
    bars = barred(
        {step.state for step in measure.timeline.steps},
        measure.nature,
        binds=bool(measure.binds),
        binds_perhaps=bool(measure.binds_perhaps),
        is_nobody_known=measure.is_nobody_known,
    )
    given_ = determine(measure, FactSheet.of(facts, inside), day, world())
    assert bars.keys().isdisjoint({answer_of(determination.outcome) for determination in given_})


def steps_of(measure: Measure) -> set[date]:
    """Return every day on which something begins or ends."""
    return {
        *(step.on for step in measure.timeline.steps),
        *(clause.since for clause in measure.clauses if clause.since),
        *(exemption.since for exemption in measure.exemptions if exemption.since),
        *(exemption.until for exemption in measure.exemptions if exemption.until),
        *(coverage.since for coverage in measure.covers if coverage.since),
        *(coverage.perhaps_since for coverage in measure.covers if coverage.perhaps_since),
        *(coverage.until for coverage in measure.covers if coverage.until),
        *(i.since for i in register().interests if i.since),
        *(i.until for i in register().interests if i.until),
    }


@given(measures(), fact_values(), days)
def test_every_reason_follows_from_its_parts_and_can_be_said(
    measure: Measure, facts: dict[str, tuple[str, ...]], day: date
) -> None:
    for determination in determine(measure, FactSheet.of(facts), day, world()):
        for reason in nodes(determination.reason):
            assert say(reason, "en")
            assert say(reason, "fr")
            if reason.because:
                assert reason.truth is combined(reason)
        match determination.reason.truth:
            case Truth.YES:
                assert determination.outcome in YES
            case Truth.NO:
                assert determination.outcome in NO
            case Truth.UNKNOWN:
                assert determination.outcome is Outcome.UNDETERMINED


@given(measures(), fact_values(), days)
def test_only_what_is_open_is_asked_and_only_what_is_not_stated(
    measure: Measure, facts: dict[str, tuple[str, ...]], day: date
) -> None:
    vague = {"acquired", "kind", *MANIFOLD}
    for determination in determine(measure, FactSheet.of(facts), day, world()):
        if determination.outcome is not Outcome.UNDETERMINED:
            assert determination.questions == ()
        assert not set(determination.questions) & (set(facts) - vague)


def nodes(reason: Reason) -> list[Reason]:
    return [reason, *(node for part in reason.because for node in nodes(part))]


def combined(reason: Reason) -> Truth:
    truths = [part.truth for part in reason.because]
    if reason.code in OPPOSITE:
        return truths[0].negated()
    return Truth.any(truths) if reason.code in ONE_SUFFICES else Truth.all(truths)


VALUES = ("p", "q")
FACTS = ("purpose", "class", "network")


def conditions() -> st.SearchStrategy[Condition]:
    leaf = st.builds(
        lambda fact, values: FactIs(fact=fact, values=tuple(sorted(values))),
        st.sampled_from(FACTS),
        st.sets(st.sampled_from(VALUES), min_size=1),
    )

    def grow(part: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        parts = st.lists(part, min_size=1, max_size=3).map(tuple)
        return st.one_of(
            st.builds(lambda p: All(parts=p), parts),
            st.builds(lambda p: AnyOf(parts=p), parts),
            st.builds(lambda p: Not(part=p), part),
        )

    return st.recursive(leaf, grow, max_leaves=6)


@given(conditions(), st.dictionaries(st.sampled_from(FACTS), st.sampled_from(VALUES)))
def test_the_facts_asked_for_settle_a_condition_however_they_turn_out(
    condition: Condition, known: dict[str, str]
) -> None:
    reason = holds(condition, sheet(known))
    asked = smallest_questions(reason)
    if reason.truth is not Truth.UNKNOWN:
        assert asked == ()
        return
    assert asked
    assert not set(asked) & set(known)
    for values in product(VALUES, repeat=len(asked)):
        told = {**known, **dict(zip(asked, values, strict=True))}
        assert holds(condition, sheet(told)).truth is not Truth.UNKNOWN


def sheet(facts: dict[str, str]) -> FactSheet:
    return FactSheet.of({fact: (value,) for fact, value in facts.items()})


PARTIES = ("x", "y", "a", "b", "c", "d", "state")
SHARES = (0.0, 0.05, 0.1, 0.11, 0.25, 0.48, 0.5, 0.51, 0.75, 1.0)
SINCE_UNTIL = (None, date(2020, 1, 1), date(2022, 6, 1), date(2024, 1, 1))


@st.composite
def interests(draw: st.DrawFn) -> tuple[Interest, ...]:
    found = []
    for _ in range(draw(st.integers(0, 9))):
        holder, held = draw(st.permutations(PARTIES))[:2]
        lowest, highest = sorted((draw(st.sampled_from(SHARES)), draw(st.sampled_from(SHARES))))
        since, until = draw(st.sampled_from(SINCE_UNTIL)), draw(st.sampled_from(SINCE_UNTIL))
        if since and until and since >= until:
            until = None
        kind = draw(st.sampled_from(InterestKind))
        found.append(
            Interest(
                holder=holder,
                held=held,
                kind=kind,
                share_min=lowest,
                share_max=highest,
                since=since,
                until=until,
            )
        )
    return tuple(found)


def truth_of(
    test: RelationTest, graph: PartyGraph, party: str, day: date, named: tuple[str, ...] = ("x", "y")
) -> Truth:
    return relate(test, party=party, named=named, graph=graph, day=day).truth


RANK = {Truth.NO: 0, Truth.UNKNOWN: 1, Truth.YES: 2}


@given(interests(), days, st.sampled_from(PARTIES), st.sampled_from(RelationTest))
def test_naming_one_more_party_never_frees_anybody(
    held: tuple[Interest, ...], day: date, party: str, test: RelationTest
) -> None:
    assume(test is not RelationTest.FOREIGN_AFFILIATES_EXCLUDED)
    graph = PartyGraph.of(held, state_bodies=("state",))
    fewer, more = (truth_of(test, graph, party, day, named) for named in (("x",), ("x", "y")))
    assert RANK[fewer] <= RANK[more]


@given(interests(), days, st.sampled_from(PARTIES), st.sampled_from(RelationTest), st.data())
def test_a_better_known_share_settles_a_relation_and_never_flips_it(
    held: tuple[Interest, ...], day: date, party: str, test: RelationTest, data: st.DataObject
) -> None:
    before = truth_of(test, PartyGraph.of(held), party, day)
    sharper = tuple(sharpened(interest, data.draw) for interest in held)
    after = truth_of(test, PartyGraph.of(sharper), party, day)
    # Figures for one holding compete; sharpening one of them alone is another matter.
    keys = [(i.holder, i.held, i.kind) for i in held]
    assume(len(set(keys)) == len(keys))
    if before is not Truth.UNKNOWN:
        assert after is before


def sharpened(interest: Interest, draw: Callable[[st.SearchStrategy[float]], float]) -> Interest:
    inside = [s for s in SHARES if interest.share_min <= s <= interest.share_max]
    lowest, highest = sorted((draw(st.sampled_from(inside)), draw(st.sampled_from(inside))))
    return Interest(
        holder=interest.holder,
        held=interest.held,
        kind=interest.kind,
        share_min=lowest,
        share_max=highest,
        since=interest.since,
        until=interest.until,
    )


@given(interests(), days, st.sampled_from(PARTIES), st.sampled_from(RelationTest))
def test_the_order_of_the_interests_does_not_matter(
    held: tuple[Interest, ...], day: date, party: str, test: RelationTest
) -> None:
    turned = tuple(reversed(held))
    one, other = (
        relate(test, party=party, named=("x", "y"), graph=PartyGraph.of(order), day=day)
        for order in (held, turned)
    )
    assert one == other
