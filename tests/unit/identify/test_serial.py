"""Is a remark in the place of a serial number none, and a number with few letters one?"""

import pytest

from phaseout.identify.field import Field
from phaseout.identify.fields import fields_of
from phaseout.identify.identification import Identifier
from phaseout.identify.serial import is_serial, long_serial, short_serial
from phaseout.knowledge import rules_of
from phaseout.register.query import Register


@pytest.mark.parametrize(
    "remark",
    ["pas de numéro", "Voir étiquette", "see label", "No serial", "sans", "xxxx", "XXXX-XXXX", "à compléter",
     "voir photo", "non lisible", "1", "0000000", "-", "?", "n.d.", "N° inconnu", "à venir", "TBD",
     "to be confirmed", "kein Typenschild", "k. A.", "nicht lesbar", "siehe Aufkleber", "sin número",
     "no se lee", "por confirmar", "ver etiqueta", "s/n", "S/N: none"],
)  # fmt: skip
def test_a_remark_in_the_place_of_a_serial_number_is_none(remark: str) -> None:
    assert not is_serial(remark)
    assert Field.SERIAL not in dict(fields_of("inventory.serial", remark))


@pytest.mark.parametrize(
    "serial", ["C12345678", "123456789", "ACCC8E123456", "12", "AXIS-7", "QWERTZUI", "no 4711", "sans 12"]
)
def test_what_has_a_number_or_a_word_of_its_own_stays_a_serial_number(serial: str) -> None:
    assert is_serial(serial)
    assert dict(fields_of("inventory.serial", serial))[Field.SERIAL] == serial


def test_a_remark_that_goes_on_is_taken_as_it_is() -> None:
    assert is_serial("no " * 21)
    assert not is_serial("no " * 5)


def test_a_long_serial_number_of_hikvision_holds_a_model_and_what_the_label_bears() -> None:
    parts = long_serial("ds-2cd2042wd-i20160412AACHC12345678WCVU")
    assert parts == ("DS-2CD2042WD-I", "C12345678")
    assert short_serial("DS-2CD2042WD-I20160412AACHC12345678") == "C12345678"
    # Neither a month 13 nor a day 32 is one, and a serial number of another make is left whole.
    for other in (
        "DS-2CD2042WD-I20161312AACHC12345678",
        "DS-2CD2042WD-I20160432AACHC12345678",
        "ACCC8E123456",
    ):
        assert long_serial(other) is None
        assert short_serial(other) == other


def test_a_thing_is_the_same_whether_its_serial_number_was_put_aside_or_not(monkeypatch):
    rules = rules_of(Register.open())
    things = [
        [("o1", "inventory.manufacturer", "Hikvision"), ("o2", "inventory.serial", serial), *more]
        for serial in ("DS-1234", "ds 1234", "E77001")
        for more in (
            [],
            [("o3", "inventory.serial", "DS-1234")],
            [("o3", "onvif.serial", "other-1"), ("o4", "inventory.model", "DS-2CD2143G2-I")],
        )
    ]
    put_aside = [Identifier(rules).identify(one) for one in things]
    assert len({one.serial.value for one in put_aside}) > 2
    monkeypatch.setattr("phaseout.identify.identification.without_serial", lambda telling: (telling, None))
    assert [Identifier(rules).identify(one) for one in things] == put_aside


def test_an_older_long_serial_number_ends_in_figures_and_letters_of_features() -> None:
    parts = long_serial("DS-7608NI-E2/8P0820160211AAWR123456789WCVU")
    assert parts == ("DS-7608NI-E2/8P08", "123456789")
