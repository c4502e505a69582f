"""How does the web server of Hikvision's firmware answer, with an account and without? (discovery.md §1.3)"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from phaseout.lab.house import House
from phaseout.lab.persona import Persona
from phaseout.lab.web import hikvision_heads as heads
from phaseout.lab.web import isapi_documents as told
from phaseout.lab.web.account import Door
from phaseout.lab.web.site import Reply, Request

_START = {
    "login": b'<html><head><title></title></head><body><script>window.location.href = "/doc/page/login.asp?_"'
    b" + (new Date()).getTime();</script></body></html>",
    "index": b'<!doctype html><html><head><title></title><script>location.href="/doc/index.html"</script>'
    b"</head><body></body></html>",
    "nothing": b"<html><head><title>index</title></head><body></body></html>",
}
_LOGIN = (
    b'<!doctype html><html><head><title>login</title><script>var g_szCacheTime = "20171121"; '
    b'document.title = "iVMS-4200";</script></head><body></body></html>'
)
_SCRIPT = b'define(function(require){ seajs.web_version="V4.0.1build171121"; });'


@dataclass(frozen=True, slots=True, kw_only=True)
class Isapi:
    """Serves the documents of one device."""

    port: int = 80
    server: str = "App-webs/"
    realm: str = "IP Camera(52799)"
    namespace: str = "hikvision"
    state: Literal["closed", "open", "not-activated"] = "closed"
    """Whether it asks for an account, asks for none (old firmware), or waits to be activated."""
    root: Literal["ISAPI", "pramaAPI"] = "ISAPI"
    """``pramaAPI`` answers the other with nothing at all."""
    activation: Literal["told", "has-activated", "refused"] = "told"
    """What a question for the state of activation brings."""
    start: Literal["login", "index", "nothing"] = "login"
    analogue: int = 0
    """Sockets for analogue cameras."""
    says: Mapping[str, str] = field(default_factory=dict)
    """Elements of ``deviceInfo`` that are unlike those of most; an empty value leaves one out."""

    def enter(self, house: House) -> None:
        """Show the pages."""
        door = Door(self.realm, house.persona.account, house.persona.mac)

        def site(request: Request) -> Reply | None:
            if request.path.startswith(("/ISAPI/", "/pramaAPI/", "/SDK/")):
                return self._interface(request, house.persona, door)
            return self._page(request, house.address)

        house.show(self.port, site)

    def _page(self, request: Request, address: str) -> Reply | None:
        if request.path == "/":
            if heads.is_goahead(self.server):
                host = f"{address}:{self.port}" if self.server == "Hikvision-Webs" else address
                return heads.moved(self.server, f"http://{host}/index.asp")
            return heads.file(self.server, request, _START[self.start])
        if request.path in {"/index.asp", "/doc/page/login.asp", "/doc/index.html"}:
            return heads.file(self.server, request, _LOGIN)
        if request.path == "/doc/script/lib/seajs/config/sea-config.js":
            return heads.file(self.server, request, _SCRIPT, "application/x-javascript")
        return None

    def _interface(self, request: Request, persona: Persona, door: Door) -> Reply | None:
        if request.path.startswith("/SDK/") or request.path.endswith("/System/activateStatus"):
            return self._activation(request, door)
        root, _, path = request.path[1:].partition("/")
        if root != self.root:
            return heads.document(self.server, 200, b"", ("Connection", "close")) if root == "ISAPI" else None
        if self.state == "not-activated":
            refused = told.status(request.target, 4, "Invalid Operation", "notActivated")
            return self._told(403, "ResponseStatus", refused)
        if request.method != "GET":  # a read-only account may change nothing, and nobody else either
            return self._not_supported(request.target)
        if self.state != "open" and not door.lets_in(request):
            return self._refused(request, door)
        return self._document(request.target, path, persona)

    def _document(self, target: str, path: str, persona: Persona) -> Reply | None:
        make = self._documents(persona).get(path)
        if make is None:
            return None
        return self._told(200, *make()) if self._has(path, persona) else self._not_supported(target)

    def _not_supported(self, target: str) -> Reply:
        refused = told.status(target, 4, "Invalid Operation", "notSupport")
        return self._told(403, "ResponseStatus", refused)

    def _has(self, path: str, persona: Persona) -> bool:
        """Whether a device of this kind has such a document: no camera has a table of cameras."""
        is_recorder = persona.truth.kind == "recorder"
        if path.startswith("ContentMgmt/InputProxy/"):
            return is_recorder
        return path != "System/Video/inputs/channels" or self.analogue > 0 or not is_recorder

    def _activation(self, request: Request, door: Door) -> Reply:
        if self.activation == "refused":
            return self._refused(request, door)
        if self.activation == "has-activated":
            refused = told.status(request.target, 4, "Invalid Operation", "hasActivated")
            return self._told(403, "ResponseStatus", refused)
        is_active = "false" if self.state == "not-activated" else "true"
        return self._told(200, "ActivateStatus", f"<Activated>{is_active}</Activated>\n")

    def _refused(self, request: Request, door: Door) -> Reply:
        refused = told.status(request.target, 4, "Invalid Operation", "invalidOperation")
        digest = ("WWW-Authenticate", door.challenge(', stale="FALSE"'))
        return self._told(401, "ResponseStatus", refused, digest)

    def _documents(self, persona: Persona) -> dict[str, Callable[[], tuple[str, str]]]:
        return {
            "System/deviceInfo": lambda: (
                "DeviceInfo",
                told.elements(told.device_info(persona, self.says)),
            ),
            "ContentMgmt/InputProxy/channels": lambda: (
                "InputProxyChannelList",
                told.channels(persona.behind),
            ),
            "ContentMgmt/InputProxy/channels/status": lambda: (
                "InputProxyChannelStatusList",
                told.channel_states(persona.behind),
            ),
            "System/Video/inputs/channels": lambda: ("VideoInputChannelList", told.inputs(self.analogue)),
            "Security/adminAccesses": lambda: ("AdminAccessProtocolList", told.services()),
        }

    def _told(self, status: int, root: str, inner: str, *fields: tuple[str, str]) -> Reply:
        return heads.document(self.server, status, told.document(root, self.namespace, inner), *fields)
