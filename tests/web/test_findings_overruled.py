"""Is an answer refused that the estate states otherwise, and is one that was overtaken shown not to count?"""

from datetime import date

import pytest

from phaseout.web.estate.models import Organisation, Site
from phaseout.web.estate.services import add_branch
from phaseout.web.findings import services
from phaseout.web.findings.models import Answer
from phaseout.web.findings.overruled import Estate
from phaseout.web.findings.place import Place
from phaseout.web.frame.access import Role
from web.furnishing.findings import asset_in
from web.programs import Program, secret_of

TODAY = date(2026, 11, 27)
ENTERED = {"reason": "I run the place", "on": "2026-11-01"}


@pytest.fixture
def rented(world) -> Site:
    """A site of which the estate states who runs it, for what, and until when."""
    site = Site(
        organisation=world.home, ref="rented", name_en="Rented hall", operator="landlord",
        purpose=["public-safety"], lease_end=date(2027, 6, 30),
    )  # fmt: skip
    site.save()
    return site


def of_law(organisation: Organisation, *roles: str) -> None:
    Organisation.everything.filter(pk=organisation.pk).update(roles=list(roles))


def answer(access, place: Place, fact: str, value: str) -> Answer:
    return services.answer(access, place, fact, values=[value], reason="r", on=TODAY)


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [("operator", "self", "landlord"), ("purpose", "national-security", "public safety"), ("lease-end", "2030", "2027-06-30")],
)  # fmt: skip
def test_what_the_estate_states_of_a_site_is_not_answered_otherwise(rented, client_of, fact, value, said):
    client = client_of(Role.ANALYST)
    entered = {**ENTERED, "values": value, "place": f"site:{rented.pk}"}
    for more in ({}, {"save": "1"}):
        refused = client.post(f"/questions/{fact}/answer/", {**entered, **more})
        page = refused.content.decode()
        assert refused.status_code == 400
        assert page.count("The estate says of Rented hall:") >= 2, "beside the field and above it"
        assert said in page.lower()
        assert f'href="/sites/{rented.pk}/edit/"' in page
    assert not Answer.everything.exists()


def test_what_the_estate_states_may_be_answered_likewise_and_what_it_leaves_open_as_well(rented, client_of):
    client = client_of(Role.ANALYST)
    for fact, value in (("operator", "landlord"), ("owner", "landlord")):
        entered = {**ENTERED, "values": value, "place": f"site:{rented.pk}", "save": "1"}
        assert client.post(f"/questions/{fact}/answer/", entered).status_code == 302
    assert Answer.everything.count() == 2


def test_a_role_is_not_answered_where_the_organisation_or_one_above_states_another(
    world, access_with, client_of
):
    of_law(world.home, "ca/federal-department")
    add_branch(access_with(Role.ADMINISTRATOR), world.home, name_en="Depot", name_fr="", roles=[])
    depot = Organisation.everything.get(name_en="Depot")
    client = client_of(Role.ANALYST)
    for place in (world.home, depot):
        entered = {**ENTERED, "values": ["ca/private"], "place": f"organisation:{place.pk}", "save": "1"}
        refused = client.post("/questions/role/answer/", entered)
        assert refused.status_code == 400
        assert f"The estate says of {world.home.name}:" in refused.content.decode()
        assert f'href="/organisations/{world.home.pk}/"' in refused.content.decode()
    of_law(depot, "ca/private")
    assert client.post("/questions/role/answer/", entered).status_code == 302


def test_what_an_organisation_above_states_is_said_without_its_name_to_who_does_not_see_it(
    world, access_with
):
    of_law(world.home, "ca/federal-department")
    add_branch(access_with(Role.ADMINISTRATOR), world.home, name_en="Depot", name_fr="", roles=[])
    depot = Organisation.everything.get(name_en="Depot")
    below = access_with(Role.ANALYST, at=depot)
    stated = Estate(below).differing("role", ["ca/private"], depot.pk, None)
    assert stated.said.startswith("The estate says of an organisation above:")
    assert stated.address == ""


def test_what_is_answered_of_a_single_asset_is_nearer_than_what_is_stated_of_its_site(rented, access_with):
    thing = asset_in(rented.organisation, "cam", rented)
    given = answer(
        access_with(Role.ANALYST),
        Place(organisation=rented.organisation_id, asset=thing.pk),
        "operator",
        "self",
    )
    assert Estate(access_with(Role.READER)).against(given) is None


def test_an_answer_that_the_estate_overtook_says_so_and_not_that_it_was_decided_with(
    rented, access_with, client_of
):
    access = access_with(Role.ANALYST)
    place = Place(organisation=rented.organisation_id, site=rented.pk)
    counts, not_so = answer(access, place, "owner", "landlord"), answer(access, place, "operator", "landlord")
    services.note_decided_again([counts.pk, not_so.pk])
    client = client_of(Role.READER)
    assert "does not count" not in client.get("/questions/operator/").content.decode()
    Site.everything.filter(pk=rented.pk).update(operator="self")
    page = client.get("/questions/operator/").content.decode()
    assert "does not count" in page
    assert "The estate says of Rented hall:" in page
    assert f'href="/sites/{rented.pk}/"' in page
    assert "does not count" not in client.get("/questions/owner/").content.decode()


def test_programs_are_refused_alike_and_see_what_overtook_an_answer(rented, world, person_with, access_with):
    person = person_with(Role.ANALYST)
    program = Program(secret_of(person, world.home))
    given = {"values": ["self"], "places": [{"site": rented.pk}], "reason": "r"}
    refused = program.ask("POST", "/questions/operator/answers", given)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "values"
    answer(access_with(Role.ANALYST), Place(organisation=world.home.pk, site=rented.pk), "operator", "self")
    (row,) = program.ask("GET", "/answers").json()["items"]
    assert row["stated"] == ["landlord"]
