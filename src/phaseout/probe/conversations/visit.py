"""What is it to ask one port of one host: connect, say one thing, hear one thing?"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import NamedTuple

from phaseout.intake.capture.flow import Dialect
from phaseout.probe.conversations.connection import Connection, Patience, open_connection
from phaseout.probe.gate import Gate
from phaseout.probe.heard import Hearing
from phaseout.probe.inquiries import Fresh


class Visit(NamedTuple):
    """One host being asked, by whose leave, and with how much patience."""

    gate: Gate
    hearing: Hearing
    fresh: Fresh
    patience: Patience

    def connected(self, port: int) -> AbstractAsyncContextManager[Connection | None]:
        """Open a connection to a port of the host."""
        return open_connection(self.gate, self.hearing, port, self.patience.for_connection)

    async def ask(
        self, port: int, inquiry: str, payload: bytes, is_enough: Callable[[bytearray], bool]
    ) -> bytes | None:
        """Say one thing to a port and return what was answered; None where nobody takes the connection.

        Raises: as ``connected``.
        """
        async with self.connected(port) as connection:
            if connection is None:
                return None
            seconds = self.patience.for_answer
            if not await connection.say(inquiry, payload, seconds):
                return b""
            said = await connection.hear(is_enough, seconds)
        self.hearing.conversation(port, said)
        return said

    async def listen(self, port: int, length: int, dialect: Dialect) -> None:
        """Connect to a port, say nothing, and hear what it greets with, up to a length."""
        async with self.connected(port) as connection:
            if connection is None:
                return
            said = await connection.hear(lambda said: len(said) >= length, self.patience.for_greeting)
        self.hearing.conversation(port, said, dialect)
