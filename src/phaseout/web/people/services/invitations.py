"""Who is asked to come, and who came?"""

import hashlib
import secrets
from datetime import timedelta

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Access, Permission, Role
from phaseout.web.frame.events.services import noted
from phaseout.web.people.giving import require_to_give
from phaseout.web.people.mail import is_sent_at_all
from phaseout.web.people.models import Grant, Invitation, Person
from phaseout.web.people.queries import holding_invitations

HOLDS_FOR = timedelta(days=7)
SECRET_BYTES = 32
_SALT = "phaseout.invitation"


def digest_of(code: str) -> str | None:
    """Return under what an invitation is kept, nothing where this server did not make the code."""
    try:
        secret = signing.loads(code, salt=_SALT, max_age=HOLDS_FOR)
    except signing.BadSignature:
        return None
    return hashlib.sha256(str(secret).encode()).hexdigest()


@transaction.atomic
def invite(
    access: Access, organisation: Organisation, role: Role, *, email: str, language: str
) -> tuple[Invitation, str]:
    """Ask an address to come, and return the code that the link carries: it is kept nowhere.

    Who has an account is asked alike: nobody learns from this who has one elsewhere.

    Raises:
        PermissionDenied: who asks may not keep people there, or asks themselves.
        BeyondTokenError: a token asks somebody to be what it may not be itself.
    """
    require_to_give(access, organisation.pk, role)
    _refuse_oneself(access, email)
    invitation = Invitation(
        email=email.lower(), language=language, organisation=organisation, role=role, by_id=access.person
    )
    code = _sealed(invitation)
    noted(access, organisation.pk, "invited", about=invitation.email, after={"role": role.value})
    return invitation, code


@transaction.atomic
def invite_again(access: Access, invitation: Invitation) -> str:
    """Return a new code; the one before opens nothing any more, and who asks now stands for it.

    Raises:
        PermissionDenied: who asks may not keep people there, or asks themselves, or it was accepted.
        BeyondTokenError: a token asks somebody to be what it may not be itself.
    """
    require_to_give(access, invitation.organisation_id, invitation.role)
    _refuse_oneself(access, invitation.email)
    if invitation.accepted:
        raise PermissionDenied
    invitation.by_id = access.person
    code = _sealed(invitation)
    noted(access, invitation.organisation_id, "invited-again", about=invitation.email)
    return code


@transaction.atomic
def withdraw(access: Access, invitation: Invitation) -> None:
    """Take an invitation back: its link opens nothing any more.

    Raises:
        PermissionDenied: who takes it back may not keep people there.
    """
    access.require(Permission.KEEP_PEOPLE, invitation.organisation_id)
    noted(
        access,
        invitation.organisation_id,
        "invitation-withdrawn",
        about=invitation.email,
        before={"role": invitation.role},
    )
    invitation.delete()


@transaction.atomic
def accept(invitation: Invitation, *, name: str, password: str | None) -> Person:
    """Make the account of who was asked, with the role they were asked for.

    Args:
        password: none where another program signs them in, which has shown that the address is theirs.

    Raises:
        PermissionDenied: it holds no more, or the address has an account.
    """
    held = _held(invitation)
    if Person.objects.filter(email=held.email).exists():
        raise PermissionDenied
    person = Person(email=held.email, name=name, language=held.language, is_proven=held.is_by_letter)
    if password is None:
        person.is_proven = True
        person.set_unusable_password()
    else:
        person.set_password(password)
    person.save()
    _enter(held, person)
    return person


@transaction.atomic
def accept_as(invitation: Invitation, person: Person) -> None:
    """Give somebody who has an account, at the address that was asked, the role they were asked for.

    Raises:
        PermissionDenied: it holds no more, another address was asked, or they asked themselves.
    """
    held = _held(invitation)
    if held.email != person.email or held.by_id == person.pk:
        raise PermissionDenied
    if held.is_by_letter:
        Person.objects.filter(pk=person.pk).update(is_proven=True)
    _enter(held, person)


def _held(invitation: Invitation) -> Invitation:
    """Return it as it stands now: of two who open one link at once, the second finds it used."""
    held = Invitation.everything.select_for_update().filter(pk=invitation.pk).first()
    if held is None or not holding_invitations().filter(pk=held.pk, digest=invitation.digest).exists():
        raise PermissionDenied
    return held


def _refuse_oneself(access: Access, email: str) -> None:
    """Refuse that somebody gives themselves a role by way of a letter.

    Raises:
        PermissionDenied: it is their own address.
    """
    if Person.objects.filter(pk=access.person, email=email.lower()).exists():
        raise PermissionDenied


def _enter(invitation: Invitation, person: Person) -> None:
    invitation.accepted = timezone.now()
    invitation.save(update_fields=["accepted"])
    Grant.everything.get_or_create(
        person=person,
        organisation_id=invitation.organisation_id,
        role=invitation.role,
        defaults={"granted_by_id": invitation.by_id},
    )
    noted(
        Access(person=person.pk),
        invitation.organisation_id,
        "invitation-taken",
        about=person.email,
        after={"role": invitation.role},
    )


def _sealed(invitation: Invitation) -> str:
    """Save it with a new secret, and return that, signed.

    Where mail is sent, the link goes there alone: who comes by it has shown that the address is theirs.
    """
    invitation.is_by_letter = is_sent_at_all()
    secret = secrets.token_urlsafe(SECRET_BYTES)
    invitation.digest = hashlib.sha256(secret.encode()).hexdigest()
    invitation.sent = timezone.now()
    invitation.expires = invitation.sent + HOLDS_FOR
    invitation.save()
    return signing.dumps(secret, salt=_SALT)
