"""What would become of each replacement if a plan is adopted?"""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.utils import timezone

from phaseout.web.frame.among import among
from phaseout.web.plans.models import State as PlanState
from phaseout.web.plans.models import WorkPackage, WorkPlan
from phaseout.web.replacement.given import Given
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.queries.standing import with_standing
from phaseout.web.replacement.vocabulary import BEFORE_FUNDED, TO_BE_PLANNED, State

Wanted = dict[int, Given]
"""Asset → its package and months."""


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
    """The plan does not do them, and no earlier plan gave them a month."""
    taken_back: int
    """An earlier plan gave them package and month, and this one does not do them."""
    days: int
    """They have a day of the work, which lies in another month: it is taken away."""


def wanted_by(plan: WorkPlan) -> Wanted:
    """Return the package and month of each asset that a plan does."""
    rows = WorkPackage.everything.filter(plan=plan, month__isnull=False)
    return {
        asset: Given(name, month, ended or month)
        for name, month, ended, assets in rows.values_list("name", "month", "ended", "assets")
        for asset in assets
        if month is not None
    }


def given_before(plan: WorkPlan, wanted: Wanted) -> dict[int, set[Given]]:
    """Return what earlier adopted plans gave the assets that a plan does not do."""
    earlier = WorkPlan.everything.filter(
        organisation=plan.organisation_id, state__in=(PlanState.ADOPTED, PlanState.ADOPTING)
    ).exclude(pk=plan.pk)
    found: dict[int, set[Given]] = defaultdict(set)
    for one in earlier.only("pk").order_by("pk"):
        for asset, given in wanted_by(one).items():
            if asset not in wanted:
                found[asset] |= {given}
    return found


def preview(plan: WorkPlan) -> Preview:
    """Return what adopting a plan would do today."""
    wanted = wanted_by(plan)
    found: Counter[str] = Counter()
    for row in _standing(plan, wanted):
        state, given = State(row.standing), wanted[row.asset_id]
        becomes = _becomes(state, is_said=(row.package, row.month) == (given.package, given.month))
        found[becomes] += 1
        found["days"] += becomes != "kept" and not given.holds(row.visit)
    back, days = _back(plan, wanted)
    not_done = set(chain.from_iterable(
        WorkPackage.everything.filter(plan=plan, month=None).values_list("assets", flat=True)
    ))  # fmt: skip
    return Preview(
        planned=found["planned"], written=found["written"], as_they_are=found["as-they-are"],
        kept=len(wanted) - found["planned"] - found["written"] - found["as-they-are"],
        not_done=len(not_done - back), taken_back=len(back), days=found["days"] + days,
    )  # fmt: skip


def _back(plan: WorkPlan, wanted: Wanted) -> tuple[set[int], int]:
    """Return the assets whose package and month are taken back, and how many have a day of the work."""
    given = given_before(plan, wanted)
    rows = [
        row
        for row in _standing(plan, given)
        if State(row.standing) in BEFORE_FUNDED
        and any((row.package, row.month) == (one.package, one.month) for one in given[row.asset_id])
    ]
    return {row.asset_id for row in rows}, sum(row.visit is not None for row in rows)


def _standing(plan: WorkPlan, assets: Collection[int]) -> list[Any]:
    """Return the replacements of some assets as they stand today."""
    if not assets:
        return []
    rows = Replacement.everything.filter(among("asset", assets), organisation=plan.organisation_id)
    told = ("asset_id", "package", "month", "visit", "standing")
    return list(with_standing(rows, timezone.localdate()).values_list(*told, named=True))


def _becomes(state: State, *, is_said: bool) -> str:
    if state not in BEFORE_FUNDED:
        return "kept"
    if state in TO_BE_PLANNED:
        return "planned"
    return "as-they-are" if is_said else "written"
