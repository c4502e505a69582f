"""Is the drawing whole, safe, legible without colour, and free of words on words?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phaseout.domain.cite import Text
from phaseout.domain.measure import Measure
from phaseout.domain.milestone import milestones
from phaseout.domain.timeline import State, Step, Timeline
from phaseout.register import Register
from phaseout.report.language import Language
from phaseout.report.svg import width_of
from phaseout.report.timeline_axis import Axis
from phaseout.report.timeline_lane import LABEL_ROOM, lane_of
from phaseout.report.timeline_svg import WIDTH, timeline_svg

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 11, 23)


class Line(NamedTuple):
    """A line of words, as wide as the widest font makes it."""

    words: str
    x: float
    y: float

    def meets(self, other: "Line") -> bool:
        first, second = sorted((self, other), key=lambda line: line.x)
        return abs(self.y - other.y) < 11 and first.x + width_of(first.words, 12) > second.x


@cache
def register() -> Register:
    return Register.open()


def drawn(measures: Sequence[Measure], lang: str = "en", day: date = DAY) -> ET.Element:
    return ET.fromstring(timeline_svg(measures, day, Language(lang)))


def texts(picture: ET.Element) -> list[str]:
    return [element.text or "" for element in picture.iter(f"{SVG}text")]


def lines_of(measure: Measure, lang: str = "en") -> list[Line]:
    days = [DAY, *(one.on for one in milestones(measure))]
    axis = Axis.over(days, left=24, right=WIDTH - 24, after=LABEL_ROOM + 20)
    lane = lane_of(measure, axis, DAY, Language(lang))
    whole = ET.fromstring(f"<g>{lane.drawing}</g>")
    moved = {one: group for group in whole.findall("g[@transform]") for one in group.iter("text")}
    return [
        Line(one.text or "", float(one.attrib["x"]), float(one.attrib["y"]) + down(moved.get(one)))
        for one in whole.iter("text")
        if one.text
    ]


def down(group: ET.Element | None) -> float:
    """How far a group is moved down."""
    return float(group.attrib["transform"].rpartition(" ")[2].rstrip(")")) if group is not None else 0.0


def marks_of(pattern: ET.Element) -> list[tuple[str | None, ...]]:
    shapes = [one for one in pattern.iter() if one.tag in (f"{SVG}path", f"{SVG}circle")]
    return [(one.tag, *(one.attrib.get(name) for name in ("d", "r", "class"))) for one in shapes]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_whole_register_is_drawn_with_a_lane_for_each_measure(lang: str) -> None:
    measures = list(register().measures.values())
    picture = drawn(measures, lang)
    said = texts(picture)
    whole = " ".join(said)  # a long title runs over several lines
    assert all(measure.title.in_language(lang) in whole for measure in measures)
    assert picture.attrib["lang"] == lang
    names = picture.attrib["aria-labelledby"].split()
    assert [picture.find(f"{SVG}{tag}").attrib["id"] for tag in ("title", "desc")] == names  # type: ignore[union-attr]
    assert picture.find(f"{SVG}title").text  # type: ignore[union-attr]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("id_", sorted(register().measures))
def test_no_words_of_a_lane_stand_on_others_or_beyond_the_edge(id_: str, lang: str) -> None:
    lines = lines_of(register().measures[id_], lang)
    for one, other in combinations(lines, 2):
        assert not one.meets(other), (one, other)
    assert all(line.x + width_of(line.words, 12) <= WIDTH for line in lines if line.x > 24)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.dates(date(2015, 1, 1), date(2029, 1, 1)), min_size=1, max_size=12, unique=True))
def test_however_close_the_milestones_stand_their_words_do_not_meet(ban: Measure, days: list[date]) -> None:
    states = list(State)
    steps = tuple(
        Step(on=day, state=states[index % len(states)], cite=ban.timeline.steps[0].cite)
        for index, day in enumerate(sorted(days))
    )
    crowded = replace(ban, timeline=Timeline(steps=steps, checked_through=days[0]), clauses=(), exemptions=())
    below = [line for line in lines_of(crowded) if line.y > 84]
    assert not [pair for pair in combinations(below, 2) if pair[0].meets(pair[1])]


def test_a_long_title_takes_more_lines_and_moves_the_rest_down(ban: Measure) -> None:
    long = replace(ban, title=Text(en="An order with a very long name " * 6))
    lines = [one for one in drawn([long]).iter(f"{SVG}text") if one.attrib.get("class") == "title halo"]
    assert len(lines) == 2
    assert all(width_of(line.text or "", 15, bold=True) < WIDTH for line in lines)
    height = float(drawn([long]).attrib["height"]) - float(drawn([ban]).attrib["height"])
    assert height == 20


def test_words_of_a_register_are_no_markup(ban: Measure) -> None:
    hostile = replace(ban, title=Text(en="</text><script>alert(1)</script>\x1b\u202e&", fr=None))
    picture = drawn([hostile])
    assert not list(picture.iter(f"{SVG}script"))
    assert any("<script>" in said for said in texts(picture))
    assert not [char for said in texts(picture) for char in said if char in "\x1b\u202e"]


def test_a_state_has_a_pattern_and_a_name_and_not_only_a_colour(ban: Measure) -> None:
    written = timeline_svg([ban], DAY, Language("en"))
    drawings = [marks_of(pattern) for pattern in drawn([ban]).iter(f"{SVG}pattern")]
    assert len(drawings) == len(State) + 1
    assert all(one != other for one, other in combinations(drawings, 2))
    assert {"proposed", "in force"} <= set(texts(drawn([ban])))
    assert "prefers-color-scheme:dark" in written


def test_what_nobody_has_checked_is_striped_and_said_to_be(ban: Measure) -> None:
    assert "unverified after 31 January 2026" in texts(drawn([ban]))
    assert "non vérifiée après le 31 janvier 2026" in texts(drawn([ban], "fr"))
    striped = [r for r in drawn([ban]).iter(f"{SVG}rect") if r.attrib.get("fill") == "url(#timeline-unseen)"]
    assert len(striped) == 2, "the bar and the legend"


def test_the_day_asked_about_is_marked_within_the_picture_wherever_it_lies(ban: Measure) -> None:
    for day in (date(1990, 1, 1), DAY, date(2060, 1, 1)):
        picture = drawn([ban], day=day)
        mark = next(one for one in picture.iter(f"{SVG}text") if one.attrib.get("class") == "day")
        assert str(day.year) in (mark.text or "")
        width = width_of(mark.text or "", 12, bold=True)
        left = float(mark.attrib["x"]) - (width if mark.attrib.get("text-anchor") == "end" else 0)
        assert 0 <= left <= left + width <= WIDTH


def test_each_milestone_tells_its_words_and_cites_to_who_points_at_it(ban: Measure) -> None:
    tips = [one.text or "" for one in drawn([ban]).iter(f"{SVG}title")]
    assert any("It goes." in tip and "gazette, s. 3 [O]" in tip for tip in tips)


def test_a_picture_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a measure"):
        timeline_svg([], DAY, Language("en"))


def test_the_line_of_the_day_runs_through_no_heading() -> None:
    measures = list(register().measures.values())
    drawn = ET.fromstring(timeline_svg(measures, DAY, Language("en")))
    (now,) = [one for one in drawn.iter(f"{SVG}path") if one.get("class") == "now"]
    pieces = [piece.split("V") for piece in (now.get("d") or "").split("M")[1:]]
    x = float(pieces[0][0].split(" ")[0])
    spans = [(float(start.split(" ")[1]), float(end)) for start, end in pieces]
    assert len(spans) > 1
    crossed = 0
    for lane in drawn.iter(f"{SVG}g"):
        top = float((lane.get("transform") or "translate(0 0)").rstrip(")").split(" ")[1])
        for line in lane.findall(f"{SVG}text"):
            if "title" in (line.get("class") or ""):
                said = "".join(line.itertext())
                base = top + float(line.get("y") or 0)
                if float(line.get("x") or 0) + width_of(said, 15, bold=True) > x:
                    crossed += 1
                    assert not any(start < base - 3 < end for start, end in spans), said
    assert crossed
