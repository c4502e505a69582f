"""What is done of ledgers again and again beside the server: begun, brought up, signed, sent?"""

import logging
from datetime import datetime

from phaseout.ledger.key import KeyTextError
from phaseout.web.ledger.services.beginning import begin_where_due
from phaseout.web.ledger.services.keys import key_file
from phaseout.web.ledger.services.signing import due, sign_where_due
from phaseout.web.ledger.services.taking import take_where_due
from phaseout.web.ledger.services.witnessing import send_states

log = logging.getLogger("phaseout.web.ledger")


def sweep(now: datetime) -> int:
    """Do what is due, and return how much that was."""
    done = begin_where_due() + take_where_due()
    if due(now):
        try:
            done += sign_where_due(key_file(), now)
        except KeyTextError as error:
            log.error("no ledger is signed: %s", error.diagnosis())
    try:
        done += send_states(now)
    except OSError as error:
        log.error("the mail server does not answer: %s", type(error).__name__)
    return done
