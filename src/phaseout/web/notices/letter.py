"""What does the letter of what waits on somebody look like: plain text, in their language, untraced?"""

from collections.abc import Sequence

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from phaseout.report.safe_text import acting_shown
from phaseout.web.notices.waiting import Part
from phaseout.web.people.models import Person

SALT = "phaseout.notices.off"
"""What the link that ends letters is signed for, and good for nothing else."""


def off_code(person: Person) -> str:
    """Return what the link that ends somebody's letters carries."""
    return signing.dumps(person.pk, salt=SALT)


def person_of(code: str) -> int | None:
    """Return the primary key of whose letters a link ends, None where it is forged."""
    try:
        return int(signing.loads(code, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def letter(person: Person, parts: Sequence[Part], connection: BaseEmailBackend) -> EmailMessage:
    """Return the letter, in the language that is active."""
    server = str(settings.PUBLIC_ADDRESS).rstrip("/")
    off = server + reverse("digest-off", kwargs={"code": off_code(person)})
    shown = {
        "person": person,
        "parts": [(part, server + part.path) for part in parts],
        "own": server + reverse("digest"),
        "off": off,
    }
    text = acting_shown(render_to_string("notices/mail/digest.txt", shown))
    subject = " ".join(render_to_string("notices/mail/digest_subject.txt", shown).split())
    headers = {
        "List-Unsubscribe": f"<{off}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(subject, text, to=[person.email], headers=headers, connection=connection)


def language_of(person: Person) -> str:
    """Return the language of somebody's letters."""
    return person.language or translation.get_language() or "en"
