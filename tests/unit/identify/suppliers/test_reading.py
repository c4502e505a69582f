"""What does one written name say?"""

import pytest

from phaseout.identify.suppliers.agreement import agree
from phaseout.identify.suppliers.comparison import Tier
from phaseout.identify.suppliers.difference import Difference
from phaseout.identify.suppliers.identifiers import identifier_of
from phaseout.identify.suppliers.reading import read_names


def tier(lexicon, ours, theirs):
    return agree(read_names(ours, lexicon).main, read_names(theirs, lexicon).main).tier


@pytest.mark.parametrize(
    "form",
    [
        "Ltd",
        "Co., Ltd.",
        "LIMITED",
        "Inc.",
        "S.A.R.L.",
        "s. r. o.",
        "GmbH & Co. KG",
        "OOO",
        "Sp. z o.o.",
        "ltée",
        "A/S",
    ],
)
def test_a_legal_form_is_no_word_of_the_name(lexicon, form):
    assert read_names(f"Vektrona {form}", lexicon).main.key == "vektrona"


@pytest.mark.parametrize(
    ("written", "number"),
    [("Vektrona Twenty First", "21"), ("Vektrona 21st", "21"), ("Vektrona XXI", "21"), ("Vektrona No. 021", "21"),
     ("Vektrona three hundred five", "305")],
)  # fmt: skip
def test_a_number_is_read_however_it_is_spelled(lexicon, written, number):
    assert read_names(written, lexicon).main.key.split()[0] == number


def test_trade_words_are_one_in_all_languages(lexicon):
    assert (
        tier(lexicon, "Vektrona Technologies internationales", "Vektrona International Technology")
        is Tier.NAME
    )


def test_another_trade_word_is_possibly_another_firm(lexicon):
    assert tier(lexicon, "Vektrona Trading", "Vektrona Logistics") is Tier.POSSIBLE


def test_forms_of_two_countries_are_two_persons(lexicon):
    found = agree(read_names("Vektrona GmbH", lexicon).main, read_names("Vektrona S.p.A.", lexicon).main)
    assert found.tier is Tier.POSSIBLE
    assert found.signs[-1].difference is Difference.OTHER_FORM


def test_a_place_in_brackets_belongs_to_the_name(lexicon):
    assert not read_names("Vektrona (China)", lexicon).others


def test_words_glued_to_a_form_are_parted(lexicon):
    assert read_names("VEKTRONA TECHNOLOGYCO.,LTD", lexicon).main.key == "technology vektrona"


def test_a_registration_number_in_a_name_is_left_out(lexicon):
    assert read_names("Vektrona VAT 123456789", lexicon).main.key == "vektrona"


def test_names_without_a_letter_have_no_words(lexicon):
    assert [read_names(text, lexicon).main.words for text in ("", "…", "()")] == [(), (), ()]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("lei:5493001KJTIIGC8Y1R12", ("lei", "5493001KJTIIGC8Y1R12")),
        ("lei:5493001KJTIIGC8Y1R13", None),
        ("iso6523-0060:12-345-6789", ("duns", "123456789")),
        ("CA-BN:123456782 RT0001", ("bn", "123456782")),
        ("bn:123456789", None),
        ("cage:3ABCI", None),
        ("uei:ZQGGHJH74DW7", ("uei", "ZQGGHJH74DW7")),
        ("vendor:  ", None),
    ],
)
def test_a_number_is_believed_only_if_its_list_could_have_it(written, found):
    assert identifier_of(written) == found
