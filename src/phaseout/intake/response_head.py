"""What does the answer of an HTTP, RTSP or SIP server say of it?"""

import html
import re
from collections.abc import Iterator

LONGEST_BODY = 2048
"""How much of a start page is kept, in characters."""
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,500})", re.I)
_REALM = re.compile(r'realm="?([^",\r\n]{1,200})', re.I)
_HTTP = {
    "server": "http.server",
    "www-authenticate": "http.www-authenticate",
    "set-cookie": "http.set-cookie",
    "location": "http.location",
}
_RTSP = {"server": "rtsp.server"}
_SIP = {"server": "sip.server", "user-agent": "sip.server"}


def traits_of_response(text: str) -> Iterator[tuple[str, str]]:
    """Yield (trait, value) for a response, for nothing else: an unknown protocol yields nothing."""
    head, _, body = text.replace("\r\n", "\n").partition("\n\n")
    if text.startswith("HTTP/"):
        yield from traits_of_headers(head, _HTTP)
        yield from traits_of_page(body)
    elif text.startswith("RTSP/"):
        yield from traits_of_headers(head, _RTSP)
        for realm in _REALM.findall(head):
            yield "rtsp.realm", realm
    elif text.startswith("SIP/"):
        yield from traits_of_headers(head, _SIP)


def traits_of_headers(head: str, telling: dict[str, str] | None = None) -> Iterator[tuple[str, str]]:
    """Yield (trait, value) for the header lines of a response, those of HTTP if not told otherwise."""
    for line in head.split("\n"):
        name, colon, value = line.partition(":")
        trait = (telling or _HTTP).get(name.strip().lower())
        if colon and trait and value.strip():
            yield trait, value.strip()


def traits_of_page(body: str) -> Iterator[tuple[str, str]]:
    """Yield title and start of a page."""
    if not body.strip():
        return
    title = _TITLE.search(body)
    if title and title[1].strip():
        yield "http.title", html.unescape(title[1].strip())
    yield "http.body", body[:LONGEST_BODY]
