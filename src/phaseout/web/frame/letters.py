"""Does a letter hold characters that act on its reader instead of being read?

What devices, files and people wrote stands in letters as it does on pages. They are plain text, in which
markup is nothing; control and bidirectional characters are shown as their escapes, in every letter at once.
"""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

from phaseout.report.safe_text import acting_shown


class PlainLetters(BaseEmailBackend):
    """Stands before a backend of Django's, and shows what acts in each letter it is given."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send letters that hold no acting character, and return how many were sent."""
        for letter in email_messages:
            letter.subject = acting_shown(str(letter.subject))
            letter.body = acting_shown(str(letter.body))
            if isinstance(letter, EmailMultiAlternatives):
                _also_in_html(letter)
        return super().send_messages(email_messages)


class ByServer(PlainLetters, EmailBackend):
    """By a mail server."""


def _also_in_html(letter: EmailMultiAlternatives) -> None:
    parts, letter.alternatives = letter.alternatives, []
    for content, kind in parts:
        letter.attach_alternative(acting_shown(str(content)), kind)
