"""Do programs set how often their person is mailed, and read what would stand in the letter, as far as they reach?"""

import pytest
from django.core import mail
from django.utils import timezone

from phaseout.web.discussion.models import Task
from phaseout.web.estate.services import add_branch
from phaseout.web.frame.access import Permission, Role
from phaseout.web.notices.models import Letter, Rhythm, Wish
from phaseout.web.notices.services.letters import send_letters, wish
from phaseout.web.people.mail import NONE
from web.programs import Program, secret_of

pytestmark = pytest.mark.django_db
NEXT = "/me/letters/next"


@pytest.fixture
def ada(person_with):
    return person_with(Role.ANALYST)


@pytest.fixture
def program(world, ada):
    return Program(secret_of(ada, world.home))


def test_a_letter_is_wanted_and_no_longer_wanted(program, ada):
    none = program.ask("GET", "/me/letters")
    assert none.json() == {"rhythm": "off", "is_sent": True, "told_until": None}
    assert program.ask("PUT", "/me/letters", {"rhythm": "weekly"}).json()["rhythm"] == "weekly"
    assert Wish.objects.get().person == ada
    assert program.ask("PUT", "/me/letters", {"rhythm": "off"}).json()["rhythm"] == Rhythm.OFF
    same = program.ask("GET", "/me/letters", if_none_match=none["ETag"])
    assert same.status_code == 304


@pytest.mark.parametrize("given", [{"rhythm": "hourly"}, {"rhythm": ""}, {}])
def test_what_is_no_rhythm_is_refused_at_its_field(given, program):
    answer = program.ask("PUT", "/me/letters", given)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "rhythm")
    assert not Wish.objects.exists()


def test_a_token_that_may_not_read_sets_no_letters_and_reads_none(world, ada):
    wish(ada, Rhythm.DAILY)
    program = Program(secret_of(ada, world.home, Permission.SURVEY))
    for method, address, given in (
        ("GET", "/me/letters", None),
        ("PUT", "/me/letters", {"rhythm": "off"}),
        ("GET", NEXT, None),
    ):
        assert program.ask(method, address, given).status_code == 403
    assert Wish.objects.get().rhythm == Rhythm.DAILY


@pytest.mark.parametrize("named", [(Permission.READ,), (Permission.READ, Permission.AUDIT)])
def test_a_token_that_only_reads_changes_nothing_of_its_person(world, person_with, named):
    person = person_with(Role.ADMINISTRATOR)
    only_reads = Program(secret_of(person, world.home, *named))
    refused = only_reads.ask("PUT", "/me/letters", {"rhythm": "daily"})
    assert (refused.status_code, "only reads" in refused.json()["detail"]) == (403, True)
    assert not Wish.objects.exists()
    assert only_reads.ask("GET", "/me/letters").json()["rhythm"] == "off"
    more = Program(secret_of(person, world.home, *named, Permission.DISCUSS))
    assert more.ask("PUT", "/me/letters", {"rhythm": "daily"}).status_code == 200


def test_a_token_of_a_branch_changes_no_letters_of_a_person_who_reads_more(ada, world, access_with):
    region = add_branch(access_with(Role.ADMINISTRATOR), world.home, name_en="Region", name_fr="")
    narrow = Program(secret_of(ada, region))
    assert narrow.ask("PUT", "/me/letters", {"rhythm": "off"}).status_code == 403
    assert Program(secret_of(ada, world.home)).ask("PUT", "/me/letters", {"rhythm": "off"}).status_code == 200


def test_it_is_said_where_the_server_sends_none(program, settings):
    settings.EMAIL_BACKEND = NONE
    assert program.ask("GET", "/me/letters").json()["is_sent"] is False


def test_what_would_be_mailed_now_is_what_the_letter_then_says(program, ada, world):
    due = timezone.localdate()
    Task(organisation=world.home, title="Ask the lessor", due=due, by=ada, person=ada).save()
    now = program.ask("GET", NEXT).json()
    assert now["since"] is None
    (part,) = now["parts"]
    assert (part["title"], part["more"], part["page"]) == ("1 task of yours is due", 0, "/tasks/?whose=me")
    assert part["lines"][0].startswith("Ask the lessor – ")
    assert not mail.outbox
    assert not Letter.objects.exists()
    wish(ada, Rhythm.DAILY)
    assert send_letters(timezone.now()) == 1
    assert part["lines"][0] in mail.outbox[0].body
    then = program.ask("GET", NEXT).json()
    assert then["since"] == program.ask("GET", "/me/letters").json()["told_until"] is not None


def test_a_token_is_told_what_waits_in_its_branch_alone(ada, world, access_with):
    region = add_branch(access_with(Role.ADMINISTRATOR), world.home, name_en="Region", name_fr="")
    Task(organisation=world.home, title="Above", due=timezone.localdate(), by=ada, person=ada).save()
    assert Program(secret_of(ada, region)).ask("GET", NEXT).json()["parts"] == []
    assert len(Program(secret_of(ada, world.home)).ask("GET", NEXT).json()["parts"]) == 1
