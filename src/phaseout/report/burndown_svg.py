"""How is it drawn what is left, month by month: risk, things, and the money spent?"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import ceil, floor, log10

from phaseout.report.chart import EDGE, Months, chart, label
from phaseout.report.language import Language
from phaseout.report.plan_document import Saved, axis_of
from phaseout.report.plan_text import amount
from phaseout.report.svg import element, number

_LEFT, _TOP, _HEIGHT, _BETWEEN, _STEP, _WIDE = 96.0, 84.0, 150.0, 64.0, 28.0, 680.0
_MARKS = 4
"""Values written beside a panel, above nought."""


def burndown_svg(document: Saved, language: Language, actual: Sequence[int] = ()) -> str:
    """Return three panels over one time axis as an SVG document; its description says every value of them.

    Args:
        document: a plan that was saved.
        language: of the reader.
        actual: things that were really in place when each month ended, as far as months have ended.
    """
    months, found = document["months"], document["course"]
    spent = list(accumulate(month["spent"] for month in found))
    panels = (
        (language.text("plan.burndown.risk"), [month["risk"] for month in found], ()),
        (language.text("plan.burndown.things"), [float(month["things"]) for month in found], actual),
        (language.text("plan.burndown.spent", document["currency"]), spent, ()),
    )
    axis = axis_of(document, _LEFT, max(_STEP, _WIDE / len(months)))
    drawing: list[str] = []
    y = _TOP
    for heading, values, really in panels:
        said = f"{heading} {language.text('plan.burndown.dashed')}" if really else heading
        drawing += _panel(said, values, really, axis, y + 24, language)
        y += 24 + _HEIGHT + _BETWEEN
    title = language.text("plan.burndown.title", months[0], months[-1])
    size = (axis.right + EDGE, y - 20)
    return chart(
        "burndown", title, _about(document, spent, actual, language), size, "".join(drawing), language
    )


def _about(document: Saved, spent: Sequence[float], actual: Sequence[int], language: Language) -> list[str]:
    told = [
        language.text(
            "plan.burndown.row", one["month"], amount(one["risk"], language, 1),
            language.number(one["things"]), amount(so_far, language),
        )
        for one, so_far in zip(document["course"], spent, strict=True)
    ]  # fmt: skip
    really = [
        language.text("plan.burndown.actual", line, language.number(left))
        for line, left in zip(told, actual, strict=False)
    ]
    return [*really, *told[len(really) :]]


def _panel(
    heading: str, values: Sequence[float], actual: Sequence[int], axis: Months, top: float, language: Language
) -> Iterator[str]:
    """Yield one panel: a step for each month, from nought; what really was is dashed."""
    bottom, most = top + _HEIGHT, max([*values, *actual], default=0.0)
    unit = _unit(most)
    marks = max(1, ceil(most / unit - 1e-9))
    yield label(heading, EDGE, top - 24, "strong", size=13)
    yield from axis.drawn(top, bottom)
    for mark in range(marks + 1):
        y = bottom - _HEIGHT * mark / marks
        yield element("line", {"x1": axis.left, "x2": axis.right, "y1": y, "y2": y, "class": "rule"})
        yield label(
            amount(mark * unit, language, 0 if unit >= 1 else 1), axis.left - 8, y + 4, "soft", end=True
        )
    scale = _HEIGHT / (marks * unit)
    line = _steps(values, axis, bottom, scale)
    ground = f"L{number(axis.right)} {number(bottom)}L{number(axis.left)} {number(bottom)}Z"
    yield element("path", {"d": f"M{line}{ground}", "class": "under"})
    yield element("path", {"d": f"M{line}", "class": "course"})
    if actual:
        yield element("path", {"d": f"M{_steps(actual, axis, bottom, scale)}", "class": "course actual"})


def _steps(values: Sequence[float], axis: Months, bottom: float, scale: float) -> str:
    points = []
    for month, value in enumerate(values):
        height = number(bottom - value * scale)
        points += [f"{number(axis.at(month))} {height}", f"{number(axis.at(month + 1))} {height}"]
    return "L".join(points)


def _unit(most: float) -> float:
    """Return the distance between marks: 1, 2 or 5 times a power of ten, so that few marks reach the top."""
    if most <= 0:
        return 1.0
    power = 10.0 ** floor(log10(most / _MARKS))
    return next(power * step for step in (1, 2, 5, 10) if power * step * _MARKS >= most)
