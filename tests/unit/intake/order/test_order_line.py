"""What one line of a purchase becomes, whatever format it came in."""

from dataclasses import replace

from phaseout.domain.observation import Observation, Reading, Subject, Unread
from phaseout.intake.order.order_book import OrderBook
from phaseout.intake.order.order_line import OrderDocument, OrderLine
from phaseout.intake.order.order_values import LONGEST_VALUE

LINE = OrderLine(
    locator="line 7, OrderLine 1",
    document=OrderDocument.ORDER,
    number="PO-1",
    line="3",
    buyer="City",
    supplier="Seller Ltd",
    supplier_names=("Seller", "Seller Ltd"),
    supplier_identifiers=("duns:123456789",),
    texts=("Dome camera", "4 MP"),
    manufacturer="Maker",
    brand="Brand",
    part_numbers=("P-1",),
    skus=("S-1",),
    codes=("unspsc:46171610",),
    quantity="12.500",
    unit="EA",
    amount="100.00",
    currency="cad",
    date="2024-03-18",
    origin="cn",
    serials=("X1", "X2"),
    site="City hall",
)


def entered(*lines: OrderLine) -> list[Reading]:
    book = OrderBook()
    return [reading for line in lines for reading in book.enter(line)]


def said(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(r.trait, r.value) for r in readings if isinstance(r, Observation)]


def why(readings: list[Reading]) -> list[str]:
    return [r.why for r in readings if isinstance(r, Unread)]


def test_a_line_says_all_it_holds_of_one_asset_at_one_place() -> None:
    readings = entered(LINE)
    assert said(readings) == [
        ("order.document", "order"),
        ("order.number", "PO-1"),
        ("order.line", "3"),
        ("order.buyer", "City"),
        ("order.supplier", "Seller Ltd"),
        ("order.supplier", "Seller"),
        ("order.supplier-identifier", "duns:123456789"),
        ("order.text", "Dome camera"),
        ("order.text", "4 MP"),
        ("order.manufacturer", "Maker"),
        ("order.brand", "Brand"),
        ("order.part-number", "P-1"),
        ("order.sku", "S-1"),
        ("order.code", "unspsc:46171610"),
        ("order.serial", "X1"),
        ("order.serial", "X2"),
        ("order.quantity", "12.5 EA"),
        ("order.amount", "100.00 CAD"),
        ("order.date", "2024-03-18"),
        ("order.origin", "CN"),
    ]
    assert why(readings) == []
    seen = [r for r in readings if isinstance(r, Observation)]
    assert {r.subject for r in seen} == {Subject("line 7, OrderLine 1", "PO-1/3", "City hall")}
    assert {r.locator for r in seen} == {"line 7, OrderLine 1"}


def test_a_line_does_not_say_what_kind_of_thing_it_is() -> None:
    assert "asset.kind" not in dict(said(entered(LINE)))


def test_a_negative_quantity_stays_negative_and_needs_no_unit() -> None:
    assert ("order.quantity", "-3") in said(entered(replace(LINE, quantity="-3.000", unit="")))


def test_an_amount_without_a_currency_is_unread_and_nothing_is_guessed() -> None:
    readings = entered(replace(LINE, currency=""))
    assert "order.amount" not in dict(said(readings))
    assert why(readings) == ["amount 100.00 without a currency"]
    assert why(entered(replace(LINE, currency="C$"))) == ["amount 100.00 of currency “C$”, which is none"]


def test_what_is_no_number_no_day_and_no_country_is_unread() -> None:
    odd = replace(LINE, quantity="twelve", amount="1e999999999", date="2024-02-30", origin="CHN")
    readings = entered(odd)
    assert {"order.quantity", "order.amount", "order.origin"}.isdisjoint(dict(said(readings)))
    assert ("order.date", "2024-02-30") in said(readings), "that there is a date is known, and not which"
    assert why(readings) == [
        "quantity “twelve” is no number",
        "amount “1e999999999” is no number",
        "date “2024-02-30” is no day of the calendar",
        "origin “CHN” is no country code of two letters",
    ]


def test_two_lines_of_one_number_are_two_things_and_the_second_has_no_ref() -> None:
    readings = entered(LINE, replace(LINE, locator="line 9, OrderLine 2"))
    subjects = dict.fromkeys(r.subject for r in readings if isinstance(r, Observation))
    assert [(subject.key, subject.ref) for subject in subjects] == [
        ("line 7, OrderLine 1", "PO-1/3"),
        ("line 9, OrderLine 2", None),
    ]
    assert why(readings) == ["line number “3” stands twice in document PO-1"]


def test_a_document_without_a_number_is_said_once_and_its_lines_have_no_ref() -> None:
    lines = [replace(LINE, number="", locator=f"line {n}", line=str(n)) for n in range(1, 4)]
    readings = entered(*lines)
    assert {r.subject.ref for r in readings if isinstance(r, Observation)} == {None}
    assert why(readings) == ["the document has no number"]


def test_the_only_line_of_a_contract_goes_by_the_number_of_the_contract() -> None:
    contract = replace(LINE, document=OrderDocument.CONTRACT, line="")
    readings = entered(contract, replace(contract, locator="line 8"))
    assert {r.subject.ref for r in readings if isinstance(r, Observation)} == {"PO-1", None}
    assert why(readings) == ["another line of document PO-1"]


def test_a_line_that_says_nothing_of_what_is_bought_is_unread() -> None:
    assert why(entered(replace(LINE, texts=("  ",), part_numbers=(), skus=()))) == [
        "the line does not say what is bought"
    ]


def test_the_start_of_a_text_without_end_is_kept() -> None:
    readings = entered(replace(LINE, texts=("x" * (LONGEST_VALUE + 1),)))
    assert ("order.text", "x" * LONGEST_VALUE) in said(readings)
    assert why(readings) == [
        f"a value of order.text longer than {LONGEST_VALUE} characters; its start is read"
    ]
