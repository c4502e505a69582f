"""What plans many replacements at once?"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.versioned import ChangedMeanwhileError
from phaseout.web.replacement.facts import Entered
from phaseout.web.replacement.guards import RefusedError
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.services.moving import move
from phaseout.web.replacement.services.planning import plan
from phaseout.web.replacement.states import NoSuchMoveError
from phaseout.web.replacement.vocabulary import State

PLANNED = ("package", "month", "funding", "visit")


@transaction.atomic
def plan_many(
    access: Access, versions: Mapping[int, int], values: Mapping[str, Any], to: State | None
) -> int:
    """Plan many replacements and move them on, and return how many.

    Each is planned and moved, or left as it was: where somebody changed it meanwhile, or a guard refuses.

    Args:
        access: of whoever plans.
        versions: primary key → version that was shown.
        values: package, month, funding and day of the work; what is empty stays as it is.
        to: the state to which they go; None leaves them where they stand.
    """
    mine = Replacement.objects.within(access, Permission.ASSESS).filter(pk__in=versions)
    rows = mine.select_related("asset", "organisation").order_by("pk")
    return sum(_planned(access, one, versions[one.pk], values, to) for one in rows)


def _planned(
    access: Access, row: Replacement, version: int, values: Mapping[str, Any], to: State | None
) -> bool:
    said = {name: values.get(name) or getattr(row, name) for name in PLANNED}
    try:
        with transaction.atomic():
            now = plan(
                access, row, version, **said, blocker=row.blocker, blocker_note=row.blocker_note
            )  # what holds it up stays as it is
            if to is not None:
                move(access, now, now.version, to, Entered())
    except (ChangedMeanwhileError, NoSuchMoveError, RefusedError, ValidationError):
        return False
    return True
