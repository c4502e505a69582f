"""How is a party related to the parties a measure names, by each measure's own test, on a day?"""

from phaseout.ownership.answer import RelationAnswer, RelationCode
from phaseout.ownership.economic import Share, economic_share
from phaseout.ownership.graph import PartyGraph
from phaseout.ownership.relation import relate
from phaseout.ownership.relations import Relate, Relations

__all__ = [
    "PartyGraph",
    "Relate",
    "RelationAnswer",
    "RelationCode",
    "Relations",
    "Share",
    "economic_share",
    "relate",
]
