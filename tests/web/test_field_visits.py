"""Is what somebody says and photographs in the field kept once, and is a label only taken over when confirmed?"""

import io
import random
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from phaseout.web.estate.models import Asset, AssetKey, Site, Told
from phaseout.web.estate.services import correct
from phaseout.web.field import services
from phaseout.web.field.doubts import doubts
from phaseout.web.field.models import Settled, Visit, VisitPhoto
from phaseout.web.field.photograph import photograph_in
from phaseout.web.field.queries import serials_of
from phaseout.web.frame.access import Role
from phaseout.web.frame.credentials import cleaned_text
from phaseout.web.frame.limits import alone
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.vocabulary import State
from quality.label_photographs import Shot, photographed
from web.furnishing.field import shot
from web.furnishing.replacement import WORKS, named_access, taken_in
from web.things import SEEN, seen_asset

HIK = "www.hik-connect.com\rC78047095\rQWJKZX\rDS-2CD2143G0-I\r"
CLEAN = "www.hik-connect.com\rC78047095\r\rDS-2CD2143G0-I\r"
EXPORT = "QRC03010003AbCdEfGhIjKlMnOp"


def label(text: str = HIK) -> SimpleUploadedFile:
    drawn = photographed(
        text, Shot(kind="hik-connect", module=6, blur=0.2, size=(900, 700)), random.Random(text)
    )
    return SimpleUploadedFile("IMG_2041.jpg", drawn, "image/jpeg")


@pytest.fixture
def asset(world) -> Asset:
    site = Site(organisation=world.home, ref="hq", name_en="Headquarters")
    site.save()
    return seen_asset(
        world.home, site=site, keys={"ref": ["cam-17"]}, fields={"maker": ("hikvision", "strong")}
    )


@pytest.fixture
def technician(client_of):
    return client_of(Role.TECHNICIAN)


@pytest.fixture
def say(technician, asset):
    """Return what sends something of the asset, as a telephone does: ``say("seen-here", note=…)``."""

    def by(what: str, **more: object):
        given = {"key": str(uuid.uuid4()), "what": what, **more}
        return technician.post(reverse("visit-send", args=[asset.pk]), given)

    return by


def the_visit() -> Visit:
    return Visit.everything.select_related("asset").get()


def confirm(client, visit: Visit, **given: object):
    asset = visit.asset
    sent = {"asset": asset.pk, "version": asset.version, "serial": "", "model": "", **given}
    return client.post(reverse("visit-confirm", args=[visit.pk]), sent)


def test_the_list_begins_with_what_was_not_seen_for_long(technician, asset) -> None:
    later = SEEN + timedelta(days=9)
    seen_asset(asset.organisation, site=asset.site, keys={"ref": ["just-seen"]}, at=later)
    shown = technician.get(reverse("field"), {"site": asset.site_id}).content.decode()
    assert 0 < shown.index("cam-17") < shown.index("just-seen")


def test_the_list_is_searched_and_holds_one_sites_assets_alone(technician, asset) -> None:
    seen_asset(asset.organisation, site=asset.site, keys={"ref": ["nvr-1"]})
    seen_asset(asset.organisation, keys={"ref": ["cam-99"]})
    shown = technician.get(reverse("field"), {"site": asset.site_id, "q": "CAM"}).content.decode()
    assert "cam-17" in shown
    assert "nvr-1" not in shown
    assert "cam-99" not in shown


@pytest.mark.parametrize(("site", "status"), [("x", 400), ("²", 400), ("99999", 404)])
def test_a_site_that_is_none_is_not_there(technician, asset, site, status) -> None:
    assert technician.get(reverse("field"), {"site": site}).status_code == status


def test_more_than_a_page_of_assets_is_shown_page_by_page(technician, asset) -> None:
    for number in range(31):
        seen_asset(asset.organisation, site=asset.site, keys={"ref": [f"row-{number:02}"]})
    first = technician.get(reverse("field"), {"site": asset.site_id}).content.decode()
    assert f"?site={asset.site_id}&amp;q=&amp;page=2" in first
    second = technician.get(reverse("field"), {"site": asset.site_id, "page": 2}).content.decode()
    assert first.count("data-send=") == 30
    assert second.count("data-send=") == 2


def test_seen_here_says_when_it_was_seen_last(say, asset) -> None:
    when = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
    assert say("seen-here", said=when.isoformat(), note="Behind the door").status_code == 200
    asset.refresh_from_db()
    assert (asset.last_seen, asset.seen_by) == (when, "person")
    assert the_visit().comment.text == "Behind the door"


def test_what_was_seen_before_the_last_time_changes_nothing(say, asset) -> None:
    say("seen-here", said=(SEEN - timedelta(days=1)).isoformat())
    asset.refresh_from_db()
    assert asset.last_seen == SEEN


@pytest.mark.parametrize("said", ["1999-12-31T00:00:00Z", "2027-01-01T00:00:00Z"])
def test_a_clock_that_cannot_be_right_counts_for_nothing(say, said) -> None:
    say("seen-here", said=said)
    assert the_visit().said == timezone.now()


def test_not_found_is_kept_with_its_note_and_removes_nothing(say, technician, asset) -> None:
    say("not-met", note="Only a bracket is left")
    asset.refresh_from_db()
    assert asset.last_seen == SEEN
    shown = technician.get(reverse("asset", args=[asset.pk])).content.decode()
    assert "Not found at this place" in shown
    assert "Only a bracket is left" in shown


def test_a_photograph_is_kept_without_place_and_under_a_name_of_ours(say, technician) -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (45.0, 30.0, 0.0)}
    drawn = io.BytesIO()
    Image.new("RGB", (300, 200), "grey").save(drawn, "JPEG", exif=exif)
    say("before-photo", picture=SimpleUploadedFile("45N 75W.jpg", drawn.getvalue()))
    photo = VisitPhoto.everything.get()
    with default_storage.open(photo.stored) as kept:
        assert not Image.open(kept).getexif()
    assert photo.name == f"before-photo-{photo.visit.asset_id}-{photo.visit_id}.jpg"
    answer = technician.get(reverse("visit-photo", args=[photo.visit_id]))
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_what_is_sent_twice_is_kept_once_and_answered_alike(say) -> None:
    key = str(uuid.uuid4())
    first, second = (say("before-photo", key=key, picture=shot(), note="once") for _ in range(2))
    assert first.json() == second.json()
    assert Visit.everything.count() == VisitPhoto.everything.count() == 1


def test_something_else_under_a_key_is_refused(say) -> None:
    key = str(uuid.uuid4())
    say("seen-here", key=key)
    other = say("not-met", key=key)
    assert other.status_code == 422
    assert other.json()["why"] == ["Something else was sent under this key before."]


def test_of_two_who_send_the_same_at_once_the_second_gets_what_the_first_kept(
    say, asset, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = str(uuid.uuid4())
    first = say("seen-here", key=key).json()
    asked = iter([None, the_visit()])
    monkeypatch.setattr(services, "kept_under", lambda *_: next(asked))
    assert say("seen-here", key=key).json() == first
    assert Visit.everything.count() == 1


def test_a_key_is_one_persons(say, client_of, asset) -> None:
    key = str(uuid.uuid4())
    say("seen-here", key=key)
    other = client_of(Role.ANALYST).post(
        reverse("visit-send", args=[asset.pk]), {"key": key, "what": "not-met"}
    )
    assert other.status_code == 200
    assert Visit.everything.count() == 2


def test_who_has_a_photograph_looked_at_sends_the_next_one_later(say, technician) -> None:
    person = technician.session["_auth_user_id"]
    with alone("photograph", person, seconds=60):
        assert say("before-photo", picture=shot()).status_code == 503
    assert say("before-photo", picture=shot()).status_code == 200


@pytest.mark.parametrize(
    ("what", "picture", "why"),
    [
        ("label-photo", None, "Take a photograph, or choose one."),
        ("seen-here", b"\xff\xd8\xff", "Say whether the photograph shows the label"),
        ("label-photo", b"plain text", "It is no PNG, JPEG or WebP picture"),
        ("label-photo", b"", "The submitted file is empty."),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_reason(say, what, picture, why) -> None:
    more = {} if picture is None else {"picture": SimpleUploadedFile("a.jpg", picture)}
    answer = say(what, **more)
    assert answer.status_code == 422
    assert why in answer.json()["why"][0]
    assert not Visit.everything.exists()


def test_what_is_too_large_is_refused(say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("phaseout.web.field.forms.LARGEST", 100)
    assert say("label-photo", picture=shot()).json()["why"] == ["The file is larger than 10 megabytes."]


def test_a_page_without_script_says_what_is_missing_and_keeps_what_is_not(technician, asset) -> None:
    address = reverse("visit-add", args=[asset.pk])
    key = str(uuid.uuid4())
    answer = technician.post(address, {"key": key, "what": "label-photo"})
    assert answer.status_code == 400
    assert "Take a photograph, or choose one." in answer.content.decode()
    kept = technician.post(address, {"key": key, "what": "before-photo", "picture": shot()})
    assert kept.headers["Location"] == reverse("visit", args=[the_visit().pk])


def test_a_label_with_a_credential_is_not_kept_and_what_it_says_waits_to_be_confirmed(
    say, technician, asset
) -> None:
    answer = say("label-photo", picture=label())
    assert "verification code" in answer.json()["why"][0]
    shown = technician.get(answer.json()["address"]).content.decode()
    assert "C78047095" in shown
    assert "DS-2CD2143G0-I" in shown
    asset.refresh_from_db()
    assert (asset.model, serials_of(asset), VisitPhoto.everything.exists()) == ("", [], False)


def test_an_export_code_refuses_all(say, technician) -> None:
    say("label-photo", picture=label(EXPORT))
    visit = the_visit()
    assert (visit.refused, visit.read) == ("export", [])
    assert not VisitPhoto.everything.exists()


def test_a_label_without_a_credential_is_kept(say) -> None:
    say("label-photo", picture=label(CLEAN))
    assert VisitPhoto.everything.get().visit.read == [["www.hik-connect.com", "C78047095", "DS-2CD2143G0-I"]]


def test_confirming_says_what_the_asset_is_and_by_whom_that_was_read(say, technician, asset) -> None:
    say("label-photo", picture=label())
    shown = technician.get(reverse("visit-confirm", args=[the_visit().pk])).content.decode()
    assert 'value="C78047095"' in shown
    assert "This looks unusual" not in shown
    done = confirm(technician, the_visit(), serial="c7804 7095", model="DS-2CD2143G0-I")
    assert done.headers["Location"] == reverse("asset", args=[asset.pk])
    asset.refresh_from_db()
    assert (asset.model, serials_of(asset)) == ("DS-2CD2143G0-I", ["C78047095"])
    told = Told.everything.get(asset=asset, field="model")
    assert (told.source, told.at) == ("Person 1, label.text", timezone.now())
    assert (the_visit().settled, asset.last_seen) == (Settled.CONFIRMED, timezone.now())


def test_an_asset_that_somebody_changed_meanwhile_is_not_overwritten_unseen(
    say, technician, asset, access_with
) -> None:
    say("label-photo", picture=label())
    visit = the_visit()
    correct(
        access_with(Role.ANALYST),
        asset,
        asset.version,
        field="model",
        value="DS-OTHER",
        reason="read on its label",
    )
    answer = confirm(technician, visit, model="DS-2CD2143G0-I", serial="C78047095", sure="on")
    assert answer.status_code == 409
    asset.refresh_from_db()
    assert (asset.model, serials_of(asset), the_visit().settled) == ("DS-OTHER", [], Settled.OPEN)
    assert "DS-OTHER" in answer.content.decode()


def test_a_label_is_confirmed_once(say, technician) -> None:
    say("label-photo", picture=label())
    visit = the_visit()
    confirm(technician, visit, serial="C78047095")
    again = confirm(technician, Visit.everything.get(), serial="C11111112", sure="on")
    assert again.status_code == 409
    assert serials_of(visit.asset) == ["C78047095"]


def test_a_serial_number_of_another_asset_is_refused_with_its_name(say, technician, asset) -> None:
    seen_asset(asset.organisation, keys={"ref": ["lobby"], "serial": ["C78047095"]})
    say("label-photo", picture=label())
    answer = confirm(technician, the_visit(), serial="C78047095")
    assert answer.status_code == 400
    assert "Another asset has this serial number: lobby" in answer.content.decode()
    assert the_visit().settled == Settled.OPEN


def test_a_label_of_another_asset_is_given_to_it_and_then_confirmed_there(say, technician, asset) -> None:
    other = seen_asset(asset.organisation, keys={"ref": ["lobby"], "serial": ["C78047095"]})
    say("label-photo", picture=label())
    address = reverse("visit-move", args=[the_visit().pk])
    assert "lobby" in technician.get(address, {"text": "C7804"}).content.decode()
    stale = the_visit()
    technician.post(address, {"asset": other.pk})
    assert the_visit().asset == other
    assert confirm(technician, stale, serial="C78047095").status_code == 409
    confirm(technician, the_visit(), serial="C78047095")
    assert (the_visit().settled, serials_of(asset)) == (Settled.CONFIRMED, [])


def test_a_label_goes_to_no_asset_of_another_organisation(say, technician, world, asset) -> None:
    foreign = seen_asset(world.foreign, keys={"ref": ["elsewhere"]})
    say("label-photo", picture=label())
    assert (
        technician.post(reverse("visit-move", args=[the_visit().pk]), {"asset": foreign.pk}).status_code
        == 400
    )
    assert the_visit().asset == asset


def test_nothing_of_a_label_is_taken_over_where_somebody_says_so(say, technician, asset) -> None:
    say("label-photo", picture=label())
    for _ in range(2):
        technician.post(reverse("visit-dismiss", args=[the_visit().pk]))
    assert (the_visit().settled, serials_of(asset)) == (Settled.DISMISSED, [])


def test_what_looks_unusual_is_warned_of_and_kept_by_who_is_sure(say, technician, asset) -> None:
    say("label-photo", picture=label())
    warned = confirm(technician, the_visit(), serial="C7804709S")
    assert warned.status_code == 400
    assert "Is it C78047095?" in warned.content.decode()
    confirm(technician, the_visit(), serial="C7804709S", sure="on")
    assert serials_of(asset) == ["C7804709S"]


@pytest.mark.parametrize("field", ["serial", "model"])
def test_a_credential_that_somebody_types_is_refused(say, technician, field) -> None:
    say("label-photo", picture=label())
    answer = confirm(technician, the_visit(), **{field: "www.hik-connect.com C78047095 QWJKZX DS-2CD"})
    assert answer.status_code == 400
    assert "a password or a verification code. Leave that out" in answer.content.decode()


def test_a_credential_in_a_note_is_left_out_and_that_is_said(say) -> None:
    say("seen-here", note="Verification code: QWJKZX")
    text = the_visit().comment.text
    assert "QWJKZX" not in text
    assert text.endswith("[a credential was left out]")


def test_who_only_reads_sees_what_was_said_and_not_by_whom(say, client_of, asset) -> None:
    say("seen-here")
    shown = client_of(Role.READER).get(reverse("visit", args=[the_visit().pk])).content.decode()
    assert "a person" in shown
    assert "Person 1" not in shown


def test_the_worker_comes_from_within_its_scope(technician) -> None:
    answer = technician.get(reverse("field-worker"))
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.request["PATH_INFO"].startswith(reverse("field"))
    assert b"skipWaiting" in b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    "text", [HIK, f"On the pole.\n{HIK}\nand again {HIK}", "Hik: " + HIK.replace("\r", " ")]
)
def test_what_a_scanner_typed_into_a_note_loses_its_credential_wherever_it_stands(text: str) -> None:
    told = cleaned_text(text)
    assert "QWJKZX" not in told
    assert "C78047095" in told


def test_a_note_without_a_credential_stays_as_it_is() -> None:
    note = "Hikvision dome camera, north side, above the poster of www.example.org"
    assert cleaned_text(f" {note} ") == note


def test_where_labels_of_several_were_read_none_is_put_forward(say, technician) -> None:
    say("label-photo", picture=label())
    read = [["", "C78047095", "DS-2CD2143G0-I"], ["", "C11111112", ""]]
    Visit.everything.update(read=read)
    shown = technician.get(reverse("visit-confirm", args=[the_visit().pk])).content.decode()
    assert "C11111112" in shown
    assert 'value="C' not in shown


def test_a_label_with_another_number_or_model_than_the_assets_is_doubted_and_kept_by_who_is_sure(
    say, technician, asset
) -> None:
    AssetKey(organisation=asset.organisation, asset=asset, kind="serial", value="C78047095",
             last_seen=timezone.now()).save()  # fmt: skip
    Asset.everything.filter(pk=asset.pk).update(model="DS-2CD2143G0-I", maker="hikvision")
    asset.refresh_from_db()
    assert doubts(asset, "C78047095", "DS-2CD2143G0-I") == []
    assert doubts(asset, "DS-2CD2143G0-I20210503AAWRC78047095", "") == [], "the long one ends in it"
    (said,) = doubts(asset, "K11223344", "")
    assert "C78047095" in said
    assert "DS-2CD2143G0-I" in doubts(asset, "", "DS-2CD2386G2-I")[0]


def test_a_bar_code_with_a_serial_number_alone_is_told(say) -> None:
    drawn = Shot(kind="code-128", module=3, blur=0.1, tilt=0, size=(900, 700))
    given = photograph_in(io.BytesIO(photographed("K99887766", drawn, random.Random(4))))
    assert [one.serial for one in given.labels] == ["K99887766"]


def test_a_refused_photograph_of_which_nothing_was_read_waits_for_nobody(say, technician) -> None:
    say("label-photo", picture=label(EXPORT))
    assert not the_visit().waits


def test_the_list_of_what_is_to_be_replaced_has_what_is_still_there_alone(technician, world, asset) -> None:
    taken_in(named_access(world.home, "Keeper", *WORKS), asset)
    page = technician.get(f"/field/?site={asset.site_id}&todo=1").content.decode()
    assert str(asset) in page
    assert "say that it is removed" in page
    Replacement.everything.update(
        state=State.EXCEPTED, under=State.TRIAGED
    )  # on a judgement that counts no more
    page = technician.get(f"/field/?site={asset.site_id}&todo=1").content.decode()
    assert "triaged" in page
    assert "excepted" not in page
    Replacement.everything.update(state=State.CLOSED)
    assert "No asset matches." in technician.get(f"/field/?site={asset.site_id}&todo=1").content.decode()
    assert "say that it is removed" not in technician.get(f"/field/?site={asset.site_id}").content.decode()
