"""Which part of a source is in memory?"""

from phaseout.domain.problem import SourceError
from phaseout.intake.reader import SourceStream

CHUNK = 4 << 20
MARGIN = bytes(256)
"""Stands after the last byte, so that fixed headers may be unpacked before their length is checked."""


class Window:
    """The bytes of a source from ``offset`` on; slides forward only."""

    __slots__ = ("_stream", "buffer", "end", "failure", "lacking", "offset")

    def __init__(self, stream: SourceStream) -> None:
        self._stream = stream
        self.buffer = MARGIN
        self.end = 0
        """How many bytes of the buffer are the source's."""
        self.offset = 0
        """Where in the source the buffer begins."""
        self.lacking = 0
        """How many bytes that were to be passed over the source did not have."""
        self.failure: SourceError | None = None
        """Why the source ended before its end: a damaged gzip."""

    def slide(self, at: int) -> bool:
        """Drop what stands before ``at`` and read on; False if the source has nothing more."""
        is_ahead = at > self.end
        if is_ahead and not self._skip(at):
            return False
        at = 0 if is_ahead else at
        parts, size = [self.buffer[at : self.end]], self.end - at
        goal = size + CHUNK
        has_more = is_ahead
        while size < goal and (chunk := self._take(goal - size)):
            parts.append(chunk)
            size += len(chunk)
            has_more = True
        self.offset += at
        self.buffer, self.end = b"".join((*parts, MARGIN)), size
        return has_more

    def _take(self, size: int) -> bytes:
        if self.failure is not None:
            return b""
        try:
            return self._stream.read(size)
        except SourceError as error:  # what came before the damage is still looked at
            self.failure = error
            return b""

    def _skip(self, at: int) -> bool:
        """Go to an offset beyond the buffer, such as the end of a large block; False if it is not there."""
        while at > self.end:
            at -= self.end
            self.offset += self.end
            self.buffer = self._take(CHUNK)
            self.end = len(self.buffer)
            if not self.buffer:
                self.lacking = at
                return False
        self.buffer, self.end = self.buffer[at:], self.end - at
        self.offset += at
        return True
