"""Which things are there, what was told of each, and how are they found?"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from phaseout.domain.claim import Grade
from phaseout.web.estate.models import Asset, AssetKey, Told
from phaseout.web.frame.folded import folded

FEW = 1000
"""Things found that are looked up one by one; of more, walking from the newest meets a page soon."""
MOST_TOLD = 500
_HARDWARE = re.compile(r"(?:[0-9a-f]{2}[:\-.]?){2,6}[0-9a-f]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a thing with all that was said of it."""

    name: str
    best: Told | None
    """What its value comes from; None where nobody said anything."""
    others: tuple[Told, ...] = ()


def settled(told: Iterable[Told]) -> Told:
    """Return what a field's value comes from: a person's last word, else the latest of the firmest.

    Raises:
        ValueError: nothing was said.
    """
    return max(told, key=lambda one: (one.survey is None, _rank(one.grade), one.at, one.pk))


def fields_of(asset: Asset) -> list[Field]:
    """Return every field of a thing, with what was said of it, the newest first."""
    by_field: dict[str, list[Told]] = defaultdict(list)
    for one in Told.everything.filter(asset=asset)[:MOST_TOLD]:
        by_field[one.field].append(one)
    names = (*Asset.NAMED, *sorted(by_field.keys() - set(Asset.NAMED)))
    found = []
    for name in names:
        best = settled(by_field[name]) if by_field[name] else None
        found.append(Field(name=name, best=best, others=tuple(t for t in by_field[name] if t is not best)))
    return found


def matching(assets: QuerySet[Asset], text: str) -> QuerySet[Asset]:
    """Return the things one of whose keys, or whose label or model, begins with a text.

    Capitals and accents do not matter, nor in a hardware address what stands between its digits. Three
    indexes answer: of few hits the things are named; of many, each is asked in turn from the newest.
    """
    sought = folded(text)
    if not sought:
        return assets
    keys = AssetKey.everything.filter(_begins(sought))
    named = Q(sought_label__begins=sought) | Q(sought_model__begins=sought)
    found = set(keys.values_list("asset", flat=True)[: FEW + 1])
    for column in ("sought_label", "sought_model"):
        if len(found) > FEW:
            break
        hits = Asset.everything.filter(**{f"{column}__begins": sought}).order_by()
        found.update(hits.values_list("pk", flat=True)[: FEW + 1])
    if len(found) <= FEW:
        return assets.filter(pk__in=found)
    return assets.filter(named | Exists(keys.filter(asset=OuterRef("pk"))))


def seen_at_its_site_since(asset: Asset) -> datetime | None:
    """Return when anything else was last seen at a thing's site after the thing itself; None where never."""
    if asset.site_id is None:
        return None
    beside = Asset.everything.filter(site=asset.site_id, last_seen__gt=asset.last_seen).exclude(pk=asset.pk)
    latest: datetime | None = beside.aggregate(latest=Max("last_seen"))["latest"]
    return latest


def _begins(sought: str) -> Q:
    begins = Q(sought__begins=sought)
    if _HARDWARE.fullmatch(sought):
        digits = re.sub(r"[:\-.]", "", sought)
        begins |= Q(kind="mac", sought__begins=":".join(re.findall("..?", digits)))
    return begins


def _rank(grade: str) -> int:
    return Grade(grade).rank if grade in set(Grade) else -1
