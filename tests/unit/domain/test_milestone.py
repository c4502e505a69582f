from dataclasses import replace
from datetime import date

from phaseout.domain.cite import Cite, EvidenceGrade, Text
from phaseout.domain.measure import Measure
from phaseout.domain.milestone import Turn, milestones, turning_days
from phaseout.domain.obligation import Deliverable, Obligation


def test_every_turn_of_a_measure_is_a_milestone_by_its_day(ban: Measure) -> None:
    assert [(one.on.isoformat(), one.turn.value, one.what) for one in milestones(ban)] == [
        ("2022-01-10", "step", "proposed"),
        ("2023-03-01", "step", "in-force"),
        ("2026-01-31", "checked", ""),
        ("2026-12-31", "clause", "remove"),
        ("2027-06-01", "step", "unverified"),
        ("2028-01-01", "exemption-ends", "leased"),
    ]


def test_a_milestone_carries_its_acts_its_words_and_its_cites(ban: Measure) -> None:
    clause = next(one for one in milestones(ban) if one.turn is Turn.CLAUSE)
    assert (clause.acts, clause.duty, clause.evidence) == (("use",), "remove", ("gazette, s. 3 [O]",))
    assert clause.text is not None
    assert clause.text.en == "It goes."


def test_a_clause_that_begins_with_its_measure_is_no_milestone_of_its_own(ban: Measure) -> None:
    assert "buy" not in {one.what for one in milestones(ban)}


def test_of_one_day_the_state_comes_first(ban: Measure) -> None:
    together = replace(ban, clauses=tuple(replace(c, since=date(2023, 3, 1)) for c in ban.clauses))
    same_day = [one.turn for one in milestones(together) if one.on == date(2023, 3, 1)]
    assert same_day == [Turn.STEP, Turn.CLAUSE, Turn.CLAUSE]


def test_listings_of_one_day_are_one_milestone_with_all_their_cites(ban: Measure) -> None:
    listed, day = ban.covers[0], date(2024, 5, 5)
    other = (Cite(source="list", grade=EvidenceGrade.SECONDARY),)
    covers = (
        listed,
        replace(listed, id="one", since=day),
        replace(listed, id="two", since=day, cite=other, until=date(2025, 5, 5)),
    )
    found = [
        one for one in milestones(replace(ban, covers=covers)) if one.turn in (Turn.LISTED, Turn.DELISTED)
    ]
    assert [(one.on, one.what) for one in found] == [(day, "one, two"), (date(2025, 5, 5), "two")]
    assert found[0].named == ("acme",)
    assert found[0].evidence == ("gazette, s. 3 [O]", "list [S]")


def test_what_is_owed_is_a_milestone_and_turns_nothing(ban: Measure) -> None:
    report = Obligation(
        id="report", deliverable=Deliverable.REPORT, text=Text(en="Report."), cite=ban.clauses[0].cite,
        since=date(2025, 1, 1), until=date(2029, 1, 1),
    )  # fmt: skip
    owing = replace(ban, obligations=(report,))
    found = [(one.on.year, one.turn) for one in milestones(owing) if one.what == "report"]
    assert found == [(2025, Turn.OWED), (2029, Turn.OWED_NO_MORE)]
    assert turning_days(owing) == turning_days(ban)


def test_an_exemption_may_begin_later_too(ban: Measure) -> None:
    (leased,) = ban.exemptions
    later = replace(ban, exemptions=(replace(leased, since=date(2027, 1, 1)),))
    assert date(2027, 1, 1) in turning_days(later)


def test_that_somebody_checked_turns_nothing(ban: Measure) -> None:
    assert date(2026, 1, 31) not in turning_days(ban)
    assert len(turning_days(ban)) == 5
