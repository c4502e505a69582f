"""Does each state of a measure rest on something that was read, and is it said where that is one report alone?"""

from datetime import date

import pytest

from phaseout.domain.problem import RegisterError
from phaseout.register import Register
from phaseout.register.fault import Level

BAN = "measures/xx/acme-ban.yaml"
STEP = "state: made, cite: [{source: gazette, grade: O}]"
SOURCES = """\
- {id: gazette, title: Official gazette, date: 2024}
- {id: capture, title: Captures of our own, date: 2024-05}
- {id: herald, title: The Herald, publisher: Herald, date: 2024}
- {id: herald-2, title: The Herald again, publisher: Herald, date: 2024}
- {id: times, title: The Times, publisher: Times, date: 2024}
"""


def with_cites(book, *cites, state="made"):
    book.write("sources/all.yaml", SOURCES)
    written = ", ".join(f"{{source: {source}, grade: {grade}}}" for source, grade in cites)
    book.edit(BAN, STEP, f"state: {state}, cite: [{written}]")
    return book.faults()


@pytest.mark.parametrize("grade", ["S1", "BK", "'?'", "C", "I", "M"])
def test_a_state_nobody_read_of_is_a_fault_and_shuts_the_register(book, grade):
    grounds = [fault for fault in with_cites(book, ("herald", grade)) if not fault.is_notice]
    (fault,) = grounds
    assert (fault.level, fault.line) == (Level.SENSE, book.line(BAN, "- {on: 2023-01-01"))
    assert "that it is made on 2023-01-01 rests on grade " in fault.message
    assert fault.message.endswith("the state is 'unverified'")
    with pytest.raises(RegisterError, match="the state is 'unverified'"):
        Register.open(book.directory)


@pytest.mark.parametrize("state", ["unverified", "no-measure-found"])
def test_an_open_state_claims_nothing_that_would_have_to_be_read(book, state):
    faults = with_cites(book, ("herald", "'?'"), state=state)
    assert [fault.message for fault in faults if "on 2023-01-01" in fault.message] == []


@pytest.mark.parametrize(
    ("cites", "alone"),
    [
        ([("herald", "S")], True),
        ([("herald", "S"), ("gazette", "C")], True),
        ([("herald", "S"), ("times", "S1")], True),
        ([("herald", "S"), ("herald-2", "S")], True),
        ([("herald", "S"), ("times", "S")], False),
        ([("herald", "S"), ("gazette", "O")], False),
        ([("gazette", "O")], False),
    ],
)
def test_a_state_that_one_publisher_alone_reports_gets_a_notice_and_opens(book, cites, alone):
    faults = with_cites(book, *cites)
    said = "xx/acme-ban rests on one secondary source alone: made on 2023-01-01"
    assert [(fault.level, fault.is_notice, fault.message) for fault in faults] == (
        [(Level.GROUNDS, True, said)] if alone else []
    )
    assert Register.open(book.directory).measures["xx/acme-ban"].timeline.at(date(2023, 1, 1))


def test_notices_come_after_every_fault_of_the_register(book):
    book.edit(BAN, "through: 2026-10-31", "through: 2025-10-31")
    book.edit(BAN, "duty: prohibit", "duty: forbid")
    assert [fault.level for fault in with_cites(book, ("herald", "S"))] == [
        Level.SHAPE, Level.GROUNDS, Level.FRESHNESS,
    ]  # fmt: skip
