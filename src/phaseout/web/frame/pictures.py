"""What is left of a picture that somebody hands in? Its pixels, written anew, and nothing else.

Cameras and telephones write into a picture where it was taken, when, and by whose device; an archive or a
script may hang on its end. What is kept is made of the pixels alone.
"""

import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 20_000
QUALITY = 90
"""Of a JPEG: no difference that an eye sees."""
JPEG, PNG = "image/jpeg", "image/png"
_FORMATS = ("PNG", "JPEG", "WEBP")
_PHOTOGRAPHS = frozenset({"JPEG", "MPO"})
"""Telephones write several pictures into one JPEG; the first counts."""
_DAMAGED = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, ArithmeticError,
    struct.error, zlib.error, Image.DecompressionBombError,
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


def written_anew(file: BinaryIO) -> Picture:
    """Return the picture in a file, turned as its camera says.

    Raises:
        ValidationError: it is none of PNG, JPEG and WebP, damaged, or has too many pixels.
    """
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # of size, at which we look ourselves, and of damaged traces, which go
        try:
            with Image.open(file, formats=_FORMATS) as picture:
                _refuse_large(picture)
                return _written(picture)
        except _DAMAGED as error:
            why = _("It is no PNG, JPEG or WebP picture, or a damaged one.")
            raise ValidationError(why) from error


def _refuse_large(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
        raise ValidationError(
            _("The picture has too many pixels: at most 50 million, and 20,000 along a side.")
        )


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
