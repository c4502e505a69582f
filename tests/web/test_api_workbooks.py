"""Do programs bring an edited workbook back as people do: seen first, and then taken over as it was seen?"""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from phaseout.web.estate.models import Returned, Site
from phaseout.web.frame.access import Permission, Role
from web.furnishing.findings import asset_in
from web.programs import Program, secret_of

pytestmark = pytest.mark.django_db
PREVIEW, TAKE = "/api/v1/workbooks/sites/preview", "/api/v1/workbooks/sites"


@pytest.fixture
def analyst(person_with):
    return person_with(Role.ANALYST)


@pytest.fixture
def program(world, analyst) -> Program:
    return Program(secret_of(analyst, world.home))


@pytest.fixture
def sites(world) -> list[Site]:
    rows = [Site(organisation=world.home, ref=f"s{n}", name_en=f"Site {n}", tier=3) for n in range(3)]
    for row in rows:
        row.save()
    return rows


def edited(program: Program, **changes: object) -> bytes:
    """Return the workbook of sites, with custodians by reference as they are to be."""
    answer = program.get("/api/v1/exports/sites?format=xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    heading = [cell.value for cell in book.active[1]]
    for row in book.active.iter_rows(min_row=2):
        ref = row[heading.index("Reference")].value
        if ref in changes:
            row[heading.index("Custodian")].value = changes[ref]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(program: Program, address: str, content: bytes, **more: str):
    return program.post(address, {"file": SimpleUploadedFile("edited.xlsx", content), **more})


def test_what_was_previewed_is_taken_over_and_can_be_put_back(program, sites):
    content = edited(program, s1="Main office")
    seen = send(program, PREVIEW, content)
    told = seen.json()
    (line,) = told["lines"]
    assert (seen.status_code, line["state"], line["id"]) == (200, "changed", sites[1].pk)
    assert line["changes"] == [
        {"field": "custodian", "label": "Custodian", "before": "nobody said", "after": "Main office"}
    ]
    assert (told["numbers"]["same"], told["numbers"]["changed"]) == (2, 1)
    assert Site.everything.get(pk=sites[1].pk).custodian == ""
    taken = send(program, TAKE, content, digest=told["digest"])
    assert (taken.status_code, taken.json()["number"]) == (201, 1)
    assert Site.everything.get(pk=sites[1].pk).custodian == "Main office"
    program.ask("POST", taken["Location"].removeprefix("/api/v1") + "/withdrawal", {})
    assert Site.everything.get(pk=sites[1].pk).custodian == ""
    assert not Returned.objects.exists()


def test_what_would_change_otherwise_than_it_was_seen_is_not_taken_over(program, sites):
    content = edited(program, s1="Main office", s2="Main office")
    digest = send(program, PREVIEW, content).json()["digest"]
    sites[2].version += 1
    sites[2].save()
    answer = send(program, TAKE, content, digest=digest)
    assert answer.status_code == 412
    assert not Site.everything.exclude(custodian="").exists()
    again = send(program, PREVIEW, content).json()
    assert [one["state"] for one in again["lines"]] == ["changed", "conflict"]
    assert again["lines"][1]["problems"][0]["why"].startswith("Somebody changed it")


def test_a_workbook_that_cannot_be_read_is_refused_at_its_field(program, sites):
    assert send(program, PREVIEW, b"PK\x03\x04 none").json()["errors"][0]["field"] == "file"
    assert send(program, TAKE, edited(program)).json()["errors"][0]["field"] == "digest"
    assert (
        program.post(PREVIEW, {"files": SimpleUploadedFile("a.xlsx", b"x")}).json()["errors"][0]["field"]
        == "files"
    )
    assert program.post("/api/v1/workbooks/people/preview", {}).status_code == 422


def test_a_workbook_that_changes_nothing_is_said_to_change_nothing(program, sites):
    content = edited(program)
    told = send(program, PREVIEW, content).json()
    assert told["lines"] == []
    assert send(program, TAKE, content, digest=told["digest"]).status_code == 409


def test_whoever_may_not_read_what_it_became_changes_nothing(world, analyst, program, sites):
    content = edited(program, s1="Main office")
    blind = Program(secret_of(analyst, world.home, Permission.KEEP_ESTATE))
    told = send(blind, PREVIEW, content).json()
    assert {one["state"] for one in told["lines"]} == {"unknown"}
    assert send(blind, TAKE, content, digest=told["digest"]).status_code == 409


def test_sites_of_a_foreign_branch_are_not_known(program, world, sites):
    away = Site(organisation=world.foreign, ref="x", name_en="Theirs", tier=3)
    away.save()
    Site.everything.filter(pk=sites[1].pk).update(organisation=world.foreign)
    content = edited(program, s0="Main office")
    assert b"Theirs" not in content
    assert len(send(program, PREVIEW, content).json()["lines"]) == 1


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_was_previewed_in_one_language_is_taken_over_in_another(language, world, analyst, sites):
    here = Program(secret_of(analyst, world.home), language)
    other = Program(secret_of(analyst, world.home), "fr" if language == "en" else "en")
    content = edited(Program(secret_of(analyst, world.home)), s1="Main office")
    digest = send(here, PREVIEW, content).json()["digest"]
    assert send(other, TAKE, content, digest=digest).status_code == 201


def test_a_workbook_of_another_list_is_refused_as_such_and_changes_nothing(program, world, sites):
    asset_in(world.home, "cam-1")
    assets = program.get("/api/v1/exports/assets?format=xlsx")
    book = b"".join(assets.streaming_content)
    for address, content, other in (
        ("/api/v1/workbooks/assets/preview", edited(program), "Sites"),
        ("/api/v1/workbooks/sites/preview", book, "Assets"),
    ):
        (fault,) = send(program, address, content).json()["errors"]
        assert fault["field"] == "file"
        assert fault["detail"] == f"This is a workbook of another list, which is brought back there: {other}."
    assert send(program, "/api/v1/workbooks/assets/preview", book).status_code == 200


def with_new(program: Program, **said: object) -> bytes:
    """Return the workbook of sites with a row that has no number."""
    book = load_workbook(io.BytesIO(edited(program)))
    heading = [cell.value for cell in book.active[1]]
    book.active.append([said.get(name) for name in heading])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_site_that_is_added_is_shown_before_and_is_the_one_that_was_shown(program, world, sites):
    good = with_new(program, **{"Reference": "good", "Name in English": "Good", "Custodian": "Ada"})
    told = send(program, PREVIEW, good).json()
    (line,) = told["lines"]
    after = {one["field"]: one["after"] for one in line["changes"]}
    assert (line["state"], line["label"], line["id"]) == ("added", "good", None)
    assert after == {"organisation": str(world.home), "name_en": "Good", "custodian": "Ada"}
    other = with_new(program, **{"Reference": "other", "Name in English": "Good", "Custodian": "Ada"})
    assert send(program, TAKE, other, digest=told["digest"]).status_code == 412
    assert send(program, TAKE, good, digest=told["digest"]).status_code == 201
    assert {one.ref for one in Site.everything.all()} == {"s0", "s1", "s2", "good"}


def test_what_no_database_takes_is_wrong_in_its_cell_and_in_a_new_row(program, sites):
    (line,) = send(program, PREVIEW, edited(program, s1="a_x0000_b")).json()["lines"]
    assert (line["state"], line["problems"][0]["why"][:24]) == ("wrong", "A character in it cannot")
    new = with_new(program, **{"Reference": "n_x0000_w", "Name in English": "New"})
    assert [one["state"] for one in send(program, PREVIEW, new).json()["lines"]] == ["wrong"]
