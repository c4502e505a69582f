"""Which names do DNS and mDNS messages hold?"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

_HEADER = struct.Struct(">HHHHHH")
_RECORD = struct.Struct(">HHIH")
_POINTER = 0xC0
_MOST_JUMPS = 16
_LONGEST_NAME = 255
_MOST_RECORDS = 256
_ANSWER = 0x8000
_OPCODE = 0x7800


class Message(NamedTuple):
    """A message's head: is it an answer, and how much follows?"""

    is_answer: bool
    is_query: bool
    questions: int
    records: int


class Record(NamedTuple):
    """A resource record; ``content`` stands at ``at`` in the message."""

    name: str
    kind: int
    content: bytes
    at: int


def is_answer(message: bytes) -> bool:
    """Whether a message answers; quicker than its head."""
    return len(message) >= _HEADER.size and bool(message[2] & _ANSWER >> 8)


def head_of(message: bytes) -> Message | None:
    """Return the head, None if the message is too short to have one."""
    if len(message) < _HEADER.size:
        return None
    _, flags, questions, answers, authorities, additionals = _HEADER.unpack_from(message)
    is_answer = bool(flags & _ANSWER)
    standard = not flags & _OPCODE
    return Message(is_answer, standard and not is_answer, questions, answers + authorities + additionals)


def name_at(message: bytes, at: int) -> tuple[str, int] | None:
    """Return the name at an offset and the offset after it, None if the message is broken there."""
    labels: list[str] = []
    after = 0
    jumps = length = 0
    while at < len(message):
        size = message[at]
        if size == 0:
            return ".".join(labels), after or at + 1
        if size & _POINTER == _POINTER:
            jumps += 1
            if jumps > _MOST_JUMPS or at + 1 >= len(message):
                return None
            after = after or at + 2
            at = (size & ~_POINTER) << 8 | message[at + 1]
            continue
        length += size + 1
        if size & _POINTER or length > _LONGEST_NAME or at + 1 + size > len(message):
            return None
        labels.append(message[at + 1 : at + 1 + size].decode("utf-8", "replace"))
        at += 1 + size
    return None


def first_question(message: bytes) -> str | None:
    """Return the name a query asks for."""
    found = name_at(message, _HEADER.size)
    return found[0] if found else None


def records_of(message: bytes, head: Message) -> Iterator[Record]:
    """Yield the records of all sections, up to the first broken one."""
    at = _HEADER.size
    for _ in range(min(head.questions, _MOST_RECORDS)):
        found = name_at(message, at)
        if found is None:
            return
        at = found[1] + 4
    for _ in range(min(head.records, _MOST_RECORDS)):
        found = name_at(message, at)
        if found is None or found[1] + _RECORD.size > len(message):
            return
        name, at = found
        kind, _, _, length = _RECORD.unpack_from(message, at)
        at += _RECORD.size
        if at + length > len(message):
            return
        yield Record(name, kind, message[at : at + length], at)
        at += length
