"""What changes an account: its name, whether it may be used, what is open by it?"""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from phaseout.web.frame.access import Access, Role
from phaseout.web.frame.events.services import Values, noted
from phaseout.web.people.giving import require_to_give
from phaseout.web.people.mail import is_sent_at_all
from phaseout.web.people.models import Grant, Person, Token
from phaseout.web.people.queries import is_all_within, noted_in
from phaseout.web.people.services.grants import refuse_the_last_administrator


@transaction.atomic
def deactivate(access: Access, person: Person) -> None:
    """Close an account: its sessions end at once, and its tokens for good.

    Raises:
        PermissionDenied: some role of theirs lies beyond the reach of who does it, or it is their own.
        LastAdministratorError: nobody else administers the tree.
    """
    _require_whole(access, person)
    for given in Grant.everything.filter(person=person, role=Role.ADMINISTRATOR).select_related(
        "organisation"
    ):
        refuse_the_last_administrator(person, given.organisation)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    _end_what_is_open(person)
    note_of(access, person, "deactivated")


@transaction.atomic
def reactivate(access: Access, person: Person) -> None:
    """Open an account again; its tokens stay revoked.

    Raises:
        PermissionDenied: some role of theirs lies beyond the reach of who does it.
        BeyondTokenError: it has a role that a token may not give, and would give back.
    """
    _require_whole(access, person)
    for given in Grant.everything.filter(person=person):
        require_to_give(access, given.organisation_id, given.role)
    Person.objects.filter(pk=person.pk).update(is_active=True)
    note_of(access, person, "reactivated")


@transaction.atomic
def take_second_factors(access: Access, person: Person) -> None:
    """Take away what somebody lost: they sign in by their password alone and set up another; sessions end.

    Raises:
        PermissionDenied: some role of theirs lies beyond the reach of who does it, or it is their own.
    """
    _require_whole(access, person)
    Authenticator.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    note_of(access, person, "second-factor-taken")


@transaction.atomic
def change_account(person: Person, *, name: str, language: str, single_keys: bool) -> None:
    """Keep what somebody says of themselves."""
    before = {"name": person.name, "language": person.language, "single_keys": person.single_keys}
    after = {"name": name, "language": language, "single_keys": single_keys}
    if before == after:
        return
    Person.objects.filter(pk=person.pk).update(**after)
    note_of(Access(person=person.pk), person, "account-changed", before=before, after=after)


@transaction.atomic
def end_session(person: Person, session: int) -> None:
    """End one of somebody's own sessions; of another's, nothing happens.

    Args:
        session: its primary key.
    """
    for one in UserSession.objects.filter(user=person, pk=session):
        one.end()
        note_of(Access(person=person.pk), person, "session-ended")


@transaction.atomic
def end_other_sessions(person: Person, current: str) -> None:
    """End all of somebody's sessions but one.

    Args:
        current: the key of the one that goes on.
    """
    others = UserSession.objects.filter(user=person).exclude(session_key=current)
    ended = [one.end() for one in others]
    if ended:
        note_of(Access(person=person.pk), person, "session-ended", after={"sessions": len(ended)})


def set_password(person: Person, password: str) -> None:
    """Keep a new password; every session ends by it."""
    with transaction.atomic():
        person.set_password(password)
        person.save()
        note_of(Access(person=person.pk), person, "password-changed")


@transaction.atomic
def replace_forgotten_password(person: Person, password: str) -> None:
    """Keep a password chosen by a letter, which shows that the address is theirs; sessions and tokens end.

    Where no letters are sent the link was handed over, which shows nothing of the address.

    Who needs this may have lost the account to somebody who made tokens.
    """
    person.is_proven = person.is_proven or is_sent_at_all()
    set_password(person, password)
    _end_what_is_open(person)


@transaction.atomic
def empty_unproven(person: Person) -> None:
    """Take away all that opens an account of which nobody had shown that its address is theirs; now it is.

    Whoever was handed the link of the invitation may have made it, and would come in beside its owner.
    """
    person.set_unusable_password()
    person.is_proven = True
    person.save()
    Authenticator.objects.filter(user=person).delete()
    _end_what_is_open(person)
    note_of(Access(person=person.pk), person, "account-emptied")


def note_of(
    access: Access,
    person: Person,
    what: str,
    *,
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    """Note what happened to somebody, in each tree or branch where that is noted."""
    for organisation in sorted(noted_in(access, person)):
        noted(access, organisation, what, about=str(person), before=before, after=after)


def _end_what_is_open(person: Person) -> None:
    """End all sessions, and the tokens for good."""
    for session in UserSession.objects.filter(user=person):
        session.end()
    Token.everything.filter(person=person, revoked=None).update(revoked=timezone.now())


def _require_whole(access: Access, person: Person) -> None:
    if access.person == person.pk or not is_all_within(access, person):
        raise PermissionDenied
