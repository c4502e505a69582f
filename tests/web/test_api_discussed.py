"""Do programs speak of things and give and settle tasks as people do, and no further?"""

import pytest

from phaseout.web.discussion.models import Comment, Task
from phaseout.web.discussion.services import comment, withdraw_comment
from phaseout.web.estate.models import Site
from phaseout.web.frame.access import Role
from phaseout.web.people.queries import access_of
from web.programs import Program, secret_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(world):
    row = Site(organisation=world.home, ref="hq", name_en="Headquarters")
    row.save()
    return row


def test_a_program_gives_a_task_finds_it_and_settles_what_it_saw(site, world, person_with):
    person = person_with(Role.TECHNICIAN)
    program = Program(secret_of(person, world.home))
    given = {
        "sort": "site",
        "about": site.pk,
        "title": "Read the label",
        "who": f"person:{person.pk}",
        "due": "2026-12-01",
    }
    made = program.ask("POST", "/tasks", given)
    assert (made.status_code, made.headers["Location"]) == (201, f"/api/v1/tasks/{made.json()['id']}")
    task = Task.everything.get()
    assert (task.site, task.person, task.by, task.title) == (site, person, person, "Read the label")
    (listed,) = program.ask("GET", f"/tasks?whose=me&organisation={world.home.pk}").json()["items"]
    assert (listed["sort"], listed["about"], listed["who"]) == ("site", site.pk, given["who"])
    address = f"/tasks/{task.pk}/settlement"
    done = {"state": "done", "answer": "It is an Axis"}
    assert program.ask("POST", address, done).status_code == 428
    seen = program.ask("GET", f"/tasks/{task.pk}").headers["ETag"]
    told = program.ask("POST", address, done, if_match=seen)
    assert (told.json()["state"], told.json()["answer"]) == ("done", "It is an Axis")
    assert program.ask("POST", address, done, if_match=seen).status_code == 412
    assert program.ask("GET", "/tasks").json()["items"] == []


@pytest.mark.parametrize("who", ["person:999999", "role:reader", "role:", "nobody", ""])
def test_who_may_not_act_there_is_given_nothing(who, site, world, person_with):
    program = Program(secret_of(person_with(Role.ANALYST), world.home))
    given = {"sort": "site", "about": site.pk, "title": "Look", "who": who}
    refused = program.ask("POST", "/tasks", given)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "who")
    assert not Task.everything.exists()


def test_a_program_speaks_of_what_it_sees_and_reads_nothing_that_was_withdrawn(site, world, person_with):
    person = person_with(Role.ANALYST)
    program, reader = (
        Program(secret_of(person, world.home)),
        Program(secret_of(person_with(Role.READER), world.home)),
    )
    address = f"/comments/site/{site.pk}"
    assert program.ask("POST", address, {"text": "Two cameras"}).status_code == 201
    withdraw_comment(access_of(person), comment(access_of(person), site, "Wrong"), 1)
    told = [(one["text"], one["by"]) for one in reader.ask("GET", address).json()["items"]]
    assert told == [("", person.name), ("Two cameras", person.name)]
    assert reader.ask("POST", address, {"text": "Hello"}).status_code == 403
    theirs = Site(organisation=world.foreign, ref="x", name_en="X")
    theirs.save()
    for other in (
        f"/comments/site/{theirs.pk}",
        f"/comments/organisation/{world.home.pk}",
        "/comments/person/1",
    ):
        assert program.ask("GET", other).status_code == 404
        assert program.ask("POST", other, {"text": "Hello"}).status_code == 404
    assert Comment.everything.count() == 2
