"""Are plans made as the command makes them, kept as they were made, compared, and adopted by a second person?"""

import json
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from click.testing import CliRunner
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from phaseout.cli import group
from phaseout.web.estate.models import Site
from phaseout.web.frame.access import Permission, Role
from phaseout.web.frame.models import Event
from phaseout.web.frame.versioned import ChangedMeanwhileError
from phaseout.web.people.queries import access_of
from phaseout.web.plans import services, shown
from phaseout.web.plans.models import PriceVersion, ProgrammeVersion, State, WorkPackage, WorkPlan
from phaseout.web.plans.queries.document import document_of
from phaseout.web.plans.queries.sums import really_in_place
from phaseout.web.plans.queries.things import to_plan
from phaseout.web.plans.queries.wanted import preview
from phaseout.web.plans.services import adopting
from phaseout.web.replacement import services as replacing
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.queries import to_be_taken
from phaseout.web.replacement.vocabulary import State as Way
from phaseout.web.surveys.holding import held
from web.furnishing.findings import answer_of, asset_in, recorded
from web.furnishing.plans import LINES, made, programme_of
from web.furnishing.replacement import moved, now
from web.programs import Program, secret_of
from web.surveying import HEADINGS, Surveying, surveying

__all__ = ["surveying"]
TODAY = date(2026, 11, 27)
FEBRUARY = date(2027, 2, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def english() -> Iterator[None]:
    """Read refusals in English, whatever the test before was answered in."""
    with override("en"):
        yield


@pytest.fixture
def analyst(access_with):
    return access_with(Role.ANALYST)


@pytest.fixture
def approver(access_with):
    return access_with(Role.APPROVER)


@pytest.fixture
def site(world) -> Site:
    row = Site(organisation=world.home, ref="hall", name_en="Hall")
    row.save()
    return row


@pytest.fixture
def programme(world, analyst) -> ProgrammeVersion:
    services.write_prices(analyst, world.home, 0, currency="CAD", lines=LINES)
    return services.write_programme(analyst, world.home, 0, programme_of())


@pytest.fixture
def rows(world, site, analyst) -> list[Replacement]:
    """Four cameras and a recorder that must go, triaged."""
    kinds = ["camera"] * 4 + ["recorder"]
    assets = [asset_in(world.home, f"{kind} {n}", site, kind=kind) for n, kind in enumerate(kinds)]
    for asset in assets:
        recorded(asset, answer_of("applies-from", on="2027-06-01"), by=analyst.person)
    assert len(replacing.start(analyst, [asset.pk for asset in assets])) == len(assets)
    every = list(Replacement.everything.order_by("pk"))
    return [moved(analyst, row, Way.TRIAGED) for row in every]


def planned(access, world, **more) -> WorkPlan:
    return made(services.ask_for_plan(access, world.home, **more))


def test_the_job_makes_the_plan_that_the_command_makes_of_the_same_survey(
    world, site, analyst, surveying: Surveying, client_of, tmp_path
):
    world.home.context = {"network": ["enterprise"], "funding": ["own"]}
    world.home.save()
    site.purpose = ["government-facility-security"]
    site.save()
    lines = "".join(
        f"cam-{n},10.1.0.{n},44:19:b6:00:00:0{n},Hikvision,DS-2CD2143G2-I,DS000000{n},V5.7.3\n"
        for n in range(1, 8)
    )
    survey = surveying.apply(surveying.bring({"cameras.csv": HEADINGS + lines}, site=site))
    must_go = list(to_be_taken(analyst, TODAY))
    assert len(must_go) == 7
    replacing.start(analyst, [asset.pk for asset in must_go])
    document, programme = tmp_path / "site.json", tmp_path / "programme.toml"
    answer = client_of(Role.READER).get(f"/surveys/{survey.pk}/document.json")
    document.write_bytes(b"".join(answer.streaming_content))
    text = programme_of(more='[[site]]\nid = "hall"\ntier = 4\nnetwork = "core"\nvisit = 100\n')
    programme.write_text(text, encoding="utf-8")
    asked = ["plan", str(document), "--programme", str(programme), "-o", f"json={tmp_path / 'plan.json'}"]
    ran = CliRunner().invoke(group, asked)
    assert ran.exit_code == 0, ran.output
    by_command = json.loads((tmp_path / "plan.json").read_text("utf-8"))
    services.write_programme(analyst, world.home, 0, text)
    plan = planned(analyst, world)
    assert plan.state == State.READY, plan.said
    ours = document_of(plan)
    for name in (
        "value",
        "bound",
        "is_optimal",
        "prices",
        "price_lines",
        "estimate",
        "course",
        "months",
        "score",
    ):
        assert ours[name] == by_command[name], name
    assert sorted(one["month"] or "" for one in ours["packages"]) == sorted(
        one["month"] or "" for one in by_command["packages"]
    )
    assert {str(one["score"]) for one in ours["packages"]} == {
        str(one["score"]) for one in by_command["packages"]
    }
    assert plan.prices is None


def test_a_plan_keeps_the_version_of_prices_and_programme_it_was_made_with(world, analyst, programme, rows):
    first = planned(analyst, world)
    dearer = [{**line, "typical": line["high"]} for line in LINES]
    services.write_prices(analyst, world.home, 1, currency="CAD", lines=dearer)
    services.write_programme(analyst, world.home, 1, programme_of(amount=9000))
    second = planned(analyst, world)
    assert (first.prices.number, first.programme.number) == (1, 1)
    assert (second.prices.number, second.programme.number) == (2, 2)
    assert first.head["estimate"]["typical"] < second.head["estimate"]["typical"]
    beside = planned(analyst, world, base=first, what_if="budget=+20%")
    assert (beside.prices.number, beside.programme.number, beside.base_id) == (1, 1, first.pk)
    assert {one.carried for one in shown.adopting(beside).years} == {None}
    years = shown.adopting(second).years
    assert years[0].carried == 0
    for before, after in pairwise(years):
        left = before.budget + before.carried - before.spent
        assert after.carried == pytest.approx(min(max(left, 0), before.budget * 0.05))


def test_nobody_overwrites_a_newer_version_unseen(world, analyst, programme):
    with pytest.raises(ChangedMeanwhileError):
        services.write_prices(analyst, world.home, 0, currency="CAD", lines=LINES)
    with pytest.raises(ChangedMeanwhileError):
        services.write_programme(analyst, world.home, 0, programme_of())
    assert PriceVersion.everything.count() == ProgrammeVersion.everything.count() == 1


def test_what_is_funded_keeps_its_month_and_waits_for_no_delivery(world, analyst, programme, rows):
    row = rows[0]
    late = date(2027, 12, 1)
    said = {"package": "P1", "month": late, "funding": "F1", "visit": None, "blocker": "", "blocker_note": ""}
    replacing.plan(analyst, row, row.version, **said)
    moved(analyst, now(row), Way.PLANNED)
    moved(analyst, now(row), Way.FUNDED)
    plan = planned(analyst, world)
    package = WorkPackage.everything.get(plan=plan, name=str(row.asset_id))
    assert package.month == late
    assert preview(plan).kept == 1


def test_what_is_removed_let_off_or_elsewhere_is_not_planned_and_counted(world, analyst, programme, rows):
    moved(analyst, rows[0], Way.REMOVED, on=TODAY, who="Crew", reason="no camera at hand")
    moved(analyst, rows[1], Way.LOST, reason="nobody knows")
    found = to_plan(world.home.pk, TODAY)
    assert (len(found.things), found.left) == (3, 2)
    assert {due for thing in found.things for due in thing.dues} == {date(2027, 6, 1)}
    plan = planned(analyst, world)
    assert plan.head["not_planned"] == 2


def test_without_a_programme_there_is_no_plan_and_the_page_leads_to_writing_one(world, analyst, client_of):
    with pytest.raises(services.NoProgrammeError):
        services.ask_for_plan(analyst, world.home)
    answer = client_of(Role.ANALYST).post("/plans/new/", {"organisation": world.home.pk}, follow=True)
    assert answer.redirect_chain == [(f"/organisations/{world.home.pk}/programme/write/", 302)]
    page = answer.content.decode()
    assert "There is no programme yet" in page
    assert "It is being planned" not in page


@pytest.mark.parametrize(
    ("text", "en", "fr"),
    [
        (programme_of(more='[[site]]\nid = "hall"\nclearance = 3\n'), "no crew with a clearance of 3 goes to site",
         "aucune équipe d’habilitation 3 ne va au site"),
        (programme_of(more='[[pin]]\npackage = "none"\nmonth = "2027-02"\n'), "no package is called", "aucun lot ne s’appelle"),
    ],
)  # fmt: skip
def test_what_cannot_be_planned_says_why_in_both_languages(world, analyst, rows, client_of, text, en, fr):
    services.write_programme(analyst, world.home, 0, text)
    plan = planned(analyst, world)
    assert plan.state == State.FAILED
    for language, said in (("en", en), ("fr", fr)):
        page = client_of(Role.READER).get(f"/plans/{plan.pk}/", headers={"accept-language": language})
        assert said in page.content.decode()


def test_a_programme_that_cannot_hold_names_the_clash_and_the_cheapest_relaxation(
    world, analyst, rows, client_of
):
    services.write_prices(analyst, world.home, 0, currency="CAD", lines=LINES)
    text = programme_of(amount=1000).replace("carry_forward", 'deadlines = "kept"\ncarry_forward')
    services.write_programme(analyst, world.home, 0, text)
    plan = planned(analyst, world)
    assert plan.state == State.CLASH
    assert "these cannot hold together: budget of 2026" in plan.said["en"]
    assert "ces contraintes ne peuvent tenir ensemble" in plan.said["fr"]
    page = (
        client_of(Role.READER).get(f"/plans/{plan.pk}/", headers={"accept-language": "fr"}).content.decode()
    )
    assert "assouplissez" in page
    assert "Le programme ne peut tenir" in page


def test_adopting_writes_package_and_month_and_plans_what_the_guards_let(
    world, analyst, approver, programme, rows, django_capture_on_commit_callbacks
):
    back = moved(analyst, rows[0], Way.IN_SCOPE, reason="not sure")
    plan = planned(analyst, world)
    told = preview(plan)
    done = WorkPackage.everything.filter(plan=plan, month__isnull=False)
    months = {pk: (one.name, one.month) for one in done for pk in one.assets}
    assert (told.planned, told.written, told.kept) == (len(months) - 1, 1, 0)
    with pytest.raises(PermissionDenied):
        services.ask_to_adopt(analyst, plan, plan.version)
    with django_capture_on_commit_callbacks(execute=True):
        assert services.ask_to_adopt(approver, plan, plan.version)
    plan.refresh_from_db()
    assert (plan.state, plan.adopted_by_id) == (State.ADOPTED, approver.person)
    for row in Replacement.everything.filter(asset__in=months):
        assert (row.package, row.month) == months[row.asset_id]
        assert row.state == (Way.IN_SCOPE if row.pk == back.pk else Way.PLANNED)
    assert Event.everything.filter(what="plan-adopted", by=approver.person).count() == 1
    assert preview(plan).as_they_are == len(months)
    assert not services.ask_to_adopt(approver, plan, plan.version)
    again = planned(analyst, world)
    assert again.previous_id == plan.pk


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("part", ["the plan", "its programme", "its prices"])
def test_nobody_adopts_a_plan_that_they_made_or_wrote_the_makings_of(
    world, analyst, approver, person_with, rows, programme, part
):
    both = access_of(person_with(Role.ANALYST, Role.APPROVER))
    services.write_programme(both if part == "its programme" else analyst, world.home, 1, programme_of())
    writer = both if part == "its prices" else analyst
    services.write_prices(writer, world.home, 1, currency="CAD", lines=LINES)
    plan = planned(both if part == "the plan" else analyst, world)
    with pytest.raises(ValidationError, match="Somebody else"):
        services.ask_to_adopt(both, plan, plan.version)
    plan.refresh_from_db()
    assert plan.state == State.READY
    assert services.ask_to_adopt(approver, plan, plan.version)


@pytest.mark.usefixtures("english")
def test_what_would_be_otherwise_is_adopted_once_the_programme_says_so(
    world, analyst, approver, programme, rows, client_of
):
    base = planned(analyst, world)
    beside = planned(analyst, world, base=base, what_if="budget=+999999%")
    with pytest.raises(ValidationError, match="into the programme"):
        services.ask_to_adopt(approver, beside, beside.version)
    page = client_of(Role.APPROVER).post(
        f"/plans/{beside.pk}/adopt/", {"version": beside.version}, follow=True
    )
    assert "into the programme" in page.content.decode()
    services.write_programme(analyst, world.home, 1, programme_of())
    with pytest.raises(ValidationError, match="version 2"):
        services.ask_to_adopt(approver, base, base.version)
    anew = planned(analyst, world)
    assert services.ask_to_adopt(approver, anew, anew.version)


def test_adopting_goes_on_where_a_worker_died_and_done_twice_changes_nothing(
    world, analyst, approver, programme, rows, monkeypatch, django_capture_on_commit_callbacks
):
    plan = planned(analyst, world)
    services.ask_to_adopt(approver, plan, plan.version)
    monkeypatch.setattr(adopting, "BATCH", 1)
    written = adopting.plan_as_decided
    counted = []

    def dies(*args):
        if counted:
            raise KeyboardInterrupt
        counted.append(written(*args))

    monkeypatch.setattr(adopting, "plan_as_decided", dies)
    with pytest.raises(KeyboardInterrupt):
        adopting.adopt(plan.pk)
    assert Replacement.everything.filter(state=Way.PLANNED).count() == 1
    monkeypatch.setattr(adopting, "plan_as_decided", written)
    with django_capture_on_commit_callbacks(execute=True):
        assert services.resume_left_behind() == 1
    plan.refresh_from_db()
    assert plan.state == State.ADOPTED
    versions = list(Replacement.everything.values_list("pk", "version"))
    WorkPlan.everything.filter(pk=plan.pk).update(state=State.ADOPTING)
    adopting.adopt(plan.pk)
    assert list(Replacement.everything.values_list("pk", "version")) == versions


def test_a_plan_whose_worker_was_killed_is_made_by_the_next_and_one_that_is_held_is_left(
    world, analyst, programme, rows, django_capture_on_commit_callbacks
):
    plan = services.ask_for_plan(analyst, world.home)
    WorkPlan.everything.filter(pk=plan.pk).update(state=State.RUNNING)  # as kill -9 leaves it
    with held(plan.pk, "plan") as is_free:
        assert is_free
        assert services.resume_left_behind() == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert services.resume_left_behind() == 1
    plan.refresh_from_db()
    assert plan.state == State.READY
    assert WorkPackage.everything.filter(plan=plan).count() == plan.packages > 0
    assert services.resume_left_behind() == 0
    assert not DBTaskResult.objects.exists()


def test_what_really_was_stands_beside_what_was_planned(world, analyst, programme, rows, noon, client_of):
    plan = planned(analyst, world)
    moved(analyst, rows[0], Way.REMOVED, on=TODAY, who="Crew", reason="no camera at hand")
    noon.move_to("2027-03-02T12:00:00Z")
    assert really_in_place(plan, date(2027, 3, 2)) == [4, 4]
    page = client_of(Role.READER).get(f"/plans/{plan.pk}/").content.decode()
    assert page.count('<td class="number">4</td>') >= 2
    svg = client_of(Role.READER).get(f"/plans/{plan.pk}/burndown.svg")
    assert "really in place 4" in svg.content.decode()
    assert svg.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def test_the_document_that_leaves_is_the_one_that_was_kept(world, analyst, programme, rows, client_of):
    plan = planned(analyst, world)
    client = client_of(Role.READER)
    told = client.get(f"/plans/{plan.pk}/document.json").json()
    assert told == document_of(plan)
    assert [len(told["packages"]), told["value"]["total"]] == [plan.packages, plan.value]
    lines = b"".join(client.get(f"/plans/{plan.pk}/?format=jsonl").streaming_content).splitlines()
    assert [json.loads(line)["name"] for line in lines] == [
        one["id"]
        for one in sorted(
            told["packages"], key=lambda one: (one["month"] is None, one["month"] or "", one["id"])
        )
    ]


def test_two_plans_are_compared_package_by_package(world, analyst, programme, rows, client_of):
    poor = planned(analyst, world)
    rich = planned(analyst, world, base=poor, what_if="budget=+300% crews=+2")
    assert rich.value < poor.value
    page = client_of(Role.READER).get(f"/plans/{rich.pk}/beside/{poor.pk}/").content.decode()
    names = WorkPackage.everything.filter(plan=poor).values_list("name", "month")
    then = dict(WorkPackage.everything.filter(plan=rich).values_list("name", "month"))
    other = [name for name, month in names if then[name] != month]
    assert other
    assert page.count('<th scope="row">') == 9 + len(other)


@pytest.mark.parametrize("text", ["budget=much", "crews=+10%", "  "])
def test_a_change_that_is_not_understood_is_refused_beside_its_field(
    world, analyst, programme, rows, client_of, text
):
    plan = planned(analyst, world)
    answer = client_of(Role.ANALYST).post(f"/plans/{plan.pk}/what-if/", {"what_if": text})
    assert answer.status_code == 400
    assert WorkPlan.everything.count() == 1


def test_a_program_asks_for_a_plan_reads_it_and_adopts_it_as_people_do(world, person_with, programme, rows):
    analyst = Program(secret_of(person_with(Role.ANALYST), world.home, Permission.ASSESS))
    asked = analyst.ask("POST", "/plans", {"moves": 50})
    assert (asked.status_code, asked.json()["state"], asked.json()["moves"]) == (202, "waiting", 50)
    plan = made(WorkPlan.everything.get(pk=asked.json()["id"]))
    approver = Program(secret_of(person_with(Role.APPROVER), world.home))
    read = approver.ask("GET", f"/plans/{plan.pk}")
    told = read.json()
    assert (told["state"], told["prices"], told["programme"]) == ("ready", 1, 1)
    assert [told["value"], told["bound"]] == [plan.value, plan.bound]
    packages = approver.ask("GET", f"/plans/{plan.pk}/packages").json()["items"]
    assert {one["name"] for one in packages} == {str(row.asset_id) for row in rows}
    assert approver.ask("GET", f"/plans/{plan.pk}/document").json() == document_of(plan)
    beside = analyst.ask("POST", "/plans", {"base": plan.pk, "what_if": "crews=+1"})
    assert (beside.status_code, beside.json()["base"]) == (202, plan.pk)
    assert analyst.ask("POST", "/plans", {"base": plan.pk, "what_if": "?"}).status_code == 422
    assert analyst.ask("POST", f"/plans/{plan.pk}/adopt", if_match=read["ETag"]).status_code == 403
    adopted = approver.ask("POST", f"/plans/{plan.pk}/adopt", if_match=read["ETag"])
    assert (adopted.status_code, adopted.json()["state"]) == (202, "adopting")
    assert approver.ask("POST", f"/plans/{plan.pk}/adopt", if_match=read["ETag"]).status_code == 412
