"""When was a thing of a survey last seen: as its files say, else the person, else when it was brought in?"""

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from phaseout.domain.asset import Asset
from phaseout.identify.instant import instant_of
from phaseout.web.estate.models import SeenBy
from phaseout.web.surveys.models import Survey

ORDERED = "order.date"
CLOCKS_SET = datetime(2000, 1, 1, tzinfo=UTC)
"""A clock that says less was never set."""
AHEAD = timedelta(days=1)
"""By how much the clock of a source may be ahead of this one, or its day somewhere else."""


def seen_in_files(asset: Asset, now: datetime) -> datetime | None:
    """Return the last time its files tell of a thing; else the day it was ordered; None for neither.

    Args:
        asset: as the survey shows it.
        now: what a file dates later was written by a clock that is wrong.
    """
    observed = [seen.at for seen in asset.observations if seen.at]
    ordered = [seen.value for seen in asset.observations if seen.trait == ORDERED]
    for told in (observed, ordered):
        known = [at for text in told if (at := instant_of(text)) and CLOCKS_SET <= at <= now + AHEAD]
        if known:
            return min(max(known), now)
    return None


def seen_of(survey: Survey, in_files: datetime | None) -> tuple[datetime, SeenBy]:
    """Return when a thing was last seen, and whence that is known."""
    brought = survey.finished or timezone.now()
    if in_files is not None:
        return in_files, SeenBy.SOURCE
    if survey.looked_on is None:
        return brought, SeenBy.BROUGHT
    if survey.looked_on >= timezone.localdate(brought):
        return brought, SeenBy.PERSON
    return datetime.combine(survey.looked_on, time(12), UTC), SeenBy.PERSON
