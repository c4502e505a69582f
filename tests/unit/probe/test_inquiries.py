"""Are the bytes that are sent those of the protocols (facts §1), and are they never others?"""

import struct
from collections.abc import Callable
from uuid import UUID

import pytest

from phaseout.intake.capture import cousins, dhip, onvif, sadp
from phaseout.intake.capture.datagram import Datagram
from phaseout.intake.capture.dialects import UDP_BY_PORT
from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.names import head_of, name_at
from phaseout.intake.capture.snmp import answer as snmp_answer
from phaseout.probe.inquiries import INQUIRIES, Fresh, Inquiry, snmp
from phaseout.probe.inquiries.mdns import SERVICES
from phaseout.probe.inquiries.snmp import OF_MAKERS, SYSTEM

SEED = b"a run"
FIRST = str(Fresh(SEED).uuid())
BY_NAME = {inquiry.name: inquiry for inquiry in INQUIRIES}
NEVER = (b"update", b"activate", b"reset", b"exchangecode", b"getencryptstring", b"authorization", b"login")


def sent(name: str) -> tuple[bytes, ...]:
    return BY_NAME[name].payloads(Fresh(SEED))


def only(name: str) -> bytes:
    (payload,) = sent(name)
    return payload


def test_the_sadp_inquiry_is_one_document_with_an_upper_case_uuid() -> None:
    assert only("sadp") == (
        b'<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>'
        + FIRST.upper().encode()
        + b"</Uuid><Types>inquiry</Types></Probe>"
    )


def test_the_dhip_search_says_its_length_twice() -> None:
    assert only("dhip") == bytes.fromhex(
        "20000000 44484950 0000000000000000 3b000000 00000000 3b000000 00000000"
    ) + (b'{"method":"DHDiscover.search","params":{"mac":"","uni":1}}\n')


def test_the_older_dahua_search_is_32_bytes() -> None:
    assert only("dahua-legacy") == bytes.fromhex("a3010001" + "00" * 12 + "02" + "00" * 15)


def test_the_tvt_search_is_command_1_and_140_bytes() -> None:
    assert only("tvt") == bytes.fromhex("4d484544 0900 0100 0100") + bytes(130)


def test_the_xiongmai_search_is_message_1530_with_nothing_in_it() -> None:
    assert only("xiongmai") == bytes.fromhex("ff000000 00000000 00000000 0000 fa05 00000000")


def test_the_hanwha_search_is_262_bytes_of_kind_1() -> None:
    payload = only("hanwha")
    assert (len(payload), payload[0]) == (262, 1)
    assert any(payload[1:19])
    assert not any(payload[19:])


def test_the_three_probes_of_ws_discovery_ask_for_less_and_less() -> None:
    first, second, third = sent("ws-discovery")
    assert b"<d:Types>dn:NetworkVideoTransmitter</d:Types>" in first
    assert b' xmlns:dn="http://www.onvif.org/ver10/network/wsdl"' in first
    assert b"<d:Types>tds:Device</d:Types>" in second
    assert b"<d:Probe></d:Probe>" in third
    numbers = {payload.split(b"urn:uuid:")[1][:36] for payload in (first, second, third)}
    assert len(numbers) == 3


@pytest.mark.parametrize("payload", sent("ws-discovery"))
def test_a_probe_of_ws_discovery_is_well_formed(payload: bytes) -> None:
    from lxml import etree

    envelope = etree.fromstring(payload)
    names = [etree.QName(element).localname for element in envelope.iter()]
    assert names[:6] == ["Envelope", "Header", "MessageID", "To", "Action", "Body"]
    assert etree.QName(envelope).namespace == "http://www.w3.org/2003/05/soap-envelope"
    probe = envelope[1][0]
    assert probe.tag == "{http://schemas.xmlsoap.org/ws/2005/04/discovery}Probe"


def test_the_ssdp_search_is_for_everything() -> None:
    assert only("ssdp") == (
        b'M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: "ssdp:discover"\r\n'
        b"MX: 1\r\nST: ssdp:all\r\n\r\n"
    )


def test_the_mdns_query_asks_for_each_service_and_for_an_answer_to_the_asker() -> None:
    payload = only("mdns")
    head = head_of(payload)
    assert head is not None
    assert (head.is_query, head.questions, head.records) == (True, len(SERVICES), 0)
    at, asked = 12, []
    while at < len(payload):
        name, at = name_at(payload, at) or pytest.fail("a broken name")
        assert struct.unpack_from(">HH", payload, at) == (12, 0x8001)
        asked.append(name)
        at += 4
    assert asked == [f"{service}.local" for service in SERVICES]


def test_snmp_asks_for_what_it_is_told_to_and_with_the_community_it_is_given() -> None:
    second, first = snmp("owner").payloads(Fresh(SEED))
    assert b"\x02\x01\x00\x04\x05owner\xa0" in first
    assert b"\x02\x01\x01\x04\x05owner\xa0" in second
    assert bytes.fromhex("0608 2b06010201010100 0500") in first  # sysDescr.0 and NULL
    hikvision = bytes.fromhex("060b 2b06010401 82b17d 010100")
    assert hikvision in second
    assert hikvision not in first
    assert second.count(b"\x05\x00") == len(SYSTEM) + len(OF_MAKERS)


def test_a_community_is_never_made_up() -> None:
    assert "snmp" not in BY_NAME


def test_the_ports_and_groups_are_those_of_the_facts() -> None:
    assert {one.name: (one.port, one.groups, one.local_port, one.answer_groups) for one in INQUIRIES} == {
        "sadp": (37020, ("239.255.255.250", "255.255.255.255"), 37020, ()),
        "dhip": (37810, ("239.255.255.251", "255.255.255.255"), None, ()),
        "dahua-legacy": (5050, ("255.255.255.255",), 5050, ()),
        "tvt": (23456, ("234.55.55.55",), 23456, ("234.55.55.56",)),
        "xiongmai": (34569, ("255.255.255.255",), 34569, ()),
        "hanwha": (7701, ("255.255.255.255",), 7711, ()),
        "ws-discovery": (3702, ("239.255.255.250",), None, ()),
        "ssdp": (1900, ("239.255.255.250",), None, ()),
        "mdns": (5353, ("224.0.0.251",), None, ()),
    }


@pytest.mark.parametrize("inquiry", [*INQUIRIES, snmp("public")], ids=lambda inquiry: inquiry.name)
def test_an_inquiry_is_the_same_again_from_the_same_seed_and_says_nothing_that_changes(
    inquiry: Inquiry,
) -> None:
    payloads = inquiry.payloads(Fresh(SEED))
    assert payloads == inquiry.payloads(Fresh(SEED))
    assert not [word for word in NEVER for payload in payloads if word in payload.lower()]


def test_what_is_fresh_never_comes_twice() -> None:
    fresh = Fresh(SEED)
    uuids = [fresh.uuid() for _ in range(100)]
    assert len(set(uuids)) == 100
    assert {uuid.version for uuid in uuids} == {4}
    assert UUID(FIRST) == uuids[0]


@pytest.mark.parametrize(
    ("hearing", "name"),
    [
        (sadp.answer, "sadp"),
        (dhip.answer, "dhip"),
        (dhip.legacy_answer, "dahua-legacy"),
        (cousins.tvt, "tvt"),
        (cousins.xiongmai, "xiongmai"),
        (cousins.hanwha, "hanwha"),
        (onvif.announcement, "ws-discovery"),
    ],
)
def test_nobody_takes_an_inquiry_for_an_answer(
    hearing: Callable[[Datagram, Ledger], None], name: str
) -> None:
    ledger = Ledger()
    for payload in sent(name):
        hearing(Datagram(b"\x0a\0\0\x01", b"\x0a\0\0\x02", 50_000, BY_NAME[name].port, payload, 0), ledger)
    assert list(ledger.readings()) == []


def test_every_port_that_is_asked_is_understood() -> None:
    assert {inquiry.port for inquiry in INQUIRIES} <= UDP_BY_PORT.keys()
    assert UDP_BY_PORT[snmp("x").port] is snmp_answer
