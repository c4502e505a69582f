"""How far has each site been looked at? Apart from what was found: not started is never none found."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Max, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from phaseout.web.estate.models import Coverage, Look, Organisation, Site
from phaseout.web.estate.queries.organisations import tree
from phaseout.web.frame.access import Access

WAYS: tuple[Coverage, ...] = tuple(Coverage)
"""By rank: 0 is not started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """How far the sites of an organisation and of all below it were looked at."""

    organisation: Organisation
    depth: int
    counts: tuple[tuple[Coverage, int], ...]
    """Way → sites for which it is the furthest."""

    @property
    def sites(self) -> int:
        """All sites."""
        return sum(count for _, count in self.counts)

    @property
    def begun(self) -> int:
        """Sites that somebody looked at in some way."""
        return self.sites - self.counts[0][1]

    @property
    def share(self) -> int:
        """Hundredths of the sites that somebody looked at, rounded down: 100 is said of all alone."""
        return 100 * self.begun // self.sites if self.sites else 0


def with_coverage(sites: QuerySet[Site]) -> QuerySet[Site]:
    """Return the sites, each with ``reached``: the rank of the furthest look, 0 where nobody looked."""
    rank = Case(
        *(When(way=way.value, then=Value(number)) for number, way in enumerate(WAYS)),
        output_field=IntegerField(),
    )
    furthest = Look.everything.filter(site=OuterRef("pk")).order_by().values("site").annotate(most=Max(rank))
    return sites.annotate(reached=Coalesce(Subquery(furthest.values("most")), 0))


def coverage_of(site: Site) -> Coverage:
    """Return how far one site was looked at."""
    return max((Coverage(look.way) for look in site.looks.all()), key=WAYS.index, default=WAYS[0])


def looks_of(site: Site) -> QuerySet[Look]:
    """Return the looks at a site, the newest first."""
    return Look.everything.filter(site=site).select_related("by")


def sites_by_way(access: Access) -> list[tuple[Coverage, int]]:
    """Return, for each way from not started on, the sites somebody sees for which it is the furthest."""
    sites = with_coverage(Site.objects.visible_to(access)).order_by()
    reached = Counter(rank for (rank,) in sites.values_list(*("reached",)))
    return [(way, reached[rank]) for rank, way in enumerate(WAYS)]


def coverage_by_way(access: Access) -> list[Covered]:
    """Return, for each organisation somebody sees, how far its sites and those below were looked at."""
    sites = with_coverage(Site.objects.visible_to(access)).order_by()
    reached: Counter[tuple[int, int]] = Counter()
    for path, rank in sites.values_list(*("organisation__path", "reached")):
        for step in path.split("/"):
            if step:
                reached[int(step), rank] += 1
    return [
        Covered(
            organisation=branch.organisation,
            depth=branch.depth,
            counts=tuple((way, reached[branch.organisation.pk, rank]) for rank, way in enumerate(WAYS)),
        )
        for branch in tree(access)
    ]
