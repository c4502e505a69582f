"""What changes the plan of a floor, and where on it things stand?"""

import secrets
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from phaseout.web.estate.models import THOUSANDTHS, Asset, Floor, Pin, Plan
from phaseout.web.estate.queries import site_of
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.pictures import Picture
from phaseout.web.frame.services import claim
from phaseout.web.frame.undertaking.services import stored, undertaking, written
from phaseout.web.frame.versioned import ChangedMeanwhileError

FIRST_VERSIONS = 10**8
"""With one of so many versions a pin begins."""


def keep_plan(access: Access, floor: Floor, version: int, picture: Picture) -> Plan:
    """Keep the plan of a floor; pins stay where they are.

    Args:
        access: of who does it.
        floor: which.
        version: of the plan when the form was opened, 0 where there was none.
        picture: the plan.

    Raises:
        PermissionDenied: somebody may not keep the estate there.
        ChangedMeanwhileError: somebody else changed the plan since.
    """
    organisation = site_of(floor).organisation_id
    access.require(Permission.KEEP_ESTATE, organisation)
    with undertaking():
        name = stored(f"plans/{secrets.token_hex(16)}", ContentFile(picture.content))
        return _kept(access, floor, version, picture, name)


@written()
def _kept(access: Access, floor: Floor, version: int, picture: Picture, name: str) -> Plan:
    known = Plan.everything.filter(floor=floor).first()
    if (known is None) != (version == 0):
        raise ChangedMeanwhileError
    plan = Plan(floor=floor) if known is None else claim(known, version)
    if known is not None:
        transaction.on_commit(partial(default_storage.delete, known.stored))
    plan.stored, plan.kind, plan.width, plan.height = name, picture.kind, picture.width, picture.height
    plan.by_id, plan.at = access.person, timezone.now()
    plan.save()
    size = f"{picture.width} × {picture.height}"
    noted(access, site_of(floor).organisation_id, "plan-kept", about=str(floor), after={"size": size})
    return plan


@transaction.atomic
def pin(access: Access, plan: Plan, asset: Asset, version: int, *, place: tuple[int, int]) -> Pin:
    """Say where on a plan a thing stands.

    Args:
        access: of who does it.
        plan: of a floor of the thing's site.
        asset: the thing.
        version: of its pin when the form was opened, 0 where there was none.
        place: thousandths of width and height, from the left and from above.

    Raises:
        PermissionDenied: somebody may not keep the estate there.
        ChangedMeanwhileError: somebody else changed the pin since.
        ValueError: the place lies beyond the plan, or the thing stands at another site.
    """
    _require(access, plan, asset)
    if not all(0 <= one <= THOUSANDTHS for one in place):
        raise ValueError("beyond the plan")
    if asset.site_id != site_of(plan.floor).pk:
        raise ValueError("the thing stands at another site")
    _forget_elsewhere(asset)
    known = Pin.everything.filter(asset=asset).first()
    if (known is None) != (version == 0):
        raise ChangedMeanwhileError
    put = Pin(asset=asset, version=_first()) if known is None else claim(known, version)
    put.plan, (put.x, put.y) = plan, place
    put.by_id, put.at = access.person, timezone.now()
    put.save()
    noted(access, asset.organisation_id, "asset-pinned", about=str(asset), after={"floor": str(plan.floor)})
    return put


@transaction.atomic
def unpin(access: Access, plan: Plan, asset: Asset, version: int) -> None:
    """Take a thing off a plan.

    Raises:
        PermissionDenied: somebody may not keep the estate there.
        ChangedMeanwhileError: somebody else changed the pin since.
    """
    _require(access, plan, asset)
    gone, _ = Pin.everything.filter(asset=asset, plan=plan, version=version).delete()
    if not gone:
        raise ChangedMeanwhileError
    before = {"floor": str(plan.floor)}
    noted(access, asset.organisation_id, "asset-unpinned", about=str(asset), before=before)


def _first() -> int:
    """Return the version with which a pin begins: any, so that one set anew is never taken for the last."""
    return 1 + secrets.randbelow(FIRST_VERSIONS)


def _forget_elsewhere(asset: Asset) -> None:
    """Take a thing off the plans of sites where it does not stand any more."""
    elsewhere = Pin.everything.filter(asset=asset).exclude(plan__floor__building__site=asset.site_id)
    elsewhere.delete()


def _require(access: Access, plan: Plan, asset: Asset) -> None:
    access.require(Permission.KEEP_ESTATE, asset.organisation_id)
    access.require(Permission.KEEP_ESTATE, site_of(plan.floor).organisation_id)
