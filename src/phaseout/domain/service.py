"""What does a service do with the thing that a line names?"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from phaseout.domain.wording import Task

ITEM = "item"
"""The fact whose words these are (``register/vocabulary/items.yaml``)."""


class Dealing(StrEnum):
    """What a service does with a thing."""

    USES = "service-uses-it"
    """It is delivered by means of the thing."""
    INSTALLS = "service-installs-it"
    """It puts a thing up, replaces or lends one, and may bring it: what a text says of things counts too."""
    WORKS_ON = "service-works-on-it"
    """The thing is there and stays: it is maintained, repaired, inspected."""
    REMOVES = "service-removes-it"
    """It only takes the thing away: nothing of it is bought."""


WITH_PARTS = "service-with-parts"
"""It brings parts or units for the thing."""
WORK_COUNTS = "work-on-it-counts"
"""A text counts a service that only works on a thing as buying or using it."""
SELLER_USES = "seller-uses-it"
"""The seller says that it uses what the measure covers, whatever it sells."""
DEALING_OF: Mapping[Task, Dealing] = MappingProxyType(
    {
        Task.REMOVAL: Dealing.REMOVES,
        Task.DISPOSAL: Dealing.REMOVES,
        Task.INSTALLATION: Dealing.INSTALLS,
        Task.REPLACEMENT: Dealing.INSTALLS,
        Task.RENTAL: Dealing.INSTALLS,
        Task.PLANT: Dealing.INSTALLS,
        Task.REPAIR: Dealing.WORKS_ON,
        Task.MAINTENANCE: Dealing.WORKS_ON,
        Task.WARRANTY: Dealing.WORKS_ON,
        Task.TRAINING: Dealing.WORKS_ON,
        Task.INSPECTION: Dealing.WORKS_ON,
        Task.MONITORING: Dealing.USES,
    }
)
"""What a line's word for the service says of it."""
