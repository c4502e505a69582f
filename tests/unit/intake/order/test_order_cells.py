"""Which numbers, countries and names of columns a table of purchases has."""

import pytest

from phaseout.intake.order.order_cells import country_of, decimal_mark, number_of
from phaseout.intake.order.order_fields import OrderField, field_of


@pytest.mark.parametrize(
    ("cell", "decimal", "expected"),
    [
        ("12", "", ("12", "")),
        ("1 234,50 $", "", ("1234.50", "")),
        ("1\u202f234,50 €", "", ("1234.50", "EUR")),
        ("CA$1,234.50", "", ("1234.50", "CAD")),
        ("USD 12.5", "", ("12.5", "USD")),
        ("1'234.50", "", ("1234.50", "")),
        ("1.234.567", "", ("1234567", "")),
        ("(12.00)", "", ("-12.00", "")),
        ("12.00-", "", ("-12.00", "")),
        ("-$5", "", ("-5", "")),
        ("\u22125", "", ("-5", "")),
        (".5", "", ("0.5", "")),
        ("0.125", "", ("0.125", "")),
        ("1,234", ".", ("1234", "")),
        ("1,234", ",", ("1.234", "")),
    ],
)
def test_numbers_are_read_as_people_write_them(cell: str, decimal: str, expected: tuple[str, str]) -> None:
    assert number_of(cell, decimal) == (*expected, "")


def test_a_number_that_may_be_two_is_unread() -> None:
    why = "“1,234” may be 1234 or 1.234; write numbers without separators"
    assert number_of("1,234", "") == ("", "", why)
    assert number_of("12 or 13", "")[2] == "“12 or 13” is no number"
    assert number_of("1,2,3", "")[2] == "“1,2,3” is no number"


def test_the_other_numbers_of_a_table_show_its_decimal_mark() -> None:
    assert decimal_mark(["1,234", "12.50", "x"]) == "."
    assert decimal_mark(["1.234", "12,5"]) == ","
    assert decimal_mark(["1.234,00"]) == ","
    assert decimal_mark(["1,5", "1.5"]) == ""


@pytest.mark.parametrize("cell", ["CN", "CHN", "China", "chine", " PRC "])
def test_a_country_is_known_by_letters_and_names(cell: str) -> None:
    assert country_of(cell) == "CN"


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("PO #", OrderField.ORDER_NO),
        ("Bestellnummer", OrderField.ORDER_NO),
        ("N° de facture", OrderField.INVOICE_NO),
        ("Pos.", OrderField.LINE),
        ("Herstellernummer", OrderField.PART_NUMBER),
        ("Manufacturer Part No.", OrderField.PART_NUMBER),
        ("Unité de mesure", OrderField.UNIT),
        ("País de origen", OrderField.ORIGIN),
        ("Währung", OrderField.CURRENCY),
        ("Hersteller", OrderField.MANUFACTURER),
        ("DUNS Number", OrderField.SUPPLIER_ID),
        ("Password", None),
        ("Favourite colour", None),
    ],
)
def test_columns_are_known_in_four_languages(title: str, field: OrderField | None) -> None:
    assert field_of(title) is field
