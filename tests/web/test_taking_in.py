"""Is a request taken in whole before a thread answers it, and is who sends or reads too slowly sent away?"""

import asyncio
import errno

import pytest

from phaseout.web import taking_in
from phaseout.web.taking_in import TakingIn

NEVER = None


def scope(path="/", method="POST", **headers):
    pairs = [(name.replace("__", "-").encode(), value.encode()) for name, value in headers.items()]
    return {
        "type": "http", "http_version": "1.1", "method": method, "path": path, "query_string": b"",
        "headers": pairs, "scheme": "http", "client": ("192.0.2.7", 5), "server": ("127.0.0.1", 8000),
    }  # fmt: skip


def echo(environ, start):
    body = environ["wsgi.input"].read()
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"%s " % environ["CONTENT_LENGTH"].encode(), body, str(sorted(environ)).encode()]


def asked(about, parts, application=echo, *, taken=None, **options):
    """Return what is answered to some parts; NEVER is one that does not come."""
    given, told = list(parts), []

    async def receive():
        part = given.pop(0)
        if part is NEVER:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": part, "more_body": bool(given)}

    async def send(message):
        told.append(message)
        if taken is not None and len(told) > taken:
            await asyncio.Event().wait()

    asyncio.run(TakingIn(application, **options)(about, receive, send))
    return told


def test_what_comes_in_parts_of_no_told_length_is_one_body_with_its_length():
    start, *parts = asked(scope(x_forwarded_for="198.51.100.1"), [b"ab", b"", b"c"])
    content = b"".join(one["body"] for one in parts)
    assert start["status"] == 200
    assert content.startswith(b"3 abc")
    assert b"HTTP_X_FORWARDED_FOR" not in content, "a name with underscores passes for another"
    assert parts[-1]["more_body"] is False


def test_who_never_sends_the_rest_is_sent_away_before_a_thread_is_given():
    start, _ = asked(scope(content__length="1000"), [b"a=bcde", NEVER], application=None, grace=0.0)
    assert start["status"] == 408


@pytest.mark.parametrize(("kind", "status"), [("application/json", 413), ("multipart/form-data; x", 200)])
def test_only_files_may_be_large(kind, status, monkeypatch):
    monkeypatch.setattr(taking_in, "LARGEST_WITHOUT_FILES", 4)
    for about in (scope(content__type=kind, content__length="5"), scope(content__type=kind)):
        assert asked(about, [b"abc", b"de"])[0]["status"] == status


def test_what_finds_no_room_is_told_so_and_a_program_gets_a_problem(monkeypatch):
    class Full(taking_in.SpooledTemporaryFile):
        def write(self, _part):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(taking_in, "SpooledTemporaryFile", Full)
    start, said = asked(scope("/api/v1/surveys"), [b"abc"], application=None)
    assert start["status"] == 507
    assert (b"content-type", b"application/problem+json") in start["headers"]
    assert b"Insufficient Storage" in said["body"]


def test_who_does_not_take_an_answer_lets_go_of_the_thread_and_it_is_closed():
    closed = []

    class Endless:
        def __iter__(self):
            while True:
                yield b"x"

        def close(self):
            closed.append(True)

    def endless(_environ, start):
        start("200 OK", [])
        return Endless()

    told = asked(scope(method="GET"), [b""], endless, taken=2, grace=0.0)
    assert closed == [True]
    assert all(one.get("more_body", True) for one in told), "what broke off must not look whole"


def test_an_answer_that_breaks_half_way_does_not_look_whole():
    def breaking(_environ, start):
        start("200 OK", [])
        yield b"half"
        raise ValueError("broken")

    told = asked(scope(method="GET"), [b""], breaking)
    assert [one["type"] for one in told] == ["http.response.start", "http.response.body"]
    assert told[-1]["more_body"] is True
