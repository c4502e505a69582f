"""Which better plan is near one, when packages push each other out of the way?"""

import random
from collections.abc import Sequence
from math import exp

from phaseout.plan.listing import best_left
from phaseout.plan.state import State

MOST_PUSHED = 6
"""Packages one move may push out of their months."""
WARM, COLD = 0.02, 0.0002
"""How much worse a move may leave the plan, as a share of what a package counts: at first and at last."""
MISSING = 1e9
"""Score-days a package that must be done counts where it is not: more than any plan it is in the way of."""


class Search:
    """Moves one package after another, judged by the difference that each makes."""

    def __init__(self, state: State, ranks: Sequence[Sequence[int]]) -> None:
        """Begin from the plan the state holds."""
        self._state, self._ranks = state, ranks
        self._changed: list[tuple[int, int]] = []
        self._place_in_ranks = [
            {option: rank for rank, option in enumerate(of_package)} for of_package in ranks
        ]
        crews = len(state.free) // state.span
        self._cells_of_year = [
            [
                crew * state.span + month
                for crew in range(crews)
                for month, of in enumerate(state.problem.year_of)
                if of == year
            ]
            for year in range(len(state.problem.budgets))
        ]
        self._mates: dict[str, list[int]] = {}
        for index, package in enumerate(state.problem.packages):
            self._mates.setdefault(package.site, []).append(index)

    def run(self, moves: int) -> float:
        """Make moves and leave the best plan met in the state; return what it saves.

        Moves are counted, not timed, and drawn from a fixed seed: the same input gives the same plan. What
        one costs grows with the months of the few packages it touches.
        """
        state, count = self._state, len(self._ranks)
        draw = random.Random(count)  # noqa: S311 (no secret)
        mean = sum(min(of.counted, default=0.0) for of in state.compiled) / max(count, 1) or 1.0
        best, now, least = list(state.at), 0.0, 0.0
        for move in range(moves):
            heat = mean * WARM * (COLD / WARM) ** (move / moves)
            changed = self._pushed(draw) if draw.random() < 0.97 else self._site_anew(draw)  # noqa: PLR2004
            if changed is None or (changed > 0 and draw.random() >= exp(-min(changed / heat, 700.0))):
                self._undo()
                continue
            self._changed.clear()
            now += changed
            if now < least - 1e-9:
                best, least = list(state.at), now
        self._restore(best)
        return -least

    def _lift(self, index: int) -> float:
        """Take a package out and note what it had."""
        at = self._state.at[index]
        self._changed.append((index, at))
        return -self._state.lift(index) if at >= 0 else -MISSING - self._state.of_nothing[index]

    def _undo(self) -> None:
        state = self._state
        for index, _ in self._changed:
            if state.at[index] >= 0:
                state.lift(index)
        for index, at in dict(reversed(self._changed)).items():
            if at >= 0:
                state.place(index, at)
        self._changed.clear()

    def _restore(self, best: Sequence[int]) -> None:
        state = self._state
        differing = [index for index, at in enumerate(best) if state.at[index] != at]
        for index in differing:
            if state.at[index] >= 0:
                state.lift(index)
        for index in differing:
            if best[index] >= 0:
                state.place(index, best[index])

    def _pushed(self, draw: random.Random) -> float | None:
        """Give a package another option, push out what is in its way, and place that anew; None: no plan."""
        state = self._state
        index = int(draw.random() * len(self._ranks))
        ranks = self._ranks[index]
        rank = self._place_in_ranks[index].get(state.at[index], len(ranks))
        # Mostly to what counts less, and mostly not far.
        if rank and draw.random() < 0.8:  # noqa: PLR2004
            option = ranks[rank - 1 - int(rank * draw.random() ** 2)]
        elif ranks:
            option = ranks[int(draw.random() * len(ranks))]
        else:
            return None
        if option == state.at[index]:
            return None
        counted = self._lift(index)
        if not state.keeps_order(index, option):
            return None
        pushed: list[int] = []
        for crew, site, _, hours, things in state.compiled[index].works[option]:
            freed = self._emptied(draw, crew, hours, pushed)
            if freed is None or state.is_crowded(site, things):
                return None
            counted += freed
        counted += state.place(index, option)
        while (year := state.short_year()) is not None:
            other = self._of_year(draw, year)
            if other in (None, index) or len(pushed) >= MOST_PUSHED:
                return None
            pushed.append(other)
            counted += self._lift(other)
        return self._placed(draw, pushed, counted)

    def _emptied(self, draw: random.Random, crew: int, hours: int, pushed: list[int]) -> float | None:
        state, counted = self._state, 0.0
        while state.free[crew] < hours:
            members = state.members[crew]
            if not members or len(pushed) >= MOST_PUSHED:
                return None
            other = members[int(draw.random() * len(members))]
            pushed.append(other)
            counted += self._lift(other)
        return counted

    def _of_year(self, draw: random.Random, year: int) -> int | None:
        cells = self._cells_of_year[year]
        for _ in range(8):
            if members := self._state.members[cells[int(draw.random() * len(cells))]]:
                return members[int(draw.random() * len(members))]
        return None

    def _placed(self, draw: random.Random, lifted: list[int], counted: float) -> float | None:
        """Place what was lifted, in any order, each as well as it can be."""
        state = self._state
        if len(lifted) > 1:
            draw.shuffle(lifted)
        for index in lifted:
            if (option := best_left(state, self._ranks, index)) < 0:
                return None
            counted += state.place(index, option)
        return counted

    def _site_anew(self, draw: random.Random) -> float | None:
        """Take some packages of a site out and place them again, so that visits may be shared."""
        index = int(draw.random() * len(self._ranks))
        mates = self._mates[self._state.problem.packages[index].site]
        lifted = draw.sample(mates, min(len(mates), MOST_PUSHED))
        return self._placed(draw, lifted, sum(self._lift(index) for index in lifted))
