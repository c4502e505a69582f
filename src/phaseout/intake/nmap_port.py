"""What does an open port show?"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from lxml.etree import _Element as Element

from phaseout.intake.credential import without_credentials
from phaseout.intake.nmap_script import holds_accounts, traits_of_script
from phaseout.intake.nmap_service import holds_community, traits_of_service
from phaseout.intake.xml_element import DamagedElementError, parse_element

_PORT_NUMBER = re.compile(r"[0-9]{1,5}")
_LAST_PORT = 65535


class Sign(NamedTuple):
    """An observation that does not know its host yet."""

    trait: str
    value: str
    place: str
    """Behind ``host 12`` in the locator: ``, port 80, script http-title``."""
    port: int | None = None


Notes = tuple[tuple[str, str], ...]
"""(place, what was dropped or why something makes no sense)."""


class Signs(NamedTuple):
    """What a port, or the scripts of a host, show; what was dropped; what makes no sense."""

    signs: tuple[Sign, ...] = ()
    dropped: Notes = ()
    faults: Notes = ()


NOTHING = Signs()
"""What a closed port shows."""


class PortMemory:
    """What the ports met so far show, by the bytes they are written in."""

    def __init__(self, *, most: int = 4096, longest: int = 8192) -> None:
        self._most = most
        self._longest = longest
        self._known: dict[bytes, Signs] = {}

    def signs(self, written: bytes) -> Signs:
        """Return what a port shows; ``written`` is its element without ``</port>``.

        Raises:
            DamagedElementError: it is no such element.
        """
        known = self._known.get(written)
        if known is None:
            element, replaced = parse_element(written.lstrip() + b"</port>")
            if element.tag != "port" or replaced:
                raise DamagedElementError("not a port as nmap writes it")
            known = signs_of_port(element)
            if not any(known):
                known = NOTHING
            if len(written) <= self._longest:
                if len(self._known) >= self._most:
                    self._known.clear()
                self._known[written] = known
        return known


def signs_of_port(port: Element) -> Signs:
    """Return what an open port shows; of ``open|filtered`` only what a script got out of it."""
    number, protocol = port.get("portid", ""), port.get("protocol", "tcp")
    place = f", port {number}" if protocol == "tcp" else f", port {number}/{protocol}"
    if not _PORT_NUMBER.fullmatch(number) or int(number) > _LAST_PORT:
        return Signs(faults=((f", port {number[:20]!r}", "not the number of a port"),))
    status = next(port.iterchildren("state"), None)  # a fifth of the time of find()
    state = "" if status is None else status.get("state", "")
    found = _Found(int(number))
    if state == "open":
        if protocol in {"tcp", "udp"}:
            found.take([(f"port.{protocol}", number)], place)
        for service in port.iterchildren("service"):
            found.take(traits_of_service(service), f"{place}, service")
            if holds_community(service):
                found.dropped.append((f"{place}, service", "SNMP community"))
    if state in {"open", "open|filtered"}:
        found.take_scripts(port.iterchildren("script"), place)
    return found.signs()


def signs_of_scripts(scripts: Iterable[Element]) -> Signs:
    """Return what the scripts show that look at a host and not at a port."""
    found = _Found(None)
    found.take_scripts(scripts, "")
    return found.signs()


class _Found:
    """What is found at one place, each value of a trait once, without the credentials."""

    def __init__(self, port: int | None) -> None:
        self.dropped: list[tuple[str, str]] = []
        self._port = port
        self._signs: dict[tuple[str, str], Sign] = {}

    def take(self, traits: Iterable[tuple[str, str]], place: str) -> None:
        """Take (trait, value) pairs seen at a place."""
        for trait, value in traits:
            kept, what = without_credentials(trait, value)
            if kept and (trait, kept) not in self._signs:
                self._signs[trait, kept] = Sign(trait, kept, place, self._port)
            if what is not None:
                self.dropped.append((place, f"{trait}: {what}"))

    def take_scripts(self, scripts: Iterable[Element], place: str) -> None:
        """Take what scripts printed, but for the accounts they got into."""
        for script in scripts:
            where = f"{place}, script {script.get('id', '')}"
            if holds_accounts(script):
                self.dropped.append((where, "accounts that a script got into"))
            self.take(traits_of_script(script), where)

    def signs(self) -> Signs:
        """Return what was taken and what was dropped, in the order met."""
        return Signs(tuple(self._signs.values()), tuple(self.dropped))
