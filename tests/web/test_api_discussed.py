"""Do programs speak of things and give and settle tasks as people do, and no further?"""

from datetime import timedelta

import pytest

from phaseout.web.discussion.models import Comment, Task
from phaseout.web.discussion.services import comment, withdraw_comment
from phaseout.web.estate.models import Site
from phaseout.web.frame.access import Permission, Role
from phaseout.web.people.models import Grant
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


def test_who_may_speak_and_not_read_gives_and_changes_no_task(site, world, person_with):
    person = person_with(Role.ANALYST)
    whole, speaks = (
        Program(secret_of(person, world.home)),
        Program(secret_of(person, world.home, Permission.DISCUSS)),
    )
    given = {"sort": "site", "about": site.pk, "title": "Look", "who": "role:analyst"}
    assert speaks.ask("POST", "/tasks", given).status_code == 403
    address = f"/tasks/{whole.ask('POST', '/tasks', given).json()['id']}"
    assert speaks.ask("PATCH", address, {"title": "X"}, if_match='"1"').status_code == 404
    assert speaks.ask("POST", f"{address}/settlement", {"state": "done"}, if_match='"1"').status_code == 404
    assert Task.everything.values_list("title", "state", "version").get() == ("Look", "open", 1)


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


@pytest.fixture
def spoken(site, world, person_with):
    """Return a program of somebody, and the address of what they said."""
    program = Program(secret_of(person_with(Role.ANALYST), world.home))
    said = program.ask("POST", f"/comments/site/{site.pk}", {"text": "Two cameras"})
    return program, f"/comments/{said.json()['id']}"


def test_a_comment_is_reworded_and_withdrawn_as_it_was_seen(spoken):
    program, address = spoken
    assert program.ask("PATCH", address, {"text": "Three"}).status_code == 428
    changed = program.ask("PATCH", address, {"text": "Three"}, if_match='"1"')
    assert (changed.status_code, changed.json()["text"], changed.json()["version"]) == (200, "Three", 2)
    assert changed.json()["changed"] is not None
    assert program.ask("PATCH", address, {"text": "Four"}, if_match='"1"').status_code == 412
    empty = program.ask("PATCH", address, {"text": " "}, if_match='"2"')
    assert (empty.status_code, empty.json()["errors"][0]["field"]) == (422, "text")
    assert program.ask("POST", f"{address}/withdrawal").status_code == 428
    gone = program.ask("POST", f"{address}/withdrawal", if_match=changed["ETag"], idempotency_key="k1")
    assert (gone.json()["text"], gone.json()["withdrawn"] is not None) == ("", True)
    again = program.ask("POST", f"{address}/withdrawal", if_match=changed["ETag"], idempotency_key="k1")
    assert again.content == gone.content
    assert program.ask("POST", f"{address}/withdrawal", if_match=gone["ETag"]).status_code == 409
    assert Comment.everything.get().text == "Three"


def test_a_comment_is_reworded_for_half_an_hour_and_withdrawn_for_ever(spoken, noon):
    program, address = spoken
    noon.shift(timedelta(minutes=31))
    assert program.ask("PATCH", address, {"text": "Three"}, if_match='"1"').status_code == 409
    assert program.ask("POST", f"{address}/withdrawal", if_match='"1"').status_code == 200


def test_nobody_rewords_or_withdraws_what_another_said(spoken, world, person_with):
    _program, address = spoken
    colleague = Program(secret_of(person_with(Role.ANALYST), world.home))
    foreigner = Program(secret_of(person_with(Role.ANALYST, at=world.foreign), world.foreign))
    for program, status in ((colleague, 403), (foreigner, 404)):
        assert program.ask("PATCH", address, {"text": "Hello"}, if_match='"1"').status_code == status
        assert program.ask("POST", f"{address}/withdrawal", if_match='"1"').status_code == status
    said = Comment.everything.get()
    assert (said.text, said.withdrawn, said.version) == ("Two cameras", None, 1)


def test_a_task_is_changed_as_it_was_seen_and_keeps_what_is_not_named(site, world, person_with):
    program = Program(secret_of(person_with(Role.ANALYST), world.home))
    given = {"sort": "site", "about": site.pk, "title": "Look", "who": "role:analyst", "due": "2026-12-01"}
    made = program.ask("POST", "/tasks", given)
    address = f"/tasks/{made.json()['id']}"
    assert program.ask("PATCH", address, {"title": "Read"}).status_code == 428
    changed = program.ask(
        "PATCH", address, {"title": "Read", "who": "role:technician"}, if_match=made["ETag"]
    )
    told = changed.json()
    assert (told["title"], told["who"], told["due"]) == ("Read", "role:technician", "2026-12-01")
    assert program.ask("PATCH", address, {"title": "X"}, if_match=made["ETag"]).status_code == 412
    for wrong in ({"who": "role:reader"}, {"title": ""}):
        refused = program.ask("PATCH", address, wrong, if_match=changed["ETag"])
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, *wrong)
    foreigner = Program(secret_of(person_with(Role.ANALYST, at=world.foreign), world.foreign))
    assert foreigner.ask("PATCH", address, {"title": "X"}, if_match='"2"').status_code == 404
    task = Task.everything.get()
    assert (task.title, task.version) == ("Read", 2)


def test_a_task_stays_whose_it_is_though_they_may_act_there_no_more(site, world, person_with, client_of):
    program, gone = Program(secret_of(person_with(Role.ANALYST), world.home)), person_with(Role.TECHNICIAN)
    whose = {"who": f"person:{gone.pk}"}
    made = program.ask("POST", "/tasks", {"sort": "site", "about": site.pk, "title": "Look", **whose})
    Grant.everything.filter(person=gone).delete()
    address = f"/tasks/{made.json()['id']}"
    changed = program.ask("PATCH", address, {"title": "Read"}, if_match=made["ETag"])
    assert (changed.status_code, changed.json()["title"], changed.json()["who"]) == (
        200,
        "Read",
        whose["who"],
    )
    page, given = client_of(Role.ANALYST), {"title": "Look again", "version": 2, **whose}
    assert f"{gone}, who may act there no more" in page.get(f"{address}/edit/").content.decode()
    assert page.post(f"{address}/edit/", given).status_code == 302
    other = program.ask("PATCH", address, {"who": "role:technician"}, if_match='"3"')
    assert other.json()["who"] == "role:technician"
    again = program.ask("PATCH", address, whose, if_match=other["ETag"])
    assert (again.status_code, again.json()["errors"][0]["field"]) == (422, "who")


def test_a_program_lists_where_its_person_is_named_and_says_that_they_have_seen_it(site, world, person_with):
    ada, bo = person_with(Role.ANALYST), person_with(Role.ANALYST)
    ada.name, bo.name = "Ada Long", "Bo Short"
    ada.save()
    bo.save()
    comment(access_of(bo), site, "@Ada Long look here")
    theirs = Program(secret_of(bo, world.home))
    program = Program(secret_of(ada, world.home))
    assert theirs.ask("GET", "/mentions").json()["items"] == []
    (one,) = program.ask("GET", "/mentions").json()["items"]
    assert (one["sort"], one["about"], one["seen"]) == ("site", site.pk, None)
    assert theirs.ask("POST", f"/mentions/{one['id']}/seen").status_code == 404
    assert program.ask("POST", f"/mentions/{one['id']}/seen").json()["seen"]
    assert program.ask("GET", "/mentions").json()["items"] == []
