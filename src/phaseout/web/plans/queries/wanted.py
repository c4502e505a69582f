"""What would become of each replacement if a plan is adopted?"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from phaseout.web.frame.among import among
from phaseout.web.plans.models import WorkPackage, WorkPlan
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.queries.standing import with_standing
from phaseout.web.replacement.vocabulary import BEFORE_FUNDED, TO_BE_PLANNED, State

Wanted = dict[int, tuple[str, date]]
"""Asset → its package and month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """How many replacements would become what."""

    planned: int
    """They get package and month, and come to be planned."""
    written: int
    """They get package and month, and stay in their state: triaged first, or planned already."""
    as_they_are: int
    """They have that package and month already."""
    kept: int
    """They are funded, gone, let off or beside the line: left as they are."""
    not_done: int
    """The plan does not do them."""


def wanted_by(plan: WorkPlan) -> Wanted:
    """Return the package and month of each asset that a plan does."""
    rows = WorkPackage.everything.filter(plan=plan, month__isnull=False)
    return {
        asset: (name, month)
        for name, month, assets in rows.values_list("name", "month", "assets")
        for asset in assets
        if month is not None
    }


def preview(plan: WorkPlan) -> Preview:
    """Return what adopting a plan would do today."""
    wanted = wanted_by(plan)
    rows = Replacement.everything.filter(among("asset", wanted), organisation=plan.organisation_id)
    found: Counter[str] = Counter()
    for asset, package, month, standing in with_standing(rows, timezone.localdate()).values_list(
        *("asset", "package", "month", "standing")
    ):
        found[_becomes(State(standing), is_said=(package, month) == wanted[asset])] += 1
    not_done = WorkPackage.everything.filter(plan=plan, month=None).values_list("count", flat=True)
    return Preview(
        planned=found["planned"], written=found["written"], as_they_are=found["as-they-are"],
        kept=len(wanted) - found["planned"] - found["written"] - found["as-they-are"], not_done=sum(not_done),
    )  # fmt: skip


def _becomes(state: State, *, is_said: bool) -> str:
    if state not in BEFORE_FUNDED:
        return "kept"
    if state in TO_BE_PLANNED:
        return "planned"
    return "as-they-are" if is_said else "written"
