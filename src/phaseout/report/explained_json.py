"""How do answers that many assets share become those of one asset, in JSON?

It says in JSON what ``phaseout.domain.truth.Reason.with_evidence`` says of values.
"""

from collections.abc import Mapping, Sequence
from typing import cast

from phaseout.report.json_bytes import Json, Object

Shown = Mapping[str, Sequence[str]]
"""Fact → the evidence of an asset that shows it."""


def explained_json(answers: Sequence[Object], shown: Shown) -> list[Object]:
    """Return determinations with each fact in their reasons pointing at what shows it."""
    return [
        {**answer, "reason": _with_evidence(cast("Object", answer["reason"]), shown)} for answer in answers
    ]


def _with_evidence(reason: Object, shown: Shown) -> Object:
    found: Sequence[Json] = ()
    if fact := reason["fact"]:
        params = cast("Mapping[str, Json]", reason["params"])
        value = f"{fact}/{params.get(str(fact), '')}"
        found = shown[value] if value in shown else shown.get(str(fact), ())
    because = [_with_evidence(part, shown) for part in cast("list[Object]", reason["because"])]
    evidence = cast("list[Json]", reason["evidence"])
    return {**reason, "because": because, "evidence": [*found, *evidence]}
