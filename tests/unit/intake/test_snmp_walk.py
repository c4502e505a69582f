"""What is read of SNMP walks."""

from collections.abc import Callable

import pytest

from phaseout.domain.observation import Dropped, Observation, Unread
from phaseout.intake.reader import SourceStream
from phaseout.intake.switch.mib import dotted
from phaseout.intake.switch.snmp_walk import READER

Fixture = Callable[[str], bytes]
StreamOf = Callable[..., SourceStream]


def test_an_agent_and_all_it_has_seen(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    found = list(READER.read(stream_of(fixture_bytes("snmp-walk/switch-walk.txt"))))
    said = [(r.subject.key, r.trait, r.value) for r in found if isinstance(r, Observation)]
    assert said[:3] == [
        ("agent", "snmp.sysdescr", "Cisco IOS Software, C2960\nCopyright (c) 1986-2013"),
        ("agent", "snmp.sysobjectid", "1.3.6.1.4.1.9.1.1208"),
        ("agent", "hostname", "sw-1"),
    ]
    assert {key: value for key, trait, value in said if trait == "ip"} == {
        "44:19:b6:00:00:01": "10.20.0.17",
        "4c:11:bf:00:00:02": "10.20.0.30",
    }
    assert {key for key, trait, _ in said if trait == "mac"} == {
        f"44:19:b6:00:00:{last}" for last in ("01", "09", "0a", "0b")
    } | {"4c:11:bf:00:00:02"}
    assert ("44:19:b6:00:00:0b", "hostname", "cam-11") in said
    assert ("agent", "banner", "1.3.6.1.4.1.39165.1.1.0 = DS-2CD2143G0-I") in said
    assert [r for r in found if not isinstance(r, Observation)] == [
        Dropped("line 1", "community or key on a command line")
    ]


@pytest.mark.parametrize(
    ("oid", "expected"),
    [
        ("SNMPv2-MIB::sysDescr.0", "1.3.6.1.2.1.1.1.0"),
        (".1.3.6.1.2.1.1.1.0", "1.3.6.1.2.1.1.1.0"),
        ("iso.3.6.1.2.1.1.1.0", "1.3.6.1.2.1.1.1.0"),
        ("iso.0.8802.1.1.2", "1.0.8802.1.1.2"),
        ("SNMPv2-SMI::enterprises.39165.1", "1.3.6.1.4.1.39165.1"),
        (
            "Q-BRIDGE-MIB::dot1qTpFdbPort[1][STRING: 44:19:b6:0:0:a]",
            "1.3.6.1.2.1.17.7.1.2.2.1.2.1.68.25.182.0.0.10",
        ),
        ("IF-MIB::ifDescr.1", None),
        ("", None),
    ],
)
def test_a_name_stands_for_a_number(oid: str, expected: str | None) -> None:
    assert dotted(oid) == expected


def test_an_address_that_is_none_is_unread_and_groups_are_passed_over(stream_of: StreamOf) -> None:
    data = (
        b".1.3.6.1.2.1.4.22.1.2.1.10.0.0.1 = STRING: nonsense\n"
        b".1.3.6.1.2.1.17.4.3.1.1.1.0.94.0.0.1 = Hex-STRING: 01 00 5E 00 00 01\n"
    )
    assert list(READER.read(stream_of(data))) == [Unread("line 1", "no hardware address that can be read")]


def test_long_names_of_objects_take_no_time(stream_of: StreamOf) -> None:
    assert not list(READER.read(stream_of((b".1.3.6.1" + b".1" * 3000 + b"\n") * 200)))


@pytest.mark.parametrize(
    ("walk", "kept", "faults"),
    [
        (b'.1.3.6.1.2.1.1.1.0 = STRING: "Hik', [], [Unread("line 1", "the file ends inside this quote")]),
        (
            b'.1.3.6.1.2.1.1.1.0 = STRING: "Cisco\nC29',
            ["Cisco"],
            [Unread("line 1", "the file ends inside this quote")],
        ),
        (
            b'.1.3.6.1.2.1.1.1.0 = STRING: "Cisco\n.1.3.6.1.2.1.1.5.0 = STRING: "sw-1"\n',
            ["sw-1"],
            [Unread("line 1", "the quote has no end before line 2")],
        ),
        (
            b'.1.3.6.1.2.1.1.1.0 = STRING: "a \\"b\\"',
            [],
            [Unread("line 1", "the file ends inside this quote")],
        ),
        (b'.1.3.6.1.2.1.1.1.0 = STRING: "a \\"b\\""\n', ['a "b"'], []),
        (b'.1.3.6.1.2.1.1.1.0 = STRING: "Cisco\nC2960"\nadmin$ \n', ['Cisco\nC2960"\nadmin$'], []),
        (b".1.3.6.1.2.1.1.1.0 = STRING: Cisco\nC2960\n", ["Cisco\nC2960"], []),
        (b'1.3.6.1.2.1.1.1.0|4|"Cisco', ["Cisco"], []),
    ],
)
def test_a_quote_never_closed_is_told_and_its_last_line_not_taken(
    walk: bytes, kept: list[str], faults: list[Unread], stream_of: StreamOf
) -> None:
    found = list(READER.read(stream_of(walk)))
    assert [r.value for r in found if isinstance(r, Observation)] == kept
    assert [r for r in found if isinstance(r, Unread)] == faults
