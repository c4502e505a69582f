"""What stands in the addresses of the API, and what is sent to them: rows that the other apps have put in."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from phaseout.web.findings.models import Finding

MEASURE = "ca-qc/hikvision-dahua-order"


def put(_there: SimpleNamespace) -> Mapping[str, object]:
    return {}


def _of(name: str, **more: object) -> Callable[[SimpleNamespace], Mapping[str, object]]:
    return lambda of: {"pk": getattr(of, name).pk, **more}


EXAMPLES = {
    "api-organisation": _of("organisation"),
    "api-branches": _of("organisation"),
    "api-site": _of("site"),
    "api-looks": _of("site"),
    "api-site-places": _of("site"),
    "api-place": _of("building", sort="building"),
    "api-places": _of("building", sort="floor"),
    "api-asset": _of("asset"),
    "api-asset-field": _of("asset", field="model"),
    "api-asset-place": _of("asset"),
    **{
        name: _of("survey")
        for name in (
            "api-survey",
            "api-survey-cancel",
            "api-survey-apply",
            "api-survey-undo",
            "api-survey-document",
            "api-survey-unread",
            "api-survey-not-seen",
            "api-survey-kept",
            "api-surveyed-things",
        )
    },
    "api-surveyed-thing": _of("survey", position=1),
    "api-surveyed-settle": _of("survey", position=1),
    "api-finding": _of("finding"),
    "api-finding-assess": _of("finding"),
    "api-finding-propose": _of("other_finding"),
    "api-judgement": _of("proposal"),
    "api-judgement-decide": _of("proposal"),
    "api-judgement-withdraw": _of("proposal"),
    "api-file": _of("attachment"),
    "api-replacement": _of("replacement"),
    "api-replacement-work": _of("replacement"),
    "api-replacement-advance": _of("replacement"),
    "api-replacement-decide": _of("replacement"),
    "api-question": lambda _: {"fact": "purpose"},
    "api-question-answers": lambda _: {"fact": "purpose"},
    "api-measure": lambda _: {"measure": MEASURE},
}
SENT: Mapping[tuple[str, str], Callable[[SimpleNamespace], Any]] = {
    ("api-organisation", "PATCH"): lambda _: {"name_en": "Renamed"},
    ("api-branches", "POST"): lambda _: {"name_en": "Branch"},
    ("api-sites", "POST"): lambda of: {"organisation": of.organisation.pk, "ref": "new", "name_en": "New"},
    ("api-site", "PATCH"): lambda _: {"custodian": "Somebody"},
    ("api-looks", "POST"): lambda _: {"way": "walk", "on": "2026-11-01"},
    ("api-place", "PATCH"): lambda _: {"name_en": "Tower"},
    ("api-places", "POST"): lambda _: {"name_en": "First", "level": 1},
    ("api-asset-field", "PUT"): lambda _: {"value": "DS-1"},
    ("api-asset-place", "PUT"): lambda of: {"site": of.site.pk},
    ("api-surveyed-settle", "PUT"): lambda _: {"asset": None},
    ("api-finding-assess", "POST"): lambda _: {"reason": "It shows"},
    ("api-finding-propose", "POST"): lambda _: {"verdict": "confirmed", "reason": "It is so"},
    ("api-judgement-decide", "POST"): lambda _: {"agrees": True},
    ("api-judgements-decide", "POST"): lambda of: {
        "agrees": True,
        "findings": [{"id": of.finding.pk, "version": _now(of.finding)}],
    },
    ("api-judgement-withdraw", "POST"): lambda _: {"reason": "A mistake"},
    ("api-replacements", "POST"): lambda of: {"assets": [of.asset.pk]},
    ("api-replacement-work", "POST"): lambda _: {
        "to": "removed",
        "on": "2026-11-20",
        "who": "A crew",
        "reason": "No camera was at hand",
    },
    ("api-replacement-advance", "POST"): lambda _: {"to": "planned", "reason": "Too early"},
    ("api-replacement-decide", "POST"): lambda _: {"to": "excepted"},
    ("api-question-answers", "POST"): lambda of: {
        "values": ["public-safety"],
        "places": [{"site": of.site.pk}],
        "reason": "I know",
    },
}
"""Route and method → what is sent, so that nothing but the asker can be wrong about it."""
VERSIONS: Mapping[str, Callable[[SimpleNamespace], int]] = {
    "api-survey-apply": lambda of: of.survey.version,
    "api-survey-undo": lambda of: of.survey.version,
    "api-asset-field": lambda of: of.asset.version,
    "api-finding-assess": lambda of: _now(of.finding),
    "api-finding-propose": lambda of: _now(of.other_finding),
    "api-judgement-decide": lambda of: _now(of.finding),
    "api-judgement-withdraw": lambda of: _now(of.finding),
    **dict.fromkeys(
        ("api-replacement-work", "api-replacement-advance", "api-replacement-decide"),
        lambda of: of.replacement.version,
    ),
}
"""Route → the version that its row has now, where that is not the first."""


def _now(finding: Finding) -> int:
    """Return the version a finding has after what people did with it."""
    return Finding.everything.get(pk=finding.pk).version
