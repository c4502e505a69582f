"""Which scopes of looks are there, and what was collected under them?"""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.naming import naming
from phaseout.web.surveys.models import Collected, LookScope, Survey, SurveyFile


def scopes_seen(access: Access, permission: Permission = Permission.READ) -> QuerySet[LookScope]:
    """Return the scopes of organisations where a permission holds, with how much was collected under each."""
    rows = naming(LookScope.objects.within(access, permission), access)
    return rows.select_related("organisation", "by", "decided_by").annotate(bundles=Count("collections"))


def collections_of(scope: LookScope) -> QuerySet[Collected]:
    """Return what was brought in under a scope, the newest first."""
    return Collected.everything.filter(scope=scope).select_related("survey")


def collected_of(survey: Survey) -> Collected | None:
    """Return how a survey was collected; None where its files were brought in without a bundle."""
    return Collected.everything.filter(survey=survey).select_related("scope").first()


def scope_of_file(access: Access, digest: str) -> LookScope | None:
    """Return the signed scope of a digest, where somebody may bring in what was collected under it."""
    rows = LookScope.objects.within(access, Permission.SURVEY).exclude(signed="")
    return rows.select_related("organisation").filter(sha256=digest).first()


def collected_with(digests: Iterable[str]) -> list[Collected]:
    """Return the collections of anybody that brought one of these files in: none of them is told twice."""
    held = SurveyFile.everything.filter(sha256__in=list(digests)).order_by().values("survey")
    return list(Collected.everything.filter(survey__in=held))


def collected_as(digest: str) -> Collected | None:
    """Return the collection of a digest, where it was brought in already."""
    return Collected.everything.filter(digest=digest).select_related("survey").first()
