"""Do programs see what many rows would become, and change all of them as they were seen, or none?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from phaseout.web.estate.models import Altered, Asset, Site
from phaseout.web.findings.models import Finding, Judgement, Step
from phaseout.web.findings.services import propose
from phaseout.web.frame.access import Permission, Role
from phaseout.web.people.queries import access_of
from web.furnishing.findings import answer_of, asset_in, recorded
from web.programs import Program, secret_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(person_with):
    return person_with(Role.ANALYST)


@pytest.fixture
def program(world, analyst):
    return Program(secret_of(analyst, world.home))


@pytest.fixture
def sites(world):
    rows = [Site(organisation=world.home, ref=ref, name_en=ref, tier=2) for ref in ("a", "b")]
    for row in rows:
        row.save()
    return rows


@pytest.fixture
def things(world, sites):
    return [asset_in(world.home, label, sites[0]) for label in ("cam-1", "cam-2", "cam-3")]


def seen(*rows) -> list[dict[str, int]]:
    return [{"id": row.pk, "version": type(row).everything.get(pk=row.pk).version} for row in rows]


def faults(answer) -> list[tuple[str, str]]:
    return [(one["field"], one["detail"]) for one in answer.json()["errors"]]


def test_a_preview_says_what_each_row_would_become_and_changes_nothing(program, sites, things):
    given = {"rows": [{"id": one.pk} for one in things], "site": sites[1].pk, "model": "DS-2"}
    told = program.ask("POST", "/assets/changes/preview", given).json()
    assert (told["number"], told["missing"]) == (3, [])
    assert told["items"][0] == {
        "id": things[0].pk,
        "version": things[0].version,
        "differences": {
            "site": {"before": sites[0].pk, "after": sites[1].pk},
            "model": {"before": "", "after": "DS-2"},
        },
        "why_not": "",
        "is_changed": False,
    }
    assert not Altered.everything.exists()
    assert {one.model for one in Asset.everything.all()} == {""}


def test_what_was_previewed_is_changed_together_told_of_and_put_back(program, sites):
    wish = {"custodian": "Ada", "clear": ["tier"]}
    told = program.ask("POST", "/sites/changes/preview", {"filter": "tier=2", **wish}).json()
    assert [one["differences"]["tier"] for one in told["items"]] == [{"before": 2, "after": None}] * 2
    rows = [{"id": one["id"], "version": one["version"]} for one in told["items"]]
    made = program.ask("POST", "/sites/changes", {"rows": rows, **wish})
    assert (made.status_code, made.json()["number"], made.json()["waiting"]) == (201, 2, 2)
    assert {(one.custodian, one.tier) for one in Site.everything.all()} == {("Ada", None)}
    address = made["Location"]
    assert program.get(address).json() == made.json()
    listed = program.get(f"{address}/rows?limit=1").json()
    assert listed["items"][0]["before"] == {"custodian": "", "tier": 2}
    assert [one["site"] for one in program.get(listed["next"]).json()["items"]] == [sites[0].pk]
    changed = program.ask("PATCH", f"/sites/{sites[0].pk}", {"tier": 1}, if_match='"2"')
    assert changed.status_code == 200
    back = program.generic("POST", f"{address}/withdrawal")
    (stays,) = Altered.everything.filter(undone=None)
    assert (back.json(), stays.site) == ({"number": 1, "left": [stays.pk]}, sites[0])
    assert {(one.ref, one.custodian, one.tier) for one in Site.everything.all()} == {
        ("a", "Ada", 1),
        ("b", "", 2),
    }


def test_what_was_put_back_is_not_put_back_again(program, sites):
    made = program.ask("POST", "/sites/changes", {"rows": seen(*sites), "custodian": "Ada"})
    assert program.generic("POST", f"{made['Location']}/withdrawal").json() == {"number": 2, "left": []}
    assert program.generic("POST", f"{made['Location']}/withdrawal").status_code == 409


def test_of_rows_of_which_one_was_changed_since_none_is_changed(program, world, sites):
    rows = seen(*sites)
    assert program.ask("PATCH", f"/sites/{sites[1].pk}", {"tier": 1}, if_match='"1"').status_code == 200
    foreign = Site(organisation=world.foreign, ref="x", name_en="X")
    foreign.save()
    given = {"rows": [*rows, *seen(foreign)], "custodian": "Ada"}
    told = program.ask("POST", "/sites/changes/preview", given).json()
    assert [one["is_changed"] for one in told["items"]] == [False, True]
    assert told["missing"] == [foreign.pk]
    refused = program.ask("POST", "/sites/changes", given)
    assert refused.status_code == 412
    assert faults(refused) == [
        ("rows.1", "Somebody changed it since you read it."),
        ("rows.2", "No such row is within your reach."),
    ]
    assert not Site.everything.exclude(custodian="").exists()


def test_a_row_that_stands_twice_is_refused_at_both_places_though_one_was_seen_as_it_is(program, sites):
    rows = seen(*sites)
    given = {"rows": [*rows, {"id": rows[0]["id"], "version": 9}], "custodian": "Ada"}
    refused = program.ask("POST", "/sites/changes", given)
    assert refused.status_code == 422
    assert faults(refused) == [("rows.2", "It stands here twice.")]
    assert not Site.everything.exclude(custodian="").exists()


def test_what_would_contradict_itself_is_in_the_way_and_what_is_so_already_is_not(program, sites):
    Site.everything.filter(pk=sites[0].pk).update(owner="self")
    wish = {"rows": seen(*sites), "lease_end": "2027-01-01"}
    assert [
        one["why_not"] for one in program.ask("POST", "/sites/changes/preview", wish).json()["items"]
    ] == [
        "You say that the site is your own: then no lease ends.",
        "",
    ]
    refused = program.ask("POST", "/sites/changes", wish)
    assert (refused.status_code, faults(refused)[0][0]) == (409, "rows.0")
    Site.everything.filter(pk=sites[0].pk).update(owner="", custodian="Ada")
    made = program.ask("POST", "/sites/changes", {"rows": seen(*sites), "custodian": "Ada"})
    assert (made.status_code, made.json()["number"]) == (201, 1)
    again = program.ask("POST", "/sites/changes", {"rows": seen(*sites), "custodian": "Ada"})
    assert again.status_code == 409


def test_the_same_asked_again_changes_once(program, sites):
    given = {"rows": seen(*sites), "custodian": "Ada"}
    first, again = (program.ask("POST", "/sites/changes", given, idempotency_key="k1") for _ in range(2))
    assert (again.status_code, again.content, again["Location"]) == (201, first.content, first["Location"])
    assert {one.version for one in Site.everything.all()} == {2}


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"tier": 9}, "tier"),
        ({"tier": 1, "clear": ["tier"]}, "tier"),
        ({"clear": ["ref"]}, "clear"),
        ({}, ""),
        ({"custodian": "Ada", "filter": "tier=2"}, "rows"),
        ({"custodian": "Ada", "rows": []}, "rows"),
        ({"custodian": "Ada", "rows": [], "filter": "teir=2"}, "filter"),
        ({"custodian": "Ada", "rows": [], "filter": "tier=9"}, "filter.tier"),
        ({"custodian": "Ada", "rows": [], "filter": "&" * 1500}, "filter"),
        ({"custodian": "Ada", "rows": [{"id": 0}]}, "rows.0.id"),
        ({"custodian": "Ada", "ref": "z"}, "ref"),
    ],
)
def test_what_is_wrong_stands_at_its_field(wish, field, program, sites):
    answer = program.ask("POST", "/sites/changes/preview", {"rows": seen(*sites), **wish})
    assert answer.status_code == 422
    assert [one for one, _said in faults(answer)] == [field]


def test_an_empty_filter_shows_the_whole_list(program, sites):
    told = program.ask("POST", "/sites/changes/preview", {"filter": "", "custodian": "Ada"}).json()
    assert [one["id"] for one in told["items"]] == [one.pk for one in sites]


def test_a_filter_that_shows_more_than_is_changed_at_once_is_refused(program, sites, monkeypatch):
    monkeypatch.setattr("phaseout.web.estate.bulk.MOST", 1)
    monkeypatch.setattr("phaseout.web.api.nouns.bulk_changes.MOST", 1)
    answer = program.ask("POST", "/sites/changes/preview", {"filter": "tier=2", "custodian": "Ada"})
    assert (answer.status_code, faults(answer)[0][0]) == (422, "filter")


def test_who_keeps_no_estate_there_changes_nothing(world, sites, person_with, analyst):
    given = {"rows": seen(*sites), "custodian": "Ada"}
    reader = Program(secret_of(person_with(Role.READER), world.home))
    for address in ("/sites/changes/preview", "/sites/changes"):
        assert reader.ask("POST", address, given).status_code == 403
    foreigner = Program(secret_of(person_with(Role.ANALYST, at=world.foreign), world.foreign))
    told = foreigner.ask("POST", "/sites/changes/preview", given).json()
    assert (told["items"], told["missing"]) == ([], sorted(one.pk for one in sites))
    assert foreigner.ask("POST", "/sites/changes", given).status_code == 409
    assert not Altered.everything.exists()
    program = Program(secret_of(analyst, world.home))
    made = program.ask("POST", "/sites/changes", given)
    for address in (made["Location"], f"{made['Location']}/rows"):
        assert foreigner.get(address).status_code == 404
    assert foreigner.generic("POST", f"{made['Location']}/withdrawal").status_code == 404


def test_what_rows_were_and_became_is_shown_to_who_may_read_them(program, world, sites, analyst):
    keeper = Program(secret_of(analyst, world.home, Permission.KEEP_ESTATE))
    made = program.ask("POST", "/sites/changes", {"rows": seen(*sites), "custodian": "Ada"})
    assert (made.status_code, keeper.get(made["Location"]).json()["number"]) == (201, 2)
    assert keeper.get(f"{made['Location']}/rows").json()["items"] == []
    assert [one["after"] for one in program.get(f"{made['Location']}/rows").json()["items"]] == [
        {"custodian": "Ada"},
        {"custodian": "Ada"},
    ]
    assert keeper.generic("POST", f"{made['Location']}/withdrawal").json() == {"number": 2, "left": []}


def test_a_preview_of_many_rows_asks_no_more_often_than_one_of_few(program, world, sites):
    def asked() -> int:
        with CaptureQueriesContext(connection) as taken:
            given = {"filter": f"site={sites[0].pk}", "site": sites[1].pk}
            assert program.ask("POST", "/assets/changes/preview", given).status_code == 200
        return len(taken)

    asset_in(world.home, "first", sites[0])
    asked()
    few = asked()
    for number in range(20):
        asset_in(world.home, f"cam {number}", sites[0])
    assert asked() == few


@pytest.fixture
def findings(things, analyst):
    for one in things:
        recorded(one, answer_of(), by=analyst.pk)
    return list(Finding.everything.order_by("pk"))


CONFIRMED = {"verdict": "confirmed", "reason": "The label shows it"}


def test_a_judgement_is_proposed_on_many_findings_after_a_preview(program, findings):
    chosen = [{"id": one.pk} for one in findings]
    told = program.ask("POST", "/findings/proposals/preview", {"findings": chosen}).json()
    assert (told["number"], told["missing"], len(told["items"])) == (3, [], 3)
    assert not Judgement.everything.exists()
    rows = [{"id": one["id"], "version": one["version"]} for one in told["items"]]
    given = {"findings": rows, **CONFIRMED}
    first, again = (program.ask("POST", "/findings/proposals", given, idempotency_key="k") for _ in range(2))
    assert (first.status_code, first.json(), again.content) == (201, {"findings": 3}, first.content)
    assert {one.step for one in Finding.everything.all()} == {Step.PROPOSED}
    assert Judgement.everything.count() == 3
    told = program.ask("POST", "/findings/proposals/preview", {"findings": chosen}).json()
    assert (told["number"], {one["why_not"] for one in told["items"]}) == (
        0,
        {"A proposal waits already: it is decided or withdrawn first."},
    )


def test_where_one_finding_is_in_the_way_on_none_is_proposed(program, analyst, findings, person_with, world):
    stale = seen(*findings)
    first = findings[0]
    propose(access_of(analyst), first, first.version, verdict="confirmed", reason="so")
    refused = program.ask("POST", "/findings/proposals", {"findings": stale, **CONFIRMED})
    assert (refused.status_code, faults(refused)[0][0]) == (412, "findings.0")
    refused = program.ask("POST", "/findings/proposals", {"findings": seen(*findings), **CONFIRMED})
    assert (refused.status_code, [one for one, _said in faults(refused)]) == (409, ["findings.0"])
    wrong = {"findings": seen(*findings[1:]), "verdict": "exception", "reason": "so"}
    assert faults(program.ask("POST", "/findings/proposals", wrong))[0][0] == "expires"
    reads = Program(secret_of(analyst, world.home, Permission.READ))
    assert reads.ask("POST", "/findings/proposals", {"findings": stale, **CONFIRMED}).status_code == 403
    foreigner = Program(secret_of(person_with(Role.ANALYST, at=world.foreign), world.foreign))
    refused = foreigner.ask("POST", "/findings/proposals", {"findings": stale, **CONFIRMED})
    assert (refused.status_code, {said for _one, said in faults(refused)}) == (
        409,
        {"No such row is within your reach."},
    )
    assert Judgement.everything.count() == 1
