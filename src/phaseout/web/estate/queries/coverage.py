"""How far has each site been looked at? Apart from what was found: not started is never none found."""

from collections import Counter
from collections.abc import Collection
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
    in_part: int
    """Sites of these that were looked at so in part."""

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
    """Return the sites, each with ``reached``: the rank of the furthest look, 0 where nobody looked.

    And with ``whole``: the same of the looks at the whole site; where that is less, the site was looked at so
    in part.
    """
    rank = Case(
        *(When(way=way.value, then=Value(number)) for number, way in enumerate(WAYS)),
        output_field=IntegerField(),
    )
    looks = Look.everything.filter(Look.COUNTS, site=OuterRef("pk")).order_by()
    furthest, whole = (
        some.values("site").annotate(most=Max(rank)).values("most") for some in (looks, looks.filter(left=""))
    )
    return sites.annotate(reached=Coalesce(Subquery(furthest), 0), whole=Coalesce(Subquery(whole), 0))


def reach_of(site: Site) -> tuple[Coverage, bool]:
    """Return how far one site was looked at, and whether that left something of it."""
    looks = list(site.looks.filter(Look.COUNTS))
    furthest = max((Coverage(look.way) for look in looks), key=WAYS.index, default=WAYS[0])
    of_it = [look for look in looks if look.way == furthest]
    return furthest, bool(of_it) and all(look.left for look in of_it)


def is_looked_at_by_another(site: Site, person: int | None) -> bool:
    """Return whether somebody else than a person looked at a site, in a way that counts."""
    return Look.everything.filter(Look.COUNTS, site=site).exclude(by=person).exists()


def looks_of(site: Site) -> QuerySet[Look]:
    """Return the looks at a site, the newest first; those taken back, too."""
    return Look.everything.filter(site=site).select_related("by")


def sites_by_way(access: Access, *, among: Collection[int] = ()) -> list[tuple[Coverage, bool, int]]:
    """Return way, whether it was in part, and the sites somebody sees of which that is the furthest.

    Each way from not started on; in part only where there is any.

    Args:
        access: of who reads.
        among: primary keys of the sites it is asked of alone; none: all.
    """
    seen = Site.objects.visible_to(access)
    sites = with_coverage(seen.filter(pk__in=among) if among else seen).order_by()
    pairs = sites.values_list(*("reached", "whole"))
    counted = Counter((rank, whole < rank) for rank, whole in pairs)
    every = [
        (way, is_part, counted[rank, is_part]) for rank, way in enumerate(WAYS) for is_part in (True, False)
    ]
    return [(way, is_part, number) for way, is_part, number in every if number or not is_part]


def coverage_by_way(access: Access) -> list[Covered]:
    """Return, for each organisation somebody sees, how far its sites and those below were looked at."""
    sites = with_coverage(Site.objects.visible_to(access)).order_by()
    reached: Counter[tuple[int, int]] = Counter()
    in_part: Counter[int] = Counter()
    for path, rank, whole in sites.values_list(*("organisation__path", "reached", "whole")):
        for step in path.split("/"):
            if step:
                reached[int(step), rank] += 1
                in_part[int(step)] += whole < rank
    return [
        Covered(
            organisation=branch.organisation,
            depth=branch.depth,
            counts=tuple((way, reached[branch.organisation.pk, rank]) for rank, way in enumerate(WAYS)),
            in_part=in_part[branch.organisation.pk],
        )
        for branch in tree(access)
    ]
