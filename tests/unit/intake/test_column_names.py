"""What columns hold, going by their names."""

import pytest

from phaseout.intake.column_meanings import NAMES, Meaning
from phaseout.intake.column_names import is_of_something_else, meaning_of


@pytest.mark.parametrize(
    ("title", "meaning"),
    [
        ("Serial Number", Meaning.SERIAL),
        ("serial_number", Meaning.SERIAL),
        ("SerialNumber", Meaning.SERIAL),
        ("S/N", Meaning.SERIAL),
        ("Device Serial No.", Meaning.SERIAL),
        ("Serial#", Meaning.SERIAL),
        ("N° de série", Meaning.SERIAL),
        ("NUMÉRO DE SÉRIE", Meaning.SERIAL),
        ("Serial Number*", Meaning.SERIAL),
        ("Serial No. (on label)", Meaning.SERIAL),
        ("Serial Number / Numéro de série", Meaning.SERIAL),
        ("Manufacturer / Fabricant", Meaning.MANUFACTURER),
        ("Fabricant (Manufacturer)", Meaning.MANUFACTURER),
        ("Manufacturer\nFabricant", Meaning.MANUFACTURER),
        ("Marque", Meaning.BRAND),
        ("Modèle de la caméra", Meaning.MODEL),
        ("ModÃ¨le", Meaning.MODEL),
        ("Model No.", Meaning.MODEL_NUMBER),
        ("P/N", Meaning.PART),
        ("Make & Model", Meaning.DESCRIPTION),
        ("Marque et modèle", Meaning.DESCRIPTION),
        ("Adresse MAC", Meaning.MAC),
        ("Physical (MAC) address", Meaning.MAC),
        ("IPv4 Address", Meaning.IP),
        ("Adresse IP", Meaning.IP),
        ("IP / Hostname", Meaning.ADDRESS),
        ("HardwareAddress", Meaning.ADDRESS),
        ("Nom d'hôte", Meaning.HOSTNAME),
        ("Date d’achat", Meaning.ACQUIRED),
        ("Purchase Date (YYYY-MM-DD)", Meaning.ACQUIRED),
        ("Installation date", Meaning.ASIDE),
        ("Date prévue de retrait", Meaning.REMOVAL),
        ("N° d'inventaire", Meaning.TAG),
        ("N° inv.", Meaning.TAG),
        ("No d’inv.", Meaning.TAG),
        ("Inv. No.", Meaning.TAG),
        ("Inventar-Nr.", Meaning.TAG),
        ("Asset Tag", Meaning.TAG),
        ("Équipement", Meaning.THING),
        ("Type d'équipement", Meaning.KIND),
        ("Emplacement", Meaning.PLACE),
        ("Bâtiment", Meaning.BUILDING),
        ("Site / Building", Meaning.SITE),
        ("Replacement Model", Meaning.ASIDE),
        ("Order Number", Meaning.ASIDE),
        ("Fournisseur", Meaning.SUPPLIER),
        ("HardwarePassword", Meaning.CREDENTIAL),
        ("Mot de passe", Meaning.CREDENTIAL),
        ("Username/Password", Meaning.CREDENTIAL),
        ("ONVIF_Password", Meaning.CREDENTIAL),
        ("Pass", Meaning.CREDENTIAL),
        ("inventory.serial", Meaning.SERIAL),
        ("http.server", Meaning.TRAIT),
        ("Colour", Meaning.UNKNOWN),
        ("", Meaning.UNKNOWN),
        ("Serial " * 40, Meaning.UNKNOWN),
    ],
)
def test_a_name_is_known_whatever_its_case_accents_and_marks(title: str, meaning: Meaning) -> None:
    assert meaning_of(title) is meaning


def test_the_recorders_columns_are_its_own_only_in_a_table_of_recorders() -> None:
    assert meaning_of("NVR IP") is Meaning.UNKNOWN
    assert meaning_of("NVR IP", about_others=True) is Meaning.IP
    assert meaning_of("NVR name") is Meaning.ASIDE
    assert meaning_of("NVR name", about_others=True) is Meaning.NAME


def test_no_name_means_two_things() -> None:
    names = [name.strip() for text in NAMES.values() for name in text.split(",")]
    assert len(names) == len(set(names))
    assert all(meaning_of(name) is meaning for meaning, text in NAMES.items() for name in text.split(","))


@pytest.mark.parametrize("title", ["New unit", "Coût total", "Installer's name", "Remplacement prévu par"])
def test_names_that_speak_of_something_else_are_known(title: str) -> None:
    assert is_of_something_else(title)


def test_an_unknown_name_may_speak_of_the_thing() -> None:
    assert not is_of_something_else("Found in the attic as")
