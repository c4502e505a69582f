"""Does a password of a recorder's answer come through into any line, however the answer is written?

Answers are generated: tables as makers write them and as a hostile hand would, with passwords where recorders
have been seen to put them, nested, in attributes, cut off, in every encoding of an XML text.
"""

from html import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from phaseout.probe.account import Account
from phaseout.probe.recorders.told import Spot, lines_of
from phaseout.probe.secret import Secret

SPOT = Spot("10.20.0.40", None, None, "2026-11-27T12:00:00Z")
NOBODY = Account(user="viewer", password=Secret("never said"))
MARK = "Zq7Xv"
SECRET_NAMES = st.sampled_from(
    ("password", "Password", "passWord", "adminPassword", "loginPassword", "passwd", "pwd", "PassPhrase", "secretKey2", "userPassword",
     "encryptionKey", "verificationCode", "PIN", "token", "RadiusSecret", "SyncIPCPassword", "ns:password")
)  # fmt: skip
PLAIN_NAMES = st.sampled_from(
    (
        "name",
        "id",
        "ipAddress",
        "model",
        "serialNumber",
        "userName",
        "firmwareVersion",
        "macAddress",
        "connMode",
        "deviceType",
    )
)
"""Of elements that are kept."""
LETTERS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r\n", exclude_categories=("Cs", "Cc")), max_size=20
)
SECRETS = st.builds(lambda before, behind: f"{before}{MARK}{behind}", LETTERS, LETTERS)
SPACE = st.sampled_from(("", " ", "\n", "\t", "\r\n  "))


@st.composite
def secret_elements(draw: st.DrawFn) -> str:
    """An element that holds a password in one of the ways that XML has."""
    name, secret = draw(SECRET_NAMES), draw(SECRETS)
    if ":" in name:
        name = name.split(":")[1]
    plain, blank = escape(secret), draw(SPACE)
    return draw(
        st.sampled_from(
            (
                f"<{name}>{plain}</{name}>",
                f"<{name}>{blank}{plain}{blank}</{name}>",
                f"<{name}><![CDATA[{secret.replace(']]>', '')}]]></{name}>",
                f"<{name} opt='a>b'>{plain}</{name}>",
                f"<{name}>{plain}<!-- changed --></{name}>",
                f"<{name}><value>{plain}</value></{name}>",
                f"<{name}>{'x' * 5000}{plain}</{name}>",
                f'<Login {name}="{plain}"/>',
                f"<{name}\n>{''.join(f'&#{ord(letter)};' for letter in secret)}</{name}>",
            )
        )
    )


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """An answer of ISAPI, whole or cut off inside a password."""
    root, entry = draw(
        st.sampled_from(
            (
                ("DeviceInfo", ""),
                ("InputProxyChannelList", "InputProxyChannel"),
                ("InputProxyChannelStatusList", "InputProxyChannelStatus"),
                ("VideoInputChannelList", "VideoInputChannel"),
            )
        )
    )
    plain = st.builds(lambda name, text: f"<{name}>{escape(text)}</{name}>", PLAIN_NAMES, LETTERS)
    parts = draw(st.lists(st.one_of(plain, secret_elements()), min_size=1, max_size=8))
    inside = "".join(parts)
    namespace = draw(st.sampled_from(("", ' xmlns="http://www.hikvision.com/ver20/XMLSchema"')))
    opened, closed = (f"<{entry}>", f"</{entry}>") if entry else ("", "")
    text = f"<{root}{namespace}>{opened}<id>1</id>{inside}{closed}</{root}>"
    if draw(st.booleans()):
        text = text[: draw(st.integers(min_value=text.find(">") + 1, max_value=len(text)))]
    return text.encode(draw(st.sampled_from(("utf-8", "gb18030"))), "replace")


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A table of Dahua's."""
    keys = st.sampled_from(
        ("Name", "Address", "UserName", "DeviceType", "SerialNo", "Enable", "VideoInputs[0].Name", "Vendor")
    )
    rows = []
    for slot in range(draw(st.integers(1, 3))):
        for _ in range(draw(st.integers(1, 6))):
            secret = draw(st.booleans())
            key = draw(SECRET_NAMES).replace("ns:", "") if secret else draw(keys)
            key = draw(st.sampled_from(("", "VideoInputs[0].", "Extra."))) + key if secret else key
            value = draw(SECRETS if secret else LETTERS)
            sign = draw(st.sampled_from(("=", " = ", "= ")))
            rows.append(f"table.RemoteDevice.uuid:System_CONFIG_NETCAMERA_INFO_{slot}.{key}{sign}{value}")
    return draw(st.sampled_from(("\r\n", "\n"))).join(rows).encode()


@given(st.lists(st.one_of(documents(), tables()), min_size=1, max_size=3))
@example([b"<DeviceInfo><model>DS-1</model><password>Zq7Xv"])
@example([b"<DeviceInfo><model>DS-1</model><a><<password>Zq7Xv</password></a></DeviceInfo>"])
@example(
    [b"<DeviceInfo><model>DS-1</model>" + b"<x>y</x>" * 2100 + b"<password>Zq7Xv</password></DeviceInfo>"]
)
def test_no_password_of_an_answer_comes_into_any_line(bodies: list[bytes]) -> None:
    for line in lines_of(bodies, SPOT, NOBODY, lambda _: None):
        assert MARK.encode() not in line


USERS = st.builds(lambda name: f"{MARK}{name}", st.text("abcdef", max_size=5))


@given(st.sampled_from(("DeviceInfo", "InputProxyChannelList", "InputProxyChannelStatusList")), USERS)
def test_no_user_of_an_answer_comes_into_any_line(root: str, user: str) -> None:
    entry = root.removesuffix("List")
    inside = f"<id>1</id><model>DS-2CD2143G0-I</model><userName>{user}</userName>"
    text = f"<{root}>{inside}</{root}>" if root == entry else f"<{root}><{entry}>{inside}</{entry}></{root}>"
    lines = lines_of([text.encode()], SPOT, NOBODY, lambda _: None)
    assert any(b"DS-2CD2143G0-I" in line for line in lines)
    assert not any(MARK.encode() in line for line in lines)


@given(st.text(min_size=5, max_size=40), st.text("abc ", max_size=9))
def test_the_accounts_own_password_comes_into_no_line(password: str, name: str) -> None:
    own = Account(user="viewer", password=Secret(password))
    body = f"<DeviceInfo><deviceName>{name}{escape(password)}</deviceName><model>DS-7</model></DeviceInfo>"
    for line in lines_of([body.encode("utf-8", "replace")], SPOT, own, lambda _: None):
        assert password not in line.decode()


@pytest.mark.parametrize("setting", ["true", "0", ""])
def test_what_is_no_password_under_such_a_name_stays(setting: str) -> None:
    body = f"<DeviceInfo><password>{setting}</password><model>DS-7</model></DeviceInfo>".encode()
    assert any(body.decode() in line.decode() for line in lines_of([body], SPOT, NOBODY, lambda _: None))
