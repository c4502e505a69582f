"""Pages of one's own account."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from phaseout.web.frame.access import Permission
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.people.forms import PERMISSION_NAMES, MakeToken, Own, Which
from phaseout.web.people.models import Person
from phaseout.web.people.proof import show_again
from phaseout.web.people.queries import sessions_of, tokens_of
from phaseout.web.people.services.accounts import change_account, end_other_sessions, end_session
from phaseout.web.people.services.tokens import make_token, revoke_token


@needs(None, "GET", "POST")
def account(request: Asked) -> HttpResponse:
    """Show and keep name and language."""
    person = _oneself(request)
    now = {"name": person.name, "language": person.language, "single_keys": person.single_keys}
    form = Own(request.POST or None, initial=now)
    if form.is_valid():
        change_account(person, **form.cleaned_data)
        messages.success(request, _("Kept."))
        answer = redirect("account")
        answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return answer
    status = 400 if request.method == "POST" else 200
    grants = person.grants.select_related("organisation")
    return render(request, "people/account.html", {"form": form, "grants": grants}, status=status)


@needs(None)
def sessions(request: Asked) -> HttpResponse:
    """Show where one is signed in."""
    return render(request, "people/sessions.html", {"sessions": sessions_of(_oneself(request))})


@needs(None, "POST")
def end(request: Asked) -> HttpResponse:
    """End one of one's own sessions."""
    form = Which(request.POST)
    if not form.is_valid():
        shown = {"sessions": sessions_of(_oneself(request))}
        return render(request, "people/sessions.html", shown, status=400)
    end_session(_oneself(request), form.cleaned_data["which"])
    messages.success(request, _("The session was ended."))
    return redirect("sessions")


@needs(None, "POST")
def end_others(request: Asked) -> HttpResponse:
    """End all of one's sessions but this one."""
    end_other_sessions(_oneself(request), request.session.session_key or "")
    messages.success(request, _("All other sessions were ended."))
    return redirect("sessions")


@needs(None, "GET", "POST")
def tokens(request: Asked) -> HttpResponse:
    """List one's own tokens, and make one, which is shown once."""
    form = MakeToken(request.POST or None, access=request.access)
    secret = _made(request, form) if form.is_valid() else ""
    status = 400 if request.method == "POST" and not secret else 200
    if secret:
        form = MakeToken(access=request.access)
    shown = {"form": form, "tokens": _told(tokens_of(_oneself(request))), "secret": secret}
    return render(request, "people/tokens.html", shown, status=status)


@needs(None, "POST")
def revoke(request: Asked) -> HttpResponse:
    """Revoke one of one's own tokens."""
    form = Which(request.POST)
    if form.is_valid():
        revoke_token(_oneself(request), form.cleaned_data["which"])
        messages.success(request, _("The token was revoked; no program can use it any more."))
    return redirect("tokens")


def _made(request: Asked, form: MakeToken) -> str:
    show_again(request)
    given = form.cleaned_data
    permissions = frozenset(Permission(one) for one in given["permissions"])
    token, secret = make_token(
        request.access,
        given["organisation"],
        name=given["name"],
        permissions=permissions,
        until=given["until"],
    )
    get_adapter(request).send_notification_mail("people/mail/token_made", request.user, {"token": token})
    return secret


def _told(tokens: object) -> list[tuple[object, str]]:
    """Return each token with what it may do, in words."""
    return [
        (one, ", ".join(str(PERMISSION_NAMES[Permission(permission)]) for permission in one.permissions))
        for one in tokens  # type: ignore[attr-defined]
    ]


def _oneself(request: Asked) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 # the gate let nobody else through
    return request.user
