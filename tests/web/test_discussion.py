"""Is said what people say of things, to whom it is meant, and is done what they ask each other to do?"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from phaseout.web.discussion.models import Comment, Mention, State, Task
from phaseout.web.discussion.naming import named, nobody
from phaseout.web.discussion.queries import CHANGEABLE, tasks_seen, waiting_on
from phaseout.web.discussion.services import (
    TaskFacts,
    TooLateError,
    change_comment,
    comment,
    give_task,
    note_seen,
    settle_task,
    withdraw_comment,
)
from phaseout.web.estate.models import Site
from phaseout.web.estate.services import add_branch
from phaseout.web.findings.models import Finding
from phaseout.web.findings.services import take_back
from phaseout.web.frame.access import PERMITS, Permission, Role
from phaseout.web.frame.models import Event
from phaseout.web.frame.versioned import ChangedMeanwhileError
from phaseout.web.people.models import Person
from phaseout.web.people.queries import access_of
from web.furnishing.findings import answer_of, asset_in, recorded

LATE = CHANGEABLE + timedelta(minutes=1)


@pytest.fixture
def site(world) -> Site:
    there = Site(organisation=world.home, ref="hq", name_en="Headquarters")
    there.save()
    return there


def signed(client, person: Person):
    client.force_login(person)
    return client


def test_who_only_reads_says_nothing_and_everybody_else_may(site, access_with, client_of):
    for role in Role:
        if Permission.DISCUSS in PERMITS[role]:
            comment(access_with(role), site, f"As {role}")
        else:
            with pytest.raises(PermissionDenied):
                comment(access_with(role), site, "no")
    assert Comment.everything.count() == len(Role) - 1
    page = client_of(Role.READER).get(f"/sites/{site.pk}/").content.decode()
    assert "As auditor" in page
    assert "/add/" not in page.split('id="discussion"')[1]


def test_a_comment_is_read_as_text_on_the_page_of_its_thing_alone(site, world, access_with, client_of):
    comment(access_with(Role.ANALYST), site, "<b>first</b>\nsecond http://evil.example")
    other = Site(organisation=world.home, ref="b", name_en="B")
    other.save()
    client = client_of(Role.READER)
    page = client.get(f"/sites/{site.pk}/").content.decode()
    assert "&lt;b&gt;first&lt;/b&gt;<br>second http://evil.example" in page
    assert "first" not in client.get(f"/sites/{other.pk}/").content.decode()
    assert client_of(Role.ANALYST, at=world.foreign).get(f"/comments/on/site/{site.pk}/").status_code == 404


def test_a_comment_follows_its_thing_into_another_organisation(site, world, access_with):
    comment(access_with(Role.ANALYST), site, "said")
    Site.everything.filter(pk=site.pk).update(organisation=world.foreign)
    assert not Comment.objects.visible_to(access_with(Role.ANALYST)).exists()
    assert Comment.objects.visible_to(access_with(Role.READER, at=world.foreign)).exists()


def test_no_row_is_about_two_things_or_about_none(site, world, access_with):
    by = access_with(Role.ANALYST).person
    for about in ({}, {"site": site, "asset": asset_in(world.home, "cam")}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment(text="t", by_id=by, **about).save()
        with pytest.raises(IntegrityError), transaction.atomic():
            Task(title="t", role="analyst", by_id=by, **about).save()


def test_its_writer_changes_a_comment_for_a_while_and_what_it_said_stays(
    site, access_with, person_with, client_of, noon
):
    writer = person_with(Role.ANALYST)
    said = comment(access_of(writer), site, "first words")
    client = signed(client_of(), writer)
    address = f"/comments/{said.pk}/edit/"
    assert client.post(address, {"text": "second words", "version": 1}).status_code == 302
    page = client_of(Role.READER).get(f"/sites/{site.pk}/").content.decode()
    assert page.index("second words") < page.index("first words")
    clash = client.post(address, {"text": "third words", "version": 1})
    assert clash.status_code == 409
    assert "third words" in clash.content.decode()
    assert Comment.everything.get().text == "second words"
    with pytest.raises(PermissionDenied):
        change_comment(access_with(Role.ADMINISTRATOR), said, 2, "put into their mouth")
    noon.shift(LATE)
    with pytest.raises(TooLateError):
        change_comment(access_of(writer), said, 2, "too late")
    assert client.get(address).status_code == 302
    assert Comment.everything.get().version == 2


def test_a_comment_withdrawn_is_shown_no_more_and_kept_for_who_sees_who_did_what(
    site, access_with, person_with, client_of, noon
):
    writer = person_with(Role.ANALYST)
    said = comment(access_of(writer), site, "a slip")
    with pytest.raises(PermissionDenied):
        withdraw_comment(access_with(Role.ADMINISTRATOR), said, 1)
    noon.shift(LATE)
    assert (
        signed(client_of(), writer).post(f"/comments/{said.pk}/withdraw/", {"version": 1}).status_code == 302
    )
    address = f"/sites/{site.pk}/"
    assert "a slip" not in client_of(Role.READER).get(address).content.decode()
    assert "a slip" in client_of(Role.AUDITOR).get(address).content.decode()
    with pytest.raises(TooLateError):
        withdraw_comment(access_of(writer), said, 2)
    assert [one.what for one in Event.everything.all()] == ["comment-withdrawn", "commented"]


def test_a_name_after_an_at_is_met_whatever_its_capitals_and_accents():
    people = [Person(pk=1, name="Ada"), Person(pk=2, name="Ada Lovelace"), Person(pk=3, name="Élodie Côté"),
              Person(pk=4, name="Élodie Côté"), Person(pk=5, name="")]  # fmt: skip
    assert [one.pk for one in named("Ask @ada  LOVELACE, please", people)] == [2]
    assert [one.pk for one in named("@elodie cote: or (@Ada)?", people)] == [3, 4, 1]
    assert named("mail ada@Ada.example, @Adam, @ Ada", people) == []
    assert nobody("@Adam and @Ada", people) == ["Adam"]


def test_only_who_may_see_a_thing_is_told_that_they_are_named(
    site, world, person_with, access_with, client_of
):
    reader, stranger = person_with(Role.READER), person_with(Role.READER, at=world.foreign)
    answer = client_of(Role.ANALYST).post(
        f"/comments/on/site/{site.pk}/add/", {"text": f"@{reader.name} and @{stranger.name}"}, follow=True
    )
    assert "Nobody who sees this is called" in answer.content.decode()
    (mention,) = Mention.everything.all()
    assert mention.person == reader
    home = signed(client_of(), reader).get("/").content.decode()
    assert f'href="/sites/{site.pk}/#discussion"' in home
    note_seen(access_with(Role.ANALYST), mention)
    assert Mention.everything.filter(seen=None).exists()
    signed(client_of(), reader).post(f"/mentions/{mention.pk}/seen/")
    assert "named you" not in signed(client_of(), reader).get("/").content.decode()


def test_who_answers_where_they_are_named_is_waited_on_no_more(site, person_with):
    one, other = person_with(Role.ANALYST), person_with(Role.APPROVER)
    comment(access_of(one), site, f"@{other.name}?")
    comment(access_of(other), site, f"Yes, @{one.name}.")
    assert list(Mention.everything.filter(seen=None).values_list("person", flat=True)) == [one.pk]


def test_a_survey_taken_back_leaves_the_finding_people_speak_of(world, access_with):
    analyst = access_with(Role.ANALYST)
    asset = asset_in(world.home, "cam")
    spoken, silent = recorded(
        asset, answer_of(), answer_of("undetermined", act="install"), by=analyst.person, survey=4
    )
    comment(analyst, spoken, "Wait")
    take_back(4, [asset.pk], by=analyst.person)
    assert list(Finding.everything.all()) == [spoken]
    assert silent.pk != spoken.pk


def test_a_task_waits_on_a_person_or_on_who_has_a_role_where_it_lies(site, world, person_with, access_with):
    analyst, technician = access_with(Role.ANALYST), person_with(Role.TECHNICIAN)
    region = add_branch(access_with(Role.ADMINISTRATOR), world.home, name_en="Region", name_fr="")
    elsewhere = person_with(Role.TECHNICIAN, at=region)
    give_task(analyst, site, TaskFacts(title="theirs", person=technician))
    give_task(analyst, site, TaskFacts(title="a technician’s", role="technician"))
    give_task(analyst, world.home, TaskFacts(title="an approver’s", role="approver"))

    def waiting(person: Person) -> set[str]:
        access = access_of(person)
        return {one.title for one in waiting_on(access, tasks_seen(access))}

    assert waiting(technician) == {"theirs", "a technician’s"}
    assert waiting(elsewhere) == set()
    assert waiting(person_with(Role.APPROVER)) == {"an approver’s"}


def test_nobody_is_given_a_task_who_may_not_act_there(site, world, person_with, access_with):
    analyst = access_with(Role.ANALYST)
    for person in (person_with(Role.READER), person_with(Role.ANALYST, at=world.foreign)):
        with pytest.raises(PermissionDenied):
            give_task(analyst, site, TaskFacts(title="t", person=person))
    for role in ("reader", "king", ""):
        with pytest.raises(PermissionDenied):
            give_task(analyst, site, TaskFacts(title="t", role=role))


def test_a_task_is_given_changed_and_settled_by_forms(site, person_with, client_of):
    client, doer = client_of(Role.ANALYST), person_with(Role.TECHNICIAN)
    given = {"title": "Look", "who": f"person:{doer.pk}", "due": "2026-11-26", "note": ""}
    missing = client.post(f"/tasks/on/site/{site.pk}/add/", {**given, "title": ""})
    assert missing.status_code == 400
    assert client.post(f"/tasks/on/site/{site.pk}/add/", given).status_code == 302
    task = Task.everything.get()
    assert "overdue" in client.get(f"/sites/{site.pk}/").content.decode()
    changed = {**given, "who": "role:analyst", "version": 1}
    assert client.post(f"/tasks/{task.pk}/edit/", changed).status_code == 302
    clash = client.post(f"/tasks/{task.pk}/edit/", {**changed, "title": "Mine"})
    assert clash.status_code == 409
    assert "Whoever is" not in clash.content.decode().split("</table>")[0]
    settle = f"/tasks/{task.pk}/settle/"
    assert client.post(settle, {"state": "done", "version": 2, "answer": "It was."}).status_code == 302
    assert client.post(settle, {"state": "given-up", "version": 2, "answer": "kept"}).status_code == 409
    task.refresh_from_db()
    assert (task.state, task.answer, task.is_overdue) == (State.DONE, "It was.", False)
    assert client.post(settle, {"state": "open", "version": 3}).status_code == 302
    assert [one.what for one in Event.everything.all()] == [
        "task-opened-again", "task-closed", "task-changed", "task-given"
    ]  # fmt: skip


def test_two_who_settle_one_task_at_once_do_so_once(site, access_with):
    analyst = access_with(Role.ANALYST)
    task = give_task(analyst, site, TaskFacts(title="t", role="analyst"))
    settle_task(analyst, task, 1, State.DONE)
    with pytest.raises(ChangedMeanwhileError):
        settle_task(analyst, task, 1, State.GIVEN_UP)


def test_the_list_of_tasks_is_narrowed_and_begins_with_what_is_most_urgent(
    site, world, person_with, client_of
):
    person = person_with(Role.ANALYST)
    access, today = access_of(person), timezone.localdate()
    for title, due in (("Écran", None), ("later", today + timedelta(9)), ("late", today - timedelta(1))):
        give_task(access, site, TaskFacts(title=title, due=due, role="analyst"))
    done = give_task(access, world.home, TaskFacts(title="settled", person=person))
    settle_task(access, done, 1, State.DONE)
    client = signed(client_of(), person)

    def titles(query: str) -> list[str]:
        return [one.record.title for one in client.get(f"/tasks/?{query}").context["table"].rows]

    assert titles("") == ["late", "later", "Écran"]
    assert titles("state=done") == ["settled"]
    assert set(titles("state=any")) == {"late", "later", "Écran", "settled"}
    assert titles("due=overdue") == ["late"]
    assert titles("due=never&text=ecran") == ["Écran"]
    assert titles("whose=me") == ["late", "later", "Écran"]
    assert titles("whose=approver") == []


def test_pages_take_as_many_queries_for_many_rows_as_for_few(
    site, person_with, access_with, client_of, count_queries
):
    analyst = access_with(Role.ANALYST)
    reader = person_with(Role.READER)

    def put(number: int) -> None:
        for _ in range(number):
            said = comment(analyst, site, f"first @{reader.name}")
            change_comment(analyst, said, 1, f"then @{reader.name}")
            give_task(analyst, site, TaskFacts(title="t", role="analyst"))

    client = client_of(Role.ANALYST)
    addresses = ("/tasks/", f"/sites/{site.pk}/", "/")
    put(3)
    few = [count_queries(client, one) for one in addresses]
    put(12)
    assert [count_queries(client, one) for one in addresses] == few


EXPORT = "QRC03010003AbCdEfGhIjKlMnOp"


def test_no_credential_that_somebody_types_into_a_comment_or_a_task_is_kept(site, client_of):
    client = client_of(Role.ANALYST)
    client.post(f"/comments/on/site/{site.pk}/add/", {"text": f"The label says {EXPORT}"})
    said = Comment.everything.get()
    assert said.text == "The label says [a credential was left out]"
    given = client.post(
        f"/tasks/on/site/{site.pk}/add/",
        {"title": f"Scan {EXPORT}", "who": "role:technician", "note": EXPORT},
    )
    assert given.status_code == 400
    assert not Task.everything.exists()
