"""Are files examined as the command line examines them, and what becomes of jobs that fail or are stopped?"""

import hashlib
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django_tasks_db.models import DBTaskResult

from command_line import run_for_bytes
from phaseout.web.estate.models import Asset, Site
from phaseout.web.estate.queries import line_of
from phaseout.web.estate.services import add_branch
from phaseout.web.frame.access import PERMITS, Permission, Role
from phaseout.web.surveys.asked_as import context_of
from phaseout.web.surveys.downloads import document_of
from phaseout.web.surveys.models import (
    SharedAnswers,
    State,
    Survey,
    SurveyDocument,
    SurveyedAsset,
    SurveyFile,
    SurveyUnread,
)
from phaseout.web.surveys.services import cancel, resume_left_behind, running
from web.surveying import AS_OF, CAMERAS, Surveying, surveying, town_hall

__all__ = ["surveying"]
pytestmark = pytest.mark.django_db


def test_the_document_is_the_one_the_command_line_writes(surveying, tmp_path):
    files = town_hall()
    survey = surveying.bring(files)
    assert (survey.state, survey.error) == (State.READY, "")
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    # The command line walks the folder; the names of its sources are those of the files.
    told = run_for_bytes("survey", *files, "--role", "ca/federal-department", "--as-of", AS_OF, "-o", "json",
                         "-q", "--no-timestamp", cwd=tmp_path)  # fmt: skip
    theirs, ours = json.loads(told.stdout), json.loads(b"".join(document_of(survey)))
    assert ours.pop("generated").endswith("Z")
    assert theirs.pop("generated") is None
    assert ours.pop("context")["organisation"] == "Example Department"
    theirs.pop("context")
    assert ours == theirs
    assert survey.assets_done == len(ours["assets"]) > 20
    assert survey.unread == ours["summary"]["unread"] > 0


def test_a_document_comes_back_in_the_bytes_it_would_have_been_written_in(surveying, tmp_path):
    survey = surveying.bring({"cameras.csv": CAMERAS})
    (tmp_path / "cameras.csv").write_text(CAMERAS)
    context = tmp_path / "context.toml"
    context.write_text('[organisation]\nname = "Example Department"\nroles = ["ca/federal-department"]\n')
    told = run_for_bytes("survey", "cameras.csv", "--context", context, "--as-of", AS_OF, "-o", "json", "-q",
                         "--no-timestamp", cwd=tmp_path)  # fmt: skip
    lines = b"".join(document_of(survey)).split(b"\n")
    theirs = told.stdout.split(b"\n")
    different = [one for one, other in zip(lines, theirs, strict=True) if one != other]
    assert all(line.startswith(b'"generated":') for line in different)


def test_files_lie_under_names_of_our_own_and_are_shown_by_theirs(surveying):
    survey = surveying.bring({"../../etc/Ma caméra.CSV": CAMERAS, "b'<script>.txt": "no table\n"})
    first, second = survey.files.order_by("pk")
    assert first.name == "Ma caméra.CSV"
    assert first.stored.name.startswith("surveys/")
    assert first.stored.name.endswith(".csv")
    assert Path(first.stored.path).parent == Path(settings.MEDIA_ROOT) / "surveys"
    assert first.sha256 == hashlib.sha256(CAMERAS.encode()).hexdigest()
    assert (first.reader, first.observations > 0) == ("csv", True)
    assert second.not_examined
    document = b"".join(document_of(survey)).decode()
    assert str(settings.MEDIA_ROOT) not in document
    assert "Ma caméra.CSV" in document


def test_what_could_not_be_read_is_kept_with_its_file_and_place(surveying):
    survey = surveying.bring(
        {"odd.obs.jsonl": '{"asset": "a", "trait": "mac", "value": "44:19:b6:00:00:01"}\n{odd\n'}
    )
    (unread,) = SurveyUnread.everything.filter(survey=survey)
    assert (unread.file.name, unread.locator) == ("odd.obs.jsonl", "line 2")
    assert survey.unread == unread.file.unread == 1


def test_a_file_that_nothing_can_be_read_from_is_no_failure_and_is_said_first(surveying, client_of):
    survey = surveying.bring({"plan.dwg": "AC1032 nothing", "cameras.csv": CAMERAS})
    assert (survey.state, survey.assets_done, survey.unread) == (State.READY, 3, 0)
    page = client_of(Role.READER).get(f"/surveys/{survey.pk}/").content.decode().partition("<h2")[0]
    assert '<b>1</b> <a href="#files">file not examined</a>' in page
    assert "counted nowhere here, neither as found nor as not read" in page
    assert "1 file not examined" in client_of(Role.READER).get("/surveys/").content.decode()
    rows = b"".join(client_of(Role.READER).get("/surveys/?format=jsonl").streaming_content)
    assert json.loads(rows)["unexamined"] == 1


def test_characters_no_database_keeps_are_shown_and_kept_in_the_document(surveying):
    odd = '{"asset": "a\\u0000b", "trait": "hostname", "value": "X\\u0000Y"}\n'
    survey = surveying.bring({"odd.obs.jsonl": odd})
    assert survey.state == State.READY, survey.error
    assert SurveyedAsset.everything.get(survey=survey).label == "X\N{REPLACEMENT CHARACTER}Y"
    assert b"X\\u0000Y" in b"".join(document_of(survey))


def test_a_survey_that_fails_says_why_and_leaves_nothing(surveying, monkeypatch):
    def break_down(*_):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(running, "ends_of", break_down)
    survey = surveying.bring({"cameras.csv": CAMERAS})
    assert (survey.state, survey.error) == (State.FAILED, "RuntimeError: the disk is full")
    assert not SurveyedAsset.everything.filter(survey=survey).exists()
    assert not SharedAnswers.everything.filter(survey=survey).exists()


def test_a_survey_stopped_meanwhile_leaves_nothing_but_its_files(surveying, monkeypatch):
    write = running._write

    def stopped(survey, *rest):
        write(survey, *rest)
        assert cancel(surveying.access, survey)

    monkeypatch.setattr(running, "_write", stopped)
    survey = surveying.bring({"cameras.csv": CAMERAS})
    assert survey.state == State.CANCELLED
    assert survey.files.count() == 1
    for model in (SurveyedAsset, SharedAnswers, SurveyUnread, SurveyDocument):
        assert not model.everything.filter(survey=survey).exists()


def test_a_job_done_a_second_time_changes_nothing(surveying):
    survey = surveying.bring({"cameras.csv": CAMERAS})
    before = list(SurveyedAsset.everything.filter(survey=survey).order_by("pk").values_list())
    running.run(survey.pk)
    assert list(SurveyedAsset.everything.filter(survey=survey).order_by("pk").values_list()) == before


def test_what_a_beginning_left_is_thrown_away_by_the_next(surveying, django_capture_on_commit_callbacks):
    survey = surveying.bring({"cameras.csv": CAMERAS})
    # As it stands when a worker was killed half-way: running, with some of its things written.
    Survey.everything.filter(pk=survey.pk).update(state=State.RUNNING, assets_done=1)
    SurveyedAsset.everything.filter(survey=survey, position=2).delete()
    SurveyDocument.everything.filter(survey=survey).delete()
    with django_capture_on_commit_callbacks(execute=True):
        assert resume_left_behind() == 1
    survey.refresh_from_db()
    assert survey.state == State.READY
    assert list(SurveyedAsset.everything.filter(survey=survey).values_list("position", flat=True)) == [
        0,
        1,
        2,
    ]
    assert not DBTaskResult.objects.exists()
    assert resume_left_behind() == 0


def test_roles_and_facts_are_those_of_the_nearest_that_states_them(world, access_with):
    world.home.context = {"network": ["enterprise"], "funding": ["own"]}
    world.home.save()
    branch = add_branch(access_with(Role.ADMINISTRATOR), world.home, name_en="Branch", name_fr="")
    branch.context = {"network": ["isolated"]}
    site = Site(
        organisation=branch, ref="hq", owner="landlord", purpose=["public-safety"], networks=["10.0.0.0/8"]
    )
    other = Site(organisation=branch, ref="depot", networks=["10.1.0.0/16"])
    context = context_of([branch, *line_of(branch)[1:]], [site, other], None)
    assert context.roles == ("ca/federal-department",)
    assert context.use == {"network": ("isolated",), "funding": ("own",)}
    assert [(one.id, one.networks, one.sources) for one in context.sites] == [
        ("hq", ("10.0.0.0/8",), ()), ("depot", ("10.1.0.0/16",), ()),
    ]  # fmt: skip
    assert context.sites[0].facts == {"purpose": ("public-safety",), "owner": ("landlord",)}


def test_a_site_that_was_chosen_takes_everything(surveying, world):
    site = Site(organisation=world.home, ref="library", owner="landlord")
    site.save()
    Site(organisation=world.home, ref="depot", networks=["10.1.0.0/16"]).save()
    survey = surveying.bring({"cameras.csv": CAMERAS}, site=site)
    assert set(SurveyedAsset.everything.filter(survey=survey).values_list("site", flat=True)) == {site.pk}
    addressed = surveying.bring({"cameras.csv": CAMERAS})
    assert set(SurveyedAsset.everything.filter(survey=addressed).values_list("site__ref", flat=True)) == {
        "depot"
    }


@pytest.mark.parametrize("role", [role for role in Role if Permission.SURVEY not in PERMITS[role]])
def test_who_may_not_bring_files_in_brings_none(world, access_with, role, django_capture_on_commit_callbacks):
    with pytest.raises(PermissionDenied):
        Surveying(access_with(role), world.home, django_capture_on_commit_callbacks).bring({"a.csv": CAMERAS})
    assert not Survey.everything.exists()
    assert not SurveyFile.everything.exists()
    assert not Asset.everything.exists()
