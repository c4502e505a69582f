"""How is a plan drawn: its packages, or its sites, as rows over months?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from phaseout.plan.engine import Plan
from phaseout.plan.problem import Package
from phaseout.report.chart import EDGE, SMALL, Months, chart, label
from phaseout.report.language import Language
from phaseout.report.plan_text import how
from phaseout.report.svg import element, number, width_of

PACKAGES = 150
"""Rows of packages; where there are more, each site is one row, and the drawing says so."""
LONGEST = 42
"""Letters of a name beside its row; the description holds the whole."""
_TOP, _ROW, _STEP = 92.0, 20.0, 34.0
_DIAMOND = "M0 -6L6 0L0 6L-6 0Z"


def gantt_svg(plan: Plan, language: Language) -> str:
    """Return the plan as an SVG document; its description says when each package is done, line by line."""
    rows = list(_rows(plan))
    names = [name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…" for name, _ in rows]
    left = EDGE + max((width_of(name, SMALL) for name in names), default=0.0) + 10
    axis = Months(
        months=plan.problem.months, year_of=plan.problem.year_of, left=left,
        step=max(_STEP, (760 - left) / len(plan.problem.months)),
    )  # fmt: skip
    bottom = _TOP + _ROW * len(rows)
    is_whole = len(plan.problem.packages) <= PACKAGES
    count = language.number(len(plan.problem.packages))
    note = language.text("plan.gantt.packages") if is_whole else language.text("plan.gantt.sites", count)
    drawing = [label(note, EDGE, EDGE + 36, "soft"), *axis.drawn(_TOP, bottom)]
    for index, (name, (_, packages)) in enumerate(zip(names, rows, strict=True)):
        y = _TOP + index * _ROW
        drawing += [label(name, left - 8, y + 14, end=True), *_bars(plan, packages, axis, y)]
    drawing += _legend(bottom + 30, language)
    months = plan.problem.months
    title = language.text("plan.gantt.title", f"{months[0]:%Y-%m}", f"{months[-1]:%Y-%m}")
    size = (axis.right + EDGE, bottom + 52)
    return chart("gantt", title, list(_about(plan, language)), size, "".join(drawing), language)


def _rows(plan: Plan) -> Iterator[tuple[str, Sequence[Package]]]:
    """Yield the rows from what is done first to what is not done."""
    last = len(plan.problem.months)
    ordered = sorted(plan.problem.packages, key=lambda package: (plan.month(package.id, last), package.id))
    if len(ordered) <= PACKAGES:
        yield from ((package.id, (package,)) for package in ordered)
        return
    by_site: dict[str, list[Package]] = defaultdict(list)
    for package in ordered:
        by_site[package.site].append(package)
    yield from by_site.items()


def _bars(plan: Plan, packages: Sequence[Package], axis: Months, y: float) -> Iterator[str]:
    last = len(plan.problem.months)
    isolated: set[int] = set()
    worked: dict[int, int] = defaultdict(int)
    for package in packages:
        for month, work in plan.works(package):
            worked[month] += work.things
        begun = plan.choice(package.id).isolated
        if begun is not None and package.isolation is not None:
            ended = max((month for month, _ in plan.works(package)), default=last)
            isolated |= set(range(begun, min(begun + package.isolation.months, ended)))
    for month in sorted(isolated):
        yield _bar(axis, month, y + 6, _ROW - 12, "cut")
    for month, things in sorted(worked.items()):
        yield _bar(axis, month, y + 3, _ROW - 6, "work", title=str(things))
    for package in packages:
        if package.due is not None:
            at = plan.problem.in_time(package)
            if at < last:
                move = f"translate({number(axis.at(at))} {number(y + _ROW / 2)})"
                yield element("path", {"d": _DIAMOND, "class": "due", "transform": move})


def _bar(axis: Months, month: int, y: float, height: float, kind: str, title: str = "") -> str:
    inside = [element("title", {}, title)] if title else []
    place: Mapping[str, str | float] = {
        "x": axis.at(month) + 2, "y": y, "width": axis.step - 4, "height": height, "rx": 2, "class": kind,
    }  # fmt: skip
    return element("rect", place, *inside)


def _legend(y: float, language: Language) -> Iterator[str]:
    x = EDGE
    for kind, key in (("work", "plan.gantt.work"), ("cut", "plan.gantt.isolated"), ("due", "plan.gantt.due")):
        if kind == "due":
            move = f"translate({number(x + 9)} {number(y - 4)})"
            yield element("path", {"d": _DIAMOND, "class": kind, "transform": move})
        else:
            yield element("rect", {"x": x, "y": y - 10, "width": 18, "height": 11, "rx": 2, "class": kind})
        text = language.text(key)
        yield label(text, x + 25, y)
        x += 25 + width_of(text, SMALL) + 26


def _about(plan: Plan, language: Language) -> Iterator[str]:
    last = len(plan.problem.months)
    for package in sorted(plan.problem.packages, key=lambda one: (plan.month(one.id, last), one.id)):
        month = plan.choice(package.id).month
        begun = language.text("plan.not-done") if month is None else f"{plan.problem.months[month]:%Y-%m}"
        yield language.text("plan.gantt.row", package.id, "; ".join([begun, *how(plan, package, language)]))
