"""How did replacements stand at the end of days that are over? As moves say it, by their days."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from phaseout.web.replacement.models import Replacement, Step
from phaseout.web.replacement.queries.counts import RECORDER, ByState, Counted
from phaseout.web.replacement.vocabulary import LINE, State
from phaseout.web.reports.scope import Scope

AT_ONCE = 2_000
"""Rows read at a time."""
Move = tuple[State, date]
"""To which state, and on which day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """How many stood where."""

    by_state: ByState
    whole: Counted


def stood(scope: Scope) -> Stood:
    """Return how many replacements had come to which state by the end of a report."""
    states = _states(scope)
    rows = scope.at_sites(Replacement.objects.visible_to(scope.access)).order_by()
    found: dict[State, list[tuple[int | None, str]]] = defaultdict(list)
    told = rows.values_list("pk", "asset__site", "asset__kind")
    for pk, site, kind in told.iterator(chunk_size=AT_ONCE):
        if pk in states:
            found[states[pk]].append((site, kind))
    every = [one for group in found.values() for one in group]
    return Stood(
        by_state={state: _counted(found[state]) for state in State if found[state]}, whole=_counted(every)
    )


def state_on(moves: Iterable[Move], day: date) -> State | None:
    """Return the state to which moves had come by a day; None where none had been made.

    What was taken back later never was: a move backward takes back all that came after the state it leads to.

    Args:
        moves: of one replacement, in the order they were recorded.
        day: the last that counts.
    """
    kept: list[Move] = []
    for state, on in moves:
        if state in LINE:
            at = LINE.index(state)
            back = [one for one in kept if one[0] in LINE and LINE.index(one[0]) > at]
            kept = [one for one in kept if one not in back]
            if back and any(one[0] == state for one in kept):
                continue
        kept.append((state, on))
    return next((state for state, on in reversed(kept) if on <= day), None)


def _states(scope: Scope) -> Mapping[int, State]:
    """Return replacement → the state to which it had come by the end of a report."""
    rows = scope.at_sites(Step.objects.visible_to(scope.access), "replacement__asset__site")
    told = rows.order_by("replacement", "pk").values_list("replacement", "after", "on", "at")
    moves: dict[int, list[Move]] = defaultdict(list)
    for pk, after, on, at in told.iterator(chunk_size=AT_ONCE):
        moves[pk].append((State(after), on or timezone.localdate(at)))
    found = {pk: state_on(some, scope.end) for pk, some in moves.items()}
    return {pk: state for pk, state in found.items() if state is not None}


def _counted(group: list[tuple[int | None, str]]) -> Counted:
    return Counted(
        assets=len(group),
        recorders=sum(kind == RECORDER for _site, kind in group),
        sites=len({site for site, _kind in group if site is not None}),
    )
