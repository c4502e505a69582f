"""A survey with what it found and what could not be read."""

from collections.abc import Mapping
from types import SimpleNamespace

from django.utils import timezone

from phaseout.web.surveys.again import Again, Progress
from phaseout.web.surveys.models import SurveyedAsset
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
    SurveyedAsset.everything.filter(survey=survey).update(written=SECRET)
    return {"survey": survey}


EXAMPLES = {
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
