"""What was found at each of many sites? From the sums that are kept."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from phaseout.web.estate.models import Site
from phaseout.web.findings.queries.gone import shown_gone
from phaseout.web.findings.recording import APPLIES, UNDETERMINED
from phaseout.web.findings.sums import AssetTally, Tally
from phaseout.web.frame.access import Access


def with_found(access: Access, sites: QuerySet[Site]) -> QuerySet[Site]:
    """Return the sites, each with what was found there, as its own page counts it.

    That is ``applies`` and ``undetermined``, findings in the reader's reach, and ``to_go``, assets that must
    go today and are not shown to be gone. 0 is no word on whether somebody looked.
    """
    findings, assets = Tally.objects.visible_to(access), AssetTally.objects.visible_to(access)
    today = timezone.localdate()
    holds = Q(review="") | Q(expires__lt=today)
    gone = shown_gone(access, today).filter(site=OuterRef("pk")).values("site").annotate(number=Count("pk"))
    return sites.annotate(
        applies=_sum(findings.filter(outcome=APPLIES), "findings"),
        undetermined=_sum(findings.filter(outcome=UNDETERMINED), "findings"),
        to_go=_sum(assets.filter(holds), "assets") - _number(gone),
    )


def _sum(sums: QuerySet[Tally] | QuerySet[AssetTally], figure: str) -> Coalesce:
    there = sums.filter(site=OuterRef("pk")).order_by().values("site").annotate(number=Sum(figure))
    return _number(there)


def _number(counted: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(counted.values("number")), 0, output_field=IntegerField())
