"""What did people say that single things are?

A person says it on the page of a thing, in a list, in a workbook, or as an answer to a question: all of it
stands beside what surveys told (``Told``), and the last word of a person counts.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from phaseout.domain.claim import Grade
from phaseout.web.estate.models import Altered, Asset, Organisation, Told
from phaseout.web.frame.among import among

CLAIMED = frozenset({"maker", "brand", "kind"})
"""What a thing is. A survey keeps what it shows of that; what somebody said could not be corrected there."""
Said = Mapping[tuple[int, str], Told]
"""(Primary key of an asset, field) → what a person said last."""


def said_in(organisation: Organisation, *, since: datetime | None = None) -> Said:
    """Return what people said that the things of an organisation are.

    Args:
        organisation: whose things.
        since: only what was said after it.
    """
    told = Told.everything.filter(
        Told.COUNTS, survey=None, field__in=CLAIMED, asset__organisation=organisation
    )
    if since is not None:
        told = told.filter(at__gt=since)
    return {(one.asset_id, one.field): one for one in told.order_by("at", "pk") if one.value}


def is_taken_back(organisation: Organisation, *, since: datetime) -> bool:
    """Return whether what somebody said that things of an organisation are was taken or put back since.

    It does not stand any more among what people said.
    """
    words = Told.everything.filter(field__in=CLAIMED, asset__organisation=organisation, withdrawn__gt=since)
    if words.exists():
        return True
    rows = Altered.everything.filter(organisation=organisation, asset__isnull=False, undone__gt=since)
    return any(not CLAIMED.isdisjoint(after) for after in rows.order_by().values_list("after", flat=True))


def made_by_word(assets: QuerySet[Asset], *, is_against: bool) -> QuerySet[Asset]:
    """Return those of some things whose maker a person states.

    Args:
        assets: among which.
        is_against: only those of which a survey says, at least strongly, that somebody else made them.
    """
    told = (
        Told.everything.filter(Told.COUNTS, asset=OuterRef("pk"), field="maker").exclude(value="").order_by()
    )
    found = assets.filter(Exists(told.filter(survey=None)))
    if not is_against:
        return found
    firm = told.filter(survey__isnull=False, grade__in=(Grade.STRONG, Grade.CONCLUSIVE))
    return found.filter(Exists(firm.exclude(value=OuterRef("maker"))))


def said_of(assets: Collection[int]) -> frozenset[int]:
    """Return of which of some things a person said what they are; as many as one statement takes."""
    told = Told.everything.filter(Told.COUNTS, among("asset", assets), survey=None, field__in=CLAIMED)
    return frozenset(told.exclude(value="").order_by().values_list("asset", flat=True))
