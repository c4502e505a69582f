"""How does a device hold one connection?"""

import asyncio

from phaseout.lab.witness import Transcript

_CHUNK = 65_536
_LONGEST_HEAD = 65_536
PATIENCE = 30.0
"""Seconds a device waits for more before it hangs up."""


class Line:
    """A connection to a persona: whatever comes is written down first."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, transcript: Transcript
    ) -> None:
        self._reader, self._writer, self._transcript = reader, writer, transcript
        self._kept = b""

    async def get(self) -> bytes:
        """Return what came next, ``b""`` at the end or when nothing comes."""
        if self._kept:
            kept, self._kept = self._kept, b""
            return kept
        try:
            payload = await asyncio.wait_for(self._reader.read(_CHUNK), PATIENCE)
        except TimeoutError:
            return b""
        self._transcript.add(payload)
        return payload

    async def head(self) -> bytes:
        """Return what comes up to a blank line, ``b""`` if the other side ends before one."""
        content = b""
        while b"\r\n\r\n" not in content:
            more = await self.get()
            if not more or len(content) > _LONGEST_HEAD:
                return b""
            content += more
        head, gap, self._kept = content.partition(b"\r\n\r\n")
        return head + gap

    async def body(self, length: int) -> bytes:
        """Return the ``length`` bytes that follow a head, or fewer if the other side ends."""
        content = b""
        while len(content) < length:
            more = await self.get()
            if not more:
                break
            content += more
        content, self._kept = content[:length], content[length:]
        return content

    async def say(self, payload: bytes) -> None:
        """Send bytes; waits while the other side does not take them."""
        self._writer.write(payload)
        await self._writer.drain()
