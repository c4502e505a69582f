"""What is seen in a photograph: its codes, the day it was taken, or why nothing was read.

The picture is unpacked and read by a process of its own, since anybody may have made it.
"""

import base64
import binascii
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from phaseout.intake.limited_process import Ended, Limits, Record, records_of

MEGABYTES = 1024
"""Address space of the reading process: 50 million pixels in colour, and copies of them in grey."""
SECONDS = 60
"""Processor time of the reading process; a picture of 12 million pixels without a code takes some five."""
_CHILD = Path(__file__).with_name("photo_codes.py")
_LIMITS = Limits("PIL", MEGABYTES, SECONDS)
_CORNERS = 4
_EVERY_WAY = ("every-way",)
"""What the reading process is asked, which is never imported."""

Corner = tuple[float, float]


class SeenCode(NamedTuple):
    """A bar code or QR code in a picture. Its text may hold a credential: see ``label_code``."""

    symbology: str
    text: str
    corners: tuple[Corner, ...]
    """In parts of the picture's width and height, clockwise from its own top left; empty where not known."""


class Seen(NamedTuple):
    """What a picture showed."""

    codes: tuple[SeenCode, ...]
    taken: str | None
    """The day, YYYY-MM-DD, as the camera's clock had it."""
    missed: tuple[str, ...]
    """What was not read and why, in words."""


def seen_in(path: Path, *, in_every_way: bool = False) -> Seen:
    """Return what a picture shows; never raises for one that cannot be read.

    In every way: looking goes on where a code was read already, for another that is harder to read. It takes
    as long as for a picture without a code.
    """
    codes: list[SeenCode] = []
    taken = None
    missed: list[str] = []
    for record in _records(path, _EVERY_WAY if in_every_way else ()):
        match record:
            case ("C", symbology, content, *corners):
                codes.append(SeenCode(symbology, _text(content), _corners(corners)))
            case ("T", day):
                taken = day
            case ("M", count):
                missed.append(f"only the first of {count} pictures in it is looked at")
            case ("S", width, height):
                missed.append(
                    f"{width} × {height} pixels are too many: make it smaller, to at most 50 million"
                )
            case ("F", why):
                missed.append(_WHY.get(why, why))
            case _:
                continue
    if not codes and not missed:
        missed.append(NO_CODE)
    return Seen(tuple(codes), taken, tuple(missed))


NO_CODE = (
    "no bar code or QR code was read in it; photograph the label closer and straight, "
    "or write down what it says (label.text)"
)
NO_PICTURE = "no picture that can be opened; save it as JPEG or PNG"
_TOO_MANY = "are too many: make it smaller, to at most 50 million"
_WHY: Mapping[str, str] = MappingProxyType(
    {
        "format": NO_PICTURE,
        "damaged": "a damaged picture; take it or save it again",
    }
)


def _records(path: Path, wishes: tuple[str, ...]) -> Iterator[Record]:
    ended = yield from records_of(_CHILD, path, _LIMITS, wishes)
    if ended is Ended.WHOLE:
        return
    if ended is Ended.NOT_STARTED:
        yield "F", "the program that reads pictures cannot be started here"
    elif ended is Ended.OUT_OF_MEMORY:
        yield "F", f"it needs more than {MEGABYTES} MB of memory to open; make it smaller"
    elif ended is Ended.OUT_OF_TIME:
        yield "F", f"it takes more than {SECONDS} s to look at; cut out the label"
    elif ended != 0:  # what ends by itself has said why
        yield "F", f"the program that reads pictures broke off ({ended})"


def _text(content: str) -> str:
    try:
        return base64.b64decode(content).decode("utf-8", "replace")
    except binascii.Error:
        return ""


def _corners(fields: list[str]) -> tuple[Corner, ...]:
    if len(fields) != _CORNERS:
        return ()
    pairs = (field.split(",") for field in fields)
    return tuple((float(x), float(y)) for x, y in pairs)
