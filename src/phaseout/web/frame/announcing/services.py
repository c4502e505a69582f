"""What is written of what happened, for other programs to be told of?"""

from collections.abc import Sequence

from phaseout.web.frame.announcing.kinds import KINDS
from phaseout.web.frame.models import Announcement

MOST_NAMED = 1000
"""Rows that one announcement names; of more, it says how many there are."""


def announced(organisation: int, kind: str, **data: int | str | Sequence[int]) -> None:
    """Write down what happened, within the transaction in which it does: neither is there without the other.

    It names rows and counts, and never what people or devices said.

    Args:
        organisation: primary key of the one it happened in.
        kind: an id of ``KINDS``.
        data: figures, closed words and primary keys.

    Raises:
        KeyError: there is no such kind.
    """
    if kind not in KINDS:
        raise KeyError(kind)
    kept = {name: value if isinstance(value, int | str) else list(value[:MOST_NAMED])
            for name, value in data.items()}  # fmt: skip
    Announcement(organisation_id=organisation, kind=kind, data=kept).save()
