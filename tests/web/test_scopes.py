"""Is a look at a network allowed by two people, signed by the server, and handed out as the probe reads it?"""

import tomllib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from collections_made import COLLECTOR
from phaseout.collected.sealed import recipient_of
from phaseout.ledger.key import SigningKey, VerifierKey
from phaseout.ledger.note import Note
from phaseout.probe.scope import Scope, ScopeError
from phaseout.web.estate.models import Site
from phaseout.web.frame.access import Role
from phaseout.web.frame.models import Event
from phaseout.web.frame.versioned import ChangedMeanwhileError
from phaseout.web.people.queries import access_of
from phaseout.web.surveys import services
from phaseout.web.surveys.models import LookScope, ScopeState
from web.conftest import NOON, browser_of
from web.furnishing.surveys import draft_of
from web.programs import Program, secret_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    settings.SCOPE_KEY, settings.SEAL_KEY = tmp_path / "scope-key", tmp_path / "seal-key"
    return settings.SCOPE_KEY


@pytest.fixture
def site(world):
    row = Site(organisation=world.home, ref="town-hall", name_en="Town hall")
    row.save()
    return row


def entered(site: Site, **more: object) -> dict[str, object]:
    """Return what an analyst types on the page."""
    return {
        "version": 0, "organisation": site.organisation_id, "name": "Cameras of the town hall", "expires": "2026-12-24",
        "network_0": "10.20.0.0/16", "site_0": site.pk, "segment_0": "doors", "note_0": "", "zone": "America/Toronto",
        "per_host": 10, "in_all": 100, "excluded": "10.20.0.1, 10.20.9.0/24", "collectors": str(COLLECTOR.verifier),
        **more,
    }  # fmt: skip


def drafted(world, access_with, **more) -> LookScope:
    return services.draft_scope(access_with(Role.ANALYST), draft_of(world.home, "town-hall", **more))


def test_what_one_person_drafts_another_allows_and_the_probe_reads_it(world, client_of, site, keys):
    analyst, approver = client_of(Role.ANALYST), client_of(Role.APPROVER)
    given = entered(site, days=["mon", "tue"], begins="22:00", ends="05:00", recorders="on")
    answer = analyst.post(reverse("scope-new"), given)
    row = LookScope.everything.get()
    assert answer.headers["Location"] == reverse("scope", args=[row.pk])
    assert "waits for a decision" in analyst.get(reverse("scope", args=[row.pk])).content.decode()
    assert analyst.get(reverse("scope-file", args=[row.pk])).status_code == 404
    decided = approver.post(reverse("scope-decide", args=[row.pk]), {"version": 1, "agrees": "yes"})
    assert decided.status_code == 302
    page = analyst.get(reverse("scope", args=[row.pk])).content.decode()
    assert "<code>phaseout collect build</code>" in page, "what the files are for is said"
    signed = analyst.get(reverse("scope-file", args=[row.pk])).content
    key = VerifierKey.of(analyst.get(reverse("scope-key")).content.decode().strip())
    assert key == SigningKey.load(keys).verifier
    scope = Scope.read(signed, [key], NOON + timedelta(hours=1))
    (one,) = scope.ranges
    assert (str(one.network), one.site, one.segment) == ("10.20.0.0/16", "town-hall", "doors")
    assert [str(each) for each in scope.excluded] == ["10.20.0.1/32", "10.20.9.0/24"]
    assert (scope.per_host, scope.in_all, scope.recorders) == (10, 100, True)
    assert (scope.owner, scope.made) == (str(world.home), NOON)
    assert scope.expires.date() in (date(2026, 12, 24), date(2026, 12, 25))
    (window,) = scope.windows
    assert window.days == frozenset({0, 1})
    assert scope.approver.startswith("Person ")
    with pytest.raises(ScopeError, match="nobody known"):
        Scope.read(signed, [COLLECTOR.verifier], NOON)


def test_nobody_allows_what_they_drafted_themselves(world, person_with):
    both = person_with(Role.ANALYST, Role.APPROVER)
    client = browser_of(both)
    row = drafted(world, lambda *_roles: access_of(both))
    assert "You drafted this yourself" in client.get(reverse("scope", args=[row.pk])).content.decode()
    refused = client.post(reverse("scope-decide", args=[row.pk]), {"version": 1, "agrees": "yes"})
    assert refused.status_code == 400
    row.refresh_from_db()
    assert (row.state, row.signed) == (ScopeState.DRAFTED, "")


def test_who_changes_a_draft_is_whose_it_is(world, access_with):
    both = access_with(Role.ANALYST, Role.APPROVER)
    row = drafted(world, access_with)
    services.change_scope(both, row, 1, draft_of(world.home, "town-hall", name="Wider"))
    with pytest.raises(ValidationError, match="yourself"):
        services.decide_scope(both, row, 2, agrees=True)


@pytest.mark.parametrize("role", [Role.READER, Role.TECHNICIAN, Role.ADMINISTRATOR, Role.ANALYST])
def test_who_may_not_decide_signs_nothing(role, world, access_with):
    row = drafted(world, access_with)
    with pytest.raises(PermissionDenied):
        services.decide_scope(access_with(role), row, 1, agrees=True)


def test_a_draft_that_was_changed_meanwhile_is_not_signed_unseen(world, access_with):
    row = drafted(world, access_with)
    services.change_scope(access_with(Role.ANALYST), row, 1, draft_of(world.home, "town-hall", name="Wider"))
    with pytest.raises(ChangedMeanwhileError):
        services.decide_scope(access_with(Role.APPROVER), row, 1, agrees=True)


def test_what_is_sent_back_is_changed_and_waits_again(world, access_with, client_of):
    approver = access_with(Role.APPROVER)
    row = drafted(world, access_with)
    with pytest.raises(ValidationError, match="Say why"):
        services.decide_scope(approver, row, 1, agrees=False)
    services.decide_scope(approver, row, 1, agrees=False, reason="Leave the lifts out")
    page = client_of(Role.ANALYST).get(reverse("scope", args=[row.pk])).content.decode()
    assert "Leave the lifts out" in page
    row.refresh_from_db()
    again = services.change_scope(
        access_with(Role.ANALYST), row, row.version, draft_of(world.home, "town-hall")
    )
    assert (again.state, again.reason, again.decided_by) == (ScopeState.DRAFTED, "", None)


def test_what_was_signed_is_changed_no_more_and_can_be_withdrawn(world, access_with):
    approver = access_with(Role.APPROVER)
    row = services.decide_scope(approver, drafted(world, access_with), 1, agrees=True)
    with pytest.raises(ValidationError, match="was signed"):
        services.change_scope(access_with(Role.ANALYST), row, row.version, draft_of(world.home, "town-hall"))
    ended = services.withdraw_scope(approver, row, row.version, reason="The house is sold")
    assert (ended.state, ended.withdrawn, bool(ended.signed)) == (ScopeState.WITHDRAWN, NOON, True)
    told = [one.what for one in Event.everything.order_by("pk") if one.what.startswith("scope-")]
    assert told == ["scope-drafted", "scope-signed", "scope-withdrawn"]


def test_a_time_that_is_over_is_not_allowed(world, access_with):
    row = drafted(world, access_with, expires=NOON + timedelta(minutes=1))
    LookScope.everything.filter(pk=row.pk).update(expires=NOON)
    with pytest.raises(ValidationError, match="is over"):
        services.decide_scope(access_with(Role.APPROVER), row, 1, agrees=True)


def test_without_the_key_that_signed_before_nothing_is_signed_with_another(world, access_with, keys):
    approver = access_with(Role.APPROVER)
    services.decide_scope(approver, drafted(world, access_with), 1, agrees=True)
    keys.unlink()
    with pytest.raises(ValidationError, match="is not here"):
        services.decide_scope(approver, drafted(world, access_with), 1, agrees=True)
    assert not keys.exists()


@pytest.mark.parametrize(
    ("more", "beside"),
    [
        ({"network_0": "10.20.0.1/16"}, "network_0"),
        ({"network_0": "cameras"}, "network_0"),
        ({"network_0": "8.8.8.0/24"}, "note_0"),
        ({"site_0": ""}, "site_0"),
        ({"network_1": "10.20.0.0/16", "site_1": ""}, "network_1"),
        ({"expires": "2026-11-26"}, "expires"),
        ({"expires": "2028-01-01"}, "expires"),
        ({"excluded": "the lifts"}, "excluded"),
        ({"collectors": "a key"}, "collectors"),
        ({"begins": "22:00"}, "ends"),
        ({"per_host": 21}, "per_host"),
        ({"name": "Town\u202ehall"}, "name"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(more, beside, client_of, site):
    answer = client_of(Role.ANALYST).post(reverse("scope-new"), entered(site, **more))
    assert answer.status_code == 400
    assert f'id="id_{beside}_error"' in answer.content.decode()
    assert not LookScope.everything.exists()


def test_public_addresses_are_allowed_where_it_is_said_whose_they_are(client_of, site):
    given = entered(site, network_0="8.8.8.0/24", note_0="Ours, by contract 17")
    assert client_of(Role.ANALYST).post(reverse("scope-new"), given).status_code == 302
    assert LookScope.everything.get().ranges[0]["note"] == "Ours, by contract 17"


def test_a_site_of_another_organisation_is_not_looked_at(world, client_of, site):
    theirs = Site(organisation=world.foreign, ref="theirs")
    theirs.save()
    answer = client_of(Role.ANALYST).post(reverse("scope-new"), entered(site, site_0=theirs.pk))
    assert answer.status_code == 400


def test_the_page_of_a_change_begins_with_what_stands_there(world, client_of, site):
    client = client_of(Role.ANALYST)
    client.post(reverse("scope-new"), entered(site, days=["mon"], begins="22:00", ends="05:00"))
    row = LookScope.everything.get()
    form = client.get(reverse("scope-edit", args=[row.pk])).context["form"]
    begun = {name: form[name].value() for name in form.fields}
    told = {name: "" if value is None else value for name, value in begun.items() if value is not False}
    told |= {"site_0": site.pk, "organisation": world.home.pk, "version": 1, "expires": "2026-12-24"}
    assert client.post(reverse("scope-edit", args=[row.pk]), told).status_code == 302
    again = LookScope.everything.get()
    same = (
        "name",
        "ranges",
        "excluded",
        "windows",
        "per_host",
        "in_all",
        "recorders",
        "expires",
        "collectors",
    )
    assert {one: getattr(again, one) for one in same} == {one: getattr(row, one) for one in same}
    assert again.version == 2


def test_a_program_drafts_and_another_allows(world, person_with, site, keys):
    analyst = Program(secret_of(person_with(Role.ANALYST), world.home))
    approver = Program(secret_of(person_with(Role.APPROVER), world.home))
    given = {
        "name": "Town hall", "last_day": "2026-12-24", "excluded": ["10.20.0.1"], "days": ["sat", "sun"],
        "ranges": [{"network": "10.20.0.0/16", "site": site.pk, "segment": "doors"}],
        "collectors": [str(COLLECTOR.verifier)],
    }  # fmt: skip
    assert analyst.ask("GET", "/scopes/keys").json() == {"signing": "", "seal": ""}
    made = analyst.ask("POST", "/scopes", given)
    assert made.status_code == 201, made.json()
    address = f"/scopes/{made.json()['id']}"
    assert analyst.ask("POST", f"{address}/decision", {"agrees": True}, if_match='"1"').status_code == 403
    assert analyst.ask("GET", f"{address}/file").status_code == 404
    back = approver.ask("POST", f"{address}/decision", {"agrees": False, "reason": " "}, if_match='"1"')
    assert (back.status_code, back.json()["errors"]) == (
        422, [{"field": "reason", "detail": "Say why you send it back."}],
    )  # fmt: skip
    done = approver.ask("POST", f"{address}/decision", {"agrees": True}, if_match='"1"').json()
    assert (done["state"], done["windows"][0]["days"]) == ("signed", ["sat", "sun"])
    text = Note.of(analyst.ask("GET", f"{address}/file").content).text
    assert tomllib.loads(text)["range"] == [
        {"network": "10.20.0.0/16", "site": "town-hall", "segment": "doors"}
    ]
    shown = analyst.ask("GET", "/scopes/keys").json()
    assert shown["signing"] == str(SigningKey.load(keys).verifier)
    assert recipient_of(shown["seal"].encode())
    assert analyst.ask("GET", "/scopes?state=signed").json()["items"][0]["sha256"] == done["sha256"]


def test_times_of_a_signed_scope_are_told_in_utc(world, access_with):
    row = services.decide_scope(access_with(Role.APPROVER), drafted(world, access_with), 1, agrees=True)
    head = tomllib.loads(Note.of(row.signed.encode()).text)["scope"]
    assert head["made"] == datetime(2026, 11, 27, 12, tzinfo=UTC)
    assert head["id"].endswith(f"/scopes/{row.pk}")


def test_a_program_writes_a_scope_anew_until_it_is_signed(world, access_with, person_with, site):
    row = drafted(world, access_with)
    program = Program(secret_of(person_with(Role.ANALYST), world.home))
    address = f"/scopes/{row.pk}"
    given = {
        "name": "Doors alone", "last_day": "2026-12-24", "zone": "America/Toronto",
        "ranges": [{"network": "10.20.4.0/24", "site": site.pk}],
    }  # fmt: skip
    assert program.ask("PUT", address, given).status_code == 428
    told = program.ask("PUT", address, given, if_match=program.ask("GET", address)["ETag"])
    assert (told.json()["name"], told.json()["state"]) == ("Doors alone", "drafted")
    assert [one["network"] for one in told.json()["ranges"]] == ["10.20.4.0/24"]
    read = {**told.json(), "ranges": [{"network": "10.20.4.0/24", "site_ref": "town-hall"}]}
    again = {name: read[name] for name in ("name", "last_day", "ranges", "days", "begins", "ends", "zone")}
    told = program.ask("PUT", address, again, if_match=told["ETag"])
    assert (told.json()["expires"], told.json()["ranges"][0]["site_ref"]) == (read["expires"], "town-hall")
    nowhere = {**again, "ranges": [{"network": "10.20.4.0/24", "site_ref": "nowhere"}]}
    refused = program.ask("PUT", address, nowhere, if_match=told["ETag"])
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "ranges.0.site_ref")
    late = program.ask("PUT", address, {**again, "last_day": "2029-01-01"}, if_match=told["ETag"])
    assert (late.status_code, late.json()["errors"][0]["field"]) == (422, "last_day")
    wrong = {**given, "ranges": [{"network": "cameras", "site": site.pk}]}
    refused = program.ask("PUT", address, wrong, if_match=told["ETag"])
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "ranges.0.network")
    services.decide_scope(access_with(Role.APPROVER), row, told.json()["version"], agrees=True)
    seen = program.ask("GET", address)["ETag"]
    assert program.ask("PUT", address, given, if_match=seen).status_code == 409
