"""What takes assets that must go into the programme?"""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from phaseout.web.estate.models import Asset
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.announcing.services import announced
from phaseout.web.frame.events.services import Each, noted_of_each
from phaseout.web.replacement.models import Replacement, Step
from phaseout.web.replacement.queries import assets_that_must_go
from phaseout.web.replacement.vocabulary import State


@transaction.atomic
def start(access: Access, assets: Collection[int]) -> frozenset[int]:
    """Take assets into the programme, and return which.

    Those that need not go, of which it is tracked already, or where somebody may not, are left out.

    Args:
        access: of whoever assesses.
        assets: primary keys.
    """
    # Held in one order: of two who take the same thing in at once, the second finds it taken.
    held = Asset.objects.within(access, Permission.ASSESS).select_for_update().filter(pk__in=assets)
    labels = {one.pk: one.label for one in held.order_by("pk")}
    owners = assets_that_must_go(labels, timezone.localdate())
    rows = [
        Replacement(
            organisation_id=organisation, asset_id=asset, state=State.IN_SCOPE,
            since=timezone.localdate(), by_id=access.person,
        )
        for asset, organisation in sorted(owners.items())
    ]  # fmt: skip
    Replacement.everything.bulk_create(rows)
    made = list(Replacement.everything.filter(asset__in=owners).order_by("pk"))
    steps = [Step(replacement=one, after=State.IN_SCOPE, by_id=access.person) for one in made]
    Step.everything.bulk_create(steps)
    each = zip(made, steps, strict=True)
    noted_of_each(
        access,
        "replacement-started",
        (Each(one.organisation_id, labels[one.asset_id], {}, step) for one, step in each),
    )
    for organisation in sorted(set(owners.values())):
        pks = [one.pk for one in made if one.organisation_id == organisation]
        announced(organisation, "replacement.started", number=len(pks), replacements=pks)
    return frozenset(owners)
