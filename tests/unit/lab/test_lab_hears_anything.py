"""Do the devices of the laboratory take whatever is sent to them without falling over?"""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from phaseout.lab import personas_of
from phaseout.lab.house import Asked, House
from phaseout.lab.line import Line
from phaseout.lab.speech.hostile import Flood, Hostile
from phaseout.lab.witness import Peer, Witness

PEER = Peer("10.0.0.9", 40_000)
HOUSES = [House.of(one, "10.0.0.5") for one in personas_of()]
EARS = [ear for house in HOUSES for ear in house.ears.values()]
DESKS = [desk for house in HOUSES for desk in house.desks.values()]
WELL_FORMED = (
    bytes.fromhex("000000000001000000000000045f697070045f746370056c6f63616c00000c0001"),  # mDNS: _ipp._tcp
    bytes.fromhex("3029020101")
    + b"\x04\x09town-hall"
    + bytes.fromhex("a019020107020100020100300e300c06082b060102010102000500"),
    b"<Probe><Uuid>A</Uuid><Types>inquiry</Types></Probe>",
    b"\x20\0\0\0DHIP" + bytes(24) + b'{"method":"DHDiscover.search","params":{"uni":1}}',
    b"M-SEARCH * HTTP/1.1\r\nST: ssdp:all\r\n\r\n",
    b"\xff" + bytes(13) + b"\xfa\x05" + bytes(4),
)


@st.composite
def nearly(draw):
    """A well-formed question with some bytes of it altered, cut or added."""
    said = bytearray(draw(st.sampled_from(WELL_FORMED)))
    for _ in range(draw(st.integers(0, 4))):
        said[draw(st.integers(0, len(said) - 1))] = draw(st.integers(0, 255))
    return bytes(said[: draw(st.integers(0, len(said)))]) + draw(st.binary(max_size=8))


@given(st.one_of(st.binary(max_size=200), nearly()), st.booleans())
def test_no_datagram_makes_a_device_fail(payload, is_to_group):
    for ear in EARS:
        for said in ear.hearing(Asked(payload, PEER, is_to_group)):
            assert 0 < len(said.payload) <= 65_507


def test_the_well_formed_questions_of_this_file_are_answered():
    for payload in WELL_FORMED:
        assert any(list(ear.hearing(Asked(payload, PEER, False))) for ear in EARS), payload


class _Sink:
    """What a device writes to, without a network."""

    def __init__(self):
        self.said = b""

    def write(self, payload):
        self.said += payload

    async def drain(self): ...


async def _held(desk, sent):
    reader, sink = asyncio.StreamReader(), _Sink()
    reader.feed_data(sent)
    reader.feed_eof()
    await desk.conversing(Line(reader, sink, Witness().listen("one", 80, PEER)))
    return sink.said


REQUEST = st.one_of(
    st.binary(max_size=200),
    st.builds(
        lambda start, head, body: start + b"\r\n" + head + b"\r\n\r\n" + body,
        st.sampled_from((b"GET / HTTP/1.1", b"POST /onvif/device_service HTTP/1.1", b"OPTIONS / RTSP/1.0",
                         b"GET /ISAPI/System/deviceInfo HTTP/1.0", b"GET /cgi-bin/magicBox.cgi?action=%00&&= HTTP/1.1")),
        st.sampled_from((b"A: b", b"Content-Length: 5", b"Content-Length: -1", b"Authorization: Digest a=b,c=\"",
                         b"CSeq: 99999999999999", b": : :")),
        st.binary(max_size=50),
    ),
)  # fmt: skip


@given(REQUEST)
def test_no_request_makes_a_device_fail(sent):
    async def everywhere():
        for desk in DESKS:
            await _held(desk, sent)

    asyncio.run(everywhere())


def test_those_that_mean_harm_are_among_none_of_the_others():
    assert not [
        one for one in personas_of() for speech in one.speeches if isinstance(speech, Flood | Hostile)
    ]
