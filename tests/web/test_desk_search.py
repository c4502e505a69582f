"""Does one search find everything in somebody's reach, and nothing beyond?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from phaseout.web.desk.search import FEW, found
from phaseout.web.discussion.services import TaskFacts, give_task
from phaseout.web.estate.models import Asset, AssetKey, Site
from phaseout.web.estate.queries import begun
from phaseout.web.frame.access import Role
from phaseout.web.surveys.models import Survey
from web.furnishing.findings import MEASURE, answer_of, asset_in, recorded


@pytest.fixture
def somebody(world, person_with, access_with):
    """Return what an administrator may do, where something of every sort is called École."""
    for organisation in (world.home, world.foreign):
        site = Site(organisation=organisation, ref="e-1", name_fr="École du Nord", name_en="North School")
        site.save()
        asset = asset_in(organisation, "École cam", site, model="DS-2CD")
        AssetKey(asset=asset, organisation=organisation, kind="mac", value="44:19:b6:00:00:17",
                 last_seen=timezone.now()).save()  # fmt: skip
        person = person_with(Role.ADMINISTRATOR, Role.ANALYST, at=organisation)
        recorded(asset, answer_of(), by=person.pk)
        Survey(organisation=organisation, name="Relevé École", as_of="2026-11-01", by=person).save()
        analyst = access_with(Role.ANALYST, at=organisation)
        give_task(analyst, site, TaskFacts(title="Visiter l’École", role="analyst"))
    person.name = "Zoé École"
    person.save()
    return access_with(Role.ADMINISTRATOR)


def hits(access, text: str) -> dict[str, list[str]]:
    return {one.id: [hit.title for hit in one.hits] for one in found(access, text)}


def test_every_sort_is_found_whatever_the_capitals_and_accents(somebody, world):
    for text in ("école", "ECOLE", " Ecole "):
        assert hits(somebody, text) == {
            "sites": ["e-1 – North School"],
            "assets": ["École cam"],
            "findings": ["École cam"],
            "surveys": ["Relevé École"],
            "tasks": ["Visiter l’École"],
        }
    assert hits(somebody, "4419B6")["assets"] == ["École cam"]
    assert hits(somebody, "example dep") == {"organisations": ["Example Department"]}
    assert hits(somebody, "PERSON")["people"]
    assert {"findings", "measures"} <= set(hits(somebody, MEASURE))


def test_what_lies_beyond_ones_reach_is_not_found(somebody, world, access_with):
    assert hits(access_with(Role.READER, at=world.foreign), "zoe") == {}
    assert hits(access_with(Role.ADMINISTRATOR, at=world.foreign), "zoe") == {"people": ["Zoé École"]}
    for text in ("", "   ", "%", "_"):
        assert hits(somebody, text) == {}


def test_each_group_shows_few_and_leads_to_the_list_with_the_same_rows(world, client_of):
    for number in range(FEW + 3):
        Site(organisation=world.home, ref=f"s-{number}", name_fr="Écluse").save()
        recorded(asset_in(world.home, f"ecluse {number}"), answer_of(), by=client_of_person(client_of))
    client = client_of(Role.READER)
    groups = client.get("/search/", {"q": "ÉCLUSE"}).context["groups"]
    assert [(one.id, len(one.hits), one.number) for one in groups] == [
        ("sites", FEW, FEW + 3), ("assets", FEW, FEW + 3), ("findings", FEW, FEW + 3)
    ]  # fmt: skip
    for group in groups:
        rows = client.get(group.address).context["table"].rows
        assert len(rows) == FEW + 3, group.address


def client_of_person(client_of) -> int:
    return int(client_of(Role.ANALYST).session["_auth_user_id"])


def test_the_search_stands_on_every_page_and_takes_as_many_queries_for_many_hits_as_for_few(
    world, client_of, count_queries
):
    client = client_of(Role.ADMINISTRATOR, Role.ANALYST)
    assert 'action="/search/"' in client.get("/sites/").content.decode()
    assert client.get("/search/").status_code == 200
    for number in range(4):
        asset_in(world.home, f"cam {number}")
    few = count_queries(client, "/search/?q=cam")
    for number in range(5):
        asset_in(world.home, f"cam a{number}")
    assert count_queries(client, "/search/?q=cam") == few


def test_what_others_have_is_not_gone_through_for_how_a_thing_is_called(world, access_with):
    now, access = timezone.now(), access_with(Role.READER)
    seen = {"first_seen": now, "last_seen": now}
    Asset.everything.bulk_create(
        [Asset(organisation=world.home, label=f"{n}", model=f"{n}", **seen) for n in range(MANY)]
    )
    keys = [
        AssetKey(organisation=world.home, asset=one, kind="ref", value=one.label, last_seen=now)
        for one in Asset.everything.all()
    ]
    AssetKey.everything.bulk_create(keys)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with CaptureQueriesContext(connection) as taken:
        begun(access, "cam")
    plans = [_plan(one["sql"]) for one in taken.captured_queries]
    used = [[index for index in INDEXES if index in plan] for plan in plans]
    assert used == [[index] for index in INDEXES], plans


MANY = 2000
"""Things of which a database no longer looks at each."""
INDEXES = ("asset_key_begins", "asset_by_label", "asset_by_model", "asset_by_brand")


def _plan(statement: str) -> str:
    with connection.cursor() as cursor:
        how = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
        cursor.execute(f"{how} {statement}")
        return str(cursor.fetchall())


def test_the_search_without_a_slash_at_its_end_leads_to_the_one_with_it_and_keeps_what_was_asked(
    world, client_of
):
    answer = client_of(Role.READER).get("/search", {"q": "cam"})
    assert (answer.status_code, answer["Location"]) == (301, "/search/?q=cam")
