"""Does a probe send what its dry run shows, log all of it, stop when it is told to, and go on from there?"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path

import pytest

from command_line import run
from listening import listening
from scopes import TRUSTED, signed_file, valid_now

pytest.importorskip("phaseout.probe.sweep")

NETWORK, HOST = "127.88.4.0/24", "127.88.4.9"
HOSTS = 254
ANSWER = (
    b'<?xml version="1.0" encoding="UTF-8"?>\r\n<ProbeMatch>\r\n<Uuid>A</Uuid>\r\n<Types>inquiry</Types>\r\n'
    b"<DeviceDescription>DS-2CD2143G0-I</DeviceDescription>\r\n<MAC>44-19-b6-00-00-01</MAC>\r\n"
    b"<IPv4Address>127.88.4.9</IPv4Address>\r\n<SoftwareVersion>V5.5.82build 190909</SoftwareVersion>\r\n</ProbeMatch>\r\n"
)
ONLY_SADP = 'inquiries = ["sadp"]\n'
QUICK = "[rate]\nin-all = 500\n"


def scope(folder: Path, *, above: str = ONLY_SADP, below: str = QUICK) -> Path:
    return signed_file(folder, above + valid_now(network=NETWORK) + below)


def probe(folder: Path, *arguments: object, **made: str):
    return run(
        "probe", "--scope", scope(folder, **made), "--key", TRUSTED, "-o", folder / "look.jsonl", *arguments
    )


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def sent(folder: Path) -> list[dict]:
    return [row for row in rows(folder / "look.jsonl.packets") if row["kind"] == "out"]


def dumped(text: str) -> list[bytes]:
    """Return the payloads that a dry run shows."""
    found: list[bytes] = []
    for line in text.splitlines():
        if line.startswith("    "):
            if line.startswith("    0000"):
                found.append(b"")
            found[-1] += bytes.fromhex(line[10:57])
    return found


def test_what_is_sent_is_what_the_dry_run_showed_and_all_of_it_is_logged(tmp_path: Path) -> None:
    shown = probe(tmp_path, HOST, "--dry-run", "--seed", "5eed")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert [one.name for one in tmp_path.iterdir()] == ["look.scope"]
    with listening(HOST, udp=(37020,), answer=lambda _: ANSWER) as listener:
        done = probe(tmp_path, HOST, "--seed", "5eed")
    assert done.returncode == 0, done.stderr
    received = [payload for _, _, payload in listener.datagrams]
    assert received == dumped(shown.stdout) == [bytes.fromhex(row["bytes"]) for row in sent(tmp_path)]
    assert "1 host asked, answered: 1" in done.stderr
    assert "Packets sent: 1 (sadp 1)" in done.stderr
    (lines,) = [rows(tmp_path / "look.jsonl")]
    assert {row["asset"] for row in lines} == {HOST}
    assert {row["site"] for row in lines} == {"city-hall"}
    assert any("DS-2CD2143G0-I" in row.get("value", "") for row in lines)


def test_a_dry_run_sends_nothing_and_shows_everything_for_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []
    for name in ("connect", "connect_ex", "bind", "send", "sendto", "sendall", "sendmsg"):
        monkeypatch.setattr(socket.socket, name, lambda *said: tried.append(said), raising=False)
    done = probe(tmp_path, NETWORK, "--dry-run", above="", below="")
    assert (done.returncode, tried) == (0, [])
    assert done.stdout.startswith("Nothing is sent. 254 hosts would be asked; addresses left out")
    for said in (
        "udp 127.88.4.1 37020, sadp",
        '<?xml version="1',
        "a connection is opened",
        "at 200 a second",
    ):
        assert said in done.stdout
    every = b"".join(dumped(done.stdout))
    for payload in (
        b"<Types>inquiry</Types>",
        b"DHDiscover.search",
        b"GET / HTTP/1.1\r\n",
        b"OPTIONS rtsp://",
    ):
        assert payload in every


def test_a_dry_run_and_what_was_found_are_told_in_french_as_well(tmp_path: Path) -> None:
    shown = probe(tmp_path, HOST, "--dry-run", "--lang", "fr").stdout
    assert shown.startswith("Rien n’est envoyé. 1 hôte serait interrogé")
    assert f"Vers {HOST}, le premier, s’il répond à tout\u00a0:" in shown
    with listening(HOST, udp=(37020,), answer=lambda _: ANSWER):
        told = probe(tmp_path, HOST, "--lang", "fr").stderr
    assert "1 hôte interrogé, ont répondu\u00a0: 1" in told
    assert "Paquets envoyés\u00a0: 1 (sadp 1)" in told


def test_who_may_not_open_ports_of_the_demonstration_is_told_which_are_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from phaseout.cli import probe as module
    from phaseout.cli.probe_demo import Asked
    from phaseout.probe.scope import Scope

    asked = Asked(Scope.of(ONLY_SADP + valid_now(network=NETWORK)), (HOST,), (80, 443))
    monkeypatch.setattr(module, "demonstrated", lambda *, is_rehearsal: nullcontext(asked))
    module.command.main(["--demo", "--dry-run"], standalone_mode=False)
    assert "You may not open these ports" in (told := capsys.readouterr().err)
    assert told.strip().endswith(": 80, 443")


def test_an_inquiry_nobody_knows_is_refused(tmp_path: Path) -> None:
    done = probe(tmp_path, HOST, above='inquiries = ["sadp", "backdoor"]\n')
    assert done.returncode == 3
    assert "names no inquiry known here: backdoor" in done.stderr


@pytest.mark.parametrize(
    ("which", "made"),
    [
        ("STOP is there", {}),
        (
            "no window of the scope 'look-1' is open",
            {"below": '[[window]]\ndays = ["{day}"]\nfrom = "00:00"\nto = "00:01"\ntimezone = "UTC"\n'},
        ),
    ],
)
def test_nothing_is_sent_or_written_while_it_may_not_be(
    tmp_path: Path, which: str, made: dict[str, str]
) -> None:
    yesterday = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")[time.gmtime().tm_wday]
    made = {key: text.replace("{day}", yesterday) for key, text in made.items()}
    if not made:
        (tmp_path / "STOP").touch()
    before = {one.name for one in tmp_path.iterdir()} | {"look.scope"}
    with listening(HOST, udp=(37020,)) as listener:
        done = probe(tmp_path, HOST, **made)
    assert done.returncode == 3
    assert which in done.stderr
    assert listener.got_nothing
    assert {one.name for one in tmp_path.iterdir()} == before


def begun(folder: Path, *arguments: object) -> subprocess.Popen[str]:
    """Begin a probe as a process of its own, and return it when it has begun to keep."""
    paths = os.pathsep.join(filter(None, sys.path))
    command = [
        sys.executable,
        "-m",
        "phaseout",
        "probe",
        NETWORK,
        "--scope",
        folder / "look.scope",
        "--key",
        TRUSTED,
        "-o",
        folder / "look.jsonl",
    ]
    child = subprocess.Popen(
        [*map(str, command), *map(str, arguments)], env=os.environ | {"PYTHONPATH": paths}, stderr=subprocess.PIPE, text=True
    )  # fmt: skip
    journal = folder / "look.jsonl.journal"
    while child.poll() is None and not (journal.exists() and journal.stat().st_size):
        time.sleep(0.01)
    return child


def test_a_probe_that_is_killed_goes_on_and_asks_nobody_twice_that_was_done(tmp_path: Path) -> None:
    scope(tmp_path, below="[rate]\nin-all = 150\n")
    with listening(HOST, udp=(37020,), answer=lambda _: ANSWER):
        child = begun(tmp_path)
        child.send_signal(signal.SIGKILL)
        child.communicate()
        done_before = {
            line.split("+")[1]
            for line in (tmp_path / "look.jsonl.journal").read_text().splitlines(keepends=False)
            if "+" in line
        }
        asked_before = len(sent(tmp_path))
        again = begun(tmp_path, "--resume")
        _, said = again.communicate()
    assert again.returncode == 0, said
    assert 0 < len(done_before) < HOSTS
    asked_again = {row["address"] for row in sent(tmp_path)[asked_before:]}
    assert asked_again | done_before == {f"127.88.4.{number}" for number in range(1, HOSTS + 1)}
    assert not asked_again & done_before
    assert [row["asset"] for row in rows(tmp_path / "look.jsonl")].count(HOST) >= 1


@pytest.mark.parametrize("way", ["SIGTERM", "a file of another name"])
def test_whoever_says_that_it_is_enough_is_heard_and_what_was_kept_is_whole(tmp_path: Path, way: str) -> None:
    scope(tmp_path, below="[rate]\nin-all = 60\n")
    child = begun(tmp_path, "--kill-switch", tmp_path / "elsewhere")
    match way:
        case "a file of another name":
            (tmp_path / "elsewhere").touch()
        case _:
            child.send_signal(getattr(signal, way))
    _, said = child.communicate()
    assert child.returncode == 3
    assert ("SIGTERM was sent" if way == "SIGTERM" else "elsewhere is there") in said
    assert "--resume" in said
    assert len(sent(tmp_path)) < HOSTS
    log = rows(tmp_path / "look.jsonl.packets")
    assert [log[0]["kind"], log[-1]["kind"]] == ["begun", "ended"]
    rows(tmp_path / "look.jsonl")


def test_the_log_shows_no_second_with_more_than_the_scope_allows(tmp_path: Path) -> None:
    probe(tmp_path, "127.88.4.1-127.88.4.70", below="[rate]\nin-all = 40\n")
    times = [row["at"] for row in sent(tmp_path)]
    assert len(times) == 70
    seconds = [float(at[17:-1]) + 60 * int(at[14:16]) for at in times]
    for start, later in zip(seconds, seconds[40:], strict=False):
        assert (later - start) % 3600 >= 0.999, (
            "of forty-one packets in a row the last leaves a second after the first"
        )
