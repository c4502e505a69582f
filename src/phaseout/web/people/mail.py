"""How is somebody told by mail that they are asked to come?"""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from phaseout.web.frame.access import Access
from phaseout.web.frame.limits import is_within
from phaseout.web.people.models import Invitation, Person

log = logging.getLogger("phaseout.web.people")
NONE = "django.core.mail.backends.dummy.EmailBackend"
LETTERS_AN_HOUR = 100
"""By one person, on pages and by programs together."""
LETTERS_TO_ONE = 5
"""An hour, to one address."""
HOUR = 3600
"""Seconds."""


def language_of(person: Person) -> str:
    """Return the language of somebody's letters."""
    return person.language or translation.get_language() or "en"


def is_sent_at_all() -> bool:
    """Return whether the server knows a way to send mail."""
    return str(settings.EMAIL_BACKEND) != NONE


def link_to(way: str, request: HttpRequest) -> str:
    """Return a page's address as people reach it: as was set, and only where none was as was asked for."""
    return f"{settings.PUBLIC_ADDRESS}{way}" if settings.IS_ADDRESS_SAID else request.build_absolute_uri(way)


def link_under(code: str, request: HttpRequest) -> str:
    """Return the address at which an invitation is accepted."""
    return link_to(reverse("join", args=[code]), request)


def may_write(access: Access, email: str) -> bool:
    """Count one more letter to an address, and return whether it is among those allowed in this hour."""
    by_one = is_within("invite-by", str(access.person), at_most=LETTERS_AN_HOUR, seconds=HOUR)
    return by_one and is_within("invite-to", email.lower(), at_most=LETTERS_TO_ONE, seconds=HOUR)


def send_invitation(invitation: Invitation, link: str) -> bool:
    """Send it in the language of who is asked, and return whether the mail server took it."""
    if not is_sent_at_all():
        return False
    with translation.override(invitation.language):
        subject = render_to_string("people/mail/invitation_subject.txt", {"invitation": invitation})
        text = render_to_string("people/mail/invitation.txt", {"invitation": invitation, "link": link})
    try:
        EmailMessage(" ".join(subject.split()), text, to=[invitation.email]).send()
    except OSError as error:
        log.error("mail not sent: %s", type(error).__name__)
        return False
    return True
