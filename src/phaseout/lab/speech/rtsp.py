"""How does a device's video server answer whoever may not look? (discovery.md §1.3, §1.5)"""

import re
from dataclasses import dataclass
from hashlib import md5
from typing import Literal

from phaseout.lab.house import House
from phaseout.lab.line import Line

_MOST_REQUESTS = 16
_CSEQ = re.compile(r"^cseq:[ \t]*(\d{1,9})", re.IGNORECASE | re.MULTILINE)
_LENGTH = re.compile(r"^content-length:[ \t]*(\d{1,6})", re.IGNORECASE | re.MULTILINE)
_PUBLIC = "OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, PAUSE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rtsp:
    """Tells its methods, or asks for an account, of which none is good enough here."""

    port: int = 554
    realm: str = "{model}"
    scheme: Literal["digest", "basic"] = "digest"
    beside: str = ""
    """The realm of a second challenge, in clear, that Hikvision's firmware makes."""
    server: str = ""
    options: Literal["told", "refused"] = "refused"
    """What a question for the methods brings; the streams are refused in any case."""

    def enter(self, house: House) -> None:
        """Answer requests until the other side ends."""
        realm = house.filled(self.realm)

        async def converse(line: Line) -> None:
            for _ in range(_MOST_REQUESTS):
                head = (await line.head()).decode("latin-1")
                if not head:
                    return
                if length := _LENGTH.search(head):
                    await line.body(int(length[1]))
                await line.say(self.answer(head, realm))

        house.converse(self.port, converse)

    def answer(self, head: str, realm: str) -> bytes:
        """Return the answer to a request."""
        start = head.partition("\r\n")[0]
        cseq = _CSEQ.search(head)
        numbered = [f"CSeq: {cseq[1]}"] if cseq else []
        named = [f"Server: {self.server}"] if self.server else []
        if not start.endswith(" RTSP/1.0"):
            return _lines(
                "405 Method Not Allowed", *named, "Content-Length: 0", f"CSeq: {cseq[1] if cseq else 0}"
            )
        if start.startswith("OPTIONS ") and self.options == "told":
            return _lines("200 OK", *numbered, *named, f"Public: {_PUBLIC}")
        empty = ["Content-Length: 0"] if self.server else []
        return _lines("401 Unauthorized", *numbered, *self._challenges(realm), *named, *empty)

    def _challenges(self, realm: str) -> list[str]:
        if self.scheme == "basic":
            return [f'WWW-Authenticate: Basic realm="{realm}"']
        nonce = md5(realm.encode(), usedforsecurity=False).hexdigest()
        digest = f'WWW-Authenticate: Digest realm="{realm}", nonce="{nonce}"'
        if not self.beside:
            return [digest]
        return [f'{digest}, stale="FALSE"', f'WWW-Authenticate: Basic realm="{self.beside}"']


def _lines(status: str, *fields: str) -> bytes:
    return ("\r\n".join((f"RTSP/1.0 {status}", *fields)) + "\r\n\r\n").encode()
