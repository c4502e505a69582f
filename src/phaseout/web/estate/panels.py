"""What does the estate add to the first page?"""

from django.urls import reverse
from django.utils.translation import gettext

from phaseout.web.estate.models import Coverage
from phaseout.web.estate.queries.coverage import sites_by_way
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.chart import bars
from phaseout.web.frame.panels import Panel


def reached(access: Access, _nothing: None) -> Panel:
    """Return how far the sites in the reader's reach were looked at, as a chart."""
    counts = sites_by_way(access)
    rows = [
        (_called(way, is_part=is_part), number, "undetermined" if way is Coverage.NOT_STARTED else "",
         f"{reverse('sites')}?coverage={way.value}&part={'part' if is_part else 'whole'}"
         if way is not Coverage.NOT_STARTED else f"{reverse('sites')}?coverage={way.value}")
        for way, is_part, number in counts
    ]  # fmt: skip
    chart = bars(
        "reached",
        gettext("Sites by how far they were looked at"),
        (gettext("Furthest look"), gettext("Sites")),
        rows,
    )
    may_add = access.may_anywhere(Permission.KEEP_ESTATE)
    sites = sum(number for _, _, number in counts)
    return Panel(template="estate/reached.html", shown={"chart": chart, "sites": sites, "may_add": may_add})


def _called(way: Coverage, *, is_part: bool) -> str:
    return gettext("%(way)s, in part") % {"way": way.label} if is_part else str(way.label)
