"""Is a fault written to the log, and nothing of what somebody entered, nor anything a terminal acts on?"""

import io
import logging

import pytest

from phaseout.web.frame import views
from phaseout.web.frame.access import Role
from phaseout.web.logbook import Formatter
from web.examples import SECRET

HOSTILE = "\x1b]0;owned\x07 ::error::x"


@pytest.fixture
def written():
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Formatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield out
    root.removeHandler(handler)


def fail(_request, *_args, **_kwargs):
    try:
        raise ValueError(f"wrong: '{SECRET}'\nDETAIL: {SECRET}")
    except ValueError as error:
        raise RuntimeError(f"it broke {HOSTILE}") from error


def test_a_page_that_breaks_is_written_with_its_address_and_nothing_that_was_entered(
    written, client_of, monkeypatch
):
    client = client_of(Role.READER)
    client.raise_request_exception = False
    monkeypatch.setattr(views, "set_language", fail)
    assert client.post(f"/language/?token={SECRET}", {"language": SECRET}).status_code == 500
    said = written.getvalue()
    assert "500 POST /language/" in said
    assert "ValueError: wrong: …\n" in said
    assert "RuntimeError: it broke" in said
    assert "test_logbook.py" in said
    assert SECRET not in said
    assert "\x1b" not in said
    assert "::error::" not in said


def test_words_of_an_address_are_hidden_and_numbers_shown(rf):
    from phaseout.web.logbook import address_of

    assert address_of(rf.get("/surveys/12/")) == "/surveys/12/"
    assert SECRET not in address_of(rf.get(f"/welcome/{SECRET}/"))
    assert address_of(rf.get(f"/{SECRET}/no/such")) == "…"
