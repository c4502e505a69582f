"""What does the letter look like that brings a signed state to a witness: plain text, in their language?"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from phaseout.web.ledger.models import Checkpoint
from phaseout.web.people.models import Person


def letter(person: Person, state: Checkpoint) -> EmailMessage:
    """Return the letter, in the language that is active, with the state as a file beside it."""
    server = str(settings.PUBLIC_ADDRESS).rstrip("/")
    shown = {"person": person, "state": state, "page": server + reverse("ledger", args=[state.ledger_id])}
    subject = " ".join(render_to_string("ledger/mail/state_subject.txt", shown).split())
    text = render_to_string("ledger/mail/state.txt", shown)
    headers = {"Auto-Submitted": "auto-generated"}
    message = EmailMessage(subject, text, to=[person.email], headers=headers)
    # As a file, since programs of mail wrap and indent what stands in a letter.
    message.attach(f"ledger-{state.size}.txt", state.note, "text/plain")
    return message
