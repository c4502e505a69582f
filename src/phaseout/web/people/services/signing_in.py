"""What is written of who signed in, and of who could not?"""

import hmac
from hashlib import sha256

from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest

from phaseout.web.frame.access import NOBODY, Access
from phaseout.web.frame.events.services import noted
from phaseout.web.people.models import Person
from phaseout.web.people.queries import open_invitation_to, person_at
from phaseout.web.people.services.accounts import empty_unproven, note_of
from phaseout.web.people.services.invitations import accept


def note_sign_in(person: Person, *, by_whom: str, where: str) -> None:
    """Note that somebody signed in.

    Args:
        by_whom: ``password``, or ``sign-on`` of another program.
        where: network address they came from.
    """
    note_of(Access(person=person.pk), person, "signed-in", after={"by": by_whom, "from": where})


def note_failure(email: str, *, where: str, what: str = "sign-in-failed") -> None:
    """Note that somebody could not sign in; an address nobody has is kept as a keyed digest alone.

    What is entered as an address may be a password: it is never kept as it was entered.
    """
    person = person_at(email)
    if person is not None:
        note_of(NOBODY, person, what, after={"from": where})
        return
    digest = hmac.new(settings.SECRET_KEY.encode(), email.lower().encode(), sha256).hexdigest()[:16]
    noted(NOBODY, None, what, about=f"#{digest}", after={"from": where})


@transaction.atomic
def let_in(request: HttpRequest, sociallogin: SocialLogin, *, email: str, name: str) -> Person:
    """Tie the account at a provider to the person at its verified address, who may come by invitation.

    Where nobody had shown that the address is theirs, what opened the account before opens it no more.

    Raises:
        PermissionDenied: nobody there was invited, or they are tied to another account of the provider.
    """
    person = person_at(email)
    if person is None:
        invitation = open_invitation_to(email)
        if invitation is None:
            raise PermissionDenied
        person = accept(invitation, name=name, password=None)
    if SocialAccount.objects.filter(user=person, provider=sociallogin.account.provider).exists():
        # An address given to somebody new must not open what its former holder could.
        raise PermissionDenied
    if not person.is_proven:
        empty_unproven(person)
    sociallogin.connect(request, person)
    return person
