"""Which readings does a capture's list of hosts come to?"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence

from phaseout.domain.observation import Observation, Reading, Subject
from phaseout.intake.capture.address import IPV4_BYTES, ip_text, mac_text
from phaseout.intake.capture.host import Host, Place, Seen

ANSWERS_FOR_OTHERS = 16
"""One hardware address with more IPv4 addresses than this is a router's that answers for them."""


def roll_call(
    hosts: Sequence[Host], name_servers: Collection[bytes], note: Callable[[str], None]
) -> Iterator[Reading]:
    """Yield the observations of each host in the order they appeared, each in packet order.

    ``name_servers`` ask for others: their name queries are left out. ``note`` is told what else is.
    """
    interfaces = _interfaces(hosts)
    routers = {mac for mac, held in interfaces.items() if len(held) > ANSWERS_FOR_OTHERS}
    for mac in sorted(routers):
        note(f"{mac_text(mac)} answers for {len(interfaces[mac])} IP addresses: not taken as that of each")
    guests = {host.mac: host for host in hosts if host.ip is None}
    keys: set[str] = set()
    for host in hosts:
        alone = host.mac is not None and len(interfaces.get(host.mac, ())) == 1
        if host.ip is None and alone:
            continue  # told with the one host that has this hardware address
        guest = guests.get(host.mac) if alone and host.ip and len(host.ip) == IPV4_BYTES else None
        yield from _observations(host, guest, Subject(_key(host, keys)), name_servers, routers)


def _interfaces(hosts: Sequence[Host]) -> dict[bytes, list[Host]]:
    """Return the hosts with an IPv4 address by hardware address."""
    found: dict[bytes, list[Host]] = defaultdict(list)
    for host in hosts:
        if host.mac is not None and host.ip is not None and len(host.ip) == IPV4_BYTES:
            found[host.mac].append(host)
    return found


def _key(host: Host, taken: set[str]) -> str:
    mac = mac_text(host.mac) if host.mac is not None else ""
    key = ip_text(host.ip) if host.ip is not None else mac
    if key in taken:  # an address that two interfaces had, one after the other
        key = f"{key} {mac}"
    taken.add(key)
    return key


def _observations(
    host: Host,
    guest: Host | None,
    subject: Subject,
    name_servers: Collection[bytes],
    routers: Collection[bytes],
) -> Iterator[Observation]:
    seen: list[Seen] = []
    if host.ip is not None:
        seen.append(Seen("ip", ip_text(host.ip), None, host.first))
    if host.mac is not None and host.mac not in routers:
        trait = "discovery.mac" if host.is_told else "mac"
        seen.append(Seen(trait, mac_text(host.mac), None, host.bound))
    told = {**guest.seen, **host.seen} if guest is not None else host.seen
    asks_for_others = host.ip in name_servers
    seen.extend(one for one in told.values() if not (asks_for_others and one.trait == "dns.query"))
    if len(seen) == 1 and host.mac is None:
        return  # an address and nothing else is no evidence of anything
    for trait, value, port, place in sorted(seen, key=_place):
        yield Observation(subject, trait, value, place.locator(), place.at(), port)


def _place(seen: Seen) -> Place:
    return seen.place
