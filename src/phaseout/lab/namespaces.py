"""How is a network made for a town in which each device has an interface and a hardware address of its own?

Two network namespaces, of the one who asks and of the street, and between them a pair of veth. In the street
a macvlan for each device. Nothing is altered outside the two, and no way leads out of them.
"""

import contextlib
import ctypes
import itertools
import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Network
from pathlib import Path

from phaseout.lab.ground import Street

_NET = 0x40000000
"""``CLONE_NEWNET``."""
_RUN = Path("/run/netns")
_PATIENCE = 60.0
"""Seconds for any one command."""
_SETTINGS = {
    # An interface answers for its own address alone, and from it: all of them are on one network.
    "ipv4/conf/all/arp_ignore": "1",
    "ipv4/conf/all/arp_announce": "2",
    "ipv4/conf/all/rp_filter": "0",
    "ipv4/conf/default/rp_filter": "0",
    "ipv4/icmp_echo_ignore_broadcasts": "1",
    "ipv6/conf/all/disable_ipv6": "1",
    "ipv6/conf/default/disable_ipv6": "1",
}
_OURS = re.compile(r"phaseout-(?:asker|street)-(?P<process>\d+)-\d+")
_counter = itertools.count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A network that was made."""

    asker: str
    """The namespace to look from."""
    street: str
    interfaces: dict[str, str]

    def entered(self) -> Street:
        """Take the thread that calls into the street, for good, and return where it stands then."""
        libc = ctypes.CDLL(None, use_errno=True)
        with (_RUN / self.street).open() as namespace:
            if libc.setns(namespace.fileno(), _NET) != 0:
                number = ctypes.get_errno()
                raise OSError(number, os.strerror(number), str(_RUN / self.street))
        return Street(self.interfaces)


def can_lay() -> bool:
    """Whether this user may make namespaces here."""
    return os.geteuid() == 0 and _RUN.parent.is_dir() and Path("/usr/sbin/ip").exists()


@contextmanager
def laid(network: str, macs: Mapping[str, str]) -> Iterator[Laid]:
    """Make a network with an interface for each address; it is gone when the block ends.

    Raises:
        PermissionError: this user may not make namespaces.
        OSError: the system refuses; says what ``ip`` says.
    """
    if not can_lay():
        raise PermissionError("only root can make network namespaces")
    _clear_away()
    number = f"{os.getpid()}-{next(_counter)}"
    made = Laid(
        asker=f"phaseout-asker-{number}",
        street=f"phaseout-street-{number}",
        interfaces={address: f"d{place}" for place, address in enumerate(macs)},
    )
    try:
        _make(made, IPv4Network(network), macs)
        yield made
    finally:
        for name in (made.asker, made.street):
            if (_RUN / name).exists():
                _ip(("netns", "del", name))


def _clear_away() -> None:
    """Remove the namespaces of processes that were killed; their names say whose they are."""
    for path in _RUN.glob("phaseout-*-*-*"):
        if (found := _OURS.fullmatch(path.name)) and not Path(f"/proc/{found['process']}").exists():
            with contextlib.suppress(OSError):  # another process may have been quicker
                _ip(("netns", "del", path.name))


def _make(made: Laid, network: IPv4Network, macs: Mapping[str, str]) -> None:
    length, own = network.prefixlen, network.broadcast_address - 1
    for name in (made.asker, made.street):
        _ip(("netns", "add", name))
        settings = "; ".join(f"echo {value} > /proc/sys/net/{path}" for path, value in _SETTINGS.items())
        _ip(("netns", "exec", name, "sh", "-ec", settings))
    _ip(
        ("link", "add", "a0", "netns", made.asker, "type", "veth", "peer", "name", "s0", "netns", made.street)
    )
    _batch(made.asker, [f"addr add {own}/{length} brd + dev a0", "link set a0 up", "link set lo up",
                        "route add 224.0.0.0/4 dev a0"])  # fmt: skip
    lines = ["link set s0 up", "link set lo up"]
    for address, interface in made.interfaces.items():
        mac = f"address {macs[address]} type macvlan mode bridge"
        lines += [
            f"link add link s0 name {interface} {mac}",
            f"addr add {address}/{length} brd + dev {interface}",
            f"link set {interface} up",
        ]
    _batch(made.street, lines)


def _batch(namespace: str, lines: Sequence[str]) -> None:
    _ip(("-n", namespace, "-batch", "-"), "\n".join(lines))


def _ip(arguments: Sequence[str], said: str = "") -> None:
    done = subprocess.run(  # noqa: S603 (fixed words, names and addresses of ours)
        ["/usr/sbin/ip", *arguments],
        input=said, capture_output=True, text=True, timeout=_PATIENCE, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise OSError(f"ip {' '.join(arguments)[:80]}: {done.stderr.strip()[:300]}")
