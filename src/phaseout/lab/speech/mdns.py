"""How does a device announce its services over multicast DNS? (RFC 6762, RFC 6763; discovery.md §1.7)"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import NamedTuple

from phaseout.lab.house import Asked, House, Said
from phaseout.lab.witness import Peer

PORT = 5353
GROUP = "224.0.0.251"
_A, _PTR, _TXT, _SRV, _ANY = 1, 12, 16, 33, 255
_INTERNET, _UNIQUE = 1, 0x8001
_ANSWER = 0x8400
_HEADER = struct.Struct(">6H")
_SECONDS, _SECONDS_TO_OTHERS = 120, 10
_MOST_QUESTIONS, _MOST_LABELS = 32, 32
_POINTER = 0xC0
_ALL_SERVICES = "_services._dns-sd._udp.local"


class _Record(NamedTuple):
    name: tuple[str, ...]
    kind: int
    data: bytes


class _Question(NamedTuple):
    name: str
    kind: int
    bytes: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mdns:
    """Answers questions for its services, to all, or to whoever asked alone or from another port."""

    services: tuple[str, ...]
    """``_axis-video._tcp``, ``_http._tcp``."""
    instance: str
    """``AXIS P3245-V - {mac}``."""
    host: str
    """``axis-{hex}``."""
    texts: tuple[str, ...] = ()
    """``macaddress={mac}``."""
    port: int = 80

    def enter(self, house: House) -> None:
        """Hear questions."""

        def hearing(asked: Asked) -> Iterator[Said]:
            questions = _questions(asked.payload)
            records = self._records(house)
            chosen = [
                record for record in records if any(_is_for(question, record) for question in questions)
            ]
            if not chosen:
                return
            more = [record for record in records if record not in chosen and record.kind != _PTR]
            is_other = asked.peer.port != PORT
            answer = _message(asked.payload, questions if is_other else [], chosen, more)
            yield Said(answer, Peer(GROUP, PORT) if asked.is_to_group and not is_other else None)

        house.hear(PORT, hearing, groups=(GROUP,))

    def _records(self, house: House) -> list[_Record]:
        host = (house.filled(self.host), "local")
        text = (
            b"".join(bytes([len(text.encode())]) + text.encode() for text in map(house.filled, self.texts))
            or b"\0"
        )
        records = [_Record(host, _A, IPv4Address(house.address).packed)]
        for service in self.services:
            kind = (*service.split("."), "local")
            instance = (house.filled(self.instance), *kind)
            records += [
                _Record(tuple(_ALL_SERVICES.split(".")), _PTR, _written(kind)),
                _Record(kind, _PTR, _written(instance)),
                _Record(instance, _SRV, struct.pack(">3H", 0, 0, self.port) + _written(host)),
                _Record(instance, _TXT, text),
            ]
        return records


def _is_for(question: _Question, record: _Record) -> bool:
    is_kind = question.kind in {record.kind, _ANY}
    return is_kind and question.name.lower() == ".".join(record.name).lower()


def _message(asked: bytes, repeated: list[_Question], answers: list[_Record], more: list[_Record]) -> bytes:
    """Return an answer; one to a client that is no mDNS responder repeats its number and questions."""
    number = int.from_bytes(asked[:2], "big") if repeated else 0
    head = _HEADER.pack(number, _ANSWER, len(repeated), len(answers), 0, len(more))
    seconds = _SECONDS_TO_OTHERS if repeated else _SECONDS
    return head + b"".join(
        [question.bytes for question in repeated]
        + [_record(record, seconds, is_unique=not repeated) for record in (*answers, *more)]
    )


def _record(record: _Record, seconds: int, *, is_unique: bool) -> bytes:
    # a record that several may have, and one told to other clients, is not marked as the only one
    of = _UNIQUE if is_unique and record.kind != _PTR else _INTERNET
    return (
        _written(record.name) + struct.pack(">HHIH", record.kind, of, seconds, len(record.data)) + record.data
    )


def _written(name: tuple[str, ...]) -> bytes:
    return b"".join(bytes([len(label.encode())]) + label.encode() for label in name) + b"\0"


def _questions(message: bytes) -> list[_Question]:
    """Return the questions of a query, as far as they can be read."""
    if len(message) < _HEADER.size or message[2] & 0x80:
        return []
    count, at, questions = min(int.from_bytes(message[4:6], "big"), _MOST_QUESTIONS), _HEADER.size, []
    for _ in range(count):
        labels, after = _name(message, at)
        if after + 4 > len(message):
            break
        kind = int.from_bytes(message[after : after + 2], "big")
        name = ".".join(labels)
        questions.append(_Question(name, kind, _written(tuple(labels)) + message[after : after + 4]))
        at = after + 4
    return questions


def _name(message: bytes, at: int) -> tuple[list[str], int]:
    labels: list[str] = []
    after = 0
    while at < len(message) and message[at] and len(labels) < _MOST_LABELS:
        if message[at] & _POINTER == _POINTER:
            after = after or at + 2
            pointed = int.from_bytes(message[at : at + 2], "big") & 0x3FFF
            if pointed >= at:  # backwards only, so that it ends
                break
            at = pointed
            continue
        labels.append(message[at + 1 : at + 1 + message[at]].decode("utf-8", "replace"))
        at += 1 + message[at]
    return labels, after or at + 1
