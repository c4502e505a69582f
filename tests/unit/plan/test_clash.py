"""Is a smallest set of clashing constraints named, with the cheapest relaxation and what it costs?"""

from dataclasses import replace
from datetime import date

import pytest

from phaseout.plan import clash as clashing
from phaseout.plan.clash import ClashError
from phaseout.plan.constraint import constraints, without
from phaseout.plan.easing import cheapest
from phaseout.plan.engine import plan
from phaseout.plan.needed import needed_part
from phaseout.plan.problem import Easing, Problem, Site
from phaseout.plan.solving import Exact, Verdict, exact
from phaseout.report.clash_text import SaidClashError, clash_words
from phaseout.report.language import Language
from plan_problems import best_by_force, package, problem, seeded

DUE = date(2027, 3, 1)
CLOSED = {"s": Site(is_open=(False, True, True))}
ONE_DOWN = {"s": Site(is_open=(True,) * 3, most_down=1)}


@pytest.mark.parametrize(
    ("of", "smallest", "relaxation"),
    [
        (
            problem(package("a", due=DUE), budgets=(70.0, 900.0), keeps_deadlines=True),
            "budget of 2026; deadline of a on 2027-03-01",
            "30.00 more in 2026 (the cheapest, taken to cost 30.00)",
        ),
        (
            problem(package("a", due=DUE, cost=900.0), budgets=(0.0, 900.0), keeps_deadlines=True, easing=Easing(month=100.0)),
            "budget of 2026; deadline of a on 2027-03-01",
            "deadline of a by 2 months (the cheapest, taken to cost 200.00)",
        ),
        (
            problem(package("a", due=DUE, hours=60.0), keeps_deadlines=True),
            "hours of crew k in 2027-02; deadline of a on 2027-03-01",
            "40 h more of crew k in 2027-02 (the cheapest, taken to cost 4,000.00)",
        ),
        (
            problem(package("a", lead=1), pins={"a": 0}),
            "lead time of a; pin of a in 2027-02",
            "by 1 month (the cheapest, taken to cost 10,000.00)",
        ),
        (
            problem(package("a"), pins={"a": 0}, sites=CLOSED),
            "open months of site s; pin of a in 2027-02",
            "(the cheapest, taken to cost 10,000.00)",
        ),
        (
            problem(package("a"), package("b"), package("c"), before=(("a", "b"),), pins={"a": 1, "b": 0}),
            "a before b; pin of a in 2027-03; pin of b in 2027-02",
            "pin of",
        ),
        (
            problem(package("a"), package("b"), pins={"a": 0, "b": 0}, sites=ONE_DOWN),
            "what may be down at site s; pin of a in 2027-02; pin of b in 2027-02",
            "1 more down at s in 2027-02 (the cheapest, taken to cost 1,000.00)",
        ),
    ],
)  # fmt: skip
def test_what_clashes_and_the_cheapest_relaxation_are_named(
    of: Problem, smallest: str, relaxation: str
) -> None:
    with pytest.raises(ClashError) as clash:
        plan(of, where="town.toml")
    what, remedy = clash_words(clash.value.clash, Language("en"))
    assert what == f"these cannot hold together: {smallest}"
    assert relaxation in remedy


def _clashing() -> list[Problem]:
    return [of for of in map(seeded, range(120)) if best_by_force(of) is None]


def test_of_a_smallest_set_none_can_be_left_out_and_it_clashes_by_itself() -> None:
    tried = _clashing()
    assert len(tried) > 10
    for of in tried:
        part = needed_part(of)
        smallest = clashing._smallest(part)
        rest = [one for one in constraints(part) if one not in set(smallest)]
        assert best_by_force(_small(without(part, rest))) is None
        for one in smallest:
            assert best_by_force(_small(without(part, [*rest, one]))) is not None


def _small(of: Problem) -> Problem:
    """Return what must be done of a problem: what may be left out does not make it clash."""
    return needed_part(of)


def test_what_is_relaxed_lets_a_plan_hold() -> None:
    for of in _clashing():
        part = needed_part(of)
        eased = cheapest(part)
        assert eased.relaxations
        assert exact(_relaxed(part, eased.relaxations)).placing is not None


def _relaxed(of: Problem, changes: tuple) -> Problem:  # type: ignore[type-arg]
    budgets, crews, sites, pins = (
        list(of.budgets),
        {k: list(v) for k, v in of.crews.items()},
        dict(of.sites),
        dict(of.pins),
    )
    packages = {one.id: one for one in of.packages}
    for one in changes:
        match one.kind:
            case "budget":
                budgets[of.years.index(one.name)] += one.amount + 1e-6
            case "crew":
                crews[one.name][one.month] += one.amount + 1e-6
            case "continuity":
                sites[one.name] = replace(sites[one.name], most_down=99)
            case "window":
                sites[one.name] = replace(sites[one.name], is_open=(True,) * len(of.months))
            case "pin":
                pins.pop(one.name)
            case "lead":
                old = packages[one.name]
                packages[one.name] = replace(
                    old, lead=0, others=tuple(replace(way, lead=0) for way in old.others)
                )
            case "deadline":
                packages[one.name] = replace(packages[one.name], due=None)
    return replace(
        of, budgets=tuple(budgets), crews={k: tuple(v) for k, v in crews.items()}, sites=sites, pins=pins,
        packages=tuple(packages[one.id] for one in of.packages),
    )  # fmt: skip


def test_beyond_some_the_rest_is_counted() -> None:
    """Of 25 packages of an hour, 21 do not fit into the 20 hours of a month."""
    names = [f"p{number:02}" for number in range(25)]
    of = problem(*(package(name, hours=1.0, cost=1.0) for name in names), pins=dict.fromkeys(names, 0))
    with pytest.raises(ClashError) as clash:
        plan(of, where="t")
    what, remedy = clash_words(clash.value.clash, Language("en"))
    assert what.startswith("these cannot hold together: hours of crew k in 2027-02; pin of p")
    assert what.count("pin of") == 11
    assert what.endswith("; and 10 more")
    assert "5 h more of crew k in 2027-02" in remedy


def test_a_search_that_was_stopped_says_that_it_is_undetermined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clashing, "exact", lambda *_: Exact(verdict=Verdict.UNDETERMINED))
    found = clashing.clash(problem(package("a", hours=60.0), pins={"a": 0}))
    what, _ = clash_words(found, Language("en"))
    assert "undetermined" in what
    assert "cannot hold together" not in what


def test_a_clash_is_said_in_french_with_its_numbers_and_heading() -> None:
    of = problem(package("a", due=DUE, hours=60.0), keeps_deadlines=True)
    with pytest.raises(ClashError) as clash:
        plan(of, where="town.toml")
    said = SaidClashError(clash.value, Language("fr")).diagnosis()
    assert said == (
        "town.toml: ces contraintes ne peuvent tenir ensemble\N{NO-BREAK SPACE}: heures de l’équipe k en 2027-02; "
        "échéance de a le 2027-03-01\n  À faire\N{NO-BREAK SPACE}: assouplissez\N{NO-BREAK SPACE}: 40 h de plus de "
        "l’équipe k en 2027-02 (le moins coûteux, compté pour 4\N{NARROW NO-BREAK SPACE}000,00)"
    )
