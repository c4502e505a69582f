"""What does the scan say of one host, however it is written?"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache, partial

from lxml.etree import _Element as Element

from phaseout.domain.observation import Dropped, Observation, Reading, Subject, Unread
from phaseout.intake.nmap_port import Signs, signs_of_port, signs_of_scripts
from phaseout.intake.xml_element import REPLACED, DamagedElementError, parse_element

# Half the time of a named tuple's own constructor, which is Python; ten million of these are made.
observed = partial(tuple.__new__, Observation)


def host_readings(written: bytes, number: int) -> list[Reading]:
    """Return what a host says; ``written`` is its element without ``</host>``."""
    place = f"host {number}"
    try:
        host, replaced = parse_element(written.lstrip() + b"</host>")
    except DamagedElementError as error:
        return [Unread(place, f"damaged: {error}")]
    at = iso_time(host.get("endtime") or host.get("starttime") or "")
    scripts = [script for part in host.iterchildren("hostscript") for script in part.iterchildren("script")]
    ports = [port for part in host.iterchildren("ports") for port in part.iterchildren("port")]
    shown = [*map(signs_of_port, ports), signs_of_scripts(scripts)]
    subject = Subject(str(number))
    found = shown_readings(shown, subject, place, at)
    if replaced:
        found.append(Unread(place, REPLACED))
    if not found and _is_silent(host):
        return []
    return [*(Observation(subject, trait, value, place, at) for trait, value in _keys(host)), *found]


def shown_readings(shown: list[Signs], subject: Subject, place: str, at: str | None) -> list[Reading]:
    """Return what the ports and scripts of a host show, as readings of that host."""
    readings: list[Reading] = []
    for signs, dropped, faults in shown:
        readings += [
            observed((subject, trait, value, place + where, at, port)) for trait, value, where, port in signs
        ]
        if dropped or faults:
            readings += [Dropped(place + where, what) for where, what in dropped]
            readings += [Unread(place + where, why) for where, why in faults]
    return readings


@lru_cache(maxsize=256)
def iso_time(seconds: str | bytes) -> str | None:
    """Return seconds since 1970, written as digits, as ISO 8601; None if they are no time."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return None


def _keys(host: Element) -> Iterator[tuple[str, str]]:
    for address in host.iterchildren("address"):
        # the vendor beside a hardware address is nmap's own table, and older than the register's
        if written := address.get("addr"):
            yield "mac" if address.get("addrtype") == "mac" else "ip", written
    for names in host.iterchildren("hostnames"):
        for name in names.iterchildren("hostname"):
            if written := name.get("name"):
                yield "hostname", written


def _is_silent(host: Element) -> bool:
    """Whether nothing came back: no hardware address, and down or (``-Pn``) only supposed to be up."""
    if any(address.get("addrtype") == "mac" for address in host.iterchildren("address")):
        return False
    status = host.find("status")
    return status is not None and (status.get("state") != "up" or status.get("reason") == "user-set")
