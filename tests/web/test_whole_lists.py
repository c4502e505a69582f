"""Do lists that a page shows whole leave as files that say the same, of what the asker sees alone?"""

import csv
import io
import json

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from phaseout.web.estate.models import Site
from phaseout.web.frame.access import Role
from phaseout.web.frame.words import register

FORMULA = '=HYPERLINK("https://evil.example","click")'
LISTS = ["organisations", "coverage"]
EVERY = [*LISTS, "measures", "questions"]


@pytest.fixture
def home(world):
    world.home.name_en = world.home.name_fr = FORMULA
    world.home.save()
    Site(organisation=world.home, ref="hq", name_en="Headquarters").save()
    return world.home


def file(client, name: str, **asked) -> bytes:
    answer = client.get(reverse(name), asked)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{name}-')
    return b"".join(answer.streaming_content)


def lines(client, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in file(client, name, format="jsonl").splitlines()]


@pytest.mark.parametrize("name", EVERY)
def test_the_page_leads_to_every_format(home, client_of, name):
    page = client_of(Role.READER).get(reverse(name)).content.decode()
    for format_ in ("csv", "xlsx", "jsonl", "pdf"):
        assert f'href="?format={format_}"' in page


@pytest.mark.parametrize("name", LISTS)
def test_a_file_has_what_the_asker_sees_alone(home, world, client_of, name):
    numbers = {line["id"] for line in lines(client_of(Role.READER), name)}
    assert home.pk in numbers
    assert world.foreign.pk not in numbers


@pytest.mark.parametrize("name", LISTS)
def test_no_cell_is_a_formula(home, client_of, name):
    client = client_of(Role.READER)
    text = file(client, name, format="csv").decode("utf-8-sig")
    assert f"'{FORMULA}" in next(csv.reader(io.StringIO(text.partition("\r\n")[2])))
    rows = load_workbook(io.BytesIO(file(client, name, format="xlsx"))).active.iter_rows(min_row=2)
    assert f"'{FORMULA}" in [cell.value for cell in next(rows)]


@pytest.mark.parametrize(
    ("name", "heading"), [("organisations", "Comme l’organisation au-dessus"), ("coverage", "Organisation")]
)
def test_headings_are_the_readers(home, client_of, name, heading):
    client = client_of(Role.READER)
    client.post(reverse("language"), {"language": "fr", "next": "/"})
    text = file(client, name, format="csv").decode("utf-8-sig")
    assert heading in text.partition("\r\n")[0].split(";")


def test_how_far_sites_were_looked_at_leaves_as_numbers(home, client_of):
    told = next(line for line in lines(client_of(Role.READER), "coverage") if line["id"] == home.pk)
    assert (told["sites"], told["not-started"], told["begun_percent"], told["in_part"]) == (1, 1, 0, 0)


def test_what_narrows_the_page_narrows_the_file(home, client_of):
    client = client_of(Role.READER)
    assert file(client, "organisations", format="jsonl", text="no such name") == b""
    assert (
        "?text=HYPER&amp;format=csv"
        in client.get(reverse("organisations"), {"text": "HYPER"}).content.decode()
    )


@pytest.mark.parametrize("name", EVERY)
def test_what_is_no_format_is_not_there(home, client_of, name):
    assert client_of(Role.READER).get(reverse(name), {"format": "exe"}).status_code == 404


@pytest.mark.parametrize("name", EVERY)
def test_it_leaves_on_paper(home, client_of, name):
    answer = client_of(Role.READER).get(reverse(name), {"format": "pdf"})
    assert answer.content.startswith(b"%PDF-")


def test_measures_leave_as_of_the_day_and_by_the_edition_that_the_page_says(home, client_of):
    asked = {"format": "jsonl", "day": "2022-12-31", "jurisdiction": "us"}
    told = [json.loads(line) for line in file(client_of(Role.READER), "measures", **asked).splitlines()]
    assert told
    assert {(one["day"], one["jurisdiction"], one["register"]) for one in told} == {
        ("2022-12-31", "us", register().stamp.edition)
    }
