"""What does an open port show?"""

import re
from collections.abc import Iterable, Iterator
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
    status = port.find("state")
    state = "" if status is None else status.get("state", "")
    found: list[Signs] = []
    if state == "open":
        if protocol in {"tcp", "udp"}:
            found.append(Signs((Sign(f"port.{protocol}", number, place, int(number)),)))
        found += [_signs_of_service(service, place, int(number)) for service in port.iterchildren("service")]
    if state in {"open", "open|filtered"}:
        found.append(signs_of_scripts(port.iterchildren("script"), place, int(number)))
    return merged(found)


def signs_of_scripts(scripts: Iterable[Element], place: str, port: int | None = None) -> Signs:
    """Return what scripts show."""
    found = []
    for script in scripts:
        name = script.get("id", "")
        where = f"{place}, script {name}"
        if holds_accounts(script):
            found.append(Signs(dropped=((where, "accounts that a script got into"),)))
        found.append(_cleaned(traits_of_script(script), where, port))
    return merged(found)


def merged(found: list[Signs]) -> Signs:
    """Return several as one, each value of a trait once."""
    once: dict[tuple[str, str], Sign] = {}
    for part in found:
        for sign in part.signs:
            once.setdefault((sign.trait, sign.value), sign)
    return Signs(
        tuple(once.values()),
        tuple(note for part in found for note in part.dropped),
        tuple(note for part in found for note in part.faults),
    )


def _signs_of_service(service: Element, place: str, port: int) -> Signs:
    signs = _cleaned(traits_of_service(service), f"{place}, service", port)
    if holds_community(service):
        return signs._replace(dropped=(*signs.dropped, (f"{place}, service", "SNMP community")))
    return signs


def _cleaned(traits: Iterator[tuple[str, str]], place: str, port: int | None) -> Signs:
    signs, dropped = [], []
    for trait, value in traits:
        kept = without_credentials(trait, value)
        if kept.value:
            signs.append(Sign(trait, kept.value, place, port))
        if kept.dropped is not None:
            dropped.append((place, f"{trait}: {kept.dropped}"))
    return Signs(tuple(signs), tuple(dropped))
