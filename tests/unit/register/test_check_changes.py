"""Is what differs from the edition before in the change log, with its period, whom it affects and its grounds?"""

import pytest

from phaseout.register.compile import build_register
from phaseout.register.fault import Level

BAN = "measures/xx/acme-ban.yaml"
LOG = "CHANGELOG.md"
NEXT = "# Changes\n\n## 2026.12.01\n\n{}\n## 2026.11.23\nFirst.\n"
SAID = "* xx/acme-ban: the clause speaks of renting too. Period: from 2024-01-01. Affects: xx/ministry, xx/school.\n"
STEP = "  - {on: 2023-12-21, state: in-force,"
SOURCES = """\
- {id: gazette, title: Official gazette, date: 2024, retrieved: 2026-11-20}
- {id: capture, title: Captures of our own, date: 2024-05}
- {id: herald, title: The Herald, publisher: Herald, date: 2026-11, retrieved: 2026-11-20}
- {id: herald-2, title: The Herald again, publisher: Herald, date: 2026-11, retrieved: 2026-11-20}
- {id: times, title: The Times, publisher: Times, date: 2026-11, retrieved: 2026-11-20}
- {id: blog, title: A blog, date: 2026-11}
"""


@pytest.fixture
def previous(book, tmp_path):
    """The edition before; the book is the one after it, changed in one clause."""
    target = tmp_path / "previous.json"
    build_register(book.directory, target)
    book.write("EDITION", "2026.12.01\n")
    book.write(LOG, NEXT.format(""))
    return target


def messages(book, previous=None):
    return [fault.message for fault in book.faults(previous)]


def test_a_measure_that_differs_and_is_not_in_the_change_log_is_a_fault_with_the_line_to_write(
    book, previous
):
    book.edit(BAN, "Not to be used", "Not to be used or rented")
    (fault,) = book.faults(previous)
    assert fault.level is Level.CONTINUITY
    assert (fault.file, fault.line) == (str(book.directory / LOG), book.line(LOG, "## 2026.12.01"))
    assert fault.message == (
        "xx/acme-ban differs from edition 2026.11.23 and nothing is said of it: "
        "'* xx/acme-ban: …. Period: from 2023-01-01. Affects: xx/ministry, xx/school.'"
    )


@pytest.mark.parametrize(
    "said",
    [
        SAID,
        SAID.replace("speaks of", "speaks\n  of"),
        SAID.replace("* xx/acme-ban", "- `xx/acme-ban`"),
        SAID.replace("from 2024-01-01", "from 2024-01-01 to 2024-06-30"),
        SAID.replace("from 2024-01-01", "from 2024-01-01; the second clause from 2025-01-01"),
        "* xx/acme-ban: a word is spelt right. Period: none. Affects: nobody.\n",
    ],
)
def test_a_measure_that_is_in_the_change_log_may_differ(book, previous, said):
    book.edit(BAN, "Not to be used", "Not to be used or rented")
    book.write(LOG, NEXT.format(said))
    assert messages(book, previous) == []


def test_a_line_of_an_older_edition_says_nothing_of_this_one(book, previous):
    book.edit(BAN, "Not to be used", "Not to be used or rented")
    book.write(LOG, NEXT.format("") + SAID)
    assert len(messages(book, previous)) == 1


def test_a_new_measure_has_to_be_said_too(book, previous):
    text = (book.directory / BAN).read_text().replace("xx/acme-ban", "xx/new-ban")
    book.write("measures/xx/new-ban.yaml", text)
    cases = (book.directory / "cases/acme.yml").read_text()
    book.write("cases/new.yml", cases.replace("xx/acme-ban", "xx/new-ban"))
    (said,) = messages(book, previous)
    assert said.startswith("xx/new-ban is new and nothing is said of it: '* xx/new-ban: ")


def test_looking_again_is_no_change_of_law(book, previous):
    book.edit(BAN, "through: 2026-10-31", "through: 2026-11-20")
    assert messages(book, previous) == []


def test_what_binds_nobody_gets_a_line_that_affects_nobody(book, previous):
    binds = "binds: [{role: xx/ministry, cite: [{source: gazette, at: s. 1, grade: O}]}]\n"
    book.edit(BAN, binds, "")
    text = (book.directory / BAN).read_text()
    start, end = text.index("binds-perhaps"), text.index("covers:\n")
    book.write(BAN, text[:start] + text[end:])
    found = [said for said in messages(book, previous) if "nothing is said" in said]
    assert found[0].endswith("'* xx/acme-ban: …. Period: none. Affects: nobody.'")


@pytest.mark.parametrize(
    ("said", "level", "message"),
    [
        (
            "* xx/acme-ban: something changed.\n",
            Level.SHAPE,
            "what changed in xx/acme-ban is written '* MEASURE",
        ),
        (SAID.replace("Affects: xx/ministry, xx/school.", ""), Level.SHAPE, "what changed in xx/acme-ban"),
        (SAID.replace("2024-01-01", "2024-13-01"), Level.SHAPE, "the calendar has no day 2024-13-01"),
        (SAID.replace("2024-01-01", "January"), Level.SHAPE, "a day is written YYYY-MM-DD"),
        (
            SAID.replace("2024-01-01", "2024-01-01 to 2023-01-01"),
            Level.SHAPE,
            "the period ends on 2023-01-01",
        ),
        (SAID.replace("from 2024-01-01", "none"), Level.SHAPE, "no period means that nobody is affected"),
        (SAID.replace("xx/ministry, xx/school", "nobody"), Level.SHAPE, "no period means that nobody"),
        (SAID.replace("xx/school", "xx/abbey"), Level.REFERENCES, "there is no role 'xx/abbey'"),
        (SAID.replace("acme-ban", "emca-ban"), Level.REFERENCES, "there is no measure or list 'xx/emca-ban'"),
    ],
)
def test_a_line_that_does_not_say_when_and_for_whom_is_a_fault_where_it_stands(book, said, level, message):
    book.write(LOG, f"# Changes\n\n## 2026.11.23\n\n{said}")
    (fault,) = book.faults()
    assert (fault.level, fault.line) == (level, 5)
    assert message in fault.message


def test_other_lines_of_the_change_log_are_free(book):
    book.write(LOG, "## 2026.11.23\n\n* Brands: forty more.\n* See https://example.org/xx/acme: read it.\n")
    assert messages(book) == []


def test_the_edition_before_may_be_a_folder(book, previous, tmp_path):
    before = type(book)(tmp_path / "before")
    assert messages(book, before.directory) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: named\n", "id: names\n", "'named' among the covers of xx/acme-ban"),
        ("id: new\n", "id: newer\n", "'new' among the clauses of xx/acme-ban"),
        ("id: leased\n", "id: rented\n", "'leased' among the exemptions of xx/acme-ban"),
    ],
)
def test_an_id_inside_a_measure_that_vanished_is_a_fault_in_its_file(book, previous, old, new, said):
    book.edit(BAN, old, new)
    found = [fault for fault in book.faults(previous) if fault.message.startswith(said)]
    assert [fault.file for fault in found] == [str(book.directory / BAN)]
    assert found[0].message.endswith("of edition 2026.11.23 has vanished; ids are kept")


def test_a_thing_of_the_law_that_vanished_is_a_fault(book, previous):
    book.edit("vocabulary/kinds.yaml", "[telecommunication]", "[telecoms]")
    (fault,) = book.faults(previous)
    assert fault.message.startswith("the thing 'telecommunication' of edition")
    assert fault.line == 2


@pytest.mark.parametrize(
    ("cites", "said"),
    [
        ("{source: gazette, grade: O}", []),
        ("{source: herald, grade: S}, {source: times, grade: S}", []),
        ("{source: herald, grade: S}", ["rests neither on an official source nor on two"]),
        ("{source: herald, grade: S}, {source: herald-2, grade: S}", ["rests neither on an official source"]),
        ("{source: herald, grade: S1}, {source: times, grade: S1}", ["rests neither on an official source"]),
        ("{source: blog, grade: O}", ["rests on 'blog', which does not say when it was read ('retrieved')"]),
        (
            "{source: herald, grade: S}, {source: blog, grade: S}",
            ["rests on 'blog', which does not say when"],
        ),
    ],
)
def test_a_new_state_of_a_measure_needs_good_sources_that_say_when_they_were_read(
    book, previous, cites, said
):
    book.write("sources/all.yaml", SOURCES)
    book.write(LOG, NEXT.format(SAID))
    book.edit(BAN, STEP, f"  - {{on: 2023-06-01, state: suspended, cite: [{cites}]}}\n{STEP}")
    found = [fault.message for fault in book.faults(previous) if fault.level is Level.CONTINUITY]
    assert len(found) == len(said)
    for message, part in zip(found, said, strict=True):
        assert message.startswith("the new step of 2023-06-01 (suspended) ")
        assert part in message


def test_that_nobody_knows_the_state_needs_no_source(book, previous):
    book.write(LOG, NEXT.format(SAID))
    unknown = "  - {on: 2023-06-01, state: unverified, cite: [{source: gazette, grade: '?'}]}\n"
    book.edit(BAN, STEP, unknown + STEP)
    assert messages(book, previous) == []
