"""Is what was collected where no server is taken for what it is worth, once, and kept apart by place?"""

import io
import resource
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from collections_made import COLLECTOR, LINES, STRANGER, members_of, packed, zipped
from phaseout.cli.collect import command as collect
from phaseout.collected.sealed import recipient_of, sealed
from phaseout.web.estate.models import Asset, Site
from phaseout.web.frame.access import Role
from phaseout.web.frame.models import Event
from phaseout.web.surveys import services
from phaseout.web.surveys.models import Collected, State, Survey, SurveyFile
from phaseout.web.surveys.services import ask_to_apply
from web.conftest import NOON
from web.furnishing.surveys import draft_of
from web.programs import Program, secret_of

pytestmark = pytest.mark.django_db
BEGUN, ENDED = "2026-11-27T12:00:00Z", "2026-11-27T12:30:00Z"
CSV = {"inventory.csv": b"ip,manufacturer,model\n10.0.0.9,Axis,P3265-LVE\n"}


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    settings.SCOPE_KEY, settings.SEAL_KEY = tmp_path / "scope-key", tmp_path / "seal-key"


class Collecting:
    """Collects under a scope that was allowed, and brings it in."""

    def __init__(self, world, access_with, folder, done) -> None:
        self.home, self._access_with, self._folder, self._done = world.home, access_with, folder, done
        self.technician = access_with(Role.TECHNICIAN)

    def scope(self, site: str = "town-hall", segment: str = "doors"):
        """Return a scope that was allowed, for a site that is there."""
        if not Site.everything.filter(ref=site).exists():
            Site(organisation=self.home, ref=site, name_en=site.title()).save()
        ranges = [{"network": "10.0.0.0/24", "site": site, "segment": segment, "note": ""}]
        draft = draft_of(self.home, site, ranges=ranges, excluded=[], collectors=str(COLLECTOR.verifier))
        row = services.draft_scope(self._access_with(Role.ANALYST), draft)
        return services.decide_scope(self._access_with(Role.APPROVER), row, 1, agrees=True)

    def collected(self, scope, **more) -> bytes:
        """Return a bundle that was collected under a scope."""
        (place,) = scope.ranges
        lines = LINES.replace(b"2026-11-27T08", b"2026-11-27T12")
        lines = lines.replace(b"town-hall", place["site"].encode()).replace(
            b"doors", place["segment"].encode()
        )
        said = {"lines": lines, "exports": CSV, "begun": BEGUN, "ended": ENDED, "site": place["site"]}
        return packed(self._folder, scope=scope.signed.encode(), named="any", **{**said, **more})

    def bring(self, bundle: bytes, access=None) -> services.Taken:
        """Bring it in and examine it."""
        given = SimpleUploadedFile("bundle.zip", bundle)
        with self._done(execute=True):
            return services.bring_bundle(access or self.technician, given, NOON.date())


@pytest.fixture
def collecting(world, access_with, tmp_path, django_capture_on_commit_callbacks):
    return Collecting(world, access_with, tmp_path / "stick", django_capture_on_commit_callbacks)


def seen_of(survey: Survey) -> list[tuple[str, str]]:
    return sorted(
        (one.label, one.site.ref if one.site else "") for one in survey.assets.select_related("site")
    )


def test_a_bundle_becomes_a_survey_that_says_how_far_it_is_believed(collecting, client_of):
    taken = collecting.bring(collecting.collected(collecting.scope()))
    survey = Survey.everything.get()
    assert (taken.is_new, survey.state, taken.collected.standing) == (True, State.READY, "known")
    assert taken.collected.key == str(COLLECTOR.verifier)
    assert seen_of(survey) == [
        ("10.0.0.5", "town-hall"),
        ("10.0.0.6", "town-hall"),
        ("10.0.0.9", "town-hall"),
    ]
    assert sorted(survey.files.values_list("name", flat=True)) == ["inventory.csv", "observations.jsonl"]
    page = client_of(Role.READER).get(reverse("survey", args=[survey.pk])).content.decode()
    assert "signed by a key that is known" in page
    assert "Technician 7" in page


@pytest.mark.parametrize("key", [None, STRANGER])
def test_what_nobody_known_signed_is_taken_and_marked_as_such(key, collecting, client_of):
    taken = collecting.bring(collecting.collected(collecting.scope(), key=key))
    assert (taken.collected.standing, taken.collected.key) == ("unsigned", "")
    page = client_of(Role.READER).get(reverse("survey", args=[taken.collected.survey_id])).content.decode()
    assert "not signed by anybody known: weigh it as such" in page


def test_the_same_bundle_twice_changes_nothing_and_says_so(collecting, client_of):
    bundle = collecting.collected(collecting.scope())
    first = collecting.bring(bundle)
    events = Event.everything.count()
    again = collecting.bring(bundle)
    assert (again.is_new, again.collected) == (False, first.collected)
    assert (Survey.everything.count(), Event.everything.count()) == (1, events)
    client = client_of(Role.TECHNICIAN)
    answer = client.post(
        reverse("bundle-new"), {"file": SimpleUploadedFile("again.zip", bundle)}, follow=True
    )
    assert "brought in already: nothing was changed" in answer.content.decode()
    assert Survey.everything.count() == 1


def test_a_bundle_whose_survey_was_stopped_may_come_in_once_more(collecting):
    bundle = collecting.collected(collecting.scope())
    first = collecting.bring(bundle)
    Survey.everything.update(state=State.CANCELLED)
    again = collecting.bring(bundle)
    assert (again.is_new, again.collected.survey_id != first.collected.survey_id) == (True, True)
    assert Collected.everything.count() == 1


def test_of_many_files_one_is_open_at_a_time(collecting):
    exports = {f"{number}.txt": b"%d" % number for number in range(60)}
    bundle = collecting.collected(collecting.scope(), exports=exports)
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    held = {int(one.name) for one in Path("/proc/self/fd").iterdir()}
    thirty_more = [number for number in range(len(held) + 40) if number not in held][30]
    resource.setrlimit(resource.RLIMIT_NOFILE, (thirty_more, before[1]))
    try:
        given = SimpleUploadedFile("bundle.zip", bundle)
        services.bring_bundle(collecting.technician, given, NOON.date())
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert SurveyFile.everything.count() == 61


def altered(bundle: bytes, member: str, written: bytes) -> bytes:
    return zipped({**members_of(bundle), member: written})


def as_forged(bundle: bytes) -> bytes:
    return altered(bundle, "files/1", members_of(bundle)["files/1"].replace(b"App-webs/", b"Axis-web/"))


def as_cut(bundle: bytes) -> bytes:
    return altered(bundle, "files/1", members_of(bundle)["files/1"][:-20])


def as_torn(bundle: bytes) -> bytes:
    return bundle[:300]


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (as_forged, "altered-file"),
        (as_cut, "short-file"),
        (as_torn, "no-bundle"),
        (lambda _: b"x", "no-bundle"),
    ],
)
def test_what_was_forged_or_cut_is_not_taken(make, why, collecting):
    bundle = make(collecting.collected(collecting.scope()))
    with pytest.raises(services.RefusedError) as refused:
        collecting.bring(bundle)
    assert refused.value.why == why
    assert not Survey.everything.exists()


def test_old_lines_told_as_a_new_look_are_a_replay_and_the_try_is_noted(collecting):
    scope = collecting.scope()
    collecting.bring(collecting.collected(scope))
    later = collecting.collected(scope, begun="2026-12-01T12:00:00Z", ended="2026-12-01T12:30:00Z")
    with pytest.raises(services.RefusedError) as refused:
        collecting.bring(later)
    assert refused.value.why == "shown-anew"
    note = Event.everything.get(what="bundle-refused")
    assert note.after["standing"] == "bundle-replayed"


def test_old_lines_are_a_replay_under_another_scope_too(collecting):
    collecting.bring(collecting.collected(collecting.scope()))
    with pytest.raises(services.RefusedError) as refused:
        collecting.bring(collecting.collected(collecting.scope()))
    assert refused.value.why == "shown-anew"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"begun": "2026-11-27T11:59:59Z"}, "not-then"),
        ({"ended": "2027-06-01T00:00:00Z"}, "not-then"),
        ({"lines": LINES.replace(b"10.0.0.6", b"10.0.1.6")}, "outside"),
        ({"lines": LINES.replace(b'"site": "town-hall"', b'"site": "elsewhere"', 1)}, "outside"),
        ({"lines": LINES.replace(b'"segment": "doors"', b'"segment": "lifts"', 1)}, "outside"),
        ({"site": "elsewhere"}, "outside"),
    ],
)
def test_what_the_scope_does_not_cover_is_not_taken(more, why, collecting):
    with pytest.raises(services.RefusedError) as refused:
        collecting.bring(collecting.collected(collecting.scope(), **more))
    assert (refused.value.why, Survey.everything.count()) == (why, 0)


def test_a_scope_of_others_is_as_one_that_nobody_signed_here(collecting, world, access_with):
    bundle = collecting.collected(collecting.scope())
    with pytest.raises(services.RefusedError) as refused:
        collecting.bring(bundle, access_with(Role.TECHNICIAN, at=world.foreign))
    assert refused.value.why == "unknown-scope"
    with pytest.raises(services.RefusedError) as refused:
        collecting.bring(packed(collecting._folder))
    assert refused.value.why == "unknown-scope"


def test_what_was_collected_after_the_scope_was_withdrawn_is_not_taken(collecting, access_with, noon):
    scope = collecting.scope()
    noon.shift(600)
    services.withdraw_scope(access_with(Role.APPROVER), scope, scope.version, reason="The house is sold")
    before = collecting.collected(scope, ended="2026-11-27T12:05:00Z")
    assert collecting.bring(before).is_new
    later = LINES.replace(b"2026-11-27T08", b"2026-11-27T13")
    with pytest.raises(services.RefusedError) as refused:
        collecting.bring(collecting.collected(scope, lines=later))
    assert refused.value.why == "withdrawn"


def test_a_sealed_bundle_is_opened_by_this_server_alone(collecting, client_of):
    bundle = collecting.collected(collecting.scope())
    key = recipient_of(client_of(Role.TECHNICIAN).get(reverse("seal-key")).content)
    assert collecting.bring(sealed(bundle, key)).is_new
    damaged = bytearray(sealed(bundle, key))
    damaged[-1] ^= 1
    with pytest.raises(services.RefusedError) as refused:
        collecting.bring(bytes(damaged))
    assert refused.value.why == "no-bundle"


def test_the_same_address_at_two_sites_is_two_things(collecting, access_with):
    for site in ("town-hall", "depot"):
        survey = collecting.bring(collecting.collected(collecting.scope(site), exports={})).collected.survey
        survey.refresh_from_db()
        with collecting._done(execute=True):
            assert ask_to_apply(access_with(Role.ANALYST), survey, version=survey.version)
    assert sorted(Asset.everything.values_list("label", "site__ref")) == [
        ("10.0.0.5", "depot"), ("10.0.0.5", "town-hall"), ("10.0.0.6", "depot"), ("10.0.0.6", "town-hall"),
    ]  # fmt: skip


def test_nothing_is_left_of_files_that_did_not_come_in(collecting, monkeypatch):
    bundle = collecting.collected(collecting.scope())
    before = set(default_storage.listdir("surveys")[1]) if default_storage.exists("surveys") else set()
    monkeypatch.setattr(Collected, "save", lambda *_a, **_k: (_ for _ in ()).throw(RuntimeError("no room")))
    with pytest.raises(RuntimeError, match="no room"):
        collecting.bring(bundle)
    assert set(default_storage.listdir("surveys")[1]) == before
    assert not SurveyFile.everything.exists()


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_while_the_files_of_a_bundle_are_stored(world, person_with, collecting, monkeypatch):
    program = Program(secret_of(person_with(Role.TECHNICIAN), world.home))
    bundle = collecting.collected(collecting.scope())
    held, save = [], default_storage.save

    def watched(name, content):
        held.append(connection.in_atomic_block)
        return save(name, content)

    monkeypatch.setattr(default_storage, "save", watched)
    answer = program.post(
        "/api/v1/collections", {"file": io.BytesIO(bundle)}, headers={"idempotency-key": "k1"}
    )
    assert (answer.status_code, answer.json()["is_new"]) == (202, True)
    assert held
    assert not any(held)


def test_what_is_wrong_with_a_bundle_is_said_beside_it(client_of, collecting):
    bundle = as_forged(collecting.collected(collecting.scope()))
    given = {"file": SimpleUploadedFile("bundle.zip", bundle)}
    answer = client_of(Role.TECHNICIAN).post(reverse("bundle-new"), given)
    assert answer.status_code == 400
    assert "Forged: observations.jsonl was altered since it was collected." in answer.content.decode()


def test_a_program_brings_a_bundle_in_once(
    world, person_with, collecting, django_capture_on_commit_callbacks
):
    program = Program(secret_of(person_with(Role.TECHNICIAN), world.home))
    bundle = collecting.collected(collecting.scope())

    def send(written: bytes):
        with django_capture_on_commit_callbacks(execute=True):
            return program.post("/api/v1/collections", {"file": io.BytesIO(written)})

    first, again, forged = send(bundle), send(bundle), send(as_forged(bundle))
    assert [one.status_code for one in (first, again, forged)] == [202, 202, 422]
    assert (first.json()["is_new"], again.json()["is_new"]) == (True, False)
    assert first.json()["survey"] == again.json()["survey"]
    survey = program.ask("GET", f"/surveys/{first.json()['survey']}").json()
    assert survey["standing"] == first.json()["standing"] == "known"
    assert forged.json()["errors"][0]["field"] == "file"
    assert Event.everything.filter(what="bundle-refused").count() == 1


def test_that_a_program_tried_a_forged_bundle_is_noted_under_a_key_too(world, person_with, collecting):
    program = Program(secret_of(person_with(Role.TECHNICIAN), world.home))
    forged = as_forged(collecting.collected(collecting.scope()))
    answer = program.post(
        "/api/v1/collections", {"file": io.BytesIO(forged)}, headers={"idempotency-key": "k1"}
    )
    assert answer.status_code == 422
    assert Event.everything.filter(what="bundle-refused").count() == 1


def test_the_same_address_in_two_segments_of_a_site_is_two_things_however_often_it_is_looked(
    collecting, access_with
):
    for minute in ("12", "13"):
        for segment in ("doors", "lifts"):
            scope = collecting.scope(segment=segment)
            lines = LINES.replace(b"2026-11-27T08", f"2026-11-27T{minute}".encode())
            lines = lines.replace(b"doors", segment.encode())
            bundle = collecting.collected(scope, lines=lines, exports={}, ended="2026-11-27T13:30:00Z")
            survey = collecting.bring(bundle).collected.survey
            survey.refresh_from_db()
            with collecting._done(execute=True):
                assert ask_to_apply(access_with(Role.ANALYST), survey, version=survey.version)
    assert sorted(Asset.everything.values_list("label", "segment")) == [
        ("10.0.0.5", "doors"), ("10.0.0.5", "lifts"), ("10.0.0.6", "doors"), ("10.0.0.6", "lifts"),
    ]  # fmt: skip


def test_of_two_who_bring_the_same_in_at_once_the_second_finds_it_there(collecting, monkeypatch):
    bundle = collecting.collected(collecting.scope())
    first = collecting.bring(bundle)
    stored = set(default_storage.listdir("surveys")[1])
    looked = iter([None])
    real = services.collecting.collected_as
    monkeypatch.setattr(services.collecting, "collected_as", lambda digest: next(looked, real(digest)))
    again = collecting.bring(bundle)
    assert (again.is_new, again.collected, Survey.everything.count()) == (False, first.collected, 1)
    assert set(default_storage.listdir("surveys")[1]) == stored


def test_what_the_server_hands_out_is_all_that_a_collector_needs(collecting, client_of, tmp_path):
    scope, client = collecting.scope(), client_of(Role.TECHNICIAN)
    pages = {
        "scope.txt": ("scope-file", [scope.pk]),
        "key.txt": ("scope-key", []),
        "seal.pem": ("seal-key", []),
    }
    for name, (route, given) in pages.items():
        (tmp_path / name).write_bytes(client.get(reverse(route, args=given)).content)
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "inventory.csv").write_bytes(CSV["inventory.csv"])
    COLLECTOR.save(tmp_path / "my.key")
    told = {
        "-o": "found", "--scope": "scope.txt", "--key": "key.txt", "--seal": "seal.pem", "--sign": "my.key",
        "--files": "exports",
    }  # fmt: skip
    given = [part for option, name in told.items() for part in (option, str(tmp_path / name))]
    collect.main(["run", *given, "-q"], standalone_mode=False)
    (bundle,) = (tmp_path / "found").glob("bundle-*.sealed")
    taken = collecting.bring(bundle.read_bytes())
    assert (taken.is_new, taken.collected.standing, taken.collected.scope) == (True, "known", scope)
    assert seen_of(Survey.everything.get()) == [("10.0.0.9", "town-hall")]
