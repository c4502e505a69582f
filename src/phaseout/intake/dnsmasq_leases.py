"""Which leases did dnsmasq give?"""

import re
from collections.abc import Iterable, Iterator

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.lease import Lease

_LINE = re.compile(
    r"\d{1,12} (?P<id>\S+) (?P<ip>(?=\S*[.:])[0-9A-Fa-f.:]+) (?P<name>\S+)(?: (?P<client>\S+))?"
)
_DUID = re.compile(r"duid [0-9A-Fa-f:]+")


def looks_like_dnsmasq(line: str) -> bool:
    """Whether a line stands in ``dnsmasq.leases``: expiry, hardware address, address, name, client id."""
    found = _LINE.fullmatch(line)
    return bool(found and found["client"])


def read_dnsmasq(lines: Iterable[tuple[int, str] | Unread]) -> Iterator[Reading]:
    """Yield what each line says."""
    for entry in lines:
        if isinstance(entry, Unread):
            yield entry
            continue
        number, line = entry
        if not line or _DUID.fullmatch(line):
            continue
        found = _LINE.fullmatch(line)
        if not found:
            yield Unread(f"line {number}", "not expiry, hardware address, address, name and client id")
            continue
        by_address = ":" in found["id"]  # IPv6 lines hold a number (IAID) here, and the DUID last
        lease = Lease(
            locator=f"line {number}",
            ip=found["ip"],
            # a hardware type other than Ethernet stands before the address: 06-aa:bb:cc:dd:ee:ff
            mac=re.sub(r"^[0-9a-f]{2}-", "", found["id"]) if by_address else None,
            duid=None if by_address or found["client"] == "*" else found["client"],
            hostname=None if found["name"] == "*" else found["name"],
        )
        yield from lease.readings()
