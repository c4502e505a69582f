"""What did a service answer, going by the attributes runZero keeps of it?

Only the answer's own words are taken. What runZero and Recog conclude from them (``hw.*``, ``os.*``,
``fp.*``) is no answer.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from phaseout.domain.observation import Dropped, Observation, Reading, Subject, Unread
from phaseout.intake.credential import without_credentials
from phaseout.intake.credential_name import names_credential
from phaseout.intake.export.json_records import Json
from phaseout.intake.grid import one_line
from phaseout.intake.hardware_address import canonical_address, is_of_one_interface

LONGEST = 16_384
"""Characters of a value that are kept."""
LONGEST_NAME = 200
_NAMES_TEXT = """
    http.server: http.head.server; http.title: html.title http.title
    http.www-authenticate: http.head.wwwAuthenticate http.head.www-authenticate
    http.set-cookie: http.head.setCookie http.head.set-cookie; http.location: http.head.location
    http.body: http.body; http.favicon-md5: favicon.ico.image.md5; http.favicon-mmh3: favicon.ico.image.mmh3
    tls.subject: tls.subject; tls.issuer: tls.issuer
    rtsp.server: rtsp.head.server rtsp.server; rtsp.realm: rtsp.realm
    ftp.banner: ftp.banner; ssh.banner: ssh.banner; telnet.banner: telnet.banner; smtp.banner: smtp.banner
    sip.server: sip.head.server sip.server sip.head.userAgent; ntp.system: ntp.system
    snmp.sysdescr: snmp.sysDesc snmp.sysDescr; snmp.sysobjectid: snmp.sysObjectID
    upnp.server: upnp.server ssdp.server; upnp.manufacturer: upnp.manufacturer upnp.device.manufacturer
    upnp.model: upnp.modelName upnp.device.modelName; onvif.scope: wsd.scopes onvif.scopes
    mac: mac macs arp.mac arp.macs
"""


def _traits() -> Iterator[tuple[str, str]]:
    for entry in _NAMES_TEXT.replace("\n", ";").split(";"):
        trait, _, names = entry.strip().partition(": ")
        yield from ((name, trait) for name in names.split())


_TRAIT_OF = MappingProxyType(dict(_traits()))
_BANNER_OF = MappingProxyType({name: f"{name}.banner" for name in ("ftp", "ssh", "telnet", "smtp")})
_LISTS = frozenset(("onvif.scope", "mac"))


def attribute_readings(
    attributes: Mapping[str, Json], subject: Subject, where: str, *, at: str | None, port: int | None
) -> Iterator[Reading]:
    """Yield what a service said."""
    for name, value in attributes.items():
        if not isinstance(value, str) or not value:
            continue
        trait = _TRAIT_OF.get(name) or (_banner_trait(attributes) if name == "banner" else None)
        if trait is None:
            if _is_credential(name[:LONGEST_NAME]):
                shown = one_line(name)
                yield Dropped(f"{where}, {shown}", f"key {shown}")
            continue
        # Several values stand in one text, parted by tabs.
        parts = value.split() if trait in _LISTS else value.split("\t")
        for part in dict.fromkeys(part.strip() for part in parts):
            if len(part) > LONGEST:
                yield Unread(f"{where}, {name}", f"longer than {LONGEST} characters; the rest was not kept")
            yield from _reading(Observation(subject, trait, part[:LONGEST], f"{where}, {name}", at, port))


_is_credential = lru_cache(maxsize=4096)(names_credential)
"""The same few hundred names stand in every record."""


def _reading(seen: Observation) -> Iterator[Reading]:
    if seen.trait == "mac":
        mac = canonical_address(seen.value)
        if mac and is_of_one_interface(mac):
            yield seen._replace(value=mac, port=None)
        return
    kept = without_credentials(seen.trait, seen.value)
    if kept.dropped is not None:
        yield Dropped(seen.locator, kept.dropped)
    if kept.value:
        yield seen._replace(value=kept.value)


def _banner_trait(attributes: Mapping[str, Json]) -> str | None:
    """Return the trait of a banner; that of a web server is told by its headers."""
    protocols = str(attributes.get("protocol") or "").lower().split()
    if "http" in protocols:
        return None
    return next((_BANNER_OF[one] for one in protocols if one in _BANNER_OF), "banner")
