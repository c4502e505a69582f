"""Which parsers read what a stranger sent, and how is each given bytes?

One entry a parser. ``run.py`` gives them to atheris for minutes; ``test_fuzz.py`` to hypothesis in the suite.
An entry that raises anything is a fault: no content is a reason to raise, but for a diagnosis where the whole is refused.
"""

import asyncio
import io
from collections.abc import Callable, Iterator, Mapping
from ipaddress import ip_address
from types import MappingProxyType

from phaseout.collected.manifest import Manifest
from phaseout.domain.problem import SourceError
from phaseout.intake import dump
from phaseout.intake.capture.datagram import Datagram
from phaseout.intake.capture.dialects import UDP_BY_OPENING, UDP_BY_PORT, tcp_dialect
from phaseout.intake.capture.flow import Flow
from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.listening import readings as capture_readings
from phaseout.intake.observation_lines import READER as OBSERVATION_LINES
from phaseout.ledger.note import Note
from phaseout.probe.account import Account
from phaseout.probe.conversations.services import has_certificate
from phaseout.probe.conversations.web import answer_of, is_whole, own_page, telling_page
from phaseout.probe.heard import Hearing
from phaseout.probe.inquiries import INQUIRIES, snmp
from phaseout.probe.line import Spot
from phaseout.probe.lines import lines
from phaseout.probe.recorders.answer import BadAnswerError, read_answer
from phaseout.probe.recorders.digest import challenges_in, digest, strongest_digest
from phaseout.probe.recorders.refusal import refusal_in
from phaseout.probe.recorders.told import lines_of
from phaseout.probe.recorders.username_token import clock_in
from phaseout.probe.scope import Scope
from phaseout.probe.secret import Secret

Parser = Callable[[bytes], object]
_HOST, _CLIENT = bytes((10, 20, 0, 17)), bytes((10, 20, 0, 1))
ADDRESS = ip_address("10.20.0.17")
ACCOUNT = Account(user="viewer", password=Secret("never said"))
SPOT = Spot(str(ADDRESS), None, None, "2026-11-27T12:00:00Z")


class Stream(io.BytesIO):
    name = "saved"

    def lines(self, *, longest: int = 1 << 20) -> Iterator[tuple[int, bytes | None]]:
        for number, line in enumerate(self, start=1):
            yield number, line if len(line) <= longest else None


def _hearing() -> Hearing:
    return Hearing(ADDRESS, lambda: 1_763_647_331)


def _datagram(name: str) -> Parser:
    inquiry = next(one for one in (*INQUIRIES, snmp("public")) if one.name == name)

    def parse(data: bytes) -> object:
        hearing = _hearing()
        hearing.datagram(inquiry, inquiry.port, data, was_asked=bool(len(data) % 2))
        return lines(hearing, "hall", None)

    return parse


def _conversation(port: int, opening: bytes = b"") -> Parser:
    def parse(data: bytes) -> object:
        hearing = _hearing()
        hearing.conversation(port, opening + data)
        return lines(hearing, None, None)

    return parse


def _segments(data: bytes) -> object:
    """A conversation in pieces, of which some are lost or come late."""
    ledger, at = Ledger(), 0
    flow = Flow(_HOST, _CLIENT, 80, 50_000)
    dialect = tcp_dialect(data[1:5], 80, 50_000)
    if dialect is None or not data:
        return None
    flow.begin(dialect, 0)
    size = data[0] + 1
    for piece in (data[start : start + size] for start in range(1, len(data), size)):
        if flow.is_dull_after(at, piece, ledger):
            break
        at += len(piece) + (piece[0] == 0)
    flow.finish(ledger)
    return list(ledger.readings())


def _any_datagram(data: bytes) -> object:
    ledger = Ledger()
    for hearing in {*UDP_BY_PORT.values(), *UDP_BY_OPENING.values()}:
        hearing(Datagram(_HOST, _CLIENT, 37020, 50_000, data, len(data) % 3), ledger)
    return list(ledger.readings())


def _choice(data: bytes) -> object:
    text = data.decode("latin-1")
    page = own_page(text, ADDRESS)
    return telling_page(80, answer_of(data), {"http.body": [text]}, [page] if page else [])


async def _answer(data: bytes) -> object:
    reader = asyncio.StreamReader()
    reader.feed_data(data)
    reader.feed_eof()
    try:
        found = await read_answer(reader)
    except (OSError, BadAnswerError):
        return None
    return found.as_logged(), refusal_in(found, bore_account=True), clock_in(found.body)


def _challenge(data: bytes) -> object:
    chosen = strongest_digest(challenges_in(data.decode("latin-1").split("\n")))
    return chosen and digest(ACCOUNT, chosen, "GET", "/", "c")


def _or_refused(read: Parser) -> Parser:
    def parse(data: bytes) -> object:
        try:
            return read(data)
        except SourceError:
            return None

    return parse


PARSERS: Mapping[str, Parser] = MappingProxyType(
    {
        **{inquiry.name: _datagram(inquiry.name) for inquiry in (*INQUIRIES, snmp("public"))},
        "any-datagram": _any_datagram,
        "http": _conversation(80, b"HTTP/1.1 200 OK\r\n"),
        "page": _conversation(80, b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n"),
        "rtsp": _conversation(554, b"RTSP/1.0 "),
        "tls": _conversation(443, b"\x16\x03\x03"),
        "sdk": _conversation(8000),
        "segments": _segments,
        "enough": lambda data: (is_whole(bytearray(data)), has_certificate(bytearray(data))),
        "choice": _choice,
        "capture": lambda data: list(capture_readings(Stream(b"\xd4\xc3\xb2\xa1" + data))),  # type: ignore[arg-type]
        "capture-ng": lambda data: list(capture_readings(Stream(b"\x0a\x0d\x0d\x0a" + data))),  # type: ignore[arg-type]
        "recorder-answer": lambda data: asyncio.run(_answer(b"HTTP/1.1 " + data)),
        "recorder-challenge": _challenge,
        "recorder-lines": lambda data: lines_of(data.split(b"\0"), SPOT, ACCOUNT, lambda _: None),
        "scope": _or_refused(lambda data: Scope.of(data.decode(errors="replace"), "given")),
        "signed-note": _or_refused(Note.of),
        "manifest": _or_refused(Manifest.of),
        "saved-reply": lambda data: list(dump.read(Stream(data))),  # type: ignore[arg-type]
        "observation-lines": lambda data: list(OBSERVATION_LINES.read(Stream(data))),  # type: ignore[arg-type]
    }
)
