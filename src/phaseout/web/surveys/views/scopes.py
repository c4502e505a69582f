"""Pages about scopes of looks: the list, drafting one, deciding, and what is handed out."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import VERSION, Cleaned, Entering, Posted, entered, version_of
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.listing import Listing
from phaseout.web.surveys import exports, filters, services, tables
from phaseout.web.surveys.models import LookScope
from phaseout.web.surveys.queries.scopes import collections_of, scopes_seen
from phaseout.web.surveys.scope_forms import DecidingScope, DraftingScope, WithdrawingScope, beginning_of
from phaseout.web.surveys.scope_hours import hours_said

READ, ASSESS, DECIDE = Permission.READ, Permission.ASSESS, Permission.DECIDE
TEXT = "text/plain; charset=utf-8"
SAVED = _("Saved.")
SCOPES = Listing(
    table=tables.ScopeTable, filters=filters.ScopeFilter, template="surveys/scopes.html",
    title=_("Scopes of looks"), name="scopes", export=exports.SCOPES,
)  # fmt: skip


@needs(READ)
def scopes(request: Asked) -> HttpResponseBase:
    """List the scopes."""
    return SCOPES.answer(request, scopes_seen(request.access), empty=_("None was drafted yet."))


@needs(READ)
def scope(request: Asked, pk: int) -> HttpResponse:
    """Show a scope, what became of it, and what was collected under it."""
    return _shown(request, _seen(request, pk))


def _shown(request: Asked, one: LookScope) -> HttpResponse:
    access = request.access
    may_decide = access.may(DECIDE, one.organisation_id)
    more = {
        "scope": one,
        "hours": hours_said(one),
        "collections": list(collections_of(one)[:50]),
        "may_change": access.may(ASSESS, one.organisation_id) and not one.was_signed,
        "may_decide": may_decide and one.is_open and one.by_id != access.person,
        "is_own": may_decide and one.is_open and one.by_id == access.person,
        "may_withdraw": may_decide and one.state == "signed",
    }
    return render(request, "surveys/scope.html", more)


@needs(ASSESS, "GET", "POST")
def new(request: Asked) -> HttpResponse:
    """Draft a scope."""
    form = DraftingScope(request.access, entered(request), ranges=[], initial={VERSION: 0})

    def keep(_given: dict[str, Any]) -> str:
        return _page_of(services.draft_scope(request.access, form.draft))

    page = _form(_("Draft a scope"), keep, reverse("scopes"), said=_("It waits for somebody else to decide."))
    return page.answer(request, form)


@needs(ASSESS, "GET", "POST")
def edit(request: Asked, pk: int) -> HttpResponse:
    """Write a scope anew that is not signed."""
    one = _seen(request, pk, ASSESS)

    def form(row: LookScope, given: Posted = None) -> DraftingScope:
        return DraftingScope(request.access, given, ranges=row.ranges, initial=beginning_of(row))

    bound = form(one, entered(request))

    def keep(given: Cleaned) -> str:
        return _page_of(services.change_scope(request.access, one, given[VERSION], bound.draft))

    page = _form(_("Change the scope"), keep, _page_of(one), lambda: form(_seen(request, pk, ASSESS)), one)
    return page.answer(request, bound)


@needs(DECIDE, "GET", "POST")
def decide(request: Asked, pk: int) -> HttpResponse:
    """Allow a scope, which signs it, or send it back."""
    one = _seen(request, pk, DECIDE)

    def keep(given: Cleaned) -> str:
        version = given.pop(VERSION)
        return _page_of(services.decide_scope(request.access, one, version, **given))

    page = _form(_("Decide"), keep, _page_of(one), lambda: _deciding(_seen(request, pk, DECIDE)), one)
    return page.answer(request, _deciding(one, entered(request)))


def _deciding(row: LookScope, given: Posted = None) -> DecidingScope:
    return DecidingScope(given, initial=version_of(row))


@needs(DECIDE, "GET", "POST")
def withdraw(request: Asked, pk: int) -> HttpResponse:
    """End a scope before its time."""
    one = _seen(request, pk, DECIDE)

    def keep(given: Cleaned) -> str:
        version = given.pop(VERSION)
        return _page_of(services.withdraw_scope(request.access, one, version, **given))

    page = _form(
        _("Withdraw the scope"), keep, _page_of(one), lambda: _withdrawing(_seen(request, pk, DECIDE)), one
    )
    return page.answer(request, _withdrawing(one, entered(request)))


def _withdrawing(row: LookScope, given: Posted = None) -> WithdrawingScope:
    return WithdrawingScope(given, initial=version_of(row))


@needs(READ)
def file(request: Asked, pk: int) -> HttpResponse:
    """Hand out the signed file of a scope."""
    one = _seen(request, pk)
    if not one.signed:
        raise Http404
    return _file(one.signed, f"scope-{pk}.txt")


@needs(READ)
def key(request: Asked) -> HttpResponse:
    """Hand out the public key of this server that signs scopes."""
    found = services.public_key()
    if found is None:
        raise Http404
    return _file(f"{found}\n", "scope-key.txt")


@needs(READ)
def recipient(request: Asked) -> HttpResponse:
    """Hand out the public key for which bundles are sealed."""
    found = services.recipient_text()
    if found is None:
        raise Http404
    return _file(found, "seal-key.pem")


def _file(text: str, name: str) -> HttpResponse:
    return HttpResponse(
        text, content_type=TEXT, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _seen(request: Asked, pk: int, permission: Permission = READ) -> LookScope:
    return get_object_or_404(scopes_seen(request.access, permission), pk=pk)


def _page_of(row: LookScope) -> str:
    return reverse("scope", args=[row.pk])


def _form(
    title: str | Promise, keep: Any, back: str, fresh: Any = None, scope: LookScope | None = None,
    said: str | Promise = SAVED,
) -> Entering:  # fmt: skip
    shown: dict[str, object] = {"title": title, "back": back, "scope": scope}
    return Entering(template="surveys/scope_form.html", keep=keep, said=said, fresh=fresh, shown=shown)
