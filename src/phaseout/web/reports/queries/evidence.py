"""What was done with each replacement, by whom, and which files were given with it?"""

from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.db.models import QuerySet

from phaseout.web.findings.models import Attachment, Judgement
from phaseout.web.frame.access import Access
from phaseout.web.frame.kept_file import KeptFile
from phaseout.web.replacement.models import Inspected, Photo, Step
from phaseout.web.reports.scope import Scope


def steps(scope: Scope) -> QuerySet[Step]:
    """Return every move of what a report is of, replacement by replacement, in the order made."""
    rows = scope.at_sites(Step.objects.visible_to(scope.access), "replacement__asset__site")
    return rows.select_related("by").order_by("replacement_id", "pk")


def judgements(scope: Scope) -> QuerySet[Judgement]:
    """Return what people made of the findings on what is in the programme, finding by finding."""
    rows = Judgement.objects.visible_to(scope.access).filter(finding__asset__replacement__isnull=False)
    rows = scope.at_sites(rows, "finding__asset__site")
    return rows.select_related("finding__asset__replacement", "proposed_by", "decided_by").order_by(
        "finding__asset__replacement__id", "finding_id", "pk"
    )


def inspected(scope: Scope) -> QuerySet[Inspected]:
    """Return what inspections drew, and what was found."""
    rows = scope.at_sites(Inspected.objects.visible_to(scope.access), "replacement__asset__site")
    return rows.select_related("inspection", "by", "withdrawn_by").order_by("replacement_id", "pk")


def photos(scope: Scope) -> QuerySet[Photo]:
    """Return the files given with moves."""
    rows = scope.at_sites(Photo.objects.visible_to(scope.access), "step__replacement__asset__site")
    return rows.select_related("step").order_by("step__replacement_id", "step_id", "pk")


def attachments(scope: Scope) -> QuerySet[Attachment]:
    """Return the files given with judgements on what is in the programme."""
    rows = Attachment.objects.visible_to(scope.access)
    rows = rows.filter(judgement__finding__asset__replacement__isnull=False)
    rows = scope.at_sites(rows, "judgement__finding__asset__site")
    return rows.select_related("judgement__finding").order_by("judgement__finding_id", "judgement_id", "pk")


def kept_files(access: Access, digests: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """Yield digest and content of each file somebody may read that has one of the digests, once each.

    One that is on the disk no more is left out: who asked finds it missing.
    """
    seen: dict[str, str] = {}
    for model in (Photo, Attachment):
        rows: QuerySet[KeptFile] = model.objects.visible_to(access).filter(sha256__in=digests)
        seen = {**dict(rows.values_list("sha256", "stored")), **seen}
    for digest, stored in sorted(seen.items()):
        try:
            with default_storage.open(stored) as file:
                yield digest, file.read()
        except FileNotFoundError:
            continue
