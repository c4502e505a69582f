"""How does a scope of a look come about: who drafts it, who allows it, and who ends it before its time?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phaseout.domain.problem import SourceError
from phaseout.probe.scope import sign
from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.server_name import server_name
from phaseout.web.frame.services import claim
from phaseout.web.people.models import Person
from phaseout.web.surveys.models import LookScope, ScopeState
from phaseout.web.surveys.scope_text import faults_of, scope_text
from phaseout.web.surveys.services.scope_key import opening_key, signing_key

DRAFTED = (
    "name",
    "ranges",
    "excluded",
    "windows",
    "per_host",
    "in_all",
    "recorders",
    "expires",
    "collectors",
)
"""What somebody drafts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody asks to be allowed."""

    organisation: Organisation
    name: str
    ranges: list[dict[str, str]]
    excluded: list[str]
    windows: list[dict[str, Any]]
    per_host: int
    in_all: int
    recorders: bool
    expires: datetime
    collectors: str

    @property
    def told(self) -> Mapping[str, object]:
        """What of it is noted."""
        return {
            "ranges": [one["network"] for one in self.ranges],
            "expires": self.expires.isoformat(timespec="seconds"),
        }

    @property
    def fields(self) -> dict[str, Any]:
        """The columns of a scope that it fills."""
        return {name: getattr(self, name) for name in DRAFTED}


@transaction.atomic
def draft_scope(access: Access, draft: Draft) -> LookScope:
    """Keep a scope, for somebody else to allow.

    Raises:
        PermissionDenied: somebody may not ask for one there.
        ValidationError: no such file can be signed.
    """
    access.require(Permission.ASSESS, draft.organisation.pk)
    made = LookScope(organisation=draft.organisation, by_id=access.person, drafted=timezone.now())
    return _drafted(access, made, draft, "scope-drafted")


@transaction.atomic
def change_scope(access: Access, scope: LookScope, version: int, draft: Draft) -> LookScope:
    """Write a scope anew that nobody decided yet, or that was sent back: it then waits for a decision.

    Raises:
        PermissionDenied: somebody may not ask for one there.
        ChangedMeanwhileError: it is no more what they saw.
        ValidationError: it was signed, or no such file can be signed.
    """
    access.require(Permission.ASSESS, scope.organisation_id)
    current = claim(scope, version)
    if current.was_signed:
        raise ValidationError(_("It was signed: draft another one, and have this one withdrawn."))
    current.by_id, current.drafted = access.person, timezone.now()
    current.state, current.reason = ScopeState.DRAFTED, ""
    current.decided_by, current.decided = None, None
    return _drafted(access, current, draft, "scope-changed")


def _drafted(access: Access, row: LookScope, draft: Draft, what: str) -> LookScope:
    for name, value in draft.fields.items():
        setattr(row, name, value)
    if faults := faults_of(row, row.drafted.replace(microsecond=0)):
        raise ValidationError(faults)
    row.save()
    noted(access, row.organisation_id, what, about=row.name, after=draft.told)
    return row


@transaction.atomic
def decide_scope(
    access: Access, scope: LookScope, version: int, *, agrees: bool, reason: str = ""
) -> LookScope:
    """Allow what somebody else drafted, which signs it, or send it back.

    Raises:
        PermissionDenied: somebody may not decide there.
        ChangedMeanwhileError: it is no more what they saw.
        ValidationError: it waits for nobody, it is their own, it has expired, no reason is given, or the key
            of this server cannot be used.
    """
    access.require(Permission.DECIDE, scope.organisation_id)
    current = claim(scope, version)
    if refusal := _refusal(current, access.person, agrees=agrees, reason=reason):
        raise ValidationError(refusal)
    now = timezone.now().replace(microsecond=0)
    current.decided_by_id, current.decided, current.reason = access.person, now, reason
    if not agrees:
        current.state = ScopeState.REFUSED
        current.save()
        noted(access, current.organisation_id, "scope-refused", about=current.name, after={"because": reason})
        return current
    if faults := faults_of(current, now):
        raise ValidationError(faults)
    text = scope_text(
        current, id_=_id_of(current), approver=str(Person.objects.get(pk=access.person)), made=now
    )
    current.state, current.signed = ScopeState.SIGNED, _signed(text)
    current.sha256 = sha256(current.signed.encode()).hexdigest()
    current.save()
    after = {"sha256": current.sha256, "expires": current.expires.isoformat(timespec="seconds")}
    noted(access, current.organisation_id, "scope-signed", about=current.name, after=after)
    return current


def _signed(text: str) -> str:
    try:
        opening_key()  # so that there is something to seal bundles for, once somebody collects
        return sign(text, signing_key()).decode()
    except SourceError as error:
        said = _("This server cannot sign it: %(why)s. Whoever runs it has to see to its keys.")
        raise ValidationError(said, params={"why": error.what}) from error


def _refusal(row: LookScope, person: int, *, agrees: bool, reason: str) -> str:
    """Return why nothing can be decided; empty where it can."""
    if not row.is_open:
        return _("It waits for no decision any more.")
    if row.by_id == person:
        return _("You drafted this yourself: somebody else has to decide it.")
    if not agrees and not reason.strip():
        return _("Say why you send it back.")
    if agrees and row.expires <= timezone.now():
        return _("The time for which it was asked is over.")
    return ""


def _id_of(row: LookScope) -> str:
    return f"{server_name()}/scopes/{row.pk}"


@transaction.atomic
def withdraw_scope(access: Access, scope: LookScope, version: int, *, reason: str) -> LookScope:
    """End a scope before its time: what is collected from now on is not taken any more.

    The file that was handed out cannot be called back: whoever has it may look until it expires.

    Raises:
        PermissionDenied: somebody may not decide there.
        ChangedMeanwhileError: it is no more what they saw.
        ValidationError: it is not signed, or no reason is given.
    """
    access.require(Permission.DECIDE, scope.organisation_id)
    current = claim(scope, version)
    if current.state != ScopeState.SIGNED:
        raise ValidationError(_("Only a signed one can be withdrawn."))
    if not reason.strip():
        raise ValidationError(_("Say why you withdraw it."))
    current.state, current.reason, current.withdrawn = ScopeState.WITHDRAWN, reason, timezone.now()
    current.save()
    noted(access, current.organisation_id, "scope-withdrawn", about=current.name, after={"because": reason})
    return current
