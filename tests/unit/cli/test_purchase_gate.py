"""Does the gate hold in a pipeline: orders in, the right exit code and words out?"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from phaseout.cli import group

QUOTE = """<?xml version="1.0" encoding="UTF-8"?>
<Quotation xmlns="urn:oasis:names:specification:ubl:schema:xsd:Quotation-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID>Q-889</cbc:ID><cbc:IssueDate>2026-11-20</cbc:IssueDate>
<cac:SellerSupplierParty><cac:Party><cac:PartyName><cbc:Name>Small Business Resale LLC</cbc:Name></cac:PartyName>
</cac:Party></cac:SellerSupplierParty>
<cac:QuotationLine><cbc:ID>1</cbc:ID><cac:LineItem><cbc:ID>1</cbc:ID><cbc:Quantity unitCode="EA">10</cbc:Quantity>
<cac:Item><cbc:Name>Lorex 4K IP bullet camera</cbc:Name>{more}</cac:Item></cac:LineItem></cac:QuotationLine>
</Quotation>
"""
CERTIFIED = "<cbc:BrandName>Lorex</cbc:BrandName>"
CLAIM = "<cbc:Description>Seller certifies Section 889 compliance</cbc:Description>"
HIKVISION = """<cbc:BrandName>Hikvision</cbc:BrandName><cac:ManufacturersItemIdentification>
<cbc:ID>DS-2CD2143G2-I</cbc:ID></cac:ManufacturersItemIdentification>"""
AGENCY = ("--role", "us/federal-agency")
FEDERAL = ("--role", "ca/federal-department")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, arguments, catch_exceptions=False, standalone_mode=False)


def quote(folder: Path, more: str) -> str:
    path = folder / "quote.xml"
    path.write_text(QUOTE.format(more=more))
    return str(path)


def code(source: str, *arguments: str) -> int:
    command = ["survey", source, "--as-of", "2026-11-23", "-q", "-o", "jsonl", *arguments]
    return CliRunner().invoke(group, command).exit_code


@pytest.mark.parametrize("more", [CERTIFIED, CLAIM + CERTIFIED])
def test_ten_lorex_cameras_from_a_reseller_stop_at_the_open_question_whatever_is_certified(
    tmp_path: Path, more: str
) -> None:
    source = quote(tmp_path, more)
    assert code(source, *AGENCY, "--fail-on", "undetermined") == 1
    assert code(source, *AGENCY, "--fail-on", "applies") == 0
    assert code(source, *AGENCY, "--strict") == 4


def test_an_axis_camera_passes_the_gate(tmp_path: Path) -> None:
    axis = HIKVISION.replace("Hikvision", "Axis").replace("DS-2CD2143G2-I", "P3265-LVE")
    path = Path(quote(tmp_path, axis))
    path.write_text(path.read_text().replace("Lorex 4K IP bullet camera", "Network camera"))
    assert code(str(path), "--context", str(_agency(tmp_path)), "--fail-on", "applies") == 0


def test_the_answer_to_the_question_stops_the_purchase(tmp_path: Path) -> None:
    saved, answers = tmp_path / "quote.json", tmp_path / "answers.toml"
    source = quote(tmp_path, CERTIFIED)
    code_ = CliRunner().invoke(
        group,
        [
            "survey",
            source,
            "--context",
            str(_agency(tmp_path)),
            "--as-of",
            "2026-11-23",
            "-q",
            "-o",
            f"json={saved}",
        ],
    )
    assert code_.exit_code == 0
    (asset,) = json.loads(saved.read_text())["assets"]
    answers.write_text(f'[[asset]]\nmatch = {{ id = "{asset["id"]}" }}\nmaker = "dahua"\nkind = "camera"\n')
    again = CliRunner().invoke(
        group, ["answer", str(saved), "--answers", str(answers), "-q", "-o", "json", "--fail-on", "applies"]
    )
    assert again.exit_code == 1
    (decided,) = json.loads(again.stdout)["assets"]
    applying = {
        (one["measure"], one["act"]) for one in decided["determinations"] if one["outcome"] == "applies"
    }
    assert ("us/ndaa-889-a1a", "procure") in applying
    assert not {act for _, act in applying} & {"use", "connect", "install"}


def test_deciding_a_saved_purchase_again_with_an_answer_nothing_waits_for_changes_nothing(
    tmp_path: Path,
) -> None:
    saved, answers = tmp_path / "quote.json", tmp_path / "answers.toml"
    command = [
        "survey",
        quote(tmp_path, HIKVISION),
        *FEDERAL,
        "--as-of",
        "2026-11-23",
        "-q",
        "-o",
        f"json={saved}",
    ]
    CliRunner().invoke(group, command)
    answers.write_text('[use]\nnetwork = ["enterprise"]\n')
    again = CliRunner().invoke(group, ["answer", str(saved), "--answers", str(answers), "-q", "-o", "json"])
    before, after = json.loads(saved.read_text()), json.loads(again.stdout)
    told = [
        [(one["measure"], one["act"], one["outcome"]) for one in document["assets"][0]["determinations"]]
        for document in (before, after)
    ]
    assert told[0] == told[1]
    assert before["assets"][0]["purchase"] == after["assets"][0]["purchase"]


def test_what_would_follow_is_explained_with_its_reasons(tmp_path: Path) -> None:
    saved = tmp_path / "quote.json"
    only = ("--only", "ca-qc/hikvision-dahua-order")
    source = quote(tmp_path, HIKVISION + "<cbc:Keyword>camera</cbc:Keyword>")
    command = ["survey", source, "--role", "ca/qc-public-body", *only, "--as-of", "2026-11-23", "-q"]
    CliRunner().invoke(group, [*command, "-o", f"json={saved}"])
    (asset,) = json.loads(saved.read_text())["assets"]
    shown = CliRunner().invoke(group, ["explain", asset["id"], "--from", str(saved), "--lang", "fr"])
    outcomes = {one["outcome"] for one in asset["purchase"]["following"]}
    assert ("une fois reçu" in shown.stdout) is bool(outcomes)


def _agency(folder: Path) -> Path:
    path = folder / "agency.toml"
    path.write_text(
        '[organisation]\nroles = ["us/federal-agency"]\n[use]\npurpose = ["government-facility-security"]\n'
    )
    return path
