"""Does a document examined elsewhere become a survey of the server that it is pushed to?"""

import pytest

from command_line import run
from phaseout.cli.push import TOKEN
from phaseout.web.estate.models import Site, Told
from phaseout.web.frame.access import Role
from phaseout.web.people.queries import access_of
from phaseout.web.surveys.models import Survey
from phaseout.web.surveys.services import ask_to_apply
from web.programs import secret_of
from web.surveying import CAMERAS


@pytest.fixture
def document(tmp_path):
    (tmp_path / "cameras.csv").write_text(CAMERAS)
    # Examined in no role at all: what the server answers is its own.
    assert run("survey", "cameras.csv", "-o", "json=report.json.gz", "-q", cwd=tmp_path).returncode == 0
    return tmp_path / "report.json.gz"


def test_a_document_pushed_twice_is_one_survey_that_the_server_decides_itself(
    live_server, world, person_with, monkeypatch, document
):
    Site(organisation=world.home, ref="hq").save()
    technician = person_with(Role.TECHNICIAN)
    monkeypatch.setenv(TOKEN, secret_of(technician, world.home))
    said = [run("push", document, "--server", live_server.url, "--site", "hq") for _ in range(2)]
    assert [one.returncode for one in said] == [0, 0], said[0].stderr
    assert said[0].stdout == said[1].stdout
    survey = Survey.everything.get()
    assert (survey.state, survey.new, survey.site.ref, survey.name) == ("ready", 3, "hq", "report.json.gz")
    assert survey.files.get().reader == "pushed-document"
    assert ask_to_apply(access_of(technician), survey, version=survey.version)
    maker = Told.everything.get(field="maker", value="hikvision")
    assert maker.source.startswith("report.json.gz.pushed.gz, cameras.csv, ")
    assert {"applies"} <= set(survey.assets.values_list("answers__outcome", flat=True))


def test_whom_the_server_does_not_let_bring_files_in_is_told(
    live_server, world, person_with, monkeypatch, document
):
    monkeypatch.setenv(TOKEN, secret_of(person_with(Role.READER), world.home))
    refused = run("push", document, "--server", live_server.url)
    assert (refused.returncode, Survey.everything.count()) == (3, 0)
    assert "Your roles, or those of this token, do not reach so far." in refused.stderr


def test_a_document_whose_sites_are_not_known_stands_at_the_site_it_is_pushed_for(
    live_server, world, person_with, monkeypatch, tmp_path
):
    (tmp_path / "cameras.csv").write_text(CAMERAS)
    (tmp_path / "context.toml").write_text('[[site]]\nid = "elsewhere"\nmatch = {source = ["*"]}\n')
    made = run(
        "survey", "cameras.csv", "--context", "context.toml", "-o", "json=report.json", "-q", cwd=tmp_path
    )
    assert made.returncode == 0, made.stderr
    Site(organisation=world.home, ref="hq").save()
    monkeypatch.setenv(TOKEN, secret_of(person_with(Role.TECHNICIAN), world.home))
    said = run("push", tmp_path / "report.json", "--server", live_server.url, "--site", "hq")
    assert said.returncode == 0, said.stderr
    assert set(Survey.everything.get().assets.values_list("site__ref", "written")) == {("hq", "elsewhere")}
