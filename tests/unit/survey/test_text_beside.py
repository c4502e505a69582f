"""What becomes of the headings and terms of a quote beside its lines?"""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from phaseout.domain.facts import Context
from phaseout.domain.observation import Observation
from phaseout.intake.quote import pdf
from phaseout.intake.source import FileStream
from phaseout.register.query import Register
from phaseout.survey import survey

from .conftest import DAY, Surveyed

FIXTURES = Path(__file__).parents[2] / "fixtures"
HEADING = "Quotation Q17-2026"
HEAD = "Description  Qty  Price"
TERMS = "We deliver within four weeks."
THING = "AXIS P3265-LVE network camera"
LINE = f"{THING}  2  499.00"


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = spec_from_file_location("make_quotes", FIXTURES / "make_quotes.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def page(make: ModuleType, *lines: str) -> bytes:
    """Return a page on which two blanks set cells of a line apart."""
    cells = [
        (50 + 150 * place, 780 - 20 * row, cell)
        for row, line in enumerate(lines)
        for place, cell in enumerate(line.split("  "))
    ]
    return bytes(make.page(*cells))


def surveyed(register: Register, path: Path, data: bytes) -> Surveyed:
    path.write_bytes(data)
    document = survey([str(path)], register, Context(roles=("us/federal-agency",)), DAY)
    return Surveyed(list(document.assets()), document.trailer())


def texts(found: Surveyed) -> list[str]:
    return [
        seen.value
        for asset in found.assets.values()
        for seen in asset.observations
        if seen.trait == "order.text"
    ]


def test_headings_and_terms_that_name_nothing_are_no_assets_and_are_counted(
    make: ModuleType, register: Register, tmp_path: Path
) -> None:
    data = make.pdf([page(make, HEADING, HEAD, LINE), page(make, TERMS)])
    found = surveyed(register, tmp_path / "quote.pdf", data)
    assert texts(found) == [THING]
    assert found.trailer.summary.assets == 1
    assert found.trailer.summary.beside == 2
    assert found.trailer.summary.unidentified == 0


def test_a_name_in_the_terms_stays_an_asset(make: ModuleType, register: Register, tmp_path: Path) -> None:
    terms = "The recorder may be replaced by one of Dahua."
    data = make.pdf([page(make, HEADING, HEAD, LINE), page(make, terms)])
    found = surveyed(register, tmp_path / "quote.pdf", data)
    assert texts(found) == [THING, terms]
    assert found.trailer.summary.beside == 1
    assert "undetermined" in found.trailer.summary.by_outcome or "applies" in found.trailer.summary.by_outcome


def test_two_lines_without_a_number_of_their_own_have_ids_of_their_own(
    make: ModuleType, register: Register, tmp_path: Path
) -> None:
    other = "Hikvision DS-2CD2143G2-I  3  99.00"
    found = surveyed(register, tmp_path / "quote.pdf", make.pdf([page(make, HEADING, LINE, other)]))
    assert len({asset.id for asset in found.assets.values()}) == 2
    assert texts(found) == [LINE, other]


def test_where_no_line_is_recognised_the_text_is_all_there_is_and_asks(
    make: ModuleType, register: Register, tmp_path: Path
) -> None:
    text = "We offer eight dome cameras and a recorder."
    found = surveyed(register, tmp_path / "quote.pdf", make.pdf([page(make, text)]))
    assert texts(found) == [text]
    assert found.trailer.summary.beside == 0


def test_beside_the_lines_of_a_word_document_it_is_the_same(
    make: ModuleType, register: Register, tmp_path: Path
) -> None:
    body = (
        make.paragraph(HEADING)
        + make.rows(("Description", "Qty"), ("AXIS P3265-LVE network camera", "2"))
        + make.paragraph(TERMS)
    )
    found = surveyed(register, tmp_path / "quote.docx", make.docx(body))
    assert texts(found) == ["AXIS P3265-LVE network camera | 2"]
    assert found.trailer.summary.beside == 2


def test_below_a_head_with_a_column_of_numbers_a_bare_number_makes_a_line(
    make: ModuleType, tmp_path: Path
) -> None:
    rows = (HEADING, "See clause  4", HEAD, "Dome camera, outdoor  4  199", "with mounting kit", "Total  199")
    path = tmp_path / "quote.pdf"
    path.write_bytes(make.pdf([page(make, *rows, "Page  1")]))
    with path.open("rb") as data, FileStream("quote.pdf", data, path) as stream:
        found = [one for one in pdf.READER.read(stream) if isinstance(one, Observation)]
    said = [(one.subject.is_beside, one.value) for one in found if one.trait == "order.text"]
    assert said[0] == (False, "Dome camera, outdoor")
    assert {value for is_beside, value in said if is_beside} == {*rows, "Page  1"} - {rows[3]}
