"""What labels say of a quote in PDF or Word: who sells, number, day and total, and where it stands."""

import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from phaseout.domain.observation import Observation, Reading, Unread
from phaseout.intake.order.order_line import OrderDocument
from phaseout.intake.quote import docx, pdf
from phaseout.intake.quote.labelled import Labelled, heading_of, total_of
from phaseout.intake.reader import SourceStream

FIXTURES = Path(__file__).parents[2] / "fixtures"
StreamOf = Callable[..., SourceStream]


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = spec_from_file_location("make_quotes", FIXTURES / "make_quotes.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def placed(*texts: str) -> list[tuple[str, str]]:
    return [(f"line {number}", text) for number, text in enumerate(texts, 1)]


def said(*texts: str, document: OrderDocument = OrderDocument.QUOTE) -> dict[str, str]:
    return {what.value: found.value for what, found in heading_of(placed(*texts), document).said.items()}


def of_line(readings: list[Reading], text: str) -> dict[str, tuple[str, str]]:
    key = next(r.subject.key for r in readings if isinstance(r, Observation) and text in r.value)
    return {
        r.trait: (r.value, r.locator) for r in readings if isinstance(r, Observation) and r.subject.key == key
    }


def test_a_pdf_says_who_sells_its_number_and_day_with_page_and_line(
    make: ModuleType, stream_of: StreamOf
) -> None:
    page = make.page(
        (50, 800, "QUOTATION"),
        (50, 780, "Supplier: Bluewater Security Supply LLC"),
        (350, 780, "Quote No: Q-2041"),
        (50, 760, "Quote date: October 12, 2026"),
        (50, 700, "Hikvision DS-2CD2143G2-I dome camera   12   199.00   2,388.00"),
        (50, 640, "Total: 2,628.00 CAD"),
    )
    readings = list(pdf.READER.read(stream_of(make.pdf([page]), name="q.pdf")))
    line = of_line(readings, "DS-2CD2143G2-I")
    assert line["order.supplier"] == ("Bluewater Security Supply LLC", "page 1, line 2")
    assert line["order.number"] == ("Q-2041", "page 1, line 2")
    assert line["order.date"] == ("2026-10-12", "page 1, line 3")
    assert "order.amount" not in line
    assert of_line(readings, "QUOTATION")["order.amount"] == ("2628.00 CAD", "page 1, line 5")
    assert not any(r.subject.ref for r in readings if isinstance(r, Observation))
    assert not any(isinstance(r, Unread) for r in readings)


def test_a_french_word_document_says_so_as_well(make: ModuleType, stream_of: StreamOf) -> None:
    body = (
        make.paragraph("Soumission")
        + make.rows(("Fournisseur :", "Sécurité Boréale inc."), ("N° de soumission", "S-88"))
        + make.paragraph("Date d’émission : 12 octobre 2026")
        + make.paragraph("Caméra Dahua IPC-HDW2431T")
        + make.paragraph("Total TTC : 1 234,50 $ CAD".replace("$ ", ""))
    )
    readings = list(docx.READER.read(stream_of(make.docx(body), name="q.docx")))
    line = of_line(readings, "IPC-HDW2431T")
    assert line["order.supplier"] == ("Sécurité Boréale inc.", "table 1, row 1")
    assert line["order.number"] == ("S-88", "table 1, row 2")
    assert line["order.date"] == ("2026-10-12", "paragraph 2")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vendor: ACME Ltd.", {"supplier": "ACME Ltd."}),
        ("Sold by: ACME Ltd.", {"supplier": "ACME Ltd."}),
        ("Vendu par : ACME ltée", {"supplier": "ACME ltée"}),
        ("Quote # 17-B", {"number": "17-B"}),
        ("Devis n° 17", {"number": "17"}),
        ("Numéro de la soumission : 17", {"number": "17"}),
        ("Date: 2026-10-12", {"date": "2026-10-12"}),
        ("Date du devis : 12 octobre 2026", {"date": "2026-10-12"}),
        ("Quote date  2026-10-12", {"date": "2026-10-12"}),
        ("Devise : CAD", {"currency": "CAD"}),
        # What follows says something else, or says nothing plainly.
        ("Quotation Q17", {}),
        ("PO Number: 4500012345", {}),
        ("Valid until: 2026-12-31", {}),
        ("Delivery date: 2026-12-31", {}),
        ("Due date: 2026-12-31", {}),
        ("Date d’échéance : 2026-12-31", {}),
        ("Vendor terms apply to this quote", {}),
        ("Quote no longer than thirty days valid", {}),
        ("Date  Description  Supplier", {}),
        ("Supplier:  Ship to:", {}),
        ("Example Integrator, 1 Main Street", {}),
    ],
)
def test_only_what_a_label_says_plainly_is_taken(text: str, expected: dict[str, str]) -> None:
    assert said(text) == expected


def test_a_label_alone_on_a_line_is_answered_by_the_next() -> None:
    assert said("Vendor:", "ACME Ltd.") == {"supplier": "ACME Ltd."}
    assert said("Vendor:", "Quote No: 17") == {"number": "17"}
    assert said("Vendor:  Ship to:", "ACME Ltd.  Depot 7") == {}


def test_on_an_invoice_the_number_is_the_invoices_and_not_the_orders() -> None:
    lines = ("Invoice No: 88", "PO Number: 45", "Order date: 2026-01-02", "Invoice date: 2026-02-03")
    assert said(*lines, document=OrderDocument.INVOICE) == {"number": "88", "date": "2026-02-03"}


def test_two_values_that_differ_are_none_and_that_is_told() -> None:
    heading = heading_of(placed("Quote No: 17", "Quote No: 18"), OrderDocument.QUOTE)
    assert heading.said == {}
    assert [fault.locator for fault in heading.faults] == ["line 2"]
    assert "several things of the number" in heading.faults[0].why


def test_a_day_that_may_be_two_is_none_and_that_is_told() -> None:
    heading = heading_of(placed("Date: 03/04/2026"), OrderDocument.QUOTE)
    assert heading.value(Labelled.DATE) == ""
    assert [(fault.locator, "may be" in fault.why) for fault in heading.faults] == [("line 1", True)]


def test_a_total_is_taken_where_one_is_told_with_its_currency() -> None:
    nothing = heading_of((), OrderDocument.QUOTE)
    in_dollars = heading_of(placed("Currency: CAD"), OrderDocument.QUOTE)
    assert total_of(placed("Subtotal: $10.00", "Total: $11.50"), in_dollars) == ("11.50", "CAD", "line 2")
    assert total_of(placed("Total: $11.50"), nothing) == ("", "", "")
    assert total_of(placed("Total: 11.50 CAD", "Total: 12.50 CAD"), nothing) == ("", "", "")
    assert total_of(placed("Total cameras: 12"), in_dollars) == ("", "", "")
