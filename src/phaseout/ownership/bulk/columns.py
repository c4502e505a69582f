"""How do interests look as columns, one number per interest and party?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from phaseout.domain.party import Interest, InterestKind

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Kinds = npt.NDArray[np.uint8]

KINDS = (
    InterestKind.SHAREHOLDING, InterestKind.VOTING, InterestKind.CONTROL,
    InterestKind.INFLUENCE, InterestKind.LINKED,
)  # fmt: skip
"""A kind's number is its place here.

Shareholdings come first, because they say who owns how much, then votes, which are shares too; links come
last, because any other word on the shares goes before theirs.
"""
CODE = {kind: code for code, kind in enumerate(KINDS)}
ALWAYS = 0
"""``since`` of what has no first day."""
NEVER = 2**31 - 1
"""``until`` of what has no end."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class InterestColumns:
    """One interest per place in every column."""

    holder: Ints
    """Party numbers, from 0."""
    held: Ints
    kind: Kinds
    """Places in ``KINDS``."""
    share_min: Floats
    """Fractions of 1."""
    share_max: Floats
    since: Ints
    """Proleptic days (``date.toordinal``), the first on which it stands."""
    until: Ints
    """The day after the last."""

    def __len__(self) -> int:
        return len(self.holder)

    @classmethod
    def of(cls, interests: Iterable[Interest], numbers: Mapping[str, int]) -> Self:
        """Return interests as columns; ``numbers`` gives each party's number."""
        rows = list(interests)
        return cls(
            holder=np.array([numbers[i.holder] for i in rows], dtype=np.int32),
            held=np.array([numbers[i.held] for i in rows], dtype=np.int32),
            kind=np.array([CODE[i.kind] for i in rows], dtype=np.uint8),
            share_min=np.array([i.share_min for i in rows], dtype=np.float64),
            share_max=np.array([i.share_max for i in rows], dtype=np.float64),
            since=np.array([i.since.toordinal() if i.since else ALWAYS for i in rows], dtype=np.int32),
            until=np.array([i.until.toordinal() if i.until else NEVER for i in rows], dtype=np.int32),
        )
