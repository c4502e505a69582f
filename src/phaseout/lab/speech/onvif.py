"""How does a device answer WS-Discovery and ONVIF's calls? (discovery.md §1.7)"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote
from xml.sax.saxutils import escape

from phaseout.lab.house import Asked, House, Said
from phaseout.lab.persona import Persona
from phaseout.lab.speech.sadp import spread
from phaseout.lab.web import onvif_calls
from phaseout.lab.web.site import Reply, Request

PORT = 3702
GROUP = "239.255.255.250"
_WEB = 80
_PATH = "/onvif/device_service"
_PROBE = re.compile(rb"<(?:[\w.-]+:)?Probe[\s/>]")
_MESSAGE = re.compile(rb"<(?:[\w.-]+:)?MessageID[^>]{0,200}>\s*([^<\s]{1,200})\s*<")
_TYPES = re.compile(rb"<(?:[\w.-]+:)?Types[^>]{0,500}>([^<]{0,500})<")
_KINDS = (b"NetworkVideoTransmitter", b"Device")


@dataclass(frozen=True, slots=True, kw_only=True)
class Onvif:
    """Answers probes of its types, and the calls of anybody or of the account alone."""

    name: str
    """The scope of that name, which its owner may change: ``HIKVISION DS-2CD2143G0-I``."""
    maker: str = ""
    """What ``Manufacturer`` says."""
    hardware: str | None = None
    """None for its model."""
    hardware_id: str = "1.00"
    """What ``HardwareId`` says: a number of the maker's, no model."""
    port: int = 80
    information: Literal["told", "refused"] = "told"
    """Whether anybody is told what the device is; the hour is told to anybody in any case."""
    is_from_other_port: bool = True
    """Whether answers come from a port of their own and not from the one asked."""

    def enter(self, house: House) -> None:
        """Hear probes and answer calls."""

        def hearing(asked: Asked) -> Iterator[Said]:
            if not self._is_meant(asked.payload):
                return
            answer = self.match(asked.payload, house.persona, house.address)
            after = spread(house.address) if asked.is_to_group else 0.0
            yield Said(answer, None, after, self.is_from_other_port)

        def site(request: Request) -> Reply | None:
            if request.path != _PATH or request.method != "POST":
                return None
            return onvif_calls.answer(
                request,
                house.persona,
                scopes=self.scopes(house.persona),
                told=onvif_calls.Told(self.maker or self.name.partition(" ")[0], self.hardware_id),
                is_open=self.information == "told",
            )

        house.hear(PORT, hearing, groups=(GROUP,))
        house.show(self.port, site)

    def match(self, probe: bytes, persona: Persona, address: str) -> bytes:
        """Return the bytes of a ``ProbeMatches``."""
        found = _MESSAGE.search(probe)
        mac = persona.mac.replace(":", "")
        scopes = " ".join(self.scopes(persona))
        where = f"http://{address}{'' if self.port == _WEB else f':{self.port}'}{_PATH}"
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" '
            'xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" '
            'xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" '
            'xmlns:dn="http://www.onvif.org/ver10/network/wsdl" xmlns:tds="http://www.onvif.org/ver10/device/wsdl">'
            f"<s:Header><a:MessageID>urn:uuid:{_uuid(mac, 'answer')}</a:MessageID>"
            f"<a:RelatesTo>{escape(found[1].decode('latin-1')) if found else ''}</a:RelatesTo>"
            "<a:To>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:To>"
            "<a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches</a:Action>"
            '<d:AppSequence InstanceId="1" MessageNumber="1"/></s:Header>'
            "<s:Body><d:ProbeMatches><d:ProbeMatch>"
            f"<a:EndpointReference><a:Address>urn:uuid:{_uuid(mac, 'device')}</a:Address>"
            "</a:EndpointReference>"
            f"<d:Types>dn:NetworkVideoTransmitter tds:Device</d:Types><d:Scopes>{escape(scopes)}</d:Scopes>"
            f"<d:XAddrs>{where}</d:XAddrs><d:MetadataVersion>10</d:MetadataVersion>"
            "</d:ProbeMatch></d:ProbeMatches></s:Body></s:Envelope>"
        ).encode()

    def scopes(self, persona: Persona) -> tuple[str, ...]:
        """Return the scopes, percent-encoded."""
        hardware = (persona.truth.model or "") if self.hardware is None else self.hardware
        pairs = (
            ("type", "video_encoder"),
            ("Profile", "Streaming"),
            ("location/country", "canada"),
            ("MAC", persona.mac),
            ("hardware", hardware),
            ("name", self.name),
        )
        return tuple(
            f"onvif://www.onvif.org/{kind}/{quote(value, safe=':')}" for kind, value in pairs if value
        )

    def _is_meant(self, payload: bytes) -> bool:
        if not _PROBE.search(payload):
            return False
        types = _TYPES.search(payload)
        return types is None or not types[1].strip() or any(kind in types[1] for kind in _KINDS)


def _uuid(mac: str, kind: str) -> str:
    """Return an identifier that ends, as the makers' own do, with the hardware address."""
    return f"{'0a7f6f80' if kind == 'device' else '0b7f6f80'}-1dd2-11b2-8105-{mac}"
