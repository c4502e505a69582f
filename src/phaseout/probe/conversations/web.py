"""Which pages of a web server are asked for, three at most, and which next?

In the order of facts §1.3. No redirect is followed: where one points is evidence enough, maybe another host.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from phaseout.intake.capture.headers import end_of_head, head_of
from phaseout.intake.capture.http import SHORTEST
from phaseout.intake.capture.transfer import body_of
from phaseout.probe.conversations.named import is_description, may_be_web
from phaseout.probe.conversations.requests import get
from phaseout.probe.conversations.visit import Visit
from phaseout.probe.networks import Address

HTTP = "http"
PORT, OTHER_PORT = 80, 8080
MOST_PAGES = 3
START, ISAPI, PRAMA = "/", "/ISAPI/System/deviceInfo", "/pramaAPI/System/deviceInfo"
DAHUA, UNIVIEW, ICON = "/web_caps/webCapsConfig", "/LAPI/V1.0/System/DeviceInfo", "/favicon.ico"
_STATUS = re.compile(rb"HTTP/1\.[01] ([1-5]\d\d)")
_BODILESS = frozenset((204, 304))
_OK = 200
_LIKE_DAHUA = re.compile(
    r"@WebVersion@|jsBase/|<title>WEB(?: SERVICE)?</title>|Login to [0-9A-Z]|custom_logo/", re.I
)
_LIKE_UNIVIEW = re.compile(r"/LAPI/|\buniview\b|\bUNV\b", re.I)
_LOCATION = re.compile(
    r"http://(?P<host>\[[0-9A-Fa-f:]{2,39}\]|[0-9.]{7,15})(?::(?P<port>\d{1,5}))?(?P<path>/[!-~]{0,500})?"
)


class Answer(NamedTuple):
    """What an answer comes to."""

    status: int | None
    """None: it is none of HTTP's."""
    is_empty: bool

    @property
    def is_moved(self) -> bool:
        """Whether it is Prama's, which moved the interface: empty, or closed without a word."""
        return self.is_empty and self.status in {None, _OK}


class Page(NamedTuple):
    """What is asked for, and of which port."""

    port: int
    path: str


class Web:
    """The web server of one host."""

    def __init__(self, visit: Visit, port: int) -> None:
        self._visit = visit
        self.port = port
        self.is_web = False
        """Whether it answered as web servers do."""
        self._device_info: Answer | None = None
        self._asked = 0

    async def begin(self) -> None:
        """Ask for the start page and, if a web server answers, for what ISAPI says of the device."""
        start = await self._get(Page(self.port, START))
        if start is None or start.status is None:
            return
        self.is_web = True
        self._device_info = await self._get(Page(self.port, ISAPI))

    async def go_on(self) -> None:
        """Ask for the one page that is the most telling after all that the host has said."""
        hearing = self._visit.hearing
        page = telling_page(
            self.port if self.is_web else None,
            self._device_info,
            hearing.values(),
            [
                found
                for url in hearing.descriptions
                if (found := own_page(url, hearing.address)) and is_description(found.path)
            ],
        )
        if page is not None:
            await self._get(page)

    async def _get(self, page: Page) -> Answer | None:
        if self._asked >= MOST_PAGES:
            return None
        payload = get(self._visit.hearing.address, page.port, page.path)
        said = await self._visit.ask(page.port, HTTP, payload, is_whole)
        if said is None:
            return None
        self._asked += 1
        return answer_of(said)


def telling_page(
    port: int | None,
    device_info: Answer | None,
    seen: Mapping[str, list[str]],
    descriptions: list[Page],
) -> Page | None:
    """Return the page that says the most of a host that has shown so much, None if none need be asked for.

    Args:
        port: that of its web server; None if it has none.
        device_info: its answer where Hikvision's interface is.
        seen: values by trait.
        descriptions: where, at this host, it says that its UPnP description is.
    """
    if "isapi.deviceinfo" in seen or (port is None and not descriptions):
        return None
    if port is not None and device_info is not None and device_info.is_moved:
        return Page(port, PRAMA)
    shown = "\n".join(
        value
        for trait in ("http.body", "http.www-authenticate", "rtsp.realm", "onvif.scope", "rtsp.server")
        for value in seen.get(trait, ())
    )
    if port is not None and ("dhip.json" in seen or _LIKE_DAHUA.search(shown)):
        return Page(port, DAHUA)
    if port is not None and _LIKE_UNIVIEW.search(shown):
        return Page(port, UNIVIEW)
    if descriptions:
        return descriptions[0]
    return None if port is None else Page(port, ICON)


def own_page(url: str, address: Address) -> Page | None:
    """Return the page a URL names if it is at this very address: what others have is not for it to say."""
    found = _LOCATION.fullmatch(url)
    if found is None or found["host"].strip("[]").lower() != str(address):
        return None
    port = int(found["port"] or PORT)
    return Page(port, found["path"] or START) if may_be_web(port) else None


def is_whole(said: bytearray) -> bool:
    """Whether no more of an answer need be waited for."""
    if len(said) >= SHORTEST and not said.startswith(b"HTTP/"):
        return True
    end = end_of_head(said)
    if end < 0:
        return False
    body = body_of(head_of(bytes(said[:end])), said, end)
    return body.is_enough or answer_of(bytes(said)).status in _BODILESS


def answer_of(said: bytes) -> Answer:
    """Return what an answer comes to: an interface that was closed without a word is an empty one."""
    status = _STATUS.match(said)
    end = end_of_head(said)
    body = body_of(head_of(said[:end]), bytearray(said), end).content if end >= 0 else said
    return Answer(int(status[1]) if status else None, not body.strip())
