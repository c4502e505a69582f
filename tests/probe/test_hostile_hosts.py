"""Does a host that means harm, or is broken, neither hang a sweep nor fill its memory, and is what it costs said?"""

import asyncio
import gzip
import tracemalloc

import pytest

from answerers import QUICK, FakeGate, FakeKept, Host, Talks, addresses, answering, http, pages, plan, saying
from phaseout.probe.heard import MOST_ANSWERS
from phaseout.probe.sweep import sweep

SADP, SSDP = QUICK[:1], tuple(one for one in QUICK if one.name == "ssdp")
BILLION_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE ProbeMatch [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b"<ProbeMatch><DeviceDescription>&c;&x;</DeviceDescription></ProbeMatch>"
)


def look(host: Host, *, gate: FakeGate | None = None, **more: object) -> FakeKept:
    async def go() -> FakeKept:
        kept = FakeKept()
        async with answering(host), asyncio.timeout(60):
            await sweep(addresses(host.address), gate or FakeGate(), kept, plan(**more), lambda tally: None)  # type: ignore[arg-type]
        return kept

    return asyncio.run(go())


@pytest.mark.parametrize(
    ("last", "talk", "says"),
    [
        (1, saying(b"HTTP/1.1 200 OK\r\nServer: endless\r\n\r\n", b"x" * 65_536, for_ever=True), None),
        (2, saying(b"HTTP/1.1 200 OK\r\nServer: e\r\n", b"X-A: " + b"y" * 60_000, for_ever=True), "is longer than"),
        (3, saying(b"HTTP/1.1 200 OK\r\nServer: drops\r\n", b"X", pause=0.05, for_ever=True), "had not ended"),
        (4, saying(b"H", pause=0.05, for_ever=True), "had not ended"),
    ],
    ids=["an endless body", "an endless head", "drop by drop", "less than a line"],
)  # fmt: skip
def test_an_answer_without_end_is_read_to_its_bound(last: int, talk: Talks, says: str | None) -> None:
    address = f"127.88.2.{last}"
    kept = look(Host(address, {}, {80: talk, 554: talk, 443: talk, 8000: talk}), inquiries=())
    assert "80" in kept.values(address, "port.tcp")
    assert kept.kept == [(address, True)]
    if says:
        assert any(says in str(why) for why in kept.unread(address))


def test_a_gzip_bomb_is_inflated_to_the_bound_of_any_page() -> None:
    bomb = gzip.compress(b"<html>" + bytes(64 << 20))
    host = Host("127.88.2.10", {}, {80: pages([], {}, http("200 OK", bomb, "Content-Encoding: gzip"))})
    tracemalloc.start()
    kept = look(host, inquiries=())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20 << 20
    assert all(len(str(value)) <= 2_048 for value in kept.values("127.88.2.10", "http.body"))


def test_no_redirect_is_followed_and_no_description_fetched_from_elsewhere() -> None:
    gate = FakeGate()
    elsewhere = "http://127.88.2.99/"
    found = f"HTTP/1.1 200 OK\r\nLOCATION: {elsewhere}d.xml\r\nSERVER: x UPnP/1.0\r\n\r\n".encode()
    page = http("302 Found", b"", f"Location: {elsewhere}")
    host = Host("127.88.2.11", {1900: lambda asked: [found]}, {80: pages([], {}, page)})
    kept = look(host, gate=gate, inquiries=SSDP)
    assert {one.target for one in gate.sent} == {"127.88.2.11"}
    assert not [one for one in gate.sent if b"127.88.2.99" in one.payload]
    assert kept.values("127.88.2.11", "http.location") == [elsewhere]


def test_a_description_at_the_answering_address_is_fetched() -> None:
    description = (
        b'<root xmlns="urn:schemas-upnp-org:device-1-0"><device><manufacturer>SWANN</manufacturer>'
        b"<modelName>DVR8-1550</modelName></device></root>"
    )
    found = b"HTTP/1.1 200 OK\r\nLOCATION: http://127.88.2.12:49152/d.xml\r\nSERVER: x UPnP/1.0\r\n\r\n"
    web = pages([], {"/d.xml": http("200 OK", description, kind="text/xml")})
    kept = look(Host("127.88.2.12", {1900: lambda asked: [found]}, {49152: web}), inquiries=SSDP)
    assert kept.values("127.88.2.12", "upnp.manufacturer") == ["SWANN"]
    assert kept.values("127.88.2.12", "upnp.model") == ["DVR8-1550"]


def test_an_xml_bomb_is_kept_as_the_text_it_is() -> None:
    host = Host("127.88.2.13", {37020: lambda asked: [BILLION_LAUGHS]})
    kept = look(host, inquiries=SADP, conversations=frozenset())
    (value,) = kept.values("127.88.2.13", "sadp.xml")
    assert "haha" not in str(value)
    assert "root:" not in str(value)


def test_a_datagram_of_64_kilobytes_is_taken_whole_and_kept_in_part() -> None:
    long = b"<ProbeMatch><DeviceDescription>" + b"A" * 65_000 + b"</DeviceDescription></ProbeMatch>"
    host = Host("127.88.2.14", {37020: lambda asked: [long]})
    kept = look(host, inquiries=SADP, conversations=frozenset())
    (value,) = kept.values("127.88.2.14", "sadp.xml")
    assert len(str(value)) == 16_384
    assert any("longer than 16384" in str(why) for why in kept.unread("127.88.2.14"))


def test_of_ten_thousand_answers_the_first_are_read_and_the_others_counted() -> None:
    gate = FakeGate()
    answers = [b"<ProbeMatch><DeviceSN>%d</DeviceSN></ProbeMatch>" % number for number in range(10_000)]
    host = Host("127.88.2.15", {37020: lambda asked: answers})
    kept = look(host, gate=gate, inquiries=SADP, conversations=frozenset())
    assert len(kept.values("127.88.2.15", "sadp.xml")) == MOST_ANSWERS
    (why,) = kept.unread("127.88.2.15")
    count = int(str(why).split()[-6])
    assert str(why) == f"too many answers to sadp for one host: {count} of them are not read"
    assert count > 0  # how many of the rest came in time is this machine's affair
    assert len(gate.answers) == MOST_ANSWERS


def test_a_host_cannot_have_the_gate_refuse_the_rest_of_what_it_is_asked() -> None:
    from phaseout.probe.gate import Refused

    gate = FakeGate()
    gate.refuses = lambda packet: Refused("it would reset it") if b"/reset" in packet.payload else None
    found = b"HTTP/1.1 200 OK\r\nLOCATION: http://127.88.2.16/reset\r\nSERVER: x UPnP/1.0\r\n\r\n"
    host = Host("127.88.2.16", {1900: lambda asked: [found]})
    kept = look(host, gate=gate, inquiries=SSDP)
    assert kept.kept == [("127.88.2.16", True)]
    assert kept.values("127.88.2.16", "upnp.server") == ["x UPnP/1.0"]
