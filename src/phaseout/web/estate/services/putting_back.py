"""What puts back what was changed together, but for what somebody changed since?"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from phaseout.web.estate.editable import Row, restored
from phaseout.web.estate.models import Altered, Asset, Building, Look, Room, Site, Told
from phaseout.web.estate.queries import pinned_since
from phaseout.web.estate.services.following import tell_followers
from phaseout.web.estate.services.together import (
    AT_ONCE,
    WRITTEN_OF_ASSETS,
    WRITTEN_OF_SITES,
    begun,
)
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.services import remove_unheld


@dataclass(frozen=True, slots=True, kw_only=True)
class PutBack:
    """What came of putting back."""

    number: int
    left: Sequence[Altered]
    """Rows that somebody changed since, that something else holds on to, or that would go beyond reach."""


@transaction.atomic
def put_back(access: Access, batch: str) -> PutBack:
    """Put back what was changed together, but for what somebody changed since.

    Raises:
        PermissionDenied: there is nothing of it that somebody may put back.
    """
    mine = Altered.objects.within(access, Permission.KEEP_ESTATE).filter(batch=batch, undone=None)
    waiting = list(mine.select_for_update(of=("self",)).order_by("pk"))
    if not waiting:
        raise PermissionDenied
    done, returning = begun(access), _Returning(access, waiting)
    gone = _taken_away([row for one, row in returning.pairs if one.before is None])
    back = [one for one, row in returning.pairs if one.before is not None or row.pk in gone]
    returning.write()
    Altered.everything.filter(pk__in=[one.pk for one in back]).update(undone=done.at)
    done.altered, done.fields = back, {name for one in back for name in one.after}
    tell_followers([one.asset_id for one in back if one.asset_id])
    if back:
        done.note("assets-put-back" if waiting[0].asset_id else "sites-put-back")
    return PutBack(number=len(back), left=[one for one in waiting if one not in back])


class _Returning:
    """Rows that can go back, held until they are written."""

    def __init__(self, access: Access, waiting: Sequence[Altered]) -> None:
        self._access = access
        said = [one.before or {} for one in waiting]
        self._organisation_of = _organisations_of({one.get("site") for one in said})
        self._rooms = _rooms({one.get("room") for one in said})
        assets = _held(Asset, [one.asset_id for one in waiting])
        sites = _held(Site, [one.site_id for one in waiting])
        pinned = set(pinned_since([one.pk for one in waiting]))
        found = [(one, assets.get(one.asset_id) or sites.get(one.site_id)) for one in waiting]
        self.pairs: list[tuple[Altered, Any]] = [
            (one, row)
            for one, row in found
            if row and row.version == one.version and one.pk not in pinned and self._may(one, row)
        ]

    def _may(self, one: Altered, row: Row) -> bool:
        before = one.before or {}
        there = [row.organisation_id, before.get("organisation", row.organisation_id)]
        if before.get("site") is not None:
            there.append(self._organisation_of.get(before["site"], 0))
        return all(self._access.may(Permission.KEEP_ESTATE, organisation) for organisation in there)

    def write(self) -> None:
        """Write the rows as they were, and take back what was thereby told."""
        changed = [(one, row) for one, row in self.pairs if one.before is not None]
        for one, row in changed:
            for name, value in (one.before or {}).items():
                setattr(row, *restored(name, value))
            row.version += 1
            if "room" in (one.before or {}) and self._rooms.get(row.room_id) != row.site_id:
                row.room_id = None  # it is no more
        rows = [row for _, row in changed]
        assets = [row for row in rows if isinstance(row, Asset)]
        sites = [row for row in rows if isinstance(row, Site)]
        Asset.everything.bulk_update(assets, WRITTEN_OF_ASSETS, batch_size=AT_ONCE)
        Site.everything.bulk_update(sites, WRITTEN_OF_SITES, batch_size=AT_ONCE)
        told = [pk for one, _ in changed for pk in one.told]
        for start in range(0, len(told), AT_ONCE):
            part = Told.everything.filter(pk__in=told[start : start + AT_ONCE])
            part.filter(asset__in=[row.pk for row in assets]).delete()


def _held(model: type[Any], keys: Iterable[int | None]) -> dict[int | None, Any]:
    """Return rows, held in the order of their primary keys as by everybody who holds several."""
    wanted = [key for key in keys if key]
    rows = model.everything.select_for_update().filter(pk__in=wanted).order_by("pk") if wanted else ()
    return {row.pk: row for row in rows}


def _organisations_of(sites: Collection[int | None]) -> Mapping[int, int]:
    rows = Site.everything.filter(pk__in=[one for one in sites if one])
    return dict(rows.values_list("pk", "organisation"))


def _rooms(rooms: Collection[int | None]) -> Mapping[int | None, int]:
    """Return room → site of those that are still there."""
    rows = Room.everything.filter(pk__in=[one for one in rooms if one])
    return dict(rows.values_list("pk", "floor__building__site"))


def _taken_away(sites: Sequence[Site]) -> set[int]:
    """Take sites away that were added, but for those into which somebody has put something."""
    keys = {site.pk for site in sites}
    for model in (Look, Building):
        keys -= set(model.everything.filter(site__in=keys).values_list("site", flat=True))
    return keys - remove_unheld(Site, sorted(keys)) if keys else keys
