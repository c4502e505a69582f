"""Is a probe that nobody allowed refused with the reason, with 3, and without one packet?"""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from command_line import run
from ledgers import STRANGER
from listening import listening
from phaseout.ledger.note import Note
from phaseout.probe.scope import sign
from scopes import CISO, TEXT, TRUSTED, signed_file, valid_now

TARGET = "127.88.0.9"
COVERED = valid_now(network="127.88.0.0/24")
UDP, TCP = (1900, 3702, 5050, 5353, 7701, 23456, 34569, 37020, 37810), (80, 443, 554, 8000, 8080)


def _expired(folder: Path) -> Path:
    text = TEXT.replace("10.20.0.0/16", "127.88.0.0/24")
    return signed_file(folder, text.replace("2026-11-27", "2025-11-27").replace("2026-12-27", "2025-12-27"))


def _later(folder: Path) -> Path:
    text = TEXT.replace("10.20.0.0/16", "127.88.0.0/24")
    return signed_file(folder, text.replace("2026-11-27", "2125-11-27").replace("2026-12-27", "2125-12-27"))


def _unsigned(folder: Path) -> Path:
    (folder / "look.scope").write_text(COVERED)
    return folder / "look.scope"


def _of_a_stranger(folder: Path) -> Path:
    (folder / "look.scope").write_bytes(sign(COVERED, STRANGER))
    return folder / "look.scope"


def _forged(folder: Path) -> Path:
    path = signed_file(folder, valid_now(network="10.88.0.0/24"))
    path.write_bytes(path.read_bytes().replace(b"10.88.0.0/24", b"127.88.0.0/24"))
    return path


def _of_elsewhere(folder: Path) -> Path:
    return signed_file(folder, valid_now())


def _excluding(folder: Path) -> Path:
    return signed_file(folder, COVERED.replace('"10.20.0.5"', f'"{TARGET}"'))


def _of_the_world(folder: Path) -> Path:
    """Return a scope that our own command would not have signed."""
    text = COVERED.replace("127.88.0.0/24", "8.8.8.0/24")
    (folder / "look.scope").write_bytes(bytes(Note(text=text, signatures=()).signed(CISO)))
    return folder / "look.scope"


@pytest.fixture
def no_socket(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return the sockets that somebody tried to open: none is."""
    tried: list[object] = []

    def refuse(*arguments: object, **_more: object) -> None:
        tried.append(arguments)
        raise AssertionError("a socket was opened")

    for name in ("socket", "socketpair", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    return tried


@pytest.mark.parametrize(
    ("scope", "which"),
    [
        (_expired, "has expired: it held until 2025-12-27T00:00:00Z"),
        (_later, "is not yet valid: it holds from 2125-11-27T00:00:00Z on"),
        (_unsigned, "is not a signed scope"),
        (_of_a_stranger, "is signed by nobody known, but by city.example/ledger+"),
        (_forged, "was altered, or forged: the signature is not that of city.example/ciso"),
        (_of_elsewhere, f"{TARGET} is not in the scope 'look-1'"),
        (_excluding, "the scope 'look-1' excludes every address, or no host has it"),
        (_of_the_world, "is public: 8.8.8.0/24 needs a public-note"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--dry-run",), ("--resume", "--wait")])
def test_without_leave_nothing_is_sent_and_the_reason_is_said(
    tmp_path: Path,
    scope: Callable[[Path], Path],
    which: str,
    more: tuple[str, ...],
    request: pytest.FixtureRequest,
) -> None:
    path = scope(tmp_path)
    with listening(TARGET, udp=UDP, tcp=TCP) as listener:
        tried = request.getfixturevalue("no_socket")
        done = run("probe", TARGET, "--scope", path, "--key", TRUSTED, "-o", tmp_path / "look.jsonl", *more)
    assert (done.returncode, done.stdout) == (3, "")
    assert which in done.stderr
    assert "What to do: " in done.stderr
    assert listener.got_nothing
    assert not tried
    assert [one.name for one in tmp_path.iterdir()] == ["look.scope"], "nothing is written either"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((TARGET, "-o", "x"), "nothing is sent without a scope"),
        ((TARGET, "--scope", "look.scope", "-o", "x"), "--key: nothing is sent without a scope"),
        (("--scope", "look.scope", "--key", TRUSTED, "-o", "x"), "RANGE: is missing"),
        ((TARGET, "--scope", "look.scope", "--key", TRUSTED), "-o: is missing"),
        ((), "RANGE: is missing"),
        (("--demo",), "-o: is missing"),
        (("--demo", TARGET, "-o", "x"), "asks its own town alone"),
        (("--demo", "--scope", "look.scope", "-o", "x"), "asks its own town alone"),
    ],
)
def test_what_is_asked_without_saying_enough_ends_with_2(
    tmp_path: Path, arguments: tuple[str, ...], said: str, no_socket: list[object]
) -> None:
    signed_file(tmp_path, COVERED)
    done = run("probe", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not no_socket


def test_the_guard_itself_sees_who_opens_a_socket(no_socket: list[object]) -> None:
    with pytest.raises(AssertionError):
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    assert no_socket


def test_a_rehearsal_of_the_demonstration_stands_no_town_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("phaseout.lab.town.Town.on_loopback")
    done = run("probe", "--demo", "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    assert "127.77.0.1" in done.stdout
