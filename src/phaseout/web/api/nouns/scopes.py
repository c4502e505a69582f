"""Which looks at networks are allowed, and how is one asked for?"""

import re
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phaseout.web.api.call import Call, made, seen_version, shown, unless_it_has
from phaseout.web.api.faults import cleaned, faults_of, kept_of, not_valid
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.nouns.scope_shapes import (
    ScopeDecisionIn,
    ScopeIn,
    ScopeKeys,
    ScopeOut,
    ScopeWithdrawalIn,
)
from phaseout.web.api.pages import page_of
from phaseout.web.estate.models import Site
from phaseout.web.estate.queries import with_ref
from phaseout.web.frame.access import Permission
from phaseout.web.frame.naming import learnt
from phaseout.web.frame.problems import Fault, ProblemError
from phaseout.web.surveys import services
from phaseout.web.surveys.filters import ScopeFilter
from phaseout.web.surveys.forms import LONGEST_REASON
from phaseout.web.surveys.models import LookScope
from phaseout.web.surveys.queries.scopes import scopes_seen
from phaseout.web.surveys.scope_forms import DecidingScope, DraftingScope, beginning_of

READ, ASSESS, DECIDE = Permission.READ, Permission.ASSESS, Permission.DECIDE
NOUN = Noun("scopes")
LIST, ONE = "/scopes", "/scopes/{int:pk}"
TEXT = "text/plain"


_OF_RANGE = re.compile(r"(network|site|segment|note)_(\d+)")
"""A field of the page's form."""
_AS_SENT = {"expires": "last_day"}
"""Another, and what it is called here."""
_TYPED = {"name", "days", "begins", "ends", "zone", "per_host", "in_all"}
_SAME = (
    "name", "excluded", "per_host", "in_all", "recorders", "expires", "state", "reason", "drafted",
    "decided", "withdrawn", "sha256", "bundles", "version",
)  # fmt: skip


def _known(row: LookScope) -> ScopeOut:
    windows = [
        {"days": one["days"], "begins": one["from"], "ends": one["to"], "timezone": one["timezone"]}
        for one in row.windows
    ]
    begins = beginning_of(row)
    told = {
        **{name: getattr(row, name) for name in _SAME},
        **{name: begins[name] or "" for name in ("begins", "ends", "zone")},
        "id": row.pk, "organisation": row.organisation_id, "days": begins["days"],
        "last_day": begins["expires"],
        "ranges": [{**one, "site_ref": one["site"]} for one in row.ranges],
        "windows": windows, "collectors": row.collectors.splitlines(), "by": learnt(row, row.by),
        "decided_by": learnt(row, row.decided_by) or "",
    }  # fmt: skip
    return ScopeOut.model_validate(told)


def _seen(request: Call, pk: int, permission: Permission = READ) -> LookScope:
    return get_object_or_404(scopes_seen(request.access, permission), pk=pk)


def _shown(request: Call, pk: int, permission: Permission = READ) -> ScopeOut:
    row = _seen(request, pk, permission)
    shown(request, row.version)
    return _known(row)


@NOUN.lists(LIST, "api-scopes", ScopeOut, filters=ScopeFilter)
def scopes(request: Call) -> object:
    """List the scopes of looks within reach."""
    return page_of(request, scopes_seen(request.access), _known, filters=ScopeFilter)


@NOUN.shows("/scopes/keys", "api-scope-keys", ScopeKeys)
def keys(request: Call) -> object:
    """Show the public keys with which a collector is made."""
    return ScopeKeys(signing=str(services.public_key() or ""), seal=services.recipient_text() or "")


@NOUN.shows(ONE, "api-scope", ScopeOut)
def scope(request: Call, pk: int) -> object:
    """Show a scope, and what became of it."""
    return _shown(request, pk)


@NOUN.does(Operation(method="POST", path=LIST, name="api-scopes", needs=ASSESS, answers=ScopeOut, status=201))
def draft(request: Call, given: ScopeIn) -> object:
    """Draft a scope, for somebody else to allow; nothing is sent anywhere."""
    form = _sound(_form(request, given))
    row = services.draft_scope(request.access, form.draft)
    made(request, f"/api/v1/scopes/{row.pk}")
    return _shown(request, row.pk, ASSESS)


@NOUN.does(
    Operation(method="PUT", path=ONE, name="api-scope", needs=ASSESS, answers=ScopeOut, is_versioned=True)
)
def write(request: Call, pk: int, given: ScopeIn) -> object:
    """Write a scope anew that is not signed: it then waits for a decision, whoever had decided."""
    row = _seen(request, pk, ASSESS)
    version = seen_version(request, row.version)
    if row.was_signed:
        raise ProblemError(409, _("It was signed: draft another one, and have this one withdrawn."))
    form = _sound(_form(request, given, row.organisation_id))
    services.change_scope(request.access, row, version, form.draft)
    return _shown(request, pk, ASSESS)


def _sound(form: DraftingScope) -> DraftingScope:
    """Return a form that holds what a scope may be.

    Raises:
        ProblemError: it holds something else; of a network, by where it stands in what was sent.
    """
    if not form.is_valid():
        raise not_valid([Fault(field=_as_sent(one.field), detail=one.detail) for one in faults_of(form)])
    return form


def _as_sent(field: str) -> str:
    return _AS_SENT.get(field) or _OF_RANGE.sub(r"ranges.\2.\1", field)


def _site(request: Call, ref: str, place: int) -> int | None:
    """Return the site with a reference, among those that somebody may see; None where none is named.

    Raises:
        ProblemError: there is none, or several have it.
    """
    if not ref:
        return None
    found = with_ref(Site.objects.visible_to(request.access), ref)
    if len(found) != 1:
        said = _("No site has this reference, or several have.")
        raise not_valid([Fault(field=f"ranges.{place}.site_ref", detail=said)])
    return found[0]


def _form(request: Call, given: ScopeIn, organisation: int | None = None) -> DraftingScope:
    entered: dict[str, Any] = {
        **given.model_dump(include=_TYPED), "expires": given.last_day,
        "organisation": given.organisation or organisation or request.token.organisation_id, "version": 0,
        "excluded": ", ".join(given.excluded), "collectors": "\n".join(given.collectors),
        **({"recorders": "on"} if given.recorders else {}),
    }  # fmt: skip
    for place, one in enumerate(given.ranges):
        said = {
            **one.model_dump(exclude={"site_ref"}),
            "site": one.site or _site(request, one.site_ref, place),
        }
        entered |= {f"{name}_{place}": value for name, value in said.items()}
    return DraftingScope(request.access, entered, ranges=[{} for _one in given.ranges])


@NOUN.does(
    Operation(
        method="POST", path=f"{ONE}/decision", name="api-scope-decide", needs=DECIDE, answers=ScopeOut,
        is_versioned=True,
    )
)  # fmt: skip
def decide(request: Call, pk: int, given: ScopeDecisionIn) -> object:
    """Allow what somebody else drafted, which signs it, or send it back."""
    row = _seen(request, pk, DECIDE)
    if not row.is_open:
        raise ProblemError(409, _("It waits for no decision any more."))
    if row.by_id == request.access.person:
        raise ProblemError(403, _("Nobody decides what they drafted themselves."))
    version = seen_version(request, row.version)
    entered = {"agrees": "yes" if given.agrees else "no", "reason": given.reason, "version": version}
    reason = cleaned(DecidingScope(entered))["reason"]
    services.decide_scope(request.access, row, version, agrees=given.agrees, reason=reason)
    return _shown(request, pk, DECIDE)


@NOUN.does(
    Operation(
        method="POST", path=f"{ONE}/withdrawal", name="api-scope-withdraw", needs=DECIDE, answers=ScopeOut,
        is_versioned=True,
    )
)  # fmt: skip
def withdraw(request: Call, pk: int, given: ScopeWithdrawalIn) -> object:
    """End a scope before its time: what is collected from now on is not taken any more."""
    row = _seen(request, pk, DECIDE)
    if row.state != "signed":
        raise ProblemError(409, _("Only a signed one can be withdrawn."))
    version, reason = seen_version(request, row.version), kept_of("reason", given.reason, LONGEST_REASON)
    services.withdraw_scope(request.access, row, version, reason=reason)
    return _shown(request, pk, DECIDE)


@NOUN.shows(f"{ONE}/file", "api-scope-file", None, gives=TEXT)
def file(request: Call, pk: int) -> HttpResponseBase:
    """Hand out the signed file of a scope."""
    row = _seen(request, pk)
    if not row.signed:
        raise ProblemError(404, _("It is not signed."))
    # What was signed never changes.
    return unless_it_has(request, row.sha256, lambda: _text(row.signed))


def _text(text: str) -> HttpResponse:
    return HttpResponse(text, content_type=f"{TEXT}; charset=utf-8")
