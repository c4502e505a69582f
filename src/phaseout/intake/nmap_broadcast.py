"""Who answered the questions that nmap asked of everybody?"""

import ipaddress
from collections.abc import Callable, Iterator
from types import MappingProxyType

from phaseout.domain.observation import Dropped, Observation, Reading, Subject, Unread
from phaseout.intake.credential import without_credentials
from phaseout.intake.nmap_script import Traits, traits_of_services, traits_of_upnp, traits_of_wsdd
from phaseout.intake.xml_element import REPLACED, DamagedElementError, parse_element

_TELLING: MappingProxyType[str, Callable[[list[str]], Traits]] = MappingProxyType(
    {
        "broadcast-upnp-info": traits_of_upnp,
        "broadcast-wsdd-discover": traits_of_wsdd,
        "broadcast-dns-service-discovery": traits_of_services,
    }
)


def broadcast_readings(written: bytes, offset: int) -> Iterator[Reading]:
    """Yield what a ``prescript`` or ``postscript`` element says, one asset per address that answered.

    ``written`` is the element without its end tag.
    """
    end = b"</postscript>" if written.startswith(b"<postscript") else b"</prescript>"
    try:
        element, replaced = parse_element(written + end)
    except DamagedElementError as error:
        yield Unread(f"byte {offset}", f"damaged answers to a broadcast: {error}")
        return
    if replaced:
        yield Unread(f"byte {offset}", REPLACED)
    for script in element.iterchildren("script"):
        name = script.get("id", "")
        tell = _TELLING.get(name)
        if tell is None:
            continue
        locator = f"{element.tag} {name}"
        for ip, lines in _by_address(script.get("output", "")):
            yield from _answer(Subject(f"{element.tag} {ip}"), ip, tell(lines), locator)


def _answer(subject: Subject, ip: str, traits: Traits, locator: str) -> Iterator[Reading]:
    yield Observation(subject, "ip", ip, locator)
    for trait, value in traits:
        kept = without_credentials(trait, value)
        if kept.dropped is not None:
            yield Dropped(locator, f"{trait}: {kept.dropped}")
        if kept.value:
            yield Observation(subject, trait, kept.value, locator)


def _by_address(output: str) -> Iterator[tuple[str, list[str]]]:
    """Split the output at the lines that hold an address and nothing else."""
    ip, lines = None, list[str]()
    for line in map(str.strip, output.split("\n")):
        if _is_address(line):
            if ip is not None:
                yield ip, lines
            ip, lines = line, []
        elif line:
            lines.append(line)
    if ip is not None:
        yield ip, lines


def _is_address(line: str) -> bool:
    try:
        ipaddress.ip_address(line)
    except ValueError:
        return False
    return True
