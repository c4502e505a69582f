"""What is kept of one host's answers, and how much of them at most?"""

from ipaddress import ip_address

import orjson

from phaseout.probe.heard import MOST_ANSWERS, MOST_OCTETS, Hearing
from phaseout.probe.inquiries import INQUIRIES
from phaseout.probe.lines import lines

SADP, DHIP = INQUIRIES[:2]
AT = 1_763_647_331


def hearing() -> Hearing:
    return Hearing(ip_address("10.20.0.17"), lambda: AT)


def rows(heard: Hearing) -> list[dict[str, object]]:
    return [orjson.loads(line) for line in lines(heard, "hall", None)]


def test_of_ten_thousand_answers_to_an_inquiry_the_first_are_read_and_the_others_counted() -> None:
    heard = hearing()
    answers = (b"<ProbeMatch><DeviceSN>%d</DeviceSN></ProbeMatch>" % number for number in range(10_000))
    taken = [heard.datagram(SADP, 37020, answer, was_asked=True) for answer in answers]
    assert taken == [True] * MOST_ANSWERS + [False] * (10_000 - MOST_ANSWERS)
    told = rows(heard)
    assert [row["trait"] for row in told if "trait" in row] == ["ip"] + ["sadp.xml"] * MOST_ANSWERS
    assert [row["unread"] for row in told if "unread" in row] == [
        f"too many answers to sadp for one host: {10_000 - MOST_ANSWERS} of them are not read"
    ]


def test_the_bytes_of_answers_are_bounded_too_and_other_inquiries_are_still_heard() -> None:
    heard = hearing()
    for _ in range(10):
        heard.datagram(SADP, 37020, bytes(65_000), was_asked=True)
    assert [row["unread"] for row in rows(heard) if "too many" in str(row.get("unread"))] == [
        f"too many answers to sadp for one host: {10 - MOST_OCTETS // 65_000} of them are not read"
    ]
    assert heard.datagram(DHIP, 37810, b"\x20\0\0\0DHIP", was_asked=True)


def test_a_line_says_who_what_when_where_and_at_which_port() -> None:
    heard = hearing()
    heard.conversation(80, b"HTTP/1.1 200 OK\r\nServer: App-webs/\r\nContent-Length: 0\r\n\r\n")
    assert rows(heard)[-1] == {
        "asset": "10.20.0.17",
        "trait": "http.server",
        "value": "App-webs/",
        "site": "hall",
        "at": "2025-11-20T14:02:11Z",
        "port": 80,
    }


def test_a_credential_that_a_host_shows_is_not_written_but_said_to_have_been_there() -> None:
    heard = hearing()
    head = b"HTTP/1.1 302 Found\r\nLocation: http://admin:Sekret@10.20.0.17/\r\nContent-Length: 0\r\n\r\n"
    heard.conversation(80, head)
    told = rows(heard)
    assert "Sekret" not in str(told)
    assert [row["dropped"] for row in told if "dropped" in row] == [
        "user and password in an address in http.location (10.20.0.17)"
    ]


def test_whoever_shows_nothing_has_no_lines() -> None:
    heard = hearing()
    heard.conversation(80, b"")
    heard.conversation(8000, b"nothing known")
    assert lines(heard, None, None) == []
    assert not heard.values()


def test_halves_of_characters_are_written_as_no_character() -> None:
    heard = hearing()
    heard.see("hostname", "cam\ud800era")
    assert [row["value"] for row in rows(heard) if row.get("trait") == "hostname"] == ["cam?era"]
