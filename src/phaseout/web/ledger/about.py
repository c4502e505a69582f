"""As what do leaves name the rows that they tell of?"""

from collections.abc import Mapping
from typing import Any

from phaseout.web.frame.access import Access

Rows = Mapping[Any, Mapping[str, object]]
"""Model → of which of its rows."""


def subjects_of(access: Access, rows: Rows) -> list[str]:
    """Return the subjects of the leaves that tell of some rows that somebody sees."""
    return [
        f"{model._meta.label_lower}/{pk}"
        for model, asked in rows.items()
        for pk in model.objects.visible_to(access).filter(**asked).order_by("pk").values_list("pk", flat=True)
    ]
