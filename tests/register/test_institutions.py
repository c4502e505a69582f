"""Is the Financial Administration Act carried over whole, and does every list give the role it stands for?"""

from collections import Counter

import pytest

from phaseout.domain.cite import EvidenceGrade
from phaseout.domain.institution import Institution
from phaseout.register.query import Register

ACT = "financial-administration-act"
LINES = {
    "Schedule I": 23, "Schedule I.1": 57, "Schedule II": 20, "Schedule III, Part I": 32,
    "Schedule III, Part II": 2, "Schedule IV": 61, "Schedule V": 26, "s. 85(1)": 1, "s. 85(1.01)": 1,
    "s. 85(1.1)": 4, "s. 85(1.2)": 1,
}  # fmt: skip
"""Lines of each list in the consolidation current to 2026-05-26."""
ROLE = {
    "Schedule I": "ca/federal-department", "Schedule I.1": "ca/federal-department",
    "Schedule II": "ca/departmental-corporation", "Schedule III, Part I": "ca/crown-corporation",
    "Schedule III, Part II": "ca/crown-corporation", "Schedule V": "ca/separate-agency",
}  # fmt: skip
SECTION_85 = {
    "Bank of Canada", "Canada Pension Plan Investment Board", "Canada Council for the Arts",
    "Canadian Broadcasting Corporation", "International Development Research Centre",
    "National Arts Centre Corporation", "Telefilm Canada",
}  # fmt: skip
ONLY_IV = {
    "Communication Canada", "Director of Soldier Settlement", "The Director, The Veterans’ Land Act",
    "Energy Supplies Allocation Board", "International Joint Commission (Canadian Section)",
    "Office of the Superintendent of Bankruptcy", "Prairie Farm Rehabilitation Administration",
    "Staff of the Supreme Court",
    ("The portion of the federal public administration in the Office of the Chief Electoral Officer in which "
     "the employees referred to in section 509.3 of the Canada Elections Act occupy their positions"),
}  # fmt: skip


@pytest.fixture(scope="module")
def institutions() -> dict[str, Institution]:
    return dict(Register.open().institutions)


def lists(institution: Institution) -> list[str]:
    """Return the lists that name it, without the Act or order that put it there."""
    return [line.place.partition(" (")[0] for line in institution.listed]


def test_every_line_of_every_list_is_there(institutions: dict[str, Institution]) -> None:
    assert Counter(place for one in institutions.values() for place in lists(one)) == LINES
    assert len(institutions) == 153


def test_every_line_is_read_in_the_act_itself(institutions: dict[str, Institution]) -> None:
    firsts = {line.cite[0] for one in institutions.values() for line in one.listed}
    assert {(cite.source, cite.grade) for cite in firsts} == {(ACT, EvidenceGrade.OFFICIAL)}


def test_every_name_and_note_stands_in_both_languages(institutions: dict[str, Institution]) -> None:
    for one in institutions.values():
        assert one.name.en, one.id
        assert one.name.fr, one.id
        assert one.note is None or one.note.fr, one.id
    same = {one.name.en for one in institutions.values() if one.name.en == one.name.fr}
    assert same == {"Communication Canada", "VIA Rail Canada Inc."}


def test_each_list_gives_the_role_it_stands_for(institutions: dict[str, Institution]) -> None:
    for one in institutions.values():
        for place, line in zip(lists(one), one.listed, strict=True):
            if place in ROLE:
                assert line.role == ROLE[place], one.id


def test_roles_of_several_lists_add_up(institutions: dict[str, Institution]) -> None:
    assert institutions["ca/canada-revenue-agency"].roles == (
        "ca/departmental-corporation",
        "ca/separate-agency",
    )
    assert institutions["ca/national-capital-commission"].roles == (
        "ca/crown-corporation",
        "ca/separate-agency",
    )


def test_schedule_iv_gives_a_role_only_where_no_other_list_does(institutions: dict[str, Institution]) -> None:
    alone = {one.name.en for one in institutions.values() if set(lists(one)) == {"Schedule IV"}}
    assert alone == ONLY_IV
    for one in institutions.values():
        given = [line for place, line in zip(lists(one), one.listed, strict=True) if place == "Schedule IV"]
        if one.name.en in ONLY_IV:
            (line,) = given
            assert line.role == "ca/federal-department"
            assert line.cite[-1].grade is EvidenceGrade.INFERENCE
        else:
            assert all(line.role is None for line in given), one.id


def test_the_border_agency_stands_twice_in_schedule_iv(institutions: dict[str, Institution]) -> None:
    agency = institutions["ca/canada-border-services-agency"]
    assert lists(agency) == ["Schedule II", "Schedule IV", "Schedule IV"]
    assert agency.roles == ("ca/departmental-corporation",)


def test_section_85_takes_seven_out_and_says_why_in_both_languages(
    institutions: dict[str, Institution],
) -> None:
    taken = [one for one in institutions.values() if "ca/crown-corporation-s85" in one.roles]
    assert {one.name.en for one in taken} == SECTION_85
    for one in taken:
        assert one.roles == ("ca/crown-corporation-s85",)
        assert one.note is not None
        assert "section 89" in one.note.en
        assert "article 89" in (one.note.fr or "")
        assert {cite.at for cite in one.cite} == {one.listed[0].place, "s. 89", "ss. 89.2 to 89.7"}


def test_titles_and_abbreviations_are_called_what_they_are(institutions: dict[str, Institution]) -> None:
    grades = {
        cite.grade
        for one in institutions.values()
        for names in one.also
        for cite in names.cite
        if cite.source != ACT
    }
    assert grades == {EvidenceGrade.BACKGROUND}
