"""What is there of surveys, for whoever asks?"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from phaseout.domain.determination import GRAVEST_FIRST
from phaseout.web.estate.models import Asset, Organisation, Site, Told
from phaseout.web.estate.queries import CLAIMED
from phaseout.web.findings.models import Answer, Finding
from phaseout.web.findings.queries import surveys_with_findings
from phaseout.web.findings.recording import SETTLED
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.folded import folded
from phaseout.web.surveys.again import UNANSWERED, Again, Progress
from phaseout.web.surveys.models import (
    COMPARED,
    Change,
    Comparison,
    Difference,
    SharedAnswers,
    State,
    Survey,
    SurveyedAsset,
)

LATELY = timedelta(days=14)
"""How long the first page says that findings were answered again."""
RUNS = 100
"""Times of answering again that a page lists."""


def line_of(organisation: Organisation) -> list[Organisation]:
    """Return an organisation, then each above it up to the root."""
    pks = [int(pk) for pk in organisation.path.strip("/").split("/")]
    known = Organisation.everything.in_bulk(pks)
    return [known[pk] for pk in reversed(pks)]


def may_receive(access: Access) -> QuerySet[Organisation]:
    """Return the organisations into which somebody may bring files."""
    return Organisation.objects.within(access, Permission.SURVEY)


def sites_that_may_receive(access: Access) -> QuerySet[Site]:
    """Return the sites into which somebody may bring files."""
    return Site.objects.within(access, Permission.SURVEY)


def not_seen(access: Access, survey: Survey) -> QuerySet[Asset]:
    """Return the assets of the sites a survey looked at that it did not see. They may still be there."""
    showed = SurveyedAsset.everything.filter(survey=survey, site__isnull=False).order_by()
    sites = set(showed.values_list("site", flat=True).distinct())
    if survey.site_id is not None:
        sites.add(survey.site_id)
    met = Comparison.everything.filter(survey=survey, asset__isnull=False).order_by().values("asset")
    brought = Change.everything.filter(survey=survey, asset__isnull=False).order_by().values("asset")
    there = Asset.objects.visible_to(access).filter(organisation=survey.organisation_id, site__in=sites)
    return there.exclude(pk__in=met).exclude(pk__in=brought)


def named(surveys: QuerySet[Survey], text: str) -> QuerySet[Survey]:
    """Return the surveys whose name has every word of a text, whatever the capitals and accents."""
    for word in folded(text).split():
        surveys = surveys.filter(Q(("sought__contains", word)))
    return surveys


def answered_again(access: Access) -> dict[str, object]:
    """Return which findings in somebody's reach were answered again, the newest first, and what is to be."""
    rows = Again.objects.visible_to(access).select_related("survey", "by")
    newest = list(rows[:RUNS])
    at_work = [one for one in newest if one.progress in UNANSWERED]
    return {
        "runs": newest,
        "at_work": at_work,
        "done": sum(one.done for one in at_work),
        "expected": sum(one.expected for one in at_work),
        "lately": lately(newest),
    }


def lately(newest: Sequence[Again]) -> dict[str, object] | None:
    """Return by what edition and as of what day findings were answered again of late, and what it changed."""
    since = timezone.now() - LATELY
    done = [one for one in newest if one.progress == Progress.DONE and one.finished and one.finished > since]
    if not done:
        return None
    edition, day = done[0].edition, done[0].as_of
    changed = sum(one.changed for one in done if (one.edition, one.as_of) == (edition, day))
    return {"edition": edition, "as_of": day, "changed": changed}


def answered_by(survey: Survey) -> str:
    """Return the edition of the register that answered the findings of a survey last."""
    again = Again.everything.filter(survey=survey, progress=Progress.DONE).order_by("-pk")
    return again.values_list("edition", flat=True).first() or survey.register_edition


def decided_since(survey: Survey) -> datetime | None:
    """Return when it was last asked for that the findings of a survey be answered again, and was tried."""
    tried = Again.everything.filter(survey=survey).exclude(progress__in=UNANSWERED).order_by("-pk")
    return tried.values_list("asked", flat=True).first()


def names_of_things(survey: Survey) -> dict[int, dict[str, list[str]]]:
    """Return how a survey knew the things of which people said something: primary key → kind → names."""
    answered = Answer.everything.filter(asset__isnull=False).values("asset")
    said = Told.everything.filter(survey=None, field__in=CLAIMED).values("asset")
    rows = (
        Change.everything.filter(survey=survey).filter(Q(asset__in=answered) | Q(asset__in=said)).order_by()
    )
    return dict(rows.values_list("asset", "surveyed__keys"))


def left_to_people(survey: Survey) -> set[int]:
    """Return the things of a survey taken over of which a person says what they are.

    Taking it over left their answers as they were: they are answered with that word, and only once.
    """
    known = Change.everything.filter(survey=survey, before__isnull=False, asset__isnull=False).order_by()
    said = Told.everything.filter(survey=None, field__in=CLAIMED).exclude(value="").order_by()
    return set(known.filter(asset__in=said.values("asset")).values_list("asset", flat=True))


def last_settled(asset: Asset) -> SurveyedAsset | None:
    """Return a thing to which nothing applies as the survey taken over last showed it.

    None where something applies or is not known, or where people said since what it is, so that what the
    survey answered is another thing.
    """
    if asset.outcome != SETTLED:
        return None
    taken = Change.everything.filter(asset=asset, survey__state=State.APPLIED).order_by("-pk")
    change = taken.select_related("surveyed__answers", "surveyed__survey__document").first()
    is_settled = change is not None and change.surveyed.answers.outcome == SETTLED
    return change.surveyed if change is not None and is_settled else None


def without_findings(survey: Survey) -> set[int]:
    """Return the things that a survey showed last and of which there is no finding, as nothing applies."""
    return set(_silent(Q(survey=survey)).values_list("asset", flat=True))


def to_be_answered(access: Access | None = None) -> set[int]:
    """Return the primary keys of the surveys by which some thing is answered.

    Args:
        access: only those where somebody weighs evidence; None for all, where the server asks.
    """
    rows = Survey.everything.all() if access is None else Survey.objects.within(access, Permission.ASSESS)
    applied = rows.filter(state=State.APPLIED)
    silent = applied.filter(Exists(_silent(Q(survey=OuterRef("pk")))))
    found = applied.filter(pk__in=surveys_with_findings())
    return {*found.values_list("pk", flat=True), *silent.values_list("pk", flat=True)}


def _silent(which: Q) -> QuerySet[Change]:
    later = Change.everything.filter(
        asset=OuterRef("asset"), survey__state=State.APPLIED, pk__gt=OuterRef("pk")
    )
    found = Finding.everything.filter(asset=OuterRef("asset"))
    shown = Change.everything.filter(which, asset__isnull=False).order_by()
    return shown.filter(~Exists(found), ~Exists(later))


def assets_taken_over(survey: Survey) -> dict[int, int]:
    """Return which asset of the estate each thing of a survey became: place in the document → primary key."""
    rows = Change.everything.filter(survey=survey, asset__isnull=False).order_by()
    return dict(rows.values_list("surveyed__position", "asset"))


def packed_assets(survey: Survey) -> Iterator[tuple[bytes, int]]:
    """Yield each thing of a survey as it is kept, with the primary key of its answers."""
    rows = (
        SurveyedAsset.everything.filter(survey=survey).order_by("position").values_list("packed", "answers")
    )
    for packed, answers in rows.iterator(chunk_size=500):
        yield bytes(packed), answers


def packed_answers(pk: int) -> bytes:
    """Return answers as they are kept."""
    return bytes(SharedAnswers.everything.values_list("packed", flat=True).get(pk=pk))


def page_of(access: Access, survey: Survey) -> dict[str, object]:
    """Return what the page of a survey shows beside what it saw."""
    is_compared, known = survey.is_compared, survey.outcomes
    return {
        "files": list(survey.files.all()),
        "not_seen": not_seen(access, survey).count() if is_compared else 0,
        "outcomes": [(one.value, known[one.value]) for one in GRAVEST_FIRST if one.value in known],
        "settled": _open_conflicts(survey, is_settled=True) if survey.conflict else 0,
        "may_change": access.may(Permission.SURVEY, survey.organisation_id),
    }


def _open_conflicts(survey: Survey, *, is_settled: bool) -> int:
    conflicts = Comparison.everything.filter(survey=survey, difference=Difference.CONFLICT)
    return conflicts.filter(is_settled=is_settled).count()


def compared(rows: QuerySet[Comparison], survey: Survey) -> QuerySet[Comparison]:
    """Return the things of a survey as its page lists them, without what only their own pages need."""
    shown = rows.filter(survey=survey).select_related("surveyed__site", "surveyed__answers", "asset__site")
    # Things are written in the order of their positions; to order by these, all of them would be looked up.
    return shown.defer("surveyed__packed", "surveyed__answers__packed").order_by("surveyed_id")


def whole(rows: QuerySet[SurveyedAsset]) -> QuerySet[SurveyedAsset]:
    """Return those of surveys that are whole."""
    return rows.filter(survey__state__in=COMPARED)


def beside(access: Access, thing: SurveyedAsset) -> dict[str, object]:
    """Return what the page of a surveyed thing says of the estate."""
    comparison = Comparison.everything.select_related("asset").get(surveyed=thing)
    taken = Change.everything.filter(surveyed=thing).select_related("asset").first()
    survey = thing.survey
    is_open = survey.state == State.READY and comparison.difference == Difference.CONFLICT
    return {
        "comparison": comparison,
        "asset": taken.asset if taken and taken.asset else comparison.asset,
        "rivals": _rivals(comparison),
        "sites": {
            site.pk: str(site) for site in Site.objects.visible_to(access).filter(pk__in=_sites(comparison))
        },
        "may_settle": is_open and access.may(Permission.SURVEY, survey.organisation_id),
    }


def _sites(comparison: Comparison) -> list[int]:
    said = (comparison.changes, comparison.standing)
    return [site for one in said for site in one.get("site", ()) if site]


def _rivals(comparison: Comparison) -> list[tuple[Asset, list[tuple[str, str]]]]:
    """Return each thing of the estate that is meant, with the keys that mean it."""
    known = Asset.everything.select_related("site").in_bulk({one[2] for one in comparison.rivals})
    keys: dict[int, list[tuple[str, str]]] = {}
    for kind, value, asset in comparison.rivals:
        keys.setdefault(asset, []).append((kind, value))
    return [(known[pk], by) for pk, by in keys.items() if pk in known]


def with_document(rows: QuerySet[Survey]) -> QuerySet[Survey]:
    """Return the surveys that are whole, with what stands around their things."""
    return rows.filter(state__in=COMPARED).select_related("document")
