"""Do programs keep the plans of floors, and pin things on them, as people do?"""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from phaseout.web.estate.models import Asset, Floor, Pin, Plan, Room, Site
from phaseout.web.estate.services import add_branch, keep_plan, pin
from phaseout.web.frame.access import Permission, Role
from phaseout.web.frame.pictures import written_anew
from phaseout.web.people.queries import access_of
from web.furnishing.findings import asset_in
from web.programs import Program, secret_of
from web.things import ground_floor

pytestmark = pytest.mark.django_db
PLACE = b"Exif place 45.4215 N"


def drawn(form: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, form, **more)
    return out.getvalue()


@pytest.fixture
def floor(world) -> Floor:
    return ground_floor(world.home)


@pytest.fixture
def asset(world, floor) -> Asset:
    return asset_in(world.home, "cam-1", floor.building.site)


@pytest.fixture
def analyst(person_with):
    return person_with(Role.ANALYST)


@pytest.fixture
def program(world, analyst) -> Program:
    return Program(secret_of(analyst, world.home))


@pytest.fixture
def plan(floor, analyst) -> Plan:
    return keep_plan(access_of(analyst), floor, 0, written_anew(io.BytesIO(drawn())))


def sent(program: Program, floor: Floor, content: bytes, **headers: str):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    file = SimpleUploadedFile("plan.jpg", content)
    return program.post(f"/api/v1/floors/{floor.pk}/plan", {"picture": file}, headers=named)


def test_a_plan_is_kept_as_it_was_seen_and_handed_out_without_more_than_its_pixels(program, floor):
    address = f"/floors/{floor.pk}/plan"
    none = program.ask("GET", address)
    assert (none.json()["version"], none.json()["picture"]) == (0, None)
    assert program.ask("GET", f"{address}/picture").status_code == 404
    assert sent(program, floor, drawn()).status_code == 428
    with_place = drawn("JPEG", comment=PLACE) + PLACE
    kept = sent(program, floor, with_place, if_match=none["ETag"])
    assert (kept.status_code, kept.json()["version"], kept.json()["kind"]) == (200, 1, "image/jpeg")
    assert (kept.json()["width"], kept.json()["height"]) == (60, 40)
    assert sent(program, floor, drawn(), if_match=none["ETag"]).status_code == 412
    given = program.get(kept.json()["picture"])
    content = b"".join(given.streaming_content)
    assert (given["Content-Type"], PLACE in content) == ("image/jpeg", False)
    assert (given["X-Content-Type-Options"], "sandbox" in given["Content-Security-Policy"]) == (
        "nosniff",
        True,
    )
    same = program.get(kept.json()["picture"], headers={"if-none-match": given["ETag"]})
    assert same.status_code == 304
    other = sent(program, floor, drawn(), if_match=kept["ETag"])
    assert (other.json()["version"], other.json()["kind"]) == (2, "image/png")
    again = program.get(kept.json()["picture"], headers={"if-none-match": given["ETag"]})
    assert again.status_code == 200
    again.close()


def test_the_same_sent_again_is_kept_once(program, floor):
    first, again = (sent(program, floor, drawn(), if_match='"0"', idempotency_key="k1") for _ in range(2))
    assert (again.status_code, again.content) == (200, first.content)
    assert Plan.everything.get().version == 1
    other = sent(program, floor, drawn("JPEG"), if_match='"1"', idempotency_key="k1")
    assert other.status_code == 422


def test_what_is_no_picture_is_refused_at_its_field(program, floor):
    for content in (b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>"):
        answer = sent(program, floor, content, if_match='"0"')
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "picture")
    empty = program.post(f"/api/v1/floors/{floor.pk}/plan", {}, headers={"if-match": '"0"'})
    assert (empty.status_code, empty.json()["errors"][0]["field"]) == (422, "picture")
    as_json = program.ask("POST", f"/floors/{floor.pk}/plan", {"picture": "x"}, if_match='"0"')
    assert as_json.status_code == 415
    assert not Plan.everything.exists()


def test_a_thing_is_pinned_moved_and_taken_off_as_it_was_seen(program, floor, plan, asset):
    address = f"/assets/{asset.pk}/pin"
    given = {"floor": floor.pk, "x": 250, "y": 600}
    none = program.ask("GET", address)
    assert (none.json()["version"], none.json()["floor"]) == (0, None)
    assert program.ask("PUT", address, given).status_code == 428
    put = program.ask("PUT", address, given, if_match=none["ETag"])
    assert put.status_code == 200
    row = Pin.everything.get()
    assert (row.asset, row.plan, row.x, row.y) == (asset, plan, 250, 600)
    assert program.ask("GET", f"/floors/{floor.pk}/plan/pins").json()["items"] == [put.json()]
    assert program.ask("PUT", address, {**given, "x": 1}, if_match=none["ETag"]).status_code == 412
    moved = program.ask("PUT", address, {**given, "x": 300}, if_match=put["ETag"])
    assert (moved.json()["x"], moved.json()["version"]) == (300, put.json()["version"] + 1)
    assert program.ask("DELETE", address).status_code == 428
    assert program.ask("DELETE", address, if_match=put["ETag"]).status_code == 412
    assert program.ask("DELETE", address, if_match=moved["ETag"]).status_code == 204
    assert not Pin.everything.exists()
    assert program.ask("DELETE", address, if_match='"0"').status_code == 404


def test_a_pin_that_was_taken_off_and_set_anew_is_not_the_one_that_was_seen(program, floor, plan, asset):
    address, given = f"/assets/{asset.pk}/pin", {"floor": floor.pk, "x": 250, "y": 600}
    seen = program.ask("PUT", address, given, if_match='"0"')["ETag"]
    assert program.ask("DELETE", address, if_match=seen).status_code == 204
    anew = program.ask("PUT", address, {**given, "x": 900}, if_match='"0"')
    assert program.ask("PUT", address, {**given, "x": 1}, if_match=seen).status_code == 412
    assert program.ask("DELETE", address, if_match=seen).status_code == 412
    assert program.ask("GET", address).json() == anew.json()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"x": 1001}, "x"),
        ({"y": -1}, "y"),
        ({"floor": 0}, "floor"),
        ({"floor": 2**63}, "floor"),
        ({"z": 1}, "z"),
    ],
)
def test_what_lies_beyond_the_plan_is_refused_at_its_field(wrong, field, program, floor, plan, asset):
    given = {"floor": floor.pk, "x": 1, "y": 1, **wrong}
    answer = program.ask("PUT", f"/assets/{asset.pk}/pin", given, if_match='"0"')
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert not Pin.everything.exists()


def test_a_thing_is_pinned_on_no_plan_of_another_site(program, world, plan, floor):
    elsewhere = Site(organisation=world.home, ref="b", name_en="B")
    elsewhere.save()
    for site in (elsewhere, None):
        asset = asset_in(world.home, f"at {site}", site)
        given = {"floor": floor.pk, "x": 1, "y": 1}
        answer = program.ask("PUT", f"/assets/{asset.pk}/pin", given, if_match='"0"')
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "floor")


def test_nobody_meets_or_changes_the_plan_of_another_organisation(
    world, floor, plan, asset, analyst, person_with
):
    pin(access_of(analyst), plan, asset, 0, place=(1, 1))
    foreigner = Program(secret_of(person_with(Role.ANALYST, at=world.foreign), world.foreign))
    reader = Program(secret_of(analyst, world.home, Permission.READ))
    address, of_asset = f"/floors/{floor.pk}/plan", f"/assets/{asset.pk}/pin"
    for one in (address, f"{address}/picture", f"{address}/pins", of_asset):
        assert foreigner.ask("GET", one).status_code == 404
        assert reader.ask("GET", one).status_code == 200
    for program, status in ((foreigner, 404), (reader, 403)):
        assert sent(program, floor, drawn(), if_match='"1"').status_code == status
        given = {"floor": floor.pk, "x": 5, "y": 5}
        assert program.ask("PUT", of_asset, given, if_match='"1"').status_code == status
        assert program.ask("DELETE", of_asset, if_match='"1"').status_code == status
    assert (Plan.everything.get().version, Pin.everything.get().x) == (1, 1)


def test_of_a_thing_at_a_site_above_ones_reach_no_place_on_its_plan_is_shown(
    world, floor, plan, analyst, client_of, person_with
):
    branch = add_branch(access_of(person_with(Role.ADMINISTRATOR)), world.home, name_en="Region", name_fr="")
    room = Room(floor=floor, name_en="Hall")
    room.save()
    asset = asset_in(branch, "cam-1", floor.building.site)
    Asset.everything.update(room=room)
    of_branch, whole = Program(secret_of(analyst, branch)), Program(secret_of(analyst, world.home))
    page = f"/assets/{asset.pk}/"
    keeper = client_of(Role.ANALYST, at=branch)
    assert b"Put on the plan" in client_of(Role.ANALYST).get(page).content
    assert b"on the plan" not in keeper.get(page).content
    put = pin(access_of(analyst), plan, asset, 0, place=(11, 22))
    seen, none = (one.ask("GET", f"/assets/{asset.pk}/pin") for one in (whole, of_branch))
    assert (seen.json()["floor"], seen.json()["x"]) == (floor.pk, 11)
    nowhere = {"floor": None, "x": None, "y": None, "at": None}
    assert none.json() == {"asset": asset.pk, "version": put.version, **nowhere}
    assert b"Show on the plan" in client_of(Role.ANALYST).get(page).content
    assert b"on the plan" not in keeper.get(page).content


def test_a_program_that_may_not_read_is_told_where_it_pinned_a_thing(world, floor, plan, asset, analyst):
    keeper = Program(secret_of(analyst, world.home, Permission.KEEP_ESTATE))
    given = {"floor": floor.pk, "x": 5, "y": 6}
    assert keeper.ask("PUT", f"/assets/{asset.pk}/pin", given, if_match='"0"').json()["x"] == 5
    assert keeper.ask("GET", f"/assets/{asset.pk}/pin").status_code == 403


def test_many_pins_are_listed_with_as_many_queries_as_few(program, world, floor, plan, analyst):
    def asked() -> int:
        with CaptureQueriesContext(connection) as taken:
            assert program.ask("GET", f"/floors/{floor.pk}/plan/pins").status_code == 200
        return len(taken)

    counts = []
    for number in range(6):
        asset = asset_in(world.home, f"cam {number}", floor.building.site)
        pin(access_of(analyst), plan, asset, 0, place=(number, number))
        if number in (0, 5):
            asked()
            counts.append(asked())
    assert counts[0] == counts[1]
