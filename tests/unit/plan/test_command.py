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
from phaseout.plan.packages import problem_of, to_replace
from phaseout.plan.problem import Problem
from phaseout.plan.programme_file import read_programme
from phaseout.report.reading import read_document

ROOT = Path(__file__).parents[3]
PROGRAMME = ROOT / "examples/programme.toml"


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "town.json"
    town = ["survey", str(ROOT / "examples/town-hall"), "--context", str(ROOT / "examples/town-hall.toml")]
    asked = [*town, "--as-of", "2026-11-23", "--no-timestamp", "-o", f"json={path}"]
    assert CliRunner().invoke(group, asked).exit_code == 0
    return path


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


def test_the_same_input_gives_the_same_bytes(document: Path) -> None:
    assert _run(document, "-o", "json") == _run(document, "-o", "json")


def test_standard_output_carries_the_plan_and_nothing_of_the_solver(document: Path) -> None:
    asked = ["plan", str(document), "--programme", str(PROGRAMME), "-o", "json"]
    ran = subprocess.run([sys.executable, "-m", "phaseout", *asked], capture_output=True, check=True)
    assert json.loads(ran.stdout)["schema"] == "1.0"


def test_french_has_the_numbers_of_english(document: Path) -> None:
    def numbers(text: str) -> list[str]:
        return re.findall(r"\d+", re.sub(r"(?<=\d)[,. \u202f](?=\d)", "", text))

    english, french = _run(document, "--lang", "en"), _run(document, "--lang", "fr")
    assert "Pourquoi pas plus tôt" in french
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
