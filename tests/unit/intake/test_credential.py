"""What the intake calls a credential, and what it leaves of a value that holds one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaseout.domain.observation import Observation, Subject
from phaseout.domain.trait import TRAITS
from phaseout.intake.credential import (
    Cleaned,
    may_hold_credential,
    without_credentials,
    without_credentials_in,
)
from phaseout.intake.credential_name import names_credential


@pytest.mark.parametrize(
    "name",
    [
        "Password",
        "password",
        "HardwarePassword",
        "ONVIF_Password",
        "WIFIPassword",
        "Pass",
        "passwd",
        "Pwd1",
        "Mot de passe",
        "mot_de_passe",
        "MOT DE PASSE (WEB)",
        "secret",
        "API token",
        "Community",
        "SNMPCommunity",
        "snmp community name",
        "read community",
        "Verification Code",
        "Code de vérification",
        "safety code",
        "验证码",
        "登录密码",
        "PIN",
        "Contraseña",
        "Kennwort",
        "PSK",
        "api_key",
    ],
)
def test_names_of_credentials_are_recognised(name: str) -> None:
    assert names_credential(name)


@pytest.mark.parametrize(
    "name",
    [
        "Model",
        "Serial number",
        "Password status",
        "PasswordResetAbility",
        "Password changed on",
        "Community centre",
        "Pass/Fail",
        "Bypass",
        "Passage",
        "Pinout",
        "userName",
        "User",
        "Compass heading",
        "Key",
        "Asset tag",
        "",
    ],
)
def test_names_of_other_things_are_not(name: str) -> None:
    assert not names_credential(name)


@pytest.mark.parametrize(
    ("trait", "value", "kept"),
    [
        ("rtsp.path", "rtsp://admin:p@ss@10.0.0.1:554/ch1", "rtsp://10.0.0.1:554/ch1"),
        ("rtsp.path", "rtsp://admin:pa/ss@10.0.0.1/ch1", "rtsp://10.0.0.1/ch1"),
        ("rtsp.path", "rtsp://admin@10.0.0.1/ch1", "rtsp://10.0.0.1/ch1"),
        ("http.title", "see http://a:b@camera.example/", "see http://camera.example/"),
        ("inventory.description", "admin:hunter2@10.0.0.1", "10.0.0.1"),
        ("rtsp.path", "/user=admin&password=hunter2&channel=1", "/user=admin&password=&channel=1"),
        (
            "rtsp.path",
            "/user=admin_password=hunter2_channel=1_stream=0.sdp",
            "/user=admin_password=_channel=1_stream=0.sdp",
        ),
        ("inventory.description", "hall, pass: hunter2; 3rd floor", "hall, pass: ; 3rd floor"),
        ("inventory.description", "Mot de passe : hunter2", "Mot de passe : "),
        ("inventory.description", "密码：hunter2", "密码："),
        ("recorder.channel", "INFO_100.Password=hunter2\nINFO_100.Mac=", "INFO_100.Password=\nINFO_100.Mac="),
        ("isapi.deviceinfo", "<adminPassword>hunter2</adminPassword>", "<adminPassword></adminPassword>"),
        ("sadp.xml", "<SyncIPCPassword>hunter2</SyncIPCPassword>", "<SyncIPCPassword></SyncIPCPassword>"),
    ],
)
def test_the_credential_goes_and_the_rest_stays(trait: str, value: str, kept: str) -> None:
    cleaned = without_credentials(trait, value)
    assert cleaned.value == kept
    assert cleaned.dropped is not None
    assert "hunter2" not in cleaned.dropped


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("http.location", "http://10.0.0.1:8080/path@there"),
        ("http.title", "https://[2001:db8::1]:443/@"),
        ("inventory.description", "write to help@city.example"),
        ("inventory.description", "bypass: relay, compass: north, password unknown"),
        (
            "sadp.xml",
            "<IsModifyVerificationCode>true</IsModifyVerificationCode><PasswordResetAbility>1</PasswordResetAbility>",
        ),
        ("http.body", "<script>var password = getPassword();</script>"),
        ("telnet.banner", "login: Password: "),
        ("ssh.banner", "SSH-2.0-OpenSSH_9.2 umac-64@openssh.com"),
    ],
)
def test_what_only_looks_like_a_credential_stays(trait: str, value: str) -> None:
    assert without_credentials(trait, value) == Cleaned(value, None)


@pytest.mark.parametrize("value", ['"hunter2"', "12345", '"it\'s"', '""'])
def test_json_without_its_password_is_still_json(value: str) -> None:
    text = f'{{"Name": "x", "password": {value}, "Port": 37777}}'
    cleaned = without_credentials("dhip.json", text).value
    assert json.loads(cleaned or "") == {"Name": "x", "password": "", "Port": 37777}


def test_a_cookie_keeps_its_name_and_loses_its_value() -> None:
    cleaned = without_credentials("http.set-cookie", "_goaheadwebSessionId=0123456789; path=/; HttpOnly")
    assert cleaned == Cleaned("_goaheadwebSessionId=; path=/; HttpOnly", None)


@given(
    trait=st.sampled_from(sorted(TRAITS)),
    user=st.from_regex(r"[a-z0-9]{1,10}", fullmatch=True),
    password=st.from_regex(r"[A-Za-z0-9!$%*,;:@#+-]{1,12}", fullmatch=True),
)
def test_no_password_of_an_address_survives(trait: str, user: str, password: str) -> None:
    secret = f"{password}SECRET"
    cleaned = without_credentials(trait, f"camera rtsp://{user}:{secret}@192.0.2.7:554/ch1 on the roof")
    assert "SECRET" not in (cleaned.value or "")


@pytest.mark.parametrize(
    "piece", ["://", "a:", "password=", "<a", "@", "rtsp://a:", "1.1.1.1", "snmp community"]
)
def test_a_megabyte_made_to_be_slow_ends(piece: str) -> None:
    value = piece * ((1 << 20) // len(piece)) + "@"
    without_credentials("inventory.description", value)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("password is Tiger55, user admin", "Tiger55"),
        ("login admin / Zebra88y", "Zebra88y"),
        ("mdp Girafe11", "Girafe11"),
        ("admin:Panda22", "Panda22"),
        ("Le mot de passe est Ours33", "Ours33"),
        ("pw: x9q", "x9q"),
    ],
)
def test_a_password_said_in_words_is_dropped(text: str, secret: str) -> None:
    cleaned = without_credentials("inventory.description", text)
    assert cleaned.dropped
    assert secret not in (cleaned.value or "")


@pytest.mark.parametrize(
    "text", ["Password status unknown", "Passage 12, camera 4", "admin building / floor", "camera pin 4"]
)
def test_ordinary_words_are_kept(text: str) -> None:
    assert without_credentials("inventory.description", text).value == text


def test_every_cookie_of_a_header_loses_its_value_and_keeps_its_attributes() -> None:
    cleaned = without_credentials("http.set-cookie", "a=1; b=Sekret; path=/x; HttpOnly; Max-Age=60")
    assert cleaned.value == "a=; b=; path=/x; HttpOnly; Max-Age=60"


_WORDS = st.sampled_from(
    ("password", "PASSWORT", "paſſword", "to\u212aen", "mdp", "mot de passe", "pw", "PIN", "wpa key", "psk", "admin", "root/", "operator",
     "666666", "888888", "code de v\u00e9rification", "Verification Code", "safetycode", "snmp community", "密码", "驗證碼", "Authorization:",
     "Basic ", "Digest ", "http://", "u:p4ss@", "10.0.0.9", ":", "=", " is ", " est ", " -> ", "<", ">", "</", '"', "'", "Tiger55", "a1b2", " ", "/")
)  # fmt: skip


@given(st.sampled_from(sorted(TRAITS)), st.lists(_WORDS, max_size=8).map("".join))
def test_a_text_passed_over_holds_no_credential(trait: str, text: str) -> None:
    if trait != "http.set-cookie" and not may_hold_credential(text):
        assert careful(trait, text) == Cleaned(text, None)


def careful(trait: str, text: str) -> Cleaned:
    """Look at a text in earnest: a word that opens the gate is put where it changes nothing else."""
    seen = without_credentials(trait, f"{text} \n \n key ")
    assert seen.value is not None
    return Cleaned(seen.value.removesuffix(" \n \n key "), seen.dropped)


def test_an_asset_tag_stays_one_where_a_credential_is_taken_out_of_it() -> None:
    tag = "cam 7 rtsp://admin:Sekret99@192.0.2.7:554/ch1"
    *_, seen = without_credentials_in(
        [Observation(Subject("row 2", tag, is_tagged=True), "inventory.brand", "Axis", "line 2")]
    )
    assert isinstance(seen, Observation)
    assert "Sekret99" not in str(seen.subject.ref)
    assert seen.subject.is_tagged


@pytest.mark.parametrize("unseen", ["\u034f", "\ufe0f", "\u3164", "\u0336", "\u200b"])
def test_a_credential_is_known_whatever_nobody_sees_in_its_name(unseen: str) -> None:
    assert without_credentials("label.text", f"pass{unseen}word: hunter2x").dropped
