"""Is a document handed to the named server alone, once, and is each refusal told so that it can be mended?"""

import gzip
import http.server
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from command_line import run
from phaseout.cli.push import TOKEN

LINES = (
    '{"asset": "cam-17", "trait": "http.server", "value": "App-webs/", "at": "2026-11-20T14:02:11Z", "port": 80, "site": "city-hall"}\n'
    '{"asset": "cam-17", "trait": "mac", "value": "44:19:b6:00:00:17", "site": "city-hall"}\n'
    '{"asset": "cam-17", "trait": "no.such", "value": "x"}\n'
)
TAKEN = json.dumps({"id": 12, "state": "waiting"})
SECRET = "phaseout_" + "s" * 43


class Answering(http.server.ThreadingHTTPServer):
    """Answers each request as told, and keeps what was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[dict[str, str], bytes]] = []
        self.status, self.answer, self.headers = 202, TAKEN, dict[str, str]()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Answering

    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        self.server.asked.append(({**self.headers, "path": self.path}, self.rfile.read(size)))
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.server.answer.encode())

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Answering]:
    with Answering() as one:
        thread = threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield one
        one.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("push")
    (folder / "seen.jsonl").write_text(LINES)
    done = run("survey", "seen.jsonl", "-o", "json=report.json", "-o", "jsonl=report.jsonl", "-q", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "report.json"


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN, SECRET)


Pushing = Callable[..., object]


def sent(body: bytes) -> list[dict[str, object]]:
    """Return the lines of the file in what was sent."""
    packed = body[body.index(b"\x1f\x8b") : body.rindex(b"\r\n--")]
    return [json.loads(line) for line in gzip.decompress(packed).splitlines()]


def test_what_was_observed_is_sent_with_its_places_and_nothing_that_was_concluded(server, document, token):
    done = run("push", document, "--server", server.url, "--site", "city-hall", "--organisation", "7")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"survey 12 (waiting): {server.url}/surveys/12/\n"
    ((headers, body),) = server.asked
    assert (headers["path"], headers["Authorization"]) == ("/api/v1/surveys", f"Bearer {SECRET}")
    head, unread, thing, end = sent(body)
    assert (head["pushed"], end) == ("1", {"end": 1})
    assert unread["unread"][0] == "seen.jsonl, line 3"
    assert set(thing) == {"thing", "ref", "site", "seen"}
    assert (thing["ref"], thing["site"]) == ("cam-17", "city-hall")
    assert thing["seen"] == [
        ["http.server", "App-webs/", "seen.jsonl, line 1", "2026-11-20T14:02:11Z", 80],
        ["mac", "44:19:b6:00:00:17", "seen.jsonl, line 2", None, None],
    ]
    for name, value in (("site_ref", "city-hall"), ("organisation", "7"), ("name", "report.json")):
        assert f'name="{name}"\r\n\r\n{value}\r\n'.encode() in body


def test_the_same_document_is_sent_under_the_same_key_and_elsewhere_under_another(server, document, token):
    for site in ("a", "a", "b"):
        run("push", document, "--server", server.url, "--site", site)
    keys = [headers["Idempotency-Key"] for headers, _body in server.asked]
    assert keys[0] == keys[1] != keys[2]
    bodies = [sent(body) for _headers, body in server.asked]
    assert bodies[0] == bodies[1]
    run("push", document.with_suffix(".jsonl"), "--server", server.url)
    assert sent(server.asked[-1][1]) == bodies[0]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://phaseout.example.org", "the token would travel in clear"),
        ("http://127.0.0.1.example.org", "the token would travel in clear"),
        ("ftp://localhost", "no address of a server"),
        ("https://", "no address of a server"),
        ("https://somebody:secret@example.org", "no address of a server"),
        ("https://example.org:99999", "ort out of range"),
        ("phaseout.example.org", "no address of a server"),
    ],
)
def test_an_address_to_which_a_token_should_not_go_is_refused_before_anything_is_sent(
    address, said, document, token
):
    done = run("push", document, "--server", address)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_token_is_taken_from_a_file_or_the_environment_and_shown_nowhere(
    server, document, tmp_path, monkeypatch
):
    monkeypatch.delenv(TOKEN, raising=False)
    assert run("push", document, "--server", server.url).returncode == 2
    for content in ("", "two words", "\u00e9", f"{SECRET}\n{SECRET}"):
        (tmp_path / "token").write_text(content, encoding="utf-8")
        refused = run("push", document, "--server", server.url, "--token-file", tmp_path / "token")
        assert refused.returncode == 2
        assert SECRET not in refused.stderr
    assert run("push", document, "--server", server.url, "--token-file", tmp_path / "none").returncode == 2
    (tmp_path / "token").write_text(f"{SECRET}\n")
    done = run("push", document, "--server", server.url, "--token-file", tmp_path / "token")
    assert done.returncode == 0
    assert [headers["Authorization"] for headers, _body in server.asked] == [f"Bearer {SECRET}"]
    assert SECRET not in done.stdout + done.stderr


def test_nobody_is_followed_to_another_address(server, document, token):
    server.status, server.headers = 307, {"Location": "https://evil.example/api/v1/surveys"}
    done = run("push", document, "--server", server.url)
    assert done.returncode == 3
    assert "sends on to https://evil.example/api/v1/surveys" in done.stderr
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("status", "answer", "said"),
    [
        (401, '{"detail": "A token is needed."}', "make a new token"),
        (403, '{"detail": "No."}', "for bringing in what was found"),
        (404, "<html>", "it answered 404, and not as phaseout does"),
        (200, "<html>", "it answered 200, and not as phaseout does"),
        (202, "[]", "it answered 202, and not as phaseout does"),
        (202, '{"id": true}', "it answered 202, and not as phaseout does"),
        (202, '{"id": -5}', "it answered 202, and not as phaseout does"),
        (422, json.dumps({"detail": "\x1b[2J\n" + "x" * 700_000}), "\\x1b[2J xxx"),
        (409, '{"detail": "At once."}', "by another process"),
        (413, '{"detail": "Too large."}', "fewer files"),
        (422, '{"detail": "Wrong.", "errors": [{"field": "site_ref", "detail": "No such \\u001b[31msite."}]}',
         "Wrong. · site_ref: No such \\x1b[31msite."),
        (500, '{"detail": "A fault."}', "A fault."),
    ],
)  # fmt: skip
def test_what_a_server_refuses_is_told_with_what_helps(server, document, token, status, answer, said):
    server.status, server.answer = status, answer
    done = run("push", document, "--server", server.url)
    assert (done.returncode, done.stdout) == (3, "")
    assert said in done.stderr
    assert "\x1b" not in done.stderr
    assert len(done.stderr) < 1000


def test_a_server_that_is_not_there_or_speaks_no_tls_is_told(server, document, token):
    plain = run("push", document, "--server", server.url.replace("http:", "https:"))
    assert plain.returncode == 3
    assert "cannot be reached" in plain.stderr
    server.shutdown()
    server.server_close()
    gone = run("push", document, "--server", server.url)
    assert gone.returncode == 3
    assert "cannot be reached" in gone.stderr


def test_a_document_of_open_things_alone_or_none_is_refused(server, tmp_path, token):
    (tmp_path / "seen.jsonl").write_text('{"asset": "a", "trait": "hostname", "value": "printer"}\n' + LINES)
    run("survey", "seen.jsonl", "-o", "json=open.json", "--show", "open", "-q", "--role", "ca/municipality",
        cwd=tmp_path)  # fmt: skip
    partly = run("push", tmp_path / "open.json", "--server", server.url)
    assert (partly.returncode, server.asked) == (3, [])
    assert "would be taken for not seen" in partly.stderr
    assert run("push", tmp_path / "seen.jsonl", "--server", server.url).returncode == 3
    assert run("push", tmp_path / "nothing.json", "--server", server.url).returncode == 3
