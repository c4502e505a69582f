"""Which header lines does a text message of the HTTP family hold?"""

from typing import NamedTuple

from phaseout.intake.capture.wording import line_of

_MOST_HEADERS = 128
_MOST_DIGITS = 15
"""Of a length; more are no length of anything that is sent."""


class Head(NamedTuple):
    """The start line and the headers; names in lower case, one name may occur several times."""

    start: bytes
    fields: tuple[tuple[bytes, bytes], ...]

    def first(self, name: bytes) -> str:
        """Return the first value of a header, ``""`` if it is not there."""
        return next((line_of(value) for known, value in self.fields if known == name), "")

    def every(self, name: bytes) -> list[str]:
        """Return all values of a header."""
        return [line_of(value) for known, value in self.fields if known == name]

    def has(self, name: bytes) -> bool:
        """Whether a header is there."""
        return any(known == name for known, _ in self.fields)


def head_of(content: bytes) -> Head:
    """Return the head of a message; ``content`` ends where its head ends."""
    lines = content.split(b"\n", _MOST_HEADERS)
    fields = []
    for line in lines[1:_MOST_HEADERS]:
        name, colon, value = line.partition(b":")
        if colon:
            fields.append((name.strip().lower(), value.strip()))
    return Head(lines[0].strip(), tuple(fields))


def end_of_head(content: bytes | bytearray) -> int:
    """Return the offset after the blank line that ends a head, -1 if it has not come yet."""
    end = content.find(b"\r\n\r\n")
    if end >= 0:
        return end + 4
    end = content.find(b"\n\n")
    return end + 2 if end >= 0 else -1


def body_length(head: Head) -> int | None:
    """Return what Content-Length says, None if it says nothing usable."""
    said = head.first(b"content-length")
    return int(said) if said.isdecimal() and len(said) <= _MOST_DIGITS else None
