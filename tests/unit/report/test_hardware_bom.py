"""Does a survey become a bill of materials that CycloneDX' own library takes, and says it what is there?"""

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

import orjson
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phaseout.domain.asset import KnownPart
from phaseout.domain.claim import Claim, Grade
from phaseout.domain.part import PartKind
from phaseout.domain.purchase import Purchase, Stage

Written = Callable[..., bytes]
VALIDATOR = JsonStrictValidator(SchemaVersion.V1_6)


def bom(content: bytes) -> Any:
    assert VALIDATOR.validate_str(content.decode()) is None
    return orjson.loads(content)


def properties(part: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in part["properties"]:
        found.setdefault(one["name"], []).append(one["value"])
    return found


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_thing_is_a_component_that_the_schema_takes(
    scenario: ModuleType, written: Written, lang: str
) -> None:
    made = bom(written("cyclonedx", lang=lang))
    there = [one for one in scenario.ASSETS if one.is_there and not one.is_firm]
    assert [one["bom-ref"] for one in made["components"]] == [one.id for one in there]
    assert properties(made["metadata"])["phaseout:asOf"] == [scenario.HEADER.as_of]


def test_a_component_says_who_made_it_how_firmly_and_what_applies(
    scenario: ModuleType, written: Written
) -> None:
    first, thing = bom(written("cyclonedx"))["components"][0], scenario.ASSETS[0]
    said, told = thing.identification, properties(first)
    assert first["manufacturer"] == {"name": "Hikvision"}
    assert first["name"] == said.model.value
    assert told["phaseout:maker"] == ["hikvision"]
    assert told["phaseout:maker:grade"] == [said.maker.grade.value]
    outcomes = {
        f"phaseout:determination:{one.measure}:{one.act}": [one.outcome.value] for one in thing.determinations
    }
    assert {name: value for name, value in told.items() if "determination" in name} == outcomes


def test_a_maker_that_is_only_suspected_is_named_as_no_manufacturer(
    scenario: ModuleType, written: Written
) -> None:
    thing = scenario.ASSETS[0]
    weak = replace(thing.identification.maker, grade=Grade.SUGGESTIVE)
    said = replace(thing.identification, maker=weak)
    (only,) = bom(written("cyclonedx", [replace(thing, identification=said)]))["components"]
    assert "manufacturer" not in only
    assert properties(only)["phaseout:maker:grade"] == ["suggestive"]


def test_where_the_identification_stands_is_its_evidence(scenario: ModuleType, written: Written) -> None:
    first = bom(written("cyclonedx"))["components"][0]
    thing = scenario.ASSETS[0]
    places = {(one["location"], one["additionalContext"]) for one in first["evidence"]["occurrences"]}
    names = {source.id: source.name for source in scenario.HEADER.sources}
    assert places
    assert places <= {(names[one.source], one.locator) for one in thing.observations}


def test_firmware_is_a_component_inside_that_vulnerabilities_speak_of(
    scenario: ModuleType, written: Written
) -> None:
    thing, firmware = scenario.ASSETS[0], "V5.5.0"
    said = replace(thing.identification, firmware=Claim(value=firmware, grade=Grade.STRONG))
    made = bom(written("cyclonedx", [replace(thing, identification=said)]))
    (inside,) = made["components"][0]["components"]
    assert (inside["type"], inside["version"]) == ("firmware", firmware)
    affected = {one["id"]: one["affects"][0] for one in made["vulnerabilities"]}
    assert affected["CVE-2021-36260"] == {
        "ref": inside["bom-ref"], "versions": [{"version": firmware, "status": "affected"}]
    }  # fmt: skip
    assert affected["CVE-2025-66177"]["versions"][0]["status"] == "unknown"


def test_what_is_behind_a_thing_is_what_it_depends_on(scenario: ModuleType, written: Written) -> None:
    first, second = scenario.ASSETS[:2]
    camera = KnownPart(kind=PartKind.EQUIPMENT, said="camera 1", asset=second.id)
    chip = KnownPart(kind=PartKind.CHIP, said="Hi3516", maker="huawei", grade=Grade.STRONG)
    made = bom(written("cyclonedx", [replace(first, parts=(camera, chip)), second]))
    assert made["dependencies"] == [{"ref": first.id, "dependsOn": [second.id]}]
    inside = [one for one in made["components"][0]["components"] if one["name"] == "Hi3516"]
    assert properties(inside[0]) == {
        "phaseout:part": ["chip"], "phaseout:maker": ["huawei"], "phaseout:maker:grade": ["strong"]
    }  # fmt: skip


def test_what_is_only_offered_is_counted_and_no_component(scenario: ModuleType, written: Written) -> None:
    offered = replace(
        scenario.ASSETS[0], id="a-offered", purchase=Purchase(stage=Stage.OFFERED, is_met=False)
    )
    made = bom(written("cyclonedx", [scenario.ASSETS[0], offered]))
    assert [one["bom-ref"] for one in made["components"]] == [scenario.ASSETS[0].id]
    assert properties(made["metadata"])["phaseout:leftOut"] == ["1"]


def test_it_never_says_to_be_complete(scenario: ModuleType, written: Written) -> None:
    assert bom(written("cyclonedx"))["compositions"] == [{"aggregate": "incomplete"}]
    assert bom(written("cyclonedx", []))["components"] == []


def test_another_content_has_another_number_and_the_same_has_the_same(
    scenario: ModuleType, written: Written
) -> None:
    whole = bom(written("cyclonedx"))["serialNumber"]
    assert bom(written("cyclonedx"))["serialNumber"] == whole
    assert bom(written("cyclonedx", scenario.ASSETS[1:]))["serialNumber"] != whole


@given(text=st.text(max_size=40))
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_a_device_says_stays_text(scenario: ModuleType, written: Written, text: str) -> None:
    thing = scenario.ASSETS[0]
    keys = replace(thing.keys, ref=(text,), serial=(text,))
    made = bom(written("cyclonedx", [replace(thing, keys=keys, site=text or None)]))
    told = properties(made["components"][0])
    assert told["cdx:device:serialNumber"] == told["cdx:device:sku"] == [text]
