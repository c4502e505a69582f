"""Is what somebody hid found in every column, and is the reader told that it was hidden?"""

import pytest

from phaseout.domain.claim import Grade
from phaseout.survey.hiding import TURNED

from .conftest import FEDERAL, Look


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("order.text", "Dаhuа IP camera"),
        ("inventory.manufacturer", "Dаhuа"),
        ("inventory.manufacturer", "Da\u034fhua"),
        ("inventory.manufacturer", "D4HU4"),
        ("inventory.description", "D.a.h.u.a camera"),
        ("order.brand", "D&#97;hua"),
        ("order.part-number", "IPC-НFW2831T-ZS"),
        ("order.sku", "DH\u200b-IPC-HFW2831T-ZS"),
        ("inventory.model", "IPC-НFW2831T-ZS"),
    ],
)
def test_a_hidden_name_is_found_in_every_column(look: Look, trait: str, value: str) -> None:
    found = look(("L1", trait, value), context=FEDERAL)
    assert found.assets["L1"].identification.maker.value == "dahua"
    assert found.assets["L1"].identification.maker.grade is not Grade.NONE


def test_letters_of_two_scripts_are_told(look: Look) -> None:
    (note,) = look(("L1", "order.text", "Dаhuа IP camera"), context=FEDERAL).assets["L1"].notes
    assert "letters of two scripts" in note
    assert note.endswith(": Dаhuа")


def test_signs_that_nobody_sees_are_told_and_soft_hyphens_are_not(look: Look) -> None:
    (note,) = look(("L1", "order.text", "Da\u034fhua IP camera"), context=FEDERAL).assets["L1"].notes
    assert note.endswith(": U+034F")
    assert look(("L1", "order.text", "Da\u00adhua IP camera"), context=FEDERAL).assets["L1"].notes == ()


def test_a_line_whose_letters_are_turned_is_unread_whatever_it_says(look: Look) -> None:
    found = look(("L1", "order.text", "Stapler \u202eabc"), ("L2", "order.text", "Stapler"), context=FEDERAL)
    assert [one.why for one in found.trailer.unread] == [TURNED]


def test_an_ukrainian_line_has_no_note(look: Look) -> None:
    found = look(("L1", "order.text", "IP-камера Hikvision, 4 Мп, кронштейн"), context=FEDERAL)
    assert found.assets["L1"].notes == ()
