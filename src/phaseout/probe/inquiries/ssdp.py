"""How is UPnP equipment asked who it is (UPnP Device Architecture 1.1, §1.3.2)?"""

from phaseout.probe.inquiries.fresh import Fresh
from phaseout.probe.inquiries.inquiry import Inquiry

PORT = 1900
_GROUP = "239.255.255.250"
_SEARCH = (
    f'M-SEARCH * HTTP/1.1\r\nHOST: {_GROUP}:{PORT}\r\nMAN: "ssdp:discover"\r\nMX: 1\r\nST: ssdp:all\r\n\r\n'
).encode()


def payloads(fresh: Fresh) -> tuple[bytes, ...]:
    """Return the search for everything; answers come within ``MX`` seconds."""
    return (_SEARCH,)


SSDP = Inquiry(name="ssdp", port=PORT, groups=(_GROUP,), payloads=payloads, listen=2.5)
