"""What does a plan say as a whole?"""

from typing import Any, cast

from phaseout.web.plans.models import WorkPlan
from phaseout.web.surveys.packing import unpacked


def document_of(plan: WorkPlan) -> dict[str, Any]:
    """Return a plan that was made as ``phaseout plan -o json`` writes it."""
    kept = WorkPlan.everything.values_list("packed", flat=True).get(pk=plan.pk)
    return cast("dict[str, Any]", unpacked(bytes(cast("bytes", kept))))
