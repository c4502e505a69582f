"""What the process that parses a PDF says of the lines of a page and where their pieces stand."""

import sys
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader, _text_extraction

from phaseout.intake.quote import pdf_text

QUOTE = Path(__file__).parents[2] / "fixtures" / "pdf" / "quote.pdf"


def first_page() -> PageObject:
    return PdfReader(QUOTE).pages[0]


def test_the_lines_are_those_of_the_public_layout_mode() -> None:
    page = first_page()
    text = page.extract_text(extraction_mode="layout", layout_mode_strip_rotated=False)
    laid_out = [line for line in map(pdf_text.row, text.split("\n")) if line]
    assert [line for line, _ in pdf_text.placed_lines(page)] == laid_out


def test_each_piece_of_a_line_has_its_place() -> None:
    _, pieces = pdf_text.placed_lines(first_page())[3]
    assert [text for *_, text in pieces][:2] == ["1", "DS-2CD2143G2-I"]
    left, right, down, height, _ = pieces[1]
    assert (left, down, height) == (30, -720, 9)
    assert 60 < right - left < 90


def test_a_version_without_the_parts_of_the_layout_mode_gives_lines_without_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    placed = pdf_text.placed_lines(first_page())
    monkeypatch.delattr(_text_extraction, "_layout_mode")
    monkeypatch.setitem(sys.modules, "pypdf._text_extraction._layout_mode", None)
    lines = pdf_text.placed_lines(first_page())
    assert [line for line, _ in lines] == [line for line, _ in placed]
    assert not any(pieces for _, pieces in lines)
