"""What is inside a thing, or behind it, that may be of another maker?"""

from dataclasses import dataclass
from enum import StrEnum


class PartKind(StrEnum):
    """How a part belongs to the whole."""

    EQUIPMENT = "equipment"
    """A thing of its own: a camera of a recorder's system, the gear a service uses."""
    CHIP = "chip"
    """A system on a chip."""
    MODULE = "module"
    """A radio or network module built into a host device."""
    FIRMWARE = "firmware"
    """Who writes the software inside."""
    CLOUD = "cloud"
    """Who runs the service it depends on."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Part:
    """A part as a determination sees it. Hashable, so that each distinct set of parts is decided once."""

    kind: PartKind
    makers: tuple[str, ...] = ()
    """Party ids; empty where nobody knows who made it."""
    brands: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    """Kinds of equipment of the vocabulary; empty where nobody knows."""
    is_asset: bool = False
    """Whether it is an asset of its own, which is decided by itself."""


class ComponentTest(StrEnum):
    """Which part of a thing a measure looks at, and what it must be to the whole."""

    SUBSTANTIAL_OR_ESSENTIAL = "substantial-or-essential"
    """A component without which the whole would not work properly."""
    CRITICAL_TECHNOLOGY = "critical-technology"
    """A technology of the export control lists, which is not the same as an important part."""
    SERVICE_USING = "service-using"
    """A service that uses it."""
    MODULE_IN_HOST = "module-in-host"
    """A covered transmitter module taints its host device."""
    CHIP = "chip"
    """The chip alone."""
    FIRMWARE_OR_CLOUD = "firmware-or-cloud"
    """Who writes the firmware or runs the cloud."""
    ITSELF_COVERED = "itself-covered"
    """Equipment that is covered by itself, whatever it is to the whole, and is decided nowhere else."""
    ANY_PART = "any-part"
    """Anything inside."""
