"""Who is reached among a million parties, by each relation test, on a day?

The same answers as ``phaseout.ownership.relate`` gives for one party, over interests held in columns.
Needs numpy and scipy: ``pip install phaseout[bulk]``.
"""

from phaseout.ownership.bulk.columns import InterestColumns
from phaseout.ownership.bulk.economic import economic_shares
from phaseout.ownership.bulk.graph import BulkGraph
from phaseout.ownership.bulk.reach import Reach, reach

__all__ = ["BulkGraph", "InterestColumns", "Reach", "economic_shares", "reach"]
