"""What does a discovery answer say that was saved as the bytes that came?

Facts: discovery.md §1.4 and §1.7. Binary answers are kept one character per byte, as captures keep them.
"""

import struct
from collections.abc import Callable, Iterator

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.capture import binary_answer
from phaseout.intake.capture.address import ip_text, is_host
from phaseout.intake.capture.binary_answer import LEGACY_FIXED, Stated
from phaseout.intake.capture.cousins import HANWHA_ANSWER_PORT, TVT_PORT
from phaseout.intake.capture.dhip import LEGACY_PORT
from phaseout.intake.capture.names import head_of, name_at, records_of
from phaseout.intake.capture.wording import text_of, verbatim
from phaseout.intake.dump.json_reply import net_common, notice
from phaseout.intake.dump.speaker import Speaker

LARGEST = 65_535
"""Bytes a datagram can have."""
_DHIP_HEADER, _DHIP_LENGTH_AT = 32, 16
_MDNS_PORT = 5353
_A, _PTR, _TXT, _AAAA, _SRV = 1, 12, 16, 28, 33
_DHIP_MARK = b"\x20\0\0\0DHIP"
_SHORT = "the answer is shorter than its head says"
_NO_MORE = "no further answer begins here; what follows is not read"

Telling = Callable[[bytes, Speaker], Iterator[Reading]]


def kind_of(data: bytes) -> Telling | None:
    """Return how to read these bytes, None if no discovery answer begins so."""
    return next((tell for is_one, tell in _KINDS if is_one(data)), None)


def _is_dhip(data: bytes) -> bool:
    return data[:4] == b"\x20\0\0\0" and data[4:8] in (b"DHIP", b"PIHD")


def _dhip(data: bytes, speaker: Speaker) -> Iterator[Reading]:
    """Take Dahua's answers, several in a row where they were saved so."""
    at = 0
    while data[at : at + 1]:
        body = at + _DHIP_HEADER
        if len(data) < body or not _is_dhip(data[at : at + 8]):
            is_cut = _DHIP_MARK.startswith(data[at : at + 8])
            yield Unread(f"byte {max(at, 1)}", _SHORT if is_cut else _NO_MORE)
            return
        (length,) = struct.unpack_from("<I", data.ljust(body, b"\0"), at + _DHIP_LENGTH_AT)
        end = min(body + length, len(data)) if length else len(data)
        if length > len(data) - body:
            yield Unread(f"byte {max(at, 1)}", _SHORT)
        text = text_of(data[body:end])
        if "notifyDevInfo" in text or '"deviceInfo"' in text:
            yield from notice(text, f"byte {max(at, 1)}", speaker)
        at = max(end, body)
        at += len(data[at:]) - len(data[at:].lstrip(b"\r\n\0"))


def _is_legacy(data: bytes) -> bool:
    return len(data) > LEGACY_FIXED and data[0] == 0xB3 and data[4:8] == b"\x58\0\0\0"  # noqa: PLR2004


def _legacy(data: bytes, speaker: Speaker) -> Iterator[Reading]:
    yield from _answer(speaker, data, LEGACY_PORT, binary_answer.legacy(data))


def _is_tvt(data: bytes) -> bool:
    return binary_answer.tvt(data) is not None


def _tvt(data: bytes, speaker: Speaker) -> Iterator[Reading]:
    yield from _answer(speaker, data, TVT_PORT, binary_answer.tvt(data))


def _is_xiongmai(data: bytes) -> bool:
    return binary_answer.xiongmai_json(data) is not None


def _xiongmai(data: bytes, speaker: Speaker) -> Iterator[Reading]:
    yield from net_common(binary_answer.xiongmai_json(data) or "", "byte 1", speaker)


def _is_hanwha(data: bytes) -> bool:
    return binary_answer.hanwha(data) is not None


def _hanwha(data: bytes, speaker: Speaker) -> Iterator[Reading]:
    yield from _answer(speaker, data, HANWHA_ANSWER_PORT, binary_answer.hanwha(data))


def _answer(speaker: Speaker, data: bytes, port: int, stated: Stated | None) -> Iterator[Reading]:
    """Yield what a binary answer states, and the answer itself."""
    if stated is not None:
        yield from speaker.stated(stated, verbatim(data[:LARGEST]), "byte 1", port)


def _is_mdns(data: bytes) -> bool:
    return data[:6] == b"\0\0\x84\0\0\0" and data[6:8] != b"\0\0"


def _mdns(data: bytes, speaker: Speaker) -> Iterator[Reading]:
    """Take the services of an mDNS announcement, its texts, its name and address."""
    head, count = head_of(data), 0
    for count, record in enumerate(records_of(data, head) if head else (), 1):  # noqa: B007
        said: tuple[str, str] | None = None
        if record.kind == _PTR and (found := name_at(data, record.at)):
            said = "mdns.service", found[0].removesuffix(".local")
        elif record.kind == _SRV:
            said = "mdns.service", record.name.removesuffix(".local")
        elif record.kind == _TXT:
            said = "mdns.txt", "; ".join(_strings(record.content))
        elif record.kind in (_A, _AAAA) and len(record.content) in (4, 16) and is_host(record.content):
            said = "ip", ip_text(record.content)
        if said and said[1]:
            yield from speaker.say(said[0], said[1], "byte 1", _MDNS_PORT if said[0] != "ip" else None)
    if head is None or count < head.records:
        yield Unread("byte 1", _SHORT)


def _strings(content: bytes) -> Iterator[str]:
    at = 0
    while at < len(content):
        if size := content[at]:
            yield content[at + 1 : at + 1 + size].decode("utf-8", "replace")
        at += 1 + size


_KINDS: tuple[tuple[Callable[[bytes], bool], Telling], ...] = (
    (_is_dhip, _dhip),
    (_is_legacy, _legacy),
    (_is_tvt, _tvt),
    (_is_xiongmai, _xiongmai),
    (_is_hanwha, _hanwha),
    (_is_mdns, _mdns),
)
