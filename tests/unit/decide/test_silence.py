"""What a text leaves unsaid: leased premises, services and software, the day of a listing, makers not sought."""

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.decide.test_determination import (
    BAN,
    CITE,
    CLAUSE,
    COVERAGE,
    DAY,
    WORLD,
    answer,
    codes,
    leaf,
    nodes,
)

from phaseout.decide import World, determine_act, say
from phaseout.decide.exposure import Verdict, exposures
from phaseout.domain.determination import Determination, Lever, Outcome
from phaseout.domain.facts import GOODS, NATURE, FactSheet
from phaseout.domain.measure import Duty, Measure, RelationTest
from phaseout.domain.part import Part, PartKind
from phaseout.domain.timeline import State, Step, Timeline

LEASES = replace(BAN, covers=(replace(COVERAGE, unaddressed=("leased-premises",)),))
PRODUCTS = replace(BAN, covers=(replace(COVERAGE, things=("any",), unaddressed=("service", "software")),))
KINDS = World(
    graph=WORLD.graph,
    own_brands=WORLD.own_brands,
    things={
        **WORLD.things,
        "service": frozenset({"service"}),
        "software": frozenset({"software"}),
        "bracket": frozenset(),
    },
    goods=frozenset({"camera", "router", "bracket"}),
)


def of_product(*, parts: tuple[Part, ...] = (), **facts: str) -> Determination:
    given = {"role": ("bound",), "maker": ("acme",)} | {k: tuple(v.split(", ")) for k, v in facts.items()}
    return determine_act(PRODUCTS, "use", FactSheet.of(given, parts), as_of=DAY, world=KINDS)


class TestLeasedPremises:
    """A landlord's thing where the text does not speak of leases."""

    def test_it_is_a_question_and_the_lease_stays_shown_as_the_lever(self) -> None:
        got = answer(LEASES, owner="landlord", **{"lease-end": "2027-03-31"})
        assert (got.outcome, got.questions, got.lever) == (Outcome.UNDETERMINED, ("operator",), Lever.LEASE)
        assert got.lever_on == date(2027, 3, 31)
        assert {"owner.other", "lever.lease", "operator.not-stated"} <= set(codes(got.reason))

    @pytest.mark.parametrize("operator", ["landlord", "contractor"])
    def test_what_others_run_there_no_fact_settles(self, operator: str) -> None:
        got = answer(LEASES, owner="landlord", operator=operator)
        assert (got.outcome, got.questions) == (Outcome.UNDETERMINED, ())
        leaf(got.reason, "lease.unaddressed")

    def test_who_runs_it_oneself_uses_it(self) -> None:
        assert answer(LEASES, owner="landlord", operator="self").outcome is Outcome.APPLIES

    @pytest.mark.parametrize("owner", ["contractor", "custodian"])
    def test_it_is_about_leases_alone(self, owner: str) -> None:
        assert answer(LEASES, owner=owner, operator=owner).outcome is Outcome.INFLUENCE_ONLY

    def test_a_text_that_is_not_silent_leaves_influence(self) -> None:
        assert answer(BAN, owner="landlord", operator="landlord").outcome is Outcome.INFLUENCE_ONLY

    def test_what_is_not_covered_is_no_question(self) -> None:
        got = answer(LEASES, owner="landlord", maker="stranger")
        assert (got.outcome, got.lever) == (Outcome.DOES_NOT_APPLY, None)


class TestKnownKindsOfNoThing:
    """An alarm panel is known to be one, and no text speaks of such."""

    def test_it_is_open_and_nobody_is_asked_again(self) -> None:
        got = answer(BAN, world=KINDS, kind="bracket")
        assert (got.outcome, got.questions) == (Outcome.UNDETERMINED, ())
        leaf(got.reason, "thing.silent")

    def test_an_order_line_is_still_asked_for_its_kind(self) -> None:
        got = answer(BAN, world=KINDS, kind="order-line")
        assert (got.outcome, got.questions) == (Outcome.UNDETERMINED, ("kind",))


class TestHeldBack:
    """A day that was written before the measure was held back."""

    STEPS = (
        Step(on=date(2025, 6, 27), state=State.IN_FORCE, cite=CITE),
        Step(on=date(2025, 7, 7), state=State.IN_ABEYANCE, cite=CITE),
        Step(on=date(2025, 9, 16), state=State.IN_FORCE, cite=CITE),
        Step(on=date(2025, 10, 25), state=State.UNVERIFIED, cite=CITE),
    )
    ORDER = replace(
        BAN,
        timeline=Timeline(steps=STEPS, checked_through=date(2025, 9, 23)),
        clauses=(replace(CLAUSE, since=date(2025, 10, 25)),),
    )

    @pytest.mark.parametrize("day", [date(2025, 6, 26), date(2025, 6, 27), date(2025, 7, 6)])
    def test_until_then_it_stands_as_it_was_written(self, day: date) -> None:
        got = answer(self.ORDER, day=day)
        assert (got.outcome, got.on) == (Outcome.APPLIES_FROM, date(2025, 10, 25))

    @pytest.mark.parametrize(
        "day", [date(2025, 7, 7), date(2025, 9, 15), date(2025, 9, 16), date(2025, 10, 25)]
    )
    def test_from_then_on_it_is_open(self, day: date) -> None:
        got = answer(self.ORDER, day=day)
        assert (got.outcome, got.on, got.questions) == (Outcome.UNDETERMINED, None, ())


class TestProducts:
    """A text that speaks of products."""

    @pytest.mark.parametrize("kind", ["camera", "router", "bracket", "camera, service"])
    def test_goods_of_every_kind_are_products(self, kind: str) -> None:
        assert of_product(kind=kind).outcome is Outcome.APPLIES

    @pytest.mark.parametrize("kind", ["service", "software"])
    def test_a_service_and_software_are_questions_that_no_fact_settles(self, kind: str) -> None:
        got = of_product(kind=kind)
        assert (got.outcome, got.questions) == (Outcome.UNDETERMINED, ())
        assert leaf(got.reason, "thing.unaddressed").params == {"kind": kind}

    def test_a_line_of_an_order_and_what_nothing_is_known_of_are_asked_for_their_kind(self) -> None:
        assert of_product(kind="order-line").questions == ("kind",)
        assert of_product().questions == ("kind",)

    def test_a_thing_that_was_seen_is_goods_whatever_its_kind_turns_out_to_be(self) -> None:
        assert of_product(**{NATURE: GOODS}).outcome is Outcome.APPLIES
        assert of_product(kind="camera", **{NATURE: GOODS}).outcome is Outcome.APPLIES

    def test_the_nature_of_the_whole_says_nothing_of_its_cloud(self) -> None:
        sheet = FactSheet.of({NATURE: (GOODS,)})
        assert sheet.of_part(Part(kind=PartKind.CLOUD, makers=("acme",))).get(NATURE) is None
        assert sheet.of_part(Part(kind=PartKind.EQUIPMENT, makers=("acme",))).get(NATURE) == (GOODS,)


class TestListedOnSomeDay:
    """Of a listing only the month was read."""

    MONTH = replace(COVERAGE, perhaps_since=date(2024, 7, 1), since=date(2024, 7, 31))
    MEASURE = replace(BAN, covers=(MONTH,))

    @pytest.mark.parametrize("day", [date(2024, 7, 1), date(2024, 7, 30)])
    def test_until_it_is_listed_for_certain_nothing_is_said(self, day: date) -> None:
        got = answer(self.MEASURE, day=day)
        assert (got.outcome, got.on, got.questions) == (Outcome.UNDETERMINED, None, ())
        assert leaf(got.reason, "listed.unclear").params == {"first": "2024-07-01", "on": "2024-07-31"}

    @pytest.mark.parametrize("day", [date(2015, 1, 1), DAY, date(2024, 6, 30)])
    def test_before_the_first_day_it_may_have_been_it_surely_was_not(self, day: date) -> None:
        got = answer(self.MEASURE, day=day)
        assert (got.outcome, got.on) == (Outcome.DOES_NOT_APPLY, None)
        if day == DAY:
            assert leaf(got.reason, "listed.not-yet").params == {"first": "2024-07-01"}

    def test_from_the_last_day_it_may_have_been_it_is(self) -> None:
        assert answer(self.MEASURE, day=date(2024, 7, 31)).outcome is Outcome.APPLIES

    def test_what_is_not_covered_stays_a_no(self) -> None:
        assert answer(self.MEASURE, kind="router").outcome is Outcome.DOES_NOT_APPLY

    def test_whether_the_party_is_reached_is_open_until_then(self) -> None:
        def verdict(day: date) -> Verdict:
            return next(exposures("acme", [self.MEASURE], WORLD, day)).verdict

        assert verdict(date(2024, 7, 30)) is Verdict.OPEN
        assert verdict(date(2024, 7, 31)) is Verdict.REACHED


class TestThingsNobodySpokeOf:
    """A text that lists things, and of which nothing else was read."""

    MEASURE = replace(BAN, covers=(replace(COVERAGE, unaddressed=("software",)),))

    def of(self, kind: str) -> Determination:
        given = {"role": ("bound",), "maker": ("acme",), "kind": (kind,)}
        return determine_act(self.MEASURE, "use", FactSheet.of(given), as_of=DAY, world=KINDS)

    def test_what_it_may_mean_is_a_question_that_no_fact_settles(self) -> None:
        got = self.of("software")
        assert (got.outcome, got.questions) == (Outcome.UNDETERMINED, ())
        assert leaf(got.reason, "thing.silent").params["kind"] == "software"

    def test_what_it_lists_and_what_it_does_not_stay_as_they_are(self) -> None:
        assert self.of("camera").outcome is Outcome.APPLIES
        assert self.of("service").outcome is Outcome.DOES_NOT_APPLY


def test_a_contested_tie_is_a_question_and_no_tie_stays_a_no() -> None:
    contested = replace(BAN, covers=(replace(COVERAGE, is_contested=True),))
    got = answer(contested)
    assert (got.outcome, got.questions) == (Outcome.UNDETERMINED, ())
    leaf(got.reason, "relation.contested")
    assert next(exposures("acme", [contested], WORLD, DAY)).verdict is Verdict.OPEN
    assert answer(contested, maker="stranger").outcome is Outcome.DOES_NOT_APPLY


class TestADayOfWhichLittleIsKnown:
    """From some day on it may be in force; before its first step it surely is not."""

    STEPS = (
        Step(on=date(2024, 1, 1), state=State.UNVERIFIED, cite=CITE),
        Step(on=date(2024, 12, 31), state=State.IN_FORCE, cite=CITE),
    )
    MEASURE = replace(BAN, timeline=Timeline(steps=STEPS, checked_through=date(2024, 12, 31)))

    def test_before_the_first_day_it_can_have_been_it_is_a_no(self) -> None:
        got = answer(self.MEASURE, day=date(2023, 12, 31))
        assert (got.outcome, got.on) == (Outcome.DOES_NOT_APPLY, None)
        leaf(got.reason, "time.before")

    def test_from_then_on_it_is_open_until_it_is_known(self) -> None:
        assert answer(self.MEASURE, day=date(2024, 1, 1)).outcome is Outcome.UNDETERMINED
        assert answer(self.MEASURE, day=date(2024, 12, 31)).outcome is Outcome.APPLIES

    def test_a_deadline_nobody_looked_at_any_more_stands_as_it_was_written(self) -> None:
        steps = (
            Step(on=date(2024, 1, 1), state=State.IN_FORCE, cite=CITE),
            Step(on=date(2024, 5, 1), state=State.UNVERIFIED, cite=CITE),
        )
        clauses = (replace(CLAUSE, since=date(2024, 5, 1)),)
        measure = replace(BAN, timeline=replace(self.MEASURE.timeline, steps=steps), clauses=clauses)
        got = answer(measure, day=date(2024, 2, 1))
        assert (got.outcome, got.on) == (Outcome.APPLIES_FROM, date(2024, 5, 1))
        assert answer(measure, day=date(2024, 5, 1)).outcome is Outcome.UNDETERMINED

    def test_a_second_version_does_not_move_the_day_from_which_it_is_in_force(self) -> None:
        steps = (*self.STEPS, Step(on=date(2025, 6, 1), state=State.IN_FORCE, cite=CITE))
        measure = replace(BAN, timeline=replace(self.MEASURE.timeline, steps=steps))
        got = answer(measure, day=date(2025, 7, 1))
        assert leaf(got.reason, "time.in-force").params["on"] == "2024-12-31"

    def test_a_policy_is_announced_on_its_own_day_and_counts_from_that_of_its_clause(self) -> None:
        steps = (Step(on=date(2024, 1, 1), state=State.ANNOUNCED, cite=CITE),)
        timeline = replace(self.MEASURE.timeline, steps=steps)
        clauses = (replace(CLAUSE, since=date(2024, 5, 1)),)
        policy = replace(BAN, nature="policy", timeline=timeline, clauses=clauses)
        said = leaf(answer(policy, day=date(2024, 6, 1)).reason, "time.directed-from")
        assert (said.params["on"], said.params["starts"]) == ("2024-01-01", "2024-05-01")
        assert "Announced on 1 January 2024; by its own words this counts from 1 May 2024" in say(said, "en")


def search(*steps: State) -> Measure:
    timeline = Timeline(
        steps=tuple(Step(on=DAY, state=state, cite=CITE) for state in steps), checked_through=DAY
    )
    return replace(BAN, timeline=timeline, nature="search")


@pytest.mark.parametrize(("lang", "said"), [("en", "no permission"), ("fr", "pas une permission")])
def test_about_a_maker_nobody_looked_for_a_search_says_that_it_gives_no_permission(
    lang: str, said: str
) -> None:
    got = answer(search(State.NO_MEASURE_FOUND), maker="stranger")
    assert got.outcome is Outcome.DOES_NOT_APPLY
    claim = say(leaf(got.reason, "relation.not-searched"), lang)
    assert said in claim
    assert "stranger" in claim
    assert "acme" in claim


def test_a_measure_that_exists_says_that_the_maker_is_not_named() -> None:
    got = answer(BAN, maker="stranger")
    assert [node.code for node in nodes(got.reason) if node.code.startswith("relation.")] == [
        "relation.not-named"
    ]


def test_a_listed_party_is_told_that_its_own_listing_binds() -> None:
    by_half = replace(BAN, covers=(replace(COVERAGE, relation=RelationTest.AGGREGATE_50),))
    assert "relation.listed-itself" in codes(answer(by_half).reason)
    assert "relation.listed-itself" not in codes(answer(BAN).reason)


def test_before_there_is_a_power_there_is_no_order_to_obey() -> None:
    obey = replace(BAN, clauses=(replace(CLAUSE, duty=Duty.OBEY),))
    before = date(2023, 12, 31)
    assert answer(obey, day=before).outcome is Outcome.DOES_NOT_APPLY
    assert answer(obey).outcome is Outcome.APPLIES
    assert answer(BAN, day=before).outcome is Outcome.APPLIES_FROM
