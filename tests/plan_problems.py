"""Small problems to plan, by hand and at random."""

from datetime import date
from itertools import pairwise, product

from hypothesis import strategies as st

from phaseout.plan.checker import violations
from phaseout.plan.objective import value
from phaseout.plan.problem import Package, Problem, Site, Terms

MONTHS = (date(2027, 2, 1), date(2027, 3, 1), date(2027, 4, 1))


def package(name: str, **changed: object) -> Package:
    given: dict[str, object] = {
        "id": name, "things": (name,), "site": "s", "crew": "k", "hours": 10.0, "cost": 100.0, "weight": 1.0,
    }  # fmt: skip
    return Package(**(given | changed))  # type: ignore[arg-type]


def problem(*packages: Package, **changed: object) -> Problem:
    given: dict[str, object] = {
        "months": MONTHS, "days": (28, 31, 30), "year_of": (0, 0, 1), "years": ("2026", "2027"),
        "budgets": (1000.0, 1000.0), "carry": 0.0, "crews": {"k": (20.0, 20.0, 20.0)},
        "sites": {"s": Site(is_open=(True,) * 3), "r": Site(visit=50.0, is_open=(True,) * 3)},
        "packages": packages,
    }  # fmt: skip
    return Problem(**(given | changed))  # type: ignore[arg-type]


@st.composite
def problems(draw: st.DrawFn, most: int = 5) -> Problem:
    count = draw(st.integers(1, most))
    names = [f"p{index}" for index in range(count)]
    packages = [
        package(
            name,
            site=draw(st.sampled_from(["s", "r"])),
            hours=float(draw(st.integers(1, 20))),
            cost=float(draw(st.integers(1, 8)) * 50),
            weight=float(draw(st.integers(1, 10))),
            lead=draw(st.integers(0, 2)),
            due=draw(st.sampled_from([None, date(2027, 3, 1), date(2027, 4, 15)])),
        )
        for name in names
    ]
    pairs = [(a, b) for a, b in pairwise(names) if draw(st.integers(0, 3)) == 0]
    return problem(
        *packages,
        before=tuple(pairs),
        carry=draw(st.sampled_from([0.0, 0.2])),
        budgets=(draw(st.integers(0, 20)) * 50.0, draw(st.integers(0, 20)) * 50.0),
        crews={"k": tuple(float(draw(st.integers(0, 40))) for _ in MONTHS)},
        terms=Terms(per_visit=draw(st.sampled_from([0.0, 5.0]))),
    )


def best_by_force(of: Problem) -> float:
    names = [package.id for package in of.packages]
    least = float("inf")
    for months in product(range(len(of.months) + 1), repeat=len(names)):
        placing = {n: m for n, m in zip(names, months, strict=True) if m < len(of.months)}
        if not violations(of, placing):
            least = min(least, value(of, placing).total)
    return least
