"""How are labels with codes printed, for things and for sites?"""

from typing import Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django_filters import FilterSet

from phaseout.web.api.call import Call
from phaseout.web.api.faults import cleaned, not_valid
from phaseout.web.api.narrowed import AssetsNarrowed
from phaseout.web.api.noun import Noun, Operation, query
from phaseout.web.api.pages import check_names, narrowed
from phaseout.web.estate.filters import SiteFilters
from phaseout.web.estate.labelling import ChoosingSheet, Labelling
from phaseout.web.estate.sheets import SHEETS
from phaseout.web.estate.views.labels import ASSETS, SITES
from phaseout.web.frame.access import Permission
from phaseout.web.frame.paper.lacking import MOST_ROWS, too_many_labels
from phaseout.web.frame.paper.pages import MEDIA
from phaseout.web.frame.picked import PICK, is_key
from phaseout.web.frame.problems import Fault

NOUN = Noun("labels")
Filters = type[FilterSet]
SHEET, START = "sheet", "start"
KEY = "^[0-9]{1,18}$"
MOST_PLACES = max(one.places for one in SHEETS.values())


PARAMETERS = (
    query(SHEET, {"type": "string", "enum": [*SHEETS]}, "The sheets of labels, as their paper is called.",
          is_needed=True),
    query(START, {"type": "integer", "minimum": 1, "maximum": MOST_PLACES},
            "First free label of the first sheet, counted from the left and from the top.", is_needed=True),
    query(PICK, {"type": "array", "maxItems": MOST_ROWS, "items": {"type": "string", "pattern": KEY}},
          "Ids of rows: these are printed, and not what the filter shows."),
)  # fmt: skip


def _printed(call: Call, labelling: Labelling, filters: Filters) -> HttpResponseBase:
    check_names(call, (SHEET, START, PICK, *filters.base_filters))
    form = ChoosingSheet(call.GET)
    cleaned(form)
    rows = _wanted(call, labelling, filters)
    number = rows.order_by().count()
    if not number:
        raise not_valid([Fault(field="", detail=_("Nothing matches: there is nothing to print."))])
    return too_many_labels(call, number) if number > MOST_ROWS else labelling.printed(call, rows, form)


def _wanted(call: Call, labelling: Labelling, filters: Filters) -> QuerySet[Any]:
    """Return the rows that are named, or those that the filter shows.

    Raises:
        ProblemError: one that is named is not within reach, or the filter makes no sense.
    """
    rows = labelling.rows(call.access)
    if PICK not in call.GET:
        return narrowed(call, rows, filters)
    named = call.GET.getlist(PICK)
    keys = [int(one) for one in named if is_key(one)]
    found = rows.filter(pk__in=keys)
    known = set(map(str, found.order_by().values_list("pk", flat=True)))
    if strange := [one for one in named if one not in known]:
        said = _("No such row is within your reach.")
        raise not_valid([Fault(field=PICK, detail=f"{one[:20]}: {said}") for one in strange])
    return found


def _prints(rows: str, filters: Filters) -> Operation:
    return Operation(
        method="GET", path=f"/labels/{rows}", name=f"api-labels-{rows}", needs=Permission.READ, answers=None,
        filters=filters, gives=MEDIA, is_tagged=False, parameters=PARAMETERS, refused_by=(503,),
    )  # fmt: skip


@NOUN.does(_prints("assets", AssetsNarrowed))
def of_assets(request: Call) -> HttpResponseBase:
    """Print labels of things as a PDF, for sheets of paper; each code leads to the page of its thing."""
    return _printed(request, ASSETS, AssetsNarrowed)


@NOUN.does(_prints("sites", SiteFilters))
def of_sites(request: Call) -> HttpResponseBase:
    """Print labels of sites as a PDF, for sheets of paper; each code leads to the page of its site."""
    return _printed(request, SITES, SiteFilters)
