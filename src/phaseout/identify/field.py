"""What is a piece of text known to be, whatever told it?"""

from enum import StrEnum


class Field(StrEnum):
    """What a piece of text is known to be."""

    MANUFACTURER = "manufacturer"
    BRAND = "brand"
    """The name on the box, told apart from who made what is in it."""
    OEM = "oem"
    """A brand the device says it was relabelled for."""
    MODEL = "model"
    SERIAL = "serial"
    FIRMWARE = "firmware"
    MAC = "mac"
    IP = "ip"
    TEXT = "text"
    """Free text in which names may stand."""
    SELF = "self"
    """What equipment says of itself: a maker's name in it is the equipment's own."""


FieldValue = tuple[Field, str]
