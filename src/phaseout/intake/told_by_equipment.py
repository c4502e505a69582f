"""What does a cell say whose table the maker's own tool wrote from the answers of equipment?

SADP and ConfigTool list what units told of themselves. Nobody wrote it down, so it is the equipment's word,
the hardware address included: as one answer on the wire it counts once.
"""

from collections.abc import Mapping
from types import MappingProxyType

from phaseout.intake.cell import ReadCell, Said

_TOLD: Mapping[str, str] = MappingProxyType(
    {
        "inventory.model": "discovery.model",
        "inventory.serial": "discovery.serial",
        "inventory.firmware": "discovery.firmware",
        "mac": "discovery.mac",
    }
)


def as_equipment_told(reader: ReadCell) -> ReadCell:
    """Return the reader of a cell of such a table."""

    def read(cell: str) -> Said:
        """Return what the cell says as the word of equipment."""
        found, unread, dropped = reader(cell)
        return tuple((_TOLD.get(trait, trait), value) for trait, value in found), unread, dropped

    return read
