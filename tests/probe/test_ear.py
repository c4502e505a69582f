"""Does a socket of the probe hear what comes, and say what it could not take?"""

import asyncio
import socket
from ipaddress import IPv4Address, IPv4Network

import pytest

from phaseout.probe.ear import Ear, target_of
from phaseout.probe.inquiries import BROADCAST
from phaseout.probe.interface import Interface

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
