"""Are rows found by thousands of keys as by each of them, whichever way the keys are named?"""

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from phaseout.web.estate.models import Asset, AssetKey
from phaseout.web.frame.among import among
from web.conftest import NOON

pytestmark = pytest.mark.django_db
MANY = 1200
"""More than the places that one statement had on some databases."""


@pytest.fixture
def assets(world) -> list[Asset]:
    made = [
        Asset(organisation=world.home, label=f"cam-{number}", first_seen=NOON, last_seen=NOON)
        for number in range(MANY)
    ]
    Asset.everything.bulk_create(made)
    AssetKey.everything.bulk_create(
        AssetKey(organisation=world.home, asset=one, kind="ref", value=one.label, last_seen=NOON)
        for one in made
    )
    return made


def test_rows_are_found_by_their_keys_by_what_they_point_at_and_over_a_relation(assets):
    chosen = [one.pk for one in assets[1:]]
    assert set(Asset.everything.filter(among("pk", chosen)).values_list("pk", flat=True)) == set(chosen)
    keys = AssetKey.everything.filter(among("asset", iter(chosen)))
    assert set(keys.values_list("asset", flat=True)) == set(chosen)
    assert AssetKey.everything.filter(among("asset__id", chosen), kind="ref").count() == MANY - 1
    assert AssetKey.everything.exclude(among("asset", chosen)).get().asset == assets[0]
    by_kind = keys.order_by().values_list("kind").annotate(Count("pk"))
    assert list(by_kind) == [("ref", MANY - 1)]


def test_of_no_keys_no_row_is_found_and_the_database_is_not_asked(assets):
    with CaptureQueriesContext(connection) as asked:
        assert list(Asset.everything.filter(among("pk", ()))) == []
    assert len(asked) == 0
    assert Asset.everything.exclude(among("pk", ())).count() == MANY


def test_rows_found_so_are_changed_and_removed(assets):
    first, second = assets[:2]
    assert Asset.everything.filter(among("pk", [first.pk])).update(label="another") == 1
    AssetKey.everything.filter(among("asset", [first.pk, second.pk])).delete()
    assert AssetKey.everything.count() == MANY - 2


def test_however_many_keys_are_one_value_of_the_statement(assets):
    with CaptureQueriesContext(connection) as asked:
        list(Asset.everything.filter(among("pk", range(5000))).values_list("pk"))
    assert len(asked) == 1
    said = connection.ops.compiler("SQLCompiler")
    query = Asset.everything.filter(among("pk", range(5000))).order_by().values_list("pk").query
    _, parameters = said(query, connection, "default").as_sql()
    assert len(parameters) == 1
