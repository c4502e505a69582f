"""Do the drawings of a plan say in words all that they show, in both languages, whatever names hold?"""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from phaseout.plan.course import course
from phaseout.plan.engine import Plan, plan
from phaseout.plan.planned import Estimate, Planned
from phaseout.plan.problem import Isolation, Site
from phaseout.plan.programme_file import read_programme
from phaseout.report import gantt_svg as gantt
from phaseout.report.burndown_svg import burndown_svg
from phaseout.report.gantt_svg import gantt_svg
from phaseout.report.language import Language
from phaseout.report.plan_json import plan_object
from plan_problems import package, problem

PROGRAMME = Path(__file__).parents[3] / "examples/programme.toml"
SVG = "{http://www.w3.org/2000/svg}"


def _plan(name: str = "b") -> Plan:
    cut = Isolation(cost=10.0, share=0.5, months=1)
    return plan(
        problem(
            package("a", hours=20.0, weight=9.0),
            package(name, hours=20.0, isolation=cut, site="r"),
            package("z", lead=9),
        ),
        where="t",
    )


def _planned(made: Plan) -> Planned:
    sums = Estimate(low=0.0, typical=0.0, high=0.0, running=0.0)
    return Planned(plan=made, programme=read_programme(PROGRAMME), estimate=sums, kinds=(), not_planned=0)


DRAWINGS: list[Callable[[Plan, Language], str]] = [
    lambda made, language: gantt_svg(plan_object(_planned(made)), language),
    lambda made, language: burndown_svg(plan_object(_planned(made)), language),
]  # fmt: skip


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("draw", DRAWINGS)
def test_a_drawing_has_a_title_and_a_description_and_nothing_acts(
    draw: Callable[[Plan, Language], str], code: str
) -> None:
    root = etree.fromstring(draw(_plan("<script>\u202e&"), Language(code)).encode())
    named = root.get("aria-labelledby").split()
    assert [root.findtext(f"{SVG}{tag}") is not None for tag in ("title", "desc")] == [True, True]
    assert [root.find(f"*[@id='{one}']").tag for one in named] == [f"{SVG}title", f"{SVG}desc"]
    assert root.get("lang") == code
    assert not root.findall(f".//{SVG}script")
    assert "\u202e" not in etree.tostring(root, encoding="unicode")


def test_the_description_of_the_plan_tells_every_package() -> None:
    root = etree.fromstring(gantt_svg(plan_object(_planned(_plan())), Language("en")).encode())
    assert (root.findtext(f"{SVG}desc") or "").split("\n") == [
        "a: 2027-02", "b: 2027-03; isolated from 2027-02; review 2027-03", "z: not done",
    ]  # fmt: skip
    kinds = [one.get("class") for one in root.iter(f"{SVG}rect")]
    assert (kinds.count("work"), kinds.count("cut")) == (2 + 1, 1 + 1)  # with the legend


def test_many_packages_are_drawn_by_site_and_the_drawing_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gantt, "PACKAGES", 2)
    root = etree.fromstring(gantt_svg(plan_object(_planned(_plan())), Language("en")).encode())
    texts = [one.text for one in root.iter(f"{SVG}text")]
    assert "One row for each site, since there are 3 packages" in texts
    assert {"s", "r"} <= set(texts)
    assert "b: 2027-03" in (root.findtext(f"{SVG}desc") or "")


def test_the_burn_down_tells_every_value_and_what_is_isolated_is_in_place() -> None:
    made = _plan()
    found = course(made.problem, made.placing)
    assert [month.things for month in found] == [2, 1, 1]
    assert [month.risk for month in found] == pytest.approx([0.5 + 1.0, 1.0, 1.0])
    assert [month.spent for month in found] == pytest.approx([110.0, 150.0, 0.0])
    root = etree.fromstring(burndown_svg(plan_object(_planned(made)), Language("en")).encode())
    assert (root.findtext(f"{SVG}desc") or "").split("\n") == [
        "2027-02: risk 1.5, things 2, money 110", "2027-03: risk 1.0, things 1, money 260",
        "2027-04: risk 1.0, things 1, money 260",
    ]  # fmt: skip


def test_the_risk_of_the_course_adds_up_to_the_exposure_of_the_plan() -> None:
    of = problem(
        package("a", hours=20.0, weight=9.0), package("b", isolation=Isolation(cost=1.0, share=0.3, months=2)),
        package("c", lead=9), sites={"s": Site(is_open=(False, True, True))},
    )  # fmt: skip
    made = plan(of, where="t")
    days = zip(of.days, course(of, made.placing), strict=True)
    assert sum(count * month.risk for count, month in days) == pytest.approx(made.value.exposure)


def test_what_really_was_is_drawn_beside_what_was_planned_and_told() -> None:
    document = plan_object(_planned(_plan()))
    root = etree.fromstring(burndown_svg(document, Language("en"), actual=[3, 2]).encode())
    told = (root.findtext(f"{SVG}desc") or "").split("\n")
    assert [line.partition("; ")[2] for line in told] == ["really in place 3", "really in place 2", ""]
    assert sum("actual" in str(one.get("class")) for one in root.iter(f"{SVG}path")) == 1
