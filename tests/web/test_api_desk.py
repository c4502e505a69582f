"""Do programs look for a text, see where the review stands, and print labels, as people do?"""

import io
import os
from ctypes.util import find_library

import pytest
from pypdf import PdfReader

from phaseout.web.estate.models import Site
from phaseout.web.frame.access import Role
from web.examples import furnish
from web.furnishing.findings import asset_in
from web.programs import Program, secret_of

pytestmark = pytest.mark.django_db
NEEDS_PANGO = pytest.mark.skipif(
    find_library("pangoft2-1.0") is None and not os.environ.get("PHASEOUT_REQUIRE_ALL"),
    reason="Pango is not installed",
)


@pytest.fixture
def program(world, person_with) -> Program:
    return Program(secret_of(person_with(Role.READER), world.home))


def test_a_text_leads_to_what_is_called_so_within_reach(program, world):
    asset_in(world.home, "Étang-9")
    asset_in(world.foreign, "Étang-10")
    (group,) = program.get("/api/v1/search?q=etang").json()["items"]
    (hit,) = group["hits"]
    assert (group["of"], group["number"], hit["title"]) == ("assets", 1, "Étang-9")
    assert program.get(hit["address"]).json()["label"] == "Étang-9"


def test_a_longer_list_of_hits_is_had_by_the_address_of_its_rows(program, world):
    for number in range(12):
        Site(organisation=world.home, ref=f"depot-{number}", name_en="Depot").save()
    (group,) = program.get("/api/v1/search?q=depot").json()["items"]
    assert (len(group["hits"]), group["number"]) == (10, 12)
    assert len(program.get(group["rows"]).json()["items"]) == 12


@pytest.mark.parametrize("asked", ["", "q=", "text=a", "q=" + "x" * 101])
def test_a_search_for_nothing_is_refused(asked, program):
    answer = program.get(f"/api/v1/search?{asked}")
    assert answer.status_code in (400, 422)
    assert answer.json()["errors"]


def test_the_figures_are_those_of_the_lists(program, world):
    furnish(world.home)
    told = program.get("/api/v1/dashboard").json()
    lists = {outcome: sum(by.values()) for outcome, by in told["findings"].items()}
    for outcome, number in lists.items():
        assert len(program.get(f"/api/v1/findings?outcome={outcome}&limit=200").json()["items"]) == number
    assert sum(lists.values())
    found = program.get("/api/v1/programme").json()
    rows = program.get("/api/v1/replacements?limit=200").json()["items"]
    assert found["whole"]["assets"] == len(rows)
    assert {state: one["assets"] for state, one in found["states"].items() if one["assets"]} == {
        state: sum(row["state"] == state for row in rows) for state in {row["state"] for row in rows}
    }


@NEEDS_PANGO
def test_labels_are_printed_of_the_rows_that_are_named(program, world):
    rows = [Site(organisation=world.home, ref=f"d{n}", name_en=f"Depot {n}") for n in range(3)]
    for row in rows:
        row.save()
    asked = {"sheet": "Avery L7160", "start": 1, "pick": [rows[0].pk, rows[2].pk]}
    answer = program.get("/api/v1/labels/sites", asked)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert ("Depot 0" in text, "Depot 1" in text, "Depot 2" in text) == (True, False, True)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"start": 1}, "sheet"),
        ({"sheet": "Avery L7160", "start": 99}, "start"),
        ({"sheet": "Avery L7160", "start": 1, "pick": "999999"}, "pick"),
        ({"sheet": "Avery L7160", "start": 1, "pick": "x"}, "pick"),
        ({"sheet": "Avery L7160", "start": 1, "maker": "nobody"}, "maker"),
        ({"sheet": "Avery L7160", "start": 1}, ""),
    ],
)
def test_labels_that_cannot_be_meant_are_refused_at_their_field(asked, field, program):
    answer = program.get("/api/v1/labels/assets", asked)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


def test_nothing_of_a_foreign_branch_is_printed(program, world):
    theirs = asset_in(world.foreign, "theirs")
    asked = {"sheet": "Avery L7160", "start": 1, "pick": theirs.pk}
    assert program.get("/api/v1/labels/assets", asked).status_code == 422
