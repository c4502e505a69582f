"""Pages for who keeps people: who is there, and what each may do."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phaseout.web.frame.access import Permission, Role
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.listing import Listing
from phaseout.web.people.exports import PEOPLE
from phaseout.web.people.filters import PeopleFilter
from phaseout.web.people.forms import Demand, Give
from phaseout.web.people.models import Grant, Person
from phaseout.web.people.proof import show_again
from phaseout.web.people.queries import (
    is_all_within,
    open_invitations,
    people_within,
    roles_with_second_factor,
)
from phaseout.web.people.refusals import LAST_ADMINISTRATOR, NOT_TO_CLOSE
from phaseout.web.people.services.accounts import deactivate, reactivate, take_second_factors
from phaseout.web.people.services.grants import LastAdministratorError, demand_second_factor, grant, take
from phaseout.web.people.tables import PeopleTable

LISTING = Listing(
    table=PeopleTable,
    filters=PeopleFilter,
    template="people/people.html",
    title=gettext_lazy("People"),
    name="people",
    export=PEOPLE,
)


@needs(Permission.KEEP_PEOPLE)
def people(request: Asked) -> HttpResponseBase:
    """List the people the asker keeps, and who was asked to come."""
    rows = people_within(request.access)
    return LISTING.answer(request, rows, invitations=open_invitations(request.access))


@needs(Permission.KEEP_PEOPLE, "GET", "POST")
def person(request: Asked, pk: int) -> HttpResponse:
    """Show what somebody may do where, and give them a role."""
    shown = get_object_or_404(people_within(request.access), pk=pk)
    form = Give(request.POST or None, access=request.access)
    if form.is_valid():
        grant(request.access, shown, form.cleaned_data["organisation"], Role(form.cleaned_data["role"]))
        return redirect("person", pk=pk)
    more = {"is_whole": is_all_within(request.access, shown), "is_oneself": shown.pk == request.access.person}
    status = 400 if request.method == "POST" else 200
    return render(request, "people/person.html", {"person": shown, "form": form, **more}, status=status)


@needs(Permission.KEEP_PEOPLE, "POST")
def take_grant(request: Asked, pk: int) -> HttpResponse:
    """Take a role away."""
    given = get_object_or_404(
        Grant.objects.within(request.access, Permission.KEEP_PEOPLE).select_related("person", "organisation"),
        pk=pk,
    )
    try:
        take(request.access, given)
    except LastAdministratorError:
        messages.error(request, LAST_ADMINISTRATOR)
        return redirect("person", pk=given.person_id)
    messages.success(request, _("The role was taken away."))
    return _without_it(request, given.person)


def _without_it(request: Asked, person: Person) -> HttpResponse:
    """Lead back to somebody who lost a role, where they are still listed; else say why they are not."""
    if people_within(request.access).filter(pk=person.pk).exists():
        return redirect("person", pk=person.pk)
    gone = _("%(name)s has no role within your reach any more, and is not listed. To give one, invite them.")
    messages.info(request, gone % {"name": person})
    return redirect("people")


@needs(Permission.KEEP_PEOPLE, "POST")
def close(request: Asked, pk: int) -> HttpResponse:
    """Close an account."""
    shown = get_object_or_404(people_within(request.access), pk=pk)
    try:
        deactivate(request.access, shown)
    except LastAdministratorError:
        messages.error(request, LAST_ADMINISTRATOR)
    except PermissionDenied:
        messages.error(request, NOT_TO_CLOSE)
    return redirect("person", pk=pk)


@needs(Permission.KEEP_PEOPLE, "POST")
def reopen(request: Asked, pk: int) -> HttpResponse:
    """Open an account again."""
    reactivate(request.access, get_object_or_404(people_within(request.access), pk=pk))
    return redirect("person", pk=pk)


@needs(Permission.KEEP_PEOPLE, "POST")
def take_factors(request: Asked, pk: int) -> HttpResponse:
    """Take away the second factors of who lost them."""
    lost = get_object_or_404(people_within(request.access), pk=pk)
    show_again(request)
    take_second_factors(request.access, lost)
    messages.success(request, _("The second factors were taken away; they can set up others."))
    return redirect("person", pk=pk)


@needs(Permission.KEEP_PEOPLE, "GET", "POST")
def second_factor(request: Asked) -> HttpResponse:
    """Say which roles of an organisation need a second factor."""
    asked = request.POST or request.GET or None
    form = Demand(asked, access=request.access)
    if request.method == "POST" and form.is_valid():
        roles = frozenset(Role(one) for one in form.cleaned_data["roles"])
        demand_second_factor(request.access, form.cleaned_data["organisation"], roles)
        messages.success(request, _("Kept. Whoever has such a role without one is asked to set it up first."))
        return redirect(f"{request.path}?organisation={form.cleaned_data['organisation'].pk}")
    if request.method == "GET":
        form = _as_it_stands(request)
    status = 400 if request.method == "POST" else 200
    return render(request, "people/second_factor.html", {"form": form}, status=status)


def _as_it_stands(request: Asked) -> Demand:
    """Return the form with what is kept of the organisation asked for, or of the first."""
    form = Demand(access=request.access)
    offered = form.fields["organisation"].queryset  # type: ignore[attr-defined]
    asked = request.GET.get("organisation", "")
    chosen = (offered.filter(pk=asked) if asked.isdecimal() else offered).first()
    form.initial = {
        "organisation": chosen,
        "roles": roles_with_second_factor(chosen.pk) if chosen else [],
    }
    return form
