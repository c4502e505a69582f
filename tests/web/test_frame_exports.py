"""Do all lists leave as files, in the reader's language, with ids in JSON lines and for their readers alone?"""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from phaseout.web.discussion.models import Task
from phaseout.web.frame.access import Role
from phaseout.web.frame.models import Event
from phaseout.web.surveys.models import Survey
from web.furnishing.findings import MEASURE, answer_of, asset_in, recorded

LISTS = ("findings", "surveys", "tasks", "people", "audit")


@pytest.fixture
def furnished(world, person_with) -> None:
    """Something in each list, at home and elsewhere."""
    for where in (world.home, world.foreign):
        by = person_with(Role.ANALYST, at=where)
        asked = answer_of("undetermined", questions=["purpose"])
        recorded(asset_in(where, f"cam {where.pk}"), asked, by=by.pk)
        Survey(organisation=where, name=f"survey {where.pk}", as_of="2026-11-23", by=by).save()
        Task(organisation=where, title=f"task {where.pk}", role=Role.ANALYST, by=by).save()
        Event(organisation=where, by=by, what="task-given", about="a", after={"kind": "=1"}).save()


def whole(answer) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("route", LISTS)
def test_every_list_leaves_as_each_kind_of_file_and_holds_what_its_reader_sees(
    furnished, world, client_of, route
):
    client = client_of(Role.ADMINISTRATOR)
    rows = [json.loads(line) for line in whole(client.get(f"/{route}/?format=jsonl")).splitlines()]
    assert rows
    assert not [one for one in rows if world.foreign.pk == one.get("organisation")]
    table = list(csv.reader(io.StringIO(whole(client.get(f"/{route}/?format=csv")).decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(whole(client.get(f"/{route}/?format=xlsx")))).active
    assert [cell.value for cell in sheet[1]] == table[0]
    assert len(table) == len(rows) + 1 == sheet.max_row
    assert str(world.foreign) not in str(table)
    page = client.get(f"/{route}/").content.decode()
    assert "?format=jsonl" in page
    french = client.get(f"/{route}/?format=csv", headers={"accept-language": "fr"})
    assert whole(french).decode("utf-8-sig").splitlines()[0] != ",".join(table[0])


def test_findings_leave_with_ids_and_with_words_and_the_edition_that_answered(furnished, client_of):
    client = client_of(Role.READER)
    row = json.loads(whole(client.get("/findings/?format=jsonl")))
    assert (row["measure"], row["questions"], row["outcome"]) == (MEASURE, ["purpose"], "undetermined")
    assert row["register"]
    text = whole(client.get("/findings/?format=csv")).decode("utf-8-sig")
    (said,) = csv.DictReader(io.StringIO(text))
    assert MEASURE not in said["Measure"]
    assert said["Register"] == row["register"]


def test_boxes_to_choose_findings_by_are_shown_to_who_can_do_something_with_those_chosen(
    furnished, client_of
):
    for role, proposes, decides in (
        (Role.ANALYST, True, False), (Role.READER, False, False), (Role.APPROVER, False, True),
    ):  # fmt: skip
        page = client_of(role).get("/findings/").content
        assert (b'name="pick"' in page) is (proposes or decides)
        assert (b"Propose a judgement on those chosen" in page) is proposes
        assert (b"Decide what was proposed on those chosen" in page) is decides


def test_a_list_of_tasks_on_paper_has_its_name(furnished, client_of):
    answer = client_of(Role.READER).get("/tasks/?format=pdf")
    assert 'filename="tasks-' in answer.headers["Content-Disposition"]
