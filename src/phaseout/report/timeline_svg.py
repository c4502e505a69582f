"""How do measures become one drawing: a time axis, a lane for each, the day asked about, and a legend?"""

from collections.abc import Iterator, Sequence
from datetime import date

from phaseout.domain.measure import Measure
from phaseout.domain.milestone import Turn, milestones
from phaseout.domain.timeline import State
from phaseout.report.language import Language
from phaseout.report.svg import Attributes, element, number, width_of, words
from phaseout.report.timeline_axis import Axis
from phaseout.report.timeline_lane import LABEL_ROOM, Lane, lane_of, mark
from phaseout.report.timeline_style import UNSEEN, filled, patterns, style

WIDTH = 1120
_EDGE, _TOP, _BETWEEN = 24, 92, 8
_SIGNS = {
    "timeline.sign-step": (Turn.STEP,),
    "timeline.sign-clause": (Turn.CLAUSE,),
    "timeline.sign-listing": (Turn.LISTED, Turn.DELISTED),
    "timeline.sign-exemption": (Turn.EXEMPTED, Turn.EXEMPTION_ENDS),
    "timeline.sign-owed": (Turn.OWED, Turn.OWED_NO_MORE),
}


def timeline_svg(measures: Sequence[Measure], day: date, language: Language) -> str:
    """Return the timelines of measures as an SVG document, as seen from a day; one lane each, in their order.

    Raises:
        ValueError: there is no measure.
    """
    if not measures:
        raise ValueError("a timeline needs a measure")
    days = [day, *(one.on for measure in measures for one in milestones(measure))]
    axis = Axis.over(days, left=_EDGE, right=WIDTH - _EDGE, after=LABEL_ROOM + 20)
    lanes = [lane_of(measure, axis, day, language) for measure in measures]
    bottom = _TOP + sum(lane.height + _BETWEEN for lane in lanes)
    legend, end = _legend(measures, bottom + 34, language)
    drawing = (
        *_ground(axis, day, bottom, end),
        *_years(axis, bottom),
        *_now(axis, day, bottom, lanes, language),
        *_stacked(lanes),
        *legend,
    )
    return _document(measures, day, language, end, "".join(drawing))


def _document(measures: Sequence[Measure], day: date, language: Language, height: float, drawing: str) -> str:
    names = ", ".join(measure.title.in_language(language.code) for measure in measures)
    title = language.count("timeline.title", len(measures))
    about = language.text("timeline.about", language.day(day), names)
    root: Attributes = {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {number(height)}", "width": WIDTH,
        "height": height, "lang": language.code, "role": "img",
        "aria-labelledby": "timeline-title timeline-about",
    }  # fmt: skip
    return element(
        "svg",
        root,
        element("title", {"id": "timeline-title"}, words(title)),
        element("desc", {"id": "timeline-about"}, words(about)),
        style(),
        patterns(),
        drawing,
    )


def _ground(axis: Axis, day: date, bottom: float, end: float) -> Iterator[str]:
    """Yield the paper, and a tint over the time to come."""
    now = axis.x(day)
    yield element("rect", {"x": 0, "y": 0, "width": WIDTH, "height": end, "class": "paper"})
    tint = {"x": now, "y": _TOP - 34, "width": axis.right - now, "height": bottom - _TOP + 34}
    yield element("rect", {**tint, "class": "tint"})


def _years(axis: Axis, bottom: float) -> Iterator[str]:
    for year, x in axis.years():
        drawn = f"M{number(x)} {_TOP - 34}V{number(bottom)}"
        yield element("path", {"d": drawn, "class": "rule"})
        for y in (_TOP - 40, bottom + 16):
            yield _text(str(year), x + 3, y, "soft")


def _now(axis: Axis, day: date, bottom: float, lanes: Sequence[Lane], language: Language) -> Iterator[str]:
    """Yield the line of the day, broken where it would run through a heading, and what it says."""
    x, said = axis.x(day), language.text("timeline.day", language.day(day))
    pieces, start = [], float(_TOP - 62)
    for top, lane in _tops(lanes):
        for line in lane.heading:
            if line.right > x:
                pieces.append(f"M{number(x)} {number(start)}V{number(max(top + line.top, start))}")
                start = top + line.bottom
    drawn = "".join((*pieces, f"M{number(x)} {number(start)}V{number(bottom)}"))
    yield element("path", {"d": drawn, "class": "now"})
    is_near_end = x + 8 + width_of(said, 12, bold=True) > axis.right
    place: Attributes = {"x": x - 6, "text-anchor": "end"} if is_near_end else {"x": x + 6}
    yield element("text", {**place, "y": _TOP - 62, "class": "day"}, words(said))


def _stacked(lanes: Sequence[Lane]) -> Iterator[str]:
    for top, lane in _tops(lanes):
        yield element("g", {"transform": f"translate(0 {number(top)})"}, lane.drawing)


def _tops(lanes: Sequence[Lane]) -> Iterator[tuple[float, Lane]]:
    """Yield each lane with where it begins."""
    y = float(_TOP - 8)
    for lane in lanes:
        yield y, lane
        y += lane.height + _BETWEEN


def _legend(measures: Sequence[Measure], y: float, language: Language) -> tuple[list[str], float]:
    """Return what the signs mean, of those that occur, and where that ends."""
    occurring = {one.turn for measure in measures for one in milestones(measure)}
    states = {step.state for measure in measures for step in measure.timeline.steps}
    shown = [state.value for state in State if state in states]
    entries = [(_swatch(state), language.term("state", state)) for state in shown]
    entries.append((_swatch(UNSEEN, State.IN_FORCE.value), language.text("timeline.legend-unverified")))
    entries += [
        (mark(turns[0], 14, 7), language.text(key))
        for key, turns in _SIGNS.items()
        if not occurring.isdisjoint(turns)
    ]
    drawn, x, row = [], float(_EDGE), y
    for sign, said in entries:
        room = 36 + width_of(said, 12) + 18
        if x + room > WIDTH - _EDGE and x > _EDGE:
            x, row = float(_EDGE), row + 24
        place = f"translate({number(x)} {number(row)})"
        drawn.append(element("g", {"transform": place}, sign, _text(said, 36, 11, "")))
        x += room
    return drawn, row + 34


def _swatch(pattern: str, below: str = "") -> str:
    box: Attributes = {"x": 0, "y": 0, "width": 28, "height": 14}
    fills = [element("rect", {**box, "fill": filled(one)}) for one in (below, pattern) if one]
    return "".join((*fills, element("rect", {**box, "class": f"edge {below or pattern}"})))


def _text(said: str, x: float, y: float, kind: str) -> str:
    return element("text", {"x": x, "y": y, "class": kind or "plain"}, words(said))
