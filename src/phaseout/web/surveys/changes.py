"""How is it said what a survey changes of an asset?"""

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from phaseout.web.frame import words
from phaseout.web.surveys.models import SurveyedAsset

FIELDS = {
    "kind": _("kind"),
    "maker": _("maker"),
    "brand": _("brand"),
    "model": _("model"),
    "firmware": _("firmware"),
    "site": _("site"),
    "segment": _("segment"),
    "outcome": _("outcome"),
}
"""What may change of an asset."""
_CALLED: Mapping[str, Callable[[str], str]] = {
    "kind": words.kind,
    "maker": words.party,
    "brand": words.brand,
    "outcome": words.standing,
}


def grade_of(surveyed: SurveyedAsset, field: str) -> str:
    """Return how firmly a survey says a field of a thing; empty where it does not know."""
    return str(surveyed.claims.get(field, ("",))[0])


def changes_said(
    changes: Mapping[str, Sequence[object]], sites: Mapping[int, str]
) -> list[tuple[str, str, str]]:
    """Return each field that changes, with what it was and what it becomes; an en dash where nobody knows."""
    return [
        (str(FIELDS[field]), _value(field, before, sites), _value(field, after, sites))
        for field, (before, after) in changes.items()
    ]


def _value(field: str, said: object, sites: Mapping[int, str]) -> str:
    if said in (None, ""):
        return "–"
    text = str(said)
    if field == "site":
        return sites.get(int(text), text)
    return _CALLED[field](text) if field in _CALLED else text
