"""How is taken back what a survey changed, but for what somebody changed since?"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter as columns_of

from django.db import transaction
from django.utils import timezone

from phaseout.web.estate.models import Altered, Asset, AssetKey, Room, Told
from phaseout.web.estate.services import SITE, hold_assets
from phaseout.web.findings.services import counted, follow, take_back
from phaseout.web.frame.access import Access
from phaseout.web.frame.among import among
from phaseout.web.frame.announcing.services import announced
from phaseout.web.frame.bulk import insert
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.folded import folded
from phaseout.web.frame.services import remove_unheld
from phaseout.web.surveys.cycles import seldom_searched
from phaseout.web.surveys.holding import held
from phaseout.web.surveys.models import Change, State, Survey
from phaseout.web.surveys.services.applying import CHANGED, KEY, WRITTEN

WINDOW = 2000
"""Things taken back at a time."""
COUNTED = ("segment", *Asset.NAMED, "outcome")
"""Fields, beside the site, of which a survey that changes one counts a change of the asset."""


def undo(survey: int) -> None:
    """Take back a survey that somebody asked to be."""
    with held(survey) as is_free:
        one = Survey.everything.filter(pk=survey, state=State.UNDOING).first()
        if not is_free or one is None:
            return
        try:
            _undo(one)
        except Exception as error:
            undoing = Survey.everything.filter(pk=survey, state=State.UNDOING)
            undoing.update(state=State.APPLIED, error=f"{type(error).__name__}: {error}")
            raise


@seldom_searched()
@transaction.atomic
def _undo(survey: Survey) -> None:
    last, kept = 0, 0
    changes = Change.everything.filter(survey=survey).order_by("pk")
    hold_assets(changes.filter(asset__isnull=False).order_by().values("asset"))
    while window := list(changes.filter(pk__gt=last)[:WINDOW]):
        kept += _taken_back(survey, window)
        last = window[-1].pk
    Survey.everything.filter(pk=survey.pk).update(state=State.UNDONE, undone=timezone.now(), kept=kept)
    announced(survey.organisation_id, "survey.undone", survey=survey.pk, kept=kept)
    by = Access(person=survey.undone_by_id or 0)
    noted(by, survey.organisation_id, "survey-removed", about=survey.name, after={"kept": kept})


def _taken_back(survey: Survey, window: Sequence[Change]) -> int:
    """Take a batch back and return how many were left."""
    there = Asset.everything.filter(pk__in=[one.asset_id for one in window if one.asset_id])
    assets = {asset.pk: asset for asset in there}
    untouched = [one for one in window if _is_as_left(one, assets)]
    brought = [one for one in untouched if one.before is None]
    altered = [one for one in untouched if one.before is not None]
    take_back(survey.pk, [one.asset_id for one in untouched if one.asset_id], by=survey.undone_by_id or 0)
    _restore(survey, [(one, assets[one.asset_id or 0]) for one in altered])
    follow([one.asset_id for one in altered if one.asset_id])
    kept = {one.pk for one in window if one.asset_id in assets} - {one.pk for one in untouched}
    kept |= _remove(brought)
    Change.everything.filter(pk__in=kept).update(is_kept=True)
    return len(kept)


def _is_as_left(change: Change, assets: dict[int, Asset]) -> bool:
    asset = assets.get(change.asset_id or 0)
    return asset is not None and (asset.version, asset.last_seen) == (change.version, change.seen)


def _restore(survey: Survey, altered: Sequence[tuple[Change, Asset]]) -> None:
    seen: list[tuple[object, ...]] = []
    were_in = [change.before["room"] for change, _ in altered if change.before and change.before.get("room")]
    rooms = set(Room.everything.filter(pk__in=were_in).values_list("pk", flat=True))
    raised: dict[tuple[int, int], list[int]] = defaultdict(list)
    for change, asset in altered:
        before = dict(change.before or {})
        was = before.pop("version")
        if _becomes_another(asset, before):
            asset.version += 1  # no number returns: whoever saw what is taken back would not be told
            raised[was, asset.version].append(asset.pk)
        for kind, value, at in before.pop("keys"):
            at_last = datetime.fromisoformat(at)
            seen.append((survey.organisation_id, asset.pk, kind, value, folded(value), at_last))
        for name in {"first_seen", "last_seen"} & before.keys():
            setattr(asset, name, datetime.fromisoformat(before.pop(name)))
        as_of = before.get("as_of")
        before["as_of"] = date.fromisoformat(as_of) if as_of else None
        asset.site_id, room = before.pop(SITE), before.pop("room", None)
        asset.room_id = room if room in rooms else None
        for field, value in before.items():
            setattr(asset, field, value)
    pks = [asset.pk for _, asset in altered]
    insert(Asset, WRITTEN, (columns_of(*WRITTEN)(asset) for _, asset in altered), over=CHANGED)
    insert(AssetKey, KEY, seen, over=("last_seen",), unique=("asset_id", "kind", "value"))
    gained = {(asset.pk, kind, value) for change, asset in altered for kind, value in change.keys}
    known = AssetKey.everything.filter(asset__in=pks).values_list("pk", "asset", "kind", "value")
    AssetKey.everything.filter(pk__in=[pk for pk, *key in known if tuple(key) in gained]).delete()
    Told.everything.filter(asset__in=pks, survey=survey.pk).delete()
    _count_on(raised)


def _becomes_another(asset: Asset, before: Mapping[str, object]) -> bool:
    known = [name for name in COUNTED if name in before]  # a version before this one kept fewer
    return asset.site_id != before[SITE] or any(getattr(asset, name) != before[name] for name in known)


def _count_on(raised: Mapping[tuple[int, int], Collection[int]]) -> None:
    """Let what left assets as they are again find them as it left them, so that it can be taken back in turn.

    Args:
        raised: (version in which it left them, version in which they are so again) → assets.
    """
    for (was, now), assets in raised.items():
        for model in (Change, Altered):
            model.everything.filter(among("asset", assets), version=was).update(version=now)


def _remove(brought: Sequence[Change]) -> set[int]:
    """Remove the assets a survey brought in; return the changes of those that something else holds on to."""
    assets = [one.asset_id for one in brought if one.asset_id]
    with counted(assets):
        held_on_to = remove_unheld(Asset, assets)
    return {one.pk for one in brought if one.asset_id in held_on_to}
