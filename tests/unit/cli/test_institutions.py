"""Does the command find an institution, and do the other commands ask as one?"""

import json
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
    shown = run("institutions", "CBSA", "--lang", "fr").stdout.replace("\xa0", " ")
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
    assert refused("institutions", "zzzz").remedy == "search for one word of it"


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
    assert f"{GOC:<40} announced" in done.stdout
    assert "(perhaps)" in done.stdout
    assert "Section 85(1.1) takes the Canadian Broadcasting Corporation out" in done.stderr
    assert "(perhaps)" not in run("measures", "applies", "--institution", "Transport Canada").stdout


def test_measures_apply_to_somebody() -> None:
    assert refused("measures", "applies").remedy == "give --role ID or --institution NAME"
