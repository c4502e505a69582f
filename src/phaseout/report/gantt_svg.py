"""How is a plan drawn: its packages, or its sites, as rows over months?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from phaseout.report.chart import EDGE, SMALL, Months, chart, label
from phaseout.report.language import Language
from phaseout.report.plan_document import Saved, axis_of, called, due_after, ended, in_order
from phaseout.report.plan_text import how
from phaseout.report.svg import element, number, width_of

PACKAGES = 150
"""Rows of packages; where there are more, each site is one row, and the drawing says so."""
LONGEST = 42
"""Letters of a name beside its row; the description holds the whole."""
_TOP, _ROW, _STEP = 92.0, 20.0, 34.0
_DIAMOND = "M0 -6L6 0L0 6L-6 0Z"


def gantt_svg(document: Saved, language: Language) -> str:
    """Return a saved plan as an SVG document; its description says when each package is done."""
    rows = list(_rows(document))
    names = [name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…" for name, _ in rows]
    left = EDGE + max((width_of(name, SMALL) for name in names), default=0.0) + 10
    months, every = document["months"], len(document["packages"])
    axis = axis_of(document, left, max(_STEP, (760 - left) / len(months)))
    bottom = _TOP + _ROW * len(rows)
    note = language.text("plan.gantt.packages")
    if every > PACKAGES:
        note = language.text("plan.gantt.sites", language.number(every))
    drawing = [label(note, EDGE, EDGE + 36, "soft"), *axis.drawn(_TOP, bottom)]
    for index, (name, (_, packages)) in enumerate(zip(names, rows, strict=True)):
        y = _TOP + index * _ROW
        drawing += [label(name, left - 8, y + 14, end=True), *_bars(document, packages, axis, y)]
    drawing += _legend(bottom + 30, language)
    title = language.text("plan.gantt.title", months[0], months[-1])
    size = (axis.right + EDGE, bottom + 52)
    return chart("gantt", title, list(_about(document, language)), size, "".join(drawing), language)


def _rows(document: Saved) -> Iterator[tuple[str, Sequence[Saved]]]:
    """Yield the rows from what is done first to what is not done."""
    ordered = in_order(document)
    if len(ordered) <= PACKAGES:
        yield from ((called(package), (package,)) for package in ordered)
        return
    by_site: dict[str, list[Saved]] = defaultdict(list)
    for package in ordered:
        by_site[package["site"]].append(package)
    yield from by_site.items()


def _bars(document: Saved, packages: Sequence[Saved], axis: Months, y: float) -> Iterator[str]:
    at = {month: index for index, month in enumerate(document["months"])}
    last = len(at)
    isolated: set[int] = set()
    worked: dict[int, int] = defaultdict(int)
    for package in packages:
        for work in package["works"]:
            worked[at[work["month"]]] += work["down"]
        if package["isolated"] is not None:
            done = at.get(ended(package) or "", last)
            isolated |= set(range(at[package["isolated"]], min(at.get(package["review"], last), done)))
    for month in sorted(isolated):
        yield _bar(axis, month, y + 6, _ROW - 12, "cut")
    for month, things in sorted(worked.items()):
        yield _bar(axis, month, y + 3, _ROW - 6, "work", title=str(things))
    for package in packages:
        if (due := due_after(document, package)) is not None:
            move = f"translate({number(axis.at(due))} {number(y + _ROW / 2)})"
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


def _about(document: Saved, language: Language) -> Iterator[str]:
    for one in in_order(document):
        begun = one["month"] or language.text("plan.not-done")
        told = how(one["way"], ended(one), one["isolated"], one["review"], language)
        yield language.text("plan.gantt.row", called(one), "; ".join([begun, *told]))
