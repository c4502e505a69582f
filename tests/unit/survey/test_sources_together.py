"""Does a scan meet the sheet of the same place, and are things of one sheet never made one?"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from phaseout.domain.asset import Asset
from phaseout.domain.facts import Context
from phaseout.register.query import Register
from phaseout.report.unread_words import unread_words
from phaseout.survey import survey

DAY = date(2026, 11, 23)
SCAN = ({"asset": "10.40.0.14", "trait": "ip", "value": "10.40.0.14"},
        {"asset": "10.40.0.14", "trait": "http.server", "value": "App-webs/"})  # fmt: skip
SHEET = "Asset tag,Building,Brand,Model,Serial number,IP address\n"
Together = Callable[..., Mapping[str, Asset]]


@pytest.fixture
def together(register: Register, tmp_path: Path) -> Together:
    """Survey sheets, and lines of a scan: things by their tag, else by their address."""

    def surveyed(*sheets: str, scan: tuple[Mapping[str, str], ...] = ()) -> Mapping[str, Asset]:
        paths = []
        for number, text in enumerate((*sheets, "".join(json.dumps(line) + "\n" for line in scan))):
            if text:
                paths.append(tmp_path / f"{number}.{'csv' if number < len(sheets) else 'jsonl'}")
                paths[-1].write_text(text, encoding="utf-8")
        document = survey([*map(str, paths)], register, Context(roles=("ca/federal-department",)), DAY)
        return {", ".join(one.keys.ref or one.keys.ip): one for one in document.assets()}

    return surveyed


def test_a_scan_meets_the_row_of_its_address_though_only_the_sheet_tells_the_building(
    together: Together,
) -> None:
    found = together(f"{SHEET}T1,City hall,Annke,C800,,10.40.0.14\n", scan=SCAN)
    (camera,) = found.values()
    said = camera.identification
    assert (camera.site, said.brand.value, said.maker.value) == ("City hall", "annke", "hikvision")
    (note,) = camera.notes
    assert note == (
        "joined by address 10.40.0.14, which all sources together know at one site only (City hall): "
        "no site is named in s2"
    )
    assert unread_words(note, "fr").startswith("réuni par l’adresse 10.40.0.14, que toutes")


def test_an_address_of_two_buildings_leaves_the_scan_by_itself_with_a_question(together: Together) -> None:
    rows = "T1,City hall,Annke,C800,,10.40.0.14\nT2,Depot,Axis,P3245-LVE,,10.40.0.14\n"
    found = together(SHEET + rows, scan=SCAN)
    assert len(found) == 3
    (note,) = found["10.40.0.14"].notes
    assert note == (
        "not joined by address 10.40.0.14 (s1, s2): known at several sites, and not every source tells the "
        "site: City hall, Depot; at which of them it stands a column for the site or [[site]] in the context "
        "file tells"
    )
    assert "toutes les sources ne nomment pas le site\N{NO-BREAK SPACE}: City hall, Depot" in unread_words(
        note, "fr"
    )


def test_a_serial_number_typed_twice_leaves_two_rows_two_things_with_their_makers(together: Together) -> None:
    rows = "A7,Hall,Axis,M3046-V,123456789,\nA8,Hall,Hikvision,DS-2CD2042WD-I,123456789,\n"
    found = together(SHEET + rows)
    assert [one.identification.maker.value for one in found.values()] == ["axis", "hikvision"]
    for camera in found.values():
        (note,) = camera.notes
        assert note == (
            "not joined by serial 123456789 (s1): rows of one table with different tags: A7, A8; "
            "the labels tell which is mistyped"
        )
        assert (
            "aux numéros d’inventaire différents\N{NO-BREAK SPACE}: A7, A8; les étiquettes"
            in unread_words(note, "fr")
        )


def test_a_row_of_another_maker_is_not_what_answers_at_its_address_now(together: Together) -> None:
    answers = {"asset": "x", "trait": "onvif.manufacturer", "value": "HIKVISION"}
    address = {"asset": "x", "trait": "ip", "value": "10.0.0.7"}
    found = together(f"{SHEET}A7,,Axis,M3046-V,,10.0.0.7\n", scan=(address, answers))
    assert {one.identification.maker.value for one in found.values()} == {"axis", "hikvision"}
    notes = {note for one in found.values() for note in one.notes}
    assert notes == {"not joined by address 10.0.0.7 (s1, s2): stated to be of different makers or models"}
    assert "fabricants ou de modèles différents" in unread_words(next(iter(notes)), "fr")


def test_two_spellings_of_an_address_are_one_and_link_local_addresses_are_nobodys(together: Together) -> None:
    sheet = f"{SHEET}A1,,Axis,M3046-V,,2001:0db8:0:0::1\nA2,,Axis,M3046-V,,FE80::1\n"
    scan = tuple({"asset": ip, "trait": "ip", "value": ip} for ip in ("2001:DB8::1", "fe80::1"))
    found = together(sheet, scan=scan)
    assert found["A1, 2001:DB8::1"].keys.ip == ("2001:db8::1",)
    assert found["A2"].keys.ip == ()
    assert len(found) == 3


def test_a_remark_where_the_serial_number_belongs_is_claimed_by_nothing(together: Together) -> None:
    found = together(f"{SHEET}A1,,Axis,M3046-V,pas de numéro,\nA2,,Axis,M3046-V,ver etiqueta,\n")
    assert [one.identification.serial.value for one in found.values()] == [None, None]


def test_a_host_name_that_is_a_serial_number_gives_model_and_number_and_meets_the_label(
    together: Together,
) -> None:
    name = "DS-2CD2042WD-I20160412AACHH587654321"
    leased = {"asset": "lease", "trait": "dhcp.hostname", "value": f"{name.lower()}.city.example"}
    (camera,) = together(f"{SHEET}A1,,Hikvision,,H587654321,\n", scan=(leased,)).values()
    said = camera.identification
    assert (said.model.value, said.kind.value) == ("ds-2cd2042wd-i", "camera")
    assert [(join.by, join.value) for join in camera.joins] == [("serial", "H587654321")]
    assert set(camera.keys.serial) == {"H587654321", name}


def test_a_host_name_with_a_model_alone_gives_no_serial_number(together: Together) -> None:
    leased = {"asset": "lease", "trait": "dhcp.hostname", "value": "DS-2CD2042WD-I.city.example"}
    (camera,) = together(scan=(leased,)).values()
    said = camera.identification
    assert (said.model.value, said.serial.value, camera.keys.serial) == ("DS-2CD2042WD-I", None, ())
