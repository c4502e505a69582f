"""Does ``explain`` say why, also of a thing that nothing applies to?"""

import subprocess
import sys
from pathlib import Path


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "phaseout", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_thing_that_nothing_applies_to_is_explained_without_asking_for_everything(tmp_path: Path) -> None:
    table, document = tmp_path / "list.csv", tmp_path / "doc.json"
    table.write_text("Asset tag,Type,Manufacturer,Brand,Model\nC5,Camera,Axis,Axis,P3245-LV\n")
    federal = ("--role", "ca/federal-department")
    assert run("survey", table, *federal, "-q", "-o", f"json={document}").returncode == 0
    said = run("explain", "C5", "--from", document).stdout
    why = "ca/goc-hikvision-prohibition: The maker Axis is not among the named: Hikvision."
    assert f"  nothing applies: {why}\n" in said
    assert "inventory.brand = Axis" in said
    french = run("explain", "C5", "--from", document, "--lang", "fr").stdout
    assert "rien ne s’applique : ca/goc-hikvision-prohibition : " in french.replace("\N{NO-BREAK SPACE}", " ")
    assert "has anything left to do" in run("explain", "--from", document).stdout
    assert "C5" in run("explain", "--all", "--from", document).stdout
    assert "nothing applies" not in run("explain", "C5", "--all", "--from", document).stdout


def test_what_was_read_in_running_text_is_shown_with_its_place_and_rule(tmp_path: Path) -> None:
    lines, document = tmp_path / "orders.jsonl", tmp_path / "doc.json"
    lines.write_text('{"asset": "l1", "trait": "order.text", "value": " Bracket for Hikvison camera"}\n')
    federal = ("--role", "ca/federal-department")
    assert run("survey", lines, *federal, "-q", "-o", f"json={document}").returncode == 0
    said = run("explain", "l1", "--from", document).stdout
    assert "    o1 13–21: Hikvison  [name/hikvision]\n" in said
    assert "    o1 1–8: Bracket  [article/en/accessory]\n" in said
    assert "· procure: undetermined" in said
