"""Does the log hold every byte that left, and never a credential?"""

import hashlib
import json
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from phaseout.domain.problem import SourceError
from phaseout.probe.packet import Packet
from phaseout.probe.packet_log import PacketLog
from scopes import SADP, sadp

AT = datetime(2026, 11, 27, 12, 0, 0, 123_456, tzinfo=UTC)
WEB = Packet("tcp", "10.20.0.17", 80, "http", b"")


def logged(
    folder: Path, *, sent: bytes | None = None, heard: bytes | None = None, secrets: tuple = ()
) -> dict:
    with PacketLog(folder / "packets", secrets=secrets) as log:
        if sent is not None:
            log.sent(AT, WEB._replace(payload=sent))
        if heard is not None:
            log.heard(AT, WEB, heard)
    text = (folder / "packets").read_text()
    assert text.isascii()
    return json.loads(text.splitlines()[-1])


def test_a_packet_stands_there_with_every_byte(tmp_path: Path) -> None:
    with PacketLog(tmp_path / "packets") as log:
        log.sent(AT, sadp("10.20.0.17"))
    assert json.loads((tmp_path / "packets").read_text()) == {
        "at": "2026-11-27T12:00:00.123Z", "kind": "out", "transport": "udp", "address": "10.20.0.17",
        "port": 37020, "inquiry": "sadp", "length": len(SADP), "bytes": SADP.hex(),
    }  # fmt: skip


def test_an_answer_stands_there_with_length_digest_and_beginning(tmp_path: Path) -> None:
    answer = b"HTTP/1.1 200 OK\r\nServer: App-webs/\r\n\r\n" + bytes(range(256)) * 10
    row = logged(tmp_path, heard=answer)
    assert (row["kind"], row["length"], row["sha256"]) == (
        "in",
        len(answer),
        hashlib.sha256(answer).hexdigest(),
    )
    assert row["start"].startswith("HTTP/1.1 200 OK\r\nServer: App-webs/")
    assert len(row["start"]) == 64


@pytest.mark.parametrize(
    "header",
    [
        "Authorization: Basic YWRtaW46VGlnZXI1NQ==",
        'AUTHORIZATION : Digest username="admin", response="Tiger55"',
        "Proxy-Authorization: Basic Tiger55",
        "Cookie: session=Tiger55",
    ],
)
def test_the_credential_of_a_request_is_not_logged_and_the_rest_is(tmp_path: Path, header: str) -> None:
    row = logged(tmp_path, sent=f"GET /ISAPI/x HTTP/1.1\r\n{header}\r\nHost: a\r\n\r\n".encode())
    shown = bytes.fromhex(row["bytes"]).decode()
    name = header.partition(":")[0].strip()
    assert shown == f"GET /ISAPI/x HTTP/1.1\r\n{name}: *****\r\nHost: a\r\n\r\n"
    assert row["withheld"] == "a credential"
    assert not {"sha256", "digest"} & row.keys(), "a digest of it could be guessed at"


def test_the_token_of_an_onvif_call_is_not_logged(tmp_path: Path) -> None:
    token = '<wsse:Username>op</wsse:Username><wsse:Password Type="x#PasswordDigest">Tiger55=</wsse:Password><Nonce>bm9uY2U=</Nonce>'
    shown = bytes.fromhex(logged(tmp_path, sent=f"<Body>{token}</Body>".encode())["bytes"]).decode()
    assert shown == (
        '<Body><wsse:Username>*****</wsse:Username><wsse:Password Type="x#PasswordDigest">*****</wsse:Password>'
        "<Nonce>*****</Nonce></Body>"
    )


def test_what_the_owner_named_a_secret_stands_nowhere(tmp_path: Path) -> None:
    community = b"city-ro"
    message = b"\x30\x26\x02\x01\x01\x04\x07city-ro\xa0"
    sent = logged(tmp_path, sent=message, secrets=(community, b""))
    heard = logged(tmp_path, heard=message + b"DS-2CD2143G0-I", secrets=(community, b""))
    assert community not in bytes.fromhex(sent["bytes"])
    assert "city-ro" not in heard["start"]
    assert "DS-2CD2143G0-I" in heard["start"]
    # with all else of the message known, a digest tells each guess whether it was right
    assert (heard["withheld"], "sha256" in heard) == ("a credential", False)


def test_a_secret_that_begins_within_what_is_shown_of_an_answer_and_ends_beyond_is_not_shown(
    tmp_path: Path,
) -> None:
    row = logged(tmp_path, heard=b"x" * 60 + b"city-ro" + b"y" * 60, secrets=(b"city-ro",))
    assert row["start"] == "x" * 60 + "****"


def test_a_secret_said_twice_is_not_shown_where_the_first_made_room(tmp_path: Path) -> None:
    row = logged(
        tmp_path, heard=b"city-read-only" + b"x" * 55 + b"city-read-only", secrets=(b"city-read-only",)
    )
    assert row["start"] == "*****" + "x" * 55 + "****"


@pytest.mark.skipif(sys.platform == "win32", reason="sizes of files are not limited there")
def test_of_a_line_that_the_disk_takes_a_part_of_nothing_stays(tmp_path: Path) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with PacketLog(tmp_path / "packets") as log:
        log.sent(AT, sadp("10.20.0.17"))
        whole = (tmp_path / "packets").read_bytes()
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(whole) + 100, before[1]))
        try:
            with pytest.raises(SourceError, match="cannot be written"):
                log.sent(AT, sadp("10.20.0.18"))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert (tmp_path / "packets").read_bytes() == whole
        log.sent(AT, sadp("10.20.0.19"))
    assert [json.loads(line)["address"] for line in (tmp_path / "packets").read_text().splitlines()] == [
        "10.20.0.17",
        "10.20.0.19",
    ]


def test_a_password_in_the_beginning_of_an_answer_is_not_shown(tmp_path: Path) -> None:
    assert "Tiger55" not in logged(tmp_path, heard=b"user=op password=Tiger55 and more")["start"]


def test_a_refused_packet_is_noted_with_the_reason_and_without_its_bytes(tmp_path: Path) -> None:
    with PacketLog(tmp_path / "packets") as log:
        log.unsent(AT, sadp("8.8.8.8"), "is a public address")
    row = json.loads((tmp_path / "packets").read_text())
    assert (row["kind"], row["address"], row["why"]) == ("not sent", "8.8.8.8", "is a public address")
    assert "bytes" not in row


def test_each_run_adds_to_the_log_that_its_owner_alone_may_read(tmp_path: Path) -> None:
    (tmp_path / "packets").touch(mode=0o644)
    for number in range(2):
        with PacketLog(tmp_path / "packets") as log:
            log.begun(AT, {"scope": f"look-{number}"})
            log.ended(AT, "all were asked")
    rows = [json.loads(line) for line in (tmp_path / "packets").read_text().splitlines()]
    assert [(row["kind"], row.get("scope")) for row in rows] == [
        ("begun", "look-0"), ("ended", None), ("begun", "look-1"), ("ended", None),
    ]  # fmt: skip
    assert stat.S_IMODE((tmp_path / "packets").stat().st_mode) == 0o600


def test_a_log_that_cannot_be_opened_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be written: No such file") as raised:
        PacketLog(tmp_path / "nowhere" / "packets")
    assert raised.value.where == str(tmp_path / "nowhere" / "packets")
