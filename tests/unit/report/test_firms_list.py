"""Is a list of vendors shown as firms, each with the party it is, why, and who looks at it?"""

import json
import subprocess
from pathlib import Path

import pytest

import command_line

VENDORS = "Vendor No,Vendor Name\n1,Hangzhou Hikvision Digital Technology Co. Ltd\n2,Dahua Restaurant\n3,Acme Paper Ltd\n"


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
