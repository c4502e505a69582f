import io
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaseout.domain.asset import Asset
from phaseout.report.grid import Grid, columns_of, wrapped
from phaseout.report.sink import WriteOptions
from phaseout.report.terminal_table import SETTLED_SHOWN, WRITER

Written = Callable[..., bytes]


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" ")), st.integers(2, 60))
def test_wrapping_keeps_every_word_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = list(wrapped(text, width))
    assert all(columns_of(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_an_ideograph_takes_two_columns_and_an_accent_none() -> None:
    assert columns_of("海康") == 4
    assert columns_of("e\u0301") == 1


@pytest.mark.parametrize("width", [30, 60, 72, 80, 110, 200])
def test_no_line_of_a_row_is_wider_than_the_terminal(width: int) -> None:
    grid = Grid(heads=["What", "Where"], shares=[2, 1], width=width)
    cells = [["a camera of a name that goes on and on"], ["10.20.0.17", "海康威视" * 20]]
    assert all(columns_of(line) <= width for line in (*grid.head(), *grid.row(cells)))


@pytest.mark.parametrize("width", [50, 110])
def test_every_open_asset_is_listed_under_its_gravest_outcome(written: Written, width: int) -> None:
    shown = " ".join(written("table", width=width).decode().split())
    order = [
        "A measure applies (2)", "cam-17", "another party’s to act (1)", "10.20.0.31", "A measure will apply (1)",
        "210305A1", "Undetermined: something is not known (2)", "10.20.0.20", "row 12",
        "no measure asked applies (1)", "10.20.0.40", "Examined",
    ]  # fmt: skip
    places = [shown.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)


def test_a_host_of_which_nothing_is_known_is_counted_as_not_cleared(written: Written) -> None:
    shown = written("table").decode()
    assert shown.count("10.20.0.99") == 1
    assert shown.index("Not identified, so not cleared (1)") < shown.index("10.20.0.99")
    assert "1  unidentified: neither maker nor kind is known, so not cleared" in shown


def test_what_could_not_be_read_and_who_knows_what_is_missing_is_said(written: Written) -> None:
    shown = written("table").decode()
    for part in (
        "lines.jsonl line 90: not a JSON object", "Not examined (1)", "2  credentials met and thrown away",
        "  When was it acquired? (ask: procurement officer)\n    1. what belongs to no site · Dahua, camera · row 12 –",
        "That no measure was found is not a permission.",
    ):  # fmt: skip
        assert part in shown


def test_colour_is_used_only_when_it_is_asked_for(written: Written) -> None:
    assert b"\x1b[1;31mA measure applies" in written("table", colour=1)
    assert b"\x1b" not in written("table")


def test_settled_things_beyond_the_first_are_counted_and_said_to_be(
    scenario: ModuleType, written: Written
) -> None:
    axis: Asset = scenario.ASSETS[5]
    many = [replace(axis, id=f"a-{number}") for number in range(SETTLED_SHOWN + 7)]
    shown = written("table", many).decode()
    assert shown.count("10.20.0.40") == SETTLED_SHOWN
    assert f"no measure asked applies ({SETTLED_SHOWN + 7})" in shown
    assert "… and 7 more, counted but not listed" in shown


def test_a_very_long_name_is_cut_and_said_to_be(scenario: ModuleType, written: Written) -> None:
    said = scenario.ASSETS[0].identification
    long = replace(
        scenario.ASSETS[0], identification=replace(said, model=replace(said.model, value="x" * 5000))
    )
    shown = written("table", [long]).decode()
    assert shown.count("x") < 300
    assert "…" in shown
    assert "(+" in shown


def nobody_asks(scenario: ModuleType, assets: list[Asset]) -> str:
    stream = io.BytesIO()
    sink = WRITER.open(stream, WriteOptions(width=110))
    sink.begin(replace(scenario.HEADER, context={}))
    for asset in assets:
        sink.add(asset)
    sink.end(scenario.TRAILER)
    return stream.getvalue().decode()


def test_where_nobody_says_who_asks_that_comes_first_and_the_list_is_short(scenario: ModuleType) -> None:
    asset = scenario.ASSETS[0]
    many = [replace(asset, id=f"a-{number}") for number in range(40)]
    answers = [replace(asset.determinations[0], measure=f"ca/{number}") for number in range(9)]
    shown = nobody_asks(scenario, [replace(one, determinations=tuple(answers)) for one in many])
    assert shown.splitlines()[1].startswith("State who you are first")
    assert len(shown.splitlines()) < 80
    assert "… and 7 more measures" in " ".join(shown.split())
    assert "… and 35 more" in shown
    assert "A measure applies (40)" in shown


def test_without_a_source_nothing_is_said_of_what_was_found(scenario: ModuleType) -> None:
    stream = io.BytesIO()
    sink = WRITER.open(stream, WriteOptions(width=110))
    sink.begin(replace(scenario.HEADER, sources=()))
    sink.end(scenario.TRAILER)
    shown = stream.getvalue().decode()
    assert "No source was examined." in shown
    assert "Nothing found" not in shown


def test_a_file_of_which_nothing_was_read_is_not_said_to_hold_nothing_that_a_measure_applies_to(
    scenario: ModuleType,
) -> None:
    stream = io.BytesIO()
    sink = WRITER.open(stream, WriteOptions(width=110))
    sink.begin(scenario.HEADER)
    sink.end(replace(scenario.TRAILER, summary=replace(scenario.TRAILER.summary, assets=0)))
    shown = stream.getvalue().decode()
    assert "Nothing was read that a measure could be asked about" in shown
    assert "Nothing found" not in shown
