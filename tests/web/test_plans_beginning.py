"""How does somebody begin, who has no programme, names what is not there, or plans what lies in branches?"""

from dataclasses import replace
from datetime import date

import pytest

from phaseout.web.estate.models import Organisation, Site
from phaseout.web.frame.access import Permission, Role
from phaseout.web.plans import services
from phaseout.web.plans.making import checked
from phaseout.web.plans.models import ProgrammeVersion, State, WorkPackage, WorkPlan
from phaseout.web.plans.queries.first import first_programme
from phaseout.web.plans.queries.strangers import strangers_of
from phaseout.web.replacement import services as replacing
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.vocabulary import State as Way
from web.furnishing.findings import answer_of, asset_in, recorded
from web.furnishing.plans import LINES, made, programme_of
from web.furnishing.replacement import moved, now
from web.programs import Program, secret_of

pytestmark = pytest.mark.django_db
HUGE = "9" * 400


@pytest.fixture
def analyst(access_with):
    return access_with(Role.ANALYST)


@pytest.fixture
def at(world) -> str:
    return f"/organisations/{world.home.pk}"


def camera_of(analyst, organisation: Organisation, label: str, kind: str = "camera") -> Replacement:
    """Return the replacement of a camera that must go, triaged."""
    site, _ = Site.everything.get_or_create(
        organisation=organisation, ref="hall", defaults={"name_en": "Hall"}
    )
    asset = asset_in(organisation, label, site, kind=kind)
    recorded(asset, answer_of("applies-from", on="2027-06-01"), by=analyst.person)
    replacing.start(analyst, [asset.pk])
    return moved(analyst, Replacement.everything.get(asset=asset), Way.TRIAGED)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_first_programme_begins_with_an_example_that_can_be_planned_with(
    world, at, analyst, client_of, language
):
    camera_of(analyst, world.home, "cam")
    camera_of(analyst, world.home, "box", kind="encoder")
    client = client_of(Role.ANALYST)
    page = client.get(f"{at}/programme/write/", headers={"accept-language": language})
    text = page.context["form"]["text"].value()
    assert text.startswith("# Un exemple" if language == "fr" else "# An example")
    assert page.context["form"].fields["text"].required is not False
    assert "docs/plan.md" in page.content.decode()
    assert client.post(f"{at}/programme/write/", {"version": 0, "text": text}).status_code == 302
    plan = made(services.ask_for_plan(analyst, world.home))
    assert (plan.state, plan.things, plan.not_done) == (State.READY, 2, 0), plan.said


@pytest.mark.parametrize("today", [date(2026, 3, 31), date(2026, 12, 31), date(2027, 1, 1)])
def test_the_example_has_money_for_every_fiscal_year_of_its_months(world, today):
    programme, faults = checked(first_programme(world.home.pk, today))
    assert not faults
    assert programme.months[0] > today
    assert all(programme.budgets)


def test_what_a_programme_names_that_is_not_there_is_said_and_not_refused(world, at, analyst, client_of):
    row = camera_of(analyst, world.home, "cam")
    number = row.asset_id
    more = (
        '[[site]]\nid = "NOPE"\n[[site]]\nid = "hall"\n[[pin]]\npackage = "999999"\nmonth = "2027-05"\n'
        f'[[pin]]\npackage = "{number}/2"\nmonth = "2027-05"\n[[before]]\nfirst = "{number}"\nthen = "nobody"\n'
        '[[way]]\nid = "remove"\nsites = ["gone"]\nhours = 1\ncost = 1\n'
    )
    client = client_of(Role.ANALYST)
    given = {"version": 0, "text": programme_of(more=more)}
    page = client.post(f"{at}/programme/write/", given, follow=True).content.decode()
    for name in ("NOPE", "gone", "999999", "nobody"):
        assert f"“{name}”" in page
    assert "“hall”" not in page
    assert f"“{number}/2”" not in page
    found = strangers_of(ProgrammeVersion.everything.get())
    assert (found.sites, found.packages) == (("NOPE", "gone"), ("999999", "nobody"))


def test_what_is_gone_is_named_too_and_a_program_reads_the_same(world, analyst, person_with):
    row = camera_of(analyst, world.home, "cam")
    text = programme_of(more=f'[[pin]]\npackage = "{row.asset_id}"\nmonth = "2027-05"\n')
    services.write_programme(analyst, world.home, 0, text)
    program = Program(secret_of(person_with(Role.ANALYST), world.home, Permission.READ, Permission.ASSESS))
    address = f"/organisations/{world.home.pk}/programme"
    assert program.ask("GET", address).json()["unknown_packages"] == []
    moved(analyst, now(row), Way.REMOVED, on=date(2026, 11, 27), who="Crew", reason="no camera at hand")
    told = program.ask("GET", address).json()
    assert (told["unknown_sites"], told["unknown_packages"]) == ([], [str(row.asset_id)])


def test_where_what_must_go_lies_in_branches_the_plan_says_so_and_offers_them(world, analyst, client_of):
    branch = Organisation(pk=7, name_en="Branch of the North", parent=world.home, path=f"{world.home.path}7/")
    branch.save()
    services.write_programme(analyst, world.home, 0, programme_of())
    none = made(services.ask_for_plan(analyst, world.home))
    assert "nothing that must go is in the programme" in none.said["en"]
    within = client_of(Role.ANALYST)
    access = analyst_below(analyst, branch)
    camera_of(access, branch, "cam")
    plan = made(services.ask_for_plan(analyst, world.home))
    assert plan.state == State.FAILED
    assert "Branch of the North (1)" in plan.said["en"]
    assert "au-dessous d’elle" in plan.said["fr"]
    page = within.get(f"/plans/{plan.pk}/").content.decode()
    assert f'href="/plans/new/?organisation={branch.pk}"' in page
    form = within.get(f"/plans/new/?organisation={branch.pk}").content.decode()
    assert f'<option value="{branch.pk}" selected>' in form


def analyst_below(access, branch: Organisation):
    """Return who may do below what they may do above."""
    return replace(access, reach={one: pks | {branch.pk} for one, pks in access.reach.items()})


@pytest.mark.parametrize(
    "text",
    [
        programme_of().replace("2027-01", "9999-12"),
        programme_of().replace("2027-01", "0001-01"),
        programme_of().replace("hours = 10", f"hours = {HUGE}"),
        programme_of().replace("amount = 3000", f"amount = {HUGE}", 1),
        programme_of().replace("amount = 3000", "amount = 1e308", 1),
        programme_of(more='[[cost]]\nkind = "camera"\ntypical = 1\nhours = 1\nlead = 40000\n'),
    ],
)
def test_what_nothing_can_hold_is_a_fault_on_the_page_and_of_a_program(
    world, at, person_with, client_of, text
):
    for language, said in (("en", "programme.toml:"), ("fr", "doit")):
        answer = client_of(Role.ANALYST).post(
            f"{at}/programme/write/", {"version": 0, "text": text}, headers={"accept-language": language}
        )
        assert answer.status_code == 400
        assert said in answer.context["form"].errors["text"][0]
    program = Program(secret_of(person_with(Role.ANALYST), world.home, Permission.READ, Permission.ASSESS))
    address = f"/organisations/{world.home.pk}/programme"
    refused = program.ask("PUT", address, {"text": text}, if_match=program.ask("GET", address)["ETag"])
    assert refused.status_code == 422
    assert not ProgrammeVersion.everything.exists()


@pytest.mark.parametrize("lead", ["99999999999999999999", "1e30", "40000", "2.7"])
def test_a_lead_that_no_form_takes_is_no_price(at, client_of, lead):
    text = f'[[cost]]\nkind = "camera"\ntypical = 1\nhours = 1\nlead = {lead}\n'
    given = {"version": 0, "currency": "CAD", "text": text}
    answer = client_of(Role.ANALYST).post(f"{at}/prices/bring/", given)
    assert answer.status_code == 400
    assert "[[cost]] number 1.lead must be" in answer.context["form"].errors["text"][0]


@pytest.mark.parametrize(("field", "value"), [("typical", 1e308), ("running", 1e13), ("lead", 241)])
def test_a_price_that_sums_cannot_hold_is_refused_on_its_form_and_of_a_program(
    world, at, client_of, person_with, field, value
):
    line = {**LINES[0], field: value, **({"high": value} if field == "typical" else {})}
    assert client_of(Role.ANALYST).post(f"{at}/prices/camera/", {**line, "version": 0}).status_code == 400
    program = Program(secret_of(person_with(Role.ANALYST), world.home, Permission.READ, Permission.ASSESS))
    address = f"/organisations/{world.home.pk}/prices"
    etag = program.ask("GET", address)["ETag"]
    refused = program.ask("PUT", address, {"currency": "CAD", "prices": [line]}, if_match=etag)
    assert refused.status_code == 422


def test_packages_assets_and_reasons_go_by_their_labels_with_the_numbers_beside(world, analyst, client_of):
    rows = [camera_of(analyst, world.home, f"HALL-{n}") for n in range(2)]
    first, then = (str(row.asset_id) for row in rows)
    more = (
        f'[[before]]\nfirst = "{first}"\nthen = "{then}"\n[[pin]]\npackage = "{first}"\nmonth = "2027-05"\n'
    )
    services.write_prices(analyst, world.home, 0, currency="CAD", lines=LINES)
    services.write_programme(analyst, world.home, 0, programme_of(more=more))
    plan = made(services.ask_for_plan(analyst, world.home))
    assert plan.state == State.READY, plan.said
    client = client_of(Role.READER)
    page = client.get(f"/plans/{plan.pk}/").content.decode()
    assert f'HALL-1 <span class="soft">{then}</span>' in page
    assert f'<a href="/assets/{then}/">HALL-1</a>' in page
    assert "HALL-0 must come before it" in page
    svg = client.get(f"/plans/{plan.pk}/gantt.svg").content.decode()
    assert f"HALL-1 ({then})" in svg
    lines = b"".join(client.get(f"/plans/{plan.pk}/?format=csv").streaming_content).decode()
    assert "HALL-1" in lines


def test_a_clash_says_what_is_funded_and_calls_it_no_pin(world, analyst):
    row = camera_of(analyst, world.home, "HALL-0")
    month = date(2027, 2, 1)
    told = {"package": "P", "month": month, "funding": "F", "visit": None, "blocker": "", "blocker_note": ""}
    replacing.plan(analyst, now(row), now(row).version, **told)
    moved(analyst, now(row), Way.PLANNED)
    moved(analyst, now(row), Way.FUNDED)
    services.write_prices(analyst, world.home, 0, currency="CAD", lines=LINES)
    services.write_programme(analyst, world.home, 0, programme_of(amount=500))
    plan = made(services.ask_for_plan(analyst, world.home))
    assert plan.state == State.CLASH
    assert "HALL-0, funded, bought or scheduled for 2027-02" in plan.said["en"]
    assert "HALL-0, financé, acheté ou inscrit au calendrier pour 2027-02" in plan.said["fr"]
    assert "pin of" not in plan.said["en"]


def test_whoever_adopts_sees_whose_plan_it_is_of_what_it_was_made_and_what_it_leaves_undone(
    world, analyst, client_of
):
    rows = [camera_of(analyst, world.home, f"HALL-{n}") for n in range(3)]
    services.write_prices(analyst, world.home, 0, currency="CAD", lines=LINES)
    services.write_programme(analyst, world.home, 0, programme_of(amount=1000))
    base = made(services.ask_for_plan(analyst, world.home))
    plan = made(services.ask_for_plan(analyst, world.home, base=base, what_if="hours=+20%"))
    address = f"/plans/{plan.pk}/adopt/"
    approver = client_of(Role.APPROVER)
    page = approver.get(address).content.decode()
    assert f"Adopt plan {plan.pk} of {world.home}" in page
    assert "<code>hours=+20%</code>" in page
    assert "There is a newer" not in page
    (left,) = WorkPackage.everything.filter(plan=plan, month=None)
    assert f'{left.label} <span class="soft">{left.name}' in page
    assert left.label in {row.asset.label for row in rows}
    assert page.count('<td class="number">1,000</td>') >= 2
    services.write_programme(analyst, world.home, 1, programme_of())
    services.write_prices(analyst, world.home, 1, currency="CAD", lines=LINES)
    page = approver.get(address).content.decode()
    assert "There is a newer programme, version 2" in page
    assert "There is a newer price list, version 2" in page


def test_sources_of_built_in_prices_are_said_in_the_readers_language(world, at, analyst, client_of):
    camera_of(analyst, world.home, "cam")
    services.write_programme(analyst, world.home, 0, programme_of())
    plan = made(services.ask_for_plan(analyst, world.home))
    for address in (f"{at}/prices/", f"/plans/{plan.pk}/"):
        french = client_of(Role.READER).get(address, headers={"accept-language": "fr"}).content.decode()
        assert "remplacement commercial" in french
        assert "indoor commercial swap" not in french
    assert WorkPlan.everything.count() == 1
