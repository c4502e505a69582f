"""How do the web servers of Hikvision's firmware write the heads of their answers? (discovery.md §1.3)"""

from phaseout.lab.web.site import DATE, Reply, Request, reply

_GOAHEAD = frozenset(("Hikvision-Webs", "Webs"))
"""These write GoAhead's heads: another date, and a redirect from the start page."""
_COOKIE = "Set-Cookie: _goaheadwebSessionId=0123456789abcdef; path=/\r\n"
_ALWAYS_1_1 = "DVRDVS-Webs"
GOAHEAD_DATE = "Mon Nov 23 10:00:00 2026"
_CHANGED = "Tue, 12 Jul 2022 07:14:00 GMT"


def is_goahead(server: str) -> bool:
    """Whether the server of this name sends clients on from its start page."""
    return server in _GOAHEAD


def moved(server: str, location: str) -> Reply:
    """Return GoAhead's redirect."""
    head = (
        f"HTTP/1.0 302 Redirect\r\nServer: {server}\r\nDate: {GOAHEAD_DATE}\r\nPragma: no-cache\r\n"
        f"Cache-Control: no-cache\r\nContent-Type: text/html\r\nLocation: {location}\r\n\r\n"
    )
    text = (
        "<html><head></head><body>\r\n\t\tThis document has moved to a new "
        f'<a href="{location}">location</a>.\r\n\t\tPlease update your documents to reflect the new '
        "location.\r\n\t\t</body></html>\r\n\r\n"
    )
    return Reply(head=head.encode(), body=text.encode())


def file(server: str, request: Request, body: bytes, kind: str = "text/html") -> Reply:
    """Return a page, as the server of this name writes it to whoever speaks that version."""
    version = "HTTP/1.1" if server == _ALWAYS_1_1 else request.version
    cookie = _COOKIE if is_goahead(server) else ""
    head = (
        f"{version} 200 OK\r\nDate: {DATE}\r\nServer: {server}\r\n"
        f'ETag: "0-{len(body):x}-62cd1f18"\r\nContent-Length: {len(body)}\r\nContent-Type: {kind}\r\n'
        f"Connection: close\r\nLast-Modified: {_CHANGED}\r\n{cookie}\r\n"
    )
    return Reply(head=head.encode(), body=body)


def document(server: str, status: int, body: bytes, *fields: tuple[str, str]) -> Reply:
    """Return an XML document, or a refusal."""
    date = GOAHEAD_DATE if is_goahead(server) else DATE
    kind = ("Content-Type", 'application/xml; charset="UTF-8"')
    return reply(
        status, body, ("Date", date), ("Server", server), *fields, kind, ("Connection", "keep-alive")
    )
