"""Do pages and programs show how far the programme is, and count nothing as closed that is not?"""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.http import urlencode

from phaseout.web.estate.models import Asset, Site
from phaseout.web.frame.access import Access, Role
from phaseout.web.replacement import services
from phaseout.web.replacement.models import Replacement, Step
from phaseout.web.replacement.queries.counts import programme
from phaseout.web.replacement.vocabulary import Media, State
from web.conftest import NOON
from web.furnishing.findings import answer_of, asset_in, recorded
from web.furnishing.replacement import closed, moved, now, picture, taken_in
from web.programs import Program, secret_of

TODAY = NOON.date()
DAY = timedelta(days=1)


@pytest.fixture
def analyst(access_with) -> Access:
    return access_with(Role.ANALYST)


@pytest.fixture
def site(world) -> Site:
    one = Site(organisation=world.home, ref="hq", name_en="Headquarters")
    one.save()
    return one


def thing_at(site: Site, label: str, kind: str = "camera") -> Asset:
    asset = asset_in(site.organisation, label, site, maker="hikvision", kind=kind)
    Asset.everything.filter(pk=asset.pk).update(last_seen=NOON - 30 * DAY)
    return asset


@pytest.fixture
def three(world, site, analyst) -> list[Replacement]:
    """Return a recorder that is still there, a camera that is mitigated, and one that is removed, elsewhere."""
    other = Site(organisation=world.home, ref="depot", name_en="Depot")
    other.save()
    rows = [
        taken_in(analyst, thing_at(place, label, kind))
        for place, label, kind in (
            (site, "nvr", "recorder"),
            (site, "cam-1", "camera"),
            (other, "cam-2", "camera"),
        )
    ]
    moved(analyst, rows[1], State.TRIAGED)
    services.mitigate(
        analyst, rows[1], way="isolated", since=TODAY, review=TODAY + DAY, residual=5, note="Off"
    )
    moved(analyst, rows[1], State.MITIGATED)
    moved(analyst, rows[2], State.REMOVED, on=TODAY - DAY, who="A crew", reason="No camera")
    return [now(one) for one in rows]


def test_assets_recorders_and_sites_are_counted_apart_and_only_closed_is_closed(three, analyst):
    found = programme(analyst, TODAY)
    counts = {state.value: (one.assets, one.recorders, one.sites) for state, one in found.by_state.items()}
    assert counts == {"in-scope": (1, 1, 1), "mitigated": (1, 0, 1), "removed": (1, 0, 1)}
    assert (found.whole.assets, found.whole.recorders, found.whole.sites) == (3, 1, 2)
    assert (found.already.assets, found.already.recorders, found.already.sites) == (2, 1, 1)
    assert (found.sites_closed, found.over, found.again) == (0, 0, 0)
    later = programme(analyst, TODAY + 2 * DAY)
    assert State.MITIGATED not in later.by_state
    assert later.by_state[State.TRIAGED].assets == 1
    assert (later.over, later.to_review) == (1, 1)


def test_a_site_is_done_when_all_of_it_is_closed(three, analyst):
    closed(analyst, three[2], TODAY)
    assert programme(analyst, TODAY).sites_closed == 1
    closed(analyst, three[0], TODAY)
    assert programme(analyst, TODAY).sites_closed == 1  # the other camera there is mitigated alone


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({"state": "there"}, {"nvr", "cam-1", "cam-2"}), ({"state": "removed-open"}, set()),
        ({"state": "seen-again"}, {"cam-2"}), ({"wrong": "refused"}, set()),
        ({"state": "mitigated"}, {"cam-1"}), ({"site": "DEPOT"}, {"cam-2"}), ({"text": "cam"}, {"cam-1", "cam-2"}),
        ({"blocker": "weather"}, {"nvr"}), ({"blocker": "any"}, {"nvr"}), ({"blocker": "-"}, {"cam-1", "cam-2"}),
        ({"due": "already"}, {"nvr", "cam-1", "cam-2"}), ({"due": "never"}, set()),
        ({"measure": "ca-qc/hikvision-dahua-order"}, {"nvr", "cam-1", "cam-2"}),
        ({"measure": "ca/goc-hikvision-prohibition"}, set()), ({"wrong": "again"}, {"cam-2"}),
        ({"wrong": "over"}, {"cam-2"}), ({"wrong": "review"}, set()), ({"state": "closed"}, set()),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_and_leaves_as_it_is_narrowed(three, client_of, narrowed, found):
    Replacement.everything.filter(pk=three[0].pk).update(blocker="weather")
    Asset.everything.filter(pk=three[2].asset_id).update(last_seen=NOON)
    answer = client_of(Role.READER).get(f"/replacements/?{urlencode({**narrowed, 'format': 'jsonl'})}")
    rows = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    assert {one["label"] for one in rows} == found


def test_the_page_of_a_thing_begins_its_replacement_and_then_leads_there(site, analyst, client_of):
    asset = thing_at(site, "cam-1")
    recorded(asset, answer_of(), by=analyst.person)
    assert (
        "Take into the programme" not in client_of(Role.READER).get(f"/assets/{asset.pk}/").content.decode()
    )
    client = client_of(Role.ANALYST)
    assert "Take into the programme" in client.get(f"/assets/{asset.pk}/").content.decode()
    page = client.post("/replacements/start/", {"pick": f"{asset.pk}"}, follow=True).content.decode()
    assert "1 asset is taken into the programme." in page
    again = client.post("/replacements/start/", {"pick": f"{asset.pk}"}, follow=True).content.decode()
    assert "1 was left out" in again
    shown = client.get(f"/assets/{asset.pk}/").content.decode()
    assert f'href="/replacements/{Replacement.everything.get().pk}/"' in shown


def test_the_page_says_what_a_move_still_needs_and_a_refusal_says_it_too(three, client_of):
    client = client_of(Role.TECHNICIAN)
    row = three[2]
    page = client.get(f"/replacements/{row.pk}/").content.decode()
    needed = "Its storage media must be listed, or it must be said why it has none."
    assert needed in page
    assert "Move to “media sanitised”" not in page
    entered = {"version": row.version}
    answer = client.post(reverse("replacement-work", args=[row.pk, "sanitised"]), entered)
    assert answer.status_code == 400
    assert needed in answer.content.decode()
    assert now(row).state == State.REMOVED


def test_a_removal_with_a_photograph_is_entered_on_a_page(three, client_of):
    row = three[0]
    entered = {"version": row.version, "on": TODAY.isoformat(), "who": "Ada", "file": [picture(), picture()]}
    client = client_of(Role.TECHNICIAN)
    for given in ((), SimpleUploadedFile("photo.jpg", b"a text is no photograph")):
        missing = client.post(
            reverse("replacement-work", args=[row.pk, "removed"]), {**entered, "file": given}
        )
        assert "A photograph must be given" in missing.content.decode()
    assert client.post(reverse("replacement-work", args=[row.pk, "removed"]), entered).status_code == 302
    step = Step.everything.get(replacement=row, after=State.REMOVED)
    assert step.photos.count() == 2
    assert (
        client.post(reverse("replacement-work", args=[row.pk, "removed"]), entered, follow=True).status_code
        == 200
    )


def test_of_two_who_plan_at_once_the_second_is_shown_both(three, client_of):
    client, address = client_of(Role.ANALYST), f"/replacements/{three[0].pk}/plan/"
    assert client.post(address, {"version": three[0].version, "package": "P1"}).status_code == 302
    answer = client.post(address, {"version": three[0].version, "package": "P2"})
    assert answer.status_code == 409
    assert "P1" in answer.content.decode()
    assert now(three[0]).package == "P1"


@pytest.mark.parametrize("role", [Role.READER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_only_reads_is_offered_nothing(three, client_of, role):
    page = client_of(role).get(f"/replacements/{three[0].pk}/").content.decode()
    for kind in ("replacement-work", "replacement-advance", "replacement-decide"):
        # Without the state to which it moves: whatever it is, it is not offered.
        address = reverse(kind, kwargs={"pk": three[0].pk, "state": "x"}).removesuffix("x/")
        assert address not in page
    assert "Done by: " in page


def test_a_program_reads_what_is_needed_moves_and_is_told_what_refused(three, world, person_with):
    program = Program(secret_of(person_with(Role.ANALYST), world.home))
    row = three[2]
    read = program.get(f"/api/v1/replacements/{row.pk}")
    told = {one["to"]: one for one in read.json()["moves"]}
    assert [(one["guard"], one["is_met"]) for one in told["sanitised"]["needs"]] == [
        ("media-said", False), ("every-medium-sanitised", True),
    ]  # fmt: skip
    refused = program.ask("POST", f"/replacements/{row.pk}/work", {"to": "sanitised"}, if_match=read["ETag"])
    assert refused.status_code == 409
    assert [one["field"] for one in refused.json()["errors"]] == ["media-said"]
    back = {"to": "triaged", "reason": "It was another"}
    wrong = program.ask("POST", f"/replacements/{row.pk}/work", back, if_match=read["ETag"])
    assert wrong.status_code == 409
    done = program.ask("POST", f"/replacements/{row.pk}/advance", back, if_match=read["ETag"])
    assert (done.status_code, done.json()["state"], done.json()["removed_on"]) == (201, "triaged", None)
    stale = program.ask("POST", f"/replacements/{row.pk}/advance", back, if_match=read["ETag"])
    assert stale.status_code == 412


def test_that_a_thing_stores_nothing_is_said_with_how_that_is_known(three, client_of):
    client, address = client_of(Role.TECHNICIAN), f"/replacements/{three[0].pk}/media/"
    assert client.post(address, {"version": three[0].version, "stores": "none"}).status_code == 400
    said = {"version": three[0].version, "stores": "none", "reason": "The bay is empty"}
    assert client.post(address, said).status_code == 302
    assert now(three[0]).media == Media.NONE


def test_many_are_planned_together_after_a_preview_that_says_what_stays_and_why(three, analyst, client_of):
    client = client_of(Role.ANALYST)
    picks = [f"{one.pk}:{one.version}" for one in three]
    page = client.post("/replacements/plan/", {"pick": picks})
    assert page.status_code == 200
    assert "Plan 1 replacement" not in page.content.decode()
    entered = {"pick": picks, "to": "planned", "package": "P7", "month": "2027-03-09"}
    shown = client.post("/replacements/plan/", {**entered, "preview": "1"}).content.decode()
    assert shown.count("From where it stands this does not lead on.") == 2
    assert "Plan 1 replacement" in shown
    assert now(three[1]).state == State.MITIGATED
    done = client.post("/replacements/plan/", {**entered, "save": "1"}, follow=True).content.decode()
    assert "1 replacement is planned." in done
    assert [now(one).state for one in three] == ["in-scope", "planned", "removed"]
    assert [now(one).package for one in three] == ["", "P7", ""]


def test_of_many_that_somebody_changed_meanwhile_none_is_overwritten(three, analyst):
    row = three[1]
    services.plan(analyst, row, row.version, package="theirs", month=None, funding="", visit=None, blocker="supply",
                  blocker_note="Chips")  # fmt: skip
    assert services.plan_many(analyst, {row.pk: row.version}, {"package": "mine"}, None) == 0
    assert now(row).package == "theirs"
    assert services.plan_many(analyst, {row.pk: now(row).version}, {"funding": "F1"}, None) == 1
    found = now(row)
    assert (found.package, found.funding, found.blocker, found.blocker_note) == (
        "theirs",
        "F1",
        "supply",
        "Chips",
    )
    assert services.plan_many(analyst, {row.pk: found.version}, {"package": "P"}, State.PLANNED) == 0
    assert now(row).package == "theirs"  # no month: the whole row is left as it was


@pytest.mark.parametrize("entered", [{}, {"pick": "x"}, {"pick": "999999:1", "package": "P", "preview": "1"}])
def test_a_choice_of_nothing_is_said(three, client_of, entered):
    answer = client_of(Role.ANALYST).post("/replacements/plan/", entered)
    assert answer.status_code == 400
    assert "No replacement was chosen" in answer.content.decode()


def test_more_than_are_planned_together_are_refused_and_not_cut(three, client_of):
    picks = [f"{number}:1" for number in range(1, 102)]
    page = client_of(Role.ANALYST).post("/replacements/plan/", {"pick": picks}).content.decode()
    assert "At most 100 replacements are planned together" in page
