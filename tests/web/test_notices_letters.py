"""Does whoever wants a letter get one a day, in their language, in plain text, of what waits on them and no more?"""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from phaseout.web.discussion.models import State, Task
from phaseout.web.frame.access import Role
from phaseout.web.notices.letter import off_code
from phaseout.web.notices.models import Letter, Rhythm, Wish
from phaseout.web.notices.services.letters import send_letters, wish
from phaseout.web.notices.services.sweeping import sweep
from phaseout.web.people.queries import access_of
from phaseout.web.people.services.grants import demand_second_factor
from web.conftest import somebody
from web.examples import furnish

HOSTILE = "Walk\r\nBcc: evil@example.org\u202e https://evil.example/ =cmd|x"


@pytest.fixture
def there(world):
    return furnish(world.home)


@pytest.fixture
def ada(there, person_with):
    """Return somebody who may do everything and wants a letter a day, in French."""
    person = person_with(Role.ANALYST, Role.APPROVER)
    person.language = "fr"
    person.save()
    wish(person, Rhythm.DAILY)
    return person


def test_a_letter_says_in_plain_text_what_waits_on_somebody_and_names_no_device(there, ada):
    assert send_letters(timezone.now()) == 1
    (one,) = mail.outbox
    assert one.to == [ada.email]
    assert one.subject == "phaseout : ce qui vous attend"
    assert "1 constat vous attend" in one.body
    assert "http://localhost:8000/findings/?waiting=me" in one.body
    assert "Relevés analysés" in one.body
    assert "S’applique nouvellement" in one.body
    assert there.asset.label not in one.body
    assert not isinstance(one, mail.EmailMultiAlternatives)
    assert one.content_subtype == "plain"


def test_a_letter_names_the_tasks_that_are_due_and_no_other(ada, world):
    day = timezone.localdate()
    ada_s, nobody_s = {"person": ada}, {"role": Role.TECHNICIAN}
    for title, days, whose in (
        ("Ask the lessor", -1, ada_s), (f"Visit {HOSTILE}", 7, {"role": Role.ANALYST}),
        ("Much later", 8, ada_s), ("Of others", 0, nobody_s),
    ):  # fmt: skip
        due = day + timedelta(days=days)
        Task(organisation=world.home, title=title, due=due, by=ada, **whose).save()
    Task(organisation=world.home, title="Done", due=day, by=ada, state=State.DONE, **ada_s).save()
    send_letters(timezone.now())
    body = mail.outbox[0].body
    assert "2 de vos tâches arrivent à échéance" in body
    assert "  * Ask the lessor – 2026-11-26, en retard\n  * Visit Walk" in body
    assert "/tasks/?whose=me" in body
    assert not [title for title in ("Much later", "Of others", "Done", "https://evil") if title in body]


def test_a_letter_can_be_ended_by_one_click_and_by_no_forged_one(ada, client):
    send_letters(timezone.now())
    headers = mail.outbox[0].extra_headers
    address = headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in mail.outbox[0].body
    assert client.get(address).status_code == 200
    assert Wish.objects.get(person=ada).rhythm == Rhythm.DAILY  # a program that looks at links ends nothing
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Wish.objects.get(person=ada).rhythm == Rhythm.OFF
    assert client.post(reverse("digest-off", args=[off_code(ada)[:-1] + "x"])).status_code == 404


def test_nobody_gets_two_letters_for_a_day_and_a_lost_one_is_made_up_for(ada, noon, monkeypatch):
    class KilledError(BaseException):
        pass

    def die(*_given: object) -> None:
        raise KilledError

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", die)
        with pytest.raises(KilledError):
            send_letters(timezone.now())
    assert send_letters(timezone.now()) == 0
    assert mail.outbox == []
    noon.shift(timedelta(days=1))
    assert send_letters(timezone.now()) == 1
    assert "S’applique nouvellement" in mail.outbox[0].body  # of the day before
    assert send_letters(timezone.now()) == 0
    noon.shift(timedelta(days=1))
    assert send_letters(timezone.now()) == 1
    assert "S’applique nouvellement" not in mail.outbox[1].body


def test_a_mail_server_that_does_not_answer_costs_nobody_their_letter(ada, monkeypatch):
    def refuse(_self: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "open", refuse)
        sweep(timezone.now())
    assert not Letter.objects.filter(person=ada).exists()
    assert mail.outbox == []
    sweep(timezone.now())
    assert len(mail.outbox) == 1


def test_letters_go_out_in_the_morning_weekly_ones_on_mondays_and_none_to_who_said_nothing(
    ada, person_with, noon
):
    wish(ada, Rhythm.WEEKLY)
    person_with(Role.APPROVER)
    monday = datetime(2026, 11, 30, tzinfo=UTC)
    sent = {}
    for moment in (timezone.now(), monday + timedelta(hours=9), monday + timedelta(hours=10)):
        noon.move_to(moment)
        sweep(timezone.now())
        sent[moment.strftime("%a %H")] = len(mail.outbox)
    assert sent == {"Fri 12": 0, "Mon 09": 0, "Mon 10": 1}


def test_a_letter_holds_nothing_beyond_somebodys_reach_and_none_is_sent_for_nothing(
    there, world, person_with
):
    stranger, closed = person_with(Role.APPROVER, at=world.foreign), person_with(Role.APPROVER)
    wish(stranger, Rhythm.DAILY)
    wish(closed, Rhythm.DAILY)
    closed.is_active = False
    closed.save()
    assert send_letters(timezone.now()) == 0
    assert mail.outbox == []
    assert Letter.objects.get(person=stranger).is_done


def test_what_people_called_something_stays_one_line_and_no_link(there, ada):
    there.survey.name = HOSTILE
    there.survey.finished = timezone.now()
    there.survey.by = ada
    there.survey.save()
    send_letters(timezone.now())
    (line,) = [line for line in mail.outbox[0].body.splitlines() if "Bcc" in line]
    assert line.startswith("  * Walk Bcc: evil@example.org")
    assert "https://evil" not in line
    assert "\u202e" not in line
    assert mail.outbox[0].bcc == []


def test_somebody_says_how_often_they_want_a_letter(client_of):
    client = client_of(Role.READER)
    assert b'value="off" ' in client.get(reverse("digest")).content
    assert client.post(reverse("digest"), {"rhythm": "hourly"}).status_code == 400
    client.post(reverse("digest"), {"rhythm": "weekly"})
    assert Wish.objects.get().rhythm == Rhythm.WEEKLY


def test_a_server_without_mail_notes_nothing(ada, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert send_letters(timezone.now()) == 0
    assert not Letter.objects.filter(person=ada).exists()


def test_nobody_is_written_to_who_must_first_set_up_a_second_factor(ada, world):
    demand_second_factor(
        access_of(somebody(Role.ADMINISTRATOR, at=world.home)), world.home, frozenset({Role.ANALYST})
    )
    assert send_letters(timezone.now()) == 0
    assert mail.outbox == []
