"""What does a report say around the document's own words, in English and in French?

``messages.json`` holds ``key: [English, French]``. ``{0}`` are places to fill; ``one|many`` are the forms
for a number.
"""

from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

import orjson

from phaseout.domain.cite import Text


def _catalogue() -> Mapping[str, Text]:
    rows = orjson.loads(files("phaseout.report").joinpath("messages.json").read_bytes())
    return MappingProxyType(
        {key: Text(en=en, fr=fr.replace(" :", "\N{NO-BREAK SPACE}:")) for key, (en, fr) in rows.items()}
    )


MESSAGES = _catalogue()
"""Every message by its key."""
