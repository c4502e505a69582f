"""Which notations of hardware addresses are understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaseout.intake.hardware_address import address_in_duid, canonical_address, is_of_one_interface


@pytest.mark.parametrize(
    "text",
    [
        "44:19:B6:00:00:01",
        "44-19-b6-00-00-01",
        "4419.b600.0001",
        "4419-b600-0001",
        "4419b6-000001",
        "44:19:b6:0:0:1",
    ],
)
def test_every_notation_means_the_same_address(text: str) -> None:
    assert canonical_address(text) == "44:19:b6:00:00:01"


@pytest.mark.parametrize(
    "text",
    ["", "44:19:b6:00:00", "44:19:b6:00:00:0", "44:19:b6:00:00:0g", "4419b6000001", "44:19:b6:00:00:01:02"],
)
def test_what_is_cut_or_ambiguous_is_no_address(text: str) -> None:
    assert canonical_address(text) is None


@given(st.binary(min_size=6, max_size=6))
def test_the_notation_of_bsd_is_never_mistaken(octets: bytes) -> None:
    short = ":".join(f"{octet:x}" for octet in octets)
    assert canonical_address(short) == octets.hex(":")


def test_group_addresses_and_zeroes_are_nobodys() -> None:
    assert is_of_one_interface("44:19:b6:00:00:01")
    assert not is_of_one_interface("00:00:00:00:00:00")
    assert not is_of_one_interface("ff:ff:ff:ff:ff:ff")
    assert not is_of_one_interface("01:00:5e:00:00:fb")


def test_the_address_in_a_dhcpv6_identifier_is_found() -> None:
    assert address_in_duid("00:01:00:01:2c:f4:0b:00:44:19:B6:00:00:01") == "44:19:b6:00:00:01"
    assert address_in_duid("00:03:00:01:44:19:b6:00:00:01") == "44:19:b6:00:00:01"
    assert address_in_duid("00:02:00:00:ab:11:01:02:03:04") is None
    assert address_in_duid("00:04:4c:4c:45:44:00:01:02:03") is None
