"""Is the plan of a floor kept without anything but its pixels, and does each thing stand where somebody put it?"""

import io
import random
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from phaseout.web.estate.models import Asset, Floor, Pin, Plan, Site
from phaseout.web.estate.services import Wanted, change_assets, keep_plan, pin, put_back
from phaseout.web.findings.files import accepted
from phaseout.web.frame import pictures
from phaseout.web.frame.access import Role
from phaseout.web.frame.pictures import written_anew
from phaseout.web.frame.versioned import ChangedMeanwhileError
from web.things import ground_floor, seen_asset

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
PLACE = b"Exif place 45.4215 N"


def picture(form: str = "PNG", size: tuple[int, int] = (60, 40), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, form, **more)
    return out.getvalue()


def photograph() -> bytes:
    """Return a photograph that says where it was taken, that it is to be turned, and that something hangs on."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, PLACE.decode()
    return picture("JPEG", exif=exif, comment=b"taken by " + PLACE) + b"<script>" + PLACE


@pytest.fixture
def floor(world) -> Floor:
    return ground_floor(world.home)


def thing(floor: Floor, label: str, outcome: str = "") -> Asset:
    site = floor.building.site
    asset = seen_asset(site.organisation, site=site, keys={"ref": [label]}, fields={}, source="s", at=NOON)
    asset.outcome = outcome
    asset.save()
    return asset


def uploaded(client, floor: Floor, content: bytes, version: int = 0):
    given = {"picture": SimpleUploadedFile("plan.png", content), "version": version}
    return client.post(reverse("plan-edit", args=[floor.pk]), given)


def test_nothing_of_a_photograph_is_left_but_its_pixels_turned_upright():
    kept = written_anew(io.BytesIO(photograph()))
    assert (kept.kind, kept.width, kept.height) == ("image/jpeg", 40, 60)
    assert PLACE not in kept.content
    assert not Image.open(io.BytesIO(kept.content)).getexif()


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_drawings_are_kept_as_png(form):
    assert written_anew(io.BytesIO(picture(form))).kind == "image/png"


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"GIF89a" + b"\0" * 40, picture()[:60], b"\xff\xd8\xff" + b"\0" * 90]
)
def test_what_is_no_picture_or_a_damaged_one_is_refused(content):
    with pytest.raises(ValidationError):
        written_anew(io.BytesIO(content))


def test_a_photograph_of_several_pictures_in_one_file_stays_a_photograph():
    out = io.BytesIO()
    first, second = (Image.new("RGB", (60, 40), colour) for colour in ("white", "black"))
    first.save(out, "MPO", save_all=True, append_images=[second])
    kept = written_anew(out)
    assert (kept.kind, Image.open(io.BytesIO(kept.content)).format) == ("image/jpeg", "JPEG")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_mangled_picture_is_kept_or_refused_and_never_a_fault(form):
    whole, chance = photograph() if form == "JPEG" else picture(form), random.Random(form)
    refused = 0
    for _ in range(200):
        mangled = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            mangled[chance.randrange(len(mangled))] = chance.randrange(256)
        try:
            assert PLACE not in written_anew(io.BytesIO(mangled[: chance.randint(1, len(mangled))])).content
        except ValidationError:
            refused += 1
    assert refused


def test_too_many_pixels_are_refused_before_they_are_unpacked(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 2000)
    with pytest.raises(ValidationError, match="too many pixels"):
        written_anew(io.BytesIO(picture()))


def test_a_picture_that_the_library_itself_will_not_open_is_called_too_large_and_not_damaged(monkeypatch):
    monkeypatch.setattr(pictures.Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(ValidationError, match="too many pixels: at most 50 million"):
        written_anew(io.BytesIO(picture()))


def test_an_attached_photograph_says_no_more_where_it_was_taken():
    kept = accepted(SimpleUploadedFile("site.jpg", photograph()))
    content = kept.file.read()
    assert (kept.kind, kept.size) == ("image/jpeg", len(content))
    assert PLACE not in content


def test_a_plan_is_kept_and_handed_out_so_that_nothing_runs_in_it(floor, client_of, world):
    client = client_of(Role.ADMINISTRATOR)
    assert uploaded(client, floor, photograph()).status_code == 302
    answer = client.get(reverse("plan-picture", args=[floor.pk]))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert PLACE not in b"".join(answer.streaming_content)
    stranger = client_of(Role.ADMINISTRATOR, at=world.foreign)
    assert stranger.get(reverse("plan-picture", args=[floor.pk])).status_code == 404


def test_a_newer_plan_replaces_the_file_and_an_older_form_is_told(floor, client_of):
    client = client_of(Role.ADMINISTRATOR)
    uploaded(client, floor, picture())
    before = Plan.everything.get().stored
    late = uploaded(client, floor, picture())
    assert (late.status_code, "Somebody else changed this meanwhile" in late.content.decode()) == (409, True)
    assert Plan.everything.get().stored == before


@pytest.mark.django_db(transaction=True)
def test_the_file_of_a_replaced_plan_goes_once_the_newer_one_stands(floor, client_of):
    client = client_of(Role.ADMINISTRATOR)
    uploaded(client, floor, picture())
    before = Plan.everything.get().stored
    uploaded(client, floor, picture(size=(80, 40)), version=1)
    after = Plan.everything.get()
    assert (after.version, after.width) == (2, 80)
    assert (default_storage.exists(before), default_storage.exists(after.stored)) == (False, True)


def test_a_file_that_is_no_picture_is_refused_beside_the_field(floor, client_of):
    answer = uploaded(client_of(Role.ADMINISTRATOR), floor, b"%PDF-1.7")
    assert answer.status_code == 400
    assert "It is no PNG, JPEG or WebP picture" in answer.content.decode()
    assert not Plan.everything.exists()


def test_a_pin_stands_where_somebody_put_it_with_shape_and_words_of_its_standing(floor, client_of):
    client = client_of(Role.ADMINISTRATOR)
    uploaded(client, floor, picture(size=(600, 400)))
    grave, plain = thing(floor, "cam-1", "applies"), thing(floor, "cam-2")
    for asset in (grave, plain):
        address = reverse("pin", args=[floor.pk, asset.pk])
        assert client.post(address, {"version": 0, "x": 250, "y": 500}).status_code == 302
    page = client_of(Role.READER).get(reverse("plan", args=[floor.pk])).content.decode()
    assert page.count('transform="translate(150.0 200.0) scale(1.0000)"') == 2
    assert '<g class="pin applies"' in page
    assert '<g class="pin unsaid"' in page
    assert "not determined yet" in page
    assert "Move" not in page
    assert "Show on the plan" in client.get(reverse("asset", args=[grave.pk])).content.decode()


def test_of_two_who_move_a_pin_the_second_is_told(floor, client_of):
    client = client_of(Role.ADMINISTRATOR)
    uploaded(client, floor, picture())
    address = reverse("pin", args=[floor.pk, thing(floor, "cam-1").pk])
    client.post(address, {"version": 0, "x": 250, "y": 500})
    late = client.post(address, {"version": 0, "x": 900, "y": 900})
    assert late.status_code == 409
    assert "250" in late.content.decode()
    seen = Pin.everything.get().version
    client.post(address, {"version": seen, "x": 900, "y": 900})
    assert Pin.everything.values_list("x", "y", "version").get() == (900, 900, seen + 1)
    beyond = client.post(address, {"version": seen + 1, "x": 1001, "y": -1})
    assert beyond.status_code == 400
    client.post(address, {"version": seen + 1, "x": 0, "y": 0, "off": "1"})
    assert not Pin.everything.exists()


def test_what_moved_to_another_site_stands_on_its_plan_no_more(floor, client_of, access_with):
    access = access_with(Role.ADMINISTRATOR)
    plan = keep_plan(access, floor, 0, written_anew(io.BytesIO(picture())))
    asset = thing(floor, "cam-1")
    pin(access, plan, asset, 0, place=(1, 1))
    elsewhere = Site(organisation=asset.organisation, ref="depot", name_en="Depot")
    elsewhere.save()
    Asset.everything.filter(pk=asset.pk).update(site=elsewhere)
    client = client_of(Role.ADMINISTRATOR)
    assert "cam-1" not in client.get(reverse("plan", args=[floor.pk])).content.decode()
    assert client.get(reverse("pin", args=[floor.pk, asset.pk])).status_code == 404
    with pytest.raises(ValueError, match="another site"):
        pin(access, plan, Asset.everything.get(pk=asset.pk), 1, place=(1, 1))
    Asset.everything.filter(pk=asset.pk).update(site=floor.building.site)
    with pytest.raises(ChangedMeanwhileError):
        pin(access, plan, Asset.everything.get(pk=asset.pk), 0, place=(1, 1))


def test_only_who_keeps_the_estate_there_keeps_plans(floor, access_with, world):
    with pytest.raises(PermissionDenied):
        keep_plan(access_with(Role.TECHNICIAN), floor, 0, written_anew(io.BytesIO(picture())))
    with pytest.raises(PermissionDenied):
        keep_plan(
            access_with(Role.ADMINISTRATOR, at=world.foreign), floor, 0, written_anew(io.BytesIO(picture()))
        )
    assert not Plan.everything.exists()


def test_a_plan_takes_as_many_queries_for_many_pins_as_for_few(floor, client_of, access_with, count_queries):
    access = access_with(Role.ADMINISTRATOR)
    plan = keep_plan(access, floor, 0, written_anew(io.BytesIO(picture())))
    client, taken = client_of(Role.ADMINISTRATOR), []
    for number in (3, 30):
        for n in range(number):
            pin(access, plan, thing(floor, f"cam-{number}-{n}", "applies"), 0, place=(n, n))
        taken.append(count_queries(client, reverse("plan", args=[floor.pk])))
    assert taken[0] == taken[1]


def test_putting_a_change_back_leaves_what_was_pinned_where_it_then_stood(floor, client_of, access_with):
    access = access_with(Role.ADMINISTRATOR)
    plan = keep_plan(access, floor, 0, written_anew(io.BytesIO(picture())))
    depot = Site(organisation=floor.building.site.organisation, ref="depot", name_en="Depot")
    depot.save()
    moved = [thing(floor, "cam-1"), thing(floor, "cam-2")]
    Asset.everything.update(site=depot)
    here = floor.building.site
    wanted = {one.pk: Wanted(version=one.version, values={"site": here, "model": "X"}) for one in moved}
    batch = change_assets(access, wanted)
    pin(access, plan, Asset.everything.get(pk=moved[0].pk), 0, place=(1, 1))
    page = client_of(Role.ADMINISTRATOR).get(reverse("change", args=[batch])).content.decode()
    assert "1 row was changed since by somebody" in page
    done = put_back(access, batch)
    assert (done.number, [one.asset_id for one in done.left]) == (1, [moved[0].pk])
    assert set(Asset.everything.values_list("label", "site__ref")) == {("cam-1", "hq"), ("cam-2", "depot")}
    assert Pin.everything.get().asset_id == moved[0].pk
