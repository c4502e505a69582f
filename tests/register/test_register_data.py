"""Is the curated register fit to answer?"""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from phaseout.domain.claim import Strength
from phaseout.domain.facts import MANIFOLD
from phaseout.domain.trait import TRAITS
from phaseout.register import Register
from phaseout.register.check import check
from phaseout.register.loading import load
from phaseout.register.locating import INSTALLED
from phaseout.register.sealed import write_sealed

DIRECTORY = Path(__file__).parents[2] / "register"
EDITION_DAY = date(2026, 11, 26)

MAKERS = (
    "hikvision", "dahua", "huawei", "hisilicon", "zte", "hytera", "uniview", "tiandy", "tvt", "xiongmai",
    "ezviz", "imou", "hikrobot", "hikmicro", "axis", "hanwha", "bosch",
)  # fmt: skip
ROLES = (
    "ca/federal-department", "ca/departmental-corporation", "ca/separate-agency", "ca/crown-corporation",
    "ca/crown-corporation-s85", "ca/telecom-provider", "ca/designated-operator", "ca/province-ministry",
    "ca/qc-public-body", "ca/municipality", "ca/private", "us/federal-agency", "us/federal-contractor",
    "us/grant-recipient", "us/grant-subrecipient", "us/state-agency-tx", "us/state-agency-la", "us/local-la",
    "us/state-agency-vt", "us/importer", "us/exporter", "us/us-person", "us/dod", "uk/central-department",
    "uk/contracting-authority", "uk/local-authority", "au/commonwealth-entity", "tw/public-body",
    "lt/state-institution", "in/importer", "any",
)  # fmt: skip
KINDS = (
    "camera", "recorder", "access-control", "intercom", "thermal-camera", "radio", "router", "switch",
    "telecom-base-station", "drone", "component", "service", "order-line",
)  # fmt: skip
VALUES = {
    "purpose": (
        "public-safety", "government-facility-security", "critical-infrastructure-security",
        "national-security", "other",
    ),
    "class": ("uk-sensitive", "uk-not-sensitive"),
    "network": ("enterprise", "telecom-4g", "telecom-5g", "isolated", "internet"),
    "funding": ("own", "us-federal-award", "us-fcc-subsidy"),
    "owner": ("self", "landlord", "contractor"),
}  # fmt: skip


@pytest.fixture(scope="module")
def register(curated: Register) -> Register:
    return curated


def test_the_register_has_no_fault():
    faults = [str(fault) for fault in check(DIRECTORY, None, EDITION_DAY) if not fault.is_notice]
    assert faults == [], "\n".join(faults)


def test_every_maker_of_the_contract_is_a_party(register):
    assert set(MAKERS) - set(register.parties) == set()


def test_every_role_of_the_contract_is_in_the_vocabulary(register):
    assert set(ROLES) - set(register.vocabulary.roles) == set()


def test_every_kind_of_the_contract_is_in_the_vocabulary(register):
    assert set(KINDS) - set(register.vocabulary.kinds) == set()


@pytest.mark.parametrize("fact", VALUES)
def test_every_value_of_the_contract_is_in_the_vocabulary(register, fact):
    assert set(VALUES[fact]) - set(register.vocabulary.values[fact]) == set()


def test_every_maker_of_a_brand_is_a_party_that_makes_things(register):
    makers = {maker.maker for brand in register.brands.values() for maker in brand.makers}
    assert {maker for maker in makers if "maker" not in register.parties[maker].kinds} == set()


def test_a_pattern_that_was_only_remembered_is_a_hint(register):
    strength = {model.id: model.strength for model in register.models}
    for brand in load(DIRECTORY).brands:
        for model in brand.shape.models:
            if model.confidence == "weak":
                assert strength[model.id] is Strength.HINT


def test_every_fingerprint_stands_under_a_trait(register):
    assert set(register.fingerprints) <= set(TRAITS)


def test_no_measure_was_checked_after_the_edition(register):
    edition = date.fromisoformat(register.edition.replace(".", "-"))
    checked = {measure.timeline.checked_through for measure in register.measures.values()}
    assert checked
    assert max(checked) <= edition


def test_every_instrument_holds_a_measure(register):
    assert set(register.instruments) == {measure.instrument for measure in register.measures.values()}


def test_the_compiled_register_is_small_enough_to_open_in_milliseconds(register, tmp_path):
    target = tmp_path / "compiled.json"
    write_sealed(register.content, target)
    assert target.stat().st_size < 2_000_000
    assert Register.open(target).digest == register.digest


def test_a_compiled_register_in_the_checkout_is_the_one_of_these_files(register):
    if INSTALLED.exists():
        assert Register.open().digest == register.digest, "compile it again: phaseout register build"


def test_every_matter_of_a_fact_can_be_answered_either_way() -> None:
    """A condition on a word is settled by words of its aspect, so one that stands alone could only mean yes."""
    aspects = Register.open().vocabulary.aspects
    assert {fact for fact, _ in aspects} == MANIFOLD
    counted = Counter((fact, aspect) for (fact, _), aspect in aspects.items())
    assert [one for one, times in counted.items() if times == 1] == []
