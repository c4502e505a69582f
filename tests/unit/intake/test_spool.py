"""Does the spool give back what it was given, in memory and on disk?"""

from hypothesis import given
from hypothesis import strategies as st

from phaseout.intake import spool as spool_module
from phaseout.intake.spool import Kept, Spool

KEPT = st.tuples(
    st.integers(0, 10**9),
    st.just("http.server"),
    st.text(max_size=40),
    st.text(max_size=10),
    st.none() | st.text(max_size=5),
    st.none() | st.integers(0, 65535),
)


@given(st.lists(st.lists(KEPT, min_size=1, max_size=4), max_size=12), st.booleans())
def test_every_group_comes_back_with_its_later_runs(runs: list[list[Kept]], large: bool) -> None:
    before = spool_module.IN_MEMORY, spool_module.WRITE_AT_ONCE
    spool_module.IN_MEMORY, spool_module.WRITE_AT_ONCE = (64, 32) if large else before
    try:
        with Spool() as spool:
            groups = [spool.new_group(run) for run in runs]
            for group, run in zip(groups, reversed(runs), strict=True):
                spool.add_run(group, run)
            for group, run, later in zip(groups, runs, reversed(runs), strict=True):
                assert list(spool.observations(group)) == [*run, *later]
            assert len(spool) == len(runs)
    finally:
        spool_module.IN_MEMORY, spool_module.WRITE_AT_ONCE = before
