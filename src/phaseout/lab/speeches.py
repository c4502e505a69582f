"""What is each protocol called in a persona file, and what speaks it?"""

from collections.abc import Mapping
from types import MappingProxyType

from phaseout.lab.persona import Speech
from phaseout.lab.speech.banner import Banner, Sdk, Silent
from phaseout.lab.speech.canned import Canned
from phaseout.lab.speech.cousins import Hanwha, Tvt, Xiongmai
from phaseout.lab.speech.dahua_legacy import DahuaLegacy
from phaseout.lab.speech.dhip import Dhip
from phaseout.lab.speech.hostile import Flood, Hostile
from phaseout.lab.speech.mdns import Mdns
from phaseout.lab.speech.onvif import Onvif
from phaseout.lab.speech.rtsp import Rtsp
from phaseout.lab.speech.sadp import Sadp
from phaseout.lab.speech.snmp import Snmp
from phaseout.lab.speech.upnp import Upnp
from phaseout.lab.web.dahua import DahuaWeb
from phaseout.lab.web.isapi import Isapi
from phaseout.lab.web.page import Page
from phaseout.lab.web.tls import Tls

SPEECHES: Mapping[str, type[Speech]] = MappingProxyType(
    {
        "banner": Banner,
        "canned": Canned,
        "dahua-legacy": DahuaLegacy,
        "dahua-web": DahuaWeb,
        "dhip": Dhip,
        "flood": Flood,
        "hanwha": Hanwha,
        "hostile": Hostile,
        "isapi": Isapi,
        "mdns": Mdns,
        "onvif": Onvif,
        "page": Page,
        "rtsp": Rtsp,
        "sadp": Sadp,
        "sdk": Sdk,
        "silent": Silent,
        "snmp": Snmp,
        "tls": Tls,
        "tvt": Tvt,
        "upnp": Upnp,
        "xiongmai": Xiongmai,
    }
)
