"""Shared lists, parts that count, papers owed and competing references: do they come out as written?"""

from datetime import date

import pytest

from phaseout.domain.cite import Text
from phaseout.domain.obligation import Deliverable, Scope, Statement, Term, Unit
from phaseout.domain.part import ComponentTest, PartKind
from phaseout.register import Register

BAN = "measures/xx/acme-ban.yaml"
LIST = """\
id: xx/listed
title: {en: Listed, fr: Inscrits}
jurisdiction: xx
cite: [{source: gazette, grade: O}]
entries:
  - id: early
    named: [other]
    relation: named-only
    things: [any]
    since: 2024-01-01
    cite: [{source: gazette, grade: O}]
  - id: withdrawn
    named: [holding]
    relation: control
    things: [any]
    since: 2025-02-13
    until: 2025-02-13
    cite: [{source: gazette, grade: S}]
"""
PARTS = """\
lists:
  - {list: xx/listed, cite: [{source: gazette, grade: O}]}
components:
  - id: chip
    test: chip
    parts: [chip, module]
    covers: [early]
    hosts: [video-surveillance]
    contested: yes
    text: {en: A chip, fr: Une puce}
    cite: [{source: gazette, grade: I}]
obligations:
  - id: report
    deliverable: report
    roles: [xx/ministry]
    within: {amount: 1, unit: business-days, after: {en: discovery, fr: la découverte}}
    since: 2024-01-01
    artefact: ndaa-889-one-day-report
    acts: [use]
    statement: {scope: held, about: {en: Using it, fr: L’utiliser}, denies: {en: It does not., fr: Non.}}
    text: {en: Report, fr: Signaler}
    cite: [{source: gazette, grade: O}]
citations:
  - {id: old, reference: Act 1, nature: codified, until: 2026-02-01, cite: [{source: gazette, grade: O}]}
  - {id: new, reference: Act 2, nature: deviation, since: 2026-01-01, cite: [{source: gazette, grade: S}]}
waivers: [{en: The minister, fr: Le ministre}]
notes: [{en: A note, fr: Une remarque}]
"""


@pytest.fixture
def extended(book):
    """Return the book with a shared list and a measure that has every kind of part."""
    book.write("lists/xx/listed.yaml", LIST)
    book.edit(BAN, "notes: [{en: A note, fr: Une remarque}]\n", PARTS)
    return book


def measure(book):
    return Register.open(book.directory).measures["xx/acme-ban"]


def test_the_entries_of_a_list_stand_among_the_coverages_with_their_days(extended):
    own, early, withdrawn = measure(extended).covers
    assert (own.id, own.listed_in) == ("named", None)
    assert (early.id, early.listed_in, early.since, early.until) == (
        "early", "xx/listed", date(2024, 1, 1), None,
    )  # fmt: skip
    assert withdrawn.since == withdrawn.until == date(2025, 2, 13)
    assert [entry.id for entry in Register.open(extended.directory).lists["xx/listed"].entries] == [
        "early", "withdrawn",
    ]  # fmt: skip


def test_an_obligation_rests_on_acts_of_its_measure(extended):
    line = extended.line(BAN, "acts: [use]\n    statement")
    extended.edit(BAN, "acts: [use]\n    statement", "acts: [procure]\n    statement")
    (fault,) = extended.faults()
    assert fault.message == "no clause of this measure regulates 'procure'"
    assert fault.line == line


def test_a_measure_may_take_some_entries_only(extended):
    extended.edit(BAN, "list: xx/listed,", "list: xx/listed, entries: [early],")
    assert [coverage.id for coverage in measure(extended).covers] == ["named", "early"]


def test_parts_papers_references_and_waivers_come_out(extended):
    found = measure(extended)
    (component,) = found.components
    assert (component.test, component.parts, component.is_contested) == (
        ComponentTest.CHIP, (PartKind.CHIP, PartKind.MODULE), True,
    )  # fmt: skip
    assert (component.covers, component.hosts) == (("early",), ("video-surveillance",))
    (obligation,) = found.obligations
    assert obligation.deliverable is Deliverable.REPORT
    assert obligation.within == Term(
        amount=1, unit=Unit.BUSINESS_DAYS, after=Text(en="discovery", fr="la découverte")
    )
    assert obligation.acts == ("use",)
    assert obligation.statement == Statement(
        scope=Scope.HELD,
        about=Text(en="Using it", fr="L’utiliser"),
        denies=Text(en="It does not.", fr="Non."),
    )
    assert [obligation.holds_on(day) for day in (date(2023, 12, 31), date(2024, 1, 1))] == [False, True]
    assert found.waivers == (Text(en="The minister", fr="Le ministre"),)


@pytest.mark.parametrize(
    ("day", "valid"),
    [
        (date(2025, 12, 31), ["Act 1"]),
        (date(2026, 1, 15), ["Act 1", "Act 2"]),
        (date(2026, 2, 1), ["Act 2"]),
    ],
)
def test_the_day_of_the_contract_picks_the_references(extended, day, valid):
    assert [citation.reference for citation in measure(extended).citations_on(day)] == valid


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("list: xx/listed", "list: xx/unlisted", "there is no list 'xx/unlisted'"),
        ("list: xx/listed,", "list: xx/listed, entries: [late],", "the list 'xx/listed' has no entry 'late'"),
        ("covers: [early]", "covers: [late]", "this measure has no coverage 'late'"),
        ("hosts: [video-surveillance]", "hosts: [cows]", "there is no thing 'cows'"),
        ("roles: [xx/ministry]", "roles: [xx/bank]", "there is no role 'xx/bank'"),
        ("id: new, reference", "id: old, reference", "'old' stands twice in citations"),
    ],
)
def test_a_part_that_leads_nowhere_is_blamed(extended, old, new, said):
    extended.edit(BAN, old, new)
    assert [fault.message for fault in extended.faults() if said in fault.message]


def test_two_coverages_of_one_name_are_blamed_wherever_they_come_from(extended):
    extended.edit("lists/xx/listed.yaml", "id: early", "id: named")
    messages = [fault.message for fault in extended.faults()]
    assert "this measure has a coverage 'named' already" in messages


def test_a_coverage_names_somebody_unless_it_means_any_maker(extended):
    extended.edit("lists/xx/listed.yaml", "relation: named-only", "relation: any-maker")
    assert [f.message for f in extended.faults() if "none where the relation is any-maker" in f.message]
