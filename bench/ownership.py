"""Closes a made graph of a million parties by each relation test, and says how long each closure takes.

The graph is like registers of companies: a little more than half of the parties are companies, which have two holders
on average, two thirds of them people who hold nothing else of note; few groups hold thousands. A tenth of the shares is
unknown, a tenth a range, some companies hold each other in rings, some holdings have ended.
"""

import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

from phaseout.domain.measure import RelationTest
from phaseout.domain.party import InterestKind
from phaseout.ownership.bulk import BulkGraph, InterestColumns, economic_shares, reach
from phaseout.ownership.bulk.columns import ALWAYS, KINDS, NEVER, Ints

DAY = date(2026, 11, 23)
STATE_BODIES = 40
GROUPS = 5
"""As many as section 889 names."""
LISTED = 5_000
"""About as many as a list of sanctioned parties has."""
TIMES = 15
TESTS = (
    RelationTest.AGGREGATE_50, RelationTest.CONTROL, RelationTest.CONTROL_OR_INFLUENCE, RelationTest.SHARE_OVER_10,
    RelationTest.SUBSIDIARY_OR_AFFILIATE, RelationTest.LINKED_UNDEFINED,
)  # fmt: skip
COLUMNS = ("holder", "held", "kind", "share_min", "share_max", "since", "until")


def write(parties: int, path: Path) -> None:
    """Make the graph and keep its columns; the same bytes every time."""
    random = np.random.default_rng(20261123)
    companies = int(parties * 0.55)
    held = np.sort(random.integers(STATE_BODIES, companies, size=int(parties * 1.2)).astype(np.int32))
    size = len(held)
    # A cube gives the low numbers, the groups, thousands of holdings and most companies none.
    groups = (held * random.random(size) ** 3).astype(np.int32)
    people = random.integers(companies, parties, size=size)
    holder = np.where(random.random(size) < 0.35, groups, people).astype(np.int32)
    turned = (holder < companies) & (holder >= STATE_BODIES) & (random.random(size) < 0.005)
    holder[turned], held[turned] = held[turned], holder[turned]
    part = random.random(size) ** 2
    share = (part / np.bincount(held, weights=part, minlength=parties)[held]).round(4)
    spread = np.where(random.random(size) < 0.1, 0.05, 0.0)
    unknown = random.random(size) < 0.1
    ended = random.random(size) < 0.08
    np.savez(
        path, holder=holder, held=held,
        kind=random.choice(len(KINDS), size=size, p=_odds()).astype(np.uint8),
        share_min=np.where(unknown, 0.0, np.maximum(share - spread, 0.0)),
        share_max=np.where(unknown, 1.0, np.minimum(share + spread, 1.0)),
        since=np.full(size, ALWAYS, dtype=np.int32),
        until=np.where(ended, DAY.toordinal() - 100, NEVER).astype(np.int32),
    )  # fmt: skip


def _odds() -> list[float]:
    odds = {InterestKind.SHAREHOLDING: 0.8, InterestKind.CONTROL: 0.12, InterestKind.VOTING: 0.03,
            InterestKind.INFLUENCE: 0.02, InterestKind.LINKED: 0.03}  # fmt: skip
    return [odds[kind] for kind in KINDS]


def close(parties: int, path: Path) -> None:
    """Load the graph, then close it by each test from a few groups and from a long list."""
    begun = time.perf_counter()
    with np.load(path) as columns:
        interests = InterestColumns(**{name: columns[name] for name in COLUMNS})
    graph = BulkGraph.of(interests, parties=parties, state_bodies=np.arange(STATE_BODIES))
    print(
        f"loading {parties} parties, {len(interests)} interests: {time.perf_counter() - begun:.2f} s",
        flush=True,
    )
    random = np.random.default_rng(5)
    sizes = np.bincount(interests.holder, minlength=parties)
    groups = np.argsort(-sizes[STATE_BODIES:])[:GROUPS].astype(np.int32) + STATE_BODIES
    listed = random.choice(parties, size=min(LISTED, parties // 10), replace=False).astype(np.int32)
    for name, named in (("largest groups", groups), ("listed parties", listed)):
        print(f"from {len(named)} {name}:")
        for test in TESTS:
            _close(test, named, graph)
        _multiply(named, graph)


def _close(test: RelationTest, named: Ints, graph: BulkGraph) -> None:
    found = reach(test, named=named, graph=graph, day=DAY)
    taken = _timed(lambda: reach(test, named=named, graph=graph, day=DAY))
    yes, perhaps = int(found.certain.sum()), int(found.possible.sum())
    _say(test.value, taken, f"{yes} reached, {perhaps - yes} undetermined")


def _multiply(owners: Ints, graph: BulkGraph) -> None:
    found = economic_shares(owners=owners, graph=graph, day=DAY)
    taken = _timed(lambda: economic_shares(owners=owners, graph=graph, day=DAY))
    half, touched = int((found.lowest >= 0.5).sum()), int((found.highest > 0).sum())
    _say("economic share", taken, f"{half} owned to half at least, {touched} to anything")


def _timed(closure: Callable[[], object]) -> tuple[float, float]:
    """Return the medians of several runs in seconds, on the clock and of the processor.

    The clock also counts what else the machine does.
    """
    clock, processor = [], []
    for _ in range(TIMES):
        begun, used = time.perf_counter(), time.process_time()
        closure()
        clock.append(time.perf_counter() - begun)
        processor.append(time.process_time() - used)
    return statistics.median(clock), statistics.median(processor)


def _say(what: str, taken: tuple[float, float], more: str) -> None:
    clock, processor = (seconds * 1000 for seconds in taken)
    print(f"  {what:<26} median {clock:6.1f} ms, processor {processor:6.1f} ms  {more}", flush=True)
