"""Do the register's own examples keep finding every restricted maker and accusing nobody else?

Each example of a fingerprint is a labelled line: what the fingerprint tells is its truth. They are put through every
method together, as in a survey, so that a new rule anywhere that contradicts an old example fails here.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from phaseout.identify.identification import Identifier
from phaseout.register.query import Register
from phaseout.survey.knowledge import rules_of

REGISTER = Path(__file__).parents[2] / "register"
FALSE_FRIENDS = (
    ("inventory.manufacturer", "Shanghai Dahua Scale Factory"),
    ("inventory.manufacturer", "Pramac"),
    ("inventory.manufacturer", "ZTEC Instruments"),
    ("inventory.manufacturer", "New H3C Technologies"),
    ("inventory.description", "non-Hikvision dome camera"),
    ("inventory.description", "replaces the Hikvision at the gate"),
    ("inventory.description", "support compatible avec Hikvision"),
    ("http.server", "SimpleHTTP/0.6 Python/3.11.2"),
    ("http.server", "Apache/2.4.57 (Debian)"),
    ("mac", "40:2c:76:10:00:01"),
    ("mac", "8c:1f:64:05:e0:01"),
    ("port.tcp", "8000"),
    ("inventory.model", "ASR1001-X"),
    ("inventory.model", "LaserJet MF445dw"),
)


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.open()


@pytest.fixture(scope="module")
def identifier(register: Register) -> Identifier:
    return Identifier(rules_of(register))


def examples() -> Iterator[tuple[str, str, str | None, str]]:
    """Yield (trait, example, the maker told or None, how strongly)."""
    for path in sorted((REGISTER / "fingerprints").glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            told = entry["tells"].get("maker", {})
            for example in entry["examples"]:
                yield path.stem, str(example), told.get("is"), told.get("strength", "none")


def test_every_maker_told_strongly_is_found_and_no_example_accuses_another(
    register: Register, identifier: Identifier
) -> None:
    named = {party for m in register.measures.values() for c in m.covers for party in c.named}
    parents = rules_of(register).parents
    missed, accused, asked = [], [], 0
    for trait, example, maker, strength in examples():
        claim = identifier.identify([("o1", trait, example)]).maker
        family = {
            maker,
            parents.get(maker or ""),
            *(child for child, parent in parents.items() if parent == maker),
        }
        if maker in named and strength == "strong":
            asked += 1
            if claim.value not in family:
                missed.append((trait, example, maker, claim.value))
        if claim.value in named and claim.grade.is_firm and maker is not None and claim.value not in family:
            accused.append((trait, example, maker, claim.value))
    assert asked > 300
    assert missed == []
    assert accused == []


@pytest.mark.parametrize(("trait", "value"), FALSE_FRIENDS)
def test_a_false_friend_is_not_accused(
    register: Register, identifier: Identifier, trait: str, value: str
) -> None:
    named = {party for m in register.measures.values() for c in m.covers for party in c.named}
    assert identifier.identify([("o1", trait, value)]).maker.value not in named


def test_the_blocks_of_every_maker_are_told_and_prama_is_not_missed(register: Register) -> None:
    counts: dict[str, int] = {}
    for block in register.addresses.values():
        if block.party:
            counts[block.party] = counts.get(block.party, 0) + 1
    expected = {"hikvision": 84, "prama-hikvision": 3, "ezviz": 15, "dahua": 33, "imou": 6, "uniview": 4, "tiandy": 3,
                "hytera": 2, "tvt": 2, "hisilicon": 1}  # fmt: skip
    assert {party: counts[party] for party in expected} == expected
