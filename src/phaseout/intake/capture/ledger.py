"""What did each host of a capture show, and at which packet first?

Holds hosts and distinct values only, so memory grows with the network and not with the traffic.
"""

from collections.abc import Iterator
from types import MappingProxyType

from phaseout.domain.observation import Dropped, Reading, Unread
from phaseout.intake.capture.address import ip_text, is_host, is_private, is_single_interface
from phaseout.intake.capture.binary_answer import Stated
from phaseout.intake.capture.host import Host, Place, Seen
from phaseout.intake.capture.roll_call import roll_call
from phaseout.intake.credential import without_credentials

MOST_HOSTS = 50_000
MOST_CHARACTERS = 48 << 20
MOST_NOTES = 1_000
MOST_DROPPED = 10_000
MOST_VALUES = 64
LONGEST_VALUE = 2_048
_MOST_VALUES = MappingProxyType({"dns.query": 512, "http.body": 8})
_LONGEST_VALUE = MappingProxyType({"sadp.xml": 16_384, "dhip.json": 16_384, "isapi.deviceinfo": 16_384})
# The start is all these traits promise.
_STARTS = frozenset(("http.body", "http.title", "banner", "telnet.banner"))

_MORE_NOTES = "of further kinds something was not read: the reasons are not listed"


class Ledger:
    """Takes what the protocols find and gives it back as readings, host by host."""

    def __init__(self) -> None:
        self.packet = 0
        self.seconds = 0
        self._hosts: list[Host] = []
        self._now: dict[bytes, Host] = {}
        self._of_mac: dict[bytes, Host] = {}
        self._bound: dict[bytes, Host] = {}
        self._name_servers: set[bytes] = set()
        self._notes: dict[str, tuple[Place, int]] = {}
        self._dropped: dict[tuple[bytes, str], Place] = {}
        self._characters = 0

    def here(self) -> Place:
        """Return the packet being read: what is found is found there."""
        return Place(self.packet, self.seconds)

    def go_to(self, place: Place) -> None:
        """Enter what follows at another packet, such as the first of a message now complete."""
        self.packet, self.seconds = place

    def see(self, ip: bytes, trait: str, value: str, port: int | None = None, *, alike: str = "") -> None:
        """Enter what the host at an IP address shows.

        ``alike``: values with one such text count as one value (answers that differ by a nonce).
        """
        host = self._now.get(ip)
        if not value:
            return
        if host is None:
            if not is_host(ip) or (host := self._new_host(ip, None)) is None:
                return
            self._now[ip] = host
        self._enter(host, trait, value, port, alike)

    def see_mac(self, mac: bytes, trait: str, value: str) -> None:
        """Enter what the interface with a hardware address shows."""
        if value and (host := self.meet(mac)) is not None:
            self._enter(host, trait, value, None, "")

    def meet(self, mac: bytes) -> Host | None:
        """Enter that an interface is there, even if it says no more."""
        host = self._of_mac.get(mac)
        if host is None and is_single_interface(mac) and (host := self._new_host(None, mac)) is not None:
            self._of_mac[mac] = host
        return host

    def bind(self, ip: bytes, mac: bytes) -> None:
        """Enter that an IP address is, from now on, that of a hardware address: it was seen there."""
        if (host := self._tied(ip, mac)) is not None and host.is_told:
            host.is_told, host.bound = False, self.here()

    def bind_as_told(self, ip: bytes, mac: bytes) -> None:
        """Enter the same by the word of the equipment alone."""
        now = self._now.get(ip)
        known = now if now is not None and now.mac == mac else self._bound.get(ip + mac)
        if (host := self._tied(ip, mac)) is not None and known is None:
            host.is_told = True

    def take(self, ip: bytes, stated: Stated, answer: str, port: int) -> None:
        """Enter a binary discovery answer as it came, and what it states."""
        if stated.mac:
            self.bind_as_told(ip, stated.mac)
        for trait, text in stated.traits():
            self.see(ip, trait, text, port)
        self.see(ip, "banner", answer, port)

    def _tied(self, ip: bytes, mac: bytes) -> Host | None:
        """Return the host that has both addresses from now on, None if no single one can."""
        now = self._now.get(ip)
        if now is not None and now.mac == mac:
            return now
        if not is_host(ip) or not is_single_interface(mac):
            return None
        host = self._bound.get(ip + mac)
        if host is None and now is not None and now.mac is None:
            host = now
            host.mac, host.bound = mac, self.here()
        elif host is None:
            host = self._new_host(ip, mac)
        if host is not None:
            self._bound[ip + mac] = self._now[ip] = host
        return host

    def open_port(self, ip: bytes, port: int) -> None:
        """Enter that a host accepted a TCP connection; that a stranger's server listens is no news."""
        if is_private(ip) or ip in self._now:
            self.see(ip, "port.tcp", str(port), port)

    def is_local(self, ip: bytes) -> bool:
        """Whether an address is of this network: private, or its hardware address was seen."""
        return is_private(ip) or ((host := self._now.get(ip)) is not None and host.mac is not None)

    def serves_names(self, ip: bytes) -> None:
        """Enter that a host answers name queries, so that those it sends are asked for others."""
        if len(self._name_servers) < MOST_HOSTS:
            self._name_servers.add(ip)

    def note(self, why: str) -> None:
        """Enter something unread; one reason is reported once, with how often it arose."""
        if why in self._notes:
            place, times = self._notes[why]
            self._notes[why] = place, times + 1
        elif len(self._notes) < MOST_NOTES:
            self._notes[why] = self.here(), 1
        else:
            place, times = self._notes.get(_MORE_NOTES, (self.here(), 0))
            self._notes[_MORE_NOTES] = place, times + 1

    def drop(self, ip: bytes, what: str) -> None:
        """Enter that a credential for a host passed by and was thrown away."""
        if len(self._dropped) < MOST_DROPPED or (ip, what) in self._dropped:
            self._dropped.setdefault((ip, what), self.here())
        else:
            self.note(f"more than {MOST_DROPPED} credentials dropped: the further ones are not counted")

    def readings(self) -> Iterator[Reading]:
        """Yield everything: hosts as they appeared, each in packet order, then what was not kept."""
        yield from roll_call(self._hosts, self._name_servers, self.note)
        for (ip, what), place in self._dropped.items():
            yield Dropped(place.locator(), f"{what} ({ip_text(ip)})")
        for why, (place, times) in self._notes.items():
            yield Unread(place.locator(), why if times == 1 else f"{why} ({times} times, this was the first)")

    def _new_host(self, ip: bytes | None, mac: bytes | None) -> Host | None:
        if len(self._hosts) >= MOST_HOSTS:
            self.note(f"more than {MOST_HOSTS} hosts: those that appear from here on are not kept")
            return None
        host = Host(ip, mac, self.here())
        self._hosts.append(host)
        return host

    def _enter(self, host: Host, trait: str, value: str, port: int | None, alike: str) -> None:
        if (trait, alike or value, port) in host.seen:
            return
        times = host.values_of.get(trait, 0)
        if times >= (most := _MOST_VALUES.get(trait, MOST_VALUES)):
            self.note(f"more than {most} values of {trait} at one host: the further ones are not kept")
            return
        if self._characters > MOST_CHARACTERS:
            self.note("more than 48 million characters found: further values are not kept")
            return
        kept = self._kept(host, trait, value)
        key = (trait, alike or kept, port)
        if kept and key not in host.seen:
            host.seen[key] = Seen(trait, kept, port, self.here())
            host.values_of[trait] = times + 1
            self._characters += len(kept) + len(key[1])

    def _kept(self, host: Host, trait: str, value: str) -> str:
        longest = _LONGEST_VALUE.get(trait, LONGEST_VALUE)
        if len(value) > longest and trait not in _STARTS:
            self.note(f"values of {trait} longer than {longest} characters: the rest of them is not kept")
        cleaned = without_credentials(trait, value[:longest])
        if cleaned.dropped is not None and host.ip is not None:
            self.drop(host.ip, f"{cleaned.dropped} in {trait}")
        return cleaned.value or ""
