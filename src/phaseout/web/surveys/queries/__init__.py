"""What is there of surveys, for whoever asks?"""

from collections.abc import Iterator

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from phaseout.domain.determination import GRAVEST_FIRST
from phaseout.survey.sites import folded_name
from phaseout.web.estate.models import Asset, Organisation, Site
from phaseout.web.findings.recording import SETTLED
from phaseout.web.frame import words
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.folded import folded
from phaseout.web.frame.naming import naming
from phaseout.web.surveys.asked_as import names_of
from phaseout.web.surveys.models import (
    COMPARED,
    Change,
    Comparison,
    Difference,
    SharedAnswers,
    State,
    Survey,
    SurveyedAsset,
    SurveyFile,
)
from phaseout.web.surveys.named_sites import NamedSite, gathered
from phaseout.web.surveys.queries.again import (
    answered_again,
    answered_by,
    decided_for,
    decided_since,
    findings_answered_by,
    left_to_people,
    moved_by_people,
    names_of_things,
    sites_of,
    to_be_answered,
    without_findings,
)
from phaseout.web.surveys.queries.scopes import collected_of

NAMED = 200
"""Names of sites that the page of a survey shows at once."""

__all__ = [
    "answered_again",
    "answered_by",
    "assets_taken_over",
    "beside",
    "collected_of",
    "compared",
    "decided_for",
    "decided_since",
    "findings_answered_by",
    "last_settled",
    "left_to_people",
    "listed",
    "may_receive",
    "moved_by_people",
    "named",
    "named_sites",
    "names_of_things",
    "not_seen",
    "packed_answers",
    "packed_assets",
    "page_of",
    "shown_of",
    "sites_of",
    "sites_that_may_receive",
    "to_be_answered",
    "whole",
    "with_document",
    "without_findings",
]


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


def listed(access: Access) -> QuerySet[Survey]:
    """Return the surveys somebody may read, and of each how many files were not examined (``unexamined``)."""
    files = SurveyFile.everything.filter(survey=OuterRef("pk")).exclude(not_examined="").order_by()
    number = files.values("survey").annotate(number=Count("pk")).values("number")
    rows = naming(Survey.objects.visible_to(access), access).annotate(
        unexamined=Coalesce(Subquery(number), 0)
    )
    return rows.select_related("site", "by", "organisation")


def named(surveys: QuerySet[Survey], text: str) -> QuerySet[Survey]:
    """Return the surveys whose name has every word of a text, whatever the capitals and accents."""
    for word in folded(text).split():
        surveys = surveys.filter(Q(("sought__contains", word)))
    return surveys


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


def shown_of(asset: Asset, survey: int | None) -> QuerySet[SurveyedAsset]:
    """Return the things of a survey that became a thing of the estate, with what stands around them."""
    rows = SurveyedAsset.everything.filter(survey=survey, change__asset=asset)
    return rows.select_related("survey__document").order_by("position")


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


def named_sites(survey: Survey) -> list[NamedSite]:
    """Return the sites that the files of a survey name and none of its organisation goes by."""
    nowhere = SurveyedAsset.everything.filter(survey=survey, site=None, written__gt="").order_by("written")
    written = nowhere.values("written").annotate(things=Count("pk")).values_list("written", "things")
    found = list(written)
    if not found:
        return []
    under = Site.everything.filter(organisation__path__startswith=survey.organisation.path)
    below = under.exclude(organisation=survey.organisation_id).select_related("organisation")
    own = names_of(Site.everything.filter(organisation=survey.organisation_id))
    unknown = ((word, things) for word, things in found if folded_name(word) not in own)
    return gathered(unknown, below.order_by("pk"))


def _named(access: Access, survey: Survey) -> dict[str, object]:
    rows = named_sites(survey) if survey.is_compared and survey.nowhere else []
    may_keep = access.may(Permission.KEEP_ESTATE, survey.organisation_id)
    return {
        "rows": rows[:NAMED],
        "further": len(rows[NAMED:]),
        "may_keep": may_keep,
        "may_add": may_keep and survey.state == State.READY and any(one.below is None for one in rows),
        "colon": words.language().colon,
    }


def page_of(access: Access, survey: Survey) -> dict[str, object]:
    """Return what the page of a survey shows beside what it saw."""
    is_compared, known, files = survey.is_compared, survey.outcomes, list(survey.files.all())
    return {
        "collected": collected_of(survey),
        "files": files,
        "not_examined": sum(1 for one in files if one.not_examined),
        "not_seen": not_seen(access, survey).count() if is_compared else 0,
        "outcomes": [(one.value, known[one.value]) for one in GRAVEST_FIRST if one.value in known],
        "settled": _open_conflicts(survey, is_settled=True) if survey.conflict else 0,
        "named": _named(access, survey),
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
