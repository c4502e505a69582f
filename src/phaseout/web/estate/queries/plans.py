"""Which plan has a floor, what stands on it, and what of its site does not yet?"""

from django.db.models import QuerySet

from phaseout.web.estate.models import Asset, Floor, Pin, Plan
from phaseout.web.frame.access import Access, Permission

MOST_PINS = 1000
WAITING = 100
"""Things without a pin that are listed."""


def plan_of(floor: Floor) -> Plan | None:
    """Return the plan of a floor."""
    return Plan.everything.filter(floor=floor).select_related("floor__building__site", "by").first()


def pins_seen(access: Access, plan: Plan) -> QuerySet[Pin]:
    """Return the pins of things that somebody may see and that still stand at the plan's site."""
    seen = Asset.objects.visible_to(access).filter(site=plan.floor.building.site_id)
    return Pin.everything.filter(plan=plan, asset__in=seen)


def pins_of(access: Access, plan: Plan) -> list[Pin]:
    """Return the first of these pins by what things go by."""
    pins = pins_seen(access, plan).select_related("asset")
    return list(pins.order_by("asset__label", "pk")[:MOST_PINS])


def pin_of(asset: Asset) -> Pin | None:
    """Return where a thing stands on a plan of its site; None where nobody said."""
    pins = Pin.everything.filter(asset=asset).select_related("plan__floor__building__site")
    return pins.filter(plan__floor__building__site=asset.site_id).first()


def lies_within(access: Access, permission: Permission, pin: Pin) -> bool:
    """Whether a permission holds for the plan: things also stand at sites of organisations above."""
    return access.may(permission, pin.plan.floor.building.site.organisation_id)


def pin_seen(access: Access, asset: Asset) -> Pin | None:
    """Return where a thing stands on a plan that somebody may read; None where nobody said."""
    found = pin_of(asset)
    return found if found and lies_within(access, Permission.READ, found) else None


def floor_with_plan(access: Access, asset: Asset) -> int | None:
    """Return the primary key of the floor of a thing's room, if that has a plan that somebody keeps."""
    if not asset.room_id:
        return None
    plans = Plan.objects.within(access, Permission.KEEP_ESTATE).filter(floor__rooms=asset.room_id)
    return plans.values_list("floor", flat=True).first()


def without_pin(access: Access, floor: Floor) -> QuerySet[Asset]:
    """Return things of a floor's site that stand on no plan: those of rooms of the floor, and of no room."""
    seen = Asset.objects.visible_to(access).filter(site=floor.building.site_id, pin=None)
    return (seen.filter(room=None) | seen.filter(room__floor=floor)).order_by("label", "pk")[:WAITING]
