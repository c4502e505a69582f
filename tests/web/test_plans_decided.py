"""Does what is funded keep its month wherever that lies, and does the plan that is adopted last hold alone?"""

from datetime import date

import pytest

from phaseout.web.estate.models import Site
from phaseout.web.frame.access import Role
from phaseout.web.frame.models import Event
from phaseout.web.plans import services
from phaseout.web.plans.models import State, WorkPackage, WorkPlan
from phaseout.web.plans.queries.document import document_of
from phaseout.web.plans.queries.wanted import preview
from phaseout.web.replacement import services as replacing
from phaseout.web.replacement.models import Replacement, Step
from phaseout.web.replacement.vocabulary import State as Way
from web.furnishing.findings import answer_of, asset_in, recorded
from web.furnishing.plans import LINES, made, programme_of
from web.furnishing.replacement import moved, now

pytestmark = pytest.mark.django_db
RICH = 9000


@pytest.fixture
def analyst(access_with):
    return access_with(Role.ANALYST)


@pytest.fixture
def approver(access_with):
    return access_with(Role.APPROVER)


@pytest.fixture
def rows(world, analyst) -> list[Replacement]:
    """Three cameras that must go, triaged, with prices and a programme from January 2027."""
    site = Site(organisation=world.home, ref="hall", name_en="Hall")
    site.save()
    services.write_prices(analyst, world.home, 0, currency="CAD", lines=LINES)
    services.write_programme(analyst, world.home, 0, programme_of(amount=RICH))
    assets = [asset_in(world.home, f"camera {n}", site, kind="camera") for n in range(3)]
    for asset in assets:
        recorded(asset, answer_of("applies-from", on="2027-06-01"), by=analyst.person)
    replacing.start(analyst, [asset.pk for asset in assets])
    return [moved(analyst, row, Way.TRIAGED) for row in Replacement.everything.order_by("pk")]


def planned(access, world, **more) -> WorkPlan:
    plan = made(services.ask_for_plan(access, world.home, **more))
    assert plan.state == State.READY, plan.said
    return plan


def said(access, row: Replacement, month: date, visit: date | None = None) -> Replacement:
    told = {
        "package": "P1",
        "month": month,
        "funding": "F1",
        "visit": visit,
        "blocker": "",
        "blocker_note": "",
    }
    replacing.plan(access, now(row), now(row).version, **told)
    return now(row)


def funded(access, row: Replacement, month: date) -> Replacement:
    said(access, row, month)
    moved(access, now(row), Way.PLANNED)
    return moved(access, now(row), Way.FUNDED)


@pytest.mark.parametrize(
    ("month", "money"),
    [(date(2026, 12, 1), {"2026": 1000.0}), (date(2026, 2, 1), {}), (date(2029, 5, 1), {})],
)
def test_what_is_decided_for_a_month_outside_is_not_planned_again_and_its_money_counts_in_its_year(
    world, analyst, rows, client_of, month, money
):
    row = funded(analyst, rows[0], month)
    plan = planned(analyst, world)
    assert not WorkPackage.everything.filter(plan=plan, name=str(row.asset_id)).exists()
    label = row.asset.label
    told = {"count": 1, "money": money,
            "things": [{"id": str(row.asset_id), "label": label, "month": f"{month:%Y-%m}"}]}  # fmt: skip
    assert document_of(plan)["decided"] == plan.head["decided"] == told
    page = client_of(Role.READER).get(f"/plans/{plan.pk}/").content.decode()
    assert "1 asset is decided already" in page
    assert f'<a href="/assets/{row.asset_id}/">{label}</a>' in page


def test_money_of_what_is_decided_is_taken_from_its_year(world, analyst, rows):
    services.write_programme(analyst, world.home, 1, programme_of(amount=2000))
    both = planned(analyst, world)
    funded(analyst, rows[0], date(2026, 12, 1))
    funded(analyst, rows[1], date(2026, 11, 1))
    one = planned(analyst, world)
    in_2026 = sum(part["spent"] for part in both.head["course"][:3])
    assert in_2026 > 0
    assert sum(part["spent"] for part in one.head["course"][:3]) == 0
    assert one.head["decided"]["money"] == {"2026": 2000.0}


def test_a_cell_or_a_pin_of_what_is_decided_does_not_keep_the_rest_from_being_planned(world, analyst, rows):
    row = funded(analyst, rows[0], date(2026, 12, 1))
    name, other = row.asset_id, rows[1].asset_id
    more = (
        f'[[cell]]\nrecorder = "{name}"\ncameras = ["{other}"]\n[[pin]]\npackage = "{name}"\nmonth = "2027-05"\n'
        f'[[before]]\nfirst = "{name}"\nthen = "{other}"\n'
    )
    services.write_programme(analyst, world.home, 1, programme_of(amount=RICH, more=more))
    plan = planned(analyst, world)
    assert set(WorkPackage.everything.filter(plan=plan).values_list("name", flat=True)) == {
        str(one.asset_id) for one in rows[1:]
    }


def test_where_all_is_decided_elsewhere_the_plan_says_so(world, analyst, rows):
    for row in rows:
        funded(analyst, row, date(2026, 12, 1))
    plan = made(services.ask_for_plan(analyst, world.home))
    assert plan.state == State.FAILED
    assert "all that must go is decided for months outside the programme" in plan.said["en"]
    assert "hors du programme" in plan.said["fr"]


@pytest.fixture
def adopted(world, analyst, approver, django_capture_on_commit_callbacks):
    def adopt(plan: WorkPlan) -> WorkPlan:
        with django_capture_on_commit_callbacks(execute=True):
            assert services.ask_to_adopt(approver, plan, plan.version)
        plan.refresh_from_db()
        assert plan.state == State.ADOPTED
        return plan

    return adopt


def test_the_plan_adopted_last_takes_back_what_an_earlier_one_gave_and_it_does_not_do(
    world, analyst, rows, adopted, client_of, noon
):
    rich = planned(analyst, world)
    assert rich.not_done == 0
    adopted(rich)
    services.write_programme(analyst, world.home, 1, programme_of(amount=1000))
    poor = planned(analyst, world)
    left = WorkPackage.everything.get(plan=poor, month=None)
    (asset,) = left.assets
    row = Replacement.everything.get(asset=asset)
    Replacement.everything.filter(pk=row.pk).update(visit=row.month.replace(day=10))
    assert row.state == Way.PLANNED
    noon.move_to("2026-11-28T12:00:00Z")
    told = preview(poor)
    assert (told.taken_back, told.not_done, told.days) == (1, 0, 1)
    adopted(poor)
    row = now(row)
    assert (row.package, row.month, row.visit, row.state) == ("", None, None, Way.TRIAGED)
    step = Step.everything.filter(replacement=row).order_by("-pk").first()
    assert (step.before, step.after, step.reason) == (Way.PLANNED, Way.TRIAGED, f"Plan {poor.pk}")
    done = WorkPackage.everything.filter(plan=poor, month__isnull=False)
    months = {pk: (one.name, one.month) for one in done for pk in one.assets}
    given = {one.asset_id: (one.package, one.month) for one in Replacement.everything.exclude(month=None)}
    assert given == months
    for address in ("/plans/", f"/plans/{rich.pk}/"):
        assert f"replaced by plan {poor.pk}" in client_of(Role.READER).get(address).content.decode()
    assert f"replaced by plan {rich.pk}" not in client_of(Role.READER).get("/plans/").content.decode()


def test_what_was_funded_or_written_by_people_since_is_not_taken_back(world, analyst, rows, adopted):
    rich = planned(analyst, world)
    adopted(rich)
    services.write_programme(analyst, world.home, 1, programme_of(amount=0))
    none = planned(analyst, world)
    first, second, third = (now(row) for row in rows)
    told = {"funding": "F", "visit": None, "blocker": "", "blocker_note": ""}
    replacing.plan(analyst, first, first.version, package=first.package, month=first.month, **told)
    moved(analyst, now(first), Way.FUNDED)
    replacing.plan(analyst, second, second.version, package="ours", month=date(2027, 9, 1), **told)
    adopted(none)
    assert (now(first).month, now(second).package) == (first.month, "ours")
    assert (now(third).package, now(third).month) == ("", None)


def test_a_day_of_the_work_in_another_month_is_taken_away_and_noted(world, analyst, rows, adopted):
    plan = planned(analyst, world)
    months = {package.assets[0]: package.month for package in WorkPackage.everything.filter(plan=plan)}
    first, second = rows[0], rows[1]
    stays = months[second.asset_id].replace(day=9)
    said(analyst, first, date(2028, 9, 1), visit=date(2028, 9, 10))
    said(analyst, second, date(2028, 9, 1), visit=stays)
    assert preview(plan).days == 1
    adopted(plan)
    assert (now(first).visit, now(second).visit) == (None, stays)
    noted = (
        Event.everything.filter(what="replacement-planned", about=str(first.asset)).order_by("-pk").first()
    )
    assert (noted.before["visit"], noted.after["visit"]) == ("2028-09-10", "")
