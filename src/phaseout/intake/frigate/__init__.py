"""Which cameras does a Frigate recorder take its pictures from?"""

import ipaddress
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import orjson

from phaseout.domain.observation import Dropped, Observation, Reading, Subject, Unread
from phaseout.intake.credential import without_credentials
from phaseout.intake.credential_name import names_credential
from phaseout.intake.frigate.yaml_tree import Node, TreeError, texts_of, tree_of
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.text_lines import MAY_BE_CUT

LARGEST = 8 << 20
"""Bytes; a configuration of a thousand cameras has one million."""
_MOST_CAMERAS, _MOST_STREAMS = 10_000, 32
_KEY = re.compile(
    r"^(mqtt|cameras|go2rtc|detectors|ffmpeg|record|snapshots|objects|detect|birdseye|database|ui|tls|auth):(?=\s|$)",
    re.M,
)
_URL = re.compile(
    r"(?P<scheme>rtspx?|rtsps|rtmp|https?|onvif|isapi|dvrip|tapo|kasa|bubble)://"
    r"(?:\[(?P<six>[0-9A-Fa-f:.]{2,45})\]|(?P<host>[\w.-]{1,255}))(?::(?P<port>\d{1,5}))?"
    r"(?P<path>/[^\s#\"']{0,1000})?",
    re.I,
)
_SELF = frozenset(("127.0.0.1", "localhost", "::1", "0.0.0.0", "go2rtc", "frigate"))  # noqa: S104
_RTSP = frozenset(("rtsp", "rtsps", "rtspx"))
_SHOWN = 60
_LONGEST = 4096
"""Characters of one address."""


class _Stream(NamedTuple):
    """Where a camera's pictures come from."""

    host: str
    path: str
    scheme: str
    line: int


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise two of Frigate's own sections, one of them that of the cameras."""
    text = head.decode("utf-8", "replace")
    keys = set(_KEY.findall(text))
    has_cameras = bool(keys & {"cameras", "go2rtc"})
    if has_cameras and re.search(r"^\s+(?:ffmpeg|streams|inputs):", text, re.M):
        return Sniff.MINE
    few = 2
    return Sniff.MAYBE if len(keys) >= few and ("mqtt" in keys or has_cameras) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """Frigate's config.yml: each camera, the address and the path of its streams, also over go2rtc.

    Several cameras at one address are channels of one recorder, which is an asset beside them. Users and
    passwords in addresses are dropped, as are those of MQTT and ONVIF.
    """
    data = b""
    while len(data) <= LARGEST and (chunk := stream.read(1 << 20)):
        data += chunk
    if len(data) > LARGEST:
        yield Unread(f"byte {LARGEST}", f"longer than {LARGEST >> 20} MB, which no configuration is")
        return
    try:
        root, scalars = tree_of(data.decode("utf-8-sig", "replace"))
    except TreeError as error:
        yield Unread("line 1", str(error))
        return
    yield from _dropped(scalars)
    yield from _things_of(root)
    if data and not data.endswith((b"\n", b"\r")):
        yield Unread(f"line {data.count(10) + 1}", MAY_BE_CUT)


def _dropped(scalars: list[tuple[str, Node]]) -> Iterator[Dropped]:
    for key, node in scalars:
        text = node.text or ""
        if text and names_credential(key):
            yield Dropped(f"line {node.line}", f"key {key[:_SHOWN]}")
        elif "://" in text:
            kept = without_credentials("rtsp.path", text[:_LONGEST])
            if kept.dropped is not None:
                yield Dropped(f"line {node.line}", f"stream address: {kept.dropped}")


def _things_of(root: Node) -> Iterator[Reading]:
    sources = _Sources(root)
    cameras = root.get("cameras")
    found: dict[str, tuple[int, list[_Stream]]] = {}
    for name, camera in (cameras.pairs if cameras else [])[:_MOST_CAMERAS]:
        streams = list(islice(sources.of_camera(camera), _MOST_STREAMS))
        found[name] = camera.line, streams
        if not streams:
            yield Unread(f"line {camera.line}", f"camera {name[:_SHOWN]!r} has no stream with an address")
    used = {stream.host for _, streams in found.values() for stream in streams}
    for name, streams in sources.relayed():  # streams that no camera takes, such as a door station's
        kept = [stream for stream in streams if stream.host not in used]
        if kept and name not in found:
            found[name] = kept[0].line, kept
    yield from _things(found)


def _things(found: dict[str, tuple[int, list[_Stream]]]) -> Iterator[Reading]:
    cameras_at: dict[str, set[str]] = defaultdict(set)
    for name, (_, streams) in found.items():
        for stream in streams:
            cameras_at[stream.host].add(name)
    for name, (line, streams) in found.items():
        subject = Subject(f"camera {name}", name)
        shared = [stream for stream in streams if len(cameras_at[stream.host]) > 1]
        for stream in streams:
            owner = Subject(f"host {stream.host}") if stream in shared else subject
            yield from _stream_readings(owner, stream)
        if shared:
            row = orjson.dumps({"channel": name, "recorder": shared[0].host}).decode()
            yield Observation(subject, "recorder.channel", row, f"line {line}")
        if streams:
            yield Observation(subject, "asset.kind", "camera", f"line {line}")


def _stream_readings(owner: Subject, stream: _Stream) -> Iterator[Reading]:
    place = f"line {stream.line}"
    yield Observation(owner, "ip" if _is_address(stream.host) else "hostname", stream.host, place)
    if stream.path and stream.scheme in _RTSP:
        yield Observation(owner, "rtsp.path", stream.path, place)


class _Sources:
    """Where pictures come from, each text of the file looked at once."""

    def __init__(self, root: Node) -> None:
        streams = root.at("go2rtc", "streams")
        pairs = streams.pairs[:_MOST_CAMERAS] if streams else []
        self._relayed = {name: list(islice(texts_of(node), _MOST_STREAMS)) for name, node in pairs}
        self._known: dict[int, list[_Stream]] = {}

    def relayed(self) -> Iterator[tuple[str, list[_Stream]]]:
        """Yield the streams that go2rtc hands on, by name."""
        for name, nodes in self._relayed.items():
            yield name, [s for node in nodes for s in self._in(node) if s.host not in _SELF]

    def of_camera(self, camera: Node) -> Iterator[_Stream]:
        """Yield the sources of a camera; what comes from this computer is looked up in go2rtc's list."""
        met = set()
        for stream in self._of_inputs(camera):
            if stream.host not in _SELF and stream[:3] not in met:
                met.add(stream[:3])
                yield stream
        host = camera.at("onvif", "host")
        if host is not None and host.text and host.text not in _SELF and not met:
            yield _Stream(host.text[:255], "", "onvif", host.line)

    def _of_inputs(self, camera: Node) -> Iterator[_Stream]:
        inputs = camera.at("ffmpeg", "inputs")
        for entry in (inputs.items if inputs else [])[:_MOST_STREAMS]:
            path = entry.get("path")
            for stream in self._in(path) if path is not None else ():
                yield stream
                if stream.host in _SELF:
                    name = stream.path.strip("/").split("?")[0]
                    yield from (other for node in self._relayed.get(name, ()) for other in self._in(node))

    def _in(self, node: Node) -> list[_Stream]:
        """Return the sources a text names, first rid of credentials: a password may hold a slash."""
        known = self._known.get(id(node))
        if known is None:
            text = without_credentials("rtsp.path", (node.text or "")[:_LONGEST]).value or ""
            self._known[id(node)] = known = [
                _Stream(
                    (url["six"] or url["host"]).lower(), url["path"] or "", url["scheme"].lower(), node.line
                )
                for url in islice(_URL.finditer(text), 4)
            ]
        return known


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


READER = Reader(name="frigate", sniff=sniff, read=read)
