"""A survey with what it found and what could not be read."""

from collections.abc import Mapping
from types import SimpleNamespace

from web.furnishing.secret import SECRET
from web.surveyed import example_survey


def put(there: SimpleNamespace) -> Mapping[str, object]:
    return {"survey": example_survey(there.organisation, SECRET)}


EXAMPLES = {
    **{
        name: lambda of: {"pk": of.survey.pk}
        for name in (
            "survey",
            "survey-progress",
            "survey-cancel",
            "survey-apply",
            "survey-undo",
            "survey-unread",
            "survey-unread-csv",
            "survey-unread-xlsx",
            "survey-not-seen",
            "survey-kept",
            "survey-document",
        )
    },
    **{name: lambda of: {"pk": of.survey.pk, "position": 0} for name in ("surveyed", "surveyed-settle")},
}
