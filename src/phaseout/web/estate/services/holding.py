"""How does nobody else write on assets meanwhile?"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import F, QuerySet

from phaseout.web.estate.models import Asset
from phaseout.web.frame.among import among

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


def claim_assets(assets: Collection[int]) -> None:
    """Count a change of assets, held until the transaction ends, by whoever was shown no version of them.

    Nothing of others is overwritten by what only adds a word. But whoever saw them before is told.

    Args:
        assets: primary keys. They are read after this, and then written.
    """
    hold_assets(assets)
    Asset.everything.filter(among("pk", assets)).update(version=F("version") + 1)
