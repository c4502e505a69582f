"""Do programs take along the files that people take along, with the same rows, words and refusals?"""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from phaseout.web.api.description import description
from phaseout.web.api.nouns.exports import LISTS
from phaseout.web.estate.models import Site
from phaseout.web.frame.access import Role
from phaseout.web.frame.paper import lacking
from phaseout.web.plans.models import State as PlanState
from phaseout.web.plans.models import WorkPlan
from phaseout.web.surveys.models import State as SurveyState
from phaseout.web.surveys.models import Survey
from web.examples import EXAMPLES, furnish
from web.furnishing.findings import asset_in
from web.programs import Program, secret_of

pytestmark = pytest.mark.django_db
ON_PAPER = ("/sites", "/coverage", "/inspections")
"""Lists of each kind; every PDF takes a second, and pages print all of them."""


@pytest.fixture
def program(world, person_with) -> Program:
    return Program(secret_of(person_with(*Role), world.home))


def content(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def address(path: str, **named: int) -> str:
    return f"/api/v1/exports{path.replace('{int:pk}', str(named.get('pk', '')))}"


def test_every_list_leaves_in_every_format_as_the_media_type_that_is_described(program, world):
    furnished = furnish(world.home)
    for taken in LISTS:
        named = EXAMPLES[taken.name](furnished) if "{" in taken.path else {}
        for format_, media in taken.formats.items():
            if format_ == "pdf" and taken.path not in ON_PAPER:
                continue
            answer = program.get(address(taken.path, **named), {"format": format_})
            told = answer["Content-Type"].partition(";")[0]
            assert (answer.status_code, told) == (200, media.partition(";")[0]), (taken.name, format_)
            assert answer["Content-Disposition"].startswith("attachment; filename=")
            assert content(answer) or format_ == "jsonl"


def test_a_file_has_the_rows_of_the_filter_in_the_language_of_who_asks(program, world):
    asset_in(world.home, "cam-1", maker="hikvision")
    asset_in(world.home, "cam-2", maker="axis")
    given = program.get("/api/v1/exports/assets", {"format": "jsonl", "maker": "hikvision"})
    assert [json.loads(line)["label"] for line in content(given).splitlines()] == ["cam-1"]
    french = program.get("/api/v1/exports/assets?format=csv", headers={"accept-language": "fr"})
    heading = next(csv.reader(io.StringIO(content(french).decode("utf-8-sig")), delimiter=";"))
    assert "Fabricant" in heading


def test_json_lines_have_ids_where_sheets_have_words(program, world):
    asset_in(world.home, "cam-1")
    (line,) = content(program.get("/api/v1/exports/assets?format=jsonl")).splitlines()
    assert json.loads(line)["organisation"] == world.home.pk
    measures = program.get("/api/v1/exports/measures?format=jsonl", headers={"accept-language": "fr"})
    assert "in-force" in {json.loads(one)["state"] for one in content(measures).splitlines()}
    table = content(program.get("/api/v1/exports/assets?format=csv")).decode("utf-8-sig")
    assert str(world.home) in table


def test_a_workbook_is_in_the_order_that_is_asked_for(program, world):
    for ref in ("b", "a", "c"):
        Site(organisation=world.home, ref=ref, name_en=ref).save()
    given = program.get("/api/v1/exports/sites?format=xlsx&sort=-ref")
    sheet = load_workbook(io.BytesIO(content(given))).active
    heading, *rows = sheet.iter_rows(values_only=True)
    assert [row[heading.index("Reference")] for row in rows] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("asked", "status", "field"),
    [
        ("", 422, "format"),
        ("format=docx", 422, "format"),
        ("format=csv&makr=x", 400, "makr"),
        ("format=csv&maker=nobody", 422, "maker"),
        ("format=csv&sort=colour", 422, "sort"),
        ("format=pdf&column=colour", 422, "column"),
        ("format=csv&organisation=999999", 422, "organisation"),
    ],
)
def test_what_is_not_understood_is_refused_at_its_field(asked, status, field, program):
    answer = program.get(f"/api/v1/exports/assets?{asked}")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, field)


def test_a_pdf_that_would_be_too_long_is_refused_with_how_long_it_is(program, world, monkeypatch):
    monkeypatch.setattr("phaseout.web.frame.listing.MOST_ROWS", 1)
    monkeypatch.setattr(lacking, "MOST_ROWS", 1)
    asset_in(world.home, "cam-1")
    asset_in(world.home, "cam-2")
    answer = program.get("/api/v1/exports/assets?format=pdf")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert "The list has 2 rows, and a PDF holds 1 at most" in answer.json()["detail"]


def test_of_what_is_not_worked_out_there_is_no_file_and_the_description_says_so(program, world):
    furnished = furnish(world.home)
    Survey.everything.filter(pk=furnished.survey.pk).update(state=SurveyState.WAITING)
    WorkPlan.everything.filter(pk=furnished.work_plan.pk).update(state=PlanState.FAILED)
    paths = json.loads(description())["paths"]
    late = {
        path for path, of in paths.items() if path.startswith(address("")) and "409" in of["get"]["responses"]
    }
    assert late == {address("/surveys/{pk}/things"), address("/plans/{pk}/packages")}
    for path in late:
        named = {"pk": (furnished.survey if "surveys" in path else furnished.work_plan).pk}
        answer = program.get(path.format(**named), {"format": "csv"})
        assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json"), path


def test_an_address_is_written_as_people_write_it():
    said = [of["get"]["summary"] for of in json.loads(description())["paths"].values() if "get" in of]
    assert "Hand out /surveys/ID/things as a file" in said
    assert not [one for one in said if "{" in one]


def test_nothing_of_a_foreign_branch_leaves(world, person_with):
    asset_in(world.foreign, "theirs")
    program = Program(secret_of(person_with(Role.READER), world.home))
    assert content(program.get("/api/v1/exports/assets?format=jsonl")) == b""
    assert program.get("/api/v1/exports/people?format=csv").status_code == 403
