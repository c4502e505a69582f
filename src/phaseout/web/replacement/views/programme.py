"""Pages about the programme: its figures, its list, one replacement, and what is still to be taken in."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from phaseout.web.estate.exports import ASSETS
from phaseout.web.estate.filters import AssetFilters
from phaseout.web.estate.tables import AssetTable
from phaseout.web.frame.access import Permission
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.listing import Listing
from phaseout.web.frame.picked import picked
from phaseout.web.replacement import detail, exports, figures, services, together
from phaseout.web.replacement.filters import ReplacementFilter
from phaseout.web.replacement.moving import replacement_seen
from phaseout.web.replacement.queries import replacements_seen, to_be_taken
from phaseout.web.replacement.tables import ReplacementTable
from phaseout.web.replacement.vocabulary import State

READ, ASSESS = Permission.READ, Permission.ASSESS
REPLACEMENTS = Listing(
    table=ReplacementTable, filters=ReplacementFilter, template="replacement/replacements.html",
    hidden=ReplacementTable.HIDDEN, title=_("Replacements"), name="replacements", export=exports.REPLACEMENTS,
    choosing=(ASSESS,),
)  # fmt: skip
TO_TAKE = Listing(
    table=AssetTable, filters=AssetFilters, template="replacement/to_take.html",
    hidden=("brand", "firmware", "custodian", "organisation", "first_seen"), export=ASSETS,
    title=_("To be taken into the programme"), name="to-take", choosing=(ASSESS,),
)  # fmt: skip


@needs(READ)
def programme(request: Asked) -> HttpResponse:
    """Show how far the programme is: assets, recorders and sites apart."""
    return render(request, "replacement/programme.html", {"shown": figures.shown(request.access)})


@needs(READ)
def replacements(request: Asked) -> HttpResponseBase:
    """List what must go, and how far each is."""
    return REPLACEMENTS.answer(request, replacements_seen(request.access, timezone.localdate()))


@needs(READ)
def replacement(request: Asked, pk: int) -> HttpResponse:
    """Show how far a replacement is, what comes next, and what that still needs."""
    row = replacement_seen(request, pk)
    return render(request, "replacement/replacement.html", detail.shown(request.access, row))


@needs(ASSESS, "GET", "POST")
def plan_many(request: Asked) -> HttpResponse:
    """Show those chosen in the list with a form and what would become of each, and plan them."""
    chosen = together.chosen(request)
    if not chosen.is_previewed or not chosen.ready or together.SAVE not in request.POST:
        shown = {"chosen": chosen, "most": together.MOST}
        return render(request, "replacement/together.html", shown, status=chosen.status)
    given = dict(chosen.form.cleaned_data)
    to = given.pop("to")
    number = services.plan_many(request.access, chosen.versions, given, State(to) if to else None)
    together.tell(request, number, len(chosen.versions))
    return redirect("replacements")


@needs(READ)
def to_take(request: Asked) -> HttpResponseBase:
    """List the assets that must go and are in no programme."""
    rows = to_be_taken(request.access, timezone.localdate())
    return TO_TAKE.answer(request, rows, empty=_("Nothing that must go is left out."))


@needs(ASSESS, "POST")
def start(request: Asked) -> HttpResponse:
    """Take what was chosen into the programme."""
    chosen = picked(request.POST)
    number = len(services.start(request.access, chosen))
    said = ngettext("%(number)d asset is taken into the programme.",
                    "%(number)d assets are taken into the programme.", number)  # fmt: skip
    messages.success(request, said % {"number": number})
    if left := len(chosen) - number:
        said = ngettext(
            "%(number)d was left out: it need not go, or it is in the programme already.",
            "%(number)d were left out: they need not go, or are in the programme already.",
            left,
        )
        messages.warning(request, said % {"number": left})
    return redirect("replacements")
