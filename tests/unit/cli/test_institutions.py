"""Does the command find an institution, and do the other commands ask as one?"""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from phaseout.cli import group
from phaseout.domain.problem import UsageError

HIKVISION = '{"asset": "cam-17", "trait": "http.server", "value": "App-webs/"}\n'
GOC = "ca/goc-hikvision-prohibition"


def run(*arguments: str | Path) -> Result:
    return CliRunner(env={"COLUMNS": "110"}).invoke(group, [*map(str, arguments)])


def refused(*arguments: str | Path) -> UsageError:
    error = run(*arguments).exception
    assert isinstance(error, UsageError)
    return error


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.jsonl"
    path.write_text(HIKVISION)
    return path


def test_one_institution_is_shown_whole() -> None:
    shown = run("institutions", "bank of canada").stdout
    assert "ca/bank-of-canada: Bank of Canada\n" in shown
    assert "also: Banque du Canada" in shown
    role = "Crown corporation exempt under section 85 of the Financial Administration Act (Canada)"
    assert f"role: ca/crown-corporation-s85 ({role}), s. 85(1)" in shown
    assert "[financial-administration-act, s. 85(1) [O]]" in shown
    assert "note: Section 85(1) takes the Bank of Canada out" in shown


def test_french_says_it_all_in_french() -> None:
    shown = run("institutions", "CBSA", "--lang", "fr").stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert "ca/canada-border-services-agency : Agence des services frontaliers du Canada\n" in shown
    assert "rôle : ca/departmental-corporation (Établissement public fédéral (Canada)), annexe II" in shown
    assert "inscription : annexe IV (2005, ch. 38, al. 144(4)b))" in shown
    bank = run("institutions", "Banque du Canada", "--lang", "fr").stdout.replace("\xa0", " ")
    assert "remarque : Le paragraphe 85(1)" in bank


def test_several_are_a_table_with_roles_lists_and_notes() -> None:
    shown = run("institutions", "museum").stdout
    assert shown.splitlines()[0].split() == ["Name", "Roles", "Listed", "in"]
    assert (
        "• Canadian Museum of Nature                        ca/crown-corporation          Schedule III, Part I"
        in shown
    )
    assert "ca/canadian-museum-of-nature" in shown
    exempt = " ".join(run("institutions", "--role", "ca/crown-corporation-s85").stdout.split())
    assert (exempt.count("•"), exempt.count("section 89 included")) == (7, 7)
    assert "Section 85(1.2) takes Telefilm Canada out" in exempt


def test_all_are_listed_once() -> None:
    assert run("institutions").stdout.count("\n• ") == 153


def test_a_role_narrows_a_search() -> None:
    assert (
        "ca/standards-council-of-canada"
        in run("institutions", "SCC", "--role", "ca/crown-corporation").stdout
    )
    assert (
        "none of them has the role" in refused("institutions", "rcmp", "--role", "ca/crown-corporation").what
    )
    assert "there is no role 'ca/crown'" in refused("institutions", "--role", "ca/crown").what


def test_a_name_that_is_none_offers_what_is_like_it() -> None:
    error = refused("institutions", "Bank of Canda")
    assert error.what == "no institution is called 'Bank of Canda'"
    assert "perhaps ca/bank-of-canada (Bank of Canada)" in (error.remedy or "")
    assert (refused("institutions", "zzzz").remedy or "").startswith("search for one word of it; ")


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("Bank of Canada", "undetermined"),
        ("Banque du Canada", "undetermined"),
        ("Transport Canada", "applies"),
        ("Transports Canada", "applies"),
    ],
)
def test_a_survey_asks_as_an_institution(scan: Path, name: str, outcome: str) -> None:
    done = run("survey", scan, "--institution", name, "--only", GOC, "-o", "json", "-q")
    document = json.loads(done.stdout)
    answers = document["assets"][0]["determinations"]
    assert {answer["outcome"] for answer in answers} == {outcome}
    assert document["context"]["institutions"][0]["id"] in json.dumps(answers)
    assert done.stderr == ""


def test_a_survey_says_as_whom_it_asks_and_why_a_ban_may_not_bind(scan: Path) -> None:
    done = run("survey", scan, "--institution", "banque du canada", "--lang", "fr")
    said = done.stderr.replace("\xa0", " ")
    role = "exemptée par l’article 85 de la Loi sur la gestion des finances publiques (Canada)"
    assert f"ca/bank-of-canada, Banque du Canada : Société d’État {role} (art. 85(1))" in said
    assert (
        "une interdiction d’achat annoncée pour les sociétés d’État pourrait donc ne pas lier celle-ci"
        in said
    )
    assert f"{role} (Banque du Canada)" in done.stdout.replace("\n", " ")


def test_the_context_file_and_the_command_line_add_up(scan: Path, tmp_path: Path) -> None:
    context = tmp_path / "context.toml"
    context.write_text(
        '[organisation]\ninstitution = ["Monnaie royale canadienne"]\nroles = ["us/importer"]\n'
    )
    done = run("survey", scan, "--context", context, "--institution", "CSIS", "-o", "json", "-q")
    shown = json.loads(done.stdout)["context"]
    assert shown["roles"] == [
        "us/importer", "ca/crown-corporation", "ca/federal-department", "ca/separate-agency",
    ]  # fmt: skip
    assert [one["id"] for one in shown["institutions"]] == [
        "ca/royal-canadian-mint",
        "ca/canadian-security-intelligence-service",
    ]


def test_every_word_that_is_not_known_is_said_at_once(scan: Path) -> None:
    error = refused(
        "survey", scan, "--institution", "SCC", "--institution", "Gaspé", "--role", "ca/crown-corp"
    )
    assert "role 'ca/crown-corp'" in error.what
    assert "'SCC' may be" in error.what
    assert "no institution is called 'Gaspé'" in error.what
    assert "perhaps ca/crown-corporation" in (error.remedy or "")
    assert "'phaseout institutions' lists them all" in (error.remedy or "")


def test_measures_that_bind_an_institution_are_listed_with_what_is_special_of_it() -> None:
    done = run("measures", "applies", "--institution", "Radio-Canada")
    assert re.search(rf"^{GOC} +announced ", done.stdout, re.MULTILINE)
    assert "(perhaps)" in done.stdout
    assert "Section 85(1.1) takes the Canadian Broadcasting Corporation out" in done.stderr
    assert "(perhaps)" not in run("measures", "applies", "--institution", "Transport Canada").stdout


def test_measures_apply_to_somebody() -> None:
    assert refused("measures", "applies").remedy == "give --role ID or --institution NAME"


def test_the_table_of_measures_is_headed_and_its_columns_hold_what_stands_in_them() -> None:
    for lang in ("en", "fr"):
        lines = run("measures", "list", "--lang", lang, "--as-of", "2015-01-01").stdout.splitlines()
        titles = [re.split(r"  +", line)[3] for line in lines]
        starts = {line.index(title) for line, title in zip(lines, titles, strict=True)}
        assert len(starts) == 1, lang
    english = run("measures", "list", "--as-of", "2015-01-01").stdout
    assert english.startswith("Measure id ")
    assert re.search(rf"^{GOC} +nothing before 27 June 2025 ", english, re.MULTILINE)


@pytest.mark.parametrize("name", ["McGill University", "House of Commons"])
def test_whoever_is_no_federal_institution_is_led_to_the_roles(scan: Path, name: str) -> None:
    for error in (refused("survey", scan, "--institution", name), refused("institutions", name)):
        assert "federal institutions of Canada only" in (error.remedy or "")
        assert "--role ID ('phaseout roles')" in (error.remedy or "")


def test_an_unknown_role_meets_those_like_it_and_never_all(scan: Path) -> None:
    assert "ca/municipality" in (refused("survey", scan, "--role", "municipality").remedy or "")
    assert "perhaps ca/police-or-transit-board" in (refused("survey", scan, "--role", "transit").remedy or "")
    remedy = refused("survey", scan, "--role", "zzz").remedy or ""
    assert remedy == "'phaseout roles' lists the roles, docs/context.md the other words"


def test_roles_stand_by_jurisdiction_with_whom_they_mean() -> None:
    lines = run("roles").stdout.splitlines()
    countries = [line.partition("/")[0].partition("-")[0] for line in lines if line and line[0] != " "]
    assert countries == sorted(countries, key=countries.index)
    place = next(index for index, line in enumerate(lines) if line.startswith("ca/crown-corporation-s85 "))
    assert lines[place + 1].strip() == "Such as the Bank of Canada and CBC/Radio-Canada."
