"""May this state of rules and register go out: is recall what it was, and is still nobody accused?"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from phaseout.domain.claim import Strength
from phaseout.domain.party import AddressBlock, Fingerprint
from phaseout.identify.rules import Rules
from phaseout.knowledge import rules_of
from phaseout.register.query import Register
from quality.gate import FLOOR, Line, lines, outcome


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.open()


@pytest.fixture(scope="module")
def rules(register: Register) -> Rules:
    return rules_of(register)


@pytest.fixture(scope="module")
def named(register: Register) -> frozenset[str]:
    return frozenset(party for m in register.measures.values() for c in m.covers for party in c.named)


@pytest.fixture(scope="module")
def labelled(named: frozenset[str]) -> list[Line]:
    return list(lines(named))


def test_recall_has_not_fallen_and_nobody_is_accused(
    rules: Rules, labelled: list[Line], named: frozenset[str]
) -> None:
    assert outcome(rules, labelled, named).shortfalls(FLOOR) == []


def with_pattern(rules: Rules, fingerprint: str, pattern: str) -> Rules:
    """Return the rules with another pattern in one fingerprint."""
    trait = fingerprint.split("/", maxsplit=1)[0]
    found = rules.fingerprints[trait]
    assert any(one.id == fingerprint for one in found)

    def changed(one: Fingerprint) -> Fingerprint:
        return replace(one, pattern=pattern) if one.id == fingerprint else one

    return replace(rules, fingerprints={**rules.fingerprints, trait: tuple(map(changed, found))})


def made_strong(rules: Rules, fingerprint: str) -> Rules:
    """Return the rules with one fingerprint that takes all it tells for settled."""
    trait = fingerprint.split("/", maxsplit=1)[0]
    found = rules.fingerprints[trait]
    assert any(one.id == fingerprint for one in found)

    def changed(one: Fingerprint) -> Fingerprint:
        if one.id != fingerprint:
            return one
        told = tuple(replace(told, strength=Strength.STRONG) for told in one.tells)
        return replace(one, pattern=".", tells=told)

    return replace(rules, fingerprints={**rules.fingerprints, trait: tuple(map(changed, found))})


def without_models(rules: Rules) -> Rules:
    return replace(rules, models=tuple(model for model in rules.models if model.brand != "hikvision"))


def everybody_in_hikvisions_block(rules: Rules) -> Rules:
    block = AddressBlock(
        prefix="4419B6", party="hikvision", registrant="Hangzhou Hikvision Digital Technology Co.,Ltd."
    )
    return replace(rules, address_block=lambda _: block)


MUTATIONS: Mapping[str, tuple[Callable[[Rules], Rules], str]] = {
    "a pattern that matches nothing": (lambda r: with_pattern(r, "rtsp.realm/dahua-login-to", r"[^\s\S]"), "missed"),
    "a pattern cut at its start": (lambda r: with_pattern(r, "http.server/app-webs", "^pp-webs/"), "missed"),
    "a pattern that matches every enterprise": (lambda r: with_pattern(r, "snmp.sysobjectid/dahua-37496", r"1\.3\.6"), "accused"),
    "a hint taken for proof": (lambda r: made_strong(r, "upnp.server/hisilicon-optical-terminal"), "accused"),
    "no model grammar of Hikvision's": (without_models, "missed"),
    "every address in Hikvision's block": (everybody_in_hikvisions_block, "accused"),
}  # fmt: skip


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_the_gate_shuts_on(mutation: str, rules: Rules, labelled: list[Line], named: frozenset[str]) -> None:
    change, expected = MUTATIONS[mutation]
    shortfalls = outcome(change(rules), labelled, named).shortfalls(FLOOR)
    assert any(said.startswith(expected) for said in shortfalls), shortfalls


def test_the_gate_shuts_where_lines_were_taken_away(
    rules: Rules, labelled: list[Line], named: frozenset[str]
) -> None:
    whole = outcome(rules, labelled, named)
    assert replace(whole, asked=FLOOR.asked - 1).shortfalls(FLOOR) == [
        f"only {FLOOR.asked - 1} lines were asked"
    ]


def test_the_blocks_of_every_maker_are_told_and_prama_is_not_missed(register: Register) -> None:
    counts: dict[str, int] = {}
    for block in register.addresses.values():
        if block.party:
            counts[block.party] = counts.get(block.party, 0) + 1
    expected = {"hikvision": 84, "prama-hikvision": 3, "ezviz": 15, "dahua": 33, "imou": 6, "uniview": 4, "tiandy": 3,
                "hytera": 2, "tvt": 2, "hisilicon": 1}  # fmt: skip
    assert {party: counts[party] for party in expected} == expected
