"""Which kinds of observation exist, and which basis does each give a claim?"""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Basis(StrEnum):
    """What a claim rests on. Two signs of one basis are not independent."""

    SELF_REPORT = "self-report"
    LABEL = "label"
    ORDER_DOCUMENT = "order-document"
    NETWORK_SIGNATURE = "network-signature"
    ADDRESS_BLOCK = "address-block"
    RECORDER_INVENTORY = "recorder-inventory"
    PERSONS_WORD = "persons-word"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """A kind of observation."""

    name: str
    basis: Basis
    about: str
    """What stands in the value, for people who write observation lines."""


_SELF, _NET, _WORD, _ORDER = (
    Basis.SELF_REPORT,
    Basis.NETWORK_SIGNATURE,
    Basis.PERSONS_WORD,
    Basis.ORDER_DOCUMENT,
)

_ROWS: tuple[tuple[str, Basis, str], ...] = (
    ("mac", Basis.ADDRESS_BLOCK, "hardware address of a network interface"),
    ("ip", _NET, "IPv4 or IPv6 address"),
    ("hostname", _SELF, "name the equipment or the name service gives"),
    ("port.tcp", _NET, "open TCP port, a number"),
    ("port.udp", _NET, "open UDP port, a number"),
    ("http.server", _NET, "Server header"),
    ("http.title", _NET, "title of the start page"),
    ("http.www-authenticate", _NET, "WWW-Authenticate header"),
    ("http.set-cookie", _NET, "Set-Cookie header, value of the cookie left out"),
    ("http.body", _NET, "start of the body of the start page"),
    ("http.location", _NET, "Location header of a redirect"),
    ("http.favicon-md5", _NET, "MD5 of the favicon, 32 hex digits"),
    ("http.favicon-mmh3", _NET, "MurmurHash3 of the base64 favicon, signed 32 bit"),
    ("http.user-agent", _NET, "User-Agent header of a request the equipment sent, no browser's"),
    ("tls.subject", _NET, "subject of the TLS certificate"),
    ("tls.issuer", _NET, "issuer of the TLS certificate"),
    ("tls.serial", _NET, "serial number of the TLS certificate, in hex"),
    ("tls.validity", _NET, "first and last day of the TLS certificate: 2019-12-17/2037-12-31"),
    ("tls.sha256", _NET, "SHA-256 of the TLS certificate, 64 hex digits"),
    ("rtsp.server", _NET, "Server header of an RTSP answer"),
    ("rtsp.realm", _NET, "realm of an RTSP challenge"),
    ("rtsp.path", _NET, "path of an RTSP stream"),
    ("ftp.banner", _NET, "greeting of an FTP server"),
    ("ssh.banner", _NET, "SSH identification string"),
    ("telnet.banner", _NET, "greeting of a Telnet server"),
    ("smtp.banner", _NET, "greeting of a mail server"),
    ("sip.server", _NET, "Server or User-Agent header of SIP"),
    ("snmp.sysdescr", _SELF, "SNMP sysDescr"),
    ("snmp.sysobjectid", _SELF, "SNMP sysObjectID, dotted"),
    ("ntp.system", _NET, "NTP system variable"),
    ("upnp.server", _NET, "SERVER header of SSDP"),
    ("upnp.manufacturer", _SELF, "manufacturer of a UPnP description"),
    ("upnp.model", _SELF, "modelName of a UPnP description"),
    ("mdns.service", _NET, "mDNS service type"),
    ("mdns.txt", _SELF, "mDNS TXT record"),
    ("dns.query", _NET, "name the equipment asked for"),
    ("dhcp.vendor-class", _NET, "DHCP option 60"),
    ("dhcp.hostname", _SELF, "DHCP option 12"),
    ("lldp.sysdescr", _SELF, "LLDP system description"),
    ("onvif.scope", _SELF, "one ONVIF scope URI"),
    ("onvif.manufacturer", _SELF, "ONVIF GetDeviceInformation Manufacturer"),
    ("onvif.model", _SELF, "ONVIF GetDeviceInformation Model"),
    ("onvif.firmware", _SELF, "ONVIF GetDeviceInformation FirmwareVersion"),
    ("onvif.serial", _SELF, "ONVIF GetDeviceInformation SerialNumber"),
    ("onvif.hardware", _SELF, "ONVIF GetDeviceInformation HardwareId"),
    ("sadp.xml", _SELF, "answer of Hikvision's discovery protocol, the XML as received"),
    ("dhip.json", _SELF, "answer of Dahua's discovery protocol, the JSON as received"),
    ("discovery.model", _SELF, "model, in a binary discovery answer or a list that the maker's tool wrote"),
    ("discovery.serial", _SELF, "serial number, in such an answer or list"),
    ("discovery.firmware", _SELF, "firmware version, in such an answer or list"),
    ("discovery.mac", _SELF, "hardware address that the equipment itself says it has, or such a list"),
    ("isapi.deviceinfo", _SELF, "ISAPI deviceInfo document"),
    ("dahua.deviceinfo", _SELF, "what Dahua's magicBox says of the equipment, lines of key=value"),
    ("recorder.channel", Basis.RECORDER_INVENTORY, "one entry of a recorder's camera table"),
    ("banner", _NET, "bytes a port sent, protocol not known"),
    ("label.text", Basis.LABEL, "text on the label"),
    ("label.code", Basis.LABEL, "text of a bar code or QR code"),
    ("inventory.manufacturer", _WORD, "manufacturer as somebody wrote it down"),
    ("inventory.brand", _WORD, "brand, the name on the box, as somebody wrote it down"),
    ("inventory.model", _WORD, "model as somebody wrote it down"),
    ("inventory.serial", _WORD, "serial number as somebody wrote it down"),
    ("inventory.firmware", _WORD, "firmware version as somebody wrote it down"),
    ("inventory.description", _WORD, "free text of an inventory"),
    ("asset.kind", _WORD, "camera, recorder, access-control, intercom, router, switch …"),
    ("asset.acquired", _WORD, "day of acquisition: 2024-06-30, or 2024-06 or 2024"),
    ("asset.purpose", _WORD, "what it is used for, a purpose of the vocabulary"),
    ("asset.class", _WORD, "class of the site, a word of the vocabulary"),
    ("asset.owner", _WORD, "self, landlord, contractor or custodian"),
    ("asset.operator", _WORD, "who runs it: self, landlord, contractor or custodian"),
    ("asset.lease-end", _WORD, "day the lease ends, ISO date"),
    ("asset.origin", _WORD, "country of production, two letters"),
    ("asset.item", _WORD, "legal character of the article, such as not-ear-subject"),
    ("asset.part", _WORD, "name of another asset of the same source that is a part of this one"),
    ("asset.component", _WORD, "essential or not-essential: whether it works without the part"),
    ("part.equipment", _WORD, "maker of a device inside or behind it, and its kind: Hikvision; camera"),
    ("part.chip", _WORD, "maker of its system on a chip"),
    ("part.module", _WORD, "maker of a radio or network module inside"),
    ("part.firmware", _WORD, "who writes its firmware"),
    ("part.cloud", _WORD, "who runs the cloud service it depends on"),
    ("asset.network", _WORD, "enterprise, telecom-4g, telecom-5g, isolated, internet"),
    ("asset.funding", _WORD, "own, us-federal-award, us-fcc-subsidy"),
    ("asset.removal-planned", _WORD, "planned day of removal: 2027-12-31, or 2027-12 or 2027"),
    ("order.text", _ORDER, "text of an order line"),
    ("order.supplier", _ORDER, "supplier named on the order"),
    ("order.sku", _ORDER, "supplier's or maker's part number"),
    ("order.code", _ORDER, "commodity code"),
    ("order.date", _ORDER, "date of the order, ISO date; as written where it cannot be read"),
    (
        "order.amount",
        _ORDER,
        "amount of the line and its currency: 1234.50 CAD; less than 0 buys nothing, also without one",
    ),
    ("order.price", _ORDER, "price of one unit, only where it is less than 0: -90"),
    ("order.quantity", _ORDER, "how many, with the unit where one is given: 12 EA; less than 0 takes back"),
    (
        "order.document",
        _ORDER,
        "tender, catalogue, quote, order, delivery, invoice, credit-note, award or contract",
    ),
    ("order.number", _ORDER, "number of the order, invoice or contract"),
    ("order.line", _ORDER, "number of the line within it"),
    ("order.buyer", _ORDER, "who buys"),
    ("order.supplier-identifier", _ORDER, "identifier of the supplier, scheme:value"),
    ("order.manufacturer", _ORDER, "manufacturer named on the line"),
    ("order.brand", _ORDER, "brand named on the line"),
    ("order.part-number", _ORDER, "maker's part number or model, where the line says whose it is"),
    ("order.serial", _ORDER, "serial number of a unit the line delivers"),
    ("order.origin", _ORDER, "country of origin, two letters"),
    ("party.name", _WORD, "name of a person or firm"),
    ("party.identifier", _WORD, "identifier of a person or firm, scheme:value"),
)

TRAITS: MappingProxyType[str, Trait] = MappingProxyType(
    {name: Trait(name=name, basis=basis, about=about) for name, basis, about in _ROWS}
)
"""Every trait by name, in the order of the contract (§3)."""
