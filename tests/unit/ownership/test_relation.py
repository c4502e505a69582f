"""The relation tests, each on the smallest graph that tells them apart."""

from datetime import date

import pytest

from phaseout.domain.cite import Cite, EvidenceGrade
from phaseout.domain.measure import RelationTest
from phaseout.domain.party import Interest, InterestKind
from phaseout.domain.truth import Truth
from phaseout.ownership import PartyGraph, RelationAnswer, RelationCode, relate

DAY = date(2026, 11, 23)
AFFILIATE = RelationTest.SUBSIDIARY_OR_AFFILIATE
SHARE = RelationTest.SHARE_OVER_10
CONTROL = RelationTest.CONTROL
INFLUENCE = RelationTest.CONTROL_OR_INFLUENCE
LINKED = RelationTest.LINKED_UNDEFINED
NAMED = RelationTest.NAMED_ONLY


def owns(holder: str, held: str, lowest: float, highest: float | None = None) -> Interest:
    return Interest(
        holder=holder,
        held=held,
        kind=InterestKind.SHAREHOLDING,
        share_min=lowest,
        share_max=lowest if highest is None else highest,
    )


def holds(kind: InterestKind, holder: str, held: str, until: date | None = None) -> Interest:
    return Interest(holder=holder, held=held, kind=kind, until=until)


def controls(holder: str, held: str, until: date | None = None) -> Interest:
    return holds(InterestKind.CONTROL, holder, held, until)


def asked(
    test: RelationTest, party: str, *interests: Interest, states: tuple[str, ...] = ()
) -> RelationAnswer:
    graph = PartyGraph.of(interests, state_bodies=states)
    return relate(test, party=party, named=("x",), graph=graph, day=DAY)


@pytest.mark.parametrize(
    "test", [NAMED, AFFILIATE, SHARE, CONTROL, INFLUENCE, LINKED, RelationTest.AGGREGATE_50]
)
def test_a_named_party_is_reached_by_every_test(test: RelationTest) -> None:
    assert asked(test, "x").code is RelationCode.NAMED


@pytest.mark.parametrize("test", [AFFILIATE, SHARE, CONTROL, INFLUENCE, LINKED, RelationTest.AGGREGATE_50])
def test_a_party_without_any_recorded_tie_is_not_reached(test: RelationTest) -> None:
    answer = asked(test, "p", owns("x", "other", 1.0))
    assert (answer.truth, answer.code, answer.path) == (Truth.NO, RelationCode.NONE, ())


def test_named_only_reaches_no_subsidiary() -> None:
    assert asked(NAMED, "p", controls("x", "p")).code is RelationCode.NOT_NAMED


@pytest.mark.parametrize(
    ("interest", "affiliate", "control", "influence", "share"),
    [
        (controls("x", "p"), Truth.YES, Truth.YES, Truth.YES, Truth.YES),
        (owns("x", "p", 0.51), Truth.YES, Truth.YES, Truth.YES, Truth.YES),
        (owns("x", "p", 0.5), Truth.YES, Truth.UNKNOWN, Truth.UNKNOWN, Truth.YES),
        (owns("x", "p", 0.48, 0.51), Truth.UNKNOWN, Truth.UNKNOWN, Truth.UNKNOWN, Truth.YES),
        (owns("x", "p", 0.11), Truth.UNKNOWN, Truth.UNKNOWN, Truth.UNKNOWN, Truth.YES),
        (owns("x", "p", 0.05, 0.2), Truth.UNKNOWN, Truth.UNKNOWN, Truth.UNKNOWN, Truth.UNKNOWN),
        (owns("x", "p", 0.0, 1.0), Truth.UNKNOWN, Truth.UNKNOWN, Truth.UNKNOWN, Truth.UNKNOWN),
        (owns("x", "p", 0.1), Truth.NO, Truth.NO, Truth.NO, Truth.NO),
        (holds(InterestKind.INFLUENCE, "x", "p"), Truth.UNKNOWN, Truth.UNKNOWN, Truth.YES, Truth.UNKNOWN),
        (holds(InterestKind.LINKED, "x", "p"), Truth.UNKNOWN, Truth.UNKNOWN, Truth.UNKNOWN, Truth.UNKNOWN),
    ],
)
def test_one_interest_is_weighed_by_each_test(
    interest: Interest, affiliate: Truth, control: Truth, influence: Truth, share: Truth
) -> None:
    found = [asked(test, "p", interest).truth for test in (AFFILIATE, CONTROL, INFLUENCE, SHARE)]
    assert found == [affiliate, control, influence, share]


def test_the_owner_of_a_named_party_is_an_affiliate_and_not_controlled() -> None:
    assert asked(AFFILIATE, "p", controls("p", "x")).code is RelationCode.PARENT
    assert asked(CONTROL, "p", controls("p", "x")).truth is Truth.NO


def test_a_party_under_the_same_owner_is_an_affiliate_and_not_controlled() -> None:
    both = (controls("top", "x"), controls("top", "p"))
    answer = asked(AFFILIATE, "p", *both)
    assert (answer.truth, answer.code) == (Truth.YES, RelationCode.SIBLING)
    assert [(i.holder, i.held) for i in answer.path] == [("top", "x"), ("top", "p")]
    assert asked(CONTROL, "p", *both).truth is Truth.NO


def test_firms_that_meet_only_in_a_state_body_are_not_affiliates_for_certain() -> None:
    both = (controls("state", "group"), controls("group", "x"), controls("state", "p"))
    assert asked(AFFILIATE, "p", *both).truth is Truth.YES
    answer = asked(AFFILIATE, "p", *both, states=("state",))
    assert (answer.truth, answer.code) == (Truth.UNKNOWN, RelationCode.STATE_OWNER)


def test_a_way_around_the_state_is_as_certain_as_if_the_state_were_not_there() -> None:
    around = (controls("x", "state"), controls("state", "p"), controls("x", "m"), controls("m", "n"))
    assert asked(CONTROL, "p", *around, states=("state",)).code is RelationCode.STATE_OWNER
    answer = asked(CONTROL, "p", *around, controls("n", "p"), states=("state",))
    assert answer.truth is Truth.YES
    assert [i.holder for i in answer.path] == ["x", "m", "n"]


def test_the_state_above_a_group_does_not_loosen_the_group_itself() -> None:
    group = (controls("state", "group"), controls("group", "x"), controls("group", "p"))
    assert asked(AFFILIATE, "p", *group, states=("state",)).truth is Truth.YES


def test_the_certain_way_wins_over_the_shorter_one() -> None:
    answer = asked(AFFILIATE, "p", owns("x", "p", 0.3), controls("x", "m"), controls("m", "p"))
    assert answer.truth is Truth.YES
    assert [(i.holder, i.held) for i in answer.path] == [("x", "m"), ("m", "p")]


def test_a_chain_of_tenths_is_in_doubt_and_a_majority_passes_the_share_on() -> None:
    assert asked(SHARE, "p", owns("x", "m", 0.2), owns("m", "p", 0.2)).truth is Truth.UNKNOWN
    assert asked(SHARE, "p", owns("x", "m", 0.6), owns("m", "p", 0.2)).truth is Truth.YES
    assert asked(SHARE, "p", owns("x", "m", 0.6), owns("m", "p", 0.1)).truth is Truth.NO


def test_a_tie_that_has_ended_leaves_doubt_about_what_was_made_before() -> None:
    past = controls("x", "p", until=date(2022, 11, 24))
    for test in (AFFILIATE, SHARE, LINKED):
        answer = asked(test, "p", past)
        assert (answer.truth, answer.code) == (Truth.UNKNOWN, RelationCode.ENDED), test
    for test in (CONTROL, INFLUENCE, RelationTest.AGGREGATE_50):
        assert asked(test, "p", past).truth is Truth.NO, test


def test_a_tie_that_has_not_begun_does_not_count() -> None:
    coming = Interest(holder="x", held="p", kind=InterestKind.CONTROL, since=date(2026, 11, 24))
    assert asked(LINKED, "p", coming).truth is Truth.NO


def test_linked_takes_subsidiaries_for_certain_and_any_other_tie_as_doubt() -> None:
    assert asked(LINKED, "p", controls("x", "p")).truth is Truth.YES
    assert asked(LINKED, "p", owns("x", "p", 0.02)).truth is Truth.UNKNOWN
    assert asked(LINKED, "p", holds(InterestKind.LINKED, "x", "p")).code is RelationCode.LINKED


def test_parties_that_control_each_other_end_in_an_answer() -> None:
    ring = (controls("a", "b"), controls("b", "c"), controls("c", "a"))
    for test in (AFFILIATE, SHARE, CONTROL, INFLUENCE, LINKED):
        assert asked(test, "b", *ring).truth is Truth.NO, test
        assert asked(test, "b", *ring, controls("x", "c")).truth is Truth.YES, test


def test_the_answer_carries_the_cites_of_every_figure_of_a_holding() -> None:
    one, other = (Cite(source=source, grade=EvidenceGrade.SECONDARY) for source in ("report", "note"))
    figures = [
        Interest(
            holder="x",
            held="p",
            kind=InterestKind.SHAREHOLDING,
            share_min=share,
            share_max=share,
            cite=(cite,),
        )
        for share, cite in ((0.51, one), (0.55, other))
    ]
    (interest,) = asked(AFFILIATE, "p", *figures).path
    assert set(interest.cite) == {one, other}
    assert (interest.share_min, interest.share_max) == (0.51, 0.55)


class TestCountries:
    """Tests that name countries."""

    def law(self, party: str, *interests: Interest, **countries: str) -> RelationAnswer:
        graph = PartyGraph.of(interests, countries=countries)
        return relate(RelationTest.LAW_OF_COUNTRY, party=party, named=("CN",), graph=graph, day=DAY)

    def test_a_party_of_the_country_stands_under_its_law(self) -> None:
        assert self.law("p", p="CN").truth is Truth.YES

    def test_a_party_of_another_country_does_not(self) -> None:
        answer = self.law("p", p="SE")
        assert (answer.truth, answer.named) == (Truth.NO, "SE")

    def test_a_party_whose_country_nobody_knows_is_a_question(self) -> None:
        assert self.law("p").code is RelationCode.COUNTRY_UNKNOWN

    def test_a_foreign_party_with_an_owner_of_the_country_is_a_question(self) -> None:
        answer = self.law("p", controls("top", "p"), p="CA", top="CN")
        assert (answer.truth, answer.code) == (Truth.UNKNOWN, RelationCode.COUNTRY_OWNER)

    def test_where_a_firm_sits_does_not_say_where_it_makes(self) -> None:
        graph = PartyGraph.of([], countries={"p": "CN"})
        answer = relate(RelationTest.COUNTRY_OF_PRODUCTION, party="p", named=("CN",), graph=graph, day=DAY)
        assert answer.truth is Truth.UNKNOWN

    @pytest.mark.parametrize(
        ("country", "truth"), [("CN", Truth.NO), ("CA", Truth.UNKNOWN), (None, Truth.UNKNOWN)]
    )
    def test_affiliates_abroad_are_left_out_and_those_at_home_are_a_question(
        self, country: str | None, truth: Truth
    ) -> None:
        graph = PartyGraph.of([controls("x", "p")], countries={"p": country} if country else {})
        answer = relate(
            RelationTest.FOREIGN_AFFILIATES_EXCLUDED,
            party="p",
            named=("x",),
            graph=graph,
            day=DAY,
            home="CA",
        )
        assert answer.truth is truth
