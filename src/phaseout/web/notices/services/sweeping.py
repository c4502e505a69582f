"""What is done again and again beside the server: notices handed on and sent, letters of the day, ledgers?"""

import logging
from datetime import datetime

from phaseout.web.ledger.services import sweep as sweep_ledgers
from phaseout.web.notices.services.deliveries import forget_old, hand_on, send_due
from phaseout.web.notices.services.letters import send_letters

log = logging.getLogger("phaseout.web.notices")
LETTERS_FROM = 10
"""Hour (UTC) from which the letters of a day are sent: early morning in Canada."""


def sweep(now: datetime) -> int:
    """Do what is due, and return how many notices and letters were dealt with."""
    done = hand_on() + send_due()
    if now.hour >= LETTERS_FROM:
        try:
            done += send_letters(now)
        except OSError as error:
            log.error("the mail server does not answer: %s", type(error).__name__)
    forget_old()
    return done + sweep_ledgers(now)
