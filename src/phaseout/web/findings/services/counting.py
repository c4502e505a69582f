"""How do the sums of findings stay right, whatever changes? What is touched is counted before and after."""

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.db.models import Count, OuterRef, Q, Subquery

from phaseout.web.estate.models import Asset
from phaseout.web.findings.models import Asked, Finding
from phaseout.web.findings.must_go import says_so
from phaseout.web.findings.recording import APPLIES
from phaseout.web.findings.reviewed import LETTING_OFF, Review, expires_of, review_of
from phaseout.web.findings.sums import AskedTally, AssetTally, Tally
from phaseout.web.frame.among import among
from phaseout.web.frame.bulk import insert

Key = tuple[object, ...]
"""Values of the columns by which a sum is known."""
Sums = Counter[tuple[Key, str]]
"""Key and name of a figure → its value, or how much it grows."""
Kind = type[Tally] | type[AskedTally] | type[AssetTally]
_REVIEWED = ("step", "verdict", "judged", "expires")
AT_ONCE = 2_000
"""Assets counted by one statement."""


@contextmanager
def counted(assets: Collection[int]) -> Iterator[None]:
    """Keep the sums right over a change of findings, of what they ask, or of where they stand.

    The assets are held until the transaction ends, so that nobody else counts them in between. Not to be
    nested for the same assets: what changed would be counted twice.
    """
    with transaction.atomic():
        list(
            Asset.everything.select_for_update().filter(among("pk", assets)).order_by("pk").values_list("pk")
        )
        before = _of_assets(assets)
        yield
        for kind, now in _of_assets(assets).items():
            now.subtract(before[kind])
            _add(kind, now)


def follow(assets: Collection[int]) -> None:
    """Let findings stand where their assets stand now, and be of their maker; for whoever changed these."""
    if not assets:
        return
    with counted(assets):
        now = Asset.everything.filter(pk=OuterRef("asset"))
        Finding.everything.filter(among("asset", assets)).update(
            site_id=Subquery(now.values("site")[:1]), maker=Subquery(now.values("maker")[:1])
        )


@transaction.atomic
def recount(organisation: int) -> None:
    """Count the findings of an organisation anew, whatever was counted before."""
    Tally.everything.filter(organisation=organisation).delete()
    AskedTally.everything.filter(organisation=organisation).delete()
    AssetTally.everything.filter(organisation=organisation).delete()
    _add(Tally, _findings(Q(organisation=organisation)))
    _add(AskedTally, _asked(Q(organisation=organisation)))
    _add(AssetTally, _to_go(Q(organisation=organisation)))


def _of_assets(assets: Collection[int]) -> dict[Kind, Sums]:
    findings: Sums = Counter()
    asked: Sums = Counter()
    to_go: Sums = Counter()
    listed = list(dict.fromkeys(assets))
    for start in range(0, len(listed), AT_ONCE):
        part = listed[start : start + AT_ONCE]
        findings.update(_findings(among("asset", part)))
        asked.update(_asked(among("finding__asset", part)))
        to_go.update(_to_go(among("asset", part)))
    return {Tally: findings, AskedTally: asked, AssetTally: to_go}


def _findings(which: Q) -> Sums:
    sums: Sums = Counter()
    columns = ("organisation", "site", "measure", "outcome", "on", "until", *_REVIEWED)
    rows = Finding.everything.filter(which).order_by().values_list(*columns).annotate(Count("pk"))
    for *key, outcome, on, until, step, verdict, judged, expires, number in rows:
        review = review_of(step=step, verdict=verdict, judged=judged, outcome=outcome)
        day = expires_of(review, expires)
        sums[(*key, outcome, _month(outcome, on, until), review.value, day), "findings"] += number
    return sums


def _to_go(which: Q) -> Sums:
    """Count the assets that must go, and those that people let off every finding that says so."""
    columns = ("asset", "organisation", "site", *_REVIEWED)
    rows = Finding.everything.filter(which & says_so(APPLIES))
    found: dict[Key, list[tuple[Review, date | None]]] = {}
    for *key, step, verdict, judged, expires in rows.order_by().values_list(*columns).iterator():
        review = review_of(step=step, verdict=verdict, judged=judged, outcome=APPLIES)
        found.setdefault(tuple(key), []).append((review, expires_of(review, expires)))
    sums: Sums = Counter()
    for (_asset, *place), reviews in found.items():
        sums[(*place, *_let_off(reviews)), "assets"] += 1
    return sums


def _let_off(reviews: Collection[tuple[Review, date | None]]) -> tuple[str, date | None]:
    """Return for what a thing need not go, and the last day of that; an empty word where it must."""
    kinds = {review for review, _ in reviews}
    if not kinds <= set(LETTING_OFF):
        return "", None
    review = Review.EXCEPTED if Review.EXCEPTED in kinds else Review.REFUTED
    return review.value, min((day for _, day in reviews if day), default=None)


def _asked(which: Q) -> Sums:
    sums: Sums = Counter()
    rows = Asked.everything.filter(which).order_by().values_list("organisation", "finding__site", "fact")
    for *key, findings, assets in rows.annotate(Count("pk"), Count("finding__asset", distinct=True)):
        sums[tuple(key), "findings"] = findings
        sums[tuple(key), "assets"] = assets
    return sums


def _month(outcome: str, on: date | None, until: date | None) -> date | None:
    """Return the month in which something happens to a finding, as the first page shows it."""
    day = {"applies-from": on, "excepted": until}.get(outcome)
    return day.replace(day=1) if day else None


def _add(kind: Kind, more: Sums) -> None:
    """Add to sums, and put rows alike together. Rows that another transaction holds stay as they are."""
    grown: dict[Key, Counter[str]] = {}
    for (key, figure), number in more.items():
        if number:
            grown.setdefault(key, Counter())[figure] = number
    if not grown:
        return
    sites = {key[1] for key in grown}
    beside = kind.everything.filter(organisation__in={key[0] for key in grown})
    beside = beside.filter(Q(site__in=sites - {None}) | Q(site=None))
    old = []
    for row in beside.select_for_update(skip_locked=True):
        key = tuple(getattr(row, column) for column in kind.KEY)
        if key in grown:
            old.append(row.pk)
            grown[key].update({figure: getattr(row, figure) for figure in kind.FIGURES})
    kind.everything.filter(pk__in=old).delete()
    insert(
        kind,
        (*kind.KEY, *kind.FIGURES),
        (
            (*key, *(number[one] for one in kind.FIGURES))
            for key, number in grown.items()
            if any(number.values())
        ),
    )
