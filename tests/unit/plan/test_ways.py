"""What do the ways, the isolation, the limits of a site and the clearances of a programme make of its packages?"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from phaseout.domain.problem import UsageError
from phaseout.plan.engine import plan
from phaseout.plan.packages import problem_of
from phaseout.plan.problem import Choice, Isolation, Problem, Site, Terms, Way, Work
from phaseout.plan.programme_file import read_programme
from phaseout.plan.thing import Thing, to_replace
from phaseout.report.reading import read_document
from plan_problems import package, problem

ROOT = Path(__file__).parents[3]
PROGRAMME = (ROOT / "examples/programme.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def things(town: Path) -> list[Thing]:
    return to_replace(read_document(town).assets)


def _problem(things: list[Thing], tmp_path: Path, more: str, *changes: tuple[str, str]) -> Problem:
    text = PROGRAMME
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "programme.toml"
    path.write_text(f"{text}\n{more}\n", encoding="utf-8")
    return problem_of(things, read_programme(path))


def _cell(things: list[Thing]) -> tuple[list[Thing], str]:
    """Return the things with one made a recorder, and the cell that ties the others of its site to it."""
    site = next(asset.site for asset in things)
    names = [asset.id for asset in things if asset.site == site]
    made = [replace(asset, kind="recorder") if asset.id == names[0] else asset for asset in things]
    cameras = ", ".join(f'"{name}"' for name in names[1:3])
    return made, f'[[cell]]\nrecorder = "{names[0]}"\ncameras = [{cameras}]'


def test_a_cell_may_be_done_cameras_first_or_recorder_first_and_no_work_is_lost(
    things: list[Thing], tmp_path: Path
) -> None:
    made, cell = _cell(things)
    ways = '[[way]]\nid = "cameras-first"\nafter = 2\n[[way]]\nid = "recorder-first"\nsites = ["depot"]'
    of = _problem(made, tmp_path, f"{cell}\n{ways}", ("hours = 10 ", "hours = 40 "))
    whole = next(package for package in of.packages if len(package.things) == 3)
    assert [way.id for way in whole.ways] == ["at-once", "cameras-first"]
    first, second = whole.others[0].works
    assert (first.after, second.after) == (0, 2)
    assert (first.things, second.things) == (2, 1)
    assert first.hours + second.hours == pytest.approx(whole.hours)
    assert first.cost + second.cost == pytest.approx(whole.cost)
    assert first.share + second.share == pytest.approx(1.0)
    assert all(len(package.ways) == 1 for package in of.packages if package is not whole)


def test_the_second_work_of_a_way_takes_its_weight_only_then() -> None:
    two = Way(
        id="cameras-first", lead=0,
        works=(
            Work(after=0, hours=5.0, cost=50.0, things=1, share=0.75),
            Work(after=1, hours=5.0, cost=50.0, things=1, share=0.25),
        ),
    )  # fmt: skip
    of = problem(package("a", weight=4.0, others=(two,)), crews={"k": (5.0, 5.0, 5.0)})
    made = plan(of, where="t")
    assert made.placing == {"a": Choice(month=0, way="cameras-first")}
    assert made.value.total == pytest.approx(4.0 * 0.25 * 28)


def test_what_is_removed_without_being_replaced_waits_for_no_delivery(
    things: list[Thing], tmp_path: Path
) -> None:
    of = _problem(
        things, tmp_path, '[[way]]\nid = "remove"\nhours = 1\ncost = 100\nsites = ["depot"]', ("hours = 3", "hours = 3\nlead = 5")
    )  # fmt: skip
    depot = [package for package in of.packages if package.site == "depot"]
    assert depot
    for one in of.packages:
        removals = [way for way in one.ways if way.id == "remove"]
        assert len(removals) == (one.site == "depot")
        for way in removals:
            assert (way.lead, way.works[0].hours, way.works[0].cost) == (
                0,
                len(one.things),
                100.0 * len(one.things),
            )


def test_isolation_takes_what_the_score_of_an_isolated_site_leaves_or_what_is_stated(
    things: list[Thing], tmp_path: Path
) -> None:
    by_score = _problem(things, tmp_path, "[[isolation]]\ncost = 50\nmonths = 6")
    stated = _problem(
        things, tmp_path, '[[isolation]]\ncost = 50\nmonths = 6\nresidual = 0.4\nsites = ["depot"]'
    )
    for one in by_score.packages:
        parts = {part.name: part.value for part in one.parts}
        left = parts["tier"] * (parts["things"] * 0.5 + parts["exploited"]) / one.weight
        assert one.isolation == Isolation(cost=50.0, share=pytest.approx(1 - left), months=6)  # type: ignore[arg-type]
    assert {one.site: one.isolation and one.isolation.share for one in stated.packages} == {
        "depot": pytest.approx(0.6), "main-building": None,
    }  # fmt: skip


def test_a_site_that_is_isolated_already_has_nothing_to_gain(things: list[Thing], tmp_path: Path) -> None:
    of = _problem(things, tmp_path, "[[isolation]]\ncost = 5\nmonths = 6", ('"core"', '"isolated"'))
    assert {one.isolation is None for one in of.packages if one.site == "main-building"} == {True}


def test_what_is_isolated_counts_its_rest_until_the_review_and_is_never_done() -> None:
    cut = Isolation(cost=10.0, share=0.5, months=2)
    of = problem(package("a", weight=2.0, lead=9, isolation=cut), terms=Terms(undone_days=100.0))
    made = plan(of, where="t")
    assert made.placing == {"a": Choice(isolated=0)}
    assert made.value.exposure == pytest.approx(2.0 * (0.5 * (28 + 31) + 30))
    assert made.value.undone == pytest.approx(2.0 * 100.0)
    assert made.not_done == 1
    assert made.review(of.packages[0]) == "2027-04"


def test_isolation_is_left_where_its_money_does_more_elsewhere() -> None:
    cut = Isolation(cost=60.0, share=0.5, months=3)
    of = problem(package("a", lead=1, isolation=cut), budgets=(100.0, 0.0))
    assert plan(of, where="t").placing == {"a": Choice(month=1)}
    assert plan(replace(of, budgets=(160.0, 0.0)), where="t").placing == {"a": Choice(month=1, isolated=0)}


def test_a_site_limits_what_is_down_and_a_cell_beyond_that_is_split(
    things: list[Thing], tmp_path: Path
) -> None:
    made, cell = _cell(things)
    count = sum(asset.site == made[0].site for asset in made)
    of = _problem(
        made,
        tmp_path,
        cell,
        ("hours = 10 ", "hours = 40 "),
        ("months = 12", f"months = 12\ncontinuity = {2 / count}"),
    )
    assert of.sites[made[0].site or "-"].most_down == 2
    assert all(len(package.things) <= 2 for package in of.packages)
    whole = _problem(
        made, tmp_path, cell, ("hours = 10 ", "hours = 40 "), ("months = 12", "months = 12\ncontinuity = 0.01"), ("tier = 5", "tier = 5\ncontinuity = 1")
    )  # fmt: skip
    assert whole.sites["main-building"].most_down == count
    assert whole.sites["depot"].most_down == 1


def test_things_of_a_site_are_not_all_down_in_one_month() -> None:
    of = problem(package("a"), package("b"), sites={"s": Site(is_open=(True,) * 3, most_down=1)})
    made = plan(of, where="t")
    assert sorted(choice.month or 0 for choice in made.placing.values()) == [0, 1]
    assert [one.code for why in made.why.values() for one in why] == ["continuity"]


def test_a_deadline_that_is_kept_is_kept_though_it_is_dearer() -> None:
    of = problem(
        package("a", weight=1.0, due=date(2027, 3, 1)), package("b", weight=9.0), crews={"k": (10.0, 10.0, 10.0)},
        terms=Terms(late_days=0.0),
    )  # fmt: skip
    assert {name: choice.month for name, choice in plan(of, where="t").placing.items()} == {"a": 1, "b": 0}
    kept = plan(replace(of, keeps_deadlines=True), where="t")
    assert {name: choice.month for name, choice in kept.placing.items()} == {"a": 0, "b": 1}


def test_a_crew_without_the_clearance_of_a_site_does_not_go_there(
    things: list[Thing], tmp_path: Path
) -> None:
    cleared = ("tier = 5", "tier = 5\nclearance = 2")
    with pytest.raises(UsageError, match="no crew with a clearance of 2 goes to site 'main-building'"):
        _problem(things, tmp_path, "", cleared)
    of = _problem(things, tmp_path, '[[crew]]\nid = "cleared"\nhours = 10\nclearance = 2', cleared)
    assert {one.site: one.crew for one in of.packages} == {"main-building": "cleared", "depot": "installers"}
