"""Which columns of a table are taken for what says what is bought, of whom, and by which document?"""

import pytest

from phaseout.batch.reading import uses_of_orders
from phaseout.domain.problem import UsageError


def test_numbers_of_suppliers_are_known_by_the_name_of_their_list() -> None:
    titles = ["Vendor LEI", "DUNS No.", "CAGE Code", "SAM UEI", "Business number", "Vendor name", "Vendor no"]
    uses = uses_of_orders(titles, ())
    assert uses.looked_at == {
        "Vendor LEI": "lei",
        "DUNS No.": "duns",
        "CAGE Code": "cage",
        "SAM UEI": "uei",
        "Business number": "business_number",
        "Vendor name": "supplier",
    }
    assert uses.kept == ("Vendor no",)


def test_traits_of_a_list_of_firms_are_columns_too() -> None:
    uses = uses_of_orders(["party.name", "party.identifier"], ())
    assert uses.looked_at == {"party.name": "supplier", "party.identifier": "supplier_identifier"}


def test_numbers_alone_are_enough_and_a_number_of_the_buyer_s_own_list_is_not() -> None:
    assert uses_of_orders(["lei"], ()).looked_at == {"lei": "lei"}
    with pytest.raises(UsageError, match="supplier"):
        uses_of_orders(["Vendor no"], ())


def test_how_many_when_and_in_which_document_are_known_by_their_usual_names() -> None:
    titles = ["Document type", "Qty", "Order date", "Description", "order.document"]
    assert uses_of_orders(titles, ()).looked_at == {
        "Document type": "document",
        "Qty": "quantity",
        "Order date": "date",
        "Description": "text",
    }


def test_columns_are_known_by_their_names_and_guessed_only_after() -> None:
    uses = uses_of_orders(
        ["Order No", "Description", "text", "Vendor", "Part Number", "secret", "Text 2"], ()
    )
    assert uses.looked_at == {"text": "text", "Vendor": "supplier", "Part Number": "sku"}
    assert uses.kept == ("Order No", "Description", "Text 2")
    assert uses.dropped == ("secret",)
    with pytest.raises(UsageError, match="text, manufacturer, brand, mpn, sku or supplier"):
        uses_of_orders(["a", "b"], ())
    with pytest.raises(UsageError, match="two columns"):
        uses_of_orders(["text", "text"], ())
