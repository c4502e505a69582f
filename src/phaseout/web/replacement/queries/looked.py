"""Which surveys looked where a thing stood after it was removed, and did not meet it?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.queries import last_inspected
from phaseout.web.replacement.vocabulary import Result
from phaseout.web.surveys.models import Comparison, Difference, State, Survey, SurveyedAsset

MOST = 50
"""Surveys that are looked at, the newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A survey that looked at the site of a thing and did not meet it."""

    pk: int
    name: str
    on: date
    """The day somebody looked, as its files say it, else who brought it in."""
    is_in_files: bool

    @property
    def told(self) -> str:
        """Return its name, the day, and on whose word that is."""
        words = (
            _("%(name)s (%(day)s, as its files say)")
            if self.is_in_files
            else _("%(name)s (%(day)s, as whoever brought it in says)")
        )
        return words % {"name": self.name, "day": self.on.isoformat()}


def looked_since(replacement: Replacement) -> list[Looked]:
    """Return the surveys that looked where it stood on a later day than it was removed, without meeting it.

    Where it stood at its removal, wherever it is said to stand since. A survey counts that was taken over and
    could have met it: brought in after it was taken into the programme, with something met there, of its kind
    unless an inspection says that it is gone. Of an undated list nobody knows when it was true: the day is
    the last on which its files say that something was seen there, else the one that its bringer states. One
    that may have met the thing, since its conflict was never settled, does not count.
    """
    if replacement.removed_from_id is None or replacement.removed_on is None:
        return []
    return [one for one in _looks(replacement) if one.on > replacement.removed_on]


def _looks(replacement: Replacement) -> Iterator[Looked]:
    for survey in _surveys(replacement):
        if any(replacement.asset_id in _rivals(one) for one in _conflicts(survey)):
            continue
        seen = survey.seen_there  # type: ignore[attr-defined] # annotated
        on = timezone.localdate(seen) if seen else survey.looked_on
        if on is not None:
            yield Looked(pk=survey.pk, name=survey.name, on=on, is_in_files=seen is not None)


def _surveys(replacement: Replacement) -> QuerySet[Survey]:
    asset = replacement.asset
    there = SurveyedAsset.everything.filter(survey=OuterRef("pk"), site=replacement.removed_from_id)
    there = there.order_by()
    alike = there.filter(kind=asset.kind) if asset.kind and not _is_inspected(replacement) else there
    met = Comparison.everything.filter(survey=OuterRef("pk"), asset=asset)
    last = there.values("survey").annotate(last=Max("seen")).values("last")
    # When it came into the estate nobody keeps; it was known when it was taken into the programme.
    rows = Survey.everything.filter(Exists(alike), state=State.APPLIED, entered__gte=replacement.started)
    return rows.exclude(Exists(met)).annotate(seen_there=Subquery(last)).order_by("-pk")[:MOST]


def _is_inspected(replacement: Replacement) -> bool:
    """Return whether somebody else looked at its place and says that it is gone."""
    last = last_inspected(replacement)
    return last is not None and last.result == Result.GONE


def _conflicts(survey: Survey) -> QuerySet[Comparison]:
    return Comparison.everything.filter(survey=survey, difference=Difference.CONFLICT, asset=None).order_by()


def _rivals(comparison: Comparison) -> set[int]:
    return {pk for _kind, _value, pk in comparison.rivals}
