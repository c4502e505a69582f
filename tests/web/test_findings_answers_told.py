"""Is what an answer says of an asset a change like any other: counted, told of, and never overwritten unseen?"""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from phaseout.web.estate.models import LONGEST_REASON, Altered, Asset, Told
from phaseout.web.findings import services
from phaseout.web.findings.place import Place
from phaseout.web.frame.access import Access, Role
from phaseout.web.people.models import Person
from web.furnishing.findings import answer_of, asset_in, recorded
from web.programs import Program, secret_of

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)
PREVIEW = "/api/v1/workbooks/assets/preview"


@pytest.fixture
def analyst(access_with) -> Access:
    return access_with(Role.ANALYST)


@pytest.fixture
def program(world, analyst) -> Program:
    return Program(secret_of(Person.objects.get(pk=analyst.person), world.home))


@pytest.fixture
def things(world) -> list[Asset]:
    return [asset_in(world.home, label) for label in ("cam-1", "cam-2", "cam-3")]


def say(access: Access, things: list[Asset], maker: str = "hikvision", reason: str = "On the label") -> None:
    places = [Place(organisation=one.organisation_id, asset=one.pk) for one in things]
    services.answer_all(access, places, "maker", values=[maker], reason=reason, on=ON)


def standing() -> list[tuple[str, str, int]]:
    return list(Asset.everything.order_by("pk").values_list("label", "maker", "version"))


def test_an_answer_that_says_what_an_asset_is_counts_as_a_change_of_that_asset_alone(analyst, things):
    say(analyst, things[:2])
    assert standing() == [("cam-1", "hikvision", 2), ("cam-2", "hikvision", 2), ("cam-3", "", 1)]
    place = Place(organisation=things[2].organisation_id, asset=things[2].pk)
    services.answer(analyst, place, "purpose", values=["public-safety"], reason="r", on=ON)
    assert standing()[2] == ("cam-3", "", 1)


def test_the_same_word_again_is_another_word_that_stands_when_a_change_before_is_put_back(
    program, analyst, things
):
    rows = [{"id": one.pk, "version": 1} for one in things[:2]]
    made = program.ask("POST", "/assets/changes", {"rows": rows, "maker": "dahua"})
    say(analyst, things[:1], maker="dahua")
    back = program.generic("POST", f"{made['Location']}/withdrawal").json()
    assert back == {"number": 1, "left": [Altered.everything.get(asset=things[0]).pk]}
    assert standing()[:2] == [("cam-1", "dahua", 3), ("cam-2", "", 3)]


def test_what_was_changed_together_is_not_put_back_over_an_answer(program, analyst, things):
    rows = [{"id": one.pk, "version": 1} for one in things[:2]]
    made = program.ask("POST", "/assets/changes", {"rows": rows, "maker": "dahua"})
    say(analyst, things[:1])
    back = program.generic("POST", f"{made['Location']}/withdrawal").json()
    assert back == {"number": 1, "left": [Altered.everything.get(asset=things[0]).pk]}
    assert standing()[:2] == [("cam-1", "hikvision", 3), ("cam-2", "", 3)]


def test_whoever_read_an_asset_before_an_answer_does_not_overwrite_it(program, analyst, things):
    address = f"/assets/{things[0].pk}"
    tag = program.ask("GET", address)["ETag"]
    say(analyst, things[:1])
    given = {"value": "dahua", "reason": "On the box"}
    assert program.ask("PUT", f"{address}/fields/maker", given, if_match=tag).status_code == 412
    assert standing()[0] == ("cam-1", "hikvision", 2)
    tag = program.ask("GET", address)["ETag"]
    assert program.ask("PUT", f"{address}/fields/maker", given, if_match=tag).status_code == 200


def test_a_workbook_that_left_before_an_answer_does_not_overwrite_it(program, analyst, things):
    answer = program.get("/api/v1/exports/assets?format=xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    heading = [cell.value for cell in book.active[1]]
    for row in book.active.iter_rows(min_row=2):
        row[heading.index("Model")].value = "DS-2"
    out = io.BytesIO()
    book.save(out)
    say(analyst, things[:1])
    seen = program.post(PREVIEW, {"file": SimpleUploadedFile("edited.xlsx", out.getvalue())}).json()
    assert sorted((one["label"], one["state"]) for one in seen["lines"]) == [
        ("cam-1", "conflict"), ("cam-2", "changed"), ("cam-3", "changed"),
    ]  # fmt: skip


def test_how_somebody_knows_what_they_answered_stands_beside_their_word(program, analyst, things, client_of):
    recorded(things[0], answer_of("undetermined", questions=["maker"]), by=analyst.person)
    given = {"values": ["hikvision"], "reason": "I unscrewed it", "places": [{"asset": things[0].pk}]}
    assert program.ask("POST", "/questions/maker/answers", given).status_code == 201
    fields = {one["name"]: one for one in program.ask("GET", f"/assets/{things[0].pk}").json()["fields"]}
    assert fields["maker"]["best"]["reason"] == "I unscrewed it"
    assert "(I unscrewed it)" in client_of(Role.ANALYST).get(f"/assets/{things[0].pk}/").content.decode()


def test_a_reason_longer_than_its_column_shows_that_it_was_cut(analyst, things):
    say(analyst, things[:1], reason="x" * (LONGEST_REASON + 1))
    assert Told.everything.get().reason == "x" * (LONGEST_REASON - 1) + "…"


def test_an_answer_for_many_counts_their_changes_with_one_query(analyst, things):
    with CaptureQueriesContext(connection) as taken:
        say(analyst, things)
    counting = [one["sql"] for one in taken if '"version" + 1' in one["sql"]]
    assert len(counting) == 1
