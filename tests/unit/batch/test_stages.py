"""Does a header say the same document to a screening as to a survey, and is each line answered alike?"""

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from phaseout.batch import RulePack
from phaseout.batch.reading import uses_of_orders
from phaseout.batch.runs import Job, run
from phaseout.batch.table import open_table
from phaseout.domain.determination import GRAVEST_FIRST
from phaseout.domain.facts import Context
from phaseout.intake.order.order_fields import NAMES, OrderField
from phaseout.intake.order.order_line import OrderDocument
from phaseout.register.query import Register
from phaseout.survey import survey

DAY = date(2026, 11, 26)
HEADERS = {
    "Order number": "order",
    "Quote number": "quote",
    "Invoice number": "invoice",
    "Contract number": "contract",
    "Tender number": "tender",
    "Delivery note number": "delivery",
    "Credit note number": "credit-note",
    "Product code": "quote",
}
FOREIGN = {
    "No de note de crédit": "credit-note",
    "Nº du bon de livraison": "delivery",
    "No d'appel d'offres": "tender",
    "Gutschriftsnummer": "credit-note",
    "Lieferschein-Nr.": "delivery",
    "Ausschreibungsnummer": "tender",
    "Número de nota de crédito": "credit-note",
    "Nº de albarán": "delivery",
    "Número de licitación": "tender",
}
LINES = [
    "Q;1;2026-11-01;ABC;Hikvision DS-2CD2143G2-I dome camera;2;10",
    "Q;2;2019-01-01;ABC;Hikvision DS-2CD2143G2-I dome camera;2;10",
    "Q;3;;ABC;Hikvision DS-2CD2143G2-I dome camera;2;10",
    "Q;4;2025-06;ABC;Hikvision DS-2CD2143G2-I dome camera;-2;10",
    "Q;5;2026-11-01;ABC;toner;2;10",
]


def written(path: Path, title: str) -> Path:
    path.write_text(f"{title};Line;Date;Supplier;Description;Quantity;Unit price\n" + "\n".join(LINES) + "\n")
    return path


@pytest.mark.parametrize(("title", "document"), HEADERS.items())
def test_a_screening_takes_the_document_from_the_header_as_a_survey_does(
    title: str, document: str, register: Register, tmp_path: Path
) -> None:
    source, context = written(tmp_path / "lines.csv", title), Context(roles=("ca/federal-department",))
    uses = uses_of_orders(open_table(source).titles, ())
    assert uses.document == document
    rules = RulePack.of(register, context, DAY).of_lines_in(uses.document)
    job = Job(source=source, target=tmp_path / "out.parquet", rules=rules, uses=uses)
    run(job)
    screened = pq.read_table(job.target).column("outcome").to_pylist()
    surveyed = {}
    for asset in survey([str(source)], register, context, DAY).assets():
        assert asset.purchase is not None
        assert asset.purchase.document == document
        assert asset.purchase.line is not None
        outcomes = {one.outcome for one in asset.every_answer}
        gravest = next((one for one in GRAVEST_FIRST if one in outcomes), None)
        surveyed[asset.purchase.line] = gravest and gravest.value
    assert {str(number): outcome for number, outcome in enumerate(screened, 1)} == surveyed


@pytest.mark.parametrize(("title", "document"), FOREIGN.items())
def test_a_number_is_known_by_its_name_in_other_languages(title: str, document: str) -> None:
    assert uses_of_orders([title, "Line", "Description", "Quantity"], ()).document == document


@pytest.mark.parametrize("field", [OrderField.TENDER_NO, OrderField.DELIVERY_NO, OrderField.CREDIT_NO])
def test_every_name_of_a_number_is_of_its_document_alone(field: OrderField) -> None:
    of_field = {
        OrderField.TENDER_NO: OrderDocument.TENDER,
        OrderField.DELIVERY_NO: OrderDocument.DELIVERY,
        OrderField.CREDIT_NO: OrderDocument.CREDIT_NOTE,
    }
    for name in filter(None, map(str.strip, NAMES[field].split(","))):
        titles = [" ".join(name.split()), "Line", "Description", "Quantity"]
        assert uses_of_orders(titles, ()).document == of_field[field].value, name


@pytest.mark.parametrize(
    ("beside", "document"),
    [("Invoice number", "invoice"), ("PO number", "order"), ("Contract number", "contract")],
)
@pytest.mark.parametrize("title", ["Credit note number", "Delivery note number", "Tender number", "Quote no"])
def test_a_ledger_that_names_other_documents_beside_its_own_says_what_was_bought(
    title: str, beside: str, document: str
) -> None:
    titles = [title, beside, "Line", "Description", "Quantity"]
    assert uses_of_orders(titles, ()).document == document


def test_a_column_of_documents_comes_before_the_header(register: Register, tmp_path: Path) -> None:
    source = tmp_path / "lines.csv"
    source.write_text(
        "Invoice number;document;Line;text;Quantity\n"
        "1;credit-note;1;Hikvision DS-2CD2143G2-I camera;1\n1;;2;Hikvision DS-2CD2143G2-I camera;1\n"
    )
    uses = uses_of_orders(open_table(source).titles, ())
    rules = RulePack.of(register, Context(roles=("ca/federal-department",)), DAY).of_lines_in(uses.document)
    job = Job(source=source, target=tmp_path / "out.parquet", rules=rules, uses=uses)
    run(job)
    assert pq.read_table(job.target).column("outcome").to_pylist() == [None, "applies"]


def test_a_table_that_is_none_of_purchases_names_no_document() -> None:
    assert uses_of_orders(["text"], ()).document == ""
    assert uses_of_orders(["Vendor number", "Vendor name", "Country"], ()).document == ""
