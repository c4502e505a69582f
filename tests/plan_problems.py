"""Small problems to plan, by hand and at random."""

from dataclasses import replace
from datetime import date
from itertools import pairwise, product
from random import Random

from hypothesis import strategies as st

from phaseout.plan.checker import violations
from phaseout.plan.objective import value
from phaseout.plan.problem import (
    Choice,
    Isolation,
    Package,
    Placing,
    Problem,
    Site,
    Terms,
    Way,
    Work,
)

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


def seeded(seed: int) -> Problem:
    """A problem of up to 8 packages in which every kind of constraint may stand; small enough to try all plans."""
    draw = Random(seed)
    count = draw.randint(1, 8)
    span = 3 if count <= 5 else 2
    names = [f"p{index}" for index in range(count)]
    packages = [_drawn(name, draw, is_rich=count <= 4) for name in names]
    return problem(
        *packages,
        months=MONTHS[:span], days=(28, 31, 30)[:span], year_of=(0, 0, 1)[:span] if span == 3 else (0, 1),
        before=tuple(pair for pair in pairwise(names) if draw.random() < 0.3),
        pins={name: draw.randrange(span) for name in names if draw.random() < 0.08},
        carry=draw.choice((0.0, 0.2)), budgets=(draw.randint(1, 14) * 50.0, draw.randint(1, 14) * 50.0),
        crews={"k": tuple(float(draw.randint(10, 40)) for _ in range(span))},
        sites={
            "s": Site(is_open=tuple(draw.random() < 0.8 for _ in range(span)), most_down=draw.choice((None, 2, 3))),
            "r": Site(visit=50.0, is_open=(True,) * span),
        },
        terms=Terms(per_visit=draw.choice((0.0, 5.0)), per_change=draw.choice((0.0, 40.0))),
        keeps_deadlines=draw.random() < 0.3,
    )  # fmt: skip


def _drawn(name: str, draw: Random, *, is_rich: bool) -> Package:
    hours, cost = float(draw.randint(1, 20)), draw.randint(1, 8) * 50.0
    things = draw.randint(1, 2)
    two = Way(
        id="cameras-first", lead=0,
        works=(
            Work(after=0, hours=hours / 2, cost=cost / 2, things=things, share=0.75),
            Work(after=1, hours=hours / 2, cost=cost / 2, things=1, share=0.25),
        ),
    )  # fmt: skip
    gone = Way(
        id="remove", lead=0, works=(Work(after=0, hours=hours / 2, cost=0.0, things=things, share=1.0),)
    )
    return package(
        name,
        things=tuple(f"{name}{index}" for index in range(things)), site=draw.choice("sr"), hours=hours, cost=cost,
        weight=float(draw.randint(1, 10)), lead=draw.choice((0, 0, 0, 1, 2)),
        due=draw.choice((None, None, date(2027, 3, 1), date(2027, 4, 15))),
        others=tuple(way for way in (two, gone) if is_rich and draw.random() < 0.5),
        isolation=Isolation(cost=25.0, share=0.5, months=draw.randint(1, 3)) if is_rich and draw.random() < 0.5 else None,
        previous=draw.choice((None, 0, 1)),
    )  # fmt: skip


def months(of: dict[str, int]) -> Placing:
    return {name: Choice(month=month) for name, month in of.items()}


def choices(of: Problem, package: Package) -> list[Choice]:
    """Every choice one could write down for a package, allowed or not: what the program makes is not asked."""
    last = len(of.months)
    isolated = [None, *range(last)] if package.isolation else [None]
    done = [(None, "at-once"), *((month, way.id) for way in package.ways for month in range(last))]
    return [Choice(month=month, way=way, isolated=at) for month, way in done for at in isolated]


def best_by_force(of: Problem) -> float | None:
    """Return the least value of all plans the checker lets pass; None where none is sound."""
    names = [package.id for package in of.packages]
    alone = [
        [choice for choice in choices(of, package) if not violations(
            replace(of, packages=(package,), before=(), pins={n: m for n, m in of.pins.items() if n == package.id}),
            {package.id: choice},
        )]
        for package in of.packages
    ]  # fmt: skip
    found = [
        value(of, placing).total
        for combined in product(*alone)
        if not violations(of, placing := dict(zip(names, combined, strict=True)))
    ]
    return min(found, default=None)
