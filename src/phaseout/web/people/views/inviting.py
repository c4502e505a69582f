"""Pages of invitations: who asks, and who comes."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from phaseout.web.deployment import LOOPBACK
from phaseout.web.frame.access import Permission, Role
from phaseout.web.frame.gate import Asked, needs, open_to_all
from phaseout.web.people.forms import Invite, Join
from phaseout.web.people.mail import link_under, may_write, send_invitation
from phaseout.web.people.models import Invitation, Person
from phaseout.web.people.queries import invitation_under, open_invitations, person_at
from phaseout.web.people.refusals import TOO_MANY_LETTERS
from phaseout.web.people.services.invitations import (
    accept,
    accept_as,
    digest_of,
    invite,
    invite_again,
    withdraw,
)


@needs(Permission.KEEP_PEOPLE, "GET", "POST")
def invite_somebody(request: Asked) -> HttpResponse:
    """Ask an address to come."""
    form = Invite(request.POST or None, access=request.access)
    if form.is_valid() and not may_write(request.access, form.cleaned_data["email"]):
        form.add_error("email", TOO_MANY_LETTERS)
    if not form.is_valid():
        status = 400 if request.method == "POST" else 200
        return render(request, "people/invite.html", {"form": form}, status=status)
    given = form.cleaned_data
    invitation, code = invite(
        request.access,
        given["organisation"],
        Role(given["role"]),
        email=given["email"],
        language=given["language"],
    )
    return _handed_over(request, invitation, code)


@needs(Permission.KEEP_PEOPLE, "POST")
def resend(request: Asked, pk: int) -> HttpResponse:
    """Ask once more, by a new link."""
    invitation = get_object_or_404(open_invitations(request.access), pk=pk)
    if not may_write(request.access, invitation.email):
        messages.error(request, TOO_MANY_LETTERS)
        return redirect("people")
    return _handed_over(request, invitation, invite_again(request.access, invitation))


@needs(Permission.KEEP_PEOPLE, "POST")
def take_back(request: Asked, pk: int) -> HttpResponse:
    """Take an invitation back."""
    withdraw(request.access, get_object_or_404(open_invitations(request.access), pk=pk))
    messages.success(request, _("The invitation was withdrawn; its link opens nothing any more."))
    return redirect("people")


@open_to_all("GET", "POST")
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Let in who was asked: with a new account, or with the one they have."""
    invitation = invitation_under(digest_of(code))
    if invitation is None:
        return render(request, "people/link_over.html", status=404)
    if person_at(invitation.email) is not None:
        return _join_as_known(request, invitation)
    if not isinstance(request.user, Person):
        translation.activate(invitation.language)
    form = Join(request.POST or None, email=invitation.email)
    if not form.is_valid():
        status = 400 if request.method == "POST" else 200
        return render(request, "people/join.html", {"form": form, "invitation": invitation}, status=status)
    accept(invitation, name=form.cleaned_data["name"], password=form.cleaned_data["password"])
    messages.success(request, _("Your account is made. Sign in with your new password."))
    return redirect("account_login")


def _join_as_known(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Let somebody accept who has an account at the address; they show that by signing in."""
    person = request.user
    if not isinstance(person, Person) or person.email != invitation.email:
        shown = {"invitation": invitation, "sign_in": f"{reverse('account_login')}?next={request.path}"}
        return render(
            request, "people/join_known.html", shown, status=400 if request.method == "POST" else 200
        )
    if request.method == "POST":
        accept_as(invitation, person)
        return redirect("home")
    return render(request, "people/join_known.html", {"invitation": invitation})


def _handed_over(request: HttpRequest, invitation: Invitation, code: str) -> HttpResponse:
    """Send the link; where no mail is sent at all, show it once, to be handed over."""
    link = link_under(code, request)
    shown: dict[str, object] = {"invitation": invitation}
    if invitation.is_by_letter:
        # Whoever asks must not see it: they would make the account, at an address that is not theirs.
        shown["is_sent"] = send_invitation(invitation, link)
    else:
        shown |= {"link": link, "is_of_this_machine": urlsplit(link).hostname in LOOPBACK}
    return render(request, "people/invited.html", shown)
