"""Is what a command answers in French free of English?"""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from phaseout.cli import group

DAY = ("--as-of", "2026-11-23", "--lang", "fr")
ENGLISH = re.compile(
    r"\b(the|and|with|from|until|since|checked|not|known|unknown|applies|undetermined|conclusive|strong|"
    r"suggestive|held|holds|owns|controls|ended|share|country|note:|procure|"
    r"unverified|announced|line|row|read|whose|further|answer|answers)\b"
)
NAMES = re.compile(
    r"\[[^\[\]]*(?:\[[^\]]*\][^\[\]]*)*\]|\([a-z0-9-]+, [^()]*(?:\([^()]*\)[^()]*)*\)|<[^>]*>|"
    r"\b\w+(?:-\w+)+\b|[a-z]{2}(?:-[a-z]+)?/[\w-]+|«[^»]*»|remarque \(en anglais\).*|sources\s:.*|aussi :.*|aussi appelée.*|"
    r"[A-Z][\w’'-]*(?: (?:(?:of|and|the|for|on) )*[A-Z][\w’'-]*)+",
    re.MULTILINE,
)
"""What keeps its language: cites, ids, names and what is quoted."""


def said(*arguments: str) -> str:
    done = CliRunner().invoke(group, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return NAMES.sub("", done.stdout)


@pytest.mark.parametrize(
    "arguments",
    [
        ("measures", "list"),
        ("measures", "applies", "--role", "ca/federal-department"),
        ("measures", "timeline", "ca/goc-hikvision-prohibition"),
        ("measures", "changes", "--since", "2026-10-01"),
        ("measures", "alarms", "--role", "ca/federal-department"),
        ("parties", "owners", "ezviz"),
        ("parties", "show", "ezviz"),
        ("parties", "show", "dahua"),
        ("parties", "exposure", "ezviz"),
    ],
)
def test_an_answer_in_french_has_no_english_word(arguments: tuple[str, ...]) -> None:
    found = ENGLISH.search(said(*arguments, *DAY))
    assert found is None, found


def test_an_institution_is_shown_in_french() -> None:
    assert ENGLISH.search(said("institutions", "Banque du Canada", "--lang", "fr")) is None


def test_a_survey_and_its_reasons_are_french(tmp_path: Path) -> None:
    lines = [
        {"asset": "cam-17", "trait": "inventory.manufacturer", "value": "Hikvision"},
        {"asset": "cam-17", "trait": "asset.kind", "value": "camera"},
        {"asset": "cam-17", "trait": "label.sticker", "value": "x"},
    ]
    source, document = tmp_path / "essai.jsonl", tmp_path / "essai.json"
    source.write_text("\n".join(map(json.dumps, lines)))
    asked = (str(source), "--role", "ca/federal-department", *DAY, "-q")
    shown = said("survey", *asked, "-o", "table", "-o", f"json={document}")
    assert "trait inconnu" in shown
    assert ENGLISH.search(shown) is None, ENGLISH.search(shown)
    reasons = said("explain", "cam-17", "--from", str(document), "--lang", "fr")
    assert "genre caméra" in reasons
    assert ENGLISH.search(reasons) is None, ENGLISH.search(reasons)
