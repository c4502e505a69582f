"""Does the list of replacements leave as a bill of materials that CycloneDX' own library takes, and says what remains?"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from django.test import Client
from django.urls import reverse

from phaseout.web.estate.models import Asset, AssetKey, Site
from phaseout.web.frame.access import Access, Role
from phaseout.web.replacement.vocabulary import State
from web.conftest import NOON, World
from web.furnishing.findings import asset_in
from web.furnishing.replacement import moved, taken_in

VALIDATOR = JsonStrictValidator(SchemaVersion.V1_6)
HOSTILE = '"},{"type":"device","name":"=1+1\u202e\x1b[31m<script>'
ClientOf = Callable[..., Client]


@pytest.fixture
def remaining(world: World, access_with: Callable[..., Access]) -> Asset:
    """Return a camera that is still there; another was removed, a third belongs to others."""
    analyst = access_with(Role.ANALYST)
    site = Site(organisation=world.home, ref="hq", name_en="Headquarters")
    site.save()
    there, gone = (
        asset_in(world.home, label, site, maker="hikvision", kind="camera") for label in ("cam-1", "cam-2")
    )
    taken_in(analyst, there)
    moved(analyst, taken_in(analyst, gone), State.REMOVED, on=NOON.date(), who="A crew", reason="No camera")
    asset_in(world.foreign, "theirs", None, maker="dahua", kind="camera")
    return there


def bom(client: Client, **asked: str) -> Any:
    answer = client.get(reverse("replacements"), {"format": "cyclonedx", **asked})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/vnd.cyclonedx+json; version=1.6"
    content = b"".join(answer.streaming_content).decode()
    assert VALIDATOR.validate_str(content) is None
    return json.loads(content)


def properties(component: Any) -> dict[str, str]:
    return {one["name"]: one["value"] for one in component["properties"]}


def test_what_remains_is_the_list_of_what_is_still_there(remaining: Asset, client_of: ClientOf) -> None:
    client = client_of(Role.READER)
    (only,) = bom(client, state="there")["components"]
    told = properties(only)
    assert only["manufacturer"] == {"name": "Hikvision"}
    assert (told["phaseout:label"], told["phaseout:site"]) == ("cam-1", "hq")
    assert told["phaseout:replacement:state"] == "in-scope"
    every = bom(client)["components"]
    assert {properties(one)["phaseout:replacement:state"] for one in every} == {"in-scope", "removed"}


def test_what_remains_leaves_with_keys_firmware_and_answers_and_none_of_others(
    remaining: Asset, client_of: ClientOf
) -> None:
    Asset.everything.filter(pk=remaining.pk).update(
        firmware="V5.4.5",
        model="DS-2CD2143G0-I",
        seen_by="source",
        outcome="applies",
        edition="2026.11.26",
        as_of=NOON.date(),
    )
    for kind, value in (("serial", "S1"), ("mac", "44:19:b6:00:00:01")):
        AssetKey(
            organisation=remaining.organisation, asset=remaining, kind=kind, value=value, last_seen=NOON
        ).save()
    made = bom(client_of(Role.READER), state="there")
    (only,) = made["components"]
    told = properties(only)
    assert only["name"] == "DS-2CD2143G0-I"
    assert only["components"][0]["version"] == "V5.4.5"
    assert told["phaseout:lastSeen:by"] == "source"
    assert (told["cdx:device:serialNumber"], told["cdx:device:macAddress"]) == ("S1", "44:19:b6:00:00:01")
    assert (told["phaseout:outcome"], told["phaseout:asOf"]) == ("applies", NOON.date().isoformat())
    assert made["compositions"] == [{"aggregate": "unknown"}]


def test_a_maker_that_is_a_guess_is_named_with_its_grade_and_is_no_manufacturer(
    remaining: Asset, client_of: ClientOf
) -> None:
    Asset.everything.filter(pk=remaining.pk).update(maker_grade="suggestive", kind="", model=HOSTILE)
    made = bom(client_of(Role.READER), state="there")["components"][0]
    assert "manufacturer" not in made
    assert (made["name"], properties(made)["phaseout:maker:grade"]) == (HOSTILE, "suggestive")


def test_a_list_of_nothing_is_a_bill_of_nothing(remaining: Asset, client_of: ClientOf) -> None:
    assert bom(client_of(Role.READER), text="nobody")["components"] == []
