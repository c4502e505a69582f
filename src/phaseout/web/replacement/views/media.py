"""Pages about storage media: whether there are any, how each was sanitised, through whose hands it went."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phaseout.web.findings.files import handed_out
from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import Cleaned, Posted, entered, version_of
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.replacement import services
from phaseout.web.replacement.entering import form_page
from phaseout.web.replacement.media_forms import Certifying, Handing, Listing, Storing
from phaseout.web.replacement.models import Medium, Photo, Replacement
from phaseout.web.replacement.moving import replacement_within
from phaseout.web.replacement.queries import certificate_of
from phaseout.web.replacement.vocabulary import Media

READ, SURVEY = Permission.READ, Permission.SURVEY


@needs(SURVEY, "GET", "POST")
def say(request: Asked, pk: int) -> HttpResponse:
    """Say that it stores nothing, or that nobody has looked."""
    row = _replacement(request, pk)

    def keep(given: Cleaned) -> str:
        services.say_media(
            request.access, row, given["version"], media=Media(given["stores"]), reason=given["reason"]
        )
        return reverse("replacement", args=[pk])

    def form(now: Replacement, given: Posted = None) -> Storing:
        return Storing(given, initial={"stores": now.media, "reason": now.media_reason, **version_of(now)})

    page = form_page(_("Say whether it stores anything"), row, keep, lambda: form(_replacement(request, pk)))
    return page.answer(request, form(row, entered(request)))


@needs(SURVEY, "GET", "POST")
def add(request: Asked, pk: int) -> HttpResponse:
    """List a storage medium of it."""
    row = _replacement(request, pk)

    def keep(given: Cleaned) -> str:
        return reverse("medium", args=[services.list_medium(request.access, row, given).pk])

    form = Listing(entered(request), initial={"source": row.asset.label})
    return form_page(_("List a storage medium"), row, keep).answer(request, form)


@needs(READ)
def medium(request: Asked, pk: int) -> HttpResponse:
    """Show a storage medium, its certificate, and through whose hands it went."""
    row = get_object_or_404(_seen(request, READ), pk=pk)
    owner = row.replacement
    shown = {
        "medium": row, "replacement": owner, "certificate": certificate_of(row),
        "handovers": row.handovers.order_by("pk"),
        "may_record": request.access.may(SURVEY, owner.organisation_id),
    }  # fmt: skip
    return render(request, "replacement/medium.html", shown)


@needs(SURVEY, "GET", "POST")
def certify(request: Asked, pk: int) -> HttpResponse:
    """Record the certificate of its sanitisation."""
    row = get_object_or_404(_seen(request, SURVEY), pk=pk)

    def keep(given: Cleaned) -> str:
        services.certify(request.access, row, given.pop("version"), given)
        return reverse("medium", args=[pk])

    def form(now: Medium, given: Posted = None) -> Certifying:
        return Certifying(given, instance=now, initial=version_of(now))

    page = form_page(
        _("Record how it was sanitised"), row.replacement, keep,
        lambda: form(_seen(request, SURVEY).get(pk=pk)), back=reverse("medium", args=[pk]),
    )  # fmt: skip
    return page.answer(request, form(row, entered(request)))


@needs(SURVEY, "GET", "POST")
def hand_over(request: Asked, pk: int) -> HttpResponse:
    """Record that it went from one to another."""
    row = get_object_or_404(_seen(request, SURVEY), pk=pk)
    last = row.handovers.order_by("pk").last()

    def keep(given: Cleaned) -> str:
        services.hand_over(request.access, row, **given)
        return reverse("medium", args=[pk])

    begun = {"giver": last.taker if last else "", "when": timezone.localdate().isoformat()}
    page = form_page(_("Hand it over"), row.replacement, keep, back=reverse("medium", args=[pk]))
    return page.answer(request, Handing(entered(request), initial=begun))


@needs(READ)
def photo(request: Asked, pk: int) -> FileResponse:
    """Hand out a photograph, to be kept and never to be shown by the browser."""
    return handed_out(get_object_or_404(Photo.objects.visible_to(request.access), pk=pk))


def _replacement(request: Asked, pk: int) -> Replacement:
    return replacement_within(request, pk, SURVEY)


def _seen(request: Asked, permission: Permission) -> Any:
    return Medium.objects.within(request.access, permission).select_related("replacement__asset")
