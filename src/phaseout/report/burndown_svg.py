"""How is it drawn what is left, month by month: risk, things, and the money spent?"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import ceil, floor, log10

from phaseout.plan.course import course
from phaseout.plan.planned import Planned
from phaseout.report.chart import EDGE, Months, chart, label
from phaseout.report.language import Language
from phaseout.report.plan_text import amount
from phaseout.report.svg import element, number

_LEFT, _TOP, _HEIGHT, _BETWEEN, _STEP, _WIDE = 96.0, 84.0, 150.0, 64.0, 28.0, 680.0
_MARKS = 4
"""Values written beside a panel, above nought."""


def burndown_svg(planned: Planned, language: Language) -> str:
    """Return three panels over one time axis as an SVG document; its description says every value of them."""
    problem = planned.plan.problem
    found = course(problem, planned.plan.placing)
    spent = list(accumulate(month.spent for month in found))
    panels = (
        (language.text("plan.burndown.risk"), [month.risk for month in found]),
        (language.text("plan.burndown.things"), [float(month.things) for month in found]),
        (language.text("plan.burndown.spent", planned.programme.currency), spent),
    )
    axis = Months(
        months=problem.months,
        year_of=problem.year_of,
        left=_LEFT,
        step=max(_STEP, _WIDE / len(problem.months)),
    )
    drawing: list[str] = []
    y = _TOP
    for heading, values in panels:
        drawing += _panel(heading, values, axis, y + 24, language)
        y += 24 + _HEIGHT + _BETWEEN
    first, last = problem.months[0], problem.months[-1]
    title = language.text("plan.burndown.title", f"{first:%Y-%m}", f"{last:%Y-%m}")
    about = [
        language.text(
            "plan.burndown.row", f"{month:%Y-%m}", amount(one.risk, language, 1), language.number(one.things),
            amount(so_far, language),
        )
        for month, one, so_far in zip(problem.months, found, spent, strict=True)
    ]  # fmt: skip
    return chart("burndown", title, about, (axis.right + EDGE, y - 20), "".join(drawing), language)


def _panel(
    heading: str, values: Sequence[float], axis: Months, top: float, language: Language
) -> Iterator[str]:
    """Yield one panel: a step for each month, from nought."""
    bottom = top + _HEIGHT
    unit = _unit(max(values, default=0.0))
    marks = max(1, ceil(max(values, default=0.0) / unit - 1e-9))
    yield label(heading, EDGE, top - 24, "strong", size=13)
    yield from axis.drawn(top, bottom)
    for mark in range(marks + 1):
        y = bottom - _HEIGHT * mark / marks
        yield element("line", {"x1": axis.left, "x2": axis.right, "y1": y, "y2": y, "class": "rule"})
        yield label(
            amount(mark * unit, language, 0 if unit >= 1 else 1), axis.left - 8, y + 4, "soft", end=True
        )
    points = []
    for month, value in enumerate(values):
        height = number(bottom - _HEIGHT * value / (marks * unit))
        points += [f"{number(axis.at(month))} {height}", f"{number(axis.at(month + 1))} {height}"]
    line = "L".join(points)
    ground = f"L{number(axis.right)} {number(bottom)}L{number(axis.left)} {number(bottom)}Z"
    yield element("path", {"d": f"M{line}{ground}", "class": "under"})
    yield element("path", {"d": f"M{line}", "class": "course"})


def _unit(most: float) -> float:
    """Return the distance between marks: 1, 2 or 5 times a power of ten, so that few marks reach the top."""
    if most <= 0:
        return 1.0
    power = 10.0 ** floor(log10(most / _MARKS))
    return next(power * step for step in (1, 2, 5, 10) if power * step * _MARKS >= most)
