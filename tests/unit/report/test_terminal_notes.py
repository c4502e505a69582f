"""Is no clause of a long reason lost, and is it said once?"""

from phaseout.report.language import Language
from phaseout.report.terminal_notes import WHOLE, Notes

EN = Language("en")
LONG = "It may bind this role: " + "Crown corporation " * 12 + "and section 85 decides."


def test_a_short_reason_stands_in_its_cell() -> None:
    notes = Notes(is_needed=True)
    assert notes.in_cell("x" * WHOLE, EN) == "x" * WHOLE
    assert list(notes.lines(80, EN)) == []


def test_the_whole_of_a_long_reason_stands_in_one_note_however_often_it_is_given() -> None:
    notes = Notes(is_needed=True)
    cell = notes.in_cell(LONG, EN)
    assert cell.startswith("It may bind this role: Crown corporation")
    assert cell.endswith("… (note 1)")
    assert notes.in_cell(LONG, EN) == cell
    lines = list(notes.lines(80, EN))
    assert " ".join(line.strip() for line in lines) == f"note 1: {LONG}"
    assert all(len(line) <= 80 for line in lines)
    assert list(notes.lines(80, EN)) == []
    assert notes.in_cell(f"{LONG} No.", EN).endswith("(note 2)")


def test_a_row_that_is_a_list_has_room_for_anything() -> None:
    assert Notes(is_needed=False).in_cell(LONG, EN) == LONG
