"""Which things are there, what was told of each, and how are they found?"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.lookups import IsNull

from phaseout.domain.claim import Grade
from phaseout.web.estate.models import Asset, AssetKey, Told
from phaseout.web.frame import words
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.folded import folded

Weight = tuple[bool, int, datetime]
"""Whether a person said it, how firmly, and when: in this order."""
FEW = 5000
"""Things found that are looked up one by one; of more, walking from the newest meets a page soon."""
MOST_TOLD = 500
SHORTEST_NAME = 2
"""Letters by which a maker or a brand is meant."""
_HARDWARE = re.compile(r"(?:[0-9a-f]{2}[:\-.]?){2,6}[0-9a-f]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a thing with all that was said of it."""

    name: str
    best: Told | None
    """What its value comes from; None where nobody said anything."""
    others: tuple[Told, ...] = ()

    @property
    def is_persons(self) -> bool:
        """Whether its value is a person's word."""
        return self.best is not None and self.best.survey is None


def settled(told: Iterable[Told]) -> Told:
    """Return what a field's value comes from: a person's last word, else the latest of the firmest.

    Raises:
        ValueError: nothing was said.
    """
    return max(told, key=lambda one: (*weight(one.grade, one.at, by_person=one.survey is None), one.pk))


def weight(grade: str, at: datetime, *, by_person: bool) -> Weight:
    """Return how much what was said of a field counts: of several words the greatest is its value."""
    return by_person, _rank(grade), at


def fields_of(asset: Asset) -> list[Field]:
    """Return every field of a thing, with what was said of it, the newest first."""
    by_field: dict[str, list[Told]] = defaultdict(list)
    for one in Told.everything.filter(asset=asset)[:MOST_TOLD]:
        by_field[one.field].append(one)
    names = (*Asset.STATED, *sorted(by_field.keys() - set(Asset.STATED)))
    found = []
    for name in names:
        counts = [one for one in by_field[name] if one.withdrawn is None]
        best = settled(counts) if counts else None
        found.append(Field(name=name, best=best, others=tuple(t for t in by_field[name] if t is not best)))
    return found


def told_of(asset: Asset, fields: Collection[str]) -> QuerySet[Told]:
    """Return all that was said, and counts, of some fields of a thing, the newest first."""
    return Told.everything.filter(Told.COUNTS, asset=asset, field__in=fields).exclude(value="")


def with_kind_grade(assets: QuerySet[Asset]) -> QuerySet[Asset]:
    """Return some things, each with the grade of the firmest word that says of what kind it is."""
    said = Told.everything.filter(Told.COUNTS, asset=OuterRef("pk"), field="kind", value=OuterRef("kind"))
    rank = Case(*(When(grade=one.value, then=one.rank) for one in Grade), default=-1)
    return assets.annotate(kind_grade=Subquery(said.order_by(-rank).values("grade")[:1]))


def kind_grade(asset: Asset) -> str:
    """Return the grade of a thing's kind, where it was asked for with it; empty where nobody graded it."""
    return getattr(asset, "kind_grade", None) or ""


def matching(access: Access, assets: QuerySet[Asset], text: str) -> QuerySet[Asset]:
    """Return those of some things one of whose keys, or whose label or model, begins with a text."""
    return assets.filter(begins_with(access, text))


def begins_with(access: Access, text: str, way: str = "") -> Q:
    """Return that a thing's key, label, model, maker or brand begins with a text; of an empty one, all do.

    Of few hits the things are named; of many, each row is asked in turn, and a page is soon met.

    Args:
        access: of who looks for it; what lies beyond their reach is not gone through.
        text: as somebody entered it.
        way: the field by which rows of another table lead to the thing.
    """
    sought = folded(text)
    if not sought:
        return Q()
    few = begun(access, text)
    if len(few) <= FEW:
        return Q(**{f"{way or 'pk'}__in": few})
    if not way:
        return _beginning(sought)
    return Q(Exists(Asset.everything.filter(_beginning(sought), pk=OuterRef(way))))


def begun(access: Access, text: str) -> frozenset[int]:
    """Return the things in somebody's reach that a text leads to: ``FEW``, and one more if there are more.

    Capitals and accents do not matter, nor in a hardware address what stands between its digits. Five
    indexes answer, each of which begins with the organisation.
    """
    sought, reach = folded(text), access.within(Permission.READ)
    keys = _keys(sought).filter(organisation__in=reach)
    found = set(keys.values_list("asset", flat=True)[: FEW + 1])
    for which in (Q(sought_label__begins=sought), Q(sought_model__begins=sought), *_made_by(sought)):
        if len(found) > FEW:
            break
        hits = Asset.everything.filter(which, organisation__in=reach).order_by()
        found.update(hits.values_list("pk", flat=True)[: FEW + 1])
    return frozenset(found)


def _beginning(sought: str) -> Q:
    """Return what holds of the things that a folded text leads to, each asked in turn."""
    named = Q(sought_label__begins=sought) | Q(sought_model__begins=sought)
    for made in _made_by(sought):
        named |= made
    # PostgreSQL would gather the keys of all things first if it were only asked whether there is one.
    key = Subquery(_keys(sought).filter(asset=OuterRef("pk")).values("pk")[:1])
    return named | Q(IsNull(key, False))


def _made_by(sought: str) -> Iterator[Q]:
    """Yield what holds of the things of makers, and of brands, one word of whose name begins with a text."""
    if len(sought) < SHORTEST_NAME:
        return
    for field, names in (("maker", words.makers()), ("brand", words.brands())):
        meant = [id_ for id_, name in names if f" {sought}" in f" {folded(name)}"]
        if meant:
            yield Q(**{f"{field}__in": meant})


def seen_at_its_site_since(asset: Asset) -> datetime | None:
    """Return when anything else was last seen at a thing's site after the thing itself; None where never."""
    if asset.site_id is None:
        return None
    beside = Asset.everything.filter(site=asset.site_id, last_seen__gt=asset.last_seen).exclude(pk=asset.pk)
    latest: datetime | None = beside.aggregate(latest=Max("last_seen"))["latest"]
    return latest


def _keys(sought: str) -> QuerySet[AssetKey]:
    return AssetKey.everything.filter(_begins(sought))


def _begins(sought: str) -> Q:
    begins = Q(sought__begins=sought)
    if _HARDWARE.fullmatch(sought):
        digits = re.sub(r"[:\-.]", "", sought)
        begins |= Q(kind="mac", sought__begins=":".join(re.findall("..?", digits)))
    return begins


def _rank(grade: str) -> int:
    return Grade(grade).rank if grade in set(Grade) else -1
