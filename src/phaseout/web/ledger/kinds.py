"""What does a leaf tell of, in its reader's language?"""

from django.utils.translation import gettext_lazy as _

from phaseout.ledger.leaf import SUCCEEDED
from phaseout.ledger.leaf import Leaf as Told
from phaseout.web.frame.events.happening import whatever
from phaseout.web.ledger.models import Leaf

BEGUN = "ledger.begun"
TAKEN = "ledger.rows-taken"
"""How many rows of which kinds stood before the ledger told of any like them; a leaf of each follows."""
STOOD = "ledger.row-stood"
OF_THE_LEDGER = {
    BEGUN: _("ledger begun"),
    TAKEN: _("what stood before taken into the ledger"),
    STOOD: _("stood before the ledger told of it"),
    SUCCEEDED: _("signing key succeeded"),
}
"""Kinds of leaves that no event stands behind."""


def kind_name(leaf: Leaf) -> str:
    """Return what happened."""
    if leaf.event is not None:
        return str(whatever().get(leaf.event.what, leaf.event.what))
    kind = Told.of(bytes(leaf.line)).kind
    return str(OF_THE_LEDGER.get(kind, kind))
