"""Is it told clearly what of the machine stands in the way, and is nothing half done left of it?"""

import errno
from pathlib import Path

import pytest
from django.core.cache.backends.db import DatabaseCache
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.db import OperationalError
from django.urls import reverse

from phaseout.web.frame import views
from phaseout.web.frame.access import Role
from phaseout.web.frame.paper.printing import AT_A_TIME
from phaseout.web.surveys import daily
from phaseout.web.surveys.daily import put_back_now_and_then
from phaseout.web.surveys.models import State, Survey
from phaseout.web.surveys.services import running
from web.surveying import CAMERAS, surveying

__all__ = ["surveying"]


@pytest.fixture
def client(client_of):
    client = client_of(Role.ANALYST, Role.READER)
    client.raise_request_exception = False
    return client


def test_who_asks_for_a_pdf_while_others_are_made_is_asked_to_come_again(client):
    with AT_A_TIME, AT_A_TIME:
        answer = client.get(reverse("sites"), {"format": "pdf"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "15")
    assert "Other PDFs are being made" in answer.content.decode()


def test_of_a_file_that_finds_no_room_nothing_is_left_and_a_page_says_so(
    client, world, settings, monkeypatch
):
    def half(_file, *_args):
        yield b"half"
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(InMemoryUploadedFile, "chunks", half)
    file = SimpleUploadedFile("cameras.csv", CAMERAS.encode())
    answer = client.post(reverse("survey-new"), {"file": file, "organisation": world.home.pk})
    assert answer.status_code == 507
    assert "disk is full" in answer.content.decode()
    assert not Survey.everything.exists()
    assert [one for one in Path(settings.MEDIA_ROOT).glob("surveys/*") if one.read_bytes() == b"half"] == []


def test_a_database_that_is_being_written_is_no_fault_and_nobody_tried_too_often(client, monkeypatch):
    def locked(*_args):
        raise OperationalError("database is locked")

    monkeypatch.setattr(views, "set_language", locked)
    answer = client.post(reverse("language"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    monkeypatch.setattr(DatabaseCache, "_base_set", lambda *_args: False)
    client.logout()
    answer = client.post(reverse("account_login"), {"login": "a@example.org", "password": "x"})
    assert answer.status_code == 503


def test_a_survey_whose_failing_could_not_be_noted_is_put_back(
    surveying, django_capture_on_commit_callbacks, monkeypatch
):
    class Once:
        def __init__(self):
            self.looks = iter((False, True))

        def wait(self, _timeout):
            return next(self.looks)

    monkeypatch.setattr(daily, "close_old_connections", lambda: None)  # the test's own is one of them
    survey = surveying.bring({"cameras.csv": CAMERAS})
    Survey.everything.filter(pk=survey.pk).update(state=State.RUNNING)
    with django_capture_on_commit_callbacks(execute=True):
        put_back_now_and_then(Once())
    survey.refresh_from_db()
    assert survey.state == State.READY
    assert running.run(survey.pk) is None
