"""What is left of a picture that somebody hands in? Its pixels, written anew, and nothing else.

Cameras and telephones write into a picture where it was taken, when, and by whose device; an archive or a
script may hang on its end. What is kept is made of the pixels alone.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 20_000
ONE_AT_A_TIME = BoundedSemaphore(1)
"""A picture unpacked takes four bytes a pixel and more, and a second or two: so many in a process."""
LONGEST_WAIT = 5.0
"""Seconds for which somebody, and a thread of the server, waits until others’ pictures are done."""
QUALITY = 90
"""Of a JPEG: no difference that an eye sees."""
JPEG, PNG = "image/jpeg", "image/png"
_FORMATS = ("PNG", "JPEG", "WEBP")
_PHOTOGRAPHS = frozenset({"JPEG", "MPO"})
"""Telephones write several pictures into one JPEG; the first counts."""
_DAMAGED = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, ArithmeticError,
    struct.error, zlib.error,
)  # fmt: skip
"""What the library raises on bytes that are no picture, or a mangled one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as it is kept."""

    content: bytes
    kind: str
    """``image/jpeg`` for a photograph, else ``image/png``."""
    width: int
    height: int


def written_anew(file: BinaryIO, *, most: int | None = None) -> Picture:
    """Return the picture in a file, turned as its camera says.

    Args:
        file: at any place.
        most: pixels it may have, ``MOST_PIXELS`` where nobody says. A photograph of more, up to
            ``MOST_PIXELS``, is made smaller while it is unpacked; any other is refused.

    Raises:
        ValidationError: it is none of PNG, JPEG and WebP, damaged, has too many pixels, or others’ pictures
            are being unpacked for longer than somebody is to wait.
    """
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # of size, at which we look ourselves, and of damaged traces, which go
        try:
            with Image.open(file, formats=_FORMATS) as picture:
                _refuse_large(picture, most or MOST_PIXELS)
                with _turn():
                    _made_smaller(picture, most or MOST_PIXELS)
                    return _written(picture)
        except Image.DecompressionBombError as error:  # the library looks before we do
            raise _too_large(most or MOST_PIXELS) from error
        except _DAMAGED as error:
            why = _("It is no PNG, JPEG or WebP picture, or a damaged one.")
            raise ValidationError(why) from error


def _refuse_large(picture: Image.Image, most: int) -> None:
    """Refuse by what the head of the file says, before anything is unpacked."""
    allowed = MOST_PIXELS if picture.format in _PHOTOGRAPHS else most
    if picture.width * picture.height > allowed or max(picture.size) > LONGEST_SIDE:
        raise _too_large(allowed)


def _too_large(allowed: int) -> ValidationError:
    why = _("The picture has too many pixels: at most %(number)s million, and 20,000 along a side.")
    return ValidationError(why % {"number": allowed // 1_000_000})


@contextmanager
def _turn() -> Generator[None]:
    """Wait until no other picture is being unpacked in this process, but not for ever."""
    if not ONE_AT_A_TIME.acquire(timeout=LONGEST_WAIT):
        raise ValidationError(_("The server is at work on other pictures. Try again in a minute."))
    try:
        yield
    finally:
        ONE_AT_A_TIME.release()


def _made_smaller(picture: Image.Image, most: int) -> None:
    """Have a photograph unpacked at a half, a quarter or an eighth of its sides: the largest allowed."""
    width, height = picture.size
    if width * height > most:
        part = next((one for one in (2, 4) if width * height <= most * one**2), 8)
        picture.draft(None, (width // part, height // part))


def _written(picture: Image.Image) -> Picture:
    is_photograph = picture.format in _PHOTOGRAPHS
    ImageOps.exif_transpose(picture, in_place=True)
    mode = "RGB" if is_photograph or not picture.has_transparency_data else "RGBA"
    plain = picture if picture.mode == mode else picture.convert(mode)
    plain.info = {}  # pixels alone: no profile, no text, no place
    out = io.BytesIO()
    kind, write = JPEG if is_photograph else PNG, plain.save
    write(out, kind.removeprefix("image/"), quality=QUALITY)  # a PNG has no quality, and takes no notice
    return Picture(content=out.getvalue(), kind=kind, width=plain.width, height=plain.height)
