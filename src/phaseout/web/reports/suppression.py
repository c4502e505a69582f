"""Which counts of a table must be withheld so that no small one can be computed from the others?

A count from 1 to 4 is small, and is withheld. From sums and other counts it might be computed again: others
are withheld with it, until each withheld count may have five values at least by the sums that are told. A
reader is taken to know that nothing withheld is 0. Whether that is so is found exactly: a table with its sums
is a network of rows and columns, in which a count may move as far as a flow around it goes. Who works through
every table of which this rule would tell the same learns more: the tests measure how much.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import product

SMALL = 5
"""The smallest count that is told, and the least number of values that a withheld one may have."""
FAR = 1_000_000_000
"""As far as a flow goes that nothing bounds."""
Place = tuple[int, int]
Cells = Sequence[Sequence[int]]
Node = tuple[bool, int]
"""Whether it is a row, and which."""


def with_sums(counts: Cells) -> list[list[int]]:
    """Return a table with the sum of each row at its end, and the sums of columns below."""
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def withheld(cells: Cells) -> frozenset[Place]:
    """Return the places of a table with sums that must not be told.

    Args:
        cells: counts of at least 0, with the sums of rows in the last column and of columns in the last row.
    """
    hidden = {place for place in _places(cells) if 0 < _at(cells, place) < SMALL}
    while exposed := [place for place in sorted(hidden) if freedom(cells, frozenset(hidden), place) < SMALL]:
        further = _further(cells, frozenset(hidden), exposed[0])
        if not further:  # all but the empty cells is withheld: nothing bounds what is left
            break
        hidden |= further
    return frozenset(hidden)


def freedom(cells: Cells, hidden: frozenset[Place], place: Place) -> int:
    """Return how many values a withheld count may have, for all that is told; ``FAR``: as many as any.

    Args:
        cells: the table with its sums.
        hidden: the places that are withheld.
        place: one of these.
    """
    up = _flow(cells, hidden, place, is_up=True)
    down = min(_flow(cells, hidden, place, is_up=False), _at(cells, place) - 1)
    return min(up + down + 1, FAR)


def _further(cells: Cells, hidden: frozenset[Place], exposed: Place) -> frozenset[Place]:
    """Return what is withheld next with a count that is exposed.

    Two rows and two columns that cross in it: along such a square counts move and sums do not. Which one, is
    chosen by what is withheld already and by place, and not by the counts: a choice would tell of them.
    """
    told = frozenset(place for place in _places(cells) if place not in hidden and _at(cells, place))
    squares = [
        square & told for square in _squares(cells, exposed) if square & told and square <= told | hidden
    ]
    if not squares:
        squares = [frozenset([place]) for place in told]
    return min(squares, key=lambda square: _cost(cells, square), default=frozenset())


def _squares(cells: Cells, place: Place) -> Iterator[frozenset[Place]]:
    for row, column in _places(cells):
        if row != place[0] and column != place[1]:
            yield frozenset([place, (row, column), (place[0], column), (row, place[1])])


def _cost(cells: Cells, square: frozenset[Place]) -> tuple[int, int, list[Place]]:
    """Return by what a square comes first: few sums in it, few counts, and its place."""
    return sum(_is_sum(cells, place) for place in square), len(square), sorted(square)


def _flow(cells: Cells, hidden: frozenset[Place], place: Place, *, is_up: bool) -> int:
    """Return how far a withheld count may go up, or down, while the others keep every sum true.

    A count that goes up is an arc from its row to its column, one that goes down an arc back; of sums, which
    stand on the other side, the other way around. What is sought is the flow that closes the circle.
    """
    row, column = (True, place[0]), (False, place[1])
    is_forth = is_up != _is_sum_once(cells, place)
    start, end = (column, row) if is_forth else (row, column)
    room = _room(cells, hidden - {place})
    found = 0
    while found < SMALL and (path := _path(room, start, end)):
        least = min(room[arc] for arc in path)
        for one, other in path:
            room[one, other] -= least
            room[other, one] = room.get((other, one), 0) + least
        found += least
    return found


def _room(cells: Cells, hidden: frozenset[Place]) -> dict[tuple[Node, Node], int]:
    """Return arc → how far what is withheld may move along it; nothing withheld becomes 0."""
    room: dict[tuple[Node, Node], int] = {}
    for place in hidden:
        row, column = (True, place[0]), (False, place[1])
        forth, back = (FAR, _at(cells, place) - 1)
        if _is_sum_once(cells, place):
            forth, back = back, forth
        room[row, column], room[column, row] = forth, back
    return room


def _path(room: dict[tuple[Node, Node], int], start: Node, end: Node) -> list[tuple[Node, Node]]:
    """Return the arcs of a shortest way along which anything may still move; none where there is no way."""
    came: dict[Node, Node] = {start: start}
    waiting = deque([start])
    while waiting and end not in came:
        here = waiting.popleft()
        for (one, other), left in room.items():
            if one == here and left > 0 and other not in came:
                came[other] = here
                waiting.append(other)
    if end not in came:
        return []
    path = []
    while end != start:
        path.append((came[end], end))
        end = came[end]
    return path


def _places(cells: Cells) -> Iterator[Place]:
    return product(range(len(cells)), range(len(cells[0])))


def _at(cells: Cells, place: Place) -> int:
    return cells[place[0]][place[1]]


def _is_sum(cells: Cells, place: Place) -> bool:
    return place[0] == len(cells) - 1 or place[1] == len(cells[0]) - 1


def _is_sum_once(cells: Cells, place: Place) -> bool:
    """Whether it is the sum of a row or of a column; that of all is the sum of sums, and a count again."""
    return (place[0] == len(cells) - 1) != (place[1] == len(cells[0]) - 1)
