"""Do rules that somebody gives a survey leave a trace in its document, and does a comparison name them?"""

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from phaseout.cli import group

RECOG = """<fingerprints matches="http_header.server">
  <fingerprint pattern="^QuietCam"><param pos="0" name="hw.vendor" value="Dahua"/></fingerprint>
  <fingerprint pattern="^nginx$"><param pos="0" name="service.vendor" value="nginx"/></fingerprint>
</fingerprints>
"""
COLUMNS = '[columns]\n"Netzadresse" = "ip"\n"Bauart" = "inventory.model"\n'
TABLE = "Netzadresse,Bauart\n10.0.0.7,DS-2CD2386G2-IU\n"
SEEN = json.dumps({"asset": "cam", "trait": "http.server", "value": "QuietCam/1.0"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "xml").mkdir()
    (tmp_path / "xml/http_servers.xml").write_text(RECOG, encoding="utf-8")
    (tmp_path / "sheet.toml").write_text(COLUMNS, encoding="utf-8")
    (tmp_path / "sheet.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "seen.jsonl").write_text(SEEN + "\n", encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, [*map(str, arguments)], catch_exceptions=False)


def surveyed(folder: Path, name: str, *arguments: str | Path) -> Path:
    written = folder / name
    run("survey", *arguments, "--role", "ca/municipality", "--no-timestamp", "-o", f"json={written}")
    return written


def test_fingerprints_of_others_stand_in_the_document_and_are_named_as_a_cause(folder: Path) -> None:
    plain = surveyed(folder, "plain.json", folder / "seen.jsonl")
    helped = surveyed(folder, "helped.json", folder / "seen.jsonl", "--fingerprints", folder / "xml")
    (given,) = json.loads(helped.read_bytes())["asked"]["fingerprints"]
    assert (given["name"], given["used"], given["unused"]) == ("xml", 1, 1)
    assert json.loads(plain.read_bytes())["asked"]["fingerprints"] == []
    said = run("diff", plain, helped).stdout
    assert f"fingerprints of others: none → xml (sha256:{given['sha256'][:12]}…, 1 used)" in said
    assert "Identified otherwise because of other fingerprints: 1 thing" in said
    french = run("diff", plain, helped, "--lang", "fr").stdout
    assert "en raison d’autres empreintes" in french
    assert "empreintes de tiers\N{NO-BREAK SPACE}: rien → xml" in french


def test_the_digest_is_that_of_the_files_and_not_of_their_place(folder: Path) -> None:
    def digest(name: str) -> str:
        return json.loads(
            surveyed(folder, "d.json", folder / "seen.jsonl", "--fingerprints", folder / name).read_bytes()
        )["asked"]["fingerprints"][0]["sha256"]

    first = digest("xml")
    (folder / "xml").rename(folder / "other")
    assert digest("other") == first
    (folder / "other/http_servers.xml").write_text(RECOG.replace("Dahua", "Hikvision"), encoding="utf-8")
    assert digest("other") != first


def test_a_file_of_columns_stands_in_the_document_and_is_named_as_a_cause(folder: Path) -> None:
    plain = surveyed(folder, "plain.json", folder / "sheet.csv")
    helped = surveyed(folder, "helped.json", folder / "sheet.csv", "--columns", folder / "sheet.toml")
    digest = hashlib.sha256(COLUMNS.encode()).hexdigest()
    assert json.loads(helped.read_bytes())["asked"]["columns"] == [
        {"name": "sheet.toml", "sha256": digest, "used": 2, "unused": 0}
    ]
    assert (
        f"files of columns: none → sheet.toml (sha256:{digest[:12]}…, 2 used)"
        in run("diff", plain, helped).stdout
    )


def test_what_tells_nothing_is_counted_as_not_used(folder: Path) -> None:
    said = run("survey", folder / "seen.jsonl", "--fingerprints", folder / "xml").stderr
    assert "1 fingerprint added; 1 not used" in said
    assert "http_servers.xml:3: tells nothing of equipment" in said
