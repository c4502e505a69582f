"""How does the document become lines of JSON, for surveys too large to hold?"""

from typing import BinaryIO

from phaseout.domain.asset import Asset
from phaseout.domain.document import Header, Trailer
from phaseout.report.document_json import asset_json, header_json, limits_json, trailer_json
from phaseout.report.json_bytes import Object, json_bytes
from phaseout.report.sink import Sink, WriteOptions, Writer


class JsonLinesSink:
    """Writes ``{"document": …}``, one asset a line, and ``{"trailer": …}``."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def begin(self, header: Header) -> None:
        """Write the first line."""
        self._line({"document": {**header_json(header), **limits_json(header)}})

    def add(self, asset: Asset) -> None:
        """Write one asset."""
        self._line(asset_json(asset))

    def end(self, trailer: Trailer) -> None:
        """Write the last line, without which the file is not whole."""
        self._line({"trailer": trailer_json(trailer)})

    def _line(self, value: Object) -> None:
        self._stream.write(json_bytes(value) + b"\n")


def _open(stream: BinaryIO, options: WriteOptions) -> Sink:
    return JsonLinesSink(stream)


WRITER = Writer(
    name="jsonl",
    suffix=".jsonl",
    about="the document as lines: its head, one line per asset, its tail; for very large surveys",
    open=_open,
)
