"""Does whoever signs a purchase read the verdict, the measure, the reason and what to ask the seller?"""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

LINES = (
    ("Q-1/1", "order.document", "quote"),
    ("Q-1/1", "order.number", "Q-1"),
    ("Q-1/1", "order.line", "1"),
    ("Q-1/1", "order.supplier", "Resale LLC"),
    ("Q-1/1", "order.brand", "Lorex"),
    ("Q-1/1", "order.text", "Lorex camera, Section 889 compliant"),
    ("Q-1/1", "order.quantity", "10 EA"),
    ("Q-1/1", "asset.kind", "camera"),
    ("Q-1/2", "order.document", "quote"),
    ("Q-1/2", "order.number", "Q-1"),
    ("Q-1/2", "order.line", "2"),
    ("Q-1/2", "order.manufacturer", "Hikvision"),
    ("Q-1/2", "order.part-number", "DS-2CD2143G2-I"),
    ("Q-1/2", "asset.kind", "camera"),
    ("CN-1/1", "order.document", "credit-note"),
    ("CN-1/1", "order.number", "CN-1"),
    ("CN-1/1", "order.manufacturer", "Hikvision"),
    ("CN-1/1", "order.quantity", "2 EA"),
)
AGENCY = '[organisation]\nroles = ["us/federal-agency"]\n[use]\npurpose = ["government-facility-security"]\n'


def survey(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    source, context = folder / "quote.jsonl", folder / "agency.toml"
    rows = (json.dumps({"asset": asset, "trait": trait, "value": value}) for asset, trait, value in LINES)
    source.write_text("\n".join(rows))
    context.write_text(AGENCY)
    command = [sys.executable, "-m", "phaseout", "survey", str(source), "--context", str(context)]
    command += ["--as-of", "2026-11-23", "--no-timestamp", "-q", *arguments]
    return subprocess.run(command, capture_output=True, timeout=120, check=False)


@pytest.mark.parametrize("form", ["table", "markdown", "html"])
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            (
                "do not buy",
                "ask before buying",
                "given back",
                "named in writing",
                "settles nothing",
                "far-52-204-25",
            ),
        ),
        (
            "fr",
            ("ne pas acheter", "demander avant", "repris", "par écrit", "ne tranche rien", "far-52-204-25"),
        ),
    ],
)
def test_each_line_has_its_verdict_and_what_to_ask(
    tmp_path: Path, form: str, lang: str, said: tuple[str, ...]
) -> None:
    done = survey(tmp_path, "-o", form, "--lang", lang)
    text = done.stdout.decode()
    plain = " ".join(text.replace("\\", "").split())
    for words in said:
        # A cell of a table is broken at blanks, so that words are looked for one by one.
        assert all(word in plain for word in words.split()), words


def test_what_must_not_be_bought_comes_first(tmp_path: Path) -> None:
    text = survey(tmp_path, "-o", "markdown").stdout.decode()
    rows = [row for row in text.splitlines() if row.startswith("| ") and "Q-1" in row]
    assert "do not buy" in rows[0]
    assert "ask before buying" in rows[1]


def test_the_words_quoted_are_the_registers_with_cite_and_pinpoint(tmp_path: Path) -> None:
    text = survey(tmp_path, "-o", "markdown", "--lang", "fr").stdout.decode()
    (quote,) = [row for row in text.splitlines() if row.startswith("> ") and "889-a1a" in row]
    assert "Un organisme n’acquiert pas" in quote
    assert "para" in quote
    assert "ceux du registre, non ceux de la loi" in text


@pytest.mark.parametrize(("threshold", "code"), [("applies", 1), ("undetermined", 1)])
def test_a_pipeline_stops_at_the_threshold(tmp_path: Path, threshold: str, code: int) -> None:
    assert survey(tmp_path, "--fail-on", threshold).returncode == code


def test_a_pipeline_does_not_stop_at_applies_for_what_is_only_open(tmp_path: Path) -> None:
    only_lorex = ["--fail-on", "applies", "--exclude", "us/ndaa-889-a1a"]
    assert survey(tmp_path, *only_lorex).returncode == 0


def test_a_saved_purchase_reads_back_as_it_was(tmp_path: Path) -> None:
    from phaseout.report.document_json import asset_json
    from phaseout.report.json_bytes import json_bytes
    from phaseout.report.reading import document_of

    content = survey(tmp_path, "-o", "json").stdout
    saved = document_of(content, "saved")
    written = [json.loads(json_bytes(asset_json(asset))) for asset in saved.assets]
    assert written == json.load(io.BytesIO(content))["assets"]
    assert [asset["purchase"]["stage"] for asset in written] == ["offered", "offered", "taken-back"]
