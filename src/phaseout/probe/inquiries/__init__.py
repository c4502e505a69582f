"""Which questions are asked in datagrams that equipment answers to anybody, and with which exact bytes?"""

from phaseout.probe.inquiries.cousins import HANWHA, TVT, XIONGMAI
from phaseout.probe.inquiries.dahua import DAHUA_LEGACY, DHIP
from phaseout.probe.inquiries.fresh import Fresh
from phaseout.probe.inquiries.inquiry import BROADCAST, Inquiry
from phaseout.probe.inquiries.mdns import MDNS
from phaseout.probe.inquiries.sadp import SADP
from phaseout.probe.inquiries.snmp import snmp
from phaseout.probe.inquiries.ssdp import SSDP
from phaseout.probe.inquiries.ws_discovery import WS_DISCOVERY

INQUIRIES: tuple[Inquiry, ...] = (
    SADP,
    DHIP,
    DAHUA_LEGACY,
    TVT,
    XIONGMAI,
    HANWHA,
    WS_DISCOVERY,
    SSDP,
    MDNS,
)
"""Those that need nothing but a network, in the order they are asked. SNMP needs a community: ``snmp``."""

__all__ = ["BROADCAST", "INQUIRIES", "Fresh", "Inquiry", "snmp"]
