"""Can anybody compute a small count that the public figures withhold?"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from phaseout.web.reports.suppression import SMALL, with_sums, withheld

TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.integers(0, 6), st.integers(0, 400)), min_size=width, max_size=width),
        min_size=1, max_size=6,
    )
)  # fmt: skip


def equations(cells: list[list[int]]) -> list[dict[tuple[int, int], int]]:
    """Return what everybody knows of a table: each sum is the sum of what it stands below or behind."""
    last_row, last = len(cells) - 1, len(cells[0]) - 1
    rows = [
        {(row, column): 1 if column < last else -1 for column in range(last + 1)}
        for row in range(last_row + 1)
    ]
    columns = [
        {(row, column): 1 if row < last_row else -1 for row in range(last_row + 1)}
        for column in range(last + 1)
    ]
    return rows + columns


def values_left(cells: list[list[int]], hidden: frozenset[tuple[int, int]], place: tuple[int, int]) -> float:
    """Return how many values a withheld count may have: computed by linear programming, as an attacker would.

    The attacker knows that nothing withheld is 0. The matrix is one of a network, so that the ends are whole.
    """
    order = sorted(hidden)
    known, right = [], []
    for one in equations(cells):
        known.append([one.get(each, 0) for each in order])
        right.append(-sum(sign * cells[at[0]][at[1]] for at, sign in one.items() if at not in hidden))
    ends = []
    for sign in (1, -1):
        aim = np.array([sign if each == place else 0 for each in order])
        found = linprog(aim, A_eq=np.array(known), b_eq=np.array(right), bounds=[(1, 10_000)] * len(order))
        assert found.status == 0, found.message
        ends.append(sign * found.fun)
    return round(ends[1] - ends[0]) + 1


def test_small_counts_are_withheld_and_a_table_without_any_is_told_whole():
    assert withheld(with_sums([[10, 20], [30, 5]])) == frozenset()
    assert withheld(with_sums([[0, 0], [0, 0]])) == frozenset()
    assert (0, 0) in withheld(with_sums([[4, 20], [30, 50]]))
    assert (0, 0) not in withheld(with_sums([[5, 20], [30, 50]]))


def test_a_single_small_count_is_never_withheld_alone():
    # From each row and each column alone it would be what is missing in the sum.
    hidden = withheld(with_sums([[3, 20, 40], [30, 50, 60], [70, 80, 90]]))
    assert all(sum(place[0] == row for place in hidden) >= 2 for row in {place[0] for place in hidden})
    assert all(sum(place[1] == column for place in hidden) >= 2 for column in {place[1] for place in hidden})


def test_two_counts_that_can_only_be_one_each_get_company():
    # 1 + 1 = 2: who knows that nothing withheld is 0 knows both.
    cells = with_sums([[1, 1, 50], [60, 70, 80]])
    hidden = withheld(cells)
    assert all(values_left(cells, hidden, place) >= SMALL for place in hidden)


def test_a_zero_is_told():
    cells = with_sums([[0, 2, 30], [40, 0, 50], [3, 60, 0]])
    assert all(cells[row][column] for row, column in withheld(cells))


@settings(max_examples=80, deadline=None)
@given(TABLES)
def test_nobody_narrows_a_withheld_count_to_fewer_than_five_values(counts):
    cells = with_sums(counts)
    hidden = withheld(cells)
    small = {
        (row, column)
        for row, column in product(range(len(cells)), range(len(cells[0])))
        if 0 < cells[row][column] < SMALL
    }
    assert small <= hidden
    assert [place for place in hidden if values_left(cells, hidden, place) < SMALL] == []


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
def test_the_same_rows_in_another_order_withhold_no_fewer_small_ones(order):
    counts = [[1, 9, 12], [0, 3, 44], [7, 2, 30]]
    told = withheld(with_sums([counts[row] for row in order]))
    assert {(place, row[place]) for row in counts for place in range(3) if 0 < row[place] < SMALL} <= {
        (column, counts[order[row]][column]) for row, column in told if row < 3 and column < 3
    }


def of_two_by_two(most: int) -> Iterator[list[list[int]]]:
    """Yield every table of two rows and two columns with something in each row, of a sum of at most so much."""
    for counts in product(range(most + 1), repeat=4):
        if sum(counts) <= most and counts[0] + counts[1] and counts[2] + counts[3]:
            yield with_sums([list(counts[:2]), list(counts[2:])])


def test_how_much_those_learn_who_rerun_the_rule_is_what_the_report_says():
    alike: dict[tuple[tuple[int | str, ...], ...], list[list[list[int]]]] = defaultdict(list)
    for cells in of_two_by_two(16):
        hidden = withheld(cells)
        told = tuple(
            tuple("withheld" if (row, column) in hidden else count for column, count in enumerate(line))
            for row, line in enumerate(cells)
        )
        alike[told].append(cells)
    values = [
        (len({one[row][column] for one in tables}), len(tables))
        for told, tables in alike.items() if told[-1][-1] != "withheld"
        for row, line in enumerate(told) for column, count in enumerate(line) if count == "withheld"
    ]  # fmt: skip
    every = sum(number for _left, number in values)
    few = sum(number for left, number in values if left < SMALL)
    assert sum(number for left, number in values if left == 1) == 12
    assert 0.1 < few / every < 0.25
