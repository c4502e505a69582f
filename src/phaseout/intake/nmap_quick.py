"""What does the scan say of a host that is written the way nmap always writes it?

Ports of like equipment are written alike to the byte, so a port is parsed when first met and then
remembered (``PortMemory``); the rest of a usual host is one pattern. Whatever is unusual, escapes,
other orders, host scripts, is left to ``phaseout.intake.nmap_host``, which would give the same answer
at a fifth of the speed.
"""

import re

from phaseout.domain.observation import Reading, Subject
from phaseout.intake.nmap_host import iso_time, observed, shown_readings
from phaseout.intake.nmap_port import NOTHING, PortMemory, Signs
from phaseout.intake.xml_element import DamagedElementError

_PLAIN = rb"[!#%'-;=?-~]"
_HEAD = re.compile(
    rb'\s*<host(?: starttime="(\d{1,12})")?(?: endtime="(\d{1,12})")?>\s*'
    rb'(?:<status state="(\w+)" reason="([\w-]+)"(?: reason_ttl="\d+")?/>\s*)?'
    rb'<address addr="(' + _PLAIN + rb'{2,45})" addrtype="ipv[46]"/>\s*'
    rb'(?:<address addr="([0-9A-Fa-f:]{17})" addrtype="mac"(?: vendor="[^"<]*")?/>\s*)?'
    rb"(?:<hostnames>\s*"
    rb'(?:<hostname name="(' + _PLAIN + rb'{1,255})" type="\w+"/>\s*)?'
    rb'(?:<hostname name="(' + _PLAIN + rb'{1,255})" type="\w+"/>\s*)?'
    rb"</hostnames>\s*)?(<ports>)?"
)
_ELSEWHERE = re.compile(rb"<(?:hostscript|hostname|address|port)[ >]")
_PORTS = 9


def quick_readings(written: bytes, number: int, memory: PortMemory) -> list[Reading] | None:
    """Return what a usual host says; None for an unusual one.

    ``written`` is the element without ``</host>``.
    """
    head = _HEAD.match(written)
    if head is None:
        return None
    *listed, rest = written[head.end() :].split(b"</port>")
    if _ELSEWHERE.search(rest) or (listed and head[_PORTS] is None):
        return None
    if listed:
        listed[0] = listed[0][listed[0].find(b"<port ") :]  # what nmap counted but did not list goes before
    try:
        shown = [signs for port in listed if (signs := memory.signs(port)) is not NOTHING]
    except DamagedElementError:
        return None
    return _readings(head, shown, number)


def _readings(head: re.Match[bytes], shown: list[Signs], number: int) -> list[Reading]:
    started, ended, state, reason, ip, mac, name, other_name, _ = head.groups()
    if not shown and mac is None and (state not in {None, b"up"} or reason == b"user-set"):
        return []
    subject, place, at = Subject(str(number)), f"host {number}", iso_time(ended or started or b"")
    keys = [observed((subject, "ip", ip.decode(), place, at, None))]
    if mac is not None:
        keys.append(observed((subject, "mac", mac.decode(), place, at, None)))
    if name is not None:
        keys.append(observed((subject, "hostname", name.decode(), place, at, None)))
    if other_name is not None:
        keys.append(observed((subject, "hostname", other_name.decode(), place, at, None)))
    return keys + shown_readings(shown, subject, place, at)
