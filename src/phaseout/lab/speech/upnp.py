"""How does a device answer SSDP, and what does its UPnP description say? (discovery.md §1.3, §1.7)"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from phaseout.lab.house import Asked, House, Said
from phaseout.lab.persona import Persona
from phaseout.lab.speech.sadp import spread
from phaseout.lab.web.site import DATE, Reply, Request, reply

PORT = 1900
GROUP = "239.255.255.250"
_TARGET = re.compile(rb"^st:[ \t]*([^\r\n]{1,200}?)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_EMBEDDED = "urn:schemas-upnp-org:device:EmbeddedNetDevice:1"
_SCPD = (
    b'<?xml version="1.0"?>\n<scpd xmlns="urn:schemas-upnp-org:service-1-0"><specVersion><major>1</major>'
    b"<minor>0</minor></specVersion><actionList/><serviceStateTable/></scpd>\n"
)
_SERVICE = "urn:schemas-upnp-org:service:EmbeddedNetDeviceControl:1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upnp:
    """Answers searches for it, and serves a description."""

    manufacturer: str
    server: str = "Linux/3.4, UPnP/1.0, Portable SDK for UPnP devices/1.6.18"
    device_type: str = _EMBEDDED
    port: int = 80
    path: str = "/upnpdevicedesc.xml"
    location: str = ""
    """Where it says its description is; empty for where it is."""

    def enter(self, house: House) -> None:
        """Hear searches and show the description."""

        def hearing(asked: Asked) -> Iterator[Said]:
            wanted = _TARGET.search(asked.payload)
            if not asked.payload.startswith(b"M-SEARCH ") or wanted is None:
                return
            for target in self._targets(house.persona):
                if wanted[1].decode("latin-1") in {"ssdp:all", target}:
                    yield Said(self.notice(target, house), None, spread(house.address))

        def site(request: Request) -> Reply | None:
            pages = {self.path: self.description(house), "/scpd.xml": _SCPD}
            if request.path not in pages:
                return None
            return reply(200, pages[request.path], ("Content-Type", "text/xml"), ("Connection", "close"))

        house.hear(PORT, hearing, groups=(GROUP,))
        house.show(self.port, site)

    def notice(self, target: str, house: House) -> bytes:
        """Return the bytes of an answer for one target."""
        usn = _udn(house.persona) if target == _udn(house.persona) else f"{_udn(house.persona)}::{target}"
        where = self.location or f"http://{house.address}:{self.port}{self.path}"
        return (
            f"HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=1800\r\nDATE: {DATE}\r\nEXT:\r\nLOCATION: {where}\r\n"
            f"SERVER: {self.server}\r\nST: {target}\r\nUSN: {usn}\r\n\r\n"
        ).encode()

    def description(self, house: House) -> bytes:
        """Return the document."""
        truth = house.persona.truth
        pairs = (
            ("deviceType", self.device_type),
            ("friendlyName", f"{truth.model or 'device'} - {truth.serial or ''}"),
            ("manufacturer", self.manufacturer),
            ("manufacturerURL", "http://192.0.2.1/"),
            ("modelDescription", truth.model or ""),
            ("modelName", truth.model or ""),
            ("modelNumber", truth.model or ""),
            ("serialNumber", truth.serial or ""),
            ("UDN", _udn(house.persona)),
        )
        told = "".join(f"<{name}>{escape(value)}</{name}>\n" for name, value in pairs)
        return (
            '<?xml version="1.0"?>\n<root xmlns="urn:schemas-upnp-org:device-1-0">\n'
            f"<specVersion><major>1</major><minor>0</minor></specVersion>\n<device>\n{told}<serviceList>\n<service>"
            f"<serviceType>{_SERVICE}</serviceType><serviceId>urn:upnp-org:serviceId:EmbeddedNetDeviceControl</serviceId>"
            "<controlURL>/control</controlURL><eventSubURL>/event</eventSubURL><SCPDURL>/scpd.xml</SCPDURL></service>\n"
            f"</serviceList>\n<presentationURL>http://{house.address}:{self.port}</presentationURL>\n</device>\n</root>\n"
        ).encode()

    def _targets(self, persona: Persona) -> tuple[str, ...]:
        return ("upnp:rootdevice", _udn(persona), self.device_type, _SERVICE)


def _udn(persona: Persona) -> str:
    return f"uuid:1b7c2f60-1dd2-11b2-8105-{persona.mac.replace(':', '')}"
