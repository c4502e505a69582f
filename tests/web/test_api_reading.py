"""Do programs read what people read: page by page, only what is new, in their language, as it is described?"""

import ast
import json
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from phaseout.web import api
from phaseout.web.api import nouns
from phaseout.web.api.description import description
from phaseout.web.estate.models import Site
from phaseout.web.estate.services import add_branch, add_look
from phaseout.web.frame.access import Role
from phaseout.web.people.queries import access_of
from web.furnishing.findings import answer_of, asset_in, recorded
from web.programs import Program, secret_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def program(world, person_with):
    return Program(secret_of(person_with(Role.READER), world.home))


def items(program: Program, address: str) -> list[dict]:
    """Follow ``next`` to the end."""
    found = []
    while address:
        answer = program.get(address).json()
        found += answer["items"]
        address = answer["next"]
    return found


def test_whoever_follows_next_meets_every_row_once_though_others_come_in_meanwhile(program, world):
    known = [asset_in(world.home, f"cam-{number}").pk for number in range(7)]
    first = program.get("/api/v1/assets?limit=3").json()
    asset_in(world.home, "late")
    rest = items(program, first["next"])
    assert [one["id"] for one in first["items"] + rest] == known[::-1]


def test_a_list_is_narrowed_as_its_page_is_and_goes_on_so(program, world):
    for number in range(4):
        asset_in(world.home, f"cam-{number}", maker="hikvision" if number % 2 else "axis")
    found = items(program, "/api/v1/assets?maker=hikvision&limit=1")
    assert [one["label"] for one in found] == ["cam-3", "cam-1"]


def test_a_name_nobody_knows_is_refused_and_narrows_nothing_silently(program, world):
    answer = program.get("/api/v1/assets?makr=hikvision")
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"field": "makr", "detail": "Nothing here is called so."}]
    assert program.get("/api/v1/assets?maker=nobody").json()["errors"][0]["field"] == "maker"


def test_another_organisation_than_the_only_one_is_refused_in_a_query(program, world):
    assert program.get(f"/api/v1/assets?organisation={world.foreign.pk}").status_code == 422
    assert program.get(f"/api/v1/assets?organisation={world.home.pk}").status_code == 200


@pytest.mark.parametrize("limit", ["0", "201", "-1", "x", "1.5", "٣", ""])
def test_a_part_has_one_to_two_hundred_rows(program, limit):
    answer = program.get(f"/api/v1/assets?limit={quote(limit)}")
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": "limit", "detail": "A number from 1 to 200."}]


def test_a_cursor_that_is_forged_or_of_another_list_is_refused_and_says_so(program, world):
    for number in range(2):
        asset_in(world.home, f"cam-{number}")
        Site(organisation=world.home, ref=f"site-{number}").save()
    theirs = program.get("/api/v1/sites?limit=1").json()["next"].partition("cursor=")[2]
    mine = program.get("/api/v1/assets?limit=1").json()["next"].partition("cursor=")[2]
    for cursor in ("5", theirs, mine[:-2] + "xx", "", "%00"):
        answer = program.get(f"/api/v1/assets?cursor={cursor}")
        assert answer.status_code == 400
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["errors"][0]["field"] == "cursor"


def test_what_is_as_it_was_is_not_sent_again(program, world):
    asset_in(world.home, "cam-1")
    for address in ("/assets", "/measures", "/me"):
        tag = program.ask("GET", address)["ETag"]
        again = program.ask("GET", address, if_none_match=tag)
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert program.ask("HEAD", "/assets")["ETag"] == program.ask("GET", "/assets")["ETag"]
    asset_in(world.home, "cam-2")
    tag = program.ask("GET", "/assets", if_none_match=tag)["ETag"]
    assert program.ask("GET", "/assets", if_none_match=f'"other", {tag}').status_code == 304


def test_who_looked_is_told_to_who_may_see_who_did_what(program, world, person_with):
    technician = person_with(Role.TECHNICIAN)
    site = Site(organisation=world.home, ref="hq")
    site.save()
    add_look(access_of(technician), site, way="walk", on=timezone.localdate())
    assert program.ask("GET", f"/sites/{site.pk}/looks").json()["items"][0]["by"] is None
    auditor = Program(secret_of(person_with(Role.AUDITOR), world.home))
    assert auditor.ask("GET", f"/sites/{site.pk}/looks").json()["items"][0]["by"] == technician.name


@pytest.mark.parametrize("address", ["/assets", "/sites", "/organisations", "/findings", "/surveys"])
def test_a_list_asks_the_database_as_often_for_many_rows_as_for_few(program, world, person_with, address):
    keeper = person_with(Role.ADMINISTRATOR)

    def more(number: int) -> None:
        for one in range(number):
            Site(organisation=world.home, ref=f"{number}-{one}", name_en="Site").save()
            asset = asset_in(world.home, f"cam-{number}-{one}")
            recorded(asset, answer_of(), by=keeper.pk)
            add_branch(access_of(keeper), world.home, name_en=f"{number}-{one}", name_fr="")

    def queries() -> int:
        with CaptureQueriesContext(connection) as taken:
            assert program.ask("GET", f"{address}?limit=200").status_code == 200
        return len(taken)

    more(3)
    queries()
    few = queries()
    more(12)
    assert queries() == few


def test_a_problem_is_told_in_the_language_that_is_asked_for(world, person_with):
    secret = secret_of(person_with(Role.ANALYST), world.home)
    answer = Program(secret, "fr-CA").ask("POST", "/sites", {"organisation": world.home.pk, "ref": ""})
    assert answer.status_code == 422
    assert answer["Content-Language"] == "fr"
    told = answer.json()
    assert (told["title"], told["status"]) == ("Non valide", 422)
    assert {"ref", "name_en"} <= {one["field"] for one in told["errors"]}
    shape = Program(secret, "fr").ask("POST", "/sites", {"reference": "x", "organisation": "x"})
    said = {one["field"]: one["detail"] for one in shape.json()["errors"]}
    assert said["ref"] == "Ceci est nécessaire."
    assert said["reference"] == "Rien ne s’appelle ainsi ici."


def test_what_is_not_there_is_told_as_a_problem_everywhere_below_the_api(program):
    for address, status in (("/no-such-thing", 404), ("/sites/99999999999999999999", 404), ("/sites/9", 404)):
        answer = program.ask("GET", address)
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert program.ask("DELETE", "/me").status_code == 405
    assert program.ask("DELETE", "/me")["Allow"] == "GET"


def test_no_two_shapes_have_one_name_which_the_description_would_take_for_one():
    names = Counter(
        node.name
        for folder in (Path(api.__file__).parent, Path(nouns.__file__).parent)
        for path in folder.glob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_the_description_that_is_kept_is_that_of_the_program_and_is_served(program):
    kept = (ROOT / "docs" / "openapi.json").read_bytes()
    assert description() == kept, "run 'make openapi'"
    assert program.ask("GET", "/openapi.json").content == kept
    assert json.loads(kept)["openapi"].startswith("3.1")
