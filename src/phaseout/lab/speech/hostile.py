"""How do devices behave that mean harm to whoever looks at them?

None of them can be told from another before it is asked. Each sends a bounded number of bytes, so that a
test of something that does not defend itself ends too.
"""

import asyncio
import gzip
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from phaseout.lab.house import Asked, House, Said
from phaseout.lab.line import Line
from phaseout.lab.speech.dhip import header
from phaseout.lab.speech.sadp import Sadp

_MOST = 1 << 30
"""Bytes of an endless answer."""
_CHUNK = b"<p>still more</p>" * 4_096
_PAUSE = 0.5
"""Seconds between the bytes of one who drips."""
_DROPS = 240
_SLOW = 2.0
"""Seconds before a slow device answers."""
_DEEP = 50_000
"""Elements within each other."""
_BOMB = 256 << 20
"""Bytes that a quarter of a megabyte unpacks to."""
_HEAD = "HTTP/1.1 200 OK\r\nServer: App-webs/\r\nContent-Type: text/html\r\n"
_ENTITIES = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10))
_XML_BOMB = (
    f'<?xml version="1.0"?><!DOCTYPE {{root}} [<!ENTITY e0 "ha">{_ENTITIES}'
    '<!ENTITY file SYSTEM "file:///etc/hostname"><!ENTITY net SYSTEM "http://192.0.2.1/evil">]>'
    "<{root}><model>&e9;</model><DeviceDescription>&e9;</DeviceDescription><serialNumber>&file;&net;</serialNumber>"
    "</{root}>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """Answers every connection to its ports in one way."""

    ports: tuple[int, ...]
    way: str

    def enter(self, house: House) -> None:
        """Open the ports."""
        behave = WAYS[self.way]

        async def converse(line: Line) -> None:
            if self.way not in _SPEAK_FIRST:
                await line.get()
            await behave(line, house.address)

        for port in self.ports:
            house.converse(port, converse)


async def _endless_body(line: Line, address: str) -> None:
    await line.say(f"{_HEAD}\r\n".encode())
    await _pour(line, _CHUNK)


async def _endless_head(line: Line, address: str) -> None:
    await line.say(_HEAD.encode())
    await _pour(line, b"X-Filler: " + b"a" * 4_000 + b"\r\n")


async def _endless_chunks(line: Line, address: str) -> None:
    await line.say(f"{_HEAD}Transfer-Encoding: chunked\r\n\r\n".encode())
    await _pour(line, f"{len(_CHUNK):x}\r\n".encode() + _CHUNK + b"\r\n")


async def _endless_line(line: Line, address: str) -> None:
    await _pour(line, b"RTSP/1.0 200 OK" + b"k" * 65_000)


async def _drip(line: Line, address: str) -> None:
    await line.say(f"{_HEAD}Content-Length: {_DROPS}\r\n\r\n".encode())
    for _ in range(_DROPS):
        await line.say(b".")
        await asyncio.sleep(_PAUSE)


async def _drip_head(line: Line, address: str) -> None:
    for byte in _HEAD.encode()[:_DROPS]:
        await line.say(bytes([byte]))
        await asyncio.sleep(_PAUSE)


async def _mute(line: Line, address: str) -> None:
    while await line.get():
        pass


async def _hang_up(line: Line, address: str) -> None:
    return


async def _gzip_bomb(line: Line, address: str) -> None:
    bomb = _bomb()
    await line.say(f"{_HEAD}Content-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n\r\n".encode() + bomb)


async def _lying_length(line: Line, address: str) -> None:
    await line.say(f"{_HEAD}Content-Length: 99999999999999\r\n\r\n<html><title>short</title>".encode())
    await _mute(line, address)


async def _elsewhere(line: Line, address: str) -> None:
    """Send clients on to another host, to this machine, and to a file."""
    more = "Location: file:///etc/passwd\r\nLocation: http://127.0.0.1:1/\r\n"
    await line.say(
        f"HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/evil\r\n{more}Content-Length: 0\r\n\r\n".encode()
    )


async def _in_circles(line: Line, address: str) -> None:
    await line.say(f"HTTP/1.1 302 Found\r\nLocation: http://{address}/\r\nContent-Length: 0\r\n\r\n".encode())


async def _xml_bomb(line: Line, address: str) -> None:
    await _say_xml(line, _XML_BOMB.replace("{root}", "DeviceInfo"))


async def _nested_xml(line: Line, address: str) -> None:
    await _say_xml(line, "<DeviceInfo>" * _DEEP)


async def _say_xml(line: Line, text: str) -> None:
    kind = "Content-Type: application/xml\r\n"
    await line.say(f"HTTP/1.1 200 OK\r\n{kind}Content-Length: {len(text)}\r\n\r\n{text}".encode())


async def _slow(line: Line, address: str) -> None:
    """Answer as an honest camera does that has much else to do."""
    await asyncio.sleep(_SLOW)
    await line.say(f"{_HEAD}Content-Length: 19\r\nConnection: close\r\n\r\n<html>slow</html>\r\n".encode())


async def _garbage(line: Line, address: str) -> None:
    await line.say(bytes(range(256)) * 256)


async def _pour(line: Line, chunk: bytes) -> None:
    for _ in range(_MOST // len(chunk)):
        await line.say(chunk)


@cache
def _bomb() -> bytes:
    return gzip.compress(bytes(_BOMB), compresslevel=9)


WAYS: Mapping[str, Callable[[Line, str], Awaitable[None]]] = MappingProxyType(
    {
        "endless-body": _endless_body,
        "endless-head": _endless_head,
        "endless-chunks": _endless_chunks,
        "endless-line": _endless_line,
        "drip": _drip,
        "drip-head": _drip_head,
        "mute": _mute,
        "hang-up": _hang_up,
        "gzip-bomb": _gzip_bomb,
        "lying-length": _lying_length,
        "elsewhere": _elsewhere,
        "in-circles": _in_circles,
        "xml-bomb": _xml_bomb,
        "nested-xml": _nested_xml,
        "slow": _slow,
        "garbage": _garbage,
    }
)
_SPEAK_FIRST = frozenset(("endless-line", "garbage", "hang-up"))
_FIRST_PORT = 37020
_ASKING = re.compile(rb"inquiry|DHDiscover\.search|Probe\b")
_A_SECOND = 20_000
"""Answers that a flood sends within a second."""
_DEEP_IN_ONE = 1_200
"""Objects within each other that one datagram holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flood:
    """Answers one inquiry with very many, very large or very deep datagrams."""

    port: int = _FIRST_PORT
    groups: tuple[str, ...] = ("239.255.255.250",)
    answers: int = 10_000
    size: int = 0
    """Bytes of each, filled up with blanks; 0 for as they are."""
    form: Literal["sadp", "dhip", "xml-bomb", "nested"] = "sadp"

    def enter(self, house: House) -> None:
        """Hear inquiries."""

        def hearing(asked: Asked) -> Iterator[Said]:
            if _ASKING.search(asked.payload):
                for number in range(self.answers):
                    yield Said(self.answer(house, number), None, number / _A_SECOND)

        house.hear(self.port, hearing, groups=self.groups)

    def answer(self, house: House, number: int) -> bytes:
        """Return one of the answers: each says that it is another device."""
        mac = f"44:19:b6:{number >> 16 & 255:02x}:{number >> 8 & 255:02x}:{number & 255:02x}"
        match self.form:
            case "dhip":
                return self._dhip(
                    f'{{"mac":"{mac}","method":"client.notifyDevInfo","params":{{"deviceInfo":{{}}}}}}'
                )
            case "nested":
                return self._dhip('{"method":"client.notifyDevInfo","deviceInfo":' * _DEEP_IN_ONE)
            case "xml-bomb":
                return _XML_BOMB.replace("{root}", "ProbeMatch").encode()
            case "sadp":
                says = {"MAC": mac.replace(":", "-"), "DeviceSN": f"DS-{number}20200101AAWR{number:08}"}
                return Sadp(says=says).answer(b"", house.persona, house.address).ljust(self.size)

    def _dhip(self, text: str) -> bytes:
        body = text.encode().ljust(max(self.size - len(header("DHIP", 0)), 0))
        return header("DHIP", len(body)) + body
