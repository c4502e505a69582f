"""What did Nessus hear of the hosts it looked at?"""

import re
from collections.abc import Iterator
from datetime import datetime

from lxml.etree import _Element as Element

from phaseout.domain.observation import Dropped, Reading, Unread
from phaseout.intake.credential_name import names_credential
from phaseout.intake.hardware_address import canonical_address, is_of_one_interface
from phaseout.intake.nmap_host import iso_time
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.scan.json_value import address_of, port_of, time_of
from phaseout.intake.scan.large_xml import elements
from phaseout.intake.scan.nessus_plugin import LONGEST_OUTPUT, found_accounts, traits_of_plugin
from phaseout.intake.scan.sighting import FirstSights, Sighting

_ROOT = re.compile(rb"<NessusClientData(?:_v2)?[\s>]")
_NAMES = ("host-fqdn", "host-rdns", "hostname", "netbios-name")
_ENDED = ("HOST_END_TIMESTAMP", "HOST_END", "HOST_START_TIMESTAMP", "HOST_START")


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise the root element."""
    return Sniff.MINE if _ROOT.search(head.replace(b"\0", b"")) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """Nessus (.nessus, version 2): hosts, their addresses and open ports, and the banners in plugin outputs.

    Only what the equipment said itself: what Nessus concludes (operating system, device type,
    weaknesses, makers of network cards) is passed over.
    """
    host, known = _Host(), FirstSights()
    for element in elements(stream, "preference", "HostProperties", "ReportItem"):
        if isinstance(element, Unread):
            yield element
            continue
        place = f"line {element.sourceline}"
        match element.tag:
            case "preference":
                name = element.findtext("name") or ""
                if (
                    names_credential(name)
                    and (element.findtext("value") or "").strip()
                    and known.is_first(name)
                ):
                    yield Dropped(place, f"preference {name[:60]}")
            case "HostProperties":
                host = _Host(element)
                yield from host.properties(element, place)
            case _:
                parent = element.getparent()
                if parent is not None and parent.get("name") != host.name:
                    host = _Host(element)
                    yield from host.properties(None, place)
                yield from host.item(element, place, known)


class _Host:
    """The host the report is at."""

    def __init__(self, child: Element | None = None) -> None:
        parent = child.getparent() if child is not None else None
        self.name = parent.get("name", "") if parent is not None else ""
        self._key = ""
        self._at: str | None = None

    def properties(self, element: Element | None, place: str) -> list[Reading]:
        """Return the keys of the host; without an element, from its name."""
        tags: dict[str, str] = {}
        for tag in element.iterchildren("tag") if element is not None else ():
            tags.setdefault(tag.get("name", ""), (tag.text or "").strip())
        self._at = next((at for name in _ENDED if (at := _time(tags.get(name, "")))), None)
        address = address_of(tags.get("host-ip", "")) or address_of(self.name)
        names = [tags[name] for name in _NAMES if tags.get(name)]
        self._key = address or (names[0] if names else self.name)
        if not self._key:
            return [Unread(place, "a host without address and name")]
        sighting = Sighting(self._key, place, self._at)
        if address:
            sighting.see("ip", address)
        for written in tags.get("mac-address", "").split():
            if (mac := canonical_address(written)) and is_of_one_interface(mac):
                sighting.see("mac", mac)
        for name in [*names, *([] if address_of(self.name) else [self.name])]:
            sighting.see("hostname", name)
        return sighting.readings()

    def item(self, element: Element, place: str, known: FirstSights) -> list[Reading]:
        """Return what a plugin reports of the host."""
        if not self._key:
            return []
        sighting = Sighting(self._key, place, self._at)
        port, protocol = port_of(element.get("port", "")), element.get("protocol", "").lower()
        if port and protocol in {"tcp", "udp"} and known.is_first((self._key, protocol, port)):
            sighting.see(f"port.{protocol}", str(port), port)
        number, output = element.get("pluginID", ""), element.findtext("plugin_output") or ""
        if output:
            sighting.see_all(traits_of_plugin(number, output), port or None)
            if len(output) > LONGEST_OUTPUT:
                sighting.fault(f"an output longer than {LONGEST_OUTPUT} characters; its start is read")
            if found_accounts(element.get("pluginName", ""), output):
                sighting.drop("accounts that a plugin got into")
        return sighting.readings()


def _time(written: str) -> str | None:
    """Return a time as ISO 8601; a date of the older form names no zone, and gets none."""
    try:
        local = datetime.strptime(" ".join(written.split()), "%a %b %d %H:%M:%S %Y")
    except ValueError:
        return time_of(written) or iso_time(written)
    return local.strftime("%Y-%m-%dT%H:%M:%S")


READER = Reader(name="nessus", sniff=sniff, read=read)
