"""A survey with what it found and what could not be read; scopes of looks, and that it was collected under one."""

from collections.abc import Mapping
from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from phaseout.web.estate.models import Asset, Organisation
from phaseout.web.frame.access import Permission
from phaseout.web.surveys import services
from phaseout.web.surveys.again import Again, Progress
from phaseout.web.surveys.models import Collected, LookScope, SurveyedAsset
from web.furnishing.replacement import named_access
from web.furnishing.secret import SECRET
from web.surveyed import example_survey


def put(there: SimpleNamespace) -> Mapping[str, object]:
    survey = example_survey(there.organisation, SECRET)
    again = Again(
        survey=survey, edition="2026.11.26", as_of=survey.as_of, by=survey.by, error=f"Lost {SECRET}"
    )
    again.progress, again.expected, again.done, again.changed = Progress.DONE, 2, 2, 1
    again.finished = timezone.now()
    again.save()
    SurveyedAsset.everything.filter(survey=survey).update(written=SECRET, segment=SECRET)
    Asset.everything.filter(pk=there.asset.pk).update(segment=f"Segment {SECRET}")
    drafted, signed = _scopes(there.organisation, there.site.ref)
    Collected(
        survey=survey, scope=signed, digest=f"{survey.pk:064x}", standing="unsigned", collector=f"Somebody {SECRET}",
        begun=timezone.now(), ended=timezone.now(), manifest="{}",
    ).save()  # fmt: skip
    return {"survey": survey, "look_scope": drafted, "signed_scope": signed}


def draft_of(organisation: Organisation, site: str, **more: object) -> services.Draft:
    """Return what somebody asks to be allowed."""
    ranges = [{"network": "10.20.0.0/16", "site": site, "segment": f"doors {SECRET}", "note": ""}]
    said = {
        "name": f"Look {SECRET}", "ranges": ranges, "excluded": ["10.20.0.1/32"], "per_host": 20, "in_all": 200,
        "windows": [{"days": ["mon"], "from": "08:00", "to": "17:00", "timezone": "America/Toronto"}],
        "recorders": True, "expires": timezone.now() + timedelta(days=30), "collectors": "",
    }  # fmt: skip
    return services.Draft(organisation=organisation, **{**said, **more})  # type: ignore[arg-type]


def _scopes(home: Organisation, site: str) -> tuple[LookScope, LookScope]:
    """Return one that waits for a decision, and one that was signed; a third one is sent back."""
    drafts = named_access(home, f"Drafter {SECRET}", Permission.READ, Permission.ASSESS)
    decides = named_access(home, f"Allower {SECRET}", Permission.READ, Permission.DECIDE)
    waiting, back, to_sign = (services.draft_scope(drafts, draft_of(home, site)) for _ in range(3))
    services.decide_scope(decides, back, 1, agrees=False, reason=f"No {SECRET}")
    return waiting, services.decide_scope(decides, to_sign, 1, agrees=True)


EXAMPLES = {
    **{name: lambda of: {"pk": of.look_scope.pk} for name in ("scope", "scope-edit", "scope-decide")},
    **{name: lambda of: {"pk": of.signed_scope.pk} for name in ("scope-file", "scope-withdraw")},
    **{
        name: lambda of: {"pk": of.survey.pk}
        for name in (
            "survey",
            "survey-progress",
            "survey-cancel",
            "survey-apply",
            "survey-sites",
            "survey-undo",
            "survey-unread",
            "survey-not-seen",
            "survey-kept",
            "survey-document",
        )
    },
    **{name: lambda of: {"pk": of.survey.pk, "position": 0} for name in ("surveyed", "surveyed-settle")},
}
