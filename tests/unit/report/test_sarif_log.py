from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

import orjson

from phaseout.domain.purchase import Purchase, Stage

Written = Callable[..., bytes]


def run(content: bytes) -> Any:
    log = orjson.loads(content)
    assert log["version"] == "2.1.0"
    (only,) = log["runs"]
    return only


def test_each_open_answer_is_a_result_of_the_level_its_outcome_deserves(written: Written) -> None:
    results = [one for one in run(written("sarif"))["results"] if "outcome" in one["properties"]]
    assert [(one["properties"]["outcome"], one["level"]) for one in results] == [
        ("applies", "error"), ("applies", "error"), ("undetermined", "warning"), ("applies-from", "note"),
        ("influence-only", "warning"), ("undetermined", "warning"), ("applies", "error"),
    ]  # fmt: skip


def test_a_vulnerability_is_a_result_of_its_own_rule_even_where_no_measure_is_open(
    scenario: ModuleType, written: Written
) -> None:
    settled = replace(scenario.ASSETS[0], determinations=())
    only = run(written("sarif", [settled], lang="fr"))
    found = [(one["ruleId"], one["level"], one["properties"]["affected"]) for one in only["results"]]
    assert found == [("CVE-2021-36260", "error", "yes"), ("CVE-2025-66177", "note", "unknown")]
    assert only["results"][0]["properties"]["kev"] is True
    rules = {rule["id"]: rule["shortDescription"]["text"] for rule in only["tool"]["driver"]["rules"]}
    assert rules["CVE-2025-66177"] == "Quiconque atteint l’appareil y entre."


def test_every_rule_a_result_names_is_declared(written: Written) -> None:
    only = run(written("sarif"))
    rules = {rule["id"]: rule["shortDescription"]["text"] for rule in only["tool"]["driver"]["rules"]}
    assert {one["ruleId"] for one in only["results"]} <= set(rules)
    assert rules["ca/goc-hikvision-prohibition"] == "Federal prohibition on Hikvision products"


def test_a_result_points_at_the_line_its_answer_rests_on(written: Written) -> None:
    place = run(written("sarif"))["results"][0]["locations"][0]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "lines.jsonl"}, "region": {"startLine": 12}
    }  # fmt: skip
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "a-0000000001"


def test_a_fingerprint_is_of_asset_measure_and_act_and_of_nothing_else(
    scenario: ModuleType, written: Written
) -> None:
    first = [one["partialFingerprints"] for one in run(written("sarif"))["results"]]
    moved = [replace(asset, observations=(), site="elsewhere") for asset in scenario.ASSETS]
    assert [one["partialFingerprints"] for one in run(written("sarif", moved))["results"]] == first
    assert len({str(one) for one in first}) == len(first)


def test_a_message_holds_neither_a_link_nor_a_place_to_fill(written: Written) -> None:
    text = run(written("sarif"))["results"][-1]["message"]["text"]
    assert r"\[x\](http://e.x)" in text
    assert "{{0}}" in text


def test_what_was_not_read_or_not_examined_is_a_notification(written: Written) -> None:
    notes = run(written("sarif"))["invocations"][0]["toolExecutionNotifications"]
    assert [note["message"]["text"].split(":")[0] for note in notes] == [
        "line 90",
        "row 7",
        "no reader knows this format",
    ]


def test_an_asset_nothing_was_seen_of_still_has_a_place(scenario: ModuleType, written: Written) -> None:
    (first, *_) = run(written("sarif", [replace(scenario.ASSETS[0], observations=())]))["results"]
    assert first["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "unknown"}}


def test_a_line_of_a_purchase_says_its_verdict_and_what_it_meets_once_it_is_there(
    scenario: ModuleType, written: Written
) -> None:
    thing = replace(scenario.ASSETS[0], vulnerabilities=())
    first, *_ = thing.determinations
    bought = Purchase(stage=Stage.OFFERED, document="quote", number="Q-1", following=(first,))
    only = run(written("sarif", [replace(thing, determinations=(), purchase=bought)]))
    (result,) = only["results"]
    assert "do not buy what you may not have or use" in result["message"]["text"]
    assert result["message"]["text"].endswith("once it is there")
    properties = result["properties"]
    assert (properties["stage"], properties["done"], properties["following"]) == ("offered", None, True)
    assert "stage" not in run(written("sarif"))["results"][0]["properties"]
