"""Is what follows from rows of the ledger still what follows: states, reviews, the documents of reports?"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from phaseout.ledger.finding import Code, Findings
from phaseout.web.findings.judged import judged_by, judged_of, steps_after
from phaseout.web.findings.models import Finding, Judgement
from phaseout.web.findings.models import Step as Reviewed
from phaseout.web.frame.among import among
from phaseout.web.frame.models import Event
from phaseout.web.ledger.queries import AT_ONCE, portions
from phaseout.web.ledger.told import subject_of
from phaseout.web.replacement.course import course_of, led_to
from phaseout.web.replacement.models import Replacement, Step
from phaseout.web.reports.keeping import is_as_made
from phaseout.web.reports.models import Report

FEW = 20
"""Reports read at a time: each brings its document."""


def compare_states(organisation: int, findings: Findings) -> None:
    """Note replacements that say of themselves something else than their steps lead to."""
    rows = Replacement.everything.filter(organisation=organisation)
    for portion in portions(rows):
        for one in _unlike_steps(_unlike_steps(portion)):
            findings.add(Code.UNLIKE_STEPS, None, subject_of(one))


def compare_reviews(organisation: int, findings: Findings) -> None:
    """Note findings that stand otherwise than people judged them."""
    judged = Exists(Judgement.everything.filter(finding=OuterRef("pk")))
    said = ~Q(step=Reviewed.NEW) | Q(verdict__gt="") | Q(judged__gt="") | Q(expires__isnull=False)
    rows = Finding.everything.filter(said | judged, organisation=organisation)
    for portion in portions(rows):
        for one in _unlike_judgements(_unlike_judgements(portion)):
            findings.add(Code.UNLIKE_JUDGEMENTS, None, subject_of(one))


def compare_reports(organisation: int, findings: Findings) -> None:
    """Note reports whose document has not the digest they say, or that nobody noted to have been made."""
    for portion in portions(Report.everything.filter(organisation=organisation), FEW):
        made = Event.everything.filter(
            organisation=organisation, what="report-made", after__sha256__in=[one.sha256 for one in portion]
        )
        noted = set(made.values_list("after__sha256", flat=True))
        for one in portion:
            if one.sha256 not in noted or not _is_whole(one):
                findings.add(Code.UNLIKE_REPORT, None, subject_of(one))


def _unlike_steps(rows: Sequence[Replacement]) -> Sequence[Replacement]:
    """Return those of some replacements that are unlike their steps, read anew.

    Asked twice, so that a move between reading the one and the other is none.
    """
    steps = _of_each(Step.everything.filter(_among("replacement", rows)), "replacement_id")
    unlike = [one.pk for one in rows if led_to(steps[one.pk]) != course_of(one)]
    return list(Replacement.everything.filter(pk__in=unlike).order_by("pk"))


def _unlike_judgements(rows: Sequence[Finding]) -> Sequence[Finding]:
    """Return those of some findings that stand otherwise than they were judged, read anew."""
    judgements = _of_each(Judgement.everything.filter(_among("finding", rows)), "finding_id")
    unlike = [one.pk for one in rows if not _is_as_judged(one, judgements[one.pk])]
    return list(Finding.everything.filter(pk__in=unlike).order_by("pk"))


def _is_as_judged(finding: Finding, judgements: Sequence[Judgement]) -> bool:
    return judged_of(finding) == judged_by(judgements) and finding.step in steps_after(judgements)


def _is_whole(report: Report) -> bool:
    try:
        return is_as_made(report)
    except (ValueError, zlib.error):
        return False


def _of_each(rows: QuerySet[Any], name: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for one in rows.order_by("pk").iterator(chunk_size=AT_ONCE):
        found[getattr(one, name)].append(one)
    return found


def _among(name: str, rows: Iterable[Any]) -> Q:
    return among(name, (one.pk for one in rows))
