"""Is it said what nobody looked at for long, and what claims to know the future?"""

from datetime import date

import pytest

from phaseout.register.source_date import first_day

ADDRESSES = "addresses/false-friends.yaml"
SOURCES = "sources/all.yaml"


def found(book, today=date(2026, 11, 23)):
    return [(fault.is_notice, fault.message) for fault in book.faults(today=today)]


def test_a_list_of_address_blocks_that_was_read_long_ago_gets_a_notice(book):
    book.edit(ADDRESSES, "retrieved: 2026-08-26", "retrieved: 2025-11-22")
    assert found(book) == [(True, "the blocks of Acme Scales were read on 2025-11-22, 366 days ago")]


def test_a_source_that_was_read_long_ago_gets_a_notice(book):
    book.edit(SOURCES, "date: 2024}", "date: 2024, retrieved: 2025-11-22}")
    assert found(book) == [(True, "gazette was read on 2025-11-22, 366 days ago")]


def test_sources_of_unknown_age_are_counted_once_a_file(book):
    book.write(
        SOURCES, "- {id: gazette, title: G}\n- {id: capture, title: C}\n- {id: dated, title: D, date: 2024}\n"
    )
    assert found(book) == [(True, "2 of 3 sources here say neither their date nor when they were read")]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "measures/xx/acme-ban.yaml",
            "through: 2026-10-31",
            "through: 2026-11-24",
            "is checked through 2026-11-24",
        ),
        (ADDRESSES, "retrieved: 2026-08-26", "retrieved: 2027-01-01", "were read on 2027-01-01"),
        (SOURCES, "date: 2024}", "date: 2024, retrieved: 2026-12-01}", "gazette was read on 2026-12-01"),
        (SOURCES, "date: 2024}", "date: 2027}", "gazette is dated 2027, which is still to come"),
        (SOURCES, "date: 2024}", "date: about 2024}", "a source is dated YYYY, YYYY-MM or YYYY-MM-DD"),
        (SOURCES, "date: 2024}", "date: 2024-13}", "the calendar has no day 2024-13"),
    ],
)
def test_what_is_dated_in_the_future_or_not_at_all_is_a_fault(book, name, old, new, said):
    book.edit(name, old, new)
    ((is_notice, message),) = found(book)
    assert not is_notice
    assert said in message


def test_a_document_is_as_old_as_its_date_allows():
    days = [first_day(written) for written in ("2024-05-03", "2024-05", "2024")]
    assert days == [date(2024, 5, 3), date(2024, 5, 1), date(2024, 1, 1)]
