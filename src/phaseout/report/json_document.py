"""How does the document become the JSON of the contract (§5), one asset at a time?

One member, source, asset part, answer and observation to a line: it can be read, compared line by line
and searched with grep, and no asset is held once it is written.
"""

from typing import BinaryIO

from phaseout.domain.asset import Asset
from phaseout.domain.document import Header, Trailer
from phaseout.report.document_json import asset_json, header_json, limits_json, trailer_json
from phaseout.report.json_bytes import Json, Object, json_bytes
from phaseout.report.sink import Sink, WriteOptions, Writer


class JsonSink:
    """Writes the document as one JSON object."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._is_first = True
        self._limits: Object = {}

    def begin(self, header: Header) -> None:
        """Write everything up to the list of assets."""
        self._limits = limits_json(header)
        self._stream.write(opening(header_json(header)))

    def add(self, asset: Asset) -> None:
        """Write one asset."""
        self._stream.write(entry(asset_json(asset), is_first=self._is_first))
        self._is_first = False

    def end(self, trailer: Trailer) -> None:
        """Write what stands after the assets."""
        self._stream.write(closing({**trailer_json(trailer), **self._limits}))


def opening(head: Object) -> bytes:
    """Return everything up to the list of assets."""
    return b"{%b,\n%b:[" % (_members(head, 0), json_bytes("assets"))


def entry(asset: Object, *, is_first: bool) -> bytes:
    """Return one asset as it stands in the list."""
    return b"%b%b}" % (b"\n {" if is_first else b",\n {", _members(asset, 2))


def closing(tail: Object) -> bytes:
    """Return everything after the last asset."""
    return b"],\n%b}\n" % _members(tail, 0)


def _members(value: Object, depth: int) -> bytes:
    """Return the members of an object, one a line, without its braces."""
    border = b",\n" + b" " * depth
    return border.join(b"%b:%b" % (json_bytes(name), _laid_out(part, depth)) for name, part in value.items())


def _laid_out(value: Json, depth: int) -> bytes:
    """Return a value on one line, or a list of objects with one object a line."""
    if not isinstance(value, list) or not value or not isinstance(value[0], dict):
        return json_bytes(value)
    start = b"\n" + b" " * (depth + 1)
    return b"[%b%b]" % (start, (b"," + start).join(json_bytes(part) for part in value))


def _open(stream: BinaryIO, options: WriteOptions) -> Sink:
    return JsonSink(stream)


WRITER = Writer(
    name="json",
    suffix=".json",
    about="the whole document; every other format can be made from it",
    open=_open,
)
