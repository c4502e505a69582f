"""Pages on which a replacement is moved, planned, and said by what it is replaced."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import Cleaned, Posted, entered, version_of
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.replacement import moving, services
from phaseout.web.replacement.entering import form_page
from phaseout.web.replacement.forms import Planning, Replaced, Terms
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.moving import replacement_within
from phaseout.web.replacement.vocabulary import Replacing

SURVEY, ASSESS, DECIDE = Permission.SURVEY, Permission.ASSESS, Permission.DECIDE


@needs(SURVEY, "GET", "POST")
def work(request: Asked, pk: int, state: str) -> HttpResponse:
    """Record work that was done: mitigated, removed, sanitised, disposed of; or that it is lost."""
    return moving.answer(request, pk, state, SURVEY)


@needs(ASSESS, "GET", "POST")
def advance(request: Asked, pk: int, state: str) -> HttpResponse:
    """Move it on in planning, refer it to somebody else, or take it back."""
    return moving.answer(request, pk, state, ASSESS)


@needs(DECIDE, "GET", "POST")
def decide(request: Asked, pk: int, state: str) -> HttpResponse:
    """Verify that it is gone, close it, or let it off for a time."""
    return moving.answer(request, pk, state, DECIDE)


@needs(ASSESS, "GET", "POST")
def plan(request: Asked, pk: int) -> HttpResponse:
    """Say in which package and month it goes, from which funds, and what holds it up."""
    row = _mine(request, pk)

    def keep(given: Cleaned) -> str:
        services.plan(request.access, row, given.pop("version"), **given)
        return _page_of(row)

    def form(now: Replacement, given: Posted = None) -> Planning:
        names = ("package", "month", "funding", "visit", "blocker", "blocker_note")
        return Planning(given, initial={**{name: getattr(now, name) for name in names}, **version_of(now)})

    page = form_page(_("Plan the replacement"), row, keep, lambda: form(_mine(request, pk)))
    return page.answer(request, form(row, entered(request)))


@needs(ASSESS, "GET", "POST")
def replacing(request: Asked, pk: int) -> HttpResponse:
    """Say what replaces it; whether that may be bought and used is asked at once."""
    row = _mine(request, pk)

    def keep(given: Cleaned) -> str:
        services.say_replacing(
            request.access, row, given["version"], replacing=Replacing(given["replacing"]),
            asset=given["found"], model=given["model"], reason=given["reason"],
        )  # fmt: skip
        return _page_of(row)

    def fresh() -> Replaced:
        return _replaced(request, _mine(request, pk))

    page = form_page(_("Say what replaces it"), row, keep, fresh)
    return page.answer(request, _replaced(request, row, entered(request)))


@needs(ASSESS, "GET", "POST")
def terms(request: Asked, pk: int) -> HttpResponse:
    """Say on what terms it may stay for a time."""
    row = _mine(request, pk)

    def keep(given: Cleaned) -> str:
        services.say_terms(request.access, row, given.pop("version"), **given)
        return _page_of(row)

    def form(now: Replacement, given: Posted = None) -> Terms:
        return Terms(given, initial={"laydown": now.laydown, "phase_out": now.phase_out, **version_of(now)})

    page = form_page(_("Say on what terms it may stay"), row, keep, lambda: form(_mine(request, pk)))
    return page.answer(request, form(row, entered(request)))


def _replaced(request: Asked, now: Replacement, given: Posted = None) -> Replaced:
    begun = {"replacing": now.replacing, "asset": now.replaced_by, "model": now.replaced_model}
    initial = {**begun, "reason": now.replacing_reason, **version_of(now)}
    return Replaced(given, access=request.access, initial=initial)


def _mine(request: Asked, pk: int) -> Replacement:
    return replacement_within(request, pk, ASSESS)


def _page_of(row: Replacement) -> str:
    return reverse("replacement", args=[row.pk])
