"""Does anything that a recorder could send raise what nobody expects?"""

import asyncio
import json
from datetime import datetime

from hypothesis import example, given
from hypothesis import strategies as st

from phaseout.probe.account import Account
from phaseout.probe.line import Spot
from phaseout.probe.recorders.answer import Answer, BadAnswerError, read_answer
from phaseout.probe.recorders.digest import challenges_in, digest, strongest_digest
from phaseout.probe.recorders.refusal import refusal_in
from phaseout.probe.recorders.told import lines_of
from phaseout.probe.recorders.username_token import clock_in
from phaseout.probe.secret import Secret

ACCOUNT = Account(user="viewer", password=Secret("never said"))
PIECES = st.sampled_from(
    (
        *(
            b"HTTP/1.1 200 OK\r\n",
            b"HTTP/1.1 100 Continue\r\n\r\n",
            b"HTTP/1.0 204 No\r\n",
            b"Content-Length: 5\r\n",
        ),
        *(
            b"Content-Length: -1\r\n",
            b"Transfer-Encoding: chunked\r\n",
            b"\r\n",
            b"\n\n",
            b"5\r\nhello\r\n",
            b"0\r\n\r\n",
        ),
        *(
            b"-5\r\n",
            b"ffffffffff\r\n",
            b"Connection: close\r\n",
            b"Content-Encoding: gzip\r\n",
            b"<DeviceInfo>",
            b"\x00\xff",
        ),
    )
)
SENT = st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=12).map(b"".join))


async def answer_of(sent: bytes) -> Answer:
    reader = asyncio.StreamReader()
    reader.feed_data(sent)
    reader.feed_eof()
    return await read_answer(reader)


@given(SENT)
@example(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")
def test_whatever_is_sent_is_an_answer_or_none(sent: bytes) -> None:
    try:
        found = asyncio.run(answer_of(sent))
    except (OSError, BadAnswerError):
        return
    assert 200 <= found.status < 600 or found.status == 101
    assert len(found.body) <= len(sent)
    assert found.as_logged().endswith(b"\r\n\r\n")
    refusal_in(found, bore_account=True)


def test_an_answer_in_chunks_is_put_together_and_ends_where_it_says() -> None:
    sent = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nTrailer: x\r\n\r\n"
    found = asyncio.run(answer_of(sent))
    assert (found.body, found.is_whole, found.keeps_open) == (b"hello!", True, True)
    assert not asyncio.run(answer_of(sent + b"HTTP/1.1 200 OK\r\n")).keeps_open, (
        "what nobody asked for is no answer"
    )
    assert not asyncio.run(answer_of(sent[:-20])).is_whole


@given(st.lists(st.text(max_size=120), max_size=3))
@example(['Digest realm="r", nonce="n", qop="auth"'])
def test_any_challenge_is_answered_in_one_line_or_not_at_all(values: list[str]) -> None:
    chosen = strongest_digest(challenges_in(values))
    if chosen is not None:
        proof = digest(ACCOUNT, chosen, "GET", "/", "c")
        assert "never said" not in proof
        assert proof.startswith("Digest username=")


@given(st.binary(max_size=300))
def test_any_clock_is_a_time_or_none(answer: bytes) -> None:
    told = clock_in(answer)
    assert told is None or isinstance(told, datetime)


@given(st.lists(st.binary(max_size=300), max_size=3))
def test_any_bodies_become_lines_or_none(bodies: list[bytes]) -> None:
    for line in lines_of(bodies, Spot("10.20.0.40", None, None, "x"), ACCOUNT, lambda _: None):
        assert b"\n" not in line
        assert {"asset"} < json.loads(line).keys()
