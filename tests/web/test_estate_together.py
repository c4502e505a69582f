"""Are many things and sites changed at once as the preview says, by one, and put back by one?"""

import re
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phaseout.web.estate.models import Asset, Building, Floor, Room, Site, Told
from phaseout.web.estate.services import (
    SiteFacts,
    Wanted,
    add_branch,
    change_assets,
    change_sites,
    correct,
    put_back,
)
from phaseout.web.frame.access import Access, Permission, Role
from phaseout.web.frame.models import Event
from phaseout.web.frame.versioned import ChangedMeanwhileError
from web.things import seen_asset

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
def sites(world) -> list[Site]:
    rows = [Site(organisation=world.home, ref=f"s{n}", name_en=f"Site {n}", tier=3) for n in range(3)]
    for row in rows:
        row.save()
    return rows


@pytest.fixture
def assets(world, sites) -> list[Asset]:
    return [
        seen_asset(
            world.home, site=sites[0], keys={"serial": [f"S{n}"]}, fields={"model": ("DS-1", "strong")},
            source="scan", at=NOON,
        )
        for n in range(3)
    ]  # fmt: skip


def picks(rows) -> list[str]:
    return [f"{row.pk}:{row.version}" for row in rows]


def text(answer) -> str:
    return answer.content.decode()


def test_what_would_become_of_each_is_shown_before_anything_changes(sites, client_of):
    client = client_of(Role.ADMINISTRATOR)
    said = {"pick": picks(sites), "tier": "1", "custodian": "Ms. Roy", "look": "1"}
    answer = client.post(reverse("sites-edit"), said)
    assert answer.status_code == 200
    assert text(answer).count("<del>3 – ordinary</del>") == 3
    assert text(answer).count("<ins>Ms. Roy</ins>") == 3
    assert set(Site.everything.values_list("tier", "custodian", "version")) == {(3, "", 1)}


def test_confirmed_it_changes_all_ticked_and_notes_it_once_for_each_organisation(sites, client_of):
    client = client_of(Role.ADMINISTRATOR)
    said = {"pick": picks(sites[:2]), "tier": "1", "clear": ["custodian"], "save": "1"}
    answer = client.post(reverse("sites-edit"), said)
    assert answer.status_code == 302
    assert list(Site.everything.order_by("ref").values_list("tier", "version")) == [(1, 2), (1, 2), (3, 1)]
    event = Event.everything.get(what="sites-changed")
    assert (event.about, event.after) == ("Site 0, Site 1", {"number": 2, "fields": ["tier"]})
    page = text(client.get(answer.headers["Location"]))
    assert "2 rows changed together" in page


def test_what_cannot_be_changed_says_why_and_stays(sites, client_of, world, access_with):
    owner, done = sites[0], sites[1]
    Site.everything.filter(pk=owner.pk).update(owner="self")
    Site.everything.filter(pk=done.pk).update(lease_end=date(2027, 3, 31))
    said = {"pick": picks(sites), "lease_end": "2027-03-31", "look": "1"}
    page = text(client_of(Role.ANALYST).post(reverse("sites-edit"), said))
    assert "You say that the site is your own: then no lease ends." in page
    assert "It is so already." in page
    assert page.count('name="pick"') == 1
    assert "Your role does not reach there." not in page
    branch = add_branch(access_with(Role.ADMINISTRATOR), world.home, name_en="Region", name_fr="")
    keeper = client_of(Role.ADMINISTRATOR, at=branch)
    assert "Site 0" not in text(keeper.post(reverse("sites-edit"), {**said, "save": "1"}))
    assert Site.everything.get(pk=sites[2].pk).lease_end is None


def test_a_change_by_somebody_else_since_the_preview_is_shown_and_nothing_is_overwritten(sites, client_of):
    client = client_of(Role.ADMINISTRATOR)
    said = {"pick": picks(sites), "tier": "1", "save": "1"}
    Site.everything.filter(pk=sites[1].pk).update(tier=2, version=2)
    answer = client.post(reverse("sites-edit"), said)
    assert answer.status_code == 409
    assert "Somebody else changed some of these meanwhile" in text(answer)
    assert f'value="{sites[1].pk}:2" aria-label' in text(answer)
    assert text(answer).count("checked") == 2
    assert "<del>2 – sensitive</del>" in text(answer)
    assert set(Site.everything.values_list("tier", flat=True)) == {2, 3}
    client.post(reverse("sites-edit"), {**said, "pick": picks(Site.everything.order_by("ref"))})
    assert set(Site.everything.values_list("tier", flat=True)) == {1}


def test_everything_a_filter_shows_is_chosen_with_the_filter_and_the_count_seen(sites, client_of):
    client = client_of(Role.ADMINISTRATOR)
    page = text(client.get(reverse("sites"), {"text": "site"}))
    assert "Change all 3 that the filter shows" in page
    Site.everything.filter(pk=sites[0].pk).update(name_en="Elsewhere", sought="elsewhere")
    answer = client.post(reverse("sites-edit"), {"every": "1", "filter": "text=site", "seen": "3"})
    assert "When you looked the filter showed 3; now it shows 2." in text(answer)
    assert text(answer).count('name="pick"') == 2
    nonsense = client.post(reverse("sites-edit"), {"every": "1", "filter": "tier=nonsense"})
    assert nonsense.status_code == 400


def test_all_that_a_filter_shows_is_counted_beyond_the_page(sites, world, client_of):
    client = client_of(Role.ADMINISTRATOR)
    Site.everything.bulk_create(Site(organisation=world.home, ref=f"m{n}", name_en="M") for n in range(60))
    for page in ("1", "2"):
        assert "Change all 63 that the filter shows" in text(client.get(reverse("sites"), {"page": page}))
    answer = client.post(reverse("sites-edit"), {"every": "1", "filter": "", "seen": "63"})
    assert text(answer).count('name="pick"') == 63


def test_more_than_may_be_changed_at_once_is_refused_and_said(sites, client_of, monkeypatch):
    monkeypatch.setattr("phaseout.web.frame.listing.PAGE", 1)
    monkeypatch.setattr("phaseout.web.frame.listing.MOST", 2)
    monkeypatch.setattr("phaseout.web.estate.bulk.MOST", 2)
    client = client_of(Role.ADMINISTRATOR)
    assert "The filter shows more than 2" in text(client.get(reverse("sites")))
    answer = client.post(reverse("sites-edit"), {"every": "1", "filter": ""})
    assert (answer.status_code, "Narrow it" in text(answer)) == (400, True)


def test_a_form_that_says_nothing_or_both_keeps_what_was_chosen(sites, client_of):
    client = client_of(Role.ADMINISTRATOR)
    nothing = client.post(reverse("sites-edit"), {"pick": picks(sites), "look": "1"})
    assert (nothing.status_code, "Say what is to become another." in text(nothing)) == (400, True)
    both = client.post(
        reverse("sites-edit"), {"pick": picks(sites), "look": "1", "tier": "1", "clear": ["tier"]}
    )
    assert "You say both what it is and that it be taken away." in text(both)
    assert text(both).count('name="pick"') == 3


def test_who_does_not_keep_the_estate_sees_no_boxes(sites, client_of):
    assert 'name="pick"' not in text(client_of(Role.READER).get(reverse("sites")))
    assert 'name="pick"' not in text(
        client_of(Role.READER).get(reverse("assets"), {"column": ["pick", "label"]})
    )
    assert 'name="pick"' in text(client_of(Role.ADMINISTRATOR).get(reverse("sites"), {"column": ["ref"]}))


def test_things_are_moved_and_named_by_a_persons_word_and_leave_their_room(assets, sites, client_of):
    building = Building(site=sites[0], name_en="Tower")
    building.save()
    floor = Floor(building=building, name_en="Ground")
    floor.save()
    room = Room(floor=floor, name_en="Lobby")
    room.save()
    Asset.everything.filter(pk=assets[0].pk).update(room=room)
    client = client_of(Role.ADMINISTRATOR)
    said = {
        "pick": picks(Asset.everything.all()),
        "site": sites[1].pk,
        "maker": "dahua",
        "custodian": "Ms. Roy",
    }
    assert "<del>Lobby</del>" in text(client.post(reverse("assets-edit"), {**said, "look": "1"}))
    client.post(reverse("assets-edit"), {**said, "save": "1"})
    moved = Asset.everything.get(pk=assets[0].pk)
    assert (moved.site_id, moved.room_id, moved.maker, moved.custodian) == (
        sites[1].pk,
        None,
        "dahua",
        "Ms. Roy",
    )
    told = Told.everything.filter(asset=moved, survey=None).values_list("field", "value", "source")
    assert {(field, value) for field, value, _ in told} == {
        ("site", "s1"), ("maker", "dahua"), ("custodian", "Ms. Roy")
    }  # fmt: skip


def test_put_back_in_one_click_is_all_but_what_somebody_changed_since(assets, sites, client_of, access_with):
    access = access_with(Role.ADMINISTRATOR)
    wanted = {one.pk: Wanted(version=one.version, values={"model": "X", "site": None}) for one in assets}
    batch = change_assets(access, wanted)
    later = Asset.everything.get(pk=assets[2].pk)
    correct(access, later, later.version, field="model", value="Y", reason="read on its label")
    client = client_of(Role.ADMINISTRATOR)
    assert "1 row was changed since by somebody" in text(client.get(reverse("change", args=[batch])))
    client.post(reverse("change", args=[batch]))
    rows = Asset.everything.order_by("pk").values_list("model", "site")
    assert list(rows) == [("DS-1", sites[0].pk), ("DS-1", sites[0].pk), ("Y", None)]
    assert not Told.everything.filter(asset__in=assets[:2], survey=None).exists()
    assert Event.everything.get(what="assets-put-back").after["number"] == 2
    assert "put back" in text(client.get(reverse("changes")))
    done = put_back(access, batch)
    assert (done.number, [one.asset_id for one in done.left]) == (0, [assets[2].pk])


def test_all_are_changed_or_none(sites, world, access_with):
    access = access_with(Role.ADMINISTRATOR)
    wanted = {one.pk: Wanted(version=1, values={"tier": 1}) for one in sites}
    with pytest.raises(ChangedMeanwhileError):
        change_sites(access, wanted | {sites[2].pk: Wanted(version=9, values={"tier": 1})})
    theirs = Site(organisation=world.foreign, ref="theirs", name_en="Theirs")
    theirs.save()
    with pytest.raises(PermissionDenied):
        change_sites(access, wanted | {theirs.pk: Wanted(version=1, values={"tier": 1})})
    assert set(Site.everything.values_list("tier", "version")) == {(3, 1), (None, 1)}


def test_what_was_beyond_somebodys_reach_is_not_put_back_there_nor_named(
    world, sites, access_with, client_of
):
    region = add_branch(access_with(Role.ADMINISTRATOR), world.home, name_en="Region", name_fr="")
    here = Site(organisation=region, ref="r1", name_en="Regional")
    here.save()
    asset = seen_asset(region, site=sites[0], keys={"serial": ["R1"]})
    everywhere = access_with(Role.ADMINISTRATOR)
    both = Access(
        person=everywhere.person, reach={Permission.KEEP_ESTATE: frozenset({world.home.pk, region.pk})}
    )
    moved = change_assets(both, {asset.pk: Wanted(version=1, values={"site": here})})
    taken = change_sites(both, {sites[2].pk: Wanted(version=1, values={"organisation": region})})
    of_region = access_with(Role.ADMINISTRATOR, at=region)
    client = client_of(Role.ADMINISTRATOR, at=region)
    for batch in (moved, taken):
        page = text(client.get(reverse("change", args=[batch])))
        assert "1 row was where your role does not reach" in page
        assert "Put all back" not in page
        assert "Site 0" not in page
        done = put_back(of_region, batch)
        assert (done.number, len(done.left)) == (0, 1)
    assert "1 row stays as it is." in text(client.post(reverse("change", args=[moved]), follow=True))
    asset.refresh_from_db()
    assert (asset.site, Site.everything.get(pk=sites[2].pk).organisation) == (here, region)
    assert [put_back(both, batch).number for batch in (moved, taken)] == [1, 1]


def test_no_site_is_given_to_an_organisation_where_somebody_keeps_nothing(world, sites, access_with):
    wanted = {sites[0].pk: Wanted(version=1, values={"organisation": world.foreign})}
    with pytest.raises(PermissionDenied):
        change_sites(access_with(Role.ADMINISTRATOR), wanted)
    assert Site.everything.get(pk=sites[0].pk).organisation == world.home


def test_a_room_that_is_no_more_is_not_put_back_and_a_site_with_something_in_it_stays(
    sites, world, access_with
):
    access = access_with(Role.ADMINISTRATOR)
    building = Building(site=sites[0], name_en="Tower")
    building.save()
    floor = Floor(building=building, name_en="Ground")
    floor.save()
    room = Room(floor=floor, name_en="Lobby")
    room.save()
    asset = seen_asset(world.home, site=sites[0], keys={"serial": ["S9"]})
    Asset.everything.filter(pk=asset.pk).update(room=room)
    batch = change_assets(access, {asset.pk: Wanted(version=1, values={"site": sites[1]})})
    building.delete()
    assert put_back(access, batch).number == 1
    asset.refresh_from_db()
    assert (asset.site, asset.room) == (sites[0], None)
    facts = [SiteFacts(organisation=world.home, ref=f"n{n}", name_en=f"n{n}") for n in range(3)]
    batch = change_sites(access, {}, facts)
    Building(site=Site.everything.get(ref="n0"), name_en="Hall").save()
    seen_asset(world.home, site=Site.everything.get(ref="n1"), keys={"serial": ["S8"]})
    done = put_back(access, batch)
    assert (done.number, {one.label[:2] for one in done.left}) == (1, {"n0", "n1"})


def test_a_long_change_is_shown_in_pages_and_put_back_with_as_many_queries(world, access_with, client_of):
    access, taken = access_with(Role.ADMINISTRATOR), []
    client = client_of(Role.ADMINISTRATOR)
    client.get(reverse("changes"))
    for number in (4, 120):
        rows = [seen_asset(world.home, keys={"ref": [f"{number}-{n}"]}) for n in range(number)]
        wanted = {one.pk: Wanted(version=1, values={"model": "X"}) for one in rows}
        batch = change_assets(access, wanted)
        with CaptureQueriesContext(connection) as looking:
            page = text(client.get(reverse("change", args=[batch])))
        with CaptureQueriesContext(connection) as putting:
            assert put_back(access, batch).number == number
        taken.append((len(looking), len(putting)))
    assert taken[0][0] == taken[1][0]
    assert taken[1][1] - taken[0][1] < 5, "many are written by one statement"
    assert "120 rows changed together" in page
    assert page.count('<th scope="row">') == 50
    assert text(client.get(reverse("change", args=[batch]), {"page": "3"})).count('<th scope="row">') == 20
    assert not Told.everything.exists()
    assert not Asset.everything.exclude(model="", version=3).exists()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="there whoever writes is alone")
def test_whoever_holds_several_things_does_so_in_the_order_of_their_numbers(assets, access_with):
    access = access_with(Role.ADMINISTRATOR)
    wanted = {one.pk: Wanted(version=1, values={"model": "X"}) for one in assets}
    with CaptureQueriesContext(connection) as taken:
        put_back(access, change_assets(access, wanted))
    holds = [
        one["sql"] for one in taken if "FOR UPDATE" in one["sql"] and 'FROM "estate_asset"' in one["sql"]
    ]
    assert len(holds) > 1
    assert all(re.search(r'ORDER BY ("estate_asset"\."id"|1) ASC', one) for one in holds)


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "١", "²"])
def test_a_number_that_no_row_can_have_is_no_fault(sites, assets, client_of, number):
    client = client_of(Role.ADMINISTRATOR)
    for name in ("asset-labels", "site-labels"):
        assert client.get(reverse(name), {"pick": [number, f"{number}:1"]}).status_code == 200
    answer = client.post(reverse("sites-edit"), {"every": "1", "filter": "", "seen": number, "tier": "1"})
    assert text(answer).count('name="pick"') == 3


def test_the_preview_takes_as_many_queries_for_many_rows_as_for_few(world, client_of, count_queries):
    client = client_of(Role.ADMINISTRATOR)
    taken = []
    for number in (3, 40):
        for n in range(number):
            seen_asset(
                world.home,
                site=None,
                keys={"ref": [f"{number}-{n}"]},
                fields={},
                source="s",
                at=NOON,
            )
        pick = "&".join(f"pick={one.pk}:0" for one in Asset.everything.all())
        taken.append(count_queries(client, f"{reverse('assets-edit')}?{pick}&look=1&model=X"))
    assert taken[0] == taken[1]
