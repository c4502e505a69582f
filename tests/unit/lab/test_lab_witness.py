"""Does the laboratory notice every attempt to sign in?"""

import pytest

from phaseout.lab.witness import Authorization, Peer, Received, Witness

PEER = Peer("127.0.0.1", 40_000)


def heard(*pieces, port=80):
    witness = Witness()
    transcript = witness.listen("camera", port, PEER)
    for piece in pieces:
        transcript.add(piece)
    assert witness.received[0].payload == b"".join(pieces)
    return witness.authorizations


@pytest.mark.parametrize(
    "said",
    [
        b"GET / HTTP/1.1\r\nAuthorization: Basic YTpi\r\n\r\n",
        b"OPTIONS rtsp://a RTSP/1.0\r\nCSeq: 1\r\nAUTHORIZATION : Digest x\r\n\r\n",
        b"GET / HTTP/1.1\r\nProxy-Authorization: Basic YTpi\r\n\r\n",
        b'POST /RPC2_Login HTTP/1.1\r\n\r\n{"method": "global.login", "params": {}}',
        b"POST /onvif/device_service HTTP/1.1\r\n\r\n<wsse:UsernameToken><wsse:Username>a</wsse:Username>",
        b'{"EncryptType": "MD5", "PassWord" : "tlJwpbo6"}',
    ],
)
def test_an_attempt_is_noticed_in_whatever_pieces_it_comes(said):
    for at in range(1, len(said)):
        assert len(heard(said[:at], said[at:])) == 1
    assert len(heard(*(said[at : at + 1] for at in range(len(said))))) == 1


def test_a_login_of_dahuas_own_protocol_is_noticed_on_its_port_alone():
    login = b"\xa0\x00\x00\x60" + bytes(28)
    assert [attempt.text for attempt in heard(login, port=37777)] == ["a login of port 37777"]
    assert len(heard(login[:1], login[1:], login, port=37777)) == 1
    assert heard(login, port=80) == []


def test_two_attempts_on_one_connection_count_twice_and_none_is_made_up():
    one = b"GET / HTTP/1.1\r\nAuthorization: Digest a\r\n\r\n"
    assert len(heard(one, one)) == 2
    assert (
        heard(b"GET /authorization: HTTP/1.1\r\nX-Authorization-Not: a\r\nUser-Agent: authorization\r\n\r\n")
        == []
    )


def test_a_datagram_is_kept_whole_with_who_sent_it():
    witness = Witness()
    message = Received(persona="camera", transport="udp", port=37020, peer=PEER, payload=b"<Probe/>")
    witness.hear(message)
    assert witness.received == [message]
    witness.hear(
        Received(persona="camera", transport="udp", port=161, peer=PEER, payload=b'"PassWord" : "x"')
    )
    assert witness.authorizations == [Authorization("camera", 161, '"PassWord" :')]
