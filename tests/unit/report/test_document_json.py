import io
from types import ModuleType
from typing import Any

import orjson

from phaseout.report import json_document
from phaseout.report.sink import WriteOptions

DIMENSIONS = {"maker", "brand", "model", "kind", "platform", "family", "firmware", "serial"}


def document(scenario: ModuleType) -> Any:
    stream = io.BytesIO()
    sink = json_document.WRITER.open(stream, WriteOptions())
    sink.begin(scenario.HEADER)
    for asset in scenario.ASSETS:
        sink.add(asset)
    sink.end(scenario.TRAILER)
    return orjson.loads(stream.getvalue())


def test_the_members_stand_in_the_order_of_the_contract(scenario: ModuleType) -> None:
    doc = document(scenario)
    assert list(doc)[:11] == [
        "schema", "engine", "register", "as_of", "context", "generated", "sources", "assets", "unread", "questions",
        "summary",
    ]  # fmt: skip
    assert list(doc["assets"][0])[:7] == [
        "id", "kind", "keys", "identification", "vulnerabilities", "determinations", "observations",
    ]  # fmt: skip
    answer = doc["assets"][0]["determinations"][0]
    assert list(answer)[:8] == [
        "measure", "act", "outcome", "on", "until", "questions", "reason", "checked_through"
    ]  # fmt: skip
    assert list(answer["reason"]) == ["claim", "truth", "because", "evidence", "code", "params", "fact"]


def test_a_dimension_of_which_nothing_is_known_says_so_and_nothing_else(scenario: ModuleType) -> None:
    unknown = document(scenario)["assets"][6]["identification"]
    assert unknown.pop("conflicts") == []
    assert set(unknown) == DIMENSIONS
    for claim in unknown.values():
        assert claim == {"value": None, "grade": "none", "bases": [], "evidence": []}


def test_vulnerabilities_are_listed_for_each_thing_and_said_to_have_been_examined(
    scenario: ModuleType,
) -> None:
    doc = document(scenario)
    assert doc["examined"] == {"vulnerabilities": True}
    answered = {one["affected"] for asset in doc["assets"] for one in asset["vulnerabilities"]}
    assert answered
    assert answered <= {"yes", "no", "unknown"}


def test_device_words_stand_verbatim(scenario: ModuleType) -> None:
    assert document(scenario)["assets"][7]["observations"][0]["value"] == scenario.HOSTILE


def test_the_claim_of_a_reason_is_a_sentence_and_its_code_is_in_no_language(scenario: ModuleType) -> None:
    reason = document(scenario)["assets"][0]["determinations"][0]["reason"]
    assert reason["code"] == "outcome.applies"
    assert reason["params"]["act"] == "procure"
    assert "Federal prohibition" in reason["claim"]
