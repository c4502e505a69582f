"""Which replacements are there, for whoever asks, and what is beside each?"""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from phaseout.web.estate.models import Asset
from phaseout.web.estate.queries import begun
from phaseout.web.findings.models import Finding
from phaseout.web.findings.must_go import COMES, must_go_once, says_so
from phaseout.web.findings.recording import APPLIES
from phaseout.web.frame.access import Access
from phaseout.web.replacement.models import (
    Inspected,
    Inspection,
    Medium,
    Mitigation,
    Referral,
    Replacement,
    Step,
)
from phaseout.web.replacement.queries.standing import (
    counted_inspections,
    is_refused,
    with_deadline,
    with_sightings,
    with_standing,
)
from phaseout.web.replacement.vocabulary import STILL_THERE


def replacements_seen(access: Access, day: date) -> QuerySet[Replacement]:
    """Return the replacements somebody may read, each as it stands on a day, with its deadline."""
    rows = Replacement.objects.visible_to(access).select_related("asset__site", "organisation", "replaced_by")
    return with_sightings(with_deadline(with_standing(rows, day), day))


def to_be_taken(access: Access, day: date) -> QuerySet[Asset]:
    """Return the assets somebody may read that must go, today or from a day on, and are in no programme."""
    saying = Finding.everything.filter(must_go_once(day), asset=OuterRef("pk"))
    tracked = Replacement.everything.filter(asset=OuterRef("pk"))
    seen = Asset.objects.visible_to(access).select_related("site", "organisation")
    return seen.filter(Exists(saying), ~Exists(tracked)).order_by("-pk")


def assets_that_must_go(assets: Collection[int], day: date) -> dict[int, int]:
    """Return asset → organisation of those that must go and are in no programme; for a service."""
    saying = Finding.everything.filter(must_go_once(day), asset=OuterRef("pk"))
    tracked = Replacement.everything.filter(asset=OuterRef("pk"))
    rows = Asset.everything.filter(Exists(saying), ~Exists(tracked), pk__in=assets)
    return dict(rows.values_list("pk", "organisation"))


def findings_on(asset: Asset) -> list[Finding]:
    """Return the findings by which a thing may not stay, whatever people said of them, the gravest first."""
    return list(
        Finding.everything.filter(says_so(APPLIES) | says_so(COMES), asset=asset).order_by("rank", "pk")
    )


def replacement_of(access: Access, asset: Asset) -> Replacement | None:
    """Return the replacement of a thing, where somebody may read it and there is one."""
    rows = with_standing(Replacement.objects.visible_to(access).filter(asset=asset), timezone.localdate())
    return rows.select_related("asset").first()


def steps_of(replacement: Replacement) -> QuerySet[Step]:
    """Return the moves that were made, the newest first, with who made them."""
    return Step.everything.filter(replacement=replacement).select_related("by").prefetch_related("photos")


def referrals_seen(access: Access) -> QuerySet[Referral]:
    """Return what landlords and contractors were asked: what waits longest first, then what was answered."""
    rows = Referral.objects.visible_to(access).select_related("replacement__asset__site")
    return rows.order_by("answered", "due", "pk")


def may_be_inspected(access: Access, organisation: int) -> QuerySet[Replacement]:
    """Return what an inspection may draw: all of an organisation that is said to be gone."""
    rows = Replacement.objects.visible_to(access).filter(organisation=organisation)
    return rows.filter(removed_on__isnull=False)


def inspections_seen(access: Access) -> QuerySet[Inspection]:
    """Return the samples somebody may read, the newest first."""
    return Inspection.objects.visible_to(access).select_related("organisation", "by")


def drawn(inspection: Inspection) -> QuerySet[Inspected]:
    """Return what an inspection drew, in that order."""
    rows = Inspected.everything.filter(inspection=inspection)
    return rows.select_related("replacement__asset__site", "by").order_by("pk")


def last_inspected(replacement: Replacement) -> Inspected | None:
    """Return the last inspection since its removal that says how it is and counts; None without one."""
    if replacement.removed_on is None:
        return None
    return counted_inspections().filter(replacement=replacement, on__gte=replacement.removed_on).first()


def asset_known_as(access: Access, text: str) -> Asset | None:
    """Return the one asset somebody may read that goes by a whole key or label; None for none or several."""
    seen = Asset.objects.visible_to(access)
    sought = text.strip()
    if not sought:
        return None
    # Only what begins so is gone through, which an index serves.
    begins = seen.filter(pk__in=begun(access, sought))
    rows = list(begins.filter(Q(label=sought) | Q(keys__value=sought)).order_by("pk").distinct()[:2])
    return rows[0] if len(rows) == 1 else None


def media_of(replacement: Replacement) -> QuerySet[Medium]:
    """Return the storage media of a thing, with the hands each went through."""
    return Medium.everything.filter(replacement=replacement).order_by("pk").prefetch_related("handovers")


def asked_by(measure: str) -> Q:
    """Return that a measure says of the thing of a replacement that it must go, today or from a day on."""
    saying = Finding.everything.filter(says_so(APPLIES) | says_so(COMES), measure=measure)
    return Q(Exists(saying.filter(asset=OuterRef("asset"))))


def overdue_mitigation(day: date) -> Q:
    """Return that a mitigation of a replacement has not ended, and its review is overdue."""
    rows = Mitigation.everything.filter(ended=None, review__lt=day, replacement=OuterRef("pk"))
    return Q(Exists(rows))


def refused_by_others(rows: QuerySet[Replacement]) -> QuerySet[Replacement]:
    """Return the rows still there of which others refused to act, and nobody else was asked or will.

    Args:
        rows: each with how it stands.
    """
    return rows.filter(is_refused(), Q(("standing__in", STILL_THERE)))


def certificate_of(medium: Medium) -> list[tuple[str, object]]:
    """Return what the certificate of a medium says, field by field; nothing where there is none."""
    if not medium.is_sanitised:
        return []
    names = ("before", *Medium.whole_certificate())
    shown = {name: getattr(medium, name) for name in names} | {"category": medium.get_category_display()}
    titles = {field.name: str(field.verbose_name) for field in Medium._meta.fields}
    return [(titles[name], value) for name, value in shown.items()]
