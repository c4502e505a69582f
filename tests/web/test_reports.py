"""Does each report say what is there, of what its maker may read, and is it kept as it was made?"""

import hashlib
import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from phaseout.web.estate.models import Asset, Look, Organisation, Site
from phaseout.web.estate.services import add_branch
from phaseout.web.findings.models import Finding
from phaseout.web.frame.access import Access, Role
from phaseout.web.frame.resuming import put_back
from phaseout.web.people.models import Person
from phaseout.web.people.queries import access_of
from phaseout.web.replacement import services as replacing
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.vocabulary import Media, State
from phaseout.web.reports import bundle, files, services
from phaseout.web.reports.bundle import write_bundle
from phaseout.web.reports.document import Coded, Document, Figures, Key, Scan
from phaseout.web.reports.document_json import document_bytes, document_of
from phaseout.web.reports.keeping import bytes_of, document_in, is_as_made
from phaseout.web.reports.kinds import Kind
from phaseout.web.reports.models import Order, Report
from phaseout.web.reports.queries.tracked import days_there
from phaseout.web.surveys.holding import held
from web.conftest import NOON
from web.furnishing.findings import answer_of, asset_in, recorded
from web.furnishing.replacement import LISTED, closed, moved, now, picture, taken_in
from web.programs import Program, secret_of

TODAY, DAY = NOON.date(), timedelta(days=1)
WITHHELD = "withheld"


@pytest.fixture
def analyst(access_with) -> Access:
    return access_with(Role.ANALYST)


@pytest.fixture
def sites(world) -> list[Site]:
    made = [Site(organisation=world.home, ref=ref, name_en=name, name_fr=french)
            for ref, name, french in (("hq", "Headquarters", "Siège"), ("depot", "Depot", "Dépôt"))]  # fmt: skip
    for one in made:
        one.save()
    Look(site=made[0], way="walk", on=TODAY, by=Person.objects.create(email="l@example.org", name="L")).save()
    return made


def in_programme(access: Access, site: Site | None, label: str, kind: str = "camera") -> Replacement:
    organisation = site.organisation if site else Organisation.everything.get(name_en="Example Department")
    asset = asset_in(organisation, label, site, maker="hikvision", kind=kind)
    Asset.everything.filter(pk=asset.pk).update(last_seen=NOON - 30 * DAY)
    return taken_in(access, asset)


def open_at(organisation: Organisation, site: Site, label: str, *, by: int, act: str = "use") -> Asset:
    """Put a thing somewhere of which an act waits for a fact."""
    asset = asset_in(organisation, label, site, kind="camera")
    recorded(asset, answer_of("undetermined", act=act, questions=["purpose"]), by=by)
    return asset


@pytest.fixture
def four(sites, analyst) -> list[Replacement]:
    """Return a recorder and a mitigated camera at one site, a removed and a planned camera at another."""
    hq, depot = sites
    rows = [
        in_programme(analyst, hq, "nvr", "recorder"), in_programme(analyst, hq, "cam-1"),
        in_programme(analyst, depot, "cam-2"), in_programme(analyst, depot, "cam-3"),
    ]  # fmt: skip
    Replacement.everything.all().update(started=NOON - 10 * DAY)
    moved(analyst, rows[1], State.TRIAGED)
    replacing.mitigate(
        analyst, rows[1], way="isolated", since=TODAY, review=TODAY + 5 * DAY, residual=5, note="Off"
    )
    moved(analyst, rows[1], State.MITIGATED)
    moved(analyst, rows[2], State.REMOVED, on=TODAY - DAY, who="A crew", reason="No camera")
    replacing.plan(analyst, now(rows[3]), now(rows[3]).version, package="P1", month=date(2027, 2, 1), funding="F1",
                   visit=None, blocker="weather", blocker_note="Ice")  # fmt: skip
    return [now(one) for one in rows]


def made(access: Access, kind: Kind, organisation: Organisation, sites: tuple[int, ...] = ()) -> Report:
    wanted = services.Wanted(
        kind=kind, organisation=organisation.pk, sites=sites, begin=date(2026, 11, 1), end=TODAY
    )
    return services.make_now(access, wanted)


def table(document: Document, id_: str) -> list[tuple]:
    """Return the rows of the tables of an id, with ids instead of coded values and English instead of words."""
    parts = [part for one in document.sections for part in one.parts if getattr(part, "id", "") == id_]
    assert parts, id_
    return [tuple(map(plain, row)) for part in parts for row in part.rows]


def plain(value):
    if isinstance(value, Coded):
        return value.id
    if isinstance(value, Key):
        return value.number
    first = getattr(value, "first", None)
    return getattr(value, "en", value) if first is None else first


def figures(document: Document) -> dict[str, object]:
    parts = [part for one in document.sections for part in one.parts if isinstance(part, Figures)]
    return {one.id: one.value for part in parts for one in part.rows}


def test_the_monthly_status_counts_assets_recorders_and_sites_apart_and_removed_is_not_closed(
    four, world, analyst
):
    document = document_in(made(analyst, Kind.MONTHLY, world.home))
    assert table(document, "states") == [
        ("in-scope", 2, 1, 2), ("mitigated", 1, 0, 1), ("removed", 1, 0, 1), ("All", 4, 1, 2),
    ]  # fmt: skip
    found = figures(document)
    assert (found["still-there"], found["let-off"], found["removed"], found["closed"]) == (3, 0, 1, 0)
    assert table(document, "blocked") == [("weather", 1)]
    assert [row[:2] + row[4:] for row in table(document, "mitigations")] == [
        (four[1].pk, "cam-1", TODAY + 5 * DAY)
    ]
    assert dict(table(document, "reached")) == {"in-scope": 4, "triaged": 1, "mitigated": 1, "removed": 1}


def test_coverage_is_told_apart_from_what_was_found_and_in_shares_of_sites(four, world, analyst):
    rows = table(document_in(made(analyst, Kind.MONTHLY, world.home)), "coverage")
    shares = {way: (number, share.part, share.whole) for way, _part, number, share in rows}
    assert shares["not-started"] == (1, 1, 2)
    assert shares["walk"] == (1, 1, 2)
    assert shares["verified"] == (0, 0, 2)


def test_what_changed_is_counted_from_the_report_before_of_the_same_sites(four, world, sites, analyst):
    before = made(analyst, Kind.MONTHLY, world.home)
    made(analyst, Kind.MONTHLY, world.home, (sites[0].pk,))
    closed(analyst, four[0], TODAY)
    document = document_in(made(analyst, Kind.MONTHLY, world.home))
    assert document.before is not None
    assert (document.before.id, document.before.sha256) == (before.pk, before.sha256)
    changes = {row[0]: row[4] for row in table(document, "states")}
    assert changes == {"in-scope": -1, "mitigated": 0, "removed": 0, "closed": 1, "All": 0}
    parts = [part for one in document.sections for part in one.parts if isinstance(part, Figures)]
    assert {one.id: one.was for part in parts for one in part.rows if part.id == "stages"} == {
        "still-there": 3,
        "let-off": 0,
        "removed": 1,
        "closed": 0,
    }


def test_exposure_days_end_with_the_removal_and_begin_with_the_programme(four, world, analyst):
    # Three of four stand there for all eleven days from the 17th to the 27th, one until the 25th.
    assert figures(document_in(made(analyst, Kind.MONTHLY, world.home)))["exposure"] == 3 * 11 + 9
    assert days_there(date(2026, 1, 5), None, (date(2026, 1, 1), date(2026, 1, 10))) == 6
    assert days_there(date(2025, 1, 5), date(2026, 1, 3), (date(2026, 1, 1), date(2026, 1, 10))) == 2
    assert days_there(date(2026, 1, 5), date(2026, 1, 5), (date(2026, 1, 1), date(2026, 1, 10))) == 0
    assert days_there(date(2026, 2, 1), None, (date(2026, 1, 1), date(2026, 1, 10))) == 0


def test_what_is_met_again_after_its_removal_was_there_all_along(four, world, analyst):
    Asset.everything.filter(pk=four[2].asset_id).update(last_seen=NOON)
    assert figures(document_in(made(analyst, Kind.MONTHLY, world.home)))["exposure"] == 4 * 11


def test_what_needs_not_go_after_all_counts_no_exposure(four, world, analyst):
    Finding.everything.filter(asset=four[0].asset_id).update(duty="risk-assess")
    Replacement.everything.filter(pk=four[0].pk).update(state=State.CLEARED)
    assert figures(document_in(made(analyst, Kind.MONTHLY, world.home)))["exposure"] == 2 * 11 + 9


def test_deadlines_are_those_of_measures_met_missed_and_to_come(sites, world, analyst):
    hq = sites[0]
    in_time, late, met = (in_programme(analyst, hq, one) for one in ("in time", "late", "met since"))
    coming = asset_in(world.home, "coming", hq, maker="hikvision")
    recorded(coming, answer_of("applies-from", on="2027-03-15"), by=analyst.person)
    assert len(replacing.start(analyst, [coming.pk])) == 1
    Asset.everything.filter(pk=in_time.asset_id).update(last_seen=NOON.replace(year=2022))
    for row, day in ((in_time, date(2023, 1, 1)), (late, TODAY), (met, date(2023, 1, 1))):
        moved(analyst, row, State.REMOVED, on=TODAY, who="A crew", reason="No camera")
        Replacement.everything.filter(pk=row.pk).update(removed_on=day)
    document = document_in(made(analyst, Kind.MONTHLY, world.home))
    counts = [row[1] for row in table(document, "deadlines")]
    assert counts == [1, 1, 0, 1, 1, 0], "what was met since is still there, and must be gone already"
    assert table(document, "to-come") == [(date(2027, 3, 1), 1)]


def test_a_report_of_one_site_tells_nothing_of_another(four, world, sites, analyst):
    for kind in (
        Kind.MONTHLY,
        Kind.PHASE_PLAN,
        Kind.WORK_SHEETS,
        Kind.EVIDENCE,
        Kind.DISPOSAL,
        Kind.EXECUTIVE,
    ):
        said = bytes_of(made(analyst, kind, world.home, (sites[0].pk,))).decode()
        assert "cam-2" not in said, kind
        assert "Depot" not in said, kind
    document = document_in(made(analyst, Kind.MONTHLY, world.home, (sites[0].pk,)))
    assert [row[0] for row in table(document, "states")] == ["in-scope", "mitigated", "All"]
    assert [one.name.fr for one in document.sites] == ["Siège"]


def test_the_phase_plan_has_what_is_still_there_by_month_package_and_site(four, world, analyst):
    document = document_in(made(analyst, Kind.PHASE_PLAN, world.home))
    assert figures(document) == {"planned": 1, "unplanned": 2}
    assert table(document, "months") == [(date(2027, 2, 1), 1)]
    assert table(document, "packages") == [
        (None, None, None, 1, 2, 1, 2),
        ("P1", date(2027, 2, 1), date(2027, 2, 1), 1, 1, 0, 0),
    ]
    assert [row[1:] for row in table(document, "sites")] == [
        (date(2027, 2, 1), date(2027, 2, 1), 1, 0, 0), (None, None, 2, 1, 2),
    ]  # fmt: skip
    assert table(document, "lines") == [
        (date(2027, 2, 1), "depot – Depot", "P1", "F1", 1, 0), (None, "hq – Headquarters", None, None, 2, 1),
    ]  # fmt: skip
    row = Replacement.everything.select_related("asset").get(package="P1")
    Replacement.everything.filter(pk=row.pk).update(
        package=str(row.asset_id)
    )  # as a plan that is adopted writes it
    by_number = document_in(made(analyst, Kind.PHASE_PLAN, world.home))
    assert table(by_number, "lines")[0][2] == f"{row.asset.label} ({row.asset_id})"


def test_a_work_sheet_of_each_site_says_what_to_do_and_leads_to_each_asset(
    four, world, sites, analyst, settings
):
    settings.PUBLIC_ADDRESS = "https://phaseout.example.org"
    open_at(world.home, sites[1], "who knows", by=analyst.person)
    open_at(world.home, sites[1], "of exports alone", by=analyst.person, act="export-to")
    must_go = asset_in(world.home, "must go by another", sites[1])
    recorded(must_go, answer_of(), answer_of("undetermined", act="procure"), by=analyst.person)
    document = document_in(made(analyst, Kind.WORK_SHEETS, world.home))
    assert [one.title.en for one in document.sections] == ["depot – Depot", "hq – Headquarters"]
    assert [one.is_on_new_page for one in document.sections] == [False, True]
    assert [row[2] for row in table(document, "to-do")] == ["cam-3", "nvr", "cam-1"]  # cam-2 is gone
    assert [row[1] for row in table(document, "to-look-at")] == ["who knows"]
    scans = [
        row[1]
        for one in document.sections
        for part in one.parts
        if getattr(part, "id", "") == "to-do"
        for row in part.rows
    ]
    assert scans[0] == Scan(address=f"https://phaseout.example.org/assets/{four[3].asset_id}/")


def test_the_disposal_register_says_what_awaits_sanitisation_since_when_and_in_whose_hands(
    four, world, analyst
):
    medium = replacing.list_medium(analyst, four[2], LISTED)
    replacing.hand_over(analyst, medium, giver="Ada", taker="Béa", when=TODAY, place="Safe", seal="S7")
    replacing.list_medium(analyst, four[0], {**LISTED, "serial": "WX2"})
    document = document_in(made(analyst, Kind.DISPOSAL, world.home))
    assert table(document, "awaiting") == [
        (medium.pk, "cam-2", "Depot", "disk", "WX1", TODAY - DAY, 1, "Béa", "Safe", "S7")
    ]
    assert [row[6] for row in table(document, "media")][:2] == ["WX1", "WX2"]
    assert [row[2:4] for row in table(document, "custody")] == [("Ada", "Béa")]
    assert table(document, "certificates") == []
    assert figures(document)["awaiting"] == 1


def test_what_is_removed_without_a_medium_is_named_with_the_reason(four, world, analyst):
    document = document_in(made(analyst, Kind.DISPOSAL, world.home))
    assert [row[5:] for row in table(document, "without")] == [("unknown", None)]
    assert (figures(document)["awaiting"], figures(document)["not-looked"]) == (0, 1)
    assert "must look first" in bytes_of(Report.everything.get()).decode()
    row = now(four[2])
    replacing.say_media(analyst, row, row.version, media=Media.NONE, reason="The slot is empty")
    document = document_in(made(analyst, Kind.DISPOSAL, world.home))
    assert [row[5:] for row in table(document, "without")] == [("none", "The slot is empty")]
    assert figures(document)["not-looked"] == 0


def test_public_figures_name_no_site_maker_or_person_and_withhold_small_counts(four, world, sites, analyst):
    for number in range(6):
        in_programme(analyst, sites[0], f"more {number}")
    row = made(analyst, Kind.PUBLIC, world.home)
    said, document = bytes_of(row).decode(), document_in(row)
    maker = Person.objects.get(pk=analyst.person).name
    for hidden in ("Depot", "Siège", "hikvision", "Hikvision", "cam-1", maker, "nvr"):
        assert hidden not in said, hidden
    assert document.made_by == ""
    rows = {row[0]: row[1:] for row in table(document, "classes")}
    assert rows["recorder"] == (WITHHELD, 0, 0, 0, WITHHELD)
    assert rows["camera"][2] == WITHHELD
    with pytest.raises(ValidationError):
        made(analyst, Kind.PUBLIC, world.home, (sites[0].pk,))


def test_the_executive_page_has_as_many_lines_however_long_the_programme_is(four, world, sites, analyst):
    for blocker in ("funding", "supply", "labour", "access", "lease", "clearance", "other"):
        row = in_programme(analyst, sites[0], blocker)
        Replacement.everything.filter(pk=row.pk).update(blocker=blocker)
    rows = table(document_in(made(analyst, Kind.EXECUTIVE, world.home)), "blocked")
    assert len(rows) == 5
    assert rows[-1] == ("all others", 4)


# What is kept


def test_a_report_is_kept_as_it_was_made_and_seen_when_it_is_not(four, world, analyst):
    row = made(analyst, Kind.MONTHLY, world.home)
    assert hashlib.sha256(bytes_of(row)).hexdigest() == row.sha256
    closed(analyst, four[0], TODAY)
    assert bytes_of(Report.everything.get(pk=row.pk)) == bytes_of(row)
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        Report.everything.filter(pk=row.pk).update(sha256="")
    assert is_as_made(row)
    row.sha256 = "0" * 64
    assert not is_as_made(row)


@pytest.mark.parametrize("kind", Kind)
def test_the_json_of_a_report_holds_all_of_it_and_its_definitions_in_both_languages(
    kind, four, world, analyst
):
    row = made(analyst, kind, world.home)
    kept = bytes_of(row)
    document = document_of(kept)
    assert document == document_in(row)
    assert document_bytes(document) == kept
    said = json.loads(kept)
    assert (said["schema"], said["schema_version"], said["register_edition"]) == (
        "phaseout.report",
        1,
        document.edition,
    )
    assert {one["id"] for one in said["definitions"]["rows"]} >= {"device", "removed", "closed"} - (
        {"removed", "closed"} if kind == Kind.PHASE_PLAN else set()
    )
    assert all(one["meaning"]["en"] != one["meaning"]["fr"] for one in said["definitions"]["rows"])


def test_a_report_of_many_is_made_in_the_background_and_asked_for_again(four, world, analyst, monkeypatch, client_of,
                                                                        django_capture_on_commit_callbacks):  # fmt: skip
    monkeypatch.setattr(services, "AT_ONCE", 3)
    with django_capture_on_commit_callbacks() as waiting:
        order = services.order(
            analyst, services.Wanted(kind=Kind.MONTHLY, organisation=world.home.pk, begin=TODAY, end=TODAY)
        )
    assert len(waiting) == 1
    assert not Report.everything.exists()
    page = client_of(Role.ANALYST).get(reverse("reports")).content.decode()
    assert "Ask again" in page
    assert "UTC: waiting" in " ".join(page.split())
    services.make_ordered(order.pk)
    services.make_ordered(order.pk)
    assert Report.everything.count() == 1


def test_why_a_report_could_not_be_made_is_said_until_it_is_asked_for_again(
    four, world, analyst, monkeypatch, client_of
):
    monkeypatch.setattr(services, "AT_ONCE", 3)
    wanted = services.Wanted(kind=Kind.MONTHLY, organisation=world.home.pk, begin=TODAY, end=TODAY)
    order = services.order(analyst, wanted)
    with monkeypatch.context() as broken:
        broken.setattr(services, "made", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            services.make_ordered(order.pk)
    assert (
        "could not be made. ZeroDivisionError: division by zero"
        in client_of(Role.ANALYST).get(reverse("reports")).content.decode()
    )
    services.again(analyst, order)
    assert (Order.everything.get().state, Order.everything.get().why) == ("waiting", "")
    services.make_ordered(order.pk)
    assert Order.everything.get().state == "made"


def test_a_report_whose_worker_died_is_made_by_the_next_and_one_at_work_is_left(
    four, world, analyst, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(services, "AT_ONCE", 3)
    wanted = services.Wanted(kind=Kind.MONTHLY, organisation=world.home.pk, begin=TODAY, end=TODAY)
    order = services.order(analyst, wanted)  # the job itself is lost with its worker
    Order.everything.update(begun=timezone.now())
    with held(order.pk, services.SORT), django_capture_on_commit_callbacks(execute=True):
        assert services.resume_left_behind() == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert put_back() == 1
    assert Report.everything.get().order_id == order.pk
    assert put_back() == 0


def test_a_program_follows_a_report_of_many_from_the_order_to_what_was_made(
    four, world, person_with, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(services, "AT_ONCE", 3)
    program = Program(secret_of(person_with(Role.ANALYST), world.home))
    ordered = program.ask("POST", "/reports", {"kind": "monthly-status", "organisation": world.home.pk})
    pk = ordered.json()["order"]
    assert (ordered.status_code, ordered["Location"]) == (201, f"/api/v1/reports/orders/{pk}")
    order = program.get(ordered["Location"]).json()
    assert {name: order[name] for name in ("id", "kind", "state", "error", "report", "begun", "sites")} == {
        "id": pk, "kind": "monthly-status", "state": "waiting", "error": "", "report": None, "begun": None,
        "sites": [],
    }  # fmt: skip
    with monkeypatch.context() as broken:
        broken.setattr(services, "made", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            services.make_ordered(pk)
    (failed,) = program.ask("GET", "/reports/orders").json()["items"]
    assert (failed["state"], failed["error"]) == ("failed", "ZeroDivisionError: division by zero")
    assert failed["begun"]
    with django_capture_on_commit_callbacks() as asked:
        again = program.ask("POST", f"/reports/orders/{pk}/again")
    assert (again.status_code, again.json()["state"], len(asked)) == (202, "waiting", 1)
    services.make_ordered(pk)
    told = program.ask("GET", f"/reports/orders/{pk}").json()
    assert (told["state"], told["report"]) == ("made", Report.everything.get().pk)
    assert program.ask("GET", f"/reports/{told['report']}").status_code == 200
    assert program.ask("POST", f"/reports/orders/{pk}/again").status_code == 409


def test_an_order_is_known_to_who_may_read_what_it_is_of(four, world, person_with, analyst):
    days = {"begin": TODAY, "end": TODAY, "by_id": analyst.person}
    for kind in (Kind.MONTHLY, Kind.EVIDENCE):
        Order(organisation=world.home, kind=kind, **days).save()
    reader = Program(secret_of(person_with(Role.READER), world.home))
    (seen,) = reader.ask("GET", "/reports/orders").json()["items"]
    assert seen["kind"] == "monthly-status"
    assert reader.ask("POST", f"/reports/orders/{seen['id']}/again").status_code == 403
    stranger = Program(secret_of(person_with(Role.ANALYST, at=world.foreign), world.foreign))
    assert stranger.ask("GET", "/reports/orders").json()["items"] == []
    for method, address in (("GET", ""), ("POST", "/again")):
        assert stranger.ask(method, f"/reports/orders/{seen['id']}{address}").status_code == 404


def test_a_report_in_the_background_is_of_what_its_orderer_may_still_read(
    four, world, person_with, monkeypatch
):
    monkeypatch.setattr(services, "AT_ONCE", 3)
    person = person_with(Role.ANALYST)
    order = services.order(
        access_of(person),
        services.Wanted(kind=Kind.MONTHLY, organisation=world.home.pk, begin=TODAY, end=TODAY),
    )
    person.grants.all().delete()
    services.make_ordered(order.pk)
    assert not Report.everything.exists()
    failed = Order.everything.get()
    assert (failed.state, failed.said) == (
        "failed",
        {
            "en": "Whoever asked for it may not read all of it any more.",
            "fr": "Qui l’a demandé n’a plus le droit de tout y lire.",
        },
    )


# Who may


def test_nobody_makes_a_report_of_another_organisation_or_of_its_sites(four, world, sites, access_with):
    stranger = access_with(Role.ANALYST, at=world.foreign)
    with pytest.raises(PermissionDenied):
        made(stranger, Kind.MONTHLY, world.home)
    with pytest.raises(ValidationError):
        made(stranger, Kind.MONTHLY, world.foreign, (sites[0].pk,))
    with pytest.raises(PermissionDenied):
        made(access_with(Role.READER), Kind.MONTHLY, world.home)
    assert not Report.everything.exists()


def test_a_report_of_a_branch_is_of_the_branch_alone_and_one_above_counts_it(
    four, world, analyst, access_with
):
    branch = add_branch(
        access_with(Role.ADMINISTRATOR), world.home, name_en="Branch", name_fr="Direction", roles=[]
    )
    chief = access_with(Role.ANALYST)
    site = Site(organisation=branch, ref="far", name_en="Far away")
    site.save()
    in_programme(chief, site, "cam-far")
    assert table(document_in(made(chief, Kind.MONTHLY, branch)), "states")[-1] == ("All", 1, 0, 1)
    whole = document_in(made(chief, Kind.MONTHLY, world.home))
    assert whole.branches == 1
    assert table(whole, "states")[-1] == ("All", 5, 1, 3)


def test_somebody_makes_a_report_by_the_form_and_finds_it_in_the_list(four, world, client_of):
    client = client_of(Role.TECHNICIAN)
    asked = {
        "kind": "monthly-status",
        "organisation": world.home.pk,
        "sites": "HQ, depot",
        "begin": "",
        "end": "",
    }
    page = client.post(reverse("report-new"), asked, follow=True).content.decode()
    row = Report.everything.get()
    assert row.places
    assert "Where the programme stands" in page
    assert row.sha256 in page
    assert reverse("report", args=[row.pk]) in client.get(reverse("reports")).content.decode()
    wrong = client.post(reverse("report-new"), {**asked, "sites": "hq, nowhere", "end": "2027-01-01"})
    assert wrong.status_code == 400
    assert "There is no site with the reference nowhere there." in wrong.content.decode()
    assert "The day must not lie ahead." in wrong.content.decode()


def test_a_program_makes_reads_and_takes_a_report(four, world, person_with):
    program = Program(secret_of(person_with(Role.ANALYST), world.home))
    answer = program.ask("POST", "/reports", {"kind": "executive", "organisation": world.home.pk})
    assert answer["Location"] == f"/api/v1/reports/{answer.json()['report']}"
    assert answer.status_code == 201, answer.content
    pk = answer.json()["report"]
    shown = program.ask("GET", f"/reports/{pk}").json()
    assert shown["document"]["kind"] == "executive"
    assert [one["id"] for one in program.ask("GET", "/reports").json()["items"]] == [pk]
    assert hashlib.sha256(program.ask("GET", f"/reports/{pk}/file").content).hexdigest() == shown["sha256"]
    assert program.ask("GET", f"/reports/{pk}/file?format=html&language=fr").content.startswith(
        b"<!DOCTYPE html>"
    )
    for query, field, expected in (
        ("format=zip", "format", "json, pdf, html, xlsx"),
        ("format=bogus", "format", "json, pdf, html, xlsx"),
        ("language=de", "language", "en, fr"),
    ):
        refused = program.ask("GET", f"/reports/{pk}/file?{query}")
        assert (refused.status_code, refused.json()["errors"]) == (
            422, [{"field": field, "detail": f"One of {expected}."}],
        )  # fmt: skip
    written = program.ask("GET", f"/reports/{pk}/file")
    assert written["ETag"] == f'"{shown["sha256"]}"'
    again = program.ask("GET", f"/reports/{pk}/file", if_none_match=written["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert "ETag" not in program.ask("GET", f"/reports/{pk}/file?format=html")


def test_a_report_is_made_by_command_as_somebody_with_what_they_may(four, world, person_with, tmp_path):
    person = person_with(Role.ANALYST)
    file = tmp_path / "report.html"
    told = io.StringIO()
    call_command("report", "monthly-status", str(file), "--as", person.email, "--organisation", str(world.home.pk),
                 "--format", "html", "--language", "fr", stdout=told)  # fmt: skip
    assert "Où en est le programme" in file.read_text("utf-8")
    assert Report.everything.get().sha256 in told.getvalue()
    with pytest.raises(CommandError):
        call_command("report", "monthly-status", str(file), "--as", person.email,
                     "--organisation", str(world.foreign.pk))  # fmt: skip


# The archive


def test_the_archive_has_every_file_with_its_digest_and_is_the_same_bytes_each_time(four, world, analyst):
    from phaseout.web.findings.files import accepted

    moved(analyst, four[0], State.REMOVED, on=TODAY, who="A crew", photos=[accepted(picture())])
    row = made(analyst, Kind.EVIDENCE, world.home)
    document = document_in(row)
    first, second = io.BytesIO(), io.BytesIO()
    write_bundle(document, analyst, first)
    write_bundle(document, analyst, second)
    assert first.getvalue() == second.getvalue()
    with zipfile.ZipFile(first) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(contents["manifest.json"])
    assert manifest["missing"] == []
    listed = {one["name"]: one["sha256"] for one in manifest["members"]}
    assert set(contents) == {*listed, "manifest.json", "SHA256SUMS"}
    assert {name: hashlib.sha256(contents[name]).hexdigest() for name in listed} == listed
    lines = dict(reversed(line.split("  ")) for line in contents["SHA256SUMS"].decode().splitlines())
    assert lines == {**listed, "manifest.json": hashlib.sha256(contents["manifest.json"]).hexdigest()}
    assert contents["document.json"] == bytes_of(row)
    (file,) = document.files
    assert f"files/{file.sha256}.jpg" in contents
    history = json.loads(contents[f"history/replacement-{four[0].pk}.json"])
    steps = next(one for one in history["tables"] if one["table"] == "steps")
    assert [line[4]["id"] for line in steps["rows"]] == ["in-scope", "removed"]
    assert document_of(contents["disposal.json"]).kind == "disposal"


def test_a_file_that_somebody_else_may_not_read_is_named_as_missing(four, world, analyst, access_with):
    from phaseout.web.findings.files import accepted

    moved(analyst, four[0], State.REMOVED, on=TODAY, who="A crew", photos=[accepted(picture())])
    document = document_in(made(analyst, Kind.EVIDENCE, world.home))
    written = io.BytesIO()
    write_bundle(document, access_with(Role.ANALYST, at=world.foreign), written)
    with zipfile.ZipFile(written) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert not [name for name in archive.namelist() if name.startswith("files/")]
    assert [one["sha256"] for one in manifest["missing"]] == [one.sha256 for one in document.files]


def test_orders_that_wait_are_seen_where_they_belong_alone(four, world, client_of, analyst):
    Order(organisation=world.home, kind=Kind.MONTHLY, begin=TODAY, end=TODAY, by_id=analyst.person).save()
    order = Order.everything.get()
    stranger = client_of(Role.ANALYST, at=world.foreign)
    assert "Ask again" not in stranger.get(reverse("reports")).content.decode()
    assert stranger.post(reverse("report-again", args=[order.pk])).status_code == 404


@pytest.mark.parametrize("kind", Kind)
def test_a_report_of_many_asks_the_database_no_more_often_than_one_of_few(kind, four, world, sites, analyst):
    def asked() -> int:
        with CaptureQueriesContext(connection) as taken:
            made(analyst, kind, world.home)
        return len(taken)

    def more(names: str) -> None:
        for name in names:
            row = in_programme(analyst, sites[0], f"more {name}")
            replacing.list_medium(analyst, row, {**LISTED, "serial": name})
            moved(analyst, row, State.REMOVED, on=TODAY, who="A crew", reason="No camera")
            open_at(world.home, sites[1], f"to look at {name}", by=analyst.person)
            in_programme(analyst, sites[1], f"there {name}")

    more("ab")
    asked()
    few = asked()
    more("cdefghijk")
    # The leaf that a ledger gets of each reads one hash more or less, by its place in the tree.
    assert abs(asked() - few) <= 1


def gathered(access: Access, document: Document) -> list[tuple[str, bytes]]:
    """What an app above adds, as the config of one would name it."""
    return [("further/about.txt", f"{document.kind} for {access.person}".encode())]


def test_what_an_app_above_adds_stands_in_the_archive_and_its_manifest(four, world, analyst, monkeypatch):
    monkeypatch.setattr(bundle, "gatherings", lambda: (gathered,))
    written = io.BytesIO()
    write_bundle(document_in(made(analyst, Kind.EVIDENCE, world.home)), analyst, written)
    with zipfile.ZipFile(written) as archive:
        assert archive.read("further/about.txt") == f"evidence for {analyst.person}".encode()
        listed = [one["name"] for one in json.loads(archive.read("manifest.json"))["members"]]
    assert "further/about.txt" in listed


def test_an_app_says_by_its_config_what_it_adds(monkeypatch):
    config = apps.get_app_config("reports")
    monkeypatch.setattr(config, "evidence", f"{gathered.__module__}.gathered", raising=False)
    known = {f"{gathered.__module__}.gathered": gathered}
    monkeypatch.setattr(bundle, "import_string", lambda name: known.get(name, name))
    bundle.gatherings.cache_clear()
    assert bundle.gatherings() == (gathered, "phaseout.web.ledger.evidence.members")
    monkeypatch.undo()
    bundle.gatherings.cache_clear()
    assert [one.__module__ for one in bundle.gatherings()] == ["phaseout.web.ledger.evidence"]


def test_a_report_that_somebody_changed_in_the_database_says_so_on_its_page(four, world, analyst, client_of):
    row = made(analyst, Kind.MONTHLY, world.home)
    client = client_of(Role.READER)
    address = reverse("report", args=[row.pk])
    said = "does not have the digest that was noted"
    assert said not in client.get(address).content.decode()
    QuerySet(Report).filter(pk=row.pk).update(sha256="0" * 64)
    assert said in client.get(address).content.decode()


def test_a_pdf_that_is_too_long_is_refused_with_another_way(four, world, analyst, client_of, monkeypatch):
    monkeypatch.setattr(files, "MOST_ROWS", 3)
    row = made(analyst, Kind.MONTHLY, world.home)
    answer = client_of(Role.READER).get(reverse("report-file", args=[row.pk]), {"format": "pdf"})
    assert answer.status_code == 422
    assert "format=xlsx" in answer.content.decode()
    assert reverse("report-new") in answer.content.decode()
    assert "narrow the filter" not in answer.content.decode()


def test_work_sheets_with_much_to_look_at_are_made_in_the_background_too(
    four, world, sites, analyst, monkeypatch
):
    monkeypatch.setattr(services, "AT_ONCE", 4)
    open_at(world.home, sites[1], "who knows", by=analyst.person)
    days = {"organisation": world.home.pk, "begin": TODAY, "end": TODAY}
    services.order(analyst, services.Wanted(kind=Kind.WORK_SHEETS, **days))
    assert not Report.everything.exists()
    services.order(analyst, services.Wanted(kind=Kind.MONTHLY, **days))
    assert Report.everything.get().kind == Kind.MONTHLY


def test_evidence_which_names_everybody_is_not_for_who_only_reads(four, world, analyst, client_of):
    row = made(analyst, Kind.EVIDENCE, world.home)
    assert client_of(Role.READER).get(f"/reports/{row.pk}/").status_code == 404
    assert client_of(Role.READER).get(f"/reports/{row.pk}/file/?format=zip").status_code == 404
    assert client_of(Role.AUDITOR).get(f"/reports/{row.pk}/").status_code == 200


def test_the_archive_says_of_a_file_that_somebody_altered_that_it_is_not_what_was_given(four, world, analyst):
    from phaseout.web.findings.files import accepted
    from phaseout.web.replacement.models import Photo

    moved(analyst, four[0], State.REMOVED, on=TODAY, who="A crew", photos=[accepted(picture())])
    document = document_in(made(analyst, Kind.EVIDENCE, world.home))
    kept = Photo.everything.get()
    default_storage.delete(kept.stored)
    default_storage.save(kept.stored, ContentFile(b"another picture"))
    written = io.BytesIO()
    write_bundle(document, analyst, written)
    with zipfile.ZipFile(written) as archive:
        names, manifest = archive.namelist(), json.loads(archive.read("manifest.json"))
    assert not [name for name in names if name.startswith("files/")]
    assert [(one["sha256"], one["is_altered"]) for one in manifest["missing"]] == [(kept.sha256, True)]
