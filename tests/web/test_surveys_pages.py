"""Do pages of surveys take files in, say what is wrong beside the field, and show and hand out what was found?"""

import csv
import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from phaseout.web.estate.models import Asset, AssetKey, Site
from phaseout.web.frame.access import Role
from phaseout.web.surveys import forms
from phaseout.web.surveys.models import Comparison, State, Survey
from web.examples import SECRET, furnish
from web.surveying import CAMERAS, HEADINGS, surveying

__all__ = ["surveying"]
pytestmark = pytest.mark.django_db


def given(world, *files, **more):
    uploads = [SimpleUploadedFile(name, text.encode()) for name, text in files]
    return {"file": uploads, "organisation": world.home.pk, "site": "", "name": "", "note": "", **more}


def test_files_brought_in_on_the_page_are_examined_and_shown(
    world, client_of, django_capture_on_commit_callbacks
):
    client = client_of(Role.TECHNICIAN)
    files = given(world, ("cameras.csv", CAMERAS), ("notes.csv", HEADINGS), name="Depot, spring")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("survey-new"), files)
    survey = Survey.everything.get()
    assert answer.headers["Location"] == reverse("survey", args=[survey.pk])
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Depot, spring" in page
    assert "cam-1" in page
    assert "notes.csv" in page
    assert "Take over into the estate" in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("survey-apply", args=[survey.pk]), {"version": survey.version})
    assert Asset.everything.count() == 3
    page = client.get(reverse("survey", args=[survey.pk])).content.decode()
    assert ">Undo<" in page


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "This field is required"),
        ([("empty.csv", "")], "The submitted file is empty"),
        ([("large.csv", "x" * 200)], "large.csv is 200\xa0bytes; a file may be at most 100\xa0bytes."),
        ([(f"{n}.csv", "x") for n in range(4)], "These are 4 files; at most 3 can be brought in together."),
    ],
)
def test_what_is_wrong_with_files_is_said_beside_the_field_and_the_rest_is_kept(
    world, client_of, monkeypatch, files, said
):
    monkeypatch.setattr(forms, "LARGEST", 100)
    monkeypatch.setattr(forms, "MOST", 3)
    answer = client_of(Role.ANALYST).post(reverse("survey-new"), given(world, *files, note="Kept as typed"))
    assert answer.status_code == 400
    page = answer.content.decode()
    beside = page.partition('id="id_file_error">')[2].partition("</p>")[0]
    assert said in beside
    assert "Kept as typed" in page
    assert not Survey.everything.exists()


def test_a_site_of_somebody_else_is_refused(world, client_of):
    other = Site(organisation=world.foreign, ref="theirs")
    other.save()
    files = given(world, ("cameras.csv", CAMERAS), site=other.pk)
    assert client_of(Role.ANALYST).post(reverse("survey-new"), files).status_code == 400
    foreign = given(world, ("cameras.csv", CAMERAS), organisation=world.foreign.pk)
    assert client_of(Role.ANALYST).post(reverse("survey-new"), foreign).status_code == 400
    assert not Survey.everything.exists()


def test_how_far_a_job_is_stands_on_its_page_which_asks_again_until_it_is_done(surveying, client_of):
    survey = surveying.bring({"cameras.csv": CAMERAS})
    client = client_of(Role.READER)
    running = Survey.everything.filter(pk=survey.pk)
    running.update(state=State.RUNNING, assets_expected=3000, assets_done=1000)
    page = client.get(reverse("survey", args=[survey.pk])).content.decode()
    assert "1,000 of 3,000 assets decided" in page
    assert 'hx-trigger="every 2s"' in page
    assert 'value="1000"' in page
    part = client.get(reverse("survey-progress", args=[survey.pk]))
    assert "<html" not in part.content.decode()
    assert "HX-Refresh" not in part.headers
    running.update(state=State.READY)
    assert client.get(reverse("survey-progress", args=[survey.pk])).headers["HX-Refresh"] == "true"


def test_nothing_of_an_unfinished_survey_is_handed_out(surveying, client_of):
    survey = surveying.bring({"cameras.csv": CAMERAS})
    Survey.everything.filter(pk=survey.pk).update(state=State.RUNNING)
    client = client_of(Role.READER)
    assert client.get(reverse("survey-document", args=[survey.pk])).status_code == 404
    assert client.get(reverse("surveyed", args=[survey.pk, 0])).status_code == 404


def test_the_list_of_what_a_survey_shows_is_narrowed_by_how_it_compares(surveying, client_of, world):
    asset = Asset(
        organisation=world.home, label="x", first_seen="2026-01-01T00:00Z", last_seen="2026-01-01T00:00Z"
    )
    asset.save()
    AssetKey(
        organisation=world.home, asset=asset, kind="serial", value="DS0000001", last_seen=asset.last_seen
    ).save()
    survey = surveying.bring({"cameras.csv": CAMERAS})
    address = reverse("survey", args=[survey.pk])
    client = client_of(Role.READER)
    page = client.get(address, {"difference": "changed"}).content.decode()
    assert "cam-1" in page
    assert "cam-2" not in page
    assert "V5.7.3" in page
    page = client.get(address, {"words": "P3265"}).content.decode()
    assert "cam-2" in page
    assert "cam-1" not in page
    assert "Take over" not in page


def test_a_second_person_is_told_that_somebody_was_quicker(
    surveying, client_of, django_capture_on_commit_callbacks
):
    survey = surveying.bring({"cameras.csv": CAMERAS})
    first, second = client_of(Role.ANALYST), client_of(Role.TECHNICIAN)
    address = reverse("survey-apply", args=[survey.pk])
    with django_capture_on_commit_callbacks(execute=True):
        assert first.post(address, {"version": survey.version}).status_code == 302
        answer = second.post(address, {"version": survey.version})
    assert answer.status_code == 409
    assert "somebody else changed this survey meanwhile" in answer.content.decode()
    assert Asset.everything.count() == 3


def test_a_conflict_shows_both_things_and_is_settled_by_a_click(world, client_of):
    survey = furnish(world.home).survey
    client = client_of(Role.TECHNICIAN)
    address = reverse("surveyed", args=[survey.pk, 1])
    page = client.get(address).content.decode()
    assert "Its keys mean more than one asset of the estate" in page
    assert f"It is serial {SECRET}" in page
    assert f"It is mac {SECRET}" in page
    chosen = Asset.everything.get(label=f"mac {SECRET}")
    said = {"version": re.search(r'name="version" value="(\d+)"', page)[1]}
    settle = reverse("surveyed-settle", args=[survey.pk, 1])
    assert client.post(settle, {"asset": chosen.pk, **said}).status_code == 302
    assert Comparison.everything.get(survey=survey, is_settled=True).asset == chosen
    late = client.post(settle, {"asset": Asset.everything.get(label=f"serial {SECRET}").pk, **said})
    assert (late.status_code, "this one" in late.content.decode()) == (409, True)
    assert Comparison.everything.get(survey=survey, is_settled=True).asset == chosen
    now = Comparison.everything.get(survey=survey, is_settled=True).version
    client.post(settle, {"asset": "", "version": now})
    assert not Comparison.everything.filter(survey=survey, is_settled=True).exists()


def test_the_page_of_a_thing_shows_its_evidence_and_why_a_measure_applies(surveying, client_of):
    survey = surveying.bring({"cameras.csv": CAMERAS})
    client = client_of(Role.READER)
    page = client.get(reverse("surveyed", args=[survey.pk, 0])).content.decode()
    assert "DS-2CD2143G2-I" in page
    assert '<a class="small" translate="no" href="#o' in page
    assert "cameras.csv, line 2" in page
    assert "applies" in page
    assert '<ul class="reasons"><li>' in page
    client.post(reverse("language"), {"language": "fr", "next": "/"})
    page = client.get(reverse("surveyed", args=[survey.pk, 0])).content.decode()
    assert "s’applique" in page
    assert "cameras.csv, ligne 2" in page


def test_what_could_not_be_read_is_handed_out_as_tables_whose_cells_are_no_formulas(surveying, client_of):
    line = '{"asset": "a", "trait": "mac", "value": "44:19:b6:00:00:01"}\n'
    survey = surveying.bring({"=cmd|x.obs.jsonl": f"{line}{{odd\n"})
    client = client_of(Role.READER)
    unread = reverse("survey-unread", args=[survey.pk])
    answer = client.get(f"{unread}?format=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    heading, row = csv.reader(io.StringIO(text))
    assert heading == ["File", "Place", "Why"]
    assert row[:2] == ["'=cmd|x.obs.jsonl", "line 2"]
    sheet = load_workbook(io.BytesIO(b"".join(client.get(f"{unread}?format=xlsx").streaming_content))).active
    assert [cell.value for cell in sheet[2]] == row
    with translation.override("fr"):
        client.post(reverse("language"), {"language": "fr", "next": "/"})
    text = b"".join(client.get(f"{unread}?format=csv").streaming_content).decode("utf-8-sig")
    assert text.splitlines()[0] == "Fichier;Endroit;Pourquoi"


def test_the_document_is_handed_out_as_a_file(surveying, client_of):
    survey = surveying.bring({"cameras.csv": CAMERAS})
    answer = client_of(Role.READER).get(reverse("survey-document", args=[survey.pk]))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="survey-{survey.pk}.json"'
    assert len(json.loads(b"".join(answer.streaming_content))["assets"]) == 3


def test_what_a_survey_shows_and_what_an_undoing_left_leave_as_files(surveying, client_of):
    survey = surveying.bring({"cameras.csv": CAMERAS})
    surveying.apply(survey)
    changed = surveying.bring({"cameras.csv": CAMERAS.replace("V5.7.3", "V5.7.4")})
    client = client_of(Role.READER)

    def lines(name: str, pk: int) -> list[dict[str, object]]:
        answer = client.get(reverse(name, args=[pk]), {"format": "jsonl"})
        return [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]

    first = lines("survey", changed.pk)[0]
    assert (first["label"], first["maker"], first["difference"]) == ("cam-1", "hikvision", "changed")
    assert first["changes"] == ["firmware: V5.7.3 → V5.7.4"]
    assert len(lines("survey", changed.pk)) == 3
    surveying.apply(changed)
    surveying.undo(survey)
    assert {line["label"] for line in lines("survey-kept", survey.pk)} == {"cam-1"}
