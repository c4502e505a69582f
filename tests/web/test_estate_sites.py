"""Are sites listed, found, entered and changed, and does what nobody said stay unsaid?"""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from phaseout.web.estate.models import Building, Floor, Room, Site
from phaseout.web.estate.services import SiteFacts, add_branch, add_place, add_site, change_site, rename_place
from phaseout.web.frame.access import Role

ENTERED = {"ref": "hq", "name_en": "Headquarters", "name_fr": "Siège", "tier": "1", "owner": "landlord",
           "lease_end": "2027-03-31", "address": "1 Main Street", "latitude": "45.42", "longitude": "-75.7",
           "networks": "10.20.0.0/16\r\n2001:db8::/32", "purpose": ["public-safety"]}  # fmt: skip


@pytest.fixture
def site(world) -> Site:
    site = Site(organisation=world.home, ref="hq", name_en="Headquarters", name_fr="Siège de l’État")
    site.save()
    return site


def rows(client, **asked) -> str:
    page = client.get(reverse("sites"), asked).content.decode()
    return page[page.index("<tbody>") : page.index("</tbody>")]


def test_a_site_is_entered_by_its_page_with_all_that_is_known(world, client_of):
    answer = client_of(Role.ANALYST).post(reverse("site-add"), {**ENTERED, "organisation": world.home.pk})
    site = Site.everything.get()
    assert answer.headers["Location"] == reverse("site", kwargs={"pk": site.pk})
    assert (site.ref, site.tier, site.owner, site.latitude, site.longitude) == (
        "hq",
        1,
        "landlord",
        45.42,
        -75.7,
    )
    assert site.lease_end.isoformat() == "2027-03-31"
    assert site.networks == ["10.20.0.0/16", "2001:db8::/32"]
    assert site.purpose == ["public-safety"]
    assert site.operator == ""


def test_what_nobody_said_of_a_site_is_kept_and_shown_as_unsaid(world, client_of):
    client = client_of(Role.ANALYST)
    client.post(reverse("site-add"), {"ref": "x", "name_en": "X", "organisation": world.home.pk})
    site = Site.everything.get()
    assert (site.tier, site.owner, site.lease_end, site.networks) == (None, "", None, [])
    page = client.get(reverse("site", kwargs={"pk": site.pk})).content.decode()
    assert "nobody said" in page
    assert "ourselves" not in page


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [
        ("networks", "10.20.0.0/64", "is no range of addresses"),
        ("networks", "10.20.0.0/16\nnonsense", "“nonsense” is no range"),
        ("networks", "0.0.0.0/0", "is every address there is"),
        ("latitude", "91", "less than or equal to 90"),
        ("longitude", "", "belong together"),
        ("lease_end", "2027-02-30", "valid date"),
        ("lease_end", "0001-01-01", "greater than or equal"),
        ("ref", "", "required"),
        ("owner", "nobody", "valid choice"),
        ("tier", "9", "valid choice"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field_and_what_was_entered_is_kept(
    world, client_of, field, wrong, said
):
    given = {**ENTERED, "organisation": world.home.pk, field: wrong}
    answer = client_of(Role.ANALYST).post(reverse("site-add"), given)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert f'id="id_{field}_error"' in page
    assert said in page
    assert "1 Main Street" in page
    assert not Site.everything.exists()


def test_a_site_that_is_ones_own_has_no_lease_that_ends(world, client_of):
    given = {**ENTERED, "organisation": world.home.pk, "owner": "self"}
    answer = client_of(Role.ANALYST).post(reverse("site-add"), given)
    assert "then no lease ends" in answer.content.decode()


def test_a_reference_stands_once_in_an_organisation(world, site, client_of):
    answer = client_of(Role.ANALYST).post(reverse("site-add"), {**ENTERED, "organisation": world.home.pk})
    assert answer.status_code == 400
    assert "a site with this reference already" in answer.content.decode()


def test_of_two_who_enter_one_reference_at_the_same_moment_the_second_is_told(
    world, site, client_of, monkeypatch
):
    # Both forms were looked at before either was written.
    monkeypatch.setattr(Site, "validate_constraints", lambda *_args, **_more: None)
    answer = client_of(Role.ANALYST).post(reverse("site-add"), {**ENTERED, "organisation": world.home.pk})
    assert answer.status_code == 409
    assert "Somebody else entered the same just now" in answer.content.decode()
    assert "1 Main Street" in answer.content.decode()


def test_a_site_is_put_into_no_organisation_that_one_does_not_keep(world, client_of, access_with):
    answer = client_of(Role.ANALYST).post(reverse("site-add"), {**ENTERED, "organisation": world.foreign.pk})
    assert answer.status_code == 400
    with pytest.raises(PermissionDenied):
        add_site(access_with(Role.ANALYST), SiteFacts(organisation=world.foreign, ref="x"))


def test_a_site_is_taken_from_no_organisation_that_one_does_not_keep(world, access_with):
    foreign = Site(organisation=world.foreign, ref="theirs", name_en="Theirs")
    foreign.save()
    with pytest.raises(PermissionDenied):
        change_site(access_with(Role.ANALYST), foreign, 1, SiteFacts(organisation=world.home, ref="ours"))
    foreign.refresh_from_db()
    assert (foreign.organisation, foreign.version) == (world.foreign, 1)


def test_of_two_who_change_a_site_at_once_the_second_is_shown_what_differs(world, site, client_of):
    client = client_of(Role.ANALYST)
    address = reverse("site-edit", kwargs={"pk": site.pk})
    given = {"ref": "hq", "name_en": "Headquarters", "organisation": world.home.pk, "version": "1"}
    assert client.post(address, {**given, "owner": "landlord", "networks": "10.1.0.0/16"}).status_code == 302
    answer = client.post(address, {**given, "owner": "self", "networks": "10.1.0.0/16"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert '<th scope="row">Owner</th><td>ourselves</td><td>a landlord</td>' in page
    assert '<th scope="row">Networks</th>' not in page, "both entered the same"
    site.refresh_from_db()
    assert site.owner == "landlord"
    again = client.post(address, {**given, "owner": "self", "version": "2"})
    assert again.status_code == 302
    site.refresh_from_db()
    assert (site.owner, site.version) == ("self", 3)


def test_a_search_ignores_accents_and_capitals_and_asks_for_every_word(world, site, client_of):
    Site(organisation=world.home, ref="dp", name_en="Depot", address="Rue de l’Église").save()
    client = client_of(Role.READER)
    assert "hq" in rows(client, text="SIEGE etat")
    assert "dp" not in rows(client, text="SIEGE etat")
    assert "dp" in rows(client, text="eglise")
    assert "No site matches." in rows(client, text="siège eglise")
    assert "No site matches." in rows(client, text="%")


def test_a_site_is_found_by_its_new_name_after_a_change(world, site, access_with, client_of):
    facts = SiteFacts(organisation=world.home, ref="hq", name_en="Pavilion")
    change_site(access_with(Role.ANALYST), site, 1, facts)
    assert "hq" in rows(client_of(Role.READER), text="pavil")
    assert "hq" not in rows(client_of(Role.READER), text="siege")


def test_a_list_is_narrowed_by_organisation_tier_owner_and_coverage(world, site, access_with, client_of):
    region = add_branch(access_with(Role.ADMINISTRATOR), world.home, name_en="Region", name_fr="")
    Site(organisation=region, ref="west", name_en="West", tier=2, owner="landlord").save()
    client = client_of(Role.READER)
    assert "hq" not in rows(client, organisation=region.pk)
    assert "west" in rows(client, organisation=world.home.pk), "with what lies below"
    assert "hq" not in rows(client, tier="2")
    assert "west" not in rows(client, tier="-")
    assert "hq" in rows(client, owner="-")
    assert "hq" not in rows(client, owner="landlord")
    assert "hq" in rows(client, coverage="not-started")
    assert "hq" not in rows(client, coverage="walk")


def test_a_filter_that_makes_no_sense_finds_nothing_and_says_so(world, site, client_of):
    client = client_of(Role.READER)
    page = client.get(reverse("sites"), {"tier": "seven"}).content.decode()
    assert "Select a valid choice" in page
    assert "No site matches." in page
    assert client.get(reverse("sites"), {"tier": "seven", "format": "csv"}).status_code == 404


def test_no_filter_tells_of_another_organisation(world, site, client_of):
    Site(organisation=world.foreign, ref="theirs", name_en="Theirs").save()
    client = client_of(Role.READER)
    assert "theirs" not in rows(client, organisation=world.foreign.pk)
    assert "theirs" not in rows(client, text="theirs")


@pytest.mark.parametrize("column", ["ref", "name", "organisation", "tier", "owner", "lease_end", "reached"])
def test_sites_are_ordered_by_a_column_in_both_directions(world, client_of, column):
    for number, owner in enumerate(("landlord", "self"), start=1):
        Site(organisation=world.home, ref=f"s{number}", name_en=f"N{number}", owner=owner, tier=number).save()
    client = client_of(Role.READER)
    assert client.get(reverse("sites"), {"sort": column}).status_code == 200
    upwards, downwards = rows(client, sort=column), rows(client, sort=f"-{column}")
    if column in ("ref", "name", "tier", "owner"):
        assert upwards.index(">s1<") < upwards.index(">s2<")
        assert downwards.index(">s2<") < downwards.index(">s1<")


def test_columns_are_chosen_in_the_address(world, site, client_of):
    client = client_of(Role.READER)
    page = client.get(reverse("sites"), {"column": ["ref", "custodian"]}).content.decode()
    head = page[page.index("<thead>") : page.index("</thead>")]
    assert "Custodian" in head
    assert "Tier" not in head


def test_buildings_floors_and_rooms_are_added_and_renamed_from_the_page_of_a_site(site, client_of):
    client = client_of(Role.ANALYST)
    page = reverse("site", kwargs={"pk": site.pk})
    for sort, under, given in (
        ("building", lambda: site, {"name_en": "Tower"}),
        ("floor", Building.everything.get, {"name_en": "Mezzanine", "level": "2"}),
        ("room", Floor.everything.get, {"name_fr": "Salle des serveurs"}),
    ):
        address = reverse("place-add", kwargs={"sort": sort, "pk": under().pk})
        assert address in client.get(page).content.decode()
        assert client.post(address, given).headers["Location"] == page
    room = Room.everything.get()
    assert (room.floor.level, room.floor.building.site) == (2, site)
    renamed = reverse("place", kwargs={"sort": "room", "pk": room.pk})
    client.post(renamed, {"name_fr": "Salle 2", "version": "1"})
    assert "Salle 2" in client.get(page).content.decode()
    late = client.post(renamed, {"name_fr": "Salle 3", "version": "1"})
    assert late.status_code == 409
    assert "<td>Salle 3</td><td>Salle 2</td>" in late.content.decode()


@pytest.mark.parametrize("sort", ["room", "floor", "building"])
def test_nothing_is_added_to_or_renamed_in_another_organisations_site(world, access_with, sort):
    site = Site(organisation=world.foreign, ref="theirs", name_en="Theirs")
    site.save()
    building = Building(site=site, name_en="B")
    building.save()
    floor = Floor(building=building, name_en="F")
    floor.save()
    under = {"building": site, "floor": building, "room": floor}[sort]
    with pytest.raises(PermissionDenied):
        add_place(access_with(Role.ANALYST), under, names=("X", ""))
    with pytest.raises(PermissionDenied):
        rename_place(access_with(Role.ANALYST), floor, 1, names=("X", ""))


def test_a_place_of_no_known_sort_is_not_there(site, client_of):
    client = client_of(Role.ANALYST)
    assert client.get(reverse("place-add", kwargs={"sort": "attic", "pk": site.pk})).status_code == 404
    assert client.get(reverse("place", kwargs={"sort": "attic", "pk": site.pk})).status_code == 404
