"""How is ONVIF equipment asked who it is (facts §1.7; WS-Discovery of April 2005)?"""

from phaseout.probe.inquiries.fresh import Fresh
from phaseout.probe.inquiries.inquiry import Inquiry

PORT = 3702
_PROBE = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"'
    ' xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing"'
    ' xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"{names}>'
    "<e:Header><w:MessageID>urn:uuid:{uuid}</w:MessageID>"
    '<w:To e:mustUnderstand="true">urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To>'
    '<w:Action e:mustUnderstand="true">http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action>'
    "</e:Header><e:Body><d:Probe>{types}</d:Probe></e:Body></e:Envelope>"
)
_ASKED_FOR = (
    (
        ' xmlns:dn="http://www.onvif.org/ver10/network/wsdl"',
        "<d:Types>dn:NetworkVideoTransmitter</d:Types>",
    ),
    (' xmlns:tds="http://www.onvif.org/ver10/device/wsdl"', "<d:Types>tds:Device</d:Types>"),
    ("", ""),
)
"""Video transmitters, then any ONVIF device, then whoever answers: each finds some that the others do not."""


def payloads(fresh: Fresh) -> tuple[bytes, ...]:
    """Return three probes, each with a UUID of its own: a repeated one is not answered."""
    return tuple(
        _PROBE.format(names=names, uuid=fresh.uuid(), types=types).encode() for names, types in _ASKED_FOR
    )


WS_DISCOVERY = Inquiry(
    name="ws-discovery",
    port=PORT,
    groups=("239.255.255.250",),
    payloads=payloads,
    pause=0.5,
    listen=3.5,
)
