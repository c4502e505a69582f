"""What does a survey change in the estate, and what is as it was once that is undone?"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, transaction
from django.urls import reverse

from phaseout.web.estate.models import Asset, AssetKey, Building, Floor, Room, Site, Told
from phaseout.web.estate.services import correct, put
from phaseout.web.frame.access import PERMITS, Permission, Role
from phaseout.web.surveys.models import Change, Comparison, SharedAnswers, State, Survey, SurveyedAsset
from phaseout.web.surveys.queries import not_seen
from phaseout.web.surveys.services import applying, ask_to_apply, ask_to_undo, settle, undoing
from web.surveying import CAMERAS, HEADINGS, surveying

__all__ = ["surveying"]
pytestmark = pytest.mark.django_db
THEN = datetime(2026, 1, 2, tzinfo=UTC)


def known(organisation, *, site=None, label="known", keys=(), **fields) -> Asset:
    asset = Asset(
        organisation=organisation, site=site, label=label, first_seen=THEN, last_seen=THEN, **fields
    )
    asset.save()
    for kind, value in keys:
        AssetKey(organisation=organisation, asset=asset, kind=kind, value=value, last_seen=THEN).save()
    return asset


def room_of(site) -> Room:
    building = Building(site=site, name_en="Tower")
    building.save()
    floor = Floor(building=building, name_en="Ground")
    floor.save()
    room = Room(floor=floor, name_en="Lobby")
    room.save()
    return room


def compared(survey) -> dict[str, Comparison]:
    rows = Comparison.everything.filter(survey=survey).select_related("surveyed")
    return {row.surveyed.keys["ip"][0]: row for row in rows}


def figures(survey):
    return survey.new, survey.changed, survey.same, survey.conflict


def all_rows():
    """Return all but the versions of assets, which only rise."""
    columns = [one.attname for one in Asset._meta.concrete_fields if one.name != "version"]
    return [
        sorted(Asset.everything.order_by().values_list(*columns)),
        sorted(AssetKey.everything.order_by().values_list()),
        sorted(Told.everything.order_by().values_list("asset", "field", "value", "grade", "source", "at")),
    ]


def snapshot(survey):
    return [
        sorted(model.everything.filter(survey=survey).order_by().values_list("pk", "packed"))
        for model in (SurveyedAsset, SharedAnswers)
    ]


def test_nothing_of_the_estate_changes_until_somebody_takes_a_survey_over(surveying):
    survey = surveying.bring({"cameras.csv": CAMERAS})
    assert figures(survey) == (3, 0, 0, 0)
    assert not Asset.everything.exists()


def test_a_survey_taken_over_stands_in_the_estate_with_its_keys_sources_and_gravest_outcome(surveying):
    survey = surveying.apply(surveying.bring({"cameras.csv": CAMERAS}))
    assert survey.state == State.APPLIED, survey.error
    camera = Asset.everything.get(maker="hikvision")
    assert (camera.model, camera.firmware, camera.outcome) == ("DS-2CD2143G2-I", "V5.7.3", "applies")
    assert (camera.maker_grade, camera.kind, camera.version) == ("conclusive", "camera", 1)
    assert set(camera.keys.values_list("kind", "value")) == {
        ("serial", "DS0000001"), ("mac", "44:19:b6:00:00:01"), ("ip", "10.1.0.1"),
    }  # fmt: skip
    told = Told.everything.get(asset=camera, field="model")
    assert (told.value, told.survey) == ("DS-2CD2143G2-I", survey.pk)
    assert told.source.startswith("cameras.csv, ")
    assert camera.last_seen == survey.finished


def test_the_same_files_a_second_time_change_nothing_but_when_things_were_seen(surveying, noon):
    surveying.apply(surveying.bring({"cameras.csv": CAMERAS}))
    before = Asset.everything.get(maker="hikvision")
    noon.shift(60)
    again = surveying.bring({"cameras.csv": CAMERAS})
    assert figures(again) == (0, 0, 3, 0)
    surveying.apply(again)
    after = Asset.everything.get(maker="hikvision")
    assert Asset.everything.count() == 3
    assert (after.version, after.first_seen) == (before.version, before.first_seen)
    assert after.last_seen > before.last_seen


def test_each_field_that_changes_is_listed_with_what_it_was(surveying, world):
    site = Site(organisation=world.home, ref="depot", networks=["10.1.0.0/16"])
    site.save()
    asset = known(world.home, keys=[("serial", "DS0000001")], maker="hikvision", firmware="V5.0", kind="camera",
                  brand="hikvision", model="DS-2CD2143G2-I", outcome="undetermined")  # fmt: skip
    survey = surveying.bring({"cameras.csv": CAMERAS})
    assert figures(survey) == (2, 1, 0, 0)
    row = compared(survey)["10.1.0.1"]
    assert (row.asset, row.difference) == (asset, "changed")
    assert row.changes == {
        "firmware": ["V5.0", "V5.7.3"], "site": [None, site.pk], "outcome": ["undetermined", "applies"],
    }  # fmt: skip
    surveying.apply(survey)
    asset.refresh_from_db()
    assert (asset.firmware, asset.site, asset.version, asset.outcome) == ("V5.7.3", site, 2, "applies")


def test_what_a_survey_does_not_know_or_knows_less_firmly_changes_nothing(surveying, world):
    asset = known(world.home, keys=[("mac", "00:1b:0c:00:00:03")], maker="dahua", kind="recorder")
    Told(asset=asset, field="maker", value="dahua", source="Ada", survey=None, at=THEN).save()
    Told(asset=asset, field="brand", value="", grade="conclusive", source="Ada", survey=None, at=THEN).save()
    Told(
        asset=asset, field="kind", value="recorder", grade="conclusive", source="s", survey=1, at=THEN
    ).save()
    survey = surveying.bring({"a.csv": HEADINGS + "sw-1,10.1.0.3,00:1b:0c:00:00:03,,,,\n"})
    row = compared(survey)["10.1.0.3"]
    assert row.asset == asset
    assert not {"maker", "kind", "brand"} & row.changes.keys()


def test_a_persons_word_outranks_surveys_also_those_to_come_and_stands_beside_what_they_say(
    surveying, world, client_of
):
    depot, library = (Site(organisation=world.home, ref=ref) for ref in ("depot", "library"))
    depot.save()
    library.save()
    room = room_of(library)
    surveying.apply(surveying.bring({"cameras.csv": CAMERAS}, site=depot))
    asset = Asset.everything.get(maker="hikvision")
    stated = {"kind": "recorder", "maker": "dahua", "model": "Mine", "firmware": "9"}
    for field, value in stated.items():
        asset = correct(
            surveying.access, asset, asset.version, field=field, value=value, reason="read on its label"
        )
    asset = put(surveying.access, asset, asset.version, site=library, room=room)
    survey = surveying.bring({"cameras.csv": CAMERAS}, site=depot)
    row = compared(survey)["10.1.0.1"]
    assert (row.changes, row.difference) == ({}, "same")
    assert row.standing == {
        "kind": ["recorder", "camera"], "maker": ["dahua", "hikvision"], "model": ["Mine", "DS-2CD2143G2-I"],
        "firmware": ["9", "V5.7.3"], "site": [library.pk, depot.pk],
    }  # fmt: skip
    client = client_of(Role.READER)
    page = client.get(reverse("surveyed", args=[survey.pk, row.surveyed.position])).content.decode()
    assert "stays Mine; this survey says DS-2CD2143G2-I" in page
    assert "stays, a person said so" in client.get(reverse("survey", args=[survey.pk])).content.decode()
    surveying.apply(survey)
    asset.refresh_from_db()
    assert {field: getattr(asset, field) for field in stated} == stated
    assert (asset.site, asset.room, asset.maker_grade, asset.version) == (library, room, "strong", 6)
    said = Told.everything.filter(asset=asset, survey=survey.pk, field="model")
    assert said.get().value == "DS-2CD2143G2-I", "it is kept beside"


def test_what_is_taken_over_later_may_be_older_and_then_neither_renames_nor_moves(surveying, world, noon):
    depot, library = (Site(organisation=world.home, ref=ref) for ref in ("depot", "library"))
    depot.save()
    library.save()
    old = surveying.bring({"cameras.csv": CAMERAS}, site=library)
    noon.shift(60)
    newer = CAMERAS.replace("V5.7.3", "V5.9")
    surveying.apply(surveying.bring({"newer.csv": newer}, site=depot))
    old = surveying.apply(old)
    surveying.apply(old)
    asset = Asset.everything.get(maker="hikvision")
    assert (asset.firmware, asset.site, asset.first_seen) == ("V5.9", depot, old.finished)
    assert set(Told.everything.filter(asset=asset, field="firmware").values_list("value", flat=True)) == {
        "V5.7.3", "V5.9",
    }  # fmt: skip


def test_a_thing_seen_elsewhere_leaves_its_room_and_is_in_it_again_once_that_is_undone(surveying, world):
    depot, library = (Site(organisation=world.home, ref=ref) for ref in ("depot", "library"))
    depot.save()
    library.save()
    room = room_of(library)
    asset = known(world.home, site=library, room=room, keys=[("serial", "DS0000001")])
    survey = surveying.apply(surveying.bring({"cameras.csv": CAMERAS}, site=depot))
    asset.refresh_from_db()
    assert (asset.site, asset.room) == (depot, None)
    surveying.undo(survey)
    asset.refresh_from_db()
    assert (asset.site, asset.room) == (library, room)


def test_a_serial_number_means_a_thing_wherever_it_stands_and_an_address_only_at_its_site(surveying, world):
    depot, library = (Site(organisation=world.home, ref=ref) for ref in ("depot", "library"))
    depot.save()
    library.save()
    moved = known(world.home, site=library, keys=[("serial", "DS0000001"), ("ip", "10.9.9.9")])
    there = known(world.home, site=depot, keys=[("ip", "10.1.0.2")])
    known(world.home, site=library, keys=[("ip", "10.1.0.3")])
    survey = surveying.bring({"cameras.csv": CAMERAS}, site=depot)
    rows = compared(survey)
    assert rows["10.1.0.1"].asset == moved
    assert rows["10.1.0.1"].changes["site"] == [library.pk, depot.pk]
    assert rows["10.1.0.2"].asset == there
    assert rows["10.1.0.3"].difference == "new"


def test_an_address_given_to_another_thing_means_that_other_thing(surveying, world):
    depot = Site(organisation=world.home, ref="depot")
    depot.save()
    known(world.home, site=depot, keys=[("ip", "10.1.0.1"), ("serial", "another")])
    known(world.home, site=depot, keys=[("ip", "10.1.0.2"), ("mac", "00:00:00:00:00:99")])
    survey = surveying.bring({"cameras.csv": CAMERAS}, site=depot)
    assert figures(survey) == (3, 0, 0, 0)


def test_things_of_another_organisation_are_never_meant(surveying, world):
    known(world.foreign, keys=[("serial", "DS0000001")])
    assert figures(surveying.bring({"cameras.csv": CAMERAS})) == (3, 0, 0, 0)


def test_keys_that_mean_two_things_are_a_conflict_left_out_until_somebody_settles_it(surveying, world):
    one = known(world.home, label="one", keys=[("serial", "DS0000001")])
    two = known(world.home, label="two", keys=[("mac", "44:19:b6:00:00:01")])
    survey = surveying.bring({"cameras.csv": CAMERAS})
    assert figures(survey) == (2, 0, 0, 1)
    row = compared(survey)["10.1.0.1"]
    assert row.rivals == [["serial", "DS0000001", one.pk], ["mac", "44:19:b6:00:00:01", two.pk]]
    assert not settle(surveying.access, row, 999_999, version=row.version)
    assert settle(surveying.access, row, two.pk, version=row.version)
    survey.refresh_from_db()
    survey = surveying.apply(survey)
    assert survey.state == State.APPLIED
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.maker, two.maker) == ("", "hikvision")
    assert ("serial", "DS0000001") in two.keys.values_list("kind", "value")


def test_of_two_who_settle_one_conflict_the_second_is_told_also_once_it_was_compared_anew(surveying, world):
    one = known(world.home, label="one", keys=[("serial", "DS0000001")])
    two = known(world.home, label="two", keys=[("mac", "44:19:b6:00:00:01")])
    survey = surveying.bring({"cameras.csv": CAMERAS})
    row = compared(survey)["10.1.0.1"]
    assert settle(surveying.access, row, two.pk, version=row.version)
    assert not settle(surveying.access, row, one.pk, version=row.version)
    assert compared(survey)["10.1.0.1"].asset == two
    known(world.home, label="three", keys=[("serial", "AX0000002")])
    stale = compared(survey)["10.1.0.1"]
    survey.refresh_from_db()
    assert surveying.apply(survey).is_compared_anew
    assert not settle(surveying.access, stale, one.pk, version=stale.version)
    anew = compared(survey)["10.1.0.1"]
    assert anew.version > stale.version
    assert anew.asset == two
    assert settle(surveying.access, anew, None, version=anew.version)


def test_a_conflict_nobody_settled_changes_nothing(surveying, world):
    known(world.home, label="one", keys=[("serial", "DS0000001")])
    known(world.home, label="two", keys=[("mac", "44:19:b6:00:00:01")])
    surveying.apply(surveying.bring({"cameras.csv": CAMERAS}))
    assert Asset.everything.count() == 4
    assert not Asset.everything.filter(maker="hikvision").exists()


def test_two_things_of_a_survey_that_mean_one_of_the_estate_are_a_conflict(surveying, world):
    known(world.home, keys=[("serial", "DS0000001"), ("mac", "00:40:8c:00:00:02")])
    survey = surveying.bring({"cameras.csv": CAMERAS})
    assert figures(survey) == (1, 1, 0, 1)


def test_what_a_survey_did_not_see_is_listed_and_stays(surveying, world):
    depot = Site(organisation=world.home, ref="depot")
    depot.save()
    unseen = known(world.home, site=depot, label="unseen", keys=[("ref", "cam-9")])
    known(world.home, label="elsewhere", keys=[("ref", "cam-8")])
    survey = surveying.bring({"cameras.csv": CAMERAS}, site=depot)
    assert list(not_seen(surveying.access, survey)) == [unseen]
    survey = surveying.apply(survey)
    assert list(not_seen(surveying.access, survey)) == [unseen]
    unseen.refresh_from_db()
    assert (unseen.version, unseen.last_seen) == (1, THEN)


def test_undoing_puts_back_every_row_as_it_was(surveying, world):
    known(world.home, keys=[("serial", "DS0000001"), ("ip", "10.1.0.1")], firmware="V5.0", maker="dahua")
    surveying.apply(
        surveying.bring({"one.csv": HEADINGS + "sw-1,10.1.0.3,00:1b:0c:00:00:03,Cisco,C9200,CI0000003,1\n"})
    )
    before = all_rows()
    survey = surveying.apply(surveying.bring({"cameras.csv": CAMERAS}))
    assert all_rows() != before
    shown = snapshot(survey)
    survey = surveying.undo(survey)
    assert (survey.state, survey.kept) == (State.UNDONE, 0)
    assert all_rows() == before
    assert snapshot(survey) == shown


def test_undoing_leaves_what_a_later_survey_or_a_person_changed_and_shows_it(surveying):
    survey = surveying.apply(surveying.bring({"cameras.csv": CAMERAS}))
    later = HEADINGS + "cam-1,10.1.0.1,44:19:b6:00:00:01,Hikvision,DS-2CD2143G2-I,DS0000001,V5.8\n"
    surveying.apply(surveying.bring({"later.csv": later}))
    axis = Asset.everything.get(maker="axis")
    Asset.everything.filter(pk=axis.pk).update(model="another", version=axis.version + 1)
    survey = surveying.undo(survey)
    assert (survey.state, survey.kept) == (State.UNDONE, 2)
    assert set(Asset.everything.values_list("maker", "model")) == {
        ("hikvision", "DS-2CD2143G2-I"), ("axis", "another"),
    }  # fmt: skip
    assert set(Change.everything.filter(survey=survey, is_kept=True).values_list("label", flat=True)) == {
        "cam-1", "cam-2",
    }  # fmt: skip


def test_an_estate_that_changed_since_is_compared_anew_and_nothing_is_taken_over(surveying, world):
    survey = surveying.bring({"cameras.csv": CAMERAS})
    known(world.home, keys=[("serial", "DS0000001")])
    survey = surveying.apply(survey)
    assert (survey.state, survey.is_compared_anew) == (State.READY, True)
    assert figures(survey) == (2, 1, 0, 0)
    assert Asset.everything.count() == 1
    assert surveying.apply(survey).state == State.APPLIED


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="there whoever writes is alone")
def test_nobody_writes_on_a_thing_while_a_survey_changes_it_or_is_taken_back(surveying, world, monkeypatch):
    asset = known(world.home, keys=[("serial", "DS0000001")], firmware="V5.0")
    refused = []

    def write_meanwhile(of):
        def write():
            try:
                with transaction.atomic():
                    Asset.everything.select_for_update(nowait=True).get(pk=asset.pk)
            except OperationalError:
                refused.append(of)
            finally:
                connection.close()

        with ThreadPoolExecutor(1) as pool:
            pool.submit(write).result()

    def beside(module, name):
        before = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *a, **k: (write_meanwhile(name), before(*a, **k))[1])

    beside(applying, "windows")
    beside(undoing, "_taken_back")
    surveying.undo(surveying.apply(surveying.bring({"cameras.csv": CAMERAS})))
    assert refused == ["windows", "_taken_back"]


def test_of_two_who_take_a_survey_over_at_once_one_is_told_that_the_other_was_quicker(surveying):
    survey = surveying.bring({"cameras.csv": CAMERAS})
    version = survey.version
    surveying.apply(survey)
    assert not ask_to_apply(surveying.access, survey, version=version)
    assert not ask_to_undo(surveying.access, survey, version=version)
    assert Asset.everything.count() == 3


def test_a_taking_over_that_breaks_down_changes_nothing_and_can_be_asked_for_again(surveying, monkeypatch):
    survey = surveying.bring({"cameras.csv": CAMERAS})
    with monkeypatch.context() as patched:
        patched.setattr(applying._Taking, "_record", lambda *_: 1 // 0)
        survey = surveying.apply(survey)
    assert (survey.state, survey.error[:17]) == (State.READY, "ZeroDivisionError")
    assert not Asset.everything.exists()
    assert surveying.apply(survey).state == State.APPLIED


def test_answers_are_handed_on_with_those_who_asked(surveying, monkeypatch):
    handed = []
    monkeypatch.setattr(applying, "record", lambda rows, **about: handed.append((rows, about)))
    survey = surveying.apply(surveying.bring({"cameras.csv": CAMERAS}))
    ((rows, about),) = handed
    assert about == {
        "organisation": survey.organisation_id, "edition": survey.register_edition, "as_of": survey.as_of,
        "survey": survey.pk, "by": surveying.access.person,
    }  # fmt: skip
    answers = {Asset.everything.get(pk=pk).maker: determinations for pk, determinations in rows}
    outcomes = {one["measure"]: one["outcome"] for one in answers["hikvision"] if one["act"] == "use"}
    assert outcomes["ca/goc-hikvision-prohibition"] == "applies"


@pytest.mark.parametrize("role", [role for role in Role if Permission.SURVEY not in PERMITS[role]])
def test_who_may_not_bring_files_in_takes_nothing_over_and_nothing_back(surveying, access_with, role):
    survey = surveying.bring({"cameras.csv": CAMERAS})
    for ask in (ask_to_apply, ask_to_undo):
        with pytest.raises(PermissionDenied):
            ask(access_with(role), survey, version=survey.version)


def test_a_longer_survey_takes_as_many_queries(surveying, world, django_assert_max_num_queries):
    def csv(rows):
        lines = (f"c{n},10.2.{n // 250}.{n % 250 + 1},00:40:8c:01:{n // 250:02x}:{n % 250:02x},Axis,P3265,A{n},1\n"
                 for n in range(rows))  # fmt: skip
        return HEADINGS + "".join(lines)

    short, long = surveying.bring({"a.csv": csv(5)}), surveying.bring({"b.csv": csv(400)})
    for survey in (long, short):
        with django_assert_max_num_queries(70):
            assert surveying.apply(survey).is_compared


ELSEWHERE = HEADINGS.replace("\n", ",location\n") + (
    "cam-1,10.1.0.1,44:19:b6:00:00:01,Hikvision,DS-2CD2143G2-I,DS0000001,V5.7.3,Pole 7\n"
    "cam-2,10.1.0.2,00:40:8c:00:00:02,Axis,P3265-LVE,AX0000002,11.2,dépôt\n"
    "sw-1,10.1.0.3,00:1b:0c:00:00:03,Cisco,C9200-24T,CI0000003,17.6,\n"
)


@pytest.fixture
def sites(world):
    rows = [
        Site(organisation=world.home, ref="hq", name_en="Town hall", owner="landlord"),
        Site(organisation=world.home, ref="d-1", name_en="Depot", name_fr="Dépôt"),
    ]
    for one in rows:
        one.save()
    return rows


def test_a_site_the_file_names_wins_and_a_name_nobody_knows_falls_to_the_chosen_one(
    surveying, sites, client_of
):
    survey = surveying.bring({"cameras.csv": ELSEWHERE}, site=sites[0])
    rows = {one.label: (one.site, one.written) for one in SurveyedAsset.everything.filter(survey=survey)}
    assert rows == {"cam-1": (sites[0], "Pole 7"), "cam-2": (sites[1], ""), "sw-1": (sites[0], "")}
    surveying.apply(survey)
    assert set(Asset.everything.values_list("label", "site__ref")) == {
        ("cam-1", "hq"), ("cam-2", "d-1"), ("sw-1", "hq"),
    }  # fmt: skip
    told = Told.everything.get(field="written")
    assert (told.asset.label, told.value, told.source) == ("cam-1", "Pole 7", "cameras.csv, line 2")
    client = client_of(Role.READER)
    listed = client.get(reverse("survey", args=[survey.pk]), {"standing": "otherwise"}).content.decode()
    assert "the file says:" in listed
    assert "cam-2" not in listed
    assert "Pole 7" in client.get(reverse("asset", args=[told.asset_id])).content.decode()


def test_what_stands_nowhere_is_counted_and_the_page_says_what_to_do(surveying, sites, client_of):
    survey = surveying.bring({"cameras.csv": ELSEWHERE})
    client = client_of(Role.READER)
    page = client.get(reverse("survey", args=[survey.pk]), {"standing": "nowhere"}).content.decode()
    assert "<b>2</b>" in page
    assert "assets standing nowhere" in page
    assert "Where the files name a site that is not known, it is listed here" in page
    assert "cam-2" not in page
    position = SurveyedAsset.everything.get(survey=survey, label="cam-1").position
    thing = client.get(reverse("surveyed", args=[survey.pk, position])).content.decode()
    assert "It stands nowhere" in thing
    assert "Pole 7" in thing


def figures_of(survey: Survey) -> dict[str, object]:
    return Survey.everything.values("nowhere", "elsewhere", "outcomes").get(pk=survey.pk)


def test_what_a_survey_shows_is_counted_once_as_its_page_lists_it(surveying, sites):
    chosen = surveying.bring({"cameras.csv": ELSEWHERE}, site=sites[0])
    nowhere = surveying.bring({"cameras.csv": ELSEWHERE})
    assert [(one.nowhere, one.elsewhere) for one in (chosen, nowhere)] == [(0, 1), (2, 0)]
    rows = SurveyedAsset.everything.filter(survey=chosen)
    listed = Counter(rows.exclude(answers__outcome="").values_list("answers__outcome", flat=True))
    assert chosen.outcomes == listed
    assert listed.total() == len(rows) == 3
    before = figures_of(chosen)
    surveying.apply(chosen)
    assert figures_of(chosen) == before


def test_surveys_compared_before_their_figures_were_kept_are_counted_when_brought_forward(surveying, sites):
    surveys = [surveying.bring({"cameras.csv": ELSEWHERE}, site=one) for one in (sites[0], None)]
    kept = [figures_of(one) for one in surveys]
    Survey.everything.update(nowhere=0, elsewhere=0, outcomes={})
    import_module("phaseout.web.surveys.migrations.0002_figures_of_what_was_seen").count(apps, None)
    assert [figures_of(one) for one in surveys] == kept


SEEN_AT = HEADINGS + "cam-1,10.1.0.1,44:19:b6:00:00:01,Hikvision,DS-2CD2143G2-I,DS0000001,V5.7.3\n"
LINE = (
    '{"asset": "cam-9", "trait": "inventory.serial", "value": "DS9", "at": "2026-03-04T05:06:07Z"}\n'
    '{"asset": "cam-9", "trait": "mac", "value": "44:19:b6:00:00:09", "at": "2099-01-01T00:00:00Z"}\n'
)


def test_a_thing_was_seen_when_its_file_says_else_when_the_person_says_and_never_when_brought_in(
    surveying, client_of
):
    files = {"inventory.csv": SEEN_AT, "seen.jsonl": LINE}
    surveying.apply(surveying.bring(files, looked_on=date(2026, 5, 6)))
    seen = {one.label: (one.last_seen, one.seen_by) for one in Asset.everything.all()}
    assert seen == {
        "cam-1": (datetime(2026, 5, 6, 12, tzinfo=UTC), "person"),
        "cam-9": (datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC), "source"),
    }
    assert set(AssetKey.everything.filter(asset__label="cam-9").values_list("last_seen", flat=True)) == {
        datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    }
    again = surveying.apply(surveying.bring({"inventory.csv": SEEN_AT}))
    camera = Asset.everything.get(label="cam-1")
    assert (camera.last_seen, camera.seen_by) == (again.finished, "brought")
    page = client_of(Role.READER).get(reverse("asset", args=[camera.pk])).content.decode()
    assert "the day it was brought in; nobody said when somebody looked" in page
    older = surveying.apply(surveying.bring({"inventory.csv": SEEN_AT}, looked_on=date(2026, 1, 1)))
    camera.refresh_from_db()
    assert camera.last_seen == again.finished, "an older look makes it no older"
    assert camera.first_seen == datetime(2026, 1, 1, 12, tzinfo=UTC)
    surveying.undo(older)
    camera.refresh_from_db()
    assert (camera.first_seen, camera.seen_by) == (datetime(2026, 5, 6, 12, tzinfo=UTC), "brought")
