"""Plans of a generated family: greedy and ours, HiGHS alone and CP-SAT, each in a process of its own."""

import json
import random
import sys
import time
from datetime import date
from pathlib import Path

from measured import measure

from phaseout.plan.checker import violations
from phaseout.plan.engine import plan
from phaseout.plan.linear import all_options, linear
from phaseout.plan.listing import greedy_order, listed, ranked
from phaseout.plan.objective import value
from phaseout.plan.problem import Choice, Package, Placing, Problem, Site, Terms
from phaseout.plan.solving import solver_of
from phaseout.plan.state import State

SIZES = (200, 1_000, 5_000, 20_000, 50_000)
SECONDS = {200: 30, 1_000: 30, 5_000: 30, 20_000: 180, 50_000: 180}
"""What HiGHS alone and CP-SAT are given; ours and greedy are not timed, their effort is counted."""
ENGINES = ("greedy", "ours", "highs", "cpsat")
MONTHS = 24
CREW_HOURS = 280


def gen(sites: int, devices: int, seed: int) -> Problem:
    """Return a problem of the family of facts/programme.md 2.3.

    Tiers 10/20/40/30 % (10, 5, 2, 1) times 1, 2 or 4 for exploitation; 15 % of sites remote (visits six times as dear,
    open half of the year); recorder cells of 1 to 32 cameras, 1.6 to 3 hours and 550 to 1,300 a camera, 6 hours and 1,500
    to 6,000 a recorder, 95 an hour; money for 90 % of the work, crews at 1.25 times the mean load; what is of the
    highest tier and not remote is due in 12 months; in 30 % of the sites with several cells one comes first.
    """
    draw = random.Random(seed)
    months = tuple(date(2027 + (3 + n) // 12, (3 + n) % 12 + 1, 1) for n in range(MONTHS))
    crews = max(1, round(devices * 2.9 * 1.25 / MONTHS / CREW_HOURS))
    left = [devices // sites + (n < devices % sites) for n in range(sites)]
    packages, before, places = [], [], {}
    for site, count in enumerate(left):
        name, is_remote = f"s{site:05}", draw.random() < 0.15
        tier = draw.choices((10, 5, 2, 1), (10, 20, 40, 30))[0]
        is_open = tuple(not is_remote or 4 <= (n + 3) % 12 <= 9 for n in range(MONTHS))
        places[name] = Site(visit=round(draw.uniform(400, 1200)) * (6 if is_remote else 1), is_open=is_open)
        cells = []
        rest = count
        while rest:
            cameras = min(rest, draw.randint(1, 32))
            rest -= cameras
            cells.append(f"{name}/{len(cells):02}")
            hours = round(sum(draw.uniform(1.6, 3.0) for _ in range(cameras)) + 6, 1)
            cost = (
                sum(draw.uniform(550, 1300) for _ in range(cameras)) + draw.uniform(1500, 6000) + 95 * hours
            )
            packages.append(
                Package(
                    id=cells[-1], things=tuple(f"{cells[-1]}/{n}" for n in range(cameras + 1)), site=name,
                    crew=f"k{site % crews:02}", hours=hours, cost=round(cost, 2),
                    weight=float(tier * cameras * draw.choice((1, 2, 4))),
                    due=months[12] if tier == 10 and not is_remote else None,
                )
            )  # fmt: skip
        if len(cells) > 1 and draw.random() < 0.3:
            before.append((cells[0], cells[-1]))
    load = {f"k{n:02}": 0.0 for n in range(crews)}
    for package in packages:
        load[package.crew] += package.hours
    money = sum(package.cost for package in packages) + sum(site.visit for site in places.values())
    return Problem(
        months=months, days=tuple(((months[n + 1] if n + 1 < MONTHS else date(2029, 4, 1)) - months[n]).days for n in range(MONTHS)),
        year_of=tuple(n // 12 for n in range(MONTHS)), years=("2027", "2028"), budgets=(round(0.45 * money, 2),) * 2, carry=0.1,
        crews={name: (round(1.25 * hours / MONTHS, 1),) * MONTHS for name, hours in load.items()},
        sites=places, packages=tuple(sorted(packages, key=lambda one: one.id)), before=tuple(sorted(before)),
        terms=Terms(per_visit=1.0),
    )  # fmt: skip


def family(devices: int) -> Problem:
    """Return the instance of a size that is measured."""
    return gen(max(1, devices // 20), devices, 1)


def _greedy(problem: Problem, seconds: int) -> tuple[Placing | None, float | None]:
    state = State(problem)
    listed(state, ranked(state), greedy_order(problem))
    return state.placing(), None


def _ours(problem: Problem, seconds: int) -> tuple[Placing | None, float | None]:
    made = plan(problem, where="bench")
    return made.placing, made.bound


def _highs(problem: Problem, seconds: int) -> tuple[Placing | None, float | None]:
    choices = all_options(problem)
    program = linear(problem, choices, has_visits=True)
    solver = solver_of(program, is_whole=True)
    solver.setOptionValue("threads", 2)
    solver.setOptionValue("time_limit", float(seconds))
    solver.run()
    taken = solver.getSolution()
    if not taken.value_valid:
        return None, None
    placing = {
        package.id: one.choice
        for package, of, columns in zip(problem.packages, choices, program.chosen, strict=True)
        for one, column in zip(of, columns, strict=True)
        if taken.col_value[column] > 0.5 and one.choice != Choice()
    }
    return placing, solver.getInfo().mip_dual_bound


def _cpsat(problem: Problem, seconds: int) -> tuple[Placing | None, float | None]:
    from ortools.sat.python import cp_model

    choices = all_options(problem)
    program = linear(problem, choices, has_visits=True)
    model = cp_model.CpModel()
    # Hours in tenths, money in cents and score-days are whole numbers in this family.
    columns = [
        model.new_bool_var("") if whole else model.new_int_var(0, int(program.upper[n] * 100), "")
        for n, whole in enumerate(program.is_whole)
    ]
    money = {row for (kind, _, _), row in program.rows_of.items() if kind == "budget"}
    hours = {row for (kind, _, _), row in program.rows_of.items() if kind == "crew"}
    for row in range(len(program.low)):
        scale = 100 if row in money else 10 if row in hours else 1
        inside = range(program.starts[row], program.starts[row + 1])
        terms = [columns[program.index[n]] for n in inside]
        factors = [
            round(program.factor[n] * (scale if program.is_whole[program.index[n]] else 1)) for n in inside
        ]
        total = cp_model.LinearExpr.weighted_sum(terms, factors)
        high = int(program.high[row] * scale + 1e-6)
        model.add(total == high) if program.low[row] == program.high[row] else model.add(total <= high)
    model.minimize(cp_model.LinearExpr.weighted_sum(columns, [round(cost) for cost in program.cost]))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = 1
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, None
    placing = {
        package.id: one.choice
        for package, of, own in zip(problem.packages, choices, program.chosen, strict=True)
        for one, column in zip(of, own, strict=True)
        if solver.value(columns[column]) and one.choice != Choice()
    }
    return placing, solver.best_objective_bound


def answer(engine: str, devices: int) -> None:
    """Print what one engine makes of one size, as JSON."""
    problem = family(devices)
    made = {"greedy": _greedy, "ours": _ours, "highs": _highs, "cpsat": _cpsat}[engine]
    begun = time.perf_counter()
    placing, bound = made(problem, SECONDS[devices])
    seconds = time.perf_counter() - begun
    sound = placing is not None and not violations(problem, placing)
    told = value(problem, placing).total if placing is not None else None
    print(
        json.dumps(
            {
                "value": told,
                "bound": bound,
                "seconds": seconds,
                "sound": sound,
                "packages": len(problem.packages),
            }
        )
    )


def run(sizes: list[int], data: Path) -> None:
    """Measure every engine at every size; a gap is the distance to the best bound any of them proved."""
    for devices in sizes:
        told = {}
        for engine in ENGINES:
            out = data / f"plan-{engine}.json"
            ran = measure((sys.executable, __file__, engine, str(devices)), out=str(out))
            text = out.read_text()
            if ran.code or not text.strip():
                print(f"{devices:>7} {engine:<7} FAILED with {ran.code}", flush=True)
                continue
            told[engine] = json.loads(text) | {"peak": ran.peak_mb, "processor": ran.processor}
        below = max((one["bound"] for one in told.values() if one["bound"] is not None), default=0.0)
        for engine, one in told.items():
            gap = "no plan" if one["value"] is None else f"{(one['value'] / below - 1) * 100:+.2f} %"
            own = "" if one["bound"] is None else f"bound {one['bound']:,.0f}"
            print(
                f"{devices:>7} {engine:<7} {one['packages']:>5} packages {one['value'] or 0:>14,.0f} {gap:>9} "
                f"{one['seconds']:7.1f} s ({one['processor']:.1f} of processor) {one['peak']:6.0f} MB "
                f"{'' if one['sound'] or one['value'] is None else 'UNSOUND'} {own}",
                flush=True,
            )


if __name__ == "__main__":
    answer(sys.argv[1], int(sys.argv[2]))
