"""Are the sums that the first page shows those of the findings, whatever changed them?"""

from collections import Counter

import pytest
from django.db.models import Count

from phaseout.web.estate.models import Asset, Organisation, Site
from phaseout.web.estate.services import Wanted, add_branch, change_assets, correct, put, put_back
from phaseout.web.findings import services
from phaseout.web.findings.models import Asked, AskedTally, Finding, Tally
from phaseout.web.frame.access import Role
from web.furnishing.findings import answer_of, asset_in, recorded
from web.surveying import CAMERAS, surveying

__all__ = ["surveying"]


def site_of(organisation: Organisation, ref: str) -> Site:
    site = Site(organisation=organisation, ref=ref, name_en=ref)
    site.save()
    return site


def compare_sums() -> int:
    """Compare what is kept with what is there, and return how many findings there are."""
    kept: Counter[tuple[object, ...]] = Counter()
    for row in Tally.everything.iterator():
        kept[row.organisation_id, row.site_id, row.measure, row.outcome, row.month] += row.findings
    there: Counter[tuple[object, ...]] = Counter()
    for one in Finding.everything.select_related("asset"):
        assert (one.site_id, one.maker) == (one.asset.site_id, one.asset.maker)
        day = {"applies-from": one.on, "excepted": one.until}.get(one.outcome)
        month = day.replace(day=1) if day else None
        there[one.organisation_id, one.asset.site_id, one.measure, one.outcome, month] += 1
    assert {key: number for key, number in kept.items() if number} == there
    _compare_asked()
    return sum(there.values())


def _compare_asked() -> None:
    kept: Counter[tuple[object, ...]] = Counter()
    for row in AskedTally.everything.iterator():
        key = (row.organisation_id, row.site_id, row.fact)
        kept[*key, "findings"] += row.findings
        kept[*key, "assets"] += row.assets
    there: Counter[tuple[object, ...]] = Counter()
    asked = Asked.everything.values_list("organisation", "finding__asset__site", "fact")
    for *key, findings, assets in asked.annotate(Count("pk"), Count("finding__asset", distinct=True)):
        there[*key, "findings"], there[*key, "assets"] = findings, assets
    assert {key: number for key, number in kept.items() if number} == there


@pytest.fixture
def by(person_with) -> int:
    return person_with(Role.ANALYST).pk


@pytest.fixture
def asset(world, by) -> Asset:
    """A thing at a depot, with findings of every outcome that has a day or asks something."""
    asset = asset_in(world.home, "cam-1", site_of(world.home, "depot"), maker="hikvision")
    recorded(
        asset,
        answer_of("applies"),
        answer_of("applies-from", act="install", on="2027-03-31"),
        answer_of("excepted", act="procure", until="2027-05-01"),
        answer_of("undetermined", measure="ca/ccspa", questions=["purpose", "role"]),
        answer_of("undetermined", act="install", measure="ca/ccspa", questions=["purpose"]),
        by=by,
    )
    return asset


def test_answers_are_counted_as_they_come_and_change(world, asset, by):
    assert compare_sums() == 5
    recorded(asset_in(world.home, "cam-2"), answer_of(questions=[]), by=by)
    recorded(asset_in(world.foreign, "cam-3"), answer_of("undetermined", questions=["role"]), by=by)
    assert compare_sums() == 7
    recorded(asset, answer_of("does-not-apply"), answer_of("excepted", act="procure", until="2028-01-01"),
             answer_of("undetermined", measure="ca/ccspa", questions=["role"]), survey=2, by=by)  # fmt: skip
    assert compare_sums() == 7
    services.take_back(2, [asset.pk], by=by)
    assert compare_sums() == 7
    services.take_back(1, [asset.pk], by=by)  # but for what another survey answered as well
    assert compare_sums() == 5


def test_findings_go_where_a_person_puts_their_thing_and_are_of_the_maker_a_person_names(
    world, asset, access_with
):
    keeper = access_with(Role.ADMINISTRATOR)
    branch = add_branch(keeper, world.home, name_en="Region", name_fr="")
    elsewhere = site_of(branch, "elsewhere")
    keeper = access_with(Role.ADMINISTRATOR)
    put(keeper, asset, asset.version, site=elsewhere, room=None)
    assert compare_sums() == 5
    asset.refresh_from_db()
    correct(keeper, asset, asset.version, field="maker", value="dahua")
    asset.refresh_from_db()
    assert compare_sums() == 5
    assert set(Finding.everything.values_list("maker", flat=True)) == {"dahua"}
    put(keeper, asset, asset.version, site=None, room=None)
    assert compare_sums() == 5


def test_findings_follow_things_that_are_changed_together_and_put_back(world, asset, access_with):
    keeper = access_with(Role.ADMINISTRATOR)
    elsewhere = site_of(world.home, "elsewhere")
    wanted = {asset.pk: Wanted(version=asset.version, values={"site": elsewhere, "maker": "dahua"})}
    batch = change_assets(keeper, wanted)
    assert compare_sums() == 5
    assert set(Finding.everything.values_list("maker", "site")) == {("dahua", elsewhere.pk)}
    put_back(keeper, batch)
    assert compare_sums() == 5
    assert set(Finding.everything.values_list("maker", "site")) == {("hikvision", asset.site_id)}


def test_surveys_taken_over_and_back_are_counted(surveying, world):
    hall, depot = site_of(world.home, "hall"), site_of(world.home, "depot")
    first = surveying.apply(surveying.bring({"a.csv": CAMERAS}, site=hall))
    assert compare_sums() > 0
    moved = CAMERAS.replace("Hikvision", "Dahua").replace("DS-2CD2143G2-I", "IPC-HFW2431S-S-S2")
    second = surveying.apply(surveying.bring({"b.csv": moved}, site=depot))
    assert Asset.everything.filter(site=depot).exists()
    assert compare_sums() > 0
    surveying.undo(second)
    assert compare_sums() > 0
    surveying.undo(first)
    assert compare_sums() == 0


def test_counting_anew_comes_to_the_same(world, asset):
    before = sorted(Tally.everything.values_list("site", "outcome", "findings"))
    Tally.everything.update(findings=77)
    services.recount(world.home.pk)
    assert compare_sums() == 5
    assert sorted(Tally.everything.values_list("site", "outcome", "findings")) == before


def test_rows_alike_are_put_together_whenever_one_grows(world, asset, by):
    for row in list(Tally.everything.iterator()):
        row.pk, row.findings = None, 0
        row.save()
    recorded(asset, answer_of("excepted"), survey=2, by=by)
    assert compare_sums() == 5
    keys = [(row.site_id, row.measure, row.outcome, row.month) for row in Tally.everything.iterator()]
    grown = [key for key in keys if key[2] in ("applies",)]
    assert len(grown) == len(set(grown))
