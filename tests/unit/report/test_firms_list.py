"""Is a list of vendors shown as firms, each with the party it is, why, and who looks at it?"""

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest

import command_line
from phaseout.identify.suppliers.match import Suppliers
from phaseout.register.query import Register
from phaseout.survey.suppliers import suppliers_of

VENDORS = "Vendor No,Vendor Name\n1,Hangzhou Hikvision Digital Technology Co. Ltd\n2,Dahua Restaurant\n3,Acme Paper Ltd\n"


@pytest.fixture(scope="module")
def suppliers() -> Suppliers:
    return suppliers_of(Register.open())


def survey(folder: Path, form: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    (folder / "vendors.csv").write_text(VENDORS)
    asked = ("--as-of", "2026-11-26", "--no-timestamp", "-q", "-o", form)
    return command_line.run_for_bytes("survey", folder / "vendors.csv", *asked, *arguments)


@pytest.mark.parametrize("form", ["table", "html"])
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("Firms of a list of vendors", "by its name", "a measure names it", "is possibly Dahua")),
        ("fr", ("Entreprises d’une liste", "d’après son nom", "une mesure la nomme", "est peut-être Dahua")),
    ],
)
def test_each_firm_stands_by_its_name_with_its_match_and_the_relation(
    tmp_path: Path, form: str, lang: str, said: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "110")
    done = survey(tmp_path, form, "--role", "us/federal-agency", "--lang", lang)
    text = " ".join(done.stdout.decode().replace("\u00a0", " ").split())
    for words in said if form == "html" else (said[0], said[2]):
        assert words in text
    assert "Acme Paper Ltd" in text


def test_of_a_firm_nobody_asks_what_kind_of_equipment_it_is(tmp_path: Path) -> None:
    document = json.loads(survey(tmp_path, "json", "--role", "us/federal-agency").stdout)
    assert {answer["act"] for asset in document["assets"] for answer in asset["determinations"]} == {
        "contract-with"
    }
    assert not [one for one in document["questions"] if one["fact"] in ("kind", "item", "purpose")]
    assert document["summary"]["unidentified"] == 0
    relations = [asset["suppliers"][0]["relation"] for asset in document["assets"]]
    assert relations == ["named", "undetermined", None]


def test_a_measure_on_whom_one_contracts_with_is_asked_of_the_firm(tmp_path: Path) -> None:
    document = json.loads(survey(tmp_path, "json", "--role", "us/dod").stdout)
    hikvision, _, acme = document["assets"]
    of = {one["measure"]: one["outcome"] for one in hikvision["determinations"]}
    assert of["us/ndaa24-805-direct"] in ("applies", "undetermined")
    assert acme["suppliers"][0]["party"] is None


def test_a_page_gives_firms_a_section_and_lists_none_as_an_unknown_thing(tmp_path: Path) -> None:
    page = survey(tmp_path, "html", "--role", "us/federal-agency").stdout.decode()
    assert '<h2 id="firms">' in page
    assert "maker not known" not in page
    assert "3 firms; a measure applies to 0." in page


FIRMS = "Vendor No,Vendor Name\n1,Hangzhou Hikvision Digital Technology Co. Ltd\n2,Tiandy Technologies\n3,Hikvision Canada Inc.\n"


def firms(folder: Path, form: str, role: str, *arguments: str) -> str:
    (folder / "firms.csv").write_text(FIRMS)
    asked = ("--as-of", "2026-11-26", "--no-timestamp", "-q", "-o", form, "--role", role)
    return command_line.run_for_bytes("survey", folder / "firms.csv", *asked, *arguments).stdout.decode()


def test_a_measure_that_was_only_asked_is_not_shown_as_one_that_names_the_firm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    rows = [line for line in firms(tmp_path, "table", "us/dod").splitlines() if line.startswith("•")]
    assert len(rows) == 3
    applies, asked = [row for row in rows if "applies: us/ndaa24" in row], rows[-1]
    assert len(applies) == 2
    assert rows[:2] == applies, "what applies comes first"
    assert "Tiandy" in asked
    assert "undetermined: us/ndaa24-805-direct" in asked
    assert "a measure names it (us/bis-entity-list)" in asked


def test_the_relation_is_to_measures_that_bind_who_asks_and_names_the_measure(tmp_path: Path) -> None:
    def relation(role: str) -> tuple[str, str, list[str]]:
        (canada,) = (
            asset["suppliers"][0]
            for asset in json.loads(firms(tmp_path, "json", role))["assets"]
            if asset["suppliers"][0]["party"] == "hikvision-canada"
        )
        return canada["relation"], canada["measure"], canada["named_beside"]

    assert relation("us/dod")[0] != "named"
    assert relation("us/dod")[1] == "us/ndaa24-805-direct"
    assert relation("ca/federal-department")[1] == "ca/goc-hikvision-prohibition"
    assert relation("ca/federal-department")[2] == ["ca/ica-hikvision-order"]


def test_a_seller_under_an_order_to_stop_is_shown_with_the_order_that_names_it(
    tmp_path: Path,
) -> None:
    text = firms(tmp_path, "html", "ca/federal-department")
    assert "named by measures that bind others: ca/ica-hikvision-order" in text
    assert "nommée par des mesures" in firms(tmp_path, "html", "ca/federal-department", "--lang", "fr")


def test_every_row_of_a_spreadsheet_says_which_firm_it_is_about(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(firms(tmp_path, "csv", "us/dod").removeprefix("\ufeff"))))
    assert {row["supplier"] for row in rows} == {line.split(",")[1] for line in FIRMS.splitlines()[1:]}
    of = {row["supplier"]: (row["party"], row["party_tier"], row["party_relation"]) for row in rows}
    assert of["Tiandy Technologies"] == ("tiandy", "name", "named")


@pytest.mark.parametrize(
    ("name", "party", "tier"),
    [
        ("Huawei Technologies Canada Co. Ltd", "huawei-canada", "name"),
        ("ZTE (USA) Inc", "zte-usa", "name"),
        ("Hytera US Inc.", "hytera-us", "name"),
        ("Lorex Jewellers", "lorex", "possible"),
        ("Hyterra Resources", "hytera", "possible"),
    ],
)
def test_a_subsidiary_with_an_entry_is_that_party_and_a_namesake_is_at_most_possible(
    name: str, party: str, tier: str, suppliers: Suppliers
) -> None:
    found = suppliers.one(name)
    assert found is None or (found.party, found.tier.value) == (party, tier)
    assert tier == "possible" or found is not None
