"""Pages about mitigations, about what others were asked, and about inspections."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import Cleaned, Entering, Posted, entered, version_of
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.listing import Listing
from phaseout.web.replacement import exports, queries, services
from phaseout.web.replacement.entering import form_page
from phaseout.web.replacement.filters import InspectionFilter, ReferralFilter
from phaseout.web.replacement.forms import (
    Answering,
    Drawing,
    Ending,
    Inspecting,
    Mitigating,
    Referring,
    Reviewing,
    Withdrawing,
)
from phaseout.web.replacement.models import Inspected, Mitigation, Referral, Replacement
from phaseout.web.replacement.models.beside import OTHERS
from phaseout.web.replacement.moving import replacement_within
from phaseout.web.replacement.tables import InspectionTable, ReferralTable
from phaseout.web.replacement.vocabulary import Reply, Result

READ, SURVEY, ASSESS, DECIDE = Permission.READ, Permission.SURVEY, Permission.ASSESS, Permission.DECIDE
REFERRALS = Listing(
    table=ReferralTable, filters=ReferralFilter, template="replacement/referrals.html",
    title=_("Asked of landlords and contractors"), name="referrals", export=exports.REFERRALS,
)  # fmt: skip
INSPECTIONS = Listing(
    table=InspectionTable, filters=InspectionFilter, template="replacement/inspections.html",
    title=_("Inspections"), name="inspections",
)  # fmt: skip


@needs(SURVEY, "GET", "POST")
def mitigate(request: Asked, pk: int) -> HttpResponse:
    """Record a mitigation."""
    row = replacement_within(request, pk, SURVEY)

    def keep(given: Cleaned) -> str:
        given.pop("version")
        services.mitigate(request.access, row, **given)
        return _page_of(row)

    form = Mitigating(entered(request), initial={"since": _today(), **version_of(row)})
    return form_page(_("Record a mitigation"), row, keep).answer(request, form)


@needs(SURVEY, "GET", "POST")
def review(request: Asked, pk: int) -> HttpResponse:
    """Say whether a mitigation still works, and until when that counts."""
    row = _mitigation(request, pk)

    def keep(given: Cleaned) -> str:
        version = given.pop("version")
        services.review_mitigation(request.access, row, version, services.Reviewed(**given))
        return _page_of(row.replacement)

    def form(now: Mitigation, given: Posted = None) -> Reviewing:
        return Reviewing(given, initial={"residual": now.residual, **version_of(now)})

    title = _("Review a mitigation")
    page = form_page(title, row.replacement, keep, lambda: form(_mitigation(request, pk)))
    return page.answer(request, form(row, entered(request)))


@needs(SURVEY, "GET", "POST")
def end(request: Asked, pk: int) -> HttpResponse:
    """Record that a mitigation ended."""
    row = _mitigation(request, pk)

    def keep(given: Cleaned) -> str:
        services.end_mitigation(request.access, row, given["version"], given["on"])
        return _page_of(row.replacement)

    def form(now: Mitigation, given: Posted = None) -> Ending:
        return Ending(given, initial={"on": _today(), **version_of(now)})

    page = form_page(_("End a mitigation"), row.replacement, keep, lambda: form(_mitigation(request, pk)))
    return page.answer(request, form(row, entered(request)))


@needs(ASSESS, "GET", "POST")
def refer(request: Asked, pk: int) -> HttpResponse:
    """Record that a landlord, a contractor or another body was asked to act."""
    row = replacement_within(request, pk, ASSESS)

    def keep(given: Cleaned) -> str:
        services.refer(request.access, row, **given)
        return _page_of(row)

    site = row.asset.site
    begun = {"asked": _today(), "to": site.owner if site else ""}
    form = Referring(entered(request), others=OTHERS, initial=begun)
    return form_page(_("Ask somebody else to act"), row, keep).answer(request, form)


@needs(READ)
def referrals(request: Asked) -> HttpResponseBase:
    """List what landlords and contractors were asked, what waits longest first."""
    return REFERRALS.answer(request, queries.referrals_seen(request.access))


@needs(ASSESS, "GET", "POST")
def answer(request: Asked, pk: int) -> HttpResponse:
    """Record what they answered."""
    row = _referral(request, pk)

    def keep(given: Cleaned) -> str:
        services.answer_referral(
            request.access, row, given["version"], on=given["on"], reply=Reply(given["reply"]),
            answer=given["answer"],
        )  # fmt: skip
        return _page_of(row.replacement)

    def form(now: Referral, given: Posted = None) -> Answering:
        return Answering(given, initial={"on": _today(), **version_of(now)})

    page = form_page(_("Record their answer"), row.replacement, keep, lambda: form(_referral(request, pk)))
    return page.answer(request, form(row, entered(request)))


@needs(READ)
def inspections(request: Asked) -> HttpResponseBase:
    """List the samples that were drawn."""
    return INSPECTIONS.answer(request, queries.inspections_seen(request.access))


@needs(DECIDE, "GET", "POST")
def draw(request: Asked) -> HttpResponse:
    """Draw a sample of what is said to be gone."""

    def keep(given: Cleaned) -> str:
        organisation = Organisation.objects.within(request.access, DECIDE).get(pk=given["organisation"])
        made = services.draw(request.access, organisation, seed=given["seed"], size=given["size"])
        return reverse("inspection", args=[made.pk])

    page = Entering(
        template="replacement/form.html", keep=keep, said=_("The sample is drawn."),
        shown={"title": _("Draw a sample"), "back": reverse("inspections")},
    )  # fmt: skip
    return page.answer(request, Drawing(entered(request), access=request.access))


@needs(READ)
def inspection(request: Asked, pk: int) -> HttpResponse:
    """Show a sample, and what somebody found there."""
    row = get_object_or_404(queries.inspections_seen(request.access), pk=pk)
    shown = {
        "inspection": row, "drawn": list(queries.drawn(row)),
        "may_record": request.access.may(SURVEY, row.organisation_id),
        "may_withdraw": request.access.may(DECIDE, row.organisation_id),
    }  # fmt: skip
    return render(request, "replacement/inspection.html", shown)


@needs(SURVEY, "GET", "POST")
def record(request: Asked, pk: int) -> HttpResponse:
    """Record what somebody found where a thing stood."""
    row = _inspected(request, pk)

    def keep(given: Cleaned) -> str:
        given["result"] = Result(given["result"])
        services.record_inspection(request.access, row, given.pop("version"), **given)
        return _sample_of(row)

    def form(now: Inspected, given: Posted = None) -> Inspecting:
        return Inspecting(given, initial={"on": _today(), **version_of(now)})

    page = form_page(
        _("Record an inspection"), row.replacement, keep, lambda: form(_inspected(request, pk)),
        back=_sample_of(row),
    )  # fmt: skip
    return page.answer(request, form(row, entered(request)))


@needs(DECIDE, "GET", "POST")
def withdraw(request: Asked, pk: int) -> HttpResponse:
    """Say that what an inspection found counts no more, and why."""
    row = _inspected(request, pk, DECIDE)

    def keep(given: Cleaned) -> str:
        services.withdraw_inspection(request.access, row, given["version"], why=given["why"])
        return _sample_of(row)

    def form(now: Inspected, given: Posted = None) -> Withdrawing:
        return Withdrawing(given, initial=version_of(now))

    page = form_page(
        _("Withdraw what an inspection found"), row.replacement, keep,
        lambda: form(_inspected(request, pk, DECIDE)), back=_sample_of(row),
    )  # fmt: skip
    return page.answer(request, form(row, entered(request)))


def _mitigation(request: Asked, pk: int) -> Mitigation:
    rows = Mitigation.objects.within(request.access, SURVEY).select_related("replacement__asset")
    return get_object_or_404(rows, pk=pk)


def _referral(request: Asked, pk: int) -> Referral:
    rows = Referral.objects.within(request.access, ASSESS).select_related("replacement__asset")
    return get_object_or_404(rows, pk=pk)


def _inspected(request: Asked, pk: int, permission: Permission = SURVEY) -> Inspected:
    rows = Inspected.objects.within(request.access, permission).select_related("replacement__asset")
    return get_object_or_404(rows, pk=pk)


def _sample_of(row: Inspected) -> str:
    return reverse("inspection", args=[row.inspection_id])


def _page_of(row: Replacement) -> str:
    return reverse("replacement", args=[row.pk])


def _today() -> str:
    return timezone.localdate().isoformat()
