"""How is one measure drawn on a time axis: its states as a bar, its milestones below it?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from phaseout.domain.measure import Measure
from phaseout.domain.milestone import Milestone, Turn, milestones
from phaseout.report.language import Language
from phaseout.report.milestone_words import happening
from phaseout.report.svg import element, number, width_of, words, wrapped
from phaseout.report.timeline_axis import Axis
from phaseout.report.timeline_style import UNSEEN, filled
from phaseout.report.timeline_text import standing

LABEL_ROOM = 250
"""Widest a milestone's words run before they are broken."""
_TEXT, _LINE, _BAR_TOP, _BAR = 12, 15, 64, 20
_BAR_END = _BAR_TOP + _BAR
_FIRST_LABEL = _BAR_END + 10
_GAP = 10
_RADIUS = 5.5
_TRIANGLE, _DIAMOND = "M-6 5H6L0 -6Z", "M0 -7L6 0L0 7L-6 0Z"
_SQUARE, _POST = "M-5 -5H5V5H-5Z", "M-2.5 -7H2.5V7H-2.5Z"
_FORMS = {
    Turn.CLAUSE: _TRIANGLE,
    Turn.LISTED: _DIAMOND,
    Turn.DELISTED: _DIAMOND,
    Turn.EXEMPTED: _SQUARE,
    Turn.EXEMPTION_ENDS: _SQUARE,
    Turn.OWED: _POST,
    Turn.OWED_NO_MORE: _POST,
}
_TITLE, _TITLE_LINE = 16.5, 20
"""Size of a title as its bold letters take room, and from one of its lines to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A measure as drawn, and the height that takes."""

    drawing: str
    height: float
    heading: tuple["Written", ...] = ()
    """The lines of its title and its standing, which no line of the axis is drawn through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Where a line of words stands: from its left edge, which is the axis's, to ``right``."""

    top: float
    bottom: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    """What stands below the bar for one day."""

    x: float
    lines: tuple[str, ...]
    tip: str
    turn: Turn
    top: float = 0.0

    @property
    def right(self) -> float:
        """Where its longest line ends at most."""
        return self.x + max(width_of(line, _TEXT, bold=not number) for number, line in enumerate(self.lines))

    @property
    def bottom(self) -> float:
        """Where its last line ends."""
        return self.top + len(self.lines) * _LINE


def lane_of(measure: Measure, axis: Axis, day: date, language: Language) -> Lane:
    """Return the lane of a measure: title, standing, bar, and the milestones with their words."""
    labels = _placed(_labels(measure, axis, language))
    titles = wrapped(measure.title.in_language(language.code), axis.right - axis.left, _TITLE)
    below = (len(titles) - 1) * _TITLE_LINE
    standing_line = f"{measure.id} · {standing(measure, day, language)}"
    parts = (
        _line(standing_line, axis.left, 36, "soft halo"),
        *_before(labels, measure, axis),
        *_bar(measure, axis),
        *_horizon(measure, axis, language),
        *_names(measure, axis, [label.x for label in labels], language),
        *map(_leader, labels),
        *map(_label, labels),
    )
    heading = (
        _line(line, axis.left, 18 + row * _TITLE_LINE, "title halo") for row, line in enumerate(titles)
    )
    rest = element("g", {"transform": f"translate(0 {below})"}, *parts) if below else "".join(parts)
    height = max((label.bottom for label in labels), default=_BAR_END) + below + 18
    written = (
        *(_written(18 + row * _TITLE_LINE, width_of(line, _TITLE), axis) for row, line in enumerate(titles)),
        _written(36 + below, width_of(standing_line, _TEXT), axis),
    )
    return Lane(drawing="".join((*heading, rest)), height=height, heading=written)


def _written(base: float, width: float, axis: Axis) -> Written:
    return Written(top=base - _TITLE_LINE + 4, bottom=base + 4, right=axis.left + width + 4)


def _bar(measure: Measure, axis: Axis) -> Iterator[str]:
    for state, start, end in _spells(measure, axis):
        box = {"x": start, "y": _BAR_TOP, "width": max(end - start, 1), "height": _BAR}
        yield element("rect", {**box, "class": "paper"})
        yield element("rect", {**box, "fill": filled(state)})
        yield element("rect", {**box, "class": f"edge {state}"})


def _before(labels: list[_Label], measure: Measure, axis: Axis) -> Iterator[str]:
    """Yield a line through what the measure takes up from before its first step: listings, older clauses."""
    first = axis.x(measure.timeline.steps[0].on)
    if labels and labels[0].x < first:
        drawn = f"M{number(labels[0].x)} {_BAR_TOP + _BAR // 2}H{number(first)}"
        yield element("path", {"d": drawn, "class": "lead", "stroke-dasharray": "1 3"})


def _spells(measure: Measure, axis: Axis) -> Iterator[tuple[str, float, float]]:
    """Yield each state with its begin and end on the axis."""
    steps = measure.timeline.steps
    ends = [*(axis.x(step.on) for step in steps[1:]), axis.right]
    for step, end in zip(steps, ends, strict=True):
        yield step.state.value, axis.x(step.on), end


def _names(measure: Measure, axis: Axis, marks: Iterable[float], language: Language) -> Iterator[str]:
    """Yield the name of each state on its part of the bar, between the marks, where it has room."""
    for state, start, end in _spells(measure, axis):
        said = language.term("state", state)
        room = width_of(said, _TEXT) + 8
        edges = sorted({start, end, *(mark for mark in marks if start < mark < end)})
        free = next((one for one, next_ in pairwise(edges) if next_ - one >= room + 2 * _GAP), None)
        if free is not None:
            box = {"x": free + _GAP, "y": _BAR_TOP + 2, "width": room, "height": _BAR - 4, "rx": 3}
            yield element("rect", {**box, "class": "plate"})
            yield _line(said, free + _GAP + 4, _BAR_TOP + 14, "")


def _horizon(measure: Measure, axis: Axis, language: Language) -> Iterator[str]:
    """Yield the stripes over everything after the last check, and the words that say so."""
    checked = measure.timeline.checked_through
    start = max(axis.x(checked), axis.x(measure.timeline.steps[0].on))
    if start < axis.right:
        box = {"x": start, "y": _BAR_TOP, "width": axis.right - start, "height": _BAR}
        yield element("rect", {**box, "fill": filled(UNSEEN)})
    x = axis.x(checked)
    drawn = f"M{number(x)} {_BAR_TOP - 14}V{_BAR_END + 3}"
    yield element("path", {"d": drawn, "class": "lead", "stroke-dasharray": "2 2"})
    said = language.text("timeline.unverified-after", language.day(checked))
    yield _line(said, x + 5, _BAR_TOP - 6, "soft halo")


def _labels(measure: Measure, axis: Axis, language: Language) -> list[_Label]:
    found = [one for one in milestones(measure) if one.turn is not Turn.CHECKED]
    return [
        _label_of(list(group), axis.x(on), language.day(on), language)
        for on, group in groupby(found, key=lambda one: one.on)
    ]


def _label_of(group: list[Milestone], x: float, day: str, language: Language) -> _Label:
    said = [line for one in group for line in wrapped(happening(one, language), LABEL_ROOM, _TEXT)]
    tips = (
        " ".join(
            part
            for part in (
                f"{happening(one, language)}.",
                one.text.in_language(language.code) if one.text else "",
                f"[{'; '.join(one.evidence)}]",
            )
            if part
        )
        for one in group
    )
    return _Label(x=x, lines=(day, *said), tip=f"{day}{language.colon} {' '.join(tips)}", turn=group[0].turn)


def _placed(labels: list[_Label]) -> list[_Label]:
    """Return the labels below one another so that none meets another or another's line to the bar.

    Words run to the right of their day. Going from the latest to the earliest, each stands below all
    those that begin above its own words; so its line to the bar passes left of them.
    """
    placed: list[_Label] = []
    for label in reversed(labels):
        above = [one.bottom + 4 for one in placed if one.x < label.right + _GAP]
        top = max(above, default=float(_FIRST_LABEL))
        placed.append(_Label(x=label.x, lines=label.lines, tip=label.tip, turn=label.turn, top=top))
    return placed[::-1]


def _leader(label: _Label) -> str:
    drawn = f"M{number(label.x)} {_BAR_END}V{number(label.bottom - 3)}"
    return element("path", {"d": drawn, "class": "lead"})


def _label(label: _Label) -> str:
    lines = [
        _line(line, label.x + 6, label.top + 11 + index * _LINE, "halo" if index else "halo strong")
        for index, line in enumerate(label.lines)
    ]
    tip = element("title", {}, words(label.tip))
    return element("g", {}, tip, mark(label.turn, label.x, _BAR_TOP + _BAR / 2), *lines)


def mark(turn: Turn, x: float, y: float) -> str:
    """Return the sign of a milestone: its form tells what turns, a disc that a state does."""
    form = _FORMS.get(turn)
    if form is None:
        return element("circle", {"cx": x, "cy": y, "r": _RADIUS, "class": "mark"})
    place = f"translate({number(x)} {number(y)})"
    return element("path", {"d": form, "transform": place, "class": "mark"})


def _line(said: str, x: float, y: float, kind: str) -> str:
    place = {"x": x, "y": y}
    return element("text", {**place, "class": kind} if kind else place, words(said))
