"""Which surveys looked where a thing stood after it was removed, and did not meet it?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from phaseout.web.replacement.models import Replacement
from phaseout.web.surveys.models import Comparison, Difference, State, Survey, SurveyedAsset

MOST = 50
"""Surveys that are looked at, the newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A survey that looked at the site of a thing and did not meet it."""

    pk: int
    name: str
    on: date
    """The day somebody looked, as the survey says it, or its files, else the day it was brought in."""


def looked_since(replacement: Replacement) -> list[Looked]:
    """Return the surveys that looked at its site on a later day than it was removed, without meeting it.

    A survey counts that was taken over, met something, and was made for the site or met something there. One
    that may have met the thing, since its conflict was never settled, does not.
    """
    site, removed = replacement.asset.site_id, replacement.removed_on
    if site is None or removed is None:
        return []
    return [one for one in _looks(replacement, site) if one.on > removed]


def _looks(replacement: Replacement, site: int) -> Iterator[Looked]:
    for survey in _surveys(replacement.asset_id, site):
        if any(replacement.asset_id in _rivals(one) for one in _conflicts(survey)):
            continue
        seen, finished = survey.seen_there, survey.finished  # type: ignore[attr-defined] # annotated
        on = survey.looked_on or (timezone.localdate(seen) if seen else None)
        on = on or (timezone.localdate(finished) if finished else survey.as_of)
        yield Looked(pk=survey.pk, name=survey.name, on=on)


def _surveys(asset: int, site: int) -> QuerySet[Survey]:
    there = SurveyedAsset.everything.filter(survey=OuterRef("pk"), site=site).order_by()
    met = Comparison.everything.filter(survey=OuterRef("pk"), asset=asset)
    last = there.values("survey").annotate(last=Max("seen")).values("last")
    rows = Survey.everything.filter(state=State.APPLIED, assets_done__gt=0)
    rows = rows.filter(Q(site=site) | Q(Exists(there))).exclude(Exists(met))
    return rows.annotate(seen_there=Subquery(last)).order_by("-pk")[:MOST]


def _conflicts(survey: Survey) -> QuerySet[Comparison]:
    return Comparison.everything.filter(survey=survey, difference=Difference.CONFLICT, asset=None).order_by()


def _rivals(comparison: Comparison) -> set[int]:
    return {pk for _, _, pk in comparison.rivals}
