"""Pages about measures: what the register says, for everybody who may read anything."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.access import Permission
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.whole import Whole
from phaseout.web.frame.words import language, register
from phaseout.web.measures import exports, queries
from phaseout.web.measures.forms import Narrowed
from phaseout.web.measures.page import sections

MEASURES = Whole(template="measures/measures.html", export=exports.MEASURES, title=_("Measures"))


@needs(Permission.READ)
def measures(request: Asked) -> HttpResponseBase:
    """List the measures with their state on a day and how many findings speak of each."""
    form = Narrowed(request.GET or {"text": ""})
    asked = form.asked
    rows = list(queries.rows(request.access, **asked))
    return MEASURES.answer(request, rows, form=form, day=asked["day"])


@needs(Permission.READ)
def measure(request: Asked, measure: str) -> HttpResponse:
    """Show one measure on all its axes."""
    known = register().measures.get(measure)
    if known is None:
        raise Http404
    day = Narrowed(request.GET or {"text": ""}).asked["day"]
    shown = {
        "row": queries.row(request.access, known, day),
        "day": day,
        "sections": sections(known, register(), language().code),
    }
    return render(request, "measures/measure.html", shown)
