"""When are two spellings of a model, a firmware version or another value one?"""

import re
from collections.abc import Container

from phaseout.domain.claim import Dimension

_NOISE = re.compile(r"^(?:\(M\)|model|mod\.|type|modèle)[\s:]*", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_VERSION = re.compile(r"v(?=\d)")


def parted(text: str, brands: Container[str]) -> tuple[str | None, str]:
    """Return the brand whose id people and cameras write in front of a designation, and the designation."""
    text = _NOISE.sub("", text.strip())
    first, _, rest = text.partition(" ")
    return (first.lower(), rest.strip()) if rest and first.lower() in brands else (None, text)


def spelling(dimension: Dimension, value: str, brands: Container[str]) -> str:
    """Return the form in which all spellings of a value are equal; capitals never count.

    ``AXIS P3245-LVE`` is ``P3245-LVE``; ``V5.4.0build 160530`` is ``5.4.0 build 160530``.
    """
    match dimension:
        case Dimension.MODEL:
            return _BLANKS.sub("", parted(value, brands)[1]).casefold()
        case Dimension.FIRMWARE:
            return _VERSION.sub("", _BLANKS.sub("", value).casefold(), count=1)
        case Dimension.SERIAL:
            return _BLANKS.sub("", value).casefold()
        case _:
            return value.casefold()
