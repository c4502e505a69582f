"""How does nobody else write on assets meanwhile?"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from phaseout.web.estate.models import Asset

AT_ONCE = 2000
"""Rows fetched at a time."""


def hold_assets(assets: QuerySet[Any] | Iterable[int]) -> None:
    """Hold assets until the transaction ends, before they are read to be written.

    Whoever holds several does so in the order of their primary keys: of two, one waits, and never both.

    Args:
        assets: primary keys, or a query for them.
    """
    rows = Asset.everything.filter(pk__in=assets).order_by("pk").select_for_update()
    for _ in rows.values_list("pk", flat=True).iterator(chunk_size=AT_ONCE):
        pass
