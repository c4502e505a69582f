"""Which storage media is a report of, with the hands each went through?"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from phaseout.web.replacement.models import Handover, Medium, Replacement
from phaseout.web.replacement.vocabulary import GONE
from phaseout.web.reports.queries.tracked import tracked
from phaseout.web.reports.scope import Scope


def media(scope: Scope) -> QuerySet[Medium]:
    """Return the media of all that a report is of, in the order listed."""
    rows = scope.at_sites(Medium.objects.visible_to(scope.access), "replacement__asset__site")
    rows = rows.select_related("replacement__asset__site", "certified_by")
    return rows.prefetch_related("handovers__by").order_by("pk")


def hands_of(medium: Medium) -> list[Handover]:
    """Return through whose hands a medium went, from the first on."""
    return list(medium.handovers.all())


def without_media(scope: Scope) -> QuerySet[Replacement]:
    """Return what is removed and has no medium listed: since it has none, or since nobody looked."""
    gone = tracked(scope).filter(Q(("standing__in", GONE)))
    return gone.filter(~Exists(Medium.everything.filter(replacement=OuterRef("pk"))))
