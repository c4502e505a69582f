"""How does a survey become a hardware bill of materials, for tools that keep inventories? (CycloneDX 1.6)

It lists what is there: firms and what is only asked for, offered or ordered is counted beside. Names of
makers are known only after the last component, so that components are put by in a file meanwhile.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from typing import IO, BinaryIO
from uuid import UUID

from phaseout.domain.asset import Asset
from phaseout.domain.document import Header, Trailer
from phaseout.report.affected import shown
from phaseout.report.hardware_component import component, depends_on, vulnerability
from phaseout.report.json_bytes import Json, Object, json_bytes
from phaseout.report.language import Language
from phaseout.report.scope import source_names
from phaseout.report.sink import Sink, WriteOptions, Writer

SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json"
OPENING = b'{"$schema":%b,\n"bomFormat":"CycloneDX",\n"specVersion":"1.6",\n' % json_bytes(SCHEMA)
"""What every bill begins with."""
_IN_MEMORY = 1 << 18
"""Bytes of what is put by before it goes into a file."""


class HardwareBomSink:
    """Puts components by as assets pass, and writes them with their makers' names at the end."""

    def __init__(self, stream: BinaryIO, lang: str) -> None:
        self._stream = stream
        self._language = Language(lang)
        self._digest = hashlib.sha256()
        self._components, self._dependencies, self._vulnerabilities = _Held(), _Held(), _Held()
        self._left_out = 0

    def begin(self, header: Header) -> None:
        """Write what the file is."""
        self._header = header
        self._names = source_names(header)
        self._write(OPENING)

    def add(self, asset: Asset) -> None:
        """Put a thing by that is there."""
        if asset.is_firm or not asset.is_there:
            self._left_out += 1
            return
        said = asset.identification.maker
        maker = said.value if said.value and said.grade.is_firm else ""
        self._components.put(maker, component(asset, self._names))
        behind = depends_on(asset)
        if behind:
            self._dependencies.put("", {"ref": asset.id, "dependsOn": behind})
        for one in () if asset.is_only_bought else shown(asset):
            self._vulnerabilities.put("", vulnerability(asset, one))

    def end(self, trailer: Trailer) -> None:
        """Write everything, and last a serial number that is that of this content."""
        language = Language(self._language.code, trailer.labels)
        self._write(b'"metadata":%b,\n' % json_bytes(self._metadata(trailer)))
        self._list("components", (_with_maker(maker, text, language) for maker, text in self._components))
        self._list("dependencies", (text for _, text in self._dependencies))
        self._list("vulnerabilities", (text for _, text in self._vulnerabilities))
        self._write(
            b'"compositions":[%b],\n"version":1,\n' % json_bytes({"aggregate": _whole(trailer, self._header)})
        )
        self._stream.write(ending(self._digest.digest()))

    def _list(self, name: str, texts: Iterator[bytes]) -> None:
        self._write(b'"%b":[' % name.encode())
        border = b"\n "
        for text in texts:
            self._write(border + text)
            border = b",\n "
        self._write(b"],\n")

    def _write(self, content: bytes) -> None:
        self._digest.update(content)
        self._stream.write(content)

    def _metadata(self, trailer: Trailer) -> Object:
        header, counted = self._header, trailer.summary
        said = (
            ("phaseout:asOf", header.as_of),
            ("phaseout:register", header.register.edition),
            ("phaseout:register:digest", header.register.digest),
            ("phaseout:assets", str(counted.assets)),
            ("phaseout:leftOut", str(self._left_out)),
            ("phaseout:unidentified", str(counted.unidentified)),
            ("phaseout:unread", str(counted.unread)),
            ("phaseout:notExamined", str(counted.not_examined)),
            *(("phaseout:source", f"sha256:{one.sha256} {one.name}") for one in header.sources),
            *(("phaseout:source:notExamined", one.name) for one in header.not_examined),
        )
        made: Object = {
            "lifecycles": [{"phase": "discovery"}],
            "tools": {"components": [{"type": "application", "name": "phaseout", "version": header.engine}]},
            "properties": [{"name": name, "value": value} for name, value in said],
        }
        return {"timestamp": header.generated, **made} if header.generated else made


def ending(digest: bytes) -> bytes:
    """Return the end of a bill: a serial number that is that of all before, whose SHA-256 is given."""
    return b'"serialNumber":"urn:uuid:%b"}\n' % str(UUID(bytes=digest[:16], version=4)).encode()


class _Held:
    """JSON objects that are put by, each with a word, and come back in their order."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - kept

    def put(self, word: str, value: Object) -> None:
        self._file.write(b"%b\t%b\n" % (json_bytes(word), json_bytes(value)))

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        self._file.seek(0)
        for line in self._file:
            word, _, text = line.rstrip(b"\n").partition(b"\t")
            yield word.decode()[1:-1], text


def _with_maker(maker: str, text: bytes, language: Language) -> bytes:
    if not maker:
        return text
    return b'{"manufacturer":%b,%b' % (json_bytes({"name": language.party(maker)}), text[1:])


def _whole(trailer: Trailer, header: Header) -> Json:
    """Return whether the list is known to lack something; that it lacks nothing no survey knows."""
    missed = trailer.unread or header.not_examined or trailer.summary.not_examined
    return "incomplete" if missed else "unknown"


def _open(stream: BinaryIO, options: WriteOptions) -> Sink:
    return HardwareBomSink(stream, options.lang)


WRITER = Writer(
    name="cyclonedx",
    suffix=".cdx.json",
    about="CycloneDX 1.6, a hardware bill of materials of what is there, for tools that keep inventories",
    open=_open,
)
