"""Do the commands on models and vulnerabilities say what the register holds, in both languages?"""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from phaseout.cli import group
from phaseout.domain.problem import UsageError

SEEN = (
    {"asset": "cam-1", "trait": "inventory.manufacturer", "value": "Hikvision"},
    {"asset": "cam-1", "trait": "inventory.model", "value": "DS-2CD2532F-IWS"},
    {"asset": "cam-1", "trait": "inventory.firmware", "value": "V5.2.0 build 140721"},
    {"asset": "cam-2", "trait": "inventory.manufacturer", "value": "Axis"},
    {"asset": "cam-2", "trait": "inventory.model", "value": "P3245-LVE"},
)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, [*map(str, arguments)])


def test_a_designation_is_taken_apart_in_french() -> None:
    shown = run("models", "decode", "DS-2CD2386G2-ISU/SL", "--lang", "fr").stdout
    assert shown.startswith("DS-2CD2386G2-ISU/SL\n")
    assert "catégorie\N{NO-BREAK SPACE}: caméra réseau" in shown
    assert "8 mégapixels" in shown
    assert "aucune source ne l’explique" in shown
    assert "discovery-facts, §6 [S]" in shown


def test_an_ambiguous_designation_is_said_to_be_so() -> None:
    shown = run("models", "decode", "IPC-B140H", "FOO-1").stdout
    assert "Ambiguous: several brands use this designation" in shown
    assert "That says nothing of who made it." in shown


def test_each_brand_that_uses_a_designation_is_accounted_for() -> None:
    shown = run("models", "decode", "IPC6325-WD-VF").stdout
    assert "several brands use this designation, and it settles none of them: Huawei, Uniview." in shown
    assert "huawei-ipc" in shown
    assert "Uniview: on the list of shared designations; no family of the register describes its own" in shown
    assert "Huawei: on the list" not in shown


def test_the_families_of_a_maker_are_listed_and_counted() -> None:
    shown = run("models", "list", "--maker", "hikvision").stdout.splitlines()
    assert any(line.startswith("hikvision-ip-camera ") and "names the maker" in line for line in shown)
    assert not any(line.startswith("dahua-ip-camera") for line in shown)
    assert shown[-1].startswith(f"{len(shown) - 1} families, 6 codes, ")


def test_a_maker_nobody_knows_is_refused_with_the_nearest() -> None:
    error = run("models", "list", "--maker", "hikvison").exception
    assert isinstance(error, UsageError)
    assert "hikvision" in (error.remedy or "")


def test_vulnerabilities_are_listed_and_shown_with_their_sources() -> None:
    listed = run("vulnerabilities", "list").stdout
    assert "CVE-2017-7921   KEV  Hikvision" in listed
    shown = run("vulnerabilities", "show", "CVE-2017-7921").stdout
    assert "DS-2CD2xx2F-I: from V5.2.0 build 140721, up to V5.4.0 build 160530" in shown
    assert "that does not say it was used here" in shown
    assert "cve-2017-7921-record" in shown
    assert isinstance(run("vulnerabilities", "show", "CVE-1").exception, UsageError)


def test_a_survey_says_yes_with_its_reason_and_explain_shows_it(tmp_path: Path) -> None:
    source, document = tmp_path / "seen.jsonl", tmp_path / "document.json"
    source.write_text("".join(f"{json.dumps(line)}\n" for line in SEEN), encoding="utf-8")
    arguments = ("survey", source, "--role", "ca/federal-department", "-o", f"json={document}", "-q")
    assert run(*arguments).exit_code == 0
    saved = json.loads(document.read_text(encoding="utf-8"))
    assert saved["examined"] == {"vulnerabilities": True}
    first, second = saved["assets"]
    found = {one["id"]: one for one in first["vulnerabilities"]}
    assert found["CVE-2017-7921"]["affected"] == "yes"
    assert found["CVE-2017-7921"]["kev"] is True
    assert found["CVE-2021-36260"]["affected"] == "unknown"
    assert second["vulnerabilities"] == []
    assert first["designation"]["category"] == {"en": "network camera", "fr": "caméra réseau"}
    assert first["designation"]["unexplained"] == ["3", "2"]
    assert second["designation"] is None
    english = run("explain", "cam-1", "--from", document).stdout
    assert "CVE-2017-7921 (KEV): yes" in english
    assert "That is not to say that anybody used it here." in english
    assert (
        "network camera, F, infrared light, Wi-Fi, audio and alarm connections  [hikvision/camera]" in english
    )
    assert (
        "CVE-2017-7921 (KEV)\N{NO-BREAK SPACE}: oui"
        in run("explain", "cam-1", "--from", document, "--lang", "fr").stdout
    )
