"""Is what is known of a thing kept with its sources, and is a thing found among very many?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from phaseout.web.estate.models import Asset, Building, Floor, Room, Site, Told
from phaseout.web.estate.queries import assets as searching
from phaseout.web.estate.queries import matching
from phaseout.web.estate.services import add_branch, add_look, correct, put, tell, withdraw_word
from phaseout.web.frame.access import Role
from phaseout.web.frame.versioned import ChangedMeanwhileError
from web.things import seen_asset

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
def site(world) -> Site:
    site = Site(organisation=world.home, ref="hq", name_en="Headquarters")
    site.save()
    return site


@pytest.fixture
def kept(world, site):
    """Return a keeper of things: ``kept(ref="cam-1", maker=("dahua", "strong"), after=3)``, days after noon."""

    def keep(*, after=0, at_site=site, source="scan.xml", fields=None, **keys) -> Asset:
        return seen_asset(
            world.home, site=at_site, keys={kind: [value] for kind, value in keys.items()},
            fields=fields, source=source, at=NOON + timedelta(days=after),
        )  # fmt: skip

    return keep


def found(client, **asked) -> str:
    page = client.get(reverse("assets"), asked).content.decode()
    return page[page.index("<tbody>") : page.index("</tbody>")]


@pytest.mark.parametrize("role", [Role.READER, Role.AUDITOR, Role.TECHNICIAN, Role.APPROVER])
def test_who_does_not_keep_the_estate_corrects_and_moves_nothing(kept, access_with, role):
    asset = kept(ref="cam")
    with pytest.raises(PermissionDenied):
        correct(access_with(role), asset, 1, field="maker", value="axis", reason="read on its label")
    with pytest.raises(PermissionDenied):
        put(access_with(role), asset, 1, site=None, room=None)


def test_a_field_is_corrected_by_its_page_and_of_two_at_once_the_second_is_told(kept, client_of):
    asset = kept(ref="cam", fields={"model": ("DS-1", "strong")})
    client = client_of(Role.ANALYST)
    address = reverse("asset-correct", kwargs={"pk": asset.pk, "field": "model"})
    assert client.post(address, {"value": "DS-2", "reason": "label", "version": "1"}).status_code == 302
    answer = client.post(address, {"value": "DS-3", "reason": "label", "version": "1"})
    assert answer.status_code == 409
    assert "<td>DS-3</td><td>DS-2</td>" in answer.content.decode()
    asset.refresh_from_db()
    assert asset.model == "DS-2"
    assert "DS-2" in found(client, text="ds-2"), "it is found by what it is now"


@pytest.mark.parametrize(
    ("field", "value"), [("maker", "nobody-knows-them"), ("kind", "toaster"), ("model", "")]
)
def test_a_correction_that_says_nothing_known_is_refused(kept, client_of, field, value):
    address = reverse("asset-correct", kwargs={"pk": kept(ref="cam").pk, "field": field})
    answer = client_of(Role.ANALYST).post(address, {"value": value, "reason": "label", "version": "1"})
    assert answer.status_code == 400
    assert not Told.everything.exists()


def test_a_correction_without_a_reason_is_refused_and_with_one_it_shows_it(kept, client_of):
    asset = kept(ref="cam")
    client, address = (
        client_of(Role.ANALYST),
        reverse("asset-correct", kwargs={"pk": asset.pk, "field": "model"}),
    )
    assert client.post(address, {"value": "DS-2", "version": "1"}).status_code == 400
    client.post(address, {"value": "DS-2", "reason": "read on the underside", "version": "1"})
    assert "read on the underside" in client.get(reverse("asset", kwargs={"pk": asset.pk})).content.decode()


def test_a_word_taken_back_counts_no_more_stays_in_sight_and_lets_what_surveys_say_count(kept, client_of):
    asset = kept(ref="cam", fields={"maker": ("dahua", "suggestive")})
    client = client_of(Role.ANALYST)
    names = {"pk": asset.pk, "field": "maker"}
    address = reverse("asset-withdraw", kwargs=names)
    assert client.post(address, {"reason": "r", "version": "1"}).status_code == 400, "nobody said anything"
    said = {"value": "axis", "reason": "label", "version": "1"}
    client.post(reverse("asset-correct", kwargs=names), said)
    asset.refresh_from_db()
    assert (asset.maker, asset.maker_grade) == ("axis", "strong")
    client.post(address, {"reason": "that was the next one", "version": asset.version})
    asset.refresh_from_db()
    assert (asset.maker, asset.maker_grade) == ("dahua", "suggestive")
    page = client.get(reverse("asset", kwargs={"pk": asset.pk})).content.decode()
    assert "withdrawn on" in page
    assert "that was the next one" in page
    assert kept(ref="cam", fields={"maker": ("hikvision", "strong")}, after=1).maker == "hikvision"


def test_a_word_taken_back_where_no_survey_says_anything_leaves_the_field_empty(kept, access_with):
    asset = correct(access_with(Role.ANALYST), kept(ref="cam"), 1, field="model", value="X", reason="label")
    asset = withdraw_word(access_with(Role.ANALYST), asset, asset.version, field="model", reason="no")
    assert asset.model == ""
    with pytest.raises(PermissionDenied):
        withdraw_word(access_with(Role.TECHNICIAN), asset, asset.version, field="model", reason="no")


@pytest.mark.parametrize("field", ["outcome", "organisation", "version", "pk"])
def test_what_is_no_field_of_a_thing_cannot_be_corrected(kept, client_of, field):
    address = reverse("asset-correct", kwargs={"pk": kept(ref="cam").pk, "field": field})
    assert client_of(Role.ANALYST).post(address, {"value": "x", "version": "1"}).status_code == 404


def test_a_thing_is_put_into_a_room_by_its_page(kept, site, client_of):
    building = Building(site=site, name_en="Tower")
    building.save()
    floor = Floor(building=building, name_en="Ground")
    floor.save()
    room = Room(floor=floor, name_en="Lobby")
    room.save()
    asset = kept(serial="S1")
    address = reverse("asset-put", kwargs={"pk": asset.pk})
    client_of(Role.ANALYST).post(address, {"site": site.pk, "room": room.pk, "version": "1"})
    asset.refresh_from_db()
    assert (asset.site, asset.room) == (site, room)


def test_no_thing_is_put_into_a_room_of_another_site_or_another_organisation(
    world, kept, access_with, client_of
):
    theirs = Site(organisation=world.foreign, ref="theirs", name_en="Theirs")
    theirs.save()
    asset = kept(ref="cam")
    with pytest.raises(PermissionDenied):
        put(access_with(Role.ANALYST), asset, 1, site=theirs, room=None)
    address = reverse("asset-put", kwargs={"pk": asset.pk})
    assert client_of(Role.ANALYST).post(address, {"site": theirs.pk, "version": "1"}).status_code == 400
    building = Building(site=theirs, name_en="B")
    building.save()
    floor = Floor(building=building, name_en="F")
    floor.save()
    room = Room(floor=floor, name_en="R")
    room.save()
    with pytest.raises(ValueError, match="another site"):
        put(access_with(Role.ANALYST), asset, 1, site=asset.site, room=room)


def test_a_late_change_of_a_thing_changes_nothing(kept, access_with):
    asset = kept(ref="cam")
    with pytest.raises(ChangedMeanwhileError):
        correct(access_with(Role.ANALYST), asset, 7, field="model", value="X", reason="read on its label")
    assert not Told.everything.exists()


def test_the_page_shows_every_field_with_value_grade_source_and_day(kept, client_of):
    asset = kept(
        ref="cam", mac="44:19:b6:00:00:17", fields={"maker": ("hikvision", "strong")}, source="dhcp.csv:4"
    )
    Told(
        asset=asset, field="maker", value="dahua", grade="suggestive", source="walk.xlsx:9", survey=2, at=NOON
    ).save()
    page = client_of(Role.READER).get(reverse("asset", kwargs={"pk": asset.pk})).content.decode()
    row = page[page.index('<th scope="row">Maker</th>') :]
    row = row[: row.index("</tr>")]
    for part in (
        "Hikvision",
        "strong",
        "dhcp.csv:4",
        "2026-02-01",
        "1 other word",
        "Dahua",
        "walk.xlsx:9",
    ):
        assert part in row, part
    assert "nobody said" in page[page.index('<th scope="row">Brand</th>') :]
    assert "44:19:b6:00:00:17" in page


def test_who_corrected_is_shown_to_those_who_audit_alone(kept, access_with, client_of):
    asset = kept(ref="cam")
    correct(access_with(Role.ANALYST), asset, 1, field="model", value="X", reason="read on its label")
    address = reverse("asset", kwargs={"pk": asset.pk})
    assert "Person 1" not in client_of(Role.READER).get(address).content.decode()
    assert "Person 1" in client_of(Role.AUDITOR).get(address).content.decode()


def test_a_thing_that_later_surveys_did_not_meet_is_not_seen_and_never_removed(kept, client_of):
    asset = kept(ref="cam-1")
    client = client_of(Role.READER)
    address = reverse("asset", kwargs={"pk": asset.pk})
    assert "Not seen since" not in client.get(address).content.decode()
    kept(ref="cam-2", after=30)
    page = client.get(address).content.decode()
    assert "Not seen since" in page
    assert "Nobody says that it was removed" in page


def test_the_page_shows_looks_at_the_site_of_a_thing(kept, site, access_with, client_of):
    asset = kept(ref="cam")
    add_look(access_with(Role.TECHNICIAN), site, way="walk", on=date(2026, 1, 1), note="All floors")
    page = client_of(Role.READER).get(reverse("asset", kwargs={"pk": asset.pk})).content.decode()
    assert "All floors" in page


def test_a_thing_is_found_by_how_its_keys_label_or_model_begin(world, kept, client_of):
    kept(
        ref="Caméra d’entrée", mac="44:19:b6:0a:0b:0c", serial="DS9", fields={"model": ("IPC-HDW1", "strong")}
    )
    kept(ref="other", mac="00:11:22:33:44:55")
    client = client_of(Role.READER)
    for text in ("CAMERA D'ENT", "44:19:B6", "4419b60a", "44-19-b6-0", "ds9", "ipc-h", "  caméra  "):
        hits = found(client, text=text)
        assert "Caméra" in hits, text
        assert "other" not in hits, text
    for text in ("entrée", "19:b6", "%", "_"):
        assert "No asset matches." in found(client, text=text), text


def test_a_thing_is_found_and_narrowed_by_its_maker_and_the_brand_on_the_box(kept, client_of, access_with):
    ours = kept(ref="cam-1", fields={"maker": ("hikvision", "strong"), "brand": ("annke", "strong")})
    kept(ref="cam-2", fields={"maker": ("axis", "strong")})
    access = access_with(Role.READER)
    for text in ("HIKvis", "Ánnke"):
        assert list(matching(access, Asset.objects.visible_to(access), text)) == [ours]
    listed = found(client_of(Role.READER), brand="annke", column=["label", "brand"])
    assert "cam-1" in listed
    assert "cam-2" not in listed
    assert "annke" in listed.lower()


def test_a_search_with_many_hits_finds_the_same_as_one_with_few(kept, monkeypatch, access_with):
    reader = access_with(Role.READER)
    for number in range(12):
        kept(ref=f"cam-{number}", fields={"model": (f"DS-{number}", "strong")})
    kept(ref="rec-1")
    few = {hit.label for hit in matching(reader, Asset.everything.all(), "cam-")}
    monkeypatch.setattr(searching, "FEW", 3)
    assert {hit.label for hit in matching(reader, Asset.everything.all(), "CAM-")} == few
    assert len(few) == 12
    assert matching(reader, Asset.everything.all(), "ds-").count() == 12


def test_things_are_narrowed_by_what_they_are_and_when_they_were_seen(world, kept, client_of):
    kept(ref="hik", fields={"maker": ("hikvision", "strong"), "kind": ("camera", "strong")})
    kept(ref="nobody", after=60, at_site=None)
    Asset.everything.filter(label="hik").update(outcome="applies")
    client = client_of(Role.READER)
    for asked, is_hik in (
        ({"maker": "hikvision"}, True), ({"maker": "-"}, False), ({"kind": "camera"}, True), ({"kind": "-"}, False),
        ({"outcome": "applies"}, True), ({"outcome": "-"}, False), ({"site": "HQ"}, True),
        ({"not_seen_since": "2026-03-01"}, True), ({"seen_since": "2026-03-01"}, False),
    ):  # fmt: skip
        hits = found(client, **asked)
        assert (">hik<" in hits, ">nobody<" in hits) == (is_hik, not is_hik), asked


def test_things_come_newest_first_or_by_when_they_were_seen_and_by_nothing_that_no_index_serves(
    kept, client_of
):
    kept(ref="one", after=5)
    kept(ref="two")
    client = client_of(Role.READER)
    assert found(client).index(">two<") < found(client).index(">one<")
    assert found(client, sort="-last_seen").index(">one<") < found(client, sort="-last_seen").index(">two<")
    assert found(client, sort="maker") == found(client)


def test_the_list_shows_names_of_the_register_in_the_readers_language(kept, client_of):
    kept(ref="cam", fields={"maker": ("hikvision", "strong"), "kind": ("recorder", "strong")})
    client = client_of(Role.READER)
    client.post(reverse("language"), {"language": "fr", "next": "/"})
    assert "enregistreur" in found(client)


def test_no_list_page_counts_all_things(kept, client_of):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(60):
        kept(ref=f"cam-{number}")
    client = client_of(Role.READER)
    with CaptureQueriesContext(connection) as taken:
        page = client.get(reverse("assets")).content.decode()
    assert not [one["sql"] for one in taken if "COUNT(" in one["sql"].upper()]
    assert "page=2" in page
    assert found(client, page="2").count("<tr>") == 10


def test_a_search_is_written_down_also_for_things_made_in_bulk(world, access_with):
    reader = access_with(Role.READER)
    Asset.everything.bulk_create(
        [Asset(organisation=world.home, label="ÉTÉ-1", first_seen=NOON, last_seen=NOON) for _ in range(2)]
    )
    assert matching(reader, Asset.everything.all(), "ete").count() == 2


def test_a_search_finds_things_changed_in_bulk_where_the_searched_columns_are_named(kept, access_with):
    reader = access_with(Role.READER)
    asset = kept(ref="cam", fields={"model": ("DS-1", "strong")})
    asset.model = "Été-2"
    Asset.everything.bulk_update([asset], ["model", "sought_model"])
    assert matching(reader, Asset.everything.all(), "ETE-2").get() == asset
    assert not matching(reader, Asset.everything.all(), "ds-1").exists()


def test_what_is_told_of_a_field_without_a_column_is_kept_and_shown(kept, client_of):
    asset = kept(ref="cam")
    tell(
        Told(
            asset=asset, field="hostname", value="lobby-cam", grade="strong", source="dns", survey=1, at=NOON
        )
    )
    page = client_of(Role.READER).get(reverse("asset", kwargs={"pk": asset.pk})).content.decode()
    assert "hostname" in page
    assert "lobby-cam" in page


def test_what_is_longer_than_a_column_is_cut_where_one_sees_it(kept):
    said = {"field": "firmware", "value": "V" * 500, "source": "S" * 500, "grade": "strong", "at": NOON}
    asset = tell(Told(asset=kept(ref="cam"), **said))
    assert (len(asset.firmware), asset.firmware[-1]) == (200, "…")


@pytest.mark.parametrize("asked", [{"page": "x"}, {"page": "9" * 30}, {"page": "-1"}, {"column": "nothing"},
                                   {"sort": "nothing"}, {"text": "\x00"}, {"seen_since": "yesterday"}])  # fmt: skip
def test_an_address_that_makes_no_sense_is_answered_without_a_fault(kept, client_of, asked):
    kept(ref="cam")
    assert client_of(Role.READER).get(reverse("assets"), asked).status_code == 200


def test_assets_whose_maker_a_person_states_against_the_evidence_are_found(kept, access_with, client_of):
    evident = {"maker": ("hikvision", "strong")}
    against, agreed = kept(ref="cam-1", fields=evident), kept(ref="cam-2", fields=evident)
    weak = kept(ref="cam-3", fields={"maker": ("hikvision", "suggestive")})
    kept(ref="cam-4", fields=evident)
    keeper = access_with(Role.ANALYST)
    for asset, maker in ((against, "axis"), (agreed, "hikvision"), (weak, "axis")):
        correct(keeper, asset, asset.version, field="maker", value=maker, reason="label")
    client = client_of(Role.READER)
    stated, disputed = found(client, word="person"), found(client, word="against")
    assert [name in stated for name in ("cam-1", "cam-2", "cam-3", "cam-4")] == [True, True, True, False]
    assert [name in disputed for name in ("cam-1", "cam-2", "cam-3", "cam-4")] == [True, False, False, False]


def test_no_asset_is_put_at_a_site_of_a_sister_organisation(world, site, access_with, client_of):
    admin = access_with(Role.ADMINISTRATOR)
    west, east = (add_branch(admin, world.home, name_en=name, name_fr="") for name in ("West", "East"))
    there = Site(organisation=east, ref="east-1", name_en="East one")
    there.save()
    asset = seen_asset(west, keys={"ref": ["cam-w"]}, fields={}, at=NOON)
    keeper = access_with(Role.ANALYST)
    with pytest.raises(ValidationError):
        put(keeper, asset, asset.version, site=there, room=None)
    assert put(keeper, asset, asset.version, site=site, room=None).site == site, "one above it"
    page = client_of(Role.ANALYST).get(reverse("asset-put", kwargs={"pk": asset.pk})).content.decode()
    assert "east-1" not in page
