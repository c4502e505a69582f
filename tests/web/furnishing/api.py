"""What stands in the addresses of the API, and what is sent to them: rows that the other apps have put in."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from phaseout.web.api.nouns.exports import LISTS
from phaseout.web.estate.models import Asset, Site
from phaseout.web.findings.models import Finding
from web.furnishing.notices import HOOKS
from web.furnishing.plans import LINES, programme_of
from web.furnishing.replacement import CERTIFIED

MEASURE = "ca-qc/hikvision-dahua-order"
REVIEWED = {"review": "2027-05-01", "residual": 30, "note": "The port is off"}


def put(_there: SimpleNamespace) -> Mapping[str, object]:
    return {}


def _of(name: str, **more: object) -> Callable[[SimpleNamespace], Mapping[str, object]]:
    return lambda of: {"pk": getattr(of, name).pk, **more}


def _scope(of: SimpleNamespace) -> Mapping[str, object]:
    ranges = [{"network": "10.9.0.0/24", "site": of.site.pk}]
    return {"name": "Town hall", "ranges": ranges, "last_day": f"{timezone.localdate() + timedelta(days=30)}"}


EXAMPLES = {
    "api-organisation": _of("organisation"),
    "api-branches": _of("organisation"),
    "api-site": _of("site"),
    "api-looks": _of("site"),
    "api-look-withdraw": lambda of: {"pk": of.site.pk, "look": of.look.pk},
    "api-site-places": _of("site"),
    "api-place": _of("building", sort="building"),
    "api-places": _of("building", sort="floor"),
    "api-asset": _of("asset"),
    "api-asset-field": _of("asset", field="model"),
    "api-asset-field-withdraw": _of("asset", field="brand"),
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
    **{f"api-export-surveys-{name}": _of("survey") for name in ("things", "unread", "not-seen", "kept")},
    "api-export-plans-packages": _of("work_plan"),
    "api-export-organisations-prices": _of("organisation"),
    "api-export-ledgers-leaves": _of("ledger"),
    "api-surveyed-thing": _of("survey", position=1),
    "api-surveyed-settle": _of("survey", position=1),
    "api-finding": _of("finding"),
    "api-finding-assess": _of("finding"),
    "api-finding-propose": _of("other_finding"),
    "api-judgement": _of("proposal"),
    "api-judgement-decide": _of("proposal"),
    "api-judgement-withdraw": _of("proposal"),
    "api-answer": _of("answer"),
    "api-answer-withdraw": _of("answer"),
    "api-file": _of("attachment"),
    "api-replacement": _of("replacement"),
    **{
        f"api-replacement-{name}": _of("replacement")
        for name in (
            "work",
            "advance",
            "decide",
            "planning",
            "replacing",
            "terms",
            "media",
            "mitigations",
            "referrals",
        )
    },
    "api-replacement-storage": _of("bare"),
    "api-medium": _of("medium"),
    "api-medium-certificate": _of("uncertified"),
    "api-medium-handovers": _of("medium"),
    "api-photo": _of("photo"),
    "api-mitigation": _of("mitigation"),
    "api-mitigation-review": _of("mitigation"),
    "api-mitigation-end": _of("mitigation"),
    "api-referral": _of("referral"),
    "api-referral-answer": _of("referral"),
    "api-inspection": _of("inspection"),
    "api-inspected": _of("waiting"),
    "api-inspected-withdraw": _of("inspected"),
    "api-comments": _of("asset", sort="asset"),
    "api-comment": _of("comment"),
    "api-comment-withdraw": _of("comment"),
    "api-task": _of("task"),
    "api-task-settle": _of("task"),
    "api-task-who": _of("asset", sort="asset"),
    **{f"api-person{name}": _of("person") for name in ("", "-roles", "-close", "-open")},
    "api-person-role-withdraw": lambda of: {"pk": of.person.pk, "grant": of.grant.pk},
    "api-second-factor": _of("organisation"),
    **{f"api-invitation{name}": _of("invitation") for name in ("", "-resend", "-withdraw")},
    **{
        f"api-webhook{name}": _of("webhook")
        for name in ("", "-secret", "-close", "-open", "-trial", "-deliveries")
    },
    "api-kept-list": _of("kept_list"),
    **dict.fromkeys(
        ("api-change", "api-change-rows", "api-change-withdraw"), lambda of: {"name": of.altered.batch}
    ),
    "api-survey-sites": _of("survey"),
    "api-mention-seen": _of("mention"),
    "api-workbook": lambda _of: {"subject": "sites"},
    "api-workbook-preview": lambda _of: {"subject": "sites"},
    **{f"api-floor-plan{name}": _of("floor") for name in ("", "-picture", "-pins")},
    "api-asset-pin": _of("asset"),
    "api-report": _of("report"),
    "api-report-file": _of("report"),
    "api-report-order": _of("report_order"),
    "api-report-order-again": _of("report_order"),
    "api-plan": _of("work_plan"),
    "api-programme": _of("organisation"),
    "api-prices": _of("organisation"),
    "api-plan-packages": _of("work_plan"),
    "api-plan-document": _of("work_plan"),
    "api-plan-adopt": _of("work_plan"),
    "api-scope": _of("look_scope"),
    "api-scope-decide": _of("look_scope"),
    "api-scope-file": _of("signed_scope"),
    "api-scope-withdraw": _of("signed_scope"),
    "api-question": lambda _: {"fact": "purpose"},
    "api-question-answers": lambda _: {"fact": "purpose"},
    "api-measure": lambda _: {"measure": MEASURE},
    "api-vocabulary": lambda _: {"of": "roles"},
}
ASKED: Mapping[str, str] = {
    **{taken.name: "format=csv" if "csv" in taken.formats else "format=pdf" for taken in LISTS},
    **{f"api-labels-{rows}": "sheet=Avery+5160&start=1" for rows in ("assets", "sites")},
    "api-search": "q=a",
}
"""Route → what its address must say besides."""
SENT: Mapping[tuple[str, str], Callable[[SimpleNamespace], Any]] = {
    ("api-reports", "POST"): lambda of: {"kind": "monthly-status", "organisation": of.organisation.pk},
    ("api-organisation", "PATCH"): lambda _: {"name_en": "Renamed"},
    ("api-branches", "POST"): lambda _: {"name_en": "Branch"},
    ("api-sites", "POST"): lambda of: {"organisation": of.organisation.pk, "ref": "new", "name_en": "New"},
    ("api-site", "PATCH"): lambda _: {"custodian": "Somebody"},
    ("api-looks", "POST"): lambda _: {"way": "walk", "on": "2026-11-01"},
    ("api-look-withdraw", "POST"): lambda _: {"reason": "another building"},
    ("api-place", "PATCH"): lambda _: {"name_en": "Tower"},
    ("api-places", "POST"): lambda _: {"name_en": "First", "level": 1},
    ("api-asset-field", "PUT"): lambda _: {"value": "DS-1", "reason": "label"},
    ("api-asset-field-withdraw", "POST"): lambda _: {"reason": "another unit"},
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
    ("api-answer-withdraw", "POST"): lambda _: {"reason": "A mistake"},
    ("api-replacements", "POST"): lambda of: {"assets": [of.asset.pk]},
    ("api-replacement-work", "POST"): lambda _: {
        "to": "removed",
        "on": "2026-11-20",
        "who": "A crew",
        "reason": "No camera was at hand",
    },
    ("api-replacement-advance", "POST"): lambda _: {"to": "planned", "reason": "Too early"},
    ("api-replacement-decide", "POST"): lambda _: {"to": "excepted"},
    ("api-replacement-planning", "PUT"): lambda _: {
        "package": "P2",
        "month": "2027-03-01",
        "funding": "Capital",
        "visit": "2027-03-09",
    },
    ("api-replacement-replacing", "PUT"): lambda _: {"replacing": "nothing", "reason": "Nobody needs it"},
    ("api-replacement-terms", "PUT"): lambda _: {"laydown": "Annex B", "phase_out": "By May"},
    ("api-replacement-storage", "PUT"): lambda _: {"stores": "none", "reason": "The slot is empty"},
    ("api-replacement-media", "POST"): lambda _: {"sort": "card", "serial": "SD-1"},
    ("api-replacement-mitigations", "POST"): lambda _: {**REVIEWED, "way": "isolated", "since": "2026-11-01"},
    ("api-replacement-referrals", "POST"): lambda _: {
        "to": "landlord",
        "whom": "Owner",
        "asked": "2026-11-01",
        "due": "2026-12-01",
        "request": "Take it down",
    },
    ("api-medium-certificate", "PUT"): lambda _: {
        name: value.isoformat() if isinstance(value, date) else value for name, value in CERTIFIED.items()
    },
    ("api-medium-handovers", "POST"): lambda of: {
        "giver": of.medium.handovers.latest("pk").taker,
        "taker": "Cy",
        "when": "2026-11-27",
        "place": "Depot",
    },
    ("api-mitigation-review", "POST"): lambda _: REVIEWED,
    ("api-mitigation-end", "POST"): lambda _: {"on": "2026-11-20"},
    ("api-referral-answer", "POST"): lambda _: {
        "on": "2026-11-20",
        "reply": "will-act",
        "answer": "We will",
    },
    ("api-comments", "POST"): lambda _: {"text": "Look at it"},
    ("api-comment", "PATCH"): lambda _: {"text": "Look at it again"},
    ("api-task", "PATCH"): lambda _: {"note": "By the door"},
    ("api-tasks", "POST"): lambda of: {
        "sort": "asset",
        "about": of.asset.pk,
        "title": "Read the label",
        "who": "role:technician",
    },
    ("api-task-settle", "POST"): lambda _: {"state": "done", "answer": "Read"},
    ("api-person-roles", "POST"): lambda of: {"role": "auditor", "organisation": of.organisation.pk},
    ("api-invitations", "POST"): lambda of: {
        "email": "somebody@example.org",
        "language": "fr",
        "organisation": of.organisation.pk,
        "role": "reader",
    },
    ("api-assets-preview", "POST"): lambda of: {"rows": [{"id": of.asset.pk}], "custodian": "Somebody"},
    ("api-assets-change", "POST"): lambda of: {"rows": [_seen(of.asset)], "custodian": "Somebody"},
    ("api-sites-preview", "POST"): lambda _: {"filter": "tier=1", "custodian": "Somebody"},
    ("api-sites-change", "POST"): lambda of: {"rows": [_seen(of.site)], "custodian": "Somebody"},
    ("api-findings-preview", "POST"): lambda of: {"findings": [{"id": of.finding.pk}]},
    ("api-findings-propose", "POST"): lambda of: {
        "findings": [{"id": of.other_finding.pk, "version": _now(of.other_finding)}],
        "verdict": "confirmed",
        "reason": "It is so",
    },
    ("api-asset-pin", "PUT"): lambda of: {"floor": of.floor.pk, "x": 100, "y": 900},
    ("api-letters", "PUT"): lambda _: {"rhythm": "daily"},
    ("api-kept-lists", "POST"): lambda _: {"of": "assets", "name": "Cameras", "query": "kind=camera"},
    ("api-kept-list", "PATCH"): lambda _: {"name": "Ours"},
    ("api-webhooks", "POST"): lambda of: {
        "organisation": of.organisation.pk,
        "name": "Tickets",
        "address": f"https://{HOOKS}/phaseout",
        "kinds": ["survey.ready"],
    },
    ("api-webhook", "PATCH"): lambda _: {"kinds": ["survey.ready", "survey.failed"]},
    ("api-inspections", "POST"): lambda of: {
        "organisation": of.organisation.pk,
        "seed": "17 23 42",
        "size": 5,
    },
    ("api-inspected", "PUT"): lambda _: {"result": "gone", "on": "2026-11-24"},
    ("api-inspected-withdraw", "POST"): lambda _: {"why": "The wrong wall"},
    ("api-programme", "PUT"): lambda _: {"text": programme_of()},
    ("api-prices", "PUT"): lambda _: {"currency": "CAD", "prices": list(LINES)},
    ("api-plans", "POST"): lambda of: {"organisation": of.organisation.pk, "moves": 5},
    ("api-scopes", "POST"): lambda of: {**_scope(of), "organisation": of.organisation.pk},
    ("api-scope", "PUT"): _scope,
    ("api-replacements-preview", "POST"): lambda of: {"rows": [{"id": of.replacement.pk}], "package": "P1"},
    ("api-replacements-plan", "POST"): lambda of: {
        "rows": [{"id": of.replacement.pk, "version": of.replacement.version}],
        "package": "P1",
    },
    ("api-survey-sites", "POST"): lambda _: {"sites": [{"written": "Annex"}]},
    ("api-scope-decide", "POST"): lambda _: {"agrees": True},
    ("api-scope-withdraw", "POST"): lambda _: {"reason": "The building is sold"},
    ("api-question-answers", "POST"): lambda of: {
        "values": ["public-safety"],
        "places": [{"site": of.site.pk}],
        "reason": "I know",
    },
}
"""Route and method → what is sent, so that nothing but the asker can be wrong about it."""
VERSIONS: Mapping[str, Callable[[SimpleNamespace], int]] = {
    "api-survey-apply": lambda of: of.survey.version,
    "api-scope-withdraw": lambda of: of.signed_scope.version,
    "api-survey-undo": lambda of: of.survey.version,
    "api-asset-field": lambda of: of.asset.version,
    "api-programme": lambda of: of.programme.number,
    "api-prices": lambda of: of.prices.number,
    "api-asset-field-withdraw": lambda of: of.asset.version,
    "api-finding-assess": lambda of: _now(of.finding),
    "api-finding-propose": lambda of: _now(of.other_finding),
    "api-judgement-decide": lambda of: _now(of.finding),
    "api-judgement-withdraw": lambda of: _now(of.finding),
    "api-replacement-storage": lambda of: of.bare.version,
    "api-medium-certificate": lambda of: of.uncertified.version,
    "api-inspected": lambda of: of.waiting.version,
    "api-inspected-withdraw": lambda of: of.inspected.version,
    **dict.fromkeys(
        (
            f"api-replacement-{name}"
            for name in ("work", "advance", "decide", "planning", "replacing", "terms")
        ),
        lambda of: of.replacement.version,
    ),
}
"""Route → the version that its row has now, where that is not the first."""


def _seen(row: Asset | Site) -> dict[str, int]:
    return {"id": row.pk, "version": type(row).everything.get(pk=row.pk).version}


def _now(finding: Finding) -> int:
    """Return the version a finding has after what people did with it."""
    return Finding.everything.get(pk=finding.pk).version
