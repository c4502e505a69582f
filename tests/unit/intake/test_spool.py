"""Does the spool give back what it was given, in memory and on disk?"""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from phaseout.intake import spool as spool_module
from phaseout.intake.spool import LONGEST_LIKE_OTHERS, Run, Spool


@st.composite
def runs_of_one_length(draw: st.DrawFn) -> Run:
    size = draw(st.integers(1, 4))

    def column(values: st.SearchStrategy[Any]) -> tuple[Any, ...]:
        return tuple(draw(st.lists(values, min_size=size, max_size=size)))

    return Run(
        draw(st.integers(0, 9)),
        draw(st.integers(0, 10**9)),
        column(st.sampled_from(["http.server", "mac"])),
        column(st.text(max_size=40)),
        column(st.text(max_size=10)),
        column(st.none() | st.text(max_size=5)) if draw(st.booleans()) else None,
        column(st.none() | st.integers(0, 65535)) if draw(st.booleans()) else None,
    )


@given(st.lists(runs_of_one_length(), max_size=8), st.booleans())
def test_every_group_comes_back_with_its_later_runs(runs: list[Run], large: bool) -> None:
    before = spool_module.IN_MEMORY, spool_module.WRITE_AT_ONCE
    spool_module.IN_MEMORY, spool_module.WRITE_AT_ONCE = (64, 32) if large else before
    try:
        with Spool() as spool:
            groups = [spool.new_group(run) for run in runs]
            for group, run in zip(groups, reversed(runs), strict=True):
                spool.add_run(group, run)
            for group, run, later in zip(groups, runs, reversed(runs), strict=True):
                assert spool.runs(group) == [run, later]
            assert len(spool) == len(runs)
    finally:
        spool_module.IN_MEMORY, spool_module.WRITE_AT_ONCE = before


def test_a_run_tells_its_observations_one_by_one() -> None:
    run = Run(0, 7, ("ip", "mac"), ("10.0.0.1", "44:19:b6:00:00:01"), ("line 1", "line 2"), None, (None, 80))
    assert list(run.observations()) == [
        (7, "ip", "10.0.0.1", "line 1", None, None),
        (8, "mac", "44:19:b6:00:00:01", "line 2", None, 80),
    ]


def test_runs_are_kept_while_others_are_read() -> None:
    before = spool_module.WRITE_AT_ONCE
    spool_module.WRITE_AT_ONCE = 16
    try:
        with Spool() as spool:
            for number in range(20):
                run = Run(0, number, ("ip",), (f"10.0.0.{number}",), (f"line {number}",))
                assert spool.runs(spool.new_group(run)) == [run]
                assert spool.runs(0)[0].values == ("10.0.0.0",)
    finally:
        spool_module.WRITE_AT_ONCE = before


def test_a_long_run_comes_back_like_a_short_one() -> None:
    size = LONGEST_LIKE_OTHERS + 1
    run = Run(1, 7, ("ip",) * size, ("10.0.0.1",) * size, ("line 1",) * size)
    with Spool() as spool:
        assert spool.runs(spool.new_group(run)) == [run]
