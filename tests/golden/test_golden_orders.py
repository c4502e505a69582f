"""Does a small order read as it did, for the buyer and beside what is there?"""

import json
import os
from pathlib import Path

import pytest

import command_line

EXPECTED = Path(__file__).with_name("expected_orders")
UPDATE = os.environ.get("PHASEOUT_UPDATE_GOLDEN") == "1"
ORDER = {
    "PO-7/1": {
        "order.document": "order", "order.number": "PO-7", "order.line": "1", "order.date": "2026-11-20",
        "order.supplier": "Resale LLC", "order.manufacturer": "Hikvision",
        "order.part-number": "DS-2CD2143G2-I", "order.quantity": "10 EA", "asset.kind": "camera",
    },
    "PO-7/2": {
        "order.document": "order", "order.number": "PO-7", "order.line": "2", "order.date": "2026-11-20",
        "order.supplier": "Resale LLC", "order.brand": "Lorex", "order.quantity": "2 EA",
        "order.text": "Lorex doorbell, Section 889 compliant =cmd|'/c calc'!A1 <script>", "asset.kind": "intercom",
    },
    "PO-7/3": {
        "order.document": "order", "order.number": "PO-7", "order.line": "3", "order.date": "2026-11-20",
        "order.supplier": "Resale LLC", "order.manufacturer": "Axis", "order.part-number": "P3265-LVE",
        "order.quantity": "3 EA", "asset.kind": "camera",
    },
    "CN-2/1": {
        "order.document": "credit-note", "order.number": "CN-2", "order.line": "1", "order.date": "2026-11-22",
        "order.supplier": "Resale LLC", "order.manufacturer": "Hikvision",
        "order.part-number": "DS-2CD2143G2-I", "order.quantity": "1 EA", "asset.kind": "camera",
    },
}  # fmt: skip
SCAN = {
    f"cam-{number}": {"onvif.manufacturer": "HIKVISION", "onvif.model": "DS-2CD2143G2-I"}
    for number in range(7)
} | {"door": {"onvif.manufacturer": "Swann", "onvif.model": "SWNHD-888MSB"}}
CONTEXT = '[organisation]\nroles = ["us/federal-agency"]\n[use]\npurpose = ["government-facility-security"]\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("order")
    for name, things in (("order.jsonl", ORDER), ("scan.jsonl", SCAN)):
        rows = (
            json.dumps({"asset": asset, "trait": trait, "value": value})
            for asset, said in things.items()
            for trait, value in said.items()
        )
        (path / name).write_text("\n".join(rows))
    (path / "context.toml").write_text(CONTEXT)
    return path


def run(folder: Path, *arguments: str) -> str:
    done = command_line.run_for_bytes(*arguments, cwd=folder)
    done.check_returncode()
    return done.stdout.decode()


def check(name: str, text: str) -> None:
    path = EXPECTED / name
    if UPDATE:
        path.write_text(text, encoding="utf-8", newline="")
    with path.open(encoding="utf-8", newline="") as file:
        assert text == file.read()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_small_order_reads_as_it_did_for_the_buyer(folder: Path, lang: str) -> None:
    only = ("--only", "us/ndaa-889-a1a", "--as-of", "2026-11-23", "--no-timestamp", "-q")
    text = run(
        folder, "survey", "order.jsonl", "--context", "context.toml", *only, "-o", "markdown", "--lang", lang
    )
    # The edition of the register stands in the head and changes with every edition.
    lines = text.splitlines(keepends=True)
    begins = next(number for number, line in enumerate(lines) if line.startswith("## "))
    check(f"order.{lang}.md", "".join(lines[begins:]))


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(("form", "suffix"), [("table", "txt"), ("csv", "csv")])
def test_the_same_order_beside_a_scan_reads_as_it_did(
    folder: Path, lang: str, form: str, suffix: str
) -> None:
    found = run(folder, "reconcile", "order.jsonl", "--with", "scan.jsonl", "-o", form, "--lang", lang)
    check(f"reconcile.{lang}.{suffix}", found)
