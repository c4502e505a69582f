"""Does a socket of the probe hear what comes, and say what it could not take?"""

import asyncio
import os
import socket
import subprocess
import sys
from ipaddress import IPv4Address, IPv4Network

import pytest

from phaseout.cli.probing import _chosen
from phaseout.probe.ear import Ear, target_of
from phaseout.probe.inquiries import BROADCAST
from phaseout.probe.interface import Interface
from phaseout.probe.ranges import Targets
from phaseout.probe.scope import ScopeError
from scopes import scope_of

LOOPBACK = Interface("lo", IPv4Address("127.0.0.1"), IPv4Network("127.88.6.0/24"))
NO_NAME = Interface("127.0.0.1", IPv4Address("127.0.0.1"), IPv4Network("127.88.6.0/24"))


def test_what_came_faster_than_it_was_taken_is_counted() -> None:
    sent, size = 20_000, 1_000
    heard: list[bytes] = []

    async def go() -> int:
        ear = Ear(lambda sender, payload: heard.append(payload))
        await ear.open(0, 4)
        port = ear._opened.getsockname()[1]
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            for _ in range(sent):
                sender.sendto(bytes(size), ("127.0.0.1", port))
        before = -1
        while before != len(heard):
            before = len(heard)
            await asyncio.sleep(0.2)
        lost = ear.lost()
        ear.close()
        return lost

    lost = asyncio.run(go())
    assert 0 < lost < sent
    assert lost + len(heard) == sent


def test_what_goes_to_everybody_leaves_by_an_interface_or_to_its_network() -> None:
    assert target_of(BROADCAST, LOOPBACK) == BROADCAST
    assert target_of(BROADCAST, NO_NAME) == "127.88.6.255"
    assert target_of("239.255.255.250", NO_NAME) == "239.255.255.250"


def test_a_network_that_is_not_there_is_said_to_be() -> None:
    elsewhere = Interface("lo", IPv4Address("192.0.2.1"), IPv4Network("192.0.2.0/24"))

    async def go() -> OSError | None:
        ear = Ear(lambda sender, payload: None)
        await ear.open(0, 4)
        error = ear.join("239.255.88.6", elsewhere)
        ear.close()
        return error

    error = asyncio.run(go())
    assert error is not None
    assert error.strerror


@pytest.mark.parametrize("payload", [b"", bytes(65_507)], ids=["nothing", "the longest there is"])
def test_a_datagram_of_any_length_is_heard_whole(payload: bytes) -> None:
    async def go() -> list[tuple[str, bytes]]:
        heard: list[tuple[str, bytes]] = []
        ear = Ear(lambda sender, said: heard.append((sender[0], said)))
        await ear.open(0, 4)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.sendto(payload, ("127.0.0.1", ear._opened.getsockname()[1]))
        async with asyncio.timeout(10):
            while not heard:
                await asyncio.sleep(0.01)
        ear.close()
        return heard

    assert asyncio.run(go()) == [("127.0.0.1", payload)]


def test_nothing_goes_to_everybody_unless_everybody_is_asked() -> None:
    every = Interface("127.0.0.1", IPv4Address("127.0.0.1"), IPv4Network("127.0.0.0/8"))

    async def go() -> list[OSError | None]:
        ear = Ear(lambda sender, payload: None)
        await ear.open(0, 4)
        targets = (ear.send(b"x", "127.255.255.255", 9), ear.send_by(every, b"x", "127.255.255.255", 9))
        after = ear.send(b"x", "127.255.255.255", 9)
        ear.close()
        return [*targets, after]

    first, to_everybody, after = asyncio.run(go())
    assert (to_everybody, type(first), type(after)) == (None, PermissionError, PermissionError)


FOUND = """
from phaseout.probe.interface import interfaces
print(*(f"{one.name} {one.address} {one.network}" for one in interfaces()), sep="\\n")
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="networks are root's to make")
def test_an_interface_is_there_with_each_of_its_addresses() -> None:
    laid = (
        "ip link add p0 type veth peer name p1 && ip link set p1 up; ip link set p0 up; ip link set lo up; ip addr add 10.20.0.1/24 dev p0; "
        "ip addr add 10.20.7.1/25 dev p0; ip addr add 10.30.0.1/16 dev p0 label p0:1; "
        f"exec {sys.executable} -c '{FOUND}'"
    )
    done = subprocess.run(["unshare", "--net", "sh", "-c", laid], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "p0 10.20.0.1 10.20.0.0/24",
        "p0 10.20.7.1 10.20.7.0/25",
        "p0 10.30.0.1 10.30.0.0/16",
    ]


@pytest.mark.parametrize(("ranges", "chosen"), [(["10.20.0.0/16"], ["p0"]), (["10.20.0.0/24"], [])])
def test_an_interface_in_two_networks_is_asked_only_where_both_may_be(
    ranges: list[str], chosen: list[str]
) -> None:
    both = [
        Interface("p0", IPv4Address("10.20.0.1"), IPv4Network("10.20.0.0/24")),
        Interface("p0", IPv4Address("10.20.7.1"), IPv4Network("10.20.7.0/24")),
    ]
    scope = scope_of("10.20.0.0/16")
    assert [one.name for one in _chosen((), both, scope, Targets.of(ranges, scope))] == chosen
    with pytest.raises(ScopeError, match=r"goes to all of 10\.20\.7\.0/24"):
        _chosen(["p0"], both, scope_of("10.20.0.0/24"), Targets.of(["10.20.0.0/24"], scope))
