"""Is an answer taken back with a reason, by whom it may be, and are findings then decided without it?"""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from phaseout.web.estate.models import Asset, Organisation
from phaseout.web.findings import queries, services
from phaseout.web.findings.models import Answer, Finding
from phaseout.web.findings.place import Place
from phaseout.web.frame.access import Role
from phaseout.web.frame.models import Event
from phaseout.web.surveys import services as surveys
from web.programs import Program, secret_of
from web.surveying import CAMERAS, surveying

__all__ = ["surveying"]
TODAY = date(2026, 11, 27)


def answer(access, organisation, values: list[str], fact: str = "purpose", **place: int) -> Answer:
    at = Place(organisation=organisation.pk, **place)
    return services.answer(access, at, fact, values=values, reason="r", on=TODAY)


def test_an_answer_taken_back_counts_no_more_stays_in_sight_and_the_one_before_holds_again(
    world, access_with, client_of
):
    access = access_with(Role.ANALYST)
    first, second = answer(access, world.home, ["public-safety"]), answer(access, world.home, ["other"])
    assert [one.pk for one in queries.answers_that_hold(world.home)] == [second.pk]
    client = client_of(Role.ANALYST)
    page = client.get("/questions/purpose/").content.decode()
    assert f'href="/answers/{second.pk}/withdraw/"' in page
    assert client.post(f"/answers/{second.pk}/withdraw/", {"reason": ""}).status_code == 400
    done = client.post(f"/answers/{second.pk}/withdraw/", {"reason": "I mixed up two sites"})
    assert done.headers["Location"] == "/questions/purpose/"
    assert [one.pk for one in queries.answers_that_hold(world.home)] == [first.pk]
    page = client.get("/questions/purpose/").content.decode()
    assert "withdrawn" in page
    assert "I mixed up two sites" in page
    assert f'href="/answers/{second.pk}/withdraw/"' not in page
    assert client.get(f"/answers/{second.pk}/withdraw/").status_code == 404
    assert Event.everything.filter(what="answer-withdrawn", about=str(world.home)).count() == 1


def test_of_two_who_take_it_back_at_once_the_first_ones_reason_stands(world, access_with):
    access = access_with(Role.ANALYST)
    given = answer(access, world.home, ["public-safety"])
    assert services.withdraw_answer(access, given, reason="first")
    assert not services.withdraw_answer(access, given, reason="second")
    assert Answer.everything.get().why_withdrawn == "first"


def test_nobody_takes_back_where_they_may_not_answer(world, access_with):
    given = answer(access_with(Role.ANALYST), world.home, ["public-safety"])
    for access in (access_with(Role.READER), access_with(Role.ANALYST, at=world.foreign)):
        with pytest.raises(PermissionDenied):
            services.withdraw_answer(access, given, reason="r")
    assert Answer.everything.get().withdrawn is None


def test_what_a_thing_is_said_to_be_is_corrected_on_its_page_and_not_taken_back_here(
    surveying, client_of, access_with
):
    surveying.apply(surveying.bring({"inventory.csv": CAMERAS}))
    thing = Asset.everything.get(label="sw-1")
    given = answer(surveying.access, surveying.organisation, ["hikvision"], fact="maker", asset=thing.pk)
    with pytest.raises(PermissionDenied):
        services.withdraw_answer(surveying.access, given, reason="r")
    assert client_of(Role.ANALYST).get(f"/answers/{given.pk}/withdraw/").status_code == 404


@pytest.mark.parametrize("is_known", [False, True], ids=["given later", "known to the survey"])
def test_findings_are_decided_without_it_within_the_hour(
    surveying, noon, django_capture_on_commit_callbacks, is_known
):
    def due() -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return surveys.ask_where_due(TODAY)

    def outcomes() -> list[tuple[str, str, str]]:
        return sorted(
            Finding.everything.exclude(outcome="does-not-apply").values_list("measure", "act", "outcome")
        )

    def given() -> Answer:
        return answer(surveying.access, surveying.organisation, ["ca/federal-department"], fact="role")

    Organisation.everything.update(roles=[])
    if is_known:
        first = surveying.apply(surveying.bring({"inventory.csv": CAMERAS}))
        before = outcomes()
        surveying.undo(first)
        noon.shift(60)
        role = given()
        noon.shift(60)
        surveying.apply(surveying.bring({"inventory.csv": CAMERAS}))
    else:
        surveying.apply(surveying.bring({"inventory.csv": CAMERAS}))
        before = outcomes()
        noon.shift(60)
        role = given()
        assert due() == 1
    assert outcomes() != before
    noon.shift(60)
    services.withdraw_answer(surveying.access, role, reason="We are none")
    assert due() == 1
    assert outcomes() == before
    assert due() == 0, "nothing is answered twice"


def test_programs_take_back_alike(world, person_with, access_with):
    given = answer(access_with(Role.ANALYST), world.home, ["public-safety"])
    program = Program(secret_of(person_with(Role.ANALYST), world.home))
    told = program.ask("POST", f"/answers/{given.pk}/withdrawal", {"reason": "A mistake"}).json()
    assert (told["id"], told["why_withdrawn"]) == (given.pk, "A mistake")
    assert told["withdrawn"]
    assert program.ask("POST", f"/answers/{given.pk}/withdrawal", {"reason": "Again"}).status_code == 404
