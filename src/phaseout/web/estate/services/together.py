"""What changes many things or sites at once, all of them or none?"""

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from phaseout.web.estate.editable import OF_SITES, Row, differing, kept
from phaseout.web.estate.models import Altered, Asset, Organisation, Site, Told
from phaseout.web.estate.services.assets import PERSONS_GRADE, SITE
from phaseout.web.estate.services.following import tell_followers
from phaseout.web.estate.services.sites import SiteFacts, enter_site
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.versioned import ChangedMeanwhileError

AT_ONCE = 500
"""Rows of one statement."""
NAMED = 3
"""Rows that are named where it is noted that many were changed."""
WRITTEN_OF_ASSETS = ("site", "room", *Asset.STATED, "maker_grade", "version", "sought_model")
WRITTEN_OF_SITES = (*OF_SITES, "version", "sought")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What one row is to become."""

    version: int
    """Of the row as it was shown."""
    values: Mapping[str, Any]
    """Field → value."""


@dataclass(slots=True, kw_only=True)
class Changing:
    """A change of many rows while it is made."""

    access: Access
    who: str
    at: datetime
    name: str = field(default_factory=lambda: secrets.token_hex(16))
    altered: list[Altered] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)

    def add(self, row: Row, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> Altered:
        """Keep what a row was and has become."""
        one = Altered(
            batch=self.name, organisation_id=row.organisation_id, by_id=self.access.person, at=self.at,
            asset=row if isinstance(row, Asset) else None, site=row if isinstance(row, Site) else None,
            label=str(row)[:250],
            before=None if before is None else {name: kept(value) for name, value in before.items()},
            after={name: kept(value) for name, value in after.items()}, version=row.version,
        )  # fmt: skip
        self.fields |= after.keys()
        self.altered.append(one)
        return one

    def note(self, what: str) -> None:
        """Write down in each organisation how many of its rows were changed, and in what."""
        for organisation, number in sorted(Counter(one.organisation_id for one in self.altered).items()):
            of_it = [one.label for one in self.altered if one.organisation_id == organisation]
            about = ", ".join(of_it[:NAMED]) + (", …" if number > NAMED else "")
            after = {"number": number, "fields": sorted(self.fields)}
            noted(self.access, organisation, what, about=about, after=after)


@transaction.atomic
def change_assets(access: Access, wanted: Mapping[int, Wanted]) -> str:
    """Say of many things at once what they are or where they stand; return what names the change.

    Args:
        wanted: primary key → what it is to become; fields are those of ``editable.OF_ASSETS``.

    Raises:
        PermissionDenied: somebody may not keep the estate where one of them belongs or goes.
        ChangedMeanwhileError: somebody else changed one of them since; none is changed.
    """
    batch = begun(access)
    rows = _held(access, Asset, wanted)
    pairs = [(row, differing(row, wanted[row.pk].values)) for row in rows]
    changed = [(row, pairs_of) for row, pairs_of in pairs if pairs_of]
    told = [[_said(batch, row, *one) for one in pairs_of.items()] for row, pairs_of in changed]
    for row, pairs_of in changed:
        _restate(access, batch, row, pairs_of)
    Told.everything.bulk_create([one for some in told for one in some], batch_size=AT_ONCE)
    for one, some in zip(batch.altered, told, strict=True):
        one.told = [said.pk for said in some]
    Asset.everything.bulk_update([row for row, _ in changed], WRITTEN_OF_ASSETS, batch_size=AT_ONCE)
    tell_followers([row.pk for row, _ in changed])
    return _ended(batch, "assets-changed")


@transaction.atomic
def change_sites(access: Access, wanted: Mapping[int, Wanted], added: Iterable[SiteFacts] = ()) -> str:
    """Say of many sites at once what they are, and add some; return what names the change.

    Raises:
        PermissionDenied: somebody may not keep the estate where one of them belongs or goes.
        ChangedMeanwhileError: somebody else changed one of them since; none is changed.
        IntegrityError: a reference stands already.
    """
    batch = begun(access)
    rows = _held(access, Site, wanted)
    pairs = [(row, differing(row, wanted[row.pk].values)) for row in rows]
    changed = [(row, pairs_of) for row, pairs_of in pairs if pairs_of]
    for row, pairs_of in changed:
        for name, (_, after) in pairs_of.items():
            if isinstance(after, Organisation):
                access.require(Permission.KEEP_ESTATE, after.pk)
            setattr(row, name, after)
        row.version += 1
        batch.add(row, {name: one for name, (one, _) in pairs_of.items()},
                  {name: one for name, (_, one) in pairs_of.items()})  # fmt: skip
    Site.everything.bulk_update([row for row, _ in changed], WRITTEN_OF_SITES, batch_size=AT_ONCE)
    for facts in added:
        batch.add(enter_site(access, facts), None, {"ref": facts.ref})
    return _ended(batch, "sites-changed")


def begun(access: Access) -> Changing:
    """Return a change that somebody begins now."""
    who = get_user_model().objects.get(pk=access.person)
    return Changing(access=access, who=str(who), at=timezone.now())


def _held(access: Access, model: type[Any], wanted: Mapping[int, Wanted]) -> list[Any]:
    """Return the rows, held until they are written."""
    mine = model.objects.within(access, Permission.KEEP_ESTATE).filter(pk__in=list(wanted))
    rows = list(mine.select_for_update(of=("self",)).order_by("pk"))
    if len(rows) != len(wanted):
        raise PermissionDenied
    if any(row.version != wanted[row.pk].version for row in rows):
        raise ChangedMeanwhileError
    return rows


def _ended(batch: Changing, what: str) -> str:
    Altered.everything.bulk_create(batch.altered, batch_size=AT_ONCE)
    batch.note(what)
    return batch.name


def _said(batch: Changing, asset: Asset, name: str, pair: tuple[Any, Any]) -> Told:
    value = pair[1].ref if isinstance(pair[1], Site) else pair[1] or ""
    return Told(asset=asset, field=name, value=value, grade=PERSONS_GRADE, source=batch.who, at=batch.at)


def _restate(access: Access, batch: Changing, asset: Asset, pairs: Mapping[str, tuple[Any, Any]]) -> None:
    before = {name: one for name, (one, _) in pairs.items()}
    if SITE in pairs:
        site = pairs[SITE][1]
        if site is not None:
            access.require(Permission.KEEP_ESTATE, site.organisation_id)
        before["room"], asset.room_id = asset.room_id, None
    if "maker" in pairs:
        before["maker_grade"], asset.maker_grade = asset.maker_grade, PERSONS_GRADE
    for name, (_, after) in pairs.items():
        setattr(asset, name, after)
    asset.version += 1
    batch.add(asset, before, {name: one for name, (_, one) in pairs.items()})
