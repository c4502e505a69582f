from datetime import date

import pytest

from phaseout.domain.dates import Begins, Dates, OnDay
from phaseout.domain.determination import Outcome
from phaseout.report.dates_words import life_days
from phaseout.report.language import Language

AS_OF = date(2026, 11, 23)


def notes(dates: Dates, lang: str = "en") -> list[tuple[str, ...]]:
    return [one.notes for one in life_days(dates, Language(lang), str)]


@pytest.mark.parametrize(
    ("written", "en", "fr"),
    [
        ("2021-05-01", "1 May 2021", "1er mai 2021"),
        ("2023-12", "December 2023", "décembre 2023"),
        ("2023", "2023", "2023"),
        ("soon", "soon", "soon"),
    ],
)
def test_a_date_is_shown_as_closely_as_it_is_known(written: str, en: str, fr: str) -> None:
    assert [Language(lang).written_day(written) for lang in ("en", "fr")] == [en, fr]


def test_only_the_days_that_are_known_are_shown_and_always_the_one_asked_about() -> None:
    found = life_days(Dates(as_of=AS_OF, removal_planned=("2028",)), Language("fr"), str)
    assert [(one.label, one.day) for one in found] == [
        ("En date du", "23 novembre 2026"),
        ("Retrait prévu", "2028"),
    ]


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_outcome_is_said_of_both_days(outcome: Outcome, lang: str) -> None:
    one = OnDay(measure="m", act="use", outcome=outcome, today=Outcome.APPLIES, on=AS_OF)
    dates = Dates(
        as_of=AS_OF, acquired=("2021",), removal_planned=("2028",), at_acquisition=(one,), at_removal=(one,)
    )
    bought, _, kept = notes(dates, lang)
    assert len(bought) == len(kept) == 1
    assert "{" not in bought[0] + kept[0]


@pytest.mark.parametrize("begins", Begins)
def test_where_the_beginning_lies_is_said_with_its_day(begins: Begins) -> None:
    one = OnDay(
        measure="m", act="use", outcome=Outcome.APPLIES, today=Outcome.APPLIES_FROM,
        on=date(2027, 12, 31), begins=begins,
    )  # fmt: skip
    _, (said,) = notes(Dates(as_of=AS_OF, removal_planned=("2028",), at_removal=(one,)))
    assert "31 December 2027" in said
    assert ("late" in said) is (begins is Begins.BEFORE_REMOVAL)


def test_acts_that_fare_alike_are_said_together() -> None:
    alike = [
        OnDay(measure="m", act=act, outcome=Outcome.APPLIES, today=Outcome.APPLIES)
        for act in ("procure", "fund")
    ]
    bought, _ = notes(Dates(as_of=AS_OF, acquired=("2021",), at_acquisition=tuple(alike)))
    assert bought == ("m: procure, pay with award money – applied at the time",)


def test_a_removal_that_is_overdue_says_so() -> None:
    _, said = notes(Dates(as_of=AS_OF, removal_planned=("2026-11-22",)))
    assert said == ("the planned day has passed",)
