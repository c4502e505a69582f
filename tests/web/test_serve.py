"""Does one command serve all, and does it say what is wrong when it cannot?"""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from phaseout.web.commands import worker
from phaseout.web.commands.worker import FIRST, LONGEST, WORK, Worker, pause_after
from phaseout.web.with_the_server import SERVER


def given(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PHASEOUT_DATABASE")}
    of_it = {"PHASEOUT_DATA": str(data), "DJANGO_SETTINGS_MODULE": "phaseout.web.settings"}
    # Whoever ends this process, by whatever means, ends the server, too.
    return {**kept, **of_it, SERVER: str(os.getpid()), **more}


def serve(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "phaseout", "serve", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def serving(data: Path) -> Iterator[tuple[str, str]]:
    """Serve, and hand out the address and what was said until it answers."""
    port = free_port()
    said = data.parent / "said.txt"
    with said.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "phaseout", "serve", "--port", str(port)], env=given(data), stderr=out
        )
        try:
            yield _answering(f"http://127.0.0.1:{port}", server), said.read_text()
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


def _answering(address: str, server: subprocess.Popen[bytes]) -> str:
    while True:  # what never comes to be so, pytest's own watchdog ends
        assert server.poll() is None, "the server ended"
        try:
            with urlopen(f"{address}/health/") as answer:
                assert answer.status == 200
                return address
        except OSError:
            time.sleep(0.1)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str, str]]:
    """Yield the folder, the address and what was said of one server on a new machine.

    Whoever made the folder let everybody read it.
    """
    data = tmp_path_factory.mktemp("served") / "data"
    data.mkdir(mode=0o755)
    with serving(data) as (address, said):
        yield data, address, said


def test_on_a_new_machine_one_command_leads_to_the_first_page(served: tuple[Path, str, str]) -> None:
    data, address, said = served
    (link,) = re.findall(r"http\S+/welcome/\S+", said)
    assert link.startswith(address)
    with urlopen(link) as answer:
        page = answer.read().decode()
        assert "Nobody can sign in yet" in page
        assert answer.headers["Content-Security-Policy"]
    with urlopen(f"{address}/static/frame/style.css") as answer:
        assert answer.headers["Content-Type"].startswith("text/css")
    kept = [data, *data.rglob("*")]
    assert len(kept) > 4
    assert [one for one in kept if one.stat().st_mode & 0o077] == []


STALLED = (
    b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\na=bcde"
)


def test_who_sends_half_a_form_many_times_keeps_nobody_from_being_answered(
    served: tuple[Path, str, str],
) -> None:
    _, address, _ = served
    with ExitStack() as held:
        port = int(address.rpartition(":")[2])
        for begun in [STALLED] * 20 + [b"POST /acc"] * 140:
            line = held.enter_context(socket.create_connection(("127.0.0.1", port)))
            line.sendall(begun)
        for _ in range(3):
            with urlopen(f"{address}/account/login/") as answer:
                assert answer.status == 200


def answering_of(data: Path) -> list[int]:
    """Return the processes that answer for the server of these data, as Linux knows them."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            command, environment = (place / "cmdline").read_bytes(), (place / "environ").read_bytes()
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if b"\0serve\0" in command and f"PHASEOUT_DATA={data}\0".encode() in environment:
            found[int(place.name)] = parent
    return [one for one, parent in found.items() if parent in found]


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="asks Linux which processes there are")
def test_a_process_that_answers_and_is_killed_is_started_anew(served: tuple[Path, str, str]) -> None:
    data, address, _ = served
    (first,) = answering_of(data)
    os.kill(first, signal.SIGKILL)
    until(lambda: answering_of(data) not in ([], [first]))
    until(lambda: _is_well(address))


def _is_well(address: str) -> bool:
    try:
        with urlopen(f"{address}/health/") as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_a_port_that_is_taken_is_said_to_be(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = serve("--port", taken.getsockname()[1], **given(tmp_path / "data"))
    assert done.returncode == 2
    assert "cannot be listened on" in done.stderr


def test_a_database_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    address = "postgresql://nobody@127.0.0.1:1/x"
    done = serve("--port", free_port(), **given(tmp_path / "data", PHASEOUT_DATABASE=address))
    assert done.returncode == 3
    assert "the database refuses" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_of_another_database_is_refused(tmp_path: Path) -> None:
    done = serve("--port", free_port(), **given(tmp_path / "data", PHASEOUT_DATABASE="mysql://x/y"))
    assert done.returncode == 2
    assert "names no PostgreSQL database" in done.stderr


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "phaseout.sqlite3").write_text("not a database at all, only text" * 200)
    done = serve("--port", free_port(), **given(tmp_path / "data"))
    assert done.returncode == 3
    assert "file is not a database" in done.stderr
    assert "phaseout restore" in done.stderr
    assert "address" not in done.stderr


def workers_of(data: Path) -> list[int]:
    """Return the workers that work on these data, as Linux knows them."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            command, environment = (place / "cmdline").read_bytes(), (place / "environ").read_bytes()
        except OSError:
            continue
        if command.endswith(b"\0work\0") and f"PHASEOUT_DATA={data}\0".encode() in environment:
            found.append(int(place.name))
    return found


def until(is_so: Callable[[], object]) -> None:
    while not is_so():  # what never comes to be so, pytest's own watchdog ends
        time.sleep(0.1)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="asks Linux which processes there are")
def test_a_worker_that_is_killed_is_started_anew_and_none_outlives_the_server(tmp_path, begin_in) -> None:
    data = tmp_path / "data"
    begin_in(data)
    with serving(data):
        until(lambda: workers_of(data))
        (first,) = workers_of(data)
        os.kill(first, signal.SIGKILL)
        until(lambda: workers_of(data) not in ([], [first]))
    until(lambda: not workers_of(data))


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="asks Linux which processes there are")
def test_nothing_outlives_a_server_that_is_killed(tmp_path, begin_in) -> None:
    data, port = tmp_path / "data", free_port()
    begin_in(data)
    command = [sys.executable, "-m", "phaseout", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=given(data), stderr=subprocess.DEVNULL)
    _answering(f"http://127.0.0.1:{port}", server)
    until(lambda: workers_of(data))
    server.kill()
    server.wait()
    until(lambda: not workers_of(data))
    until(lambda: _is_free(port))


STARTING = """
import subprocess, sys
subprocess.Popen([sys.executable, "-m", "phaseout", "serve", "--port", sys.argv[1]], stderr=subprocess.DEVNULL)
sys.stdin.read()
"""


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="asks Linux which processes there are")
def test_a_server_that_is_asked_to_ends_with_whoever_started_it(tmp_path, begin_in) -> None:
    data, port = tmp_path / "data", free_port()
    begin_in(data)
    code = "import os; os.environ['PHASEOUT_SERVER'] = str(os.getpid())" + STARTING
    command = [sys.executable, "-c", code, str(port)]
    with subprocess.Popen(command, env=given(data), stdin=subprocess.PIPE) as starter:
        _answering(f"http://127.0.0.1:{port}", starter)
        starter.kill()
    until(lambda: not workers_of(data))
    until(lambda: _is_free(port))


def test_a_worker_that_dies_at_once_is_started_ever_later_and_its_server_says_so(monkeypatch, capfd) -> None:
    monkeypatch.setattr(worker, "LOOK", 0.01)
    monkeypatch.setattr(worker, "FIRST", 0.01)
    monkeypatch.setattr(
        worker, "_started", lambda _: subprocess.Popen([sys.executable, "-c", "raise SystemExit(7)"])
    )
    said: list[str] = []
    with Worker(WORK):
        until(lambda: said.append(capfd.readouterr().err) or "3 times in a row" in "".join(said))
    first = "phaseout: the process that does the jobs ended with status 7; it is started anew in 0 s"
    assert "".join(said).startswith(f"{first}\n{first}. It ended at once 2 times in a row\n  What to do: ")


def test_the_pause_of_a_worker_grows_to_its_longest() -> None:
    pauses = [pause_after(deaths) for deaths in range(1, 2000)]
    assert pauses[:4] == [FIRST, 2 * FIRST, 4 * FIRST, 8 * FIRST]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="groups of processes are Unix’s")
def test_who_ends_the_server_and_all_of_its_at_once_ends_it(tmp_path: Path, begin_in) -> None:
    port, said = free_port(), tmp_path / "said.txt"
    begin_in(tmp_path / "data")
    command = [sys.executable, "-m", "phaseout", "serve", "--port", str(port)]
    with said.open("w") as out:
        server = subprocess.Popen(command, env=given(tmp_path / "data"), stderr=out, start_new_session=True)
    try:
        _answering(f"http://127.0.0.1:{port}", server)
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()
        until(lambda: not _is_there(server.pid))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
    assert "started anew" not in said.read_text()


def _is_there(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
