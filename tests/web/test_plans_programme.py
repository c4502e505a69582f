"""Are programmes and prices written in versions, in whole and in part, with each fault named beside its field?"""

import tomllib

import pytest

from phaseout.web.frame.access import Role
from phaseout.web.plans import services
from phaseout.web.plans.models import PriceLine, PriceVersion, ProgrammeVersion
from phaseout.web.plans.toml_tables import NotToBeRewrittenError, with_tables
from web.furnishing.plans import LINES, programme_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(world) -> str:
    return f"/organisations/{world.home.pk}"


@pytest.fixture
def programme(world, access_with) -> ProgrammeVersion:
    return services.write_programme(access_with(Role.ANALYST), world.home, 0, programme_of())


def newest() -> ProgrammeVersion:
    return ProgrammeVersion.everything.order_by("-number").first()


def test_a_programme_is_written_and_handed_out_as_it_was(at, client_of):
    client = client_of(Role.ANALYST)
    text = programme_of(more="# the end\n")
    assert client.post(f"{at}/programme/write/", {"version": 0, "text": text}).status_code == 302
    assert newest().text == text
    assert client.get(f"{at}/programme.toml").content.decode() == text
    second = client.post(f"{at}/programme/write/", {"version": 0, "text": programme_of(amount=1)})
    assert second.status_code == 409
    assert newest().number == 1


@pytest.mark.parametrize(
    ("text", "en", "fr"),
    [
        (programme_of().replace("hours = 10", 'hours = "x"'), "programme.toml:15: [[crew]] number 1.hours must be a number",
         "programme.toml:15: [[crew]] number 1.hours doit être un nombre"),
        (programme_of().replace("months = 18", "months = 999"), "must be a whole number from 1 to 240", "doit être un nombre entier de 1 à 240"),
        ("months = ", "the programme cannot be read", "le programme ne peut être lu"),
        ("", "there is no [programme]", "il n’y a pas de [programme]"),
        (programme_of(more="[[camera]]\n"), "camera is no table of a programme", "camera n’est pas une table d’un programme"),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_line_in_both_languages(at, client_of, text, en, fr):
    for language, said in (("en", en), ("fr", fr)):
        answer = client_of(Role.ANALYST).post(
            f"{at}/programme/write/", {"version": 0, "text": text}, headers={"accept-language": language}
        )
        assert answer.status_code == 400
        assert said in answer.content.decode()
        assert 'class="field wrong"' in answer.content.decode()
    assert not ProgrammeVersion.everything.exists()


def test_money_is_changed_in_its_tables_and_all_else_stays(at, programme, client_of):
    client = client_of(Role.ANALYST)
    given = {"version": 1, "year_2026": "5000", "year_2027": "7000.5", "year_2028": "0"}
    assert 'value="3000.0"' in client.get(f"{at}/programme/money/").content.decode()
    assert client.post(f"{at}/programme/money/", given).status_code == 302
    now = tomllib.loads(newest().text)
    assert {one["year"]: one["amount"] for one in now["budget"]} == {2026: 5000, 2027: 7000.5, 2028: 0}
    before = tomllib.loads(programme.text)
    assert {name: one for name, one in now.items() if name != "budget"} == {
        name: one for name, one in before.items() if name != "budget"
    }
    assert "# who goes there" in newest().text


def test_crews_are_changed_added_and_taken_away(at, programme, client_of):
    client = client_of(Role.ANALYST)
    given = {
        "version": 1, "id_0": "", "id_1": "east", "hours_1": "20", "sites_1": "hall, depot", "closed_1": "2027-07 2027-08",
        "clearance_1": "2",
    }  # fmt: skip
    assert client.post(f"{at}/programme/crews/", given).status_code == 302
    assert tomllib.loads(newest().text)["crew"] == [
        {
            "id": "east",
            "hours": 20,
            "sites": ["hall", "depot"],
            "closed": ["2027-07", "2027-08"],
            "clearance": 2,
        }
    ]
    wrong = {"version": 2, "id_0": "west", "closed_0": "July"}
    answer = client.post(f"{at}/programme/crews/", wrong)
    assert answer.status_code == 400
    assert "July is no month" in answer.content.decode()
    assert "Say how many hours a month it works." in answer.content.decode()
    none = client.post(f"{at}/programme/crews/", {"version": 2, "id_0": ""})
    assert none.status_code == 400
    assert "there is no [[crew]]" in none.content.decode()


@pytest.mark.parametrize(
    "text",
    ['crew = [{id = "a", hours = 1}]\n', 'x = """\n[[crew]]\n"""\n', 'y = "a"\n[[crew]]\nid = "a"\n[crew.more]\nb = 1\n'],
)  # fmt: skip
def test_what_cannot_be_changed_in_part_is_left_as_it_is(text):
    with pytest.raises(NotToBeRewrittenError):
        with_tables(text, "crew", [{"id": "b"}])


def test_the_built_in_prices_are_version_0_and_a_change_makes_the_next(at, world, client_of):
    client = client_of(Role.ANALYST)
    assert "Version 0" in client.get(f"{at}/prices/").content.decode()
    line = {**LINES[0], "version": 0, "typical": 999}
    assert client.post(f"{at}/prices/camera/", line).status_code == 302
    version = PriceVersion.everything.get(organisation=world.home)
    kinds = dict(PriceLine.everything.filter(version=version).values_list("kind", "typical"))
    assert (version.number, version.currency, kinds["camera"], set(kinds)) == (
        1,
        "CAD",
        999,
        {"camera", "recorder"},
    )
    assert client.post(f"{at}/prices/new/", {**line, "version": 1, "kind": "unknown"}).status_code == 302
    assert PriceLine.everything.filter(version__number=2).count() == 3
    page = client.get(f"{at}/prices/?version=1").content.decode()
    assert "of a kind that is not known" not in page
    assert client.post(f"{at}/prices/camera/", {**line, "version": 1}).status_code == 409
    assert client.get(f"{at}/prices/?version=9").status_code == 404


def test_prices_not_in_order_are_refused(at, client_of):
    answer = client_of(Role.ANALYST).post(f"{at}/prices/camera/", {**LINES[0], "version": 0, "typical": 9999})
    assert answer.status_code == 400
    assert "It must lie from low to high." in answer.content.decode()


def test_a_price_list_leaves_and_comes_back_as_it_was(at, world, access_with, client_of):
    services.write_prices(access_with(Role.ANALYST), world.home, 0, currency="CAD", lines=LINES)
    client = client_of(Role.ANALYST)
    form = client.get(f"{at}/prices/bring/").context["form"]
    given = {name: form[name].value() for name in ("version", "currency", "text")}
    assert client.post(f"{at}/prices/bring/", given).status_code == 302
    columns = ("kind", "low", "typical", "high", "running", "hours", "lead", "price_date", "source")
    first, second = (
        list(PriceLine.everything.filter(version__number=number).order_by("kind").values_list(*columns))
        for number in (1, 2)
    )
    assert first == second
    wrong = client.post(
        f"{at}/prices/bring/", {**given, "version": 2, "text": "[[cost]]\nkind = 1\n[[pin]]\n"}
    )
    assert wrong.status_code == 400
    assert "pin is no table of a price list" in wrong.content.decode()


@pytest.mark.parametrize("role", [Role.READER, Role.APPROVER, Role.TECHNICIAN])
def test_who_plans_nothing_is_offered_no_change(at, programme, client_of, role):
    page = client_of(role).get(f"{at}/programme/").content.decode()
    assert "programme/write/" not in page
    assert "prices/new/" not in client_of(role).get(f"{at}/prices/").content.decode()


def test_the_months_of_sites_are_written_and_what_else_is_said_of_them_stays(at, programme, client_of):
    client = client_of(Role.ANALYST)
    address = f"{at}/programme/sites/"
    first = {"version": 1, "id_0": "hq", "open_0": "4, 5 6", "closed_0": "2027-12", "visit_0": "250"}
    assert client.post(address, first).status_code == 302
    text = newest().text
    assert tomllib.loads(text)["site"] == [
        {"id": "hq", "open": [4, 5, 6], "closed": ["2027-12"], "visit": 250}
    ]
    added = text.replace('id = "hq"', 'id = "hq"\ntier = 9')
    assert client.post(f"{at}/programme/write/", {"version": 2, "text": added}).status_code == 302
    assert client.post(address, {"version": 3, "id_0": "hq", "open_0": "7"}).status_code == 302
    text = newest().text
    assert tomllib.loads(text)["site"] == [{"id": "hq", "tier": 9, "open": [7]}]


@pytest.mark.parametrize(
    "wrong", [{"open_0": "13"}, {"open_0": "May"}, {"closed_0": "2027"}, {"visit_0": "-1"}, {"id_1": "hq"}]
)
def test_months_that_are_none_and_a_site_told_twice_are_refused(at, programme, client_of, wrong):
    given = {"version": 1, "id_0": "hq", **wrong}
    assert client_of(Role.ANALYST).post(f"{at}/programme/sites/", given).status_code == 400
    assert ProgrammeVersion.everything.count() == 1
