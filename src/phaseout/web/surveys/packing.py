"""How is JSON kept in a column so that it comes back as it was?"""

import zlib
from typing import cast

from phaseout.report.json_bytes import Json, json_bytes, json_value

_LEVEL = 1
"""Higher ones take several times as long for a tenth less."""


def packed(value: Json) -> bytes:
    """Return a JSON value as few bytes."""
    return zlib.compress(json_bytes(value), _LEVEL)


def unpacked(kept: bytes) -> Json:
    """Return the JSON value that was packed."""
    return cast("Json", json_value(zlib.decompress(kept)))
