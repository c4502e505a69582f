"""A determination, axis by axis, on a measure made for the purpose."""

from dataclasses import replace
from datetime import date

import pytest

from phaseout.decide import World, determine, determine_act
from phaseout.domain.cite import Cite, EvidenceGrade, Text
from phaseout.domain.condition import FactDate, FactIs
from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.facts import FactSheet
from phaseout.domain.measure import Binding, Clause, Coverage, Duty, Exemption, Measure, RelationTest
from phaseout.domain.party import Interest, InterestKind
from phaseout.domain.timeline import State, Step, Timeline
from phaseout.domain.truth import Reason, Truth
from phaseout.ownership import PartyGraph

CITE = (Cite(source="gazette", grade=EvidenceGrade.OFFICIAL, at="s. 1"),)
DAY = date(2024, 6, 1)
START = date(2024, 1, 1)
WORLD = World(
    graph=PartyGraph.of(
        [
            Interest(holder="acme", held=held, kind=InterestKind.CONTROL, cite=CITE)
            for held in ("daughter", "daughter-abroad")
        ],
        countries={"acme": "CN", "daughter": "XX", "daughter-abroad": "YY"},
    ),
    own_brands={"acme": frozenset({"acme-home"})},
    things={
        "camera": frozenset({"video-surveillance"}),
        "router": frozenset({"telecommunication"}),
        "order-line": frozenset(),
    },
)
COVERAGE = Coverage(
    id="cameras", named=("acme",), relation=RelationTest.NAMED_ONLY, things=("video-surveillance",)
)
CLAUSE = Clause(id="use", acts=("use",), duty=Duty.PROHIBIT, cite=CITE, text=Text(en="No.", fr="Non."))
BAN = Measure(
    id="xx/ban",
    instrument="xx/act",
    title=Text(en="Ban", fr="Interdiction"),
    jurisdiction="xx",
    nature="statute",
    timeline=Timeline(steps=(Step(on=START, state=State.IN_FORCE, cite=CITE),), checked_through=DAY),
    binds=(Binding(role="bound", cite=CITE),),
    binds_not=(Binding(role="free", cite=CITE, why=Text(en="Left out.", fr="Exclu.")),),
    binds_perhaps=(Binding(role="perhaps", cite=CITE, why=Text(en="Open.", fr="À voir.")),),
    covers=(COVERAGE,),
    clauses=(CLAUSE,),
)
FACTS = {"role": "bound", "maker": "acme", "brand": "acme", "kind": "camera"}


def answer(
    measure: Measure, *, day: date = DAY, act: str = "use", world: World = WORLD, **changes: str | None
) -> Determination:
    """Decide on the ordinary facts with changes; None takes a fact away."""
    facts = {fact: value for fact, value in {**FACTS, **changes}.items() if value is not None}
    sheet = FactSheet.of({fact: tuple(value.split(", ")) for fact, value in facts.items()})
    return determine_act(measure, act, sheet, as_of=day, world=world)


def codes(reason: Reason) -> list[str]:
    return [str(reason.code), *(code for part in reason.because for code in codes(part))]


def leaf(reason: Reason, code: str) -> Reason:
    found = [node for node in nodes(reason) if node.code == code]
    assert found, f"{code} is not in {codes(reason)}"
    return found[0]


def nodes(reason: Reason) -> list[Reason]:
    return [reason, *(node for part in reason.because for node in nodes(part))]


def test_it_applies_where_every_axis_holds_and_says_so_axis_by_axis() -> None:
    got = answer(BAN)
    assert (got.outcome, got.clause, got.duty, got.questions) == (Outcome.APPLIES, "use", "prohibit", ())
    assert (got.measure, got.act, got.checked_through) == ("xx/ban", "use", DAY)
    assert codes(got.reason) == [
        "outcome.applies", "clause", "who", "who.bound", "covered", "coverage", "relation.named", "thing.is",
        "time.in-force",
    ]  # fmt: skip


def test_statements_of_the_register_carry_their_cites_and_leaves_their_facts() -> None:
    reason = answer(replace(BAN, covers=(replace(COVERAGE, cite=CITE),))).reason
    for code in ("clause", "who.bound", "relation.named", "time.in-force"):
        assert leaf(reason, code).evidence == ("gazette, s. 1 [O]",)
    facts = {node.fact for node in nodes(reason) if node.fact}
    assert facts == {"role", "maker", "kind"}


class TestWho:
    """Roles."""

    @pytest.mark.parametrize(
        ("role", "outcome", "code"),
        [
            ("free", Outcome.DOES_NOT_APPLY, "who.not-bound"),
            ("stranger", Outcome.DOES_NOT_APPLY, "who.not-listed"),
            ("perhaps", Outcome.UNDETERMINED, "who.perhaps"),
            ("free, bound", Outcome.APPLIES, "who.bound"),
            ("free, perhaps", Outcome.UNDETERMINED, "who.perhaps"),
            (None, Outcome.UNDETERMINED, "who.not-stated"),
        ],
    )
    def test_the_best_of_several_roles_decides(self, role: str | None, outcome: Outcome, code: str) -> None:
        got = answer(BAN, role=role)
        assert got.outcome is outcome
        leaf(got.reason, code)

    def test_a_role_that_may_be_bound_asks_nothing_and_a_role_nobody_stated_is_asked(self) -> None:
        assert answer(BAN, role="perhaps").questions == ()
        assert answer(BAN, role=None).questions == ("role",)

    def test_everybody_has_the_role_any(self) -> None:
        for_all = replace(BAN, binds=(Binding(role="any", cite=CITE),))
        assert answer(for_all, role=None).outcome is Outcome.APPLIES
        assert answer(for_all, role="free").outcome is Outcome.APPLIES

    def test_what_binds_no_role_is_no_whoever_asks(self) -> None:
        nobody = replace(BAN, binds=(), binds_not=(), binds_perhaps=())
        got = answer(nobody, role=None)
        assert (got.outcome, got.questions) == (Outcome.DOES_NOT_APPLY, ())
        leaf(got.reason, "who.nobody")


class TestThing:
    """Kinds and the things of the law."""

    @pytest.mark.parametrize(
        ("kind", "outcome"),
        [
            ("router", Outcome.DOES_NOT_APPLY),
            ("router, camera", Outcome.APPLIES),
            ("order-line", Outcome.UNDETERMINED),
            ("word-of-tomorrow", Outcome.UNDETERMINED),
            (None, Outcome.UNDETERMINED),
        ],
    )
    def test_a_kind_that_does_not_say_is_no_clearance(self, kind: str | None, outcome: Outcome) -> None:
        got = answer(BAN, kind=kind)
        assert got.outcome is outcome
        assert got.questions == (("kind",) if outcome is Outcome.UNDETERMINED else ())

    def test_any_thing_needs_no_kind(self) -> None:
        everything = replace(BAN, covers=(replace(COVERAGE, things=("any",)),))
        assert answer(everything, kind=None).outcome is Outcome.APPLIES


class TestMaker:
    """Relation and brand."""

    silent = replace(BAN, covers=(replace(COVERAGE, unaddressed=("affiliate", "rebrand")),))

    def test_an_unknown_maker_is_asked_for(self) -> None:
        assert answer(BAN, maker=None).questions == ("maker",)

    def test_one_of_two_makers_suffices(self) -> None:
        assert answer(BAN, maker="other, acme").outcome is Outcome.APPLIES

    def test_an_affiliate_is_no_where_only_the_named_count(self) -> None:
        assert answer(BAN, maker="daughter").outcome is Outcome.DOES_NOT_APPLY

    def test_an_affiliate_is_a_question_where_the_text_is_silent(self) -> None:
        got = answer(self.silent, maker="daughter", brand="daughter")
        assert (got.outcome, got.questions) == (Outcome.UNDETERMINED, ())
        assert leaf(got.reason, "relation.unaddressed").evidence == ("gazette, s. 1 [O]",)

    def test_affiliates_outside_the_country_of_the_measure_are_left_out_where_the_text_says_so(self) -> None:
        relation = RelationTest.FOREIGN_AFFILIATES_EXCLUDED
        order = replace(BAN, jurisdiction="xx-north", covers=(replace(COVERAGE, relation=relation),))
        assert answer(order, maker="daughter").outcome is Outcome.UNDETERMINED
        assert answer(order, maker="daughter-abroad").outcome is Outcome.DOES_NOT_APPLY

    def test_a_stranger_stays_no_where_the_text_is_silent(self) -> None:
        assert answer(self.silent, maker="other", brand=None).outcome is Outcome.DOES_NOT_APPLY

    @pytest.mark.parametrize(
        ("brand", "outcome", "questions"),
        [
            ("acme", Outcome.APPLIES, ()),
            ("acme-home", Outcome.APPLIES, ()),
            ("relabelled", Outcome.UNDETERMINED, ()),
            (None, Outcome.UNDETERMINED, ("brand",)),
        ],
    )
    def test_another_name_on_the_box_is_a_question_where_the_text_is_silent(
        self, brand: str | None, outcome: Outcome, questions: tuple[str, ...]
    ) -> None:
        got = answer(self.silent, brand=brand)
        assert (got.outcome, got.questions) == (outcome, questions)

    def test_the_name_on_the_box_does_not_matter_where_the_text_is_not_silent(self) -> None:
        assert answer(BAN, brand="relabelled").outcome is Outcome.APPLIES


class TestTime:
    """States, steps and clause dates."""

    def at(self, *steps: tuple[str, State], nature: str = "statute", day: date = DAY) -> Determination:
        made = tuple(Step(on=date.fromisoformat(on), state=state, cite=CITE) for on, state in steps)
        return answer(
            replace(BAN, nature=nature, timeline=Timeline(steps=made, checked_through=DAY)), day=day
        )

    @pytest.mark.parametrize(
        ("state", "nature", "outcome"),
        [
            (State.IN_FORCE, "statute", Outcome.APPLIES),
            (State.ANNOUNCED, "policy", Outcome.APPLIES),
            (State.ANNOUNCED, "statement", Outcome.APPLIES),
            (State.ANNOUNCED, "order", Outcome.DOES_NOT_APPLY),
            (State.PROPOSED, "policy", Outcome.DOES_NOT_APPLY),
            (State.MADE, "regulation", Outcome.DOES_NOT_APPLY),
            (State.STAYED, "order", Outcome.DOES_NOT_APPLY),
            (State.SUSPENDED, "regulation", Outcome.DOES_NOT_APPLY),
            (State.SET_ASIDE, "order", Outcome.DOES_NOT_APPLY),
            (State.ENDED, "statute", Outcome.DOES_NOT_APPLY),
            (State.UNVERIFIED, "regulation", Outcome.UNDETERMINED),
        ],
    )
    def test_each_state_has_its_answer(self, state: State, nature: str, outcome: Outcome) -> None:
        got = self.at(("2024-01-01", state), nature=nature)
        assert got.outcome is outcome
        assert got.questions == ()

    def test_a_day_before_the_first_step_sees_the_step_coming(self) -> None:
        got = self.at(("2024-01-01", State.IN_FORCE), day=date(2023, 12, 31))
        assert (got.outcome, got.on) == (Outcome.APPLIES_FROM, START)

    def test_a_day_before_a_mere_proposal_sees_nothing_coming(self) -> None:
        got = self.at(("2024-01-01", State.PROPOSED), day=date(2023, 12, 31))
        assert (got.outcome, got.on) == (Outcome.DOES_NOT_APPLY, None)

    def test_a_stay_that_is_known_to_end_says_when(self) -> None:
        got = self.at(("2024-01-01", State.STAYED), ("2024-07-01", State.IN_FORCE))
        assert (got.outcome, got.on) == (Outcome.APPLIES_FROM, date(2024, 7, 1))

    def test_a_suspension_whose_end_is_unverified_is_no_until_then_and_a_question_after(self) -> None:
        steps = (("2024-01-01", State.SUSPENDED), ("2024-07-01", State.UNVERIFIED))
        assert self.at(*steps).outcome is Outcome.DOES_NOT_APPLY
        assert self.at(*steps, day=date(2024, 7, 1)).outcome is Outcome.UNDETERMINED

    def test_a_clause_of_its_own_date_begins_then(self) -> None:
        later = replace(BAN, clauses=(replace(CLAUSE, since=date(2024, 6, 2)),))
        got = answer(later)
        assert (got.outcome, got.on) == (Outcome.APPLIES_FROM, date(2024, 6, 2))
        assert answer(later, day=date(2024, 6, 2)).outcome is Outcome.APPLIES

    def test_a_clause_that_would_begin_after_the_end_never_begins(self) -> None:
        steps = (Step(on=START, state=State.IN_FORCE, cite=CITE), Step(on=DAY, state=State.ENDED, cite=CITE))
        over = replace(
            BAN,
            timeline=Timeline(steps=steps, checked_through=DAY),
            clauses=(replace(CLAUSE, since=date(2024, 9, 1)),),
        )
        got = answer(over, day=date(2024, 3, 1))
        assert got.outcome is Outcome.DOES_NOT_APPLY
        leaf(got.reason, "time.ended")

    def test_of_two_clauses_to_come_the_nearer_answers(self) -> None:
        clauses = tuple(replace(CLAUSE, id=f"from-{month}", since=date(2025, month, 1)) for month in (9, 3))
        got = answer(replace(BAN, clauses=clauses))
        assert (got.on, got.clause) == (date(2025, 3, 1), "from-3")


class TestExemptions:
    """What takes a covered thing out."""

    lab = Exemption(
        id="lab",
        when=FactIs(fact="purpose", values=("lab",)),
        cite=CITE,
        text=Text(en="Laboratories.", fr="Laboratoires."),
        until=date(2024, 9, 1),
    )
    measure = replace(BAN, exemptions=(lab,))

    def test_an_exemption_says_until_when(self) -> None:
        got = answer(self.measure, purpose="lab")
        assert (got.outcome, got.until) == (Outcome.EXCEPTED, date(2024, 9, 1))

    def test_an_exemption_that_ended_helps_no_longer(self) -> None:
        got = answer(self.measure, purpose="lab", day=date(2024, 9, 1))
        assert (got.outcome, got.until) == (Outcome.APPLIES, None)

    def test_an_exemption_in_doubt_asks(self) -> None:
        assert answer(self.measure).questions == ("purpose",)

    def test_what_does_not_apply_anyway_is_not_excepted(self) -> None:
        assert answer(self.measure, purpose="lab", maker="other").outcome is Outcome.DOES_NOT_APPLY

    def test_an_exemption_for_another_act_does_not_count(self) -> None:
        other = replace(BAN, exemptions=(replace(self.lab, acts=("procure",)),))
        assert answer(other, purpose="lab").outcome is Outcome.APPLIES

    def test_it_takes_a_thing_out_of_the_coverages_it_speaks_of_and_of_no_other(self) -> None:
        other = replace(COVERAGE, id="other")
        one = replace(self.lab, covers=(COVERAGE.id,))
        twice = replace(BAN, covers=(COVERAGE, other), exemptions=(one,))
        assert answer(twice, purpose="lab").outcome is Outcome.APPLIES
        assert answer(replace(twice, covers=(COVERAGE,)), purpose="lab").outcome is Outcome.EXCEPTED

    def test_nothing_is_excepted_before_what_can_be_asked_says_it_is_covered(self) -> None:
        got = answer(self.measure, purpose="lab", kind=None)
        assert (got.outcome, got.questions) == (Outcome.UNDETERMINED, ("kind",))

    def test_the_longest_of_several_exemptions_counts(self) -> None:
        longer = replace(self.lab, id="longer", until=date(2024, 12, 1))
        endless = replace(self.lab, id="endless", until=None)
        both = answer(replace(BAN, exemptions=(self.lab, longer)), purpose="lab")
        assert both.until == date(2024, 12, 1)
        assert answer(replace(BAN, exemptions=(self.lab, endless)), purpose="lab").until is None

    def test_an_exemption_that_ends_before_the_clause_begins_does_not_count(self) -> None:
        late = replace(self.measure, clauses=(replace(CLAUSE, since=date(2024, 10, 1)),))
        assert answer(late, purpose="lab").outcome is Outcome.APPLIES_FROM


class TestOwner:
    """Things in other hands."""

    @pytest.mark.parametrize(
        ("owner", "outcome"),
        [
            ("landlord", Outcome.INFLUENCE_ONLY),
            ("contractor", Outcome.INFLUENCE_ONLY),
            ("self", Outcome.APPLIES),
            ("self, landlord", Outcome.APPLIES),
            (None, Outcome.APPLIES),
        ],
    )
    def test_only_a_thing_wholly_in_other_hands_leaves_mere_influence(
        self, owner: str | None, outcome: Outcome
    ) -> None:
        assert answer(BAN, owner=owner, operator="landlord").outcome is outcome

    def test_influence_to_come_says_from_when(self) -> None:
        got = answer(BAN, owner="landlord", operator="landlord", day=date(2023, 6, 1))
        assert (got.outcome, got.on) == (Outcome.INFLUENCE_ONLY, START)

    def test_an_owner_changes_nothing_of_what_does_not_apply_or_is_open(self) -> None:
        assert answer(BAN, owner="landlord", maker="other").outcome is Outcome.DOES_NOT_APPLY
        assert answer(BAN, owner="landlord", maker=None).outcome is Outcome.UNDETERMINED


class TestSeveralClauses:
    """One answer for each act."""

    pivot = date(2024, 3, 1)
    new = replace(CLAUSE, id="new", acts=("install", "use"), when=FactDate(fact="acquired", since=pivot))
    held = replace(CLAUSE, id="held", duty=Duty.RISK_ASSESS, when=FactDate(fact="acquired", before=pivot))
    measure = replace(BAN, clauses=(new, held))

    def test_every_regulated_act_gets_one_answer_in_order(self) -> None:
        sheet = FactSheet.of({fact: (value,) for fact, value in FACTS.items()})
        assert [d.act for d in determine(self.measure, sheet, DAY, WORLD)] == ["install", "use"]

    def test_the_clause_that_holds_answers(self) -> None:
        assert answer(self.measure, acquired="2024-04-01").clause == "new"
        got = answer(self.measure, acquired="2024-02-01")
        assert (got.outcome, got.clause, got.duty) == (Outcome.APPLIES, "held", "risk-assess")

    def test_where_either_may_hold_no_clause_is_named_and_one_fact_settles_it(self) -> None:
        got = answer(self.measure)
        assert (got.outcome, got.clause, got.duty) == (Outcome.UNDETERMINED, None, None)
        assert got.questions == ("acquired",)

    def test_an_act_no_clause_regulates_does_not_apply_and_says_so(self) -> None:
        got = answer(self.measure, act="sell")
        assert got.outcome is Outcome.DOES_NOT_APPLY
        assert codes(got.reason) == ["outcome.does-not-apply", "act.not-regulated"]

    def test_a_clause_looks_only_at_its_own_coverages(self) -> None:
        routers = replace(COVERAGE, id="routers", things=("telecommunication",))
        split = replace(BAN, covers=(COVERAGE, routers), clauses=(replace(CLAUSE, covers=("routers",)),))
        assert answer(split).outcome is Outcome.DOES_NOT_APPLY
        assert answer(split, kind="router").outcome is Outcome.APPLIES


@pytest.mark.parametrize("changes", [{}, {"role": None}, {"maker": None}, {"kind": "router"}])
def test_every_reason_is_as_true_as_its_parts_make_it(changes: dict[str, str | None]) -> None:
    for node in nodes(answer(BAN, **changes).reason):
        if node.because:
            parts = [part.truth for part in node.because]
            some = node.code in ("who", "covered") or node.code.startswith("outcome.")
            assert node.truth is (Truth.any(parts) if some else Truth.all(parts))
