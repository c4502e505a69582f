"""Are the sums that the first page shows those of the findings, whatever changed them?"""

from collections import Counter
from datetime import date

import pytest
from django.db.models import Count

from phaseout.web.estate.models import Asset, Organisation, Site
from phaseout.web.estate.services import Wanted, add_branch, change_assets, correct, put, put_back
from phaseout.web.findings import services
from phaseout.web.findings.models import Asked, AskedTally, AssetTally, Finding, Tally
from phaseout.web.findings.queries.counts import reviewed
from phaseout.web.frame.access import Role
from web.furnishing.findings import answer_of, asset_in, recorded
from web.surveying import CAMERAS, surveying

__all__ = ["surveying"]
REVIEWED = {"confirmed": "confirmed", "not-this-maker": "refuted", "exception": "excepted"}
TODAY = date(2026, 11, 27)


def site_of(organisation: Organisation, ref: str) -> Site:
    site = Site(organisation=organisation, ref=ref, name_en=ref)
    site.save()
    return site


def compare_sums() -> int:
    """Compare what is kept with what is there, and return how many findings there are."""
    kept: Counter[tuple[object, ...]] = Counter()
    for row in Tally.everything.iterator():
        key = (row.organisation_id, row.site_id, row.measure, row.outcome, row.month)
        kept[*key, row.review, row.expires] += row.findings
    there: Counter[tuple[object, ...]] = Counter()
    for one in Finding.everything.select_related("asset"):
        assert (one.site_id, one.maker) == (one.asset.site_id, one.asset.maker)
        day = {"applies-from": one.on, "excepted": one.until}.get(one.outcome)
        month = day.replace(day=1) if day else None
        key = (one.organisation_id, one.asset.site_id, one.measure, one.outcome, month)
        there[*key, *_reviewed(one)] += 1
    assert {key: number for key, number in kept.items() if number} == there
    _compare_asked()
    _compare_to_go()
    return sum(there.values())


def _reviewed(one: Finding) -> tuple[str, date | None]:
    counts = bool(one.verdict) and one.judged == one.outcome
    if counts:
        return REVIEWED[one.verdict], one.expires
    if one.verdict:
        return "expired", None
    return {"assessed": "assessed", "sent-back": "assessed", "proposed": "proposed"}.get(
        one.step, "open"
    ), None


def _compare_to_go() -> None:
    kept: Counter[tuple[object, ...]] = Counter()
    for row in AssetTally.everything.iterator():
        kept[row.organisation_id, row.site_id, row.review, row.expires] += row.assets
    there: Counter[tuple[object, ...]] = Counter()
    for asset in Asset.everything.iterator():
        holding = [
            _reviewed(one)
            for one in Finding.everything.filter(
                asset=asset, outcome="applies", duty__in=("prohibit", "remove")
            )
            if one.act in ("use", "connect", "connect-to-internet", "accept-service-using")
        ]
        if holding:
            off = all(review in ("refuted", "excepted") for review, _ in holding)
            days = [day for _, day in holding if day]
            words = {review for review, _ in holding}
            said = ("excepted" if "excepted" in words else "refuted") if off else ""
            there[asset.organisation_id, asset.site_id, said, min(days, default=None) if off else None] += 1
    assert {key: number for key, number in kept.items() if number} == there


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
    correct(keeper, asset, asset.version, field="maker", value="dahua", reason="read on its label")
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


def judge(finding: Finding, access_with, verdict: str, expires: date | None = None) -> None:
    """Let one propose, and another decide."""
    seen = Finding.everything.get(pk=finding.pk)
    proposal = services.propose(
        access_with(Role.ANALYST), seen, seen.version, verdict=verdict, reason="r", expires=expires
    )
    assert compare_sums() > 0
    services.decide(access_with(Role.APPROVER), proposal, seen.version + 1, agrees=True, reason="")


def test_every_step_of_a_review_is_counted_beside_the_answer_it_is_about(world, asset, by, access_with):
    finding = Finding.everything.get(asset=asset, outcome="applies")
    reader = access_with(Role.READER)
    services.assess(access_with(Role.ANALYST), finding, finding.version, reason="seen")
    compare_sums()
    assert reviewed(reader, TODAY).by_outcome["applies"] == {"assessed": 1}
    judge(finding, access_with, "confirmed")
    compare_sums()
    assert reviewed(reader, TODAY).by_outcome["applies"] == {"confirmed": 1}
    judge(finding, access_with, "not-this-maker")
    compare_sums()
    found = reviewed(reader, TODAY)
    assert (found.by_outcome["applies"], found.to_go, found.let_off) == ({"refuted": 1}, 0, {"refuted": 1})
    recorded(asset, answer_of("influence-only"), survey=2, by=by)  # of another answer it says nothing
    compare_sums()
    assert reviewed(reader, TODAY).by_outcome["influence-only"] == {"expired": 1}


def test_an_exception_lets_a_thing_off_to_its_last_day_and_no_longer(world, asset, access_with):
    judge(Finding.everything.get(asset=asset, outcome="applies"), access_with, "exception", date(2027, 1, 31))
    compare_sums()
    reader = access_with(Role.READER)
    held, over = reviewed(reader, date(2027, 1, 31)), reviewed(reader, date(2027, 2, 1))
    assert (held.to_go, held.let_off, held.by_outcome["applies"]) == (0, {"excepted": 1}, {"excepted": 1})
    assert (over.to_go, over.let_off, over.by_outcome["applies"]) == (1, {}, {"expired": 1})


def test_a_thing_with_several_findings_that_say_so_must_go_once(world, asset, by, access_with):
    recorded(
        asset, answer_of(), answer_of(act="connect"), answer_of(act="return-for-repair"), survey=2, by=by
    )
    compare_sums()
    found = reviewed(access_with(Role.READER), TODAY)
    assert (found.to_go, found.outcomes["applies"]) == (1, 3)
    judge(Finding.everything.get(asset=asset, act="use", outcome="applies"), access_with, "not-this-maker")
    compare_sums()
    assert reviewed(access_with(Role.READER), TODAY).to_go == 1
