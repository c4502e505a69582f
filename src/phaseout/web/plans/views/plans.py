"""Pages about plans: the list, asking for one, what it says, what would be otherwise, comparing, adopting."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phaseout.report.burndown_svg import burndown_svg
from phaseout.report.gantt_svg import gantt_svg
from phaseout.report.json_bytes import json_bytes
from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import Cleaned, Entering, entered
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.listing import Listing
from phaseout.web.frame.versioned import ChangedMeanwhileError
from phaseout.web.frame.words import language
from phaseout.web.plans import exports, queries, services
from phaseout.web.plans.filters import PackageFilter, PlanFilter
from phaseout.web.plans.forms import AskingForPlan, AskingWhatIf, Version
from phaseout.web.plans.models import WorkPlan
from phaseout.web.plans.queries.adoptable import kept_back
from phaseout.web.plans.queries.document import document_of
from phaseout.web.plans.queries.sums import moved, really_in_place
from phaseout.web.plans.queries.wanted import preview
from phaseout.web.plans.shown import adopting, shown
from phaseout.web.plans.tables import PackageTable, PlanTable

READ, ASSESS, DECIDE = Permission.READ, Permission.ASSESS, Permission.DECIDE
ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""What a drawing may do: nothing but have its own colours."""
PLANS = Listing(
    table=PlanTable, filters=PlanFilter, template="plans/plans.html", title=gettext_lazy("Plans"),
    name="plans", export=exports.PLANS,
)  # fmt: skip
PACKAGES = Listing(
    table=PackageTable, filters=PackageFilter, template="plans/plan.html", hidden=PackageTable.HIDDEN,
    title=gettext_lazy("Packages of a plan"), name="packages", export=exports.PACKAGES,
)  # fmt: skip


@needs(READ)
def plans(request: Asked) -> HttpResponseBase:
    """List the plans."""
    return PLANS.answer(request, queries.plans_seen(request.access), empty=_("Nothing was planned yet."))


@needs(ASSESS, "GET", "POST")
def new(request: Asked) -> HttpResponse:
    """Ask for a plan."""
    begun = {"organisation": request.GET.get("organisation")}
    form = AskingForPlan(entered(request), access=request.access, initial=begun)
    if form.is_valid():
        return _asked(request, form.cleaned_data["organisation"], moves=form.cleaned_data["moves"])
    more = {"form": form, "title": _("Plan the replacements"), "back": reverse("plans")}
    return render(request, "plans/form.html", more, status=400 if form.is_bound else 200)


@needs(READ)
def plan(request: Asked, pk: int) -> HttpResponseBase:
    """Show a plan, or how far it is."""
    one = _seen(request, pk)
    more = shown(request.access, one)
    if not one.is_made:
        return render(request, "plans/at_work.html", more)
    return PACKAGES.answer(request, queries.packages_of(one), **more)


@needs(READ)
def progress(request: Asked, pk: int) -> HttpResponse:
    """Say how far a job is; once it is done the page around it is loaded anew."""
    one = _seen(request, pk)
    answer = render(request, "plans/progress.html", {"plan": one})
    if not one.is_at_work:
        answer["HX-Refresh"] = "true"
    return answer


@needs(ASSESS, "GET", "POST")
def what_if(request: Asked, pk: int) -> HttpResponse:
    """Plan once more, with more or less money or hours."""
    one = _made(request, pk, ASSESS)

    def keep(given: Cleaned) -> str:
        made = services.ask_for_plan(request.access, one.organisation, base=one, what_if=given["what_if"])
        return reverse("work-plan", args=[made.pk])

    title = _("What if? Beside plan %(number)d") % {"number": one.pk}
    more: dict[str, object] = {"title": title, "back": reverse("work-plan", args=[pk])}
    page = Entering(template="plans/form.html", keep=keep, said=_("It is being planned."), shown=more)
    return page.answer(request, AskingWhatIf(entered(request)))


@needs(READ)
def compare(request: Asked, pk: int, other: int) -> HttpResponse:
    """Show two plans side by side."""
    one, before = _made(request, pk), _made(request, other)
    if one.organisation_id != before.organisation_id:
        raise Http404
    return render(request, "plans/compare.html", {"plan": one, "before": before, "moved": moved(before, one)})


@needs(DECIDE, "GET", "POST")
def adopt(request: Asked, pk: int) -> HttpResponse:
    """Show what adopting a plan would do, and have it done."""
    one = _made(request, pk, DECIDE)
    form = Version(request.POST if request.method == "POST" else None, initial={"version": one.version})
    if form.is_valid():
        return _adopted(request, one, form.cleaned_data["version"])
    more = {
        "plan": one,
        "form": form,
        "preview": preview(one),
        "adopting": adopting(one),
        "kept_back": kept_back(one, request.access.person),
    }
    return render(request, "plans/adopt.html", more, status=400 if form.is_bound else 200)


@needs(READ)
def document(request: Asked, pk: int) -> HttpResponse:
    """Hand out a plan as ``phaseout plan -o json`` writes it."""
    one = _made(request, pk)
    named = {"Content-Disposition": f'attachment; filename="plan-{one.pk}.json"'}
    return HttpResponse(json_bytes(document_of(one)), content_type="application/json", headers=named)


@needs(READ)
def gantt(request: Asked, pk: int) -> HttpResponse:
    """Draw when each package is done."""
    return _drawing(gantt_svg(document_of(_made(request, pk)), language()))


@needs(READ)
def burndown(request: Asked, pk: int) -> HttpResponse:
    """Draw what is left, month by month, as planned and as it was."""
    one = _made(request, pk)
    return _drawing(burndown_svg(one.head, language(), really_in_place(one, timezone.localdate())))


def _drawing(svg: str) -> HttpResponse:
    return HttpResponse(svg, content_type="image/svg+xml", headers={"Content-Security-Policy": ALONE})


def _asked(request: Asked, key: int, *, moves: int | None) -> HttpResponse:
    """Ask for a plan, and go on to it; where there is no programme, to writing one."""
    organisation = Organisation.objects.within(request.access, ASSESS).get(pk=key)
    try:
        made = services.ask_for_plan(request.access, organisation, moves=moves)
    except services.NoProgrammeError:
        messages.warning(
            request, _("There is no programme yet: say first when, by whom and with what money.")
        )
        return redirect("programme-write", organisation.pk)
    messages.success(request, _("It is being planned."))
    return redirect("work-plan", made.pk)


def _adopted(request: Asked, one: WorkPlan, version: int) -> HttpResponse:
    try:
        is_asked = services.ask_to_adopt(request.access, one, version)
    except ChangedMeanwhileError:
        is_asked = False
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("work-plan-adopt", one.pk)
    if not is_asked:
        messages.warning(request, _("Somebody did something with this plan meanwhile: look at it again."))
    return redirect("work-plan", one.pk)


def _seen(request: Asked, pk: int, permission: Permission = READ) -> WorkPlan:
    return get_object_or_404(queries.plans_seen(request.access, permission), pk=pk)


def _made(request: Asked, pk: int, permission: Permission = READ) -> WorkPlan:
    one = _seen(request, pk, permission)
    if not one.is_made:
        raise Http404
    return one
