"""Which protocol does a banner speak, and which observations are wrapped in it?

Scanners keep what a port sent without saying which protocol it was. A banner that is an HTTP, RTSP, SSDP
or SSH message is taken apart, so that one rule about a Server header serves wherever the header stood.
"""

import re
from collections.abc import Iterator

Wrapped = tuple[str, str]
"""(trait, value)."""

_START = re.compile(
    r"\s*(?P<protocol>HTTP|RTSP|SIP)/\d(?:\.\d)?\s+\d{3}|\s*(?P<notify>NOTIFY|M-SEARCH) \* HTTP/1",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"^[ \t]*(?P<name>server|www-authenticate|set-cookie|location|user-agent)[ \t]*:"
    r"[ \t]*(?P<value>[^\r\n]+)",
    re.IGNORECASE | re.MULTILINE,
)
_SSDP = re.compile(r"^[ \t]*(?:st|nt|usn|x-user-agent)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_TITLE = re.compile(r"<title[^>]*>\s*([^<]{1,200}?)\s*</title", re.IGNORECASE)
_UPNP = re.compile(r"<(manufacturer|modelName|modelDescription)>\s*([^<]{1,200}?)\s*</", re.IGNORECASE)
_REALM = re.compile(r'realm="([^"]*)"', re.IGNORECASE)
_GREETING = re.compile(r"\s*220[ -]")

_OF_HTTP = {
    "server": "http.server",
    "www-authenticate": "http.www-authenticate",
    "set-cookie": "http.set-cookie",
    "location": "http.location",
}
_OF_UPNP = {"manufacturer": "upnp.manufacturer", "modelname": "upnp.model", "modeldescription": "upnp.model"}


def unwrapped(banner: str) -> Iterator[Wrapped]:
    """Yield the observations a banner wraps; none if its protocol is not one of these."""
    text = banner.replace("\\r\\n", "\n").replace("\\n", "\n")
    for name, value in _UPNP.findall(text):
        yield _OF_UPNP[name.lower()], value
    if text.lstrip().startswith("SSH-"):
        yield "ssh.banner", text.strip()
    elif _GREETING.match(text):
        yield "ftp.banner", text.strip()
    elif (start := _START.match(text)) is not None:
        yield from _message(text, start["protocol"] or "HTTP")


def _message(text: str, protocol: str) -> Iterator[Wrapped]:
    is_ssdp = _SSDP.search(text) is not None
    for match in _HEADER.finditer(text):
        name, value = match["name"].lower(), match["value"].strip()
        match protocol.upper():
            case "RTSP":
                yield from _rtsp(name, value)
            case "SIP":
                if name in ("server", "user-agent"):
                    yield "sip.server", value
            case _ if is_ssdp and name == "server":
                yield "upnp.server", value
            case _ if name in _OF_HTTP:
                yield _OF_HTTP[name], value
    if (title := _TITLE.search(text)) is not None:
        yield "http.title", title[1]


def _rtsp(name: str, value: str) -> Iterator[Wrapped]:
    if name == "server":
        yield "rtsp.server", value
    elif name == "www-authenticate" and (realm := _REALM.search(value)) is not None:
        yield "rtsp.realm", realm[1]
