"""What does the body of a web server's answer say of the equipment?"""

import html
import re

from phaseout.intake.capture import favicon
from phaseout.intake.capture.headers import Head
from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.onvif import device_information, scope_items
from phaseout.intake.capture.transfer import Body
from phaseout.intake.credential import without_credentials

_TITLE = re.compile(r"<title[^>]{0,200}>(.{0,500}?)</title", re.IGNORECASE | re.DOTALL)
_UPNP = re.compile(r"<root[^>]{0,400}urn:schemas-upnp-org:device")
_ISAPI = re.compile(r"<DeviceInfo[\s>]")
_UPNP_ELEMENTS = (("manufacturer", "upnp.manufacturer"), ("modelName", "upnp.model"))
_CHARSET = re.compile(r"charset=[\"']?([\w-]{1,30})")
_ICONS = frozenset(("image/x-icon", "image/vnd.microsoft.icon", "image/ico"))
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|title|body|script|meta|frameset)\b", re.IGNORECASE)
_LOOKED_FOR_PAGE = 1_024


def enter(host: bytes, port: int, head: Head, body: Body, ledger: Ledger) -> None:
    """Enter what a body says: start page, UPnP description, ISAPI or ONVIF information, icon."""
    kind = head.first(b"content-type").lower()
    if kind.split(";", 1)[0].strip() in _ICONS:
        if body.is_whole and body.content:
            ledger.see(host, "http.favicon-md5", favicon.md5(body.content), port)
            ledger.see(host, "http.favicon-mmh3", favicon.mmh3(body.content), port)
    elif body.content and _is_text(kind, body.content):
        _enter_text(host, port, _decoded(kind, body.content), ledger)


def _enter_text(host: bytes, port: int, text: str, ledger: Ledger) -> None:
    if _UPNP.search(text):
        for element, trait in _UPNP_ELEMENTS:
            for value in re.findall(rf"<{element}>([^<]*)<", text):
                ledger.see(host, trait, html.unescape(value).strip(), port)
    elif _ISAPI.search(text):
        ledger.see(host, "isapi.deviceinfo", text, port)
    elif device_information(host, port, text, ledger) or scope_items(host, port, text, ledger):
        return
    elif _PAGE.search(text[:_LOOKED_FOR_PAGE]):
        _enter_page(host, port, text, ledger)
    elif text.lstrip().startswith("{"):
        # What an account of the owner reads from equipment may hold the credentials of other equipment.
        cleaned = without_credentials("recorder.channel", text)
        if cleaned.dropped:
            ledger.drop(host, f"{cleaned.dropped} in http.body")
        ledger.see(host, "http.body", cleaned.value or "", port)


def _enter_page(host: bytes, port: int, text: str, ledger: Ledger) -> None:
    found = _TITLE.search(text)
    if found:
        ledger.see(host, "http.title", " ".join(html.unescape(found[1]).split()), port)
    ledger.see(host, "http.body", text, port)


def _is_text(kind: str, content: bytes) -> bool:
    if kind:
        return kind.startswith(("text/html", "text/xml", "text/plain", "application/json")) or "xml" in kind
    return content.lstrip()[:1] in {b"<", b"{"}


def _decoded(kind: str, content: bytes) -> str:
    found = _CHARSET.search(kind)
    for encoding in (found[1] if found else "utf-8", "utf-8"):
        try:
            return content.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("latin-1")
