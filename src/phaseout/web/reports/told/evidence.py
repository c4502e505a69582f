"""What does the evidence for an auditor say: replacements, every step of each, and digests of files?"""

from collections.abc import Iterable, Iterator
from datetime import UTC

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phaseout.web.findings.models import Judgement, Verdict
from phaseout.web.findings.models import Step as Deciding
from phaseout.web.replacement.models import Replacement, Step
from phaseout.web.replacement.vocabulary import Result, State
from phaseout.web.reports.document import Document, File, Key, Note, Section, Table, Value
from phaseout.web.reports.queries import evidence
from phaseout.web.reports.queries.tracked import tracked
from phaseout.web.reports.saying import both, coded, measure_of, product_of, site_of
from phaseout.web.reports.scope import Scope
from phaseout.web.reports.told import disposal
from phaseout.web.reports.told.parts import section, table

NUMBER = ("replacement", _("Number"))
WHOLE = (
    NUMBER, ("asset", _("Asset")), ("product", _("What it is")), ("site", _("Site")), ("state", _("State")),
    ("since", _("Since")), ("removed_on", _("Removed on")), ("removed_by", _("Removed by")),
    ("replaced_by", _("What replaces it")),
)  # fmt: skip
STEPS = (
    NUMBER, ("step", _("Number of the move")), ("at", _("Recorded on")),
    ("before", pgettext_lazy("state", "From")),
    ("after", pgettext_lazy("state", "To")), ("on", _("Day")), ("who", _("Done by")),
    ("place", _("Where it went")), ("reason", _("Reason")), ("survey", _("Survey")), ("by", _("Recorded by")),
)  # fmt: skip
JUDGED = (
    NUMBER, ("finding", _("Number of the finding")), ("measure", _("Measure")), ("step", _("Step")),
    ("verdict", _("Judgement")), ("reason", _("Reason")), ("expires", _("Counts until")),
    ("proposed_by", _("Proposed by")), ("decided_by", _("Decided by")), ("answer", _("Answer")),
)  # fmt: skip
DRAWN = (
    NUMBER, ("seed", _("Seed")), ("result", _("Result")), ("on", _("Inspected on")),
    ("by", _("Inspected by")), ("note", _("Note")), ("withdrawn", _("Withdrawn on")),
    ("withdrawn_by", _("Withdrawn by")), ("why_withdrawn", _("Why it was withdrawn")),
)  # fmt: skip
FILES = (("of", _("Given with")), ("name", _("File")), ("size", _("Bytes")), ("kind", _("Kind")),
         ("sha256", _("SHA-256")))  # fmt: skip
HOW = _("Each file is in the archive under its digest, and the manifest of the archive has the digest of "
        "every member. “sha256sum --check SHA256SUMS” tries them all.")  # fmt: skip


def sections(scope: Scope, _before: Document | None) -> tuple[Section, ...]:
    """Return the sections: all in the programme, every step, judgement and inspection, and the media."""
    return (
        section("replacements", _("Replacements"),
                table("replacements", _("All that is in the programme"), WHOLE, map(_whole, tracked(scope)))),
        section("steps", _("History"), table("steps", _("Every move, as it was made"), STEPS,
                                             map(_step, evidence.steps(scope)))),
        section("judgements", _("Judgements"), table("judgements", _("What was proposed and decided"), JUDGED,
                                                     map(_judged, evidence.judgements(scope)))),
        section("inspections", _("Inspections"), _inspected(scope)),
        *disposal.sections(scope, None),
        section("files", _("Files"), Note(text=both(HOW)), _listed(files(scope))),
    )  # fmt: skip


def files(scope: Scope) -> tuple[File, ...]:
    """Return the files given with moves and judgements."""
    with_moves = (
        File(name=one.name, sha256=one.sha256, size=one.size, kind=one.kind,
             of=f"replacement/{one.step.replacement_id}/step/{one.step_id}")
        for one in evidence.photos(scope)
    )  # fmt: skip
    with_judgements = (
        File(name=one.name, sha256=one.sha256, size=one.size, kind=one.kind,
             of=f"finding/{one.judgement.finding_id}/judgement/{one.judgement_id}")
        for one in evidence.attachments(scope)
    )  # fmt: skip
    return (*with_moves, *with_judgements)


def _whole(one: Replacement) -> list[Value]:
    asset = one.asset
    replaced = one.replaced_by.label if one.replaced_by else one.replaced_model or None
    return [
        Key(number=one.pk), asset.label, product_of(asset), site_of(asset),
        coded(State(one.standing)),  # type: ignore[attr-defined] # annotated
        one.since, one.removed_on, one.removed_by or None, replaced,
    ]  # fmt: skip


def _step(one: Step) -> list[Value]:
    before = coded(State(one.before)) if one.before else None
    at = one.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return [
        Key(number=one.replacement_id), Key(number=one.pk), at, before, coded(State(one.after)), one.on,
        one.who or None, one.place or None, one.reason or None,
        Key(number=one.survey) if one.survey else None, str(one.by),
    ]  # fmt: skip


def _judged(one: Judgement) -> list[Value]:
    finding = one.finding
    verdict = coded(Verdict(one.verdict)) if one.verdict else None
    decided = str(one.decided_by) if one.decided_by else None
    return [
        Key(number=finding.asset.replacement.pk), Key(number=finding.pk), measure_of(finding.measure),
        coded(Deciding(one.step)), verdict, one.reason, one.expires, str(one.proposed_by), decided,
        one.answer or None,
    ]  # fmt: skip


def _inspected(scope: Scope) -> Table:
    rows: list[list[Value]] = [
        [Key(number=one.replacement_id), one.inspection.seed, coded(Result(one.result)), one.on,
         str(one.by) if one.by else None, one.note or None,
         timezone.localdate(one.withdrawn) if one.withdrawn else None,
         str(one.withdrawn_by) if one.withdrawn_by else None, one.why_withdrawn or None]
        for one in evidence.inspected(scope)
    ]  # fmt: skip
    return table("inspections", _("What was drawn, and what was found"), DRAWN, rows)


def _listed(given: Iterable[File]) -> Table:
    rows: Iterator[list[Value]] = ([one.of, one.name, one.size, one.kind, one.sha256] for one in given)
    return table("files", _("Files given with moves and judgements"), FILES, rows)
