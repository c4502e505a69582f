"""Is somebody who begins told what comes first, as far as they may do it, and only until it is done?"""

import pytest

from phaseout.web.estate.models import Site
from phaseout.web.findings.models import Finding
from phaseout.web.findings.services import propose
from phaseout.web.frame.access import Role
from phaseout.web.people.queries import access_of
from phaseout.web.surveys.first_steps import first_steps
from web.surveying import CAMERAS, surveying

__all__ = ["surveying"]


def done(access) -> list[tuple[str, bool]]:
    return [(str(one.label), one.is_done) for one in first_steps(access)]


def test_an_administrator_who_also_assesses_is_led_from_a_site_to_a_second_person(
    world, person_with, surveying
):
    person = person_with(Role.ADMINISTRATOR, Role.ANALYST)
    access = access_of(person)
    assert [is_done for _, is_done in done(access)] == [False, False, False, False, True]
    assert done(access)[-1][0] == "Invite a second person", "somebody else has a role there already"
    Site(organisation=world.home, ref="hq", name_en="Headquarters").save()
    survey = surveying.bring({"inventory.csv": CAMERAS})
    steps = first_steps(access)
    assert [one.is_done for one in steps] == [True, True, False, False, True]
    assert steps[2].address == f"/surveys/{survey.pk}/"
    surveying.apply(survey)
    finding = Finding.everything.filter(outcome="applies").first()
    assert [one.is_done for one in first_steps(access)] == [True, True, True, False, True]
    propose(access, finding, finding.version, verdict="confirmed", reason="Seen")
    assert done(access) == [], "all is done"


@pytest.mark.parametrize(
    ("role", "steps"),
    [
        (Role.READER, []),
        (Role.APPROVER, []),
        (Role.TECHNICIAN, ["Bring in files", "Take over what they show"]),
        (Role.ADMINISTRATOR, ["Add a site", "Invite a second person"]),
    ],
)
def test_nobody_is_told_to_do_what_they_may_not(access_with, role, steps):
    assert [label for label, _ in done(access_with(role))] == steps


def test_the_first_page_offers_the_next_step_and_a_foreigners_work_counts_for_nothing(
    world, client_of, surveying
):
    surveying.apply(surveying.bring({"inventory.csv": CAMERAS}))
    page = client_of(Role.ANALYST, at=world.foreign).get("/").content.decode()
    assert '<a class="button primary" href="/sites/add/">Add a site</a>' in page
    assert "First steps" not in client_of(Role.READER).get("/").content.decode()


def test_where_there_is_one_organisation_nobody_has_to_choose_it(client_of, world):
    client = client_of(Role.ANALYST)
    assert (
        client.post("/sites/add/", {"organisation": world.home.pk, "ref": "hq", "name_en": "HQ"}).status_code
        == 302
    )
    page = client.get("/sites/add/").content.decode()
    assert f'<option value="{world.home.pk}">Example Department</option>' in page
    assert '<option value="">…</option>' not in page
