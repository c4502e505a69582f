"""Do programs record in the programme what people do on its pages, by the same rules?"""

import pytest

from phaseout.web.estate.models import Site
from phaseout.web.frame.access import Role
from phaseout.web.replacement.models import Inspected, Replacement
from web.furnishing.findings import asset_in
from web.furnishing.plans import LINES, programme_of
from web.furnishing.replacement import CERTIFIED, WORKS, named_access, taken_in
from web.programs import Program, secret_of

CERTIFICATE = {name: str(value) if name.endswith("_on") else value for name, value in CERTIFIED.items()}
PLANNED = {"package": "P1", "month": "2027-02-14", "funding": "Capital", "blocker": "supply"}


@pytest.fixture
def program(world, person_with):
    return lambda *roles: Program(secret_of(person_with(*roles), world.home))


@pytest.fixture
def recorder(world):
    site = Site(organisation=world.home, ref="hq", name_en="Headquarters", owner="landlord")
    site.save()
    return taken_in(
        named_access(world.home, "Keeper", *WORKS), asset_in(world.home, "nvr-1", site, maker="hikvision")
    )


def tag(answer):
    assert answer.status_code in (200, 201), answer.content
    return answer["ETag"]


def test_it_is_planned_and_what_replaces_it_is_answered_by_the_register(program, recorder):
    analyst, one = program(Role.ANALYST), f"/replacements/{recorder.pk}"
    seen = tag(analyst.get(f"/api/v1{one}"))
    planned = analyst.ask("PUT", f"{one}/planning", PLANNED, if_match=seen)
    assert (planned.json()["month"], planned.json()["blocker"]) == ("2027-02-01", "supply")
    bought = analyst.ask(
        "PUT",
        f"{one}/replacing",
        {"replacing": "model", "model": "Hikvision DS-7608NI"},
        if_match=tag(planned),
    )
    assert bought.json()["gate"] == "applies"
    stale = analyst.ask("PUT", f"{one}/terms", {"laydown": "A", "phase_out": "B"}, if_match=tag(planned))
    assert stale.status_code == 412
    kept = analyst.ask("PUT", f"{one}/terms", {"laydown": "A", "phase_out": "B"}, if_match=tag(bought))
    assert kept.status_code == 200
    assert Replacement.everything.get(pk=recorder.pk).phase_out == "B"


@pytest.mark.parametrize(
    ("part", "given", "field"),
    [("planning", {"blocker": "bad luck"}, "blocker"), ("planning", {"blocker": "other"}, "blocker_note"),
     ("replacing", {"replacing": "model"}, "model"), ("replacing", {"replacing": "nothing"}, "reason"),
     ("replacing", {"replacing": "asset", "asset": "nobody"}, "asset")],
)  # fmt: skip
def test_what_is_wrong_is_told_by_its_field(program, recorder, part, given, field):
    analyst, one = program(Role.ANALYST), f"/replacements/{recorder.pk}"
    seen = tag(analyst.get(f"/api/v1{one}"))
    refused = analyst.ask("PUT", f"{one}/{part}", given, if_match=seen)
    assert refused.status_code == 422
    assert [one["field"] for one in refused.json()["errors"]] == [field]


def test_whoever_saw_a_thing_without_media_is_told_once_one_is_listed(program, recorder):
    technician, address = program(Role.TECHNICIAN), f"/replacements/{recorder.pk}"
    seen = tag(technician.get(f"/api/v1{address}"))
    for serial in ("WX1", "WX2"):
        technician.ask("POST", f"{address}/media", {"sort": "disk", "serial": serial})
        now = tag(technician.get(f"/api/v1{address}"))
        assert now.partition(".")[0] == '"2', "a second one changes nothing of the thing itself"
    gone = {"to": "removed", "on": "2026-11-20", "who": "Crew", "reason": "No camera at hand"}
    assert technician.ask("POST", f"{address}/work", gone, if_match=seen).status_code == 412
    assert technician.ask("POST", f"{address}/work", gone, if_match=now).status_code == 201


def test_a_medium_is_listed_handed_over_and_certified_once(program, recorder):
    technician = program(Role.TECHNICIAN)
    made = technician.ask("POST", f"/replacements/{recorder.pk}/media", {"sort": "disk", "serial": "WX1"})
    one = made["Location"].removeprefix("/api/v1")
    hand = {"giver": "Ada", "taker": "Depot", "when": "2026-11-27", "place": "Dock 2", "seal": "4711"}
    seen = tag(technician.get(f"/api/v1/replacements/{recorder.pk}"))
    gone = {"to": "removed", "on": "2026-11-20", "who": "Crew", "reason": "No camera at hand"}
    assert technician.ask("POST", f"/replacements/{recorder.pk}/work", gone, if_match=seen).status_code == 201
    assert len(technician.ask("POST", f"{one}/handovers", hand).json()["handovers"]) == 1
    skipped = technician.ask("POST", f"{one}/handovers", {**hand, "giver": "Somebody"})
    assert skipped.status_code == 422
    assert "It was handed to Depot last" in skipped.json()["detail"]
    alone = {**CERTIFICATE, "verifier": CERTIFICATE["sanitiser"]}
    assert technician.ask("PUT", f"{one}/certificate", alone, if_match='"1"').status_code == 422
    certified = technician.ask("PUT", f"{one}/certificate", CERTIFICATE, if_match='"1"')
    assert certified.json()["is_sanitised"] is True
    again = technician.ask("PUT", f"{one}/certificate", CERTIFICATE, if_match=tag(certified))
    assert again.status_code == 422
    stored = technician.ask("PUT", f"/replacements/{recorder.pk}/storage", {"stores": "none", "reason": "x"},
                            if_match=tag(technician.get(f"/api/v1/replacements/{recorder.pk}")))  # fmt: skip
    assert stored.status_code == 422


def test_a_mitigation_is_reviewed_as_another_one_and_ends(program, recorder):
    technician = program(Role.TECHNICIAN)
    given = {
        "way": "isolated",
        "since": "2026-11-01",
        "review": "2027-05-01",
        "residual": 50,
        "note": "Port off",
    }
    made = technician.ask("POST", f"/replacements/{recorder.pk}/mitigations", given)
    assert made.json()["is_in_force"] is True
    later = {"review": "2027-11-01", "residual": 40, "note": "Looked at"}
    address = f"/mitigations/{made.json()['id']}"
    reviewed = technician.ask("POST", f"{address}/review", later, if_match=tag(made)).json()
    assert reviewed["id"] != made.json()["id"]
    assert technician.ask("POST", f"{address}/end", {"on": "2026-11-20"}, if_match='"2"').status_code == 422
    listed = technician.get("/api/v1/mitigations").json()["items"]
    assert [one["ended"] for one in listed if one["id"] == made.json()["id"]] != [None]
    past = technician.ask(
        "POST", f"/replacements/{recorder.pk}/mitigations", {**given, "review": "2026-11-02"}
    )
    assert past.status_code == 422


def test_a_landlord_is_asked_and_answers(program, recorder):
    analyst = program(Role.ANALYST)
    given = {
        "to": "landlord",
        "whom": "Owner",
        "asked": "2026-11-01",
        "due": "2026-11-10",
        "request": "Take it down",
    }
    made = analyst.ask("POST", f"/replacements/{recorder.pk}/referrals", given)
    assert made.json()["is_overdue"] is True
    address = f"/referrals/{made.json()['id']}/answer"
    answered = analyst.ask(
        "POST", address, {"on": "2026-11-12", "reply": "will-act", "answer": "In May"}, if_match=tag(made)
    )
    assert (answered.json()["answered"], answered.json()["is_overdue"]) == ("2026-11-12", False)
    assert analyst.get("/api/v1/referrals").json()["items"][0]["answer"] == "In May"


def test_a_sample_is_drawn_and_what_was_found_is_recorded_by_another(program, recorder):
    worker, other = program(Role.TECHNICIAN), program(Role.TECHNICIAN)
    seen = tag(worker.get(f"/api/v1/replacements/{recorder.pk}"))
    gone = {"to": "removed", "on": "2026-11-20", "who": "Crew", "reason": "No camera at hand"}
    assert worker.ask("POST", f"/replacements/{recorder.pk}/work", gone, if_match=seen).status_code == 201
    approver = program(Role.APPROVER)
    given = {"organisation": recorder.organisation_id, "seed": "17 23 42", "size": 5}
    sample = approver.ask("POST", "/inspections", given).json()
    assert [one["replacement"] for one in sample["drawn"]] == [recorder.pk]
    assert approver.get("/api/v1/inspections").json()["items"][0]["among"] == 1
    found = {"result": "there", "on": "2026-11-24", "note": "Still on the wall"}
    address = f"/inspected/{sample['drawn'][0]['id']}"
    assert worker.ask("PUT", address, found, if_match='"1"').status_code == 403
    assert other.ask("PUT", address, found, if_match='"1"').json()["result"] == "there"
    assert other.ask("PUT", address, {**found, "result": "gone"}, if_match='"2"').status_code == 422
    assert Inspected.everything.get().note == "Still on the wall"
    again = approver.ask("POST", f"{address}/withdraw", {"why": "The wrong wall"}, if_match='"2"').json()
    shown = approver.get(f"/api/v1/inspections/{sample['id']}").json()
    assert [(one["id"], one["result"], one["why_withdrawn"]) for one in shown["drawn"]] == [
        (sample["drawn"][0]["id"], "there", "The wrong wall"), (again["id"], "waiting", ""),
    ]  # fmt: skip
    assert shown["pool"] == [recorder.pk]


def test_a_programme_and_its_prices_are_written_as_versions_and_nothing_is_overwritten_unseen(program, world):
    analyst, one = program(Role.ANALYST), f"/organisations/{world.home.pk}"
    none = analyst.get(f"/api/v1{one}/programme")
    assert (none.json()["version"], none.json()["text"]) == (0, "")
    first = analyst.ask("PUT", f"{one}/programme", {"text": programme_of()}, if_match=tag(none))
    assert (first.json()["version"], first.json()["text"]) == (1, programme_of())
    stale = analyst.ask("PUT", f"{one}/programme", {"text": programme_of(amount=9)}, if_match=tag(none))
    assert stale.status_code == 412
    broken = analyst.ask("PUT", f"{one}/programme", {"text": "[programme]\n"}, if_match=tag(first))
    assert (broken.status_code, broken.json()["errors"][0]["field"]) == (422, "text")
    built_in = analyst.get(f"/api/v1{one}/prices")
    assert built_in.json()["version"] == 0
    assert built_in.json()["prices"], "those that are built in"
    given = {"currency": "CAD", "prices": list(LINES)}
    written = analyst.ask("PUT", f"{one}/prices", given, if_match=tag(built_in))
    assert written.json()["version"] == 1
    assert {row["kind"]: row["typical"] for row in written.json()["prices"]} == {
        row["kind"]: row["typical"] for row in LINES
    }
    assert program(Role.READER).ask("PUT", f"{one}/prices", given, if_match=tag(written)).status_code == 403


def together(program, recorder, **given):
    seen = program.ask("GET", f"/replacements/{recorder.pk}").json()["version"]
    rows = [{"id": recorder.pk, "version": given.pop("version", seen)}]
    return program.ask("POST", "/replacements/planning", {"rows": rows, **given})


def test_many_are_planned_together_as_they_were_seen(program, recorder, world):
    analyst = program(Role.ANALYST)
    second = taken_in(
        named_access(world.home, "Other", *WORKS),
        asset_in(world.home, "nvr-2", recorder.asset.site, maker="hikvision"),
    )
    rows = [{"id": one.pk} for one in (recorder, second)]
    asked = {"package": "P7", "month": "2027-03-09", "to": "triaged"}
    told = analyst.ask(
        "POST", "/replacements/planning/preview", {"rows": [*rows, {"id": 999}], **asked}
    ).json()
    assert (told["number"], told["missing"]) == (2, [999])
    assert {one.package for one in Replacement.everything.all()} == {""}
    seen = [{"id": one["id"], "version": one["version"]} for one in told["items"]]
    done = analyst.ask("POST", "/replacements/planning", {"rows": seen, **asked})
    assert (done.status_code, done.json()) == (200, {"replacements": 2})
    assert {(one.package, str(one.month), one.state) for one in Replacement.everything.all()} == {
        ("P7", "2027-03-01", "triaged")
    }
    stale = analyst.ask("POST", "/replacements/planning", {"rows": seen, **asked})
    assert (stale.status_code, [one["field"] for one in stale.json()["errors"]]) == (
        412,
        ["rows.0", "rows.1"],
    )


def test_where_one_cannot_be_planned_none_is(program, recorder, world):
    analyst = program(Role.ANALYST)
    second = taken_in(
        named_access(world.home, "Other", *WORKS),
        asset_in(world.home, "nvr-2", recorder.asset.site, maker="hikvision"),
    )
    rows = [{"id": recorder.pk, "version": recorder.version}, {"id": second.pk, "version": second.version}]
    assert together(analyst, recorder, package="P1", month="2027-02-01", to="triaged").status_code == 200
    rows[0]["version"] = Replacement.everything.get(pk=recorder.pk).version
    refused = analyst.ask("POST", "/replacements/planning", {"rows": rows, "package": "P2", "month": "2027-05-01",
                                                             "to": "triaged"})  # fmt: skip
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (409, "rows.0")
    assert Replacement.everything.get(pk=second.pk).package == ""
    assert together(analyst, recorder).status_code == 422
    assert together(analyst, recorder, to="closed").status_code == 422


def test_what_a_move_does_not_ask_for_is_refused_and_not_dropped(program, recorder):
    technician = program(Role.TECHNICIAN)
    seen = tag(technician.get(f"/api/v1/replacements/{recorder.pk}"))
    gone = {
        "to": "removed",
        "on": "2026-11-20",
        "who": "Crew",
        "reason": "No camera",
        "place": "Hall",
        "survey": 1,
    }
    refused = technician.ask("POST", f"/replacements/{recorder.pk}/work", gone, if_match=seen)
    assert (refused.status_code, [one["field"] for one in refused.json()["errors"]]) == (
        422,
        ["place", "survey"],
    )
    assert Replacement.everything.get(pk=recorder.pk).state == "in-scope"


def test_assets_that_are_not_taken_in_are_named(program, recorder, world):
    new, other = (
        asset_in(world.home, f"nvr-{n}", maker=maker) for n, maker in ((5, "hikvision"), (6, "axis"))
    )
    analyst = program(Role.ANALYST)
    given = {"assets": [new.pk, other.pk, recorder.asset_id, 999999]}
    must_go = analyst.ask("POST", "/replacements", given).json()
    assert must_go["started"] == 4 - len(must_go["left"])
    assert {other.pk, recorder.asset_id, 999999} <= set(must_go["left"])
