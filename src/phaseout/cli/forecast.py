"""Will a saved document be so large that somebody should be told before it is written?"""

from collections.abc import Sequence

import click

from phaseout.cli.writing import Target
from phaseout.domain.asset import Asset
from phaseout.report.document_json import asset_json
from phaseout.report.json_bytes import json_bytes
from phaseout.report.language import Language
from phaseout.report.packed import SUFFIX

SAMPLE = 50
"""Assets that are weighed."""
LARGE = 250_000_000
"""Bytes from which it is said."""
_WHOLE = frozenset(("json", "jsonl"))


class Forecast:
    """Weighs the first assets that pass, and says once what all of them will come to.

    A document that goes to a file unpacked is weighed; one that is packed, or that a program takes from
    standard output, is what somebody chose.
    """

    def __init__(self, targets: Sequence[Target], expected: int, lang: str) -> None:
        """Take where it goes and how many assets are expected at the most."""
        whole = (one.path for one in targets if one.writer.name in _WHOLE)
        self._is_asked = any(path is not None and path.suffix != SUFFIX for path in whole)
        self._expected = expected
        self._lang = lang
        self._seen = self._bytes = self._answers = 0

    def weigh(self, asset: Asset) -> None:
        """Weigh an asset; the last of the sample tells."""
        if not self._is_asked or self._seen >= SAMPLE:
            return
        self._seen += 1
        self._bytes += len(json_bytes(asset_json(asset)))
        self._answers += len(asset.determinations)
        if self._seen == SAMPLE and (total := self._bytes * self._expected // SAMPLE) >= LARGE:
            language = Language(self._lang)
            size = language.number(round(total / 1_000_000))
            answers = language.number(round(self._answers / SAMPLE))
            said = language.text("forecast", size, language.number(self._expected), answers)
            click.echo(f"phaseout: {said}", err=True)
