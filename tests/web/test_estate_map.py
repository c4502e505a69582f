"""Does the map show each site where it lies, as it stands, with the same filters as the list?"""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from phaseout.domain.determination import GRAVEST_FIRST
from phaseout.web.estate.mapping import CELL, Box, around, box_of, drawn
from phaseout.web.estate.models import Site
from phaseout.web.estate.queries import with_standing
from phaseout.web.frame.access import Role
from phaseout.web.frame.marks import GRAVEST, UNSAID
from web.things import seen_asset

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
OTTAWA, HALIFAX, VANCOUVER = (45.42, -75.70), (44.65, -63.57), (49.28, -123.12)


def at(place: tuple[float, float], ref: str = "s", standing: str = UNSAID) -> Site:
    site = Site(ref=ref, name_en=ref, latitude=place[0], longitude=place[1])
    site.standing = standing
    return site


@pytest.fixture
def sites(world) -> dict[str, Site]:
    rows = {}
    for ref, place in (("ott", OTTAWA), ("hfx", HALIFAX), ("van", VANCOUVER), ("nowhere", (None, None))):
        site = Site(
            organisation=world.home, ref=ref, name_en=f"Site {ref}", latitude=place[0], longitude=place[1]
        )
        site.save()
        rows[ref] = site
    return rows


def shown(client, **asked) -> str:
    answer = client.get(reverse("map"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_north_is_above_and_east_is_right_and_all_sites_lie_within_the_drawing():
    sites = [at(OTTAWA, "ott"), at(HALIFAX, "hfx"), at(VANCOUVER, "van")]
    found = drawn(sites, around(sites))
    places = {
        spot.label: tuple(map(float, re.findall(r"[\d.]+", spot.transform)[:2])) for spot in found.spots
    }
    assert places["van"][0] < places["ott"][0] < places["hfx"][0]
    assert places["van"][1] < places["ott"][1] < places["hfx"][1]
    assert all(0 < x < found.width and 0 < y < found.height for x, y in places.values())


def test_a_kilometre_is_as_long_to_the_east_as_to_the_north_in_the_middle_of_the_map():
    found = drawn([], Box(west=-80, south=59, east=-70, north=61))
    across, down = found.box.east - found.box.west, found.box.north - found.box.south
    assert found.width / (across * 0.5) == pytest.approx(found.height / down)


def test_sites_near_to_one_another_are_one_mark_of_the_gravest_that_leads_closer():
    near = [at((45.42 + n / 10_000, -75.70), f"s{n}") for n in range(9)]
    near.append(at(OTTAWA, "grave", "applies"))
    found = drawn([*near, at(VANCOUVER)], around([*near, at(VANCOUVER)]))
    (many,) = [spot for spot in found.spots if len(spot.sites) > 1]
    assert (len(many.sites), many.label, many.standing) == (10, "10", "applies")
    closer = drawn(near, many.box)
    assert len(closer.spots) > 1
    assert (closer.box.north - closer.box.south) / closer.height * CELL < 0.01


@pytest.mark.parametrize(
    "text", ["", "1,2,3", "a,b,c,d", "1,2,0,3", "nan,0,1,1", "-inf,0,1,1", "0,-91,1,1", "0,0,1,1,1"]
)
def test_an_address_that_names_no_part_of_the_earth_shows_all_sites(text):
    assert box_of(text) is None


@pytest.mark.parametrize("latitude", [-90.0, 0.0, 90.0])
def test_the_ends_of_the_earth_can_be_drawn(latitude):
    site = at((latitude, 180.0))
    assert len(drawn([site], around([site])).spots) == 1


def test_each_site_is_drawn_as_it_stands_in_shape_colour_and_words(sites, world, client_of):
    for ref, outcome in (("ott", "does-not-apply"), ("ott", "applies"), ("hfx", "undetermined")):
        asset = seen_asset(
            world.home, site=sites[ref], keys={"ref": [outcome]}, fields={}, source="s", at=NOON
        )
        asset.outcome = outcome
        asset.save()
    page = shown(client_of(Role.READER))
    assert 'aria-label="ott – Site ott: applies"' in page
    assert re.search(r'aria-label="hfx[^"]*"><g class="pin undetermined"', page)
    assert re.search(r'aria-label="van – Site van: nothing determined yet"><g class="pin unsaid"', page)
    assert "1 site without coordinates" in page
    assert "nowhere – Site nowhere" in page


def test_the_filter_of_the_list_holds_on_the_map_and_stays_when_one_moves(sites, client_of):
    page = shown(client_of(Role.READER), text="ott")
    assert "Site ott" in page
    assert "Site van" not in page
    assert re.search(r'href="\?text=ott&amp;box=[^"]+">closer', page)
    assert "No site that the filter shows has coordinates." in shown(client_of(Role.READER), text="nowhere")


def test_a_part_of_the_map_lists_only_what_lies_there(sites, client_of):
    page = shown(client_of(Role.READER), box="-77,45,-74,46")
    assert "1 site on this part of the map" in page
    assert "Site van" not in page


def test_nothing_of_another_organisation_is_on_the_map(sites, world, client_of):
    Site(organisation=world.foreign, ref="theirs", name_en="Theirs", latitude=45.0, longitude=-75.0).save()
    assert "Theirs" not in shown(client_of(Role.READER))


def test_more_sites_than_a_map_shows_are_said(sites, client_of, monkeypatch):
    monkeypatch.setattr("phaseout.web.estate.map_page.MOST", 2)
    assert "The filter shows more than 2 sites" in shown(client_of(Role.READER))


def test_the_map_takes_as_many_queries_for_many_sites_as_for_few(sites, world, client_of, count_queries):
    client = client_of(Role.READER)
    before = count_queries(client, reverse("map"))
    Site.everything.bulk_create(
        Site(organisation=world.home, ref=f"m{n}", name_en="M", latitude=40 + n / 10, longitude=-70)
        for n in range(60)
    )
    assert count_queries(client, reverse("map")) == before


def test_a_site_stands_by_the_gravest_there_in_the_order_of_every_list(world, sites):
    assert (*(one.value for one in GRAVEST_FIRST), UNSAID) == GRAVEST
    for outcome in ("undetermined", "influence-only"):
        asset = seen_asset(world.home, site=sites["ott"], keys={"ref": [outcome]})
        asset.outcome = outcome
        asset.save()
    assert with_standing(Site.everything.filter(pk=sites["ott"].pk)).get().standing == "influence-only"
    both = [at(OTTAWA, "a", "undetermined"), at(OTTAWA, "b", "influence-only")]
    assert drawn(both, around(both)).spots[0].standing == "influence-only"
