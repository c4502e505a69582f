"""Do the cases come out as they are written?"""

from datetime import date

import pytest

from phaseout.domain.determination import Outcome
from phaseout.domain.measure import Duty
from phaseout.domain.problem import RegisterError
from phaseout.register.case import Case, Expected
from phaseout.register.cases import read_cases


def test_a_case_comes_out_with_its_facts_as_lists(book):
    first, second, third = read_cases(book.directory)
    assert first == Case(
        name="A ministry may not use a camera it bought after the day",
        name_fr=None,
        roles=("xx/ministry",),
        facts={
            "purpose": ("public-safety",),
            "kind": ("camera",),
            "acquired": ("2024-02-01",),
            "maker": ("acme",),
        },
        as_of=date(2024, 6, 1),
        measure="xx/acme-ban",
        act="use",
        expect=Expected(outcome=Outcome.APPLIES, duty=Duty.PROHIBIT, clause="new"),
        parts=(),
        hard=None,
        where=f"{book.directory}/cases/acme.yml:1",
    )
    assert second.expect == Expected(outcome=Outcome.DOES_NOT_APPLY)
    assert third.expect.questions == ("acquired",)


def test_a_fact_with_a_hyphen_or_a_keyword_for_a_name_comes_out_under_it(book):
    book.edit(
        "cases/acme.yml",
        "given: {roles: [xx/town], maker: acme}",
        "given: {roles: [xx/town], class: [uk-sensitive], removal-planned: 2027-01-01, item: ec2}",
    )
    assert read_cases(book.directory)[1].facts == {
        "class": ("uk-sensitive",),
        "removal-planned": ("2027-01-01",),
        "item": ("ec2",),
    }


def test_cases_that_do_not_read_are_named_by_their_line(book):
    book.edit("cases/acme.yml", "outcome: does-not-apply", "outcome: nothing")
    with pytest.raises(RegisterError, match=r"acme\.yml:12: expect\.outcome"):
        read_cases(book.directory)
