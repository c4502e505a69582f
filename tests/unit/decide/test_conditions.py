"""Conditions on three-valued facts."""

from datetime import date

import pytest

from phaseout.decide.code import Code
from phaseout.decide.conditions import holds
from phaseout.domain.condition import All, AnyOf, Condition, FactDate, FactIs, Not
from phaseout.domain.facts import FactSheet
from phaseout.domain.truth import Truth

SAFETY = FactIs(fact="purpose", values=("public-safety", "national-security"))
OWN = FactIs(fact="funding", values=("own",))
PIVOT = date(2023, 12, 22)
AFTER = FactDate(fact="acquired", since=PIVOT)
BEFORE = FactDate(fact="acquired", before=PIVOT)


def truth(condition: Condition, **facts: str | tuple[str, ...]) -> Truth:
    values = {fact: (value,) if isinstance(value, str) else value for fact, value in facts.items()}
    return holds(condition, FactSheet.of(values)).truth


def test_a_fact_nobody_stated_is_unknown_and_names_itself() -> None:
    reason = holds(SAFETY, FactSheet())
    assert (reason.truth, reason.code, reason.fact) == (Truth.UNKNOWN, Code.FACT_NOT_STATED, "purpose")


def test_one_of_several_values_suffices() -> None:
    assert truth(SAFETY, purpose=("other", "public-safety")) is Truth.YES


def test_a_list_given_is_the_whole_list() -> None:
    assert truth(SAFETY, purpose="other") is Truth.NO


@pytest.mark.parametrize(
    ("written", "after", "before"),
    [
        ("2023-12-21", Truth.NO, Truth.YES),
        ("2023-12-22", Truth.YES, Truth.NO),
        ("2024", Truth.YES, Truth.NO),
        ("2022", Truth.NO, Truth.YES),
        ("2023-11", Truth.NO, Truth.YES),
        ("2023-12", Truth.UNKNOWN, Truth.UNKNOWN),
        ("2023", Truth.UNKNOWN, Truth.UNKNOWN),
        ("0000", Truth.UNKNOWN, Truth.UNKNOWN),
        ("last spring", Truth.UNKNOWN, Truth.UNKNOWN),
        ("2023-02-30", Truth.UNKNOWN, Truth.UNKNOWN),
    ],
)
def test_a_day_a_month_or_a_year_lies_before_after_or_across_the_pivot(
    written: str, after: Truth, before: Truth
) -> None:
    assert truth(AFTER, acquired=written) is after
    assert truth(BEFORE, acquired=written) is before


def test_days_that_contradict_each_other_are_unknown() -> None:
    assert truth(AFTER, acquired=("2023-01-01", "2024-01-01")) is Truth.UNKNOWN
    assert truth(AFTER, acquired=("2024-01-01", "2024-02-01")) is Truth.YES


@pytest.mark.parametrize(
    ("facts", "both", "either", "neither"),
    [
        ({}, Truth.UNKNOWN, Truth.UNKNOWN, Truth.UNKNOWN),
        ({"purpose": "other"}, Truth.NO, Truth.UNKNOWN, Truth.UNKNOWN),
        ({"purpose": "public-safety"}, Truth.UNKNOWN, Truth.YES, Truth.NO),
        ({"purpose": "public-safety", "funding": "own"}, Truth.YES, Truth.YES, Truth.NO),
        ({"purpose": "other", "funding": "us-federal-award"}, Truth.NO, Truth.NO, Truth.YES),
    ],
)
def test_all_any_and_not_follow_kleene(
    facts: dict[str, str], both: Truth, either: Truth, neither: Truth
) -> None:
    parts = (SAFETY, OWN)
    assert truth(All(parts=parts), **facts) is both
    assert truth(AnyOf(parts=parts), **facts) is either
    assert truth(Not(part=AnyOf(parts=parts)), **facts) is neither


ASPECTS = {
    ("item", "export"): "rules",
    ("item", "no-export"): "rules",
    ("item", "toy"): "drone",
    ("item", "sold"): "deal",
}


@pytest.mark.parametrize(
    ("given", "wanted", "truth"),
    [
        (("export",), ("no-export",), Truth.NO),
        (("toy",), ("no-export",), Truth.UNKNOWN),
        (("toy", "no-export"), ("no-export",), Truth.YES),
        (("export",), ("no-export", "toy"), Truth.UNKNOWN),
        (("export", "sold"), ("no-export", "toy"), Truth.UNKNOWN),
        (("export", "toy"), ("sold", "no-export"), Truth.UNKNOWN),
    ],
)
def test_a_word_says_nothing_of_another_matter(
    given: tuple[str, ...], wanted: tuple[str, ...], truth: Truth
) -> None:
    reason = holds(FactIs(fact="item", values=wanted), FactSheet.of({"item": given}), ASPECTS)
    assert reason.truth is truth
    assert reason.code == {"yes": "fact.is", "no": "fact.is-not", "unknown": "fact.silent"}[truth.value]
    assert reason.fact == "item"
