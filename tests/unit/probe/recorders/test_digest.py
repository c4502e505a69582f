"""Which proof answers which challenge, by the examples of the standards themselves."""

import base64
from datetime import UTC, datetime

import pytest

from phaseout.probe.account import Account
from phaseout.probe.recorders.digest import basic, challenges_in, digest, strongest_digest
from phaseout.probe.recorders.username_token import clock_in, username_token
from phaseout.probe.secret import Secret

MUFASA = Account(user="Mufasa", password=Secret("Circle of Life"))
RFC_7616 = [
    f'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={algorithm}, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
    for algorithm in ("SHA-256", "MD5")
]


@pytest.mark.parametrize(
    ("offered", "response"),
    [
        (RFC_7616, "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
        (RFC_7616[::-1], "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
        (RFC_7616[1:], "8ca523f5e9506fed4657c9700eebdbec"),
        ([", ".join(RFC_7616[::-1])], "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_the_examples_of_rfc_7616_are_met(offered: list[str], response: str) -> None:
    chosen = strongest_digest(challenges_in(offered))
    assert chosen is not None
    cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
    proof = digest(MUFASA, chosen, "GET", "/dir/index.html", cnonce)
    assert f'response="{response}"' in proof
    assert proof.startswith('Digest username="Mufasa", realm="http-auth@example.org", nonce="7ypf/')
    assert (
        f'uri="/dir/index.html", algorithm={chosen.algorithm}, qop=auth, nc=00000001, cnonce="{cnonce}"'
        in proof
    )
    assert proof.endswith('opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"')


def test_where_no_algorithm_is_named_none_is_named_back() -> None:
    (challenge,) = challenges_in(['Digest realm="r",nonce="n",qop="auth",stale="FALSE"'])
    assert challenge.is_digest
    assert "algorithm" not in digest(MUFASA, challenge, "GET", "/", "c")


@pytest.mark.parametrize(
    "offered",
    [
        'Digest realm="r", nonce="n"',  # as before RFC 2617
        'Digest realm="r", nonce="n", qop="auth-int"',
        'Digest realm="r", nonce="n", qop="auth", algorithm=MD5-sess',
        'Digest realm="r", qop="auth"',
        'Basic realm="/"',
        'NTLM, Negotiate',
        'Digest',
        '',
    ],
)  # fmt: skip
def test_what_cannot_be_answered_safely_is_not_answered(offered: str) -> None:
    assert strongest_digest(challenges_in([offered])) is None


def test_several_challenges_may_stand_in_one_header() -> None:
    found = challenges_in(
        ['Basic realm="a, b=\\"c\\"", Digest realm="Login to 4E0012F", qop="auth", nonce="1"']
    )
    assert [(one.scheme, one.parameters["realm"]) for one in found] == [
        ("basic", 'a, b=\\"c\\"'),
        ("digest", "Login to 4E0012F"),
    ]


def test_names_with_quotes_or_of_other_scripts_stay_whole() -> None:
    (challenge,) = challenges_in(['Digest realm="r", nonce="n", qop="auth"'])
    quoted = Account(user='a"b\\c', password=Secret("p"))
    other = Account(user="Zoë", password=Secret("p"))
    assert digest(quoted, challenge, "GET", "/", "c").startswith('Digest username="a\\"b\\\\c", ')
    assert digest(other, challenge, "GET", "/", "c").startswith("Digest username*=UTF-8''Zo%C3%AB, ")


def test_the_example_of_rfc_7617_is_met() -> None:
    assert (
        basic(Account(user="Aladdin", password=Secret("open sesame"))) == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    )


def test_the_example_of_onvif_is_met() -> None:
    account = Account(user="user", password=Secret("userpassword"))
    nonce = base64.b64decode("LKqI6G/AikKCQrN0zqZFlg==")
    token = username_token(account, datetime(2010, 9, 16, 7, 50, 45, tzinfo=UTC), nonce)
    assert ">tuOSpGlFlIXsozq4HFNeeGeFLEI=</Password>" in token, "of the Application Programmer's Guide"
    assert ">LKqI6G/AikKCQrN0zqZFlg==</Nonce>" in token
    assert "<Username>user</Username>" in token
    assert ">2010-09-16T07:50:45Z</Created>" in token


def test_the_recorders_own_clock_is_read() -> None:
    time = b"<tt:Time><tt:Hour>7</tt:Hour><tt:Minute>5</tt:Minute><tt:Second> 9 </tt:Second></tt:Time>"
    date = b"<tt:Date><tt:Year>2019</tt:Year><tt:Month>1</tt:Month><tt:Day>31</tt:Day></tt:Date>"
    local = b"<tt:LocalDateTime>" + time + b"</tt:LocalDateTime>"
    said = local + b"<tt:UTCDateTime>" + time + date + b"</tt:UTCDateTime>"
    assert clock_in(said) == datetime(2019, 1, 31, 7, 5, 9, tzinfo=UTC)
    assert clock_in(said.replace(b">31<", b">32<")) is None
    assert clock_in(said.replace(b"<tt:Day>31</tt:Day>", b"")) is None
    assert clock_in(local) is None
