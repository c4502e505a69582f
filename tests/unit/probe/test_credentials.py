"""Which accounts a credentials file gives, and what is refused without a word of it being shown."""

import os
import pickle
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path

import pytest

from phaseout.probe import private_file
from phaseout.probe.account import Account, Dialect, Scheme
from phaseout.probe.credentials import Credentials
from phaseout.probe.private_file import CredentialsError
from phaseout.probe.secret import Secret

FILE = """
[[account]]
address = "10.20.0.40"
user = "viewer"
password = "PLANTED-one"
maker = "hikvision"
scheme = "https"
port = 8443
certificate = "sha256:AB:CD{rest}"
allow = ["basic"]

[[account]]
range = "10.20.0.0/16"
user = "wide"
password = "PLANTED-two"

[[account]]
range = "10.20.1.0/24"
user = "narrow"
password = "PLANTED-three"

[[account]]
segment = "cctv-north"
user = "north"
password = "PLANTED-four"
""".replace("{rest}", ":00" * 30)

Written = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(text: str | bytes, mode: int = 0o600) -> Path:
        path = tmp_path / "recorders.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        path.chmod(mode)
        return path

    return write


def user_at(credentials: Credentials, address: str, segment: str | None = None) -> str | None:
    entry = credentials.entry_for(ip_address(address), segment)
    return entry.account.user if entry else None


def refusal(path: Path) -> str:
    with pytest.raises(CredentialsError) as caught:
        Credentials.read(path)
    error: BaseException | None = caught.value
    said = caught.value.diagnosis()
    while error is not None:  # what a traceback would print, and what a debugger would find
        assert "PLANTED" not in repr(error)
        assert "PLANTED" not in repr(vars(error))
        error = error.__cause__ or error.__context__
    return said


def test_the_narrowest_account_is_taken(written: Written) -> None:
    credentials = Credentials.read(written(FILE))
    assert user_at(credentials, "10.20.0.40") == "viewer"
    assert user_at(credentials, "10.20.1.9") == "narrow"
    assert user_at(credentials, "10.20.2.9", "cctv-north") == "wide", "a range is narrower than a segment"
    assert user_at(credentials, "192.168.1.9", "cctv-north") == "north"
    assert user_at(credentials, "192.168.1.9") is None
    assert user_at(credentials, "2001:db8::1") is None


def test_an_address_may_have_an_account_in_each_segment(written: Written) -> None:
    one = '[[account]]\naddress = "10.0.0.9"\nsegment = "{0}"\nuser = "of {0}"\npassword = "x"\n'
    credentials = Credentials.read(written(one.format("north") + one.format("south")))
    assert user_at(credentials, "10.0.0.9", "north") == "of north"
    assert user_at(credentials, "10.0.0.9", "south") == "of south"
    assert user_at(credentials, "10.0.0.9") is None


def test_an_account_may_hold_for_a_range_within_a_segment(written: Written) -> None:
    two = """
[[account]]
range = "10.0.0.0/24"
segment = "north"
user = "of north"
password = "x"
[[account]]
range = "10.0.0.0/24"
user = "of both"
password = "x"
"""
    credentials = Credentials.read(written(two))
    assert user_at(credentials, "10.0.0.9", "north") == "of north"
    assert user_at(credentials, "10.0.0.9", "south") == "of both"


def test_what_the_owner_says_of_a_recorder_is_kept(written: Written) -> None:
    entry = Credentials.read(written(FILE)).entries[0]
    assert entry.names_one
    assert (entry.account.maker, entry.account.scheme, entry.account.port) == (
        Dialect.HIKVISION, Scheme.HTTPS, 8443,
    )  # fmt: skip
    assert entry.account.certificate == "abcd" + "00" * 30
    assert entry.account.is_basic_allowed
    assert entry.account.password is not None
    assert entry.account.password.reveal() == "PLANTED-one"


def test_a_certificate_that_is_named_leaves_no_way_without_tls() -> None:
    anywhere = Account(user="u", password=Secret("p"))
    pinned = Account(user="u", password=Secret("p"), certificate="00" * 32)
    assert anywhere.ways == ((Scheme.HTTPS, 443), (Scheme.HTTP, 80))
    assert pinned.ways == ((Scheme.HTTPS, 443),)


def test_no_text_of_the_accounts_shows_user_or_password(written: Written) -> None:
    credentials = Credentials.read(written(FILE))
    password = credentials.entries[0].account.password
    for text in (repr(credentials), f"{password}", f"{password!r:>40}", str(password)):
        assert "PLANTED" not in text
        assert "viewer" not in text
    with pytest.raises(TypeError):
        pickle.dumps(password)


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        (0o640, "its group may read it (mode 0640)"),
        (0o604, "everybody may read it (mode 0604)"),
        (0o620, "its group may change it (mode 0620)"),
        (
            0o666,
            "its group may read it, its group may change it, everybody may read it, everybody may change it",
        ),
        (0o611, "its group may execute it, everybody may execute it (mode 0611)"),
    ],
)
def test_a_file_open_to_others_is_refused_by_the_name_of_what_is_open(
    written: Written, mode: int, said: str
) -> None:
    assert said in refusal(written(FILE, mode))


def test_a_symbolic_link_is_refused_also_to_a_file_that_would_do(written: Written, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(written(FILE))
    assert "it is a symbolic link" in refusal(link)


def test_a_file_of_somebody_else_is_refused(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(FILE)
    monkeypatch.setattr(private_file.os, "geteuid", lambda: path.stat().st_uid + 1)
    assert f"it belongs to user {path.stat().st_uid}" in refusal(path)


def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(pipe := tmp_path / "pipe", 0o600)
    assert "it is no plain file" in refusal(pipe)
    assert "it cannot be opened: No such file or directory" in refusal(tmp_path / "missing")


def test_a_file_of_endless_size_is_refused(written: Written) -> None:
    assert "larger than 1 MB" in refusal(written(b"#" * (private_file.LARGEST + 1)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[account]]\nuser = "viewer"\npassword = PLANTED', "line 3"),
        (b'[[account]]\npassword = "PLANTED\xff"\n', "cannot be read"),
        ('[[account]]\nuser = "v"\npassword = "PLANTED"', "says neither address nor range nor segment"),
        ('[[account]]\naddress = "10.0.0.1"\npassword = "PLANTED"', "has no user"),
        ('[[account]]\naddress = "10.0.0.1"\nuser = "v"\npassword = ["PLANTED"]', "password must be text"),
        ('[[account]]\naddress = "10.0.0.1"\nuser = "v"\npassword = ""', "password is empty"),
        ('[[account]]\naddress = "PLANTED"\nuser = "v"', "address is none such as 10.20.0.40"),
        ('[[account]]\naddress = "10.0.0.0/24"\nuser = "v"', "address is a range; call it range"),
        ('[[account]]\naddress = "10.0.0.1"\nrange = "10.0.0.0/8"\nuser = "v"', "one of them is enough"),
        ('[[account]]\nrange = "10.0.0.1/24"\nuser = "v"', "range is none such as 10.20.0.0/24"),
        (
            '[[account]]\nsegment = "s"\nuser = "v"\nmaker = "PLANTED"',
            "maker is none of hikvision, prama, dahua, onvif",
        ),
        ('[[account]]\nsegment = "s"\nuser = "v"\nscheme = "ftp"', "scheme is none of https, http"),
        ('[[account]]\nsegment = "s"\nuser = "v"\nport = 70000', "port is no number from 1 to 65535"),
        ('[[account]]\nsegment = "s"\nuser = "v"\nport = true', "port is no number from 1 to 65535"),
        ('[[account]]\nsegment = "s"\nuser = "v"\ncertificate = "PLANTED"', "no SHA-256 of 64 hex digits"),
        (
            '[[account]]\nsegment = "s"\nuser = "v"\nscheme = "http"\ncertificate = "' + "a" * 64 + '"',
            "there is none",
        ),
        ('[[account]]\nsegment = "s"\nuser = "v"\nallow = ["PLANTED"]', "allow knows the word 'basic' alone"),
        ('[[account]]\nsegment = "s"\nuser = "v"\npasword = "PLANTED"', "has 'pasword'; known are address,"),
        (
            '[[account]]\nsegment = "s"\nuser = "v"\n[[account]]\nsegment = "s"\nuser = "w"',
            "the same as one above",
        ),
        ('passwords = "PLANTED"', "the file has no [[account]]"),
        ("", "the file has no [[account]]"),
    ],
)
def test_what_is_not_understood_is_named_without_a_value(
    written: Written, text: str | bytes, said: str
) -> None:
    assert said in refusal(written(text))


def test_a_password_that_is_left_out_is_asked_for_by_name(written: Written) -> None:
    read = Credentials.read(written('[[account]]\nrange = "10.0.0.0/8"\nuser = "viewer"'))
    prompts: list[str] = []

    def ask(prompt: str) -> str:
        prompts.append(prompt)
        return "typed"

    assert read.lack_password
    completed = read.completed(ask)
    assert not completed.lack_password
    assert prompts == ["Password of 'viewer' at 10.0.0.0/8"]
    password = completed.entries[0].account.password
    assert password is not None
    assert password.reveal() == "typed"


def test_an_account_that_is_typed_holds_everywhere() -> None:
    credentials = Credentials.asked(lambda _: " viewer ", lambda _: " kept as typed ")
    entry = credentials.entry_for(ip_address("2001:db8::9"), "any")
    assert entry is not None
    assert not entry.names_one, "so that only what shows itself as a recorder is asked"
    assert entry.account.user == "viewer"
    assert entry.account.password is not None
    assert entry.account.password.reveal() == " kept as typed "


@pytest.mark.parametrize(("user", "password"), [("", "x"), ("viewer", "")])
def test_nothing_typed_is_no_account(user: str, password: str) -> None:
    with pytest.raises(CredentialsError):
        Credentials.asked(lambda _: user, lambda _: password)
