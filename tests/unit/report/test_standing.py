from dataclasses import replace
from datetime import date
from types import ModuleType

import pytest

from phaseout.domain.determination import Outcome
from phaseout.domain.document import Labels
from phaseout.domain.truth import Reason, Truth
from phaseout.report import naming
from phaseout.report.language import Language
from phaseout.report.standing import GRAVEST_FIRST, answers_of, entry_of, telling

ENGLISH = Language("en")


def test_every_outcome_has_its_place() -> None:
    assert set(GRAVEST_FIRST) == set(Outcome)


def test_acts_that_fare_alike_are_one_answer_and_the_gravest_comes_first(scenario: ModuleType) -> None:
    answers = answers_of(tuple(reversed(scenario.ASSETS[0].determinations)))
    assert [(answer.outcome, answer.acts) for answer in answers] == [
        (Outcome.APPLIES, ("use", "procure")),
        (Outcome.DOES_NOT_APPLY, ("use",)),
    ]


def test_acts_with_different_days_are_two_answers(scenario: ModuleType) -> None:
    later = scenario.ASSETS[2].determinations[0]
    answers = answers_of((later, replace(later, act="procure", on=date(2028, 1, 1))))
    assert [answer.acts for answer in answers] == [("use",), ("procure",)]


def test_what_tells_most_is_the_first_leaf_of_the_same_truth() -> None:
    yes, no = Reason(code="who", truth=Truth.YES), Reason(code="coverage", truth=Truth.NO)
    tree = Reason(
        code="clause", truth=Truth.NO, because=(yes, Reason(code="x", truth=Truth.NO, because=(no,)))
    )
    assert telling(tree) is no
    assert telling(yes) is yes


def test_of_an_exception_the_exemption_tells_most(scenario: ModuleType) -> None:
    excepted = scenario.ASSETS[7].determinations[0]
    assert telling(excepted.reason).code == "exception"


def test_a_host_of_which_nothing_is_known_is_neither_open_nor_settled(scenario: ModuleType) -> None:
    entry = entry_of(scenario.ASSETS[6])
    assert entry.is_unidentified
    assert not entry.is_open
    assert not entry.is_settled


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (0, "says so itself, address block"),
        (1, "not known: brand"),
        (3, "says so itself"),
        (5, "The maker axis is not among the named: hikvision."),
    ],
)
def test_few_words_say_why(scenario: ModuleType, number: int, why: str) -> None:
    assert naming.why(entry_of(scenario.ASSETS[number]), ENGLISH) == why


def test_where_no_question_would_settle_it_the_open_point_is_said(scenario: ModuleType) -> None:
    asset = scenario.ASSETS[1]
    silent = replace(asset.determinations[0], questions=())
    said = naming.why(entry_of(replace(asset, determinations=(silent,))), ENGLISH)
    assert "does not say whether it reaches relabelled goods" in said


def test_a_thing_is_found_by_reference_and_address_else_by_serial_else_by_id(scenario: ModuleType) -> None:
    asset = scenario.ASSETS[0]
    assert naming.places(entry_of(asset)) == ("cam-17", "10.20.0.17, fe80::1")
    many = replace(asset.keys, ref=(), ip=("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"))
    assert naming.places(entry_of(replace(asset, keys=many))) == ("10.0.0.1, 10.0.0.2 +2",)
    only_serial = replace(asset.keys, ref=(), ip=(), mac=())
    assert naming.places(entry_of(replace(asset, keys=only_serial))) == ("DS-2CD20210101",)
    nothing = replace(only_serial, serial=())
    assert naming.places(entry_of(replace(asset, keys=nothing))) == ("a-0000000001",)


def test_a_brand_is_not_said_twice(scenario: ModuleType) -> None:
    said = scenario.ASSETS[0].identification
    twice = replace(said, model=replace(said.model, value="Hikvision DS-2CD2043G2-I"))
    language = Language("en", Labels(brands={"hikvision": "Hikvision"}))
    entry = entry_of(replace(scenario.ASSETS[0], identification=twice))
    assert naming.product(entry, language) == "Hikvision DS-2CD2043G2-I"


@pytest.mark.parametrize(
    ("outcome", "lang", "said"),
    [
        (Outcome.APPLIES_FROM, "en", "applies from 31 December 2027"),
        (Outcome.APPLIES_FROM, "fr", "s’applique à compter du 31 décembre 2027"),
        (Outcome.EXCEPTED, "en", "excepted until 1 June 2027"),
        (Outcome.EXCEPTED, "fr", "exempté jusqu’au 1er juin 2027"),
        (Outcome.INFLUENCE_ONLY, "en", "another party’s to act, from 31 December 2027"),
    ],
)
def test_an_outcome_is_said_with_its_day(
    scenario: ModuleType, outcome: Outcome, lang: str, said: str
) -> None:
    answer = scenario.ASSETS[0].determinations[0]
    until = date(2027, 6, 1) if outcome is Outcome.EXCEPTED else None
    on = None if until else date(2027, 12, 31)
    assert naming.outcome(replace(answer, outcome=outcome, on=on, until=until), Language(lang)) == said
