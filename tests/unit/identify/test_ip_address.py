"""Are two spellings of one address one address, and does an address that anything may have join nothing?"""

import pytest

from phaseout.identify.ip_address import joining_ip, same_ip


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("10.0.0.1", "10.0.0.1"),
        (" 10.0.0.1 ", "10.0.0.1"),
        ("010.040.000.014", "10.40.0.14"),
        ("2001:0DB8:0:0::1", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("fd00::1%eth0", "fd00::1"),
        ("10.0.0.01", None),
        ("10.0.0.256", None),
        ("10.0.0", None),
        ("DHCP", None),
        ("", None),
    ],
)
def test_every_spelling_of_an_address_is_compared_as_one(written: str, same: str | None) -> None:
    assert same_ip(written) == same


@pytest.mark.parametrize(
    "written",
    ["0.0.0.0", "0.1.2.3", "127.0.0.1", "169.254.7.7", "224.0.0.251", "239.255.255.250", "255.255.255.255",
     "::", "::1", "fe80::1", "FE80::1", "fe80::1%eth0", "febf::1", "ff02::fb", "::ffff:127.0.0.1", "DHCP"],
)  # fmt: skip
def test_what_many_things_may_have_at_once_joins_nothing(written: str) -> None:
    assert joining_ip(written) is None


@pytest.mark.parametrize(
    "written",
    ["1.1.1.1", "126.0.0.1", "128.0.0.1", "169.253.0.1", "192.168.1.64", "223.0.0.1", "fd00::1", "fec0::1"],
)
def test_any_other_address_joins(written: str) -> None:
    assert joining_ip(written) == written
