"""Which part of what each row divides ends with those who are given?

Row ``i`` gives the part ``s[i, j]`` to ``j``, who divides it in turn: ``x[i] = Σ s[i, j] · x[j]``, and ``x``
is 1 at the ends. What a row leaves over goes nowhere.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping


def solved(rows: Mapping[str, Mapping[str, float]], ends: Collection[str]) -> dict[str, float]:
    """Return the least parts that solve the equations, without those that are 0 because no end is near.

    No row may divide more than 1. The rows are taken one by one, each put into those that still ask for
    it, and the parts found on the way back. Nothing is subtracted after the first line, so that rings
    which keep almost everything to themselves are solved as exactly as any (Grassmann, Taksar and Heyman).
    """
    steps = steps_to(ends, {i: [j for j, s in row.items() if s > 0] for i, row in rows.items()})
    left = {i: {j: s for j, s in rows[i].items() if s > 0 and j in steps} for i in steps}
    ended = {i: sum(s for j, s in rows[i].items() if j in ends) for i in steps}
    lost = {i: max(0.0, 1.0 - ended[i] - sum(left[i].values())) for i in steps}
    asking = _turned(left)
    taken: set[str] = set()
    for i, row in left.items():
        row.pop(i, None)
        kept = ended[i] + lost[i] + sum(row.values())
        ended[i], lost[i] = ended[i] / kept, lost[i] / kept
        row |= {j: s / kept for j, s in row.items()}
        taken.add(i)
        for k in asking[i] - taken:
            part = left[k].pop(i)
            ended[k] += part * ended[i]
            lost[k] += part * lost[i]
            for j, s in row.items():
                left[k][j] = left[k].get(j, 0.0) + part * s
                asking[j].add(k)
    for i in reversed(left):
        ended[i] += sum(s * ended[j] for j, s in left[i].items())
    return ended


def steps_to(ends: Iterable[str], rows: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Return how many steps each unknown is from the nearest end, nearest first; none for the others."""
    asking = _turned(rows)
    found: dict[str, int] = {}
    newest = list(ends)
    steps = 0
    while newest:
        steps += 1
        newest = sorted({i for j in newest for i in asking[j] if i not in found})
        found |= dict.fromkeys(newest, steps)
    return found


def _turned(rows: Mapping[str, Iterable[str]]) -> defaultdict[str, set[str]]:
    """Return who asks for each value."""
    asking: defaultdict[str, set[str]] = defaultdict(set)
    for i, row in rows.items():
        for j in row:
            asking[j].add(i)
    return asking
