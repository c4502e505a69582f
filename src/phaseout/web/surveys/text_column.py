"""What of a device's words may stand in a column of text?"""

import re

_REFUSED = re.compile("[\x00\ud800-\udfff]")
"""PostgreSQL keeps no NUL, and no encoding a lone surrogate."""


def column_text(text: str, longest: int) -> str:
    """Return text as every database keeps it, cut where it is too long; the snapshot has it verbatim."""
    shown = text if text.isprintable() else _REFUSED.sub("\N{REPLACEMENT CHARACTER}", text)
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"
