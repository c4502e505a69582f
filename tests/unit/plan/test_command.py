"""Does ``phaseout plan`` plan the example, say the same in both languages, and name what is wrong with a file?"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from phaseout.cli import group
from phaseout.domain.problem import UsageError
from phaseout.plan.clash import ClashError
from phaseout.plan.packages import problem_of
from phaseout.plan.problem import Problem
from phaseout.plan.programme_file import built_in, read_programme
from phaseout.plan.thing import to_replace
from phaseout.report.language import Language
from phaseout.report.plan_text import source_words
from phaseout.report.reading import read_document

ROOT = Path(__file__).parents[3]
PROGRAMME = ROOT / "examples/programme.toml"


@pytest.fixture
def document(town: Path) -> Path:
    return town


def _run(document: Path, *more: str, programme: Path = PROGRAMME) -> str:
    result = CliRunner().invoke(
        group, ["plan", str(document), "--programme", str(programme), *more], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_example_is_planned_within_its_bound_and_every_package_is_told_of(document: Path) -> None:
    told = json.loads(_run(document, "-o", "json"))
    assert told["packages"]
    assert told["bound"] <= told["value"]["total"]
    assert told["is_optimal"]
    for package in told["packages"]:
        earlier = told["months"].index(package["month"]) if package["month"] else len(told["months"])
        assert sum(len(why["months"]) for why in package["why_not_earlier"]) == earlier


def test_each_fiscal_year_says_what_it_spends_and_has_and_sites_that_are_not_there_are_named(
    document: Path, tmp_path: Path
) -> None:
    programme = tmp_path / "town.toml"
    text = (
        PROGRAMME.read_text().replace("months = 12", "months = 24").replace("amount = 9000", "amount = 3400")
    )
    more = '\n[[budget]]\nyear = 2028\namount = 1500\n[[crew]]\nid = "far"\nhours = 1\nsites = ["north"]\n'
    programme.write_text(text.replace('id = "depot"', 'id = "depto"') + more)
    asked = ["plan", str(document), "--programme", str(programme)]
    ran = CliRunner().invoke(group, asked, catch_exceptions=False)
    assert "names sites that the document does not have: depto, north" in ran.stderr
    assert (
        "Fiscal year 2027: 2,500 CAD spent, visits and isolation included, of 3,400 and 0 carried over"
        in ran.stdout
    )
    assert "of 1,500 and 170 carried over" in ran.stdout  # no more than 5 % of 3,400, though 900 are left
    assert "not have" not in CliRunner().invoke(group, [*asked, "-q"]).stderr


def test_the_same_input_gives_the_same_bytes(document: Path) -> None:
    assert _run(document, "-o", "json") == _run(document, "-o", "json")


def test_standard_output_carries_the_plan_and_nothing_of_the_solver(document: Path) -> None:
    asked = ["plan", str(document), "--programme", str(PROGRAMME), "-o", "json"]
    ran = subprocess.run([sys.executable, "-m", "phaseout", *asked], capture_output=True, check=True)
    assert json.loads(ran.stdout)["schema"] == "1.3"


def test_french_has_the_numbers_of_english(document: Path) -> None:
    def numbers(text: str) -> list[str]:
        return sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[,. \u202f](?=\d)", "", text)))

    english, french = _run(document, "--lang", "en"), _run(document, "--lang", "fr")
    assert "Pourquoi pas plus" in french
    assert numbers(english) == numbers(french)


def _problem(document: Path, *, backwards: bool) -> Problem:
    things = to_replace(list(read_document(document).assets)[:: -1 if backwards else 1])
    return problem_of(things, read_programme(PROGRAMME))


def test_the_order_of_the_document_does_not_matter(document: Path) -> None:
    assert _problem(document, backwards=False) == _problem(document, backwards=True)


def test_the_score_is_the_product_of_the_parts_it_shows(document: Path) -> None:
    for package in json.loads(_run(document, "-o", "json"))["packages"]:
        part = {one["name"]: one["value"] for one in package["score"]}
        shown = part["tier"] * (part["things"] * (part["network"] + part["data"]) + part["exploited"])
        assert package["weight"] == pytest.approx(shown)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "hours = 10",
            'hours = "ten"',
            r"programme\.toml:\d+: \[\[crew\]\] number 1\.hours must be a number",
        ),
        ("tier = 5", "teir = 5", r"programme\.toml:\d+: \[\[site\]\] number 1 has 'teir'"),
        (
            'start = "2027-04"',
            'start = "2027-13"',
            r"programme\.toml:\d+: \[programme\]\.start must be a month",
        ),
        ("carry_forward = 0.05", "carry_forward = 5", r"carry_forward must be a share"),
        ("amount = 9000", "", r"\[\[budget\]\] number 1: needs amount"),
        (
            "year = 2027",
            "year = 2029",
            r"programme\.toml:\d+: \[\[budget\]\] number 1\.year must lie from 2027 to 2027",
        ),
        ('"core"', '"moon"', r"network must be one of internet"),
        (
            "months = 12",
            'months = 12\ndeadlines = "soon"',
            r":\d+: \[programme\]\.deadlines must be counted or kept",
        ),
        ("months = 12", "months = 12\ncontinuity = 2", r":\d+: \[programme\]\.continuity must be a share"),
        ("tier = 5", "tier = 5\ncontinuity = 2", r":\d+: \[\[site\]\] number 1\.continuity must be a share"),
        (
            "tier = 5",
            'tier = 5\nclearance = "secret"',
            r":\d+: \[\[site\]\] number 1\.clearance must be a number",
        ),
        (
            "[[cost]]",
            '[[way]]\nid = "magic"\n[[cost]]',
            r":\d+: \[\[way\]\] number 1\.id must be one of cameras-first",
        ),
        ("[[cost]]", '[[way]]\nid = "remove"\n[[cost]]', r":\d+: \[\[way\]\] number 1: needs hours and cost"),
        (
            "[[cost]]",
            '[[way]]\nid = "cameras-first"\nafter = 0.5\n[[cost]]',
            r":\d+: \[\[way\]\] number 1\.after must be a whole",
        ),
        (
            "[[cost]]",
            "[[isolation]]\ncost = 5\nmonths = 0\n[[cost]]",
            r":\d+: \[\[isolation\]\] number 1\.months must be a whole",
        ),
        ("[[cost]]", "[[isolation]]\ncost = 5\n[[cost]]", r":\d+: \[\[isolation\]\] number 1: needs months"),
        (
            "[[cost]]",
            "[[isolation]]\ncost = 5\nmonths = 3\nresidual = 3\n[[cost]]",
            r":\d+: .*residual must be a share",
        ),
        ("[[cost]]", '[relaxation]\nhour = "dear"\n[[cost]]', r":\d+: \[relaxation\]\.hour must be a number"),
        ('id = "depot"', 'id = "main-building"', r"stands twice: 'main-building'"),
    ],
)
def test_a_fault_of_the_file_is_named_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "programme.toml"
    text = PROGRAMME.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UsageError) as error:
        read_programme(path)
    assert re.search(said, error.value.diagnosis())


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('[[pin]]\npackage = "ghost"\nmonth = "2027-05"', "no package is called 'ghost'"),
        ('[[cell]]\nrecorder = "ghost"\ncameras = []', "which is no thing to be replaced"),
    ],
)
def test_a_name_nobody_has_is_refused(document: Path, tmp_path: Path, more: str, said: str) -> None:
    path = tmp_path / "programme.toml"
    path.write_text(f"{PROGRAMME.read_text(encoding='utf-8')}\n{more}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        problem_of(to_replace(read_document(document).assets), read_programme(path))


def test_a_cell_larger_than_a_crew_month_is_split_and_its_first_part_comes_first(
    document: Path, tmp_path: Path
) -> None:
    things = to_replace(read_document(document).assets)
    site = next(asset.site for asset in things)
    names = [asset.id for asset in things if asset.site == site]
    text = PROGRAMME.read_text(encoding="utf-8").replace("hours = 10 ", "hours = 6 ")
    cameras = ", ".join(f'"{name}"' for name in names[1:])
    path = tmp_path / "programme.toml"
    path.write_text(f'{text}\n[[cell]]\nrecorder = "{names[0]}"\ncameras = [{cameras}]\n', encoding="utf-8")
    of = problem_of(things, read_programme(path))
    parts = [package for package in of.packages if package.id.startswith(f"{names[0]}/")]
    assert sorted(thing for part in parts for thing in part.things) == sorted(names)
    assert all(part.hours <= 6 for part in parts)
    assert of.before == tuple((parts[0].id, part.id) for part in parts[1:])


def test_a_cell_of_two_sites_is_refused_and_loses_no_camera(document: Path, tmp_path: Path) -> None:
    things = to_replace(read_document(document).assets)
    recorder = things[0]
    camera = next(asset for asset in things if asset.site != recorder.site)
    path = tmp_path / "programme.toml"
    cell = f'[[cell]]\nrecorder = "{recorder.id}"\ncameras = ["{camera.id}"]'
    path.write_text(f"{PROGRAMME.read_text(encoding='utf-8')}\n{cell}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="which is at another site"):
        problem_of(things, read_programme(path))


def test_variants_and_changes_stand_beside_the_plan_in_both_forms(document: Path, tmp_path: Path) -> None:
    before, now = tmp_path / "before.json", tmp_path / "now.json"
    _run(document, "-o", f"json={before}")
    saved = json.loads(before.read_text())
    saved["packages"][0]["month"] = "2028-03"
    before.write_text(json.dumps(saved))
    table = _run(
        document, "--what-if", "budget=-50%", "--what-if", "crews=+1", "--previous", str(before),
        "-o", "table", "-o", f"json={now}",
    )  # fmt: skip
    told = json.loads(now.read_text())
    assert [one["what_if"] for one in told["variants"]] == ["budget=-50%", "crews=+1"]
    poor, strong = told["variants"]
    assert poor["value"] > told["value"]["total"] > strong["value"]
    assert poor["not_done"] > 0
    first = saved["packages"][0]["id"]
    assert told["changes"] == [{"package": first, "before": "2028-03", "now": told["packages"][0]["month"]}]
    assert "as the programme says" in table
    called = saved["packages"][0]["label"]
    assert called
    assert f"{called} ({first}): 2028-03 before, now {told['packages'][0]['month']}" in table
    assert "Changed since the previous plan: 1 package\n" in table


def test_a_variant_that_cannot_hold_is_said_to_have_no_plan(document: Path, tmp_path: Path) -> None:
    package = json.loads(_run(document, "-o", "json"))["packages"][0]["id"]
    path = tmp_path / "programme.toml"
    pin = f'[[pin]]\npackage = "{package}"\nmonth = "2027-06"'
    path.write_text(f"{PROGRAMME.read_text(encoding='utf-8')}\n{pin}\n", encoding="utf-8")
    told = json.loads(_run(document, "--what-if", "budget=-100%", "-o", "json", programme=path))
    assert told["variants"][0]["value"] is None


def test_running_costs_stand_apart_from_the_capital_and_each_line_has_its_date(
    document: Path, tmp_path: Path
) -> None:
    path = tmp_path / "programme.toml"
    line = '[[cost]]\nkind = "camera"\ntypical = 1000\nhours = 2\nrunning = 30\nprice_date = "2026-05-01"'
    path.write_text(f"{PROGRAMME.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    plain, told = (json.loads(_run(document, "-o", "json", programme=one)) for one in (PROGRAMME, path))
    cameras = sum(package["cost"] == 1000 for package in told["packages"])
    assert cameras
    assert plain["estimate"]["running"] == 0
    assert told["estimate"]["running"] == 30 * cameras
    assert told["estimate"]["typical"] == sum(package["cost"] for package in told["packages"])
    dates = {one["kind"]: one["price_date"] for one in told["price_lines"]}
    assert dates["camera"] == "2026-05-01"
    assert dates["unknown"] is None
    table = _run(document, programme=path)
    assert f"Running costs, no part of the capital: {30 * cameras} CAD a year" in table
    assert "Price of camera, as of 2026-05-01: the programme" in table
    assert "Price where the kind is not known, date not stated:" in table
    assert "Prix de caméra, " in _run(document, "--lang", "fr", programme=path)


def test_both_drawings_are_written(document: Path, tmp_path: Path) -> None:
    _run(document, "-o", f"gantt={tmp_path}/plan.svg", "-o", f"burndown={tmp_path}/left.svg", "--lang", "fr")
    assert "Plan de remplacement" in (tmp_path / "plan.svg").read_text(encoding="utf-8")
    assert "Ce qui reste" in (tmp_path / "left.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("outputs", "said"),
    [
        (("-o", "table", "-o", "json"), "two formats would go to one place"),
        (("-o", "chart"), "there is no format 'chart'"),
        (("--what-if", "luck=+1"), "is not understood"),
    ],
)
def test_what_is_asked_for_wrongly_is_a_usage_error(
    document: Path, outputs: tuple[str, ...], said: str
) -> None:
    asked = ["plan", str(document), "--programme", str(PROGRAMME), *outputs]
    result = CliRunner().invoke(group, asked)
    assert result.exit_code != 0
    assert isinstance(result.exception, UsageError)
    assert said in str(result.exception.diagnosis())


def test_a_clash_is_said_in_the_language_that_is_asked_for(document: Path, tmp_path: Path) -> None:
    packages = _problem(document, backwards=False).packages
    name = next(package.id for package in packages if package.site == "main-building")
    pins = f'[[pin]]\npackage = "{name}"\nmonth = "2027-04"\n'
    path = tmp_path / "programme.toml"
    path.write_text(f"{PROGRAMME.read_text(encoding='utf-8')}\n{pins}", encoding="utf-8")
    for lang, said in (("en", "these cannot hold together: open months of site main-building; pin of"),
                       ("fr", "ces contraintes ne peuvent tenir ensemble\N{NO-BREAK SPACE}: mois d’ouverture du site")):  # fmt: skip
        ran = CliRunner().invoke(group, ["plan", str(document), "--programme", str(path), "--lang", lang])
        assert isinstance(ran.exception, ClashError)
        assert said in ran.exception.diagnosis()


def test_packages_go_by_what_people_call_them_with_their_ids_beside(document: Path, tmp_path: Path) -> None:
    drawing = tmp_path / "plan.svg"
    told = json.loads(_run(document, "-o", "json", "-o", f"gantt={drawing}"))
    names = {one["id"]: one["label"] for one in told["packages"]}
    assert all(names.values())
    table = _run(document, "-o", "table")
    for package, label in names.items():
        assert package in table
        assert label in table
        assert f"{label} ({package})" in drawing.read_text()


BUDGET = "[[budget]]\nyear = 2027\namount = 1\n"
HUGE = "9" * 400


@pytest.mark.parametrize(
    ("head", "more", "line", "said"),
    [
        ('start = "9999-12"', "", 2, "[programme].start must lie from 1900-01 to 2999-12"),
        ('start = "0001-01"', "", 2, "[programme].start must lie from 1900-01 to 2999-12"),
        ('start = "2027-04"', f"[[crew]]\nid = 'b'\nhours = {HUGE}\n", 13, "[[crew]] number 2.hours must be at most 1000000000000"),
        ('start = "2027-04"', f"[[budget]]\nyear = 2028\namount = {HUGE}\n", 13, "[[budget]] number 2.amount must be at most"),
        ('start = "2027-04"', "[[budget]]\nyear = 2028\namount = 1e308\n", 13, "[[budget]] number 2.amount must be at most"),
        *[
            ('start = "2027-04"', f'[[cost]]\nkind = "camera"\ntypical = 1\nhours = 1\nlead = {lead}\n', 15, "[[cost]] number 1.lead must be ")
            for lead in ("1e30", "40000", "2.7", HUGE)
        ],
        *[
            ('start = "2027-04"', f'[[cost]]\nkind = "camera"\nhours = 1\ntypical = 5\n{wrong}\n', 14, "[[cost]] number 1.typical must lie from low to high")
            for wrong in ("low = 6", "high = 4")
        ],
    ],
)  # fmt: skip
def test_what_no_calendar_and_no_sum_can_hold_is_a_fault_with_its_line(
    document: Path, tmp_path: Path, head: str, more: str, line: int, said: str
) -> None:
    programme = tmp_path / "town.toml"
    text = (
        f'[programme]\n{head}\nmonths = 24\ncarry_forward = 0\n{BUDGET}[[crew]]\nid = "a"\nhours = 5\n{more}'
    )
    programme.write_text(text)
    ran = CliRunner().invoke(group, ["plan", str(document), "--programme", str(programme)])
    assert isinstance(ran.exception, UsageError), ran.exception
    assert f"{programme}:{line}: {said}" in str(ran.exception)


def test_a_change_no_sum_can_hold_is_refused(document: Path) -> None:
    asked = ["plan", str(document), "--programme", str(PROGRAMME), "--what-if", f"budget=+1{'0' * 180}%"]
    ran = CliRunner().invoke(group, asked)
    assert isinstance(ran.exception, UsageError)
    assert "is more than can be counted" in str(ran.exception)


def test_built_in_sources_of_prices_are_said_in_the_readers_language(document: Path) -> None:
    english, french = _run(document, "--lang", "en"), _run(document, "--lang", "fr")
    assert "indoor commercial swap on existing cable" in english
    assert "indoor commercial swap" not in french
    assert "remplacement commercial à l’intérieur" in french


def test_every_built_in_source_is_said_as_it_is_written() -> None:
    for kind, price in built_in().prices.items():
        assert source_words(kind, price.source, Language("en")) == price.source
        assert source_words(kind, "a standing offer", Language("fr")) == "a standing offer"


def test_quiet_says_nothing_where_there_is_nothing_to_plan(document: Path, tmp_path: Path) -> None:
    lines = document.read_text().splitlines()
    empty = tmp_path / "empty.json"
    told = json.loads("\n".join(lines))
    for asset in told["assets"]:
        asset["determinations"] = []
    empty.write_text(json.dumps(told))
    asked = ["plan", str(empty), "--programme", str(PROGRAMME)]
    loud, quiet = CliRunner().invoke(group, asked), CliRunner().invoke(group, [*asked, "-q"])
    assert loud.exit_code == quiet.exit_code != 0
    assert "nothing to plan" in loud.stderr
    assert quiet.stderr == ""
