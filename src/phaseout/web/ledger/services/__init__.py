"""What writes ledgers?"""

from phaseout.web.ledger.services.checking import ask_to_verify
from phaseout.web.ledger.services.forgetting import forget
from phaseout.web.ledger.services.keeping import keep
from phaseout.web.ledger.services.sweeping import sweep
from phaseout.web.ledger.services.witnessing import ask_for_states

__all__ = ["ask_for_states", "ask_to_verify", "forget", "keep", "sweep"]
