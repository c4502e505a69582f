"""What does the law answer of which thing, why, and what did people make of it?"""

from datetime import date, datetime
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field

from phaseout.domain.claim import Dimension, Grade
from phaseout.domain.determination import Outcome
from phaseout.domain.trait import Basis
from phaseout.web.api.attached import FileOut, Files, file_told
from phaseout.web.api.call import Call, seen_version, shown
from phaseout.web.api.faults import cleaned
from phaseout.web.api.narrowed import FindingsNarrowed
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.api.shape import told
from phaseout.web.findings import services
from phaseout.web.findings.effect import effect_of_rule
from phaseout.web.findings.forms import LONGEST, Assessing, Proposing
from phaseout.web.findings.grounds import Seen, Statement, grounds_of
from phaseout.web.findings.models import Cause, Determination, Finding, Judgement, Step, Verdict
from phaseout.web.findings.queries import findings_seen, steps_of
from phaseout.web.findings.reasons import pointed, why
from phaseout.web.findings.reviewed import Review
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.naming import name_for
from phaseout.web.frame.problems import ProblemError
from phaseout.web.frame.words import language

READ, ASSESS = Permission.READ, Permission.ASSESS
NOUN = Noun("findings")
ONE = "/findings/{int:pk}"
MOST = 50
"""Answers and steps that are told, the newest first."""


class FindingOut(Schema):
    """One measure and act on one thing, from survey to survey."""

    id: int
    organisation: int
    asset: int
    site: int | None
    measure: str
    act: str
    outcome: Annotated[str, OneOf(Outcome)]
    on: date | None
    until: date | None
    clause: str
    duty: str
    since: date
    as_of: date
    """The day the law was last asked about."""
    rule_in_effect_since: date | None
    """On that day; none where the rule has no effect then."""
    first_seen: datetime
    determined: datetime
    edition: str
    review: Annotated[str, OneOf(Review)]
    """Where the review stands today beside the outcome."""
    step: Annotated[str, OneOf(Step)]
    verdict: Annotated[str, OneOf(Verdict, "")]
    expires: date | None
    judgement_counts: bool
    """Whether a judgement was decided and still counts."""
    version: int


class GivenOut(Schema):
    """One answer as it was given."""

    id: int
    survey: int | None
    edition: str
    as_of: date
    outcome: Annotated[str, OneOf(Outcome)]
    on: date | None
    until: date | None
    clause: str
    duty: str
    questions: list[str]
    """Facts that would settle it."""
    telling: str
    """What decided it, in your language."""
    reason: dict[str, Any]
    """The tree of the contract's document, in English; in the newest, facts point at what shows them."""
    checked_through: date
    cause: Annotated[str, OneOf(Cause)]
    """Why it is another than the one before."""
    made_at: datetime


class JudgementOut(Schema):
    """What people made of a finding: a step with who took it and why, and who settled it."""

    id: int
    finding: int
    step: Annotated[str, OneOf(Step)]
    verdict: Annotated[str, OneOf(Verdict, "")]
    reason: str
    outcome: Annotated[str, OneOf(Outcome)]
    """What it was about: of another it says nothing."""
    expires: date | None
    proposed_by: str
    at: datetime
    decided_by: str | None
    decided_at: datetime | None
    answer: str
    files: list[FileOut]


class SeenOut(Schema):
    """One thing that a survey saw; reasons name its id."""

    id: str
    trait: str
    value: str
    source: str
    """The file."""
    locator: str
    """The place in it."""


class StatementOut(Schema):
    """What one survey, or one person, says that the thing is."""

    dimension: Annotated[str, OneOf(Dimension)]
    value: str
    grade: Annotated[str, OneOf(Grade)]
    bases: list[Annotated[str, OneOf(Basis)]]
    is_disputed: bool
    """Whether the same survey shows another value that has standing too."""
    seen: list[str]
    """Ids of what was seen."""
    source: str | None
    """The file and the first place in it, where it is another survey than the one that was answered for."""
    survey: int | None
    """None where a person said it."""
    person: str | None
    """Their name, for who may see who did what."""
    on: date


class FindingWhole(FindingOut):
    """A finding with why it is so, and its history."""

    statements: list[StatementOut]
    """On what it rests that the thing is what it is."""
    seen: list[SeenOut]
    """What the survey that was answered for saw of the thing."""
    determinations: list[GivenOut]
    judgements: list[JudgementOut]


class AssessmentIn(Sent):
    """What the evidence shows."""

    reason: str = Field(max_length=LONGEST)


class ProposalIn(Sent):
    """A judgement for somebody else to decide."""

    verdict: Annotated[str, OneOf(Verdict)]
    reason: str = Field(max_length=LONGEST)
    expires: date | None = None


_NOT_PLAIN = frozenset({"id", "organisation", "asset", "site", "judgement_counts", "rule_in_effect_since"})


def _known(row: Finding) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in FindingOut.model_fields if name not in _NOT_PLAIN}
    return {
        "id": row.pk, "organisation": row.organisation_id, "asset": row.asset_id,
        "site": row.asset.site_id, "judgement_counts": row.counts,
        "rule_in_effect_since": effect_of_rule(row), **plain,
    }  # fmt: skip


def _given(row: Determination) -> GivenOut:
    return told(GivenOut, row, telling=why(row.reason, language()).telling)


def judged(access: Access, row: Judgement) -> JudgementOut:
    """Return a step of a review as programs see it."""
    files = [file_told(one, "files") for one in row.attachments.all()]
    return JudgementOut(
        id=row.pk, finding=row.finding_id, step=row.step, verdict=row.verdict, reason=row.reason,
        outcome=row.outcome, expires=row.expires,
        proposed_by=name_for(access, row.proposed_by, row.organisation_id), at=row.at,
        decided_by=name_for(access, row.decided_by, row.organisation_id) if row.decided_by else None,
        decided_at=row.decided_at, answer=row.answer, files=files,
    )  # fmt: skip


def whole(request: Call, pk: int) -> FindingWhole:
    """Return a finding with everything said of it."""
    row = get_object_or_404(findings_seen(request.access), pk=pk)
    shown(request, row.version)
    given = [_given(one) for one in row.determinations.all()[:MOST]]
    grounds = grounds_of(request.access, row.asset, given[0].survey if given else None)
    for newest in given[:1]:
        newest.reason = pointed(newest.reason, grounds)
    return FindingWhole.model_validate({
        **_known(row), "determinations": given,
        "judgements": [judged(request.access, one) for one in steps_of(row)[:MOST]],
        "statements": list(map(_stated, grounds.statements)),
        "seen": [SeenOut.model_validate(_plain(SeenOut, one)) for one in grounds.seen.values()],
    })  # fmt: skip


def _stated(one: Statement) -> StatementOut:
    told = {"bases": list(one.bases), "seen": [seen.id for seen in one.seen], "source": one.source or None}
    return StatementOut.model_validate({**_plain(StatementOut, one), **told, "person": one.person or None})


def _plain(schema: type[Schema], one: Seen | Statement) -> dict[str, object]:
    return {name: getattr(one, name) for name in schema.model_fields}


@NOUN.lists("/findings", "api-findings", FindingOut, filters=FindingsNarrowed)
def findings(request: Call) -> object:
    """List the findings within reach."""
    rows = findings_seen(request.access)
    return page_of(
        request, rows, lambda row: FindingOut.model_validate(_known(row)), filters=FindingsNarrowed
    )


@NOUN.shows(ONE, "api-finding", FindingWhole)
def finding(request: Call, pk: int) -> object:
    """Show a finding: what the law answers, why, what is missing, and what people decided."""
    return whole(request, pk)


@NOUN.does(
    Operation(
        method="POST",
        path=f"{ONE}/assessments",
        name="api-finding-assess",
        needs=ASSESS,
        answers=FindingWhole,
        status=201,
        is_versioned=True,
        files=Files(most=1),
    )
)
def assess(request: Call, pk: int, given: AssessmentIn) -> object:
    """Write down what the evidence shows, with a file or without."""
    row = _assessable(request, pk)
    version = seen_version(request, row.version)
    said = cleaned(Assessing({"reason": given.reason, "version": version}, request.FILES))
    services.assess(request.access, row, version, reason=said["reason"], files=said["file"])
    return whole(request, pk)


@NOUN.does(
    Operation(
        method="POST",
        path=f"{ONE}/proposals",
        name="api-finding-propose",
        needs=ASSESS,
        answers=FindingWhole,
        status=201,
        is_versioned=True,
        files=Files(most=1),
    )
)
def propose(request: Call, pk: int, given: ProposalIn) -> object:
    """Propose a judgement, with a file or without; somebody else decides it."""
    row = _assessable(request, pk)
    version = seen_version(request, row.version)
    if row.step == Step.PROPOSED:
        raise ProblemError(409, _("A proposal waits already: it is decided or withdrawn first."))
    said = cleaned(Proposing({**given.model_dump(), "version": version}, request.FILES))
    services.propose(
        request.access, row, version, verdict=said["verdict"], reason=said["reason"],
        expires=said["expires"], files=said["file"],
    )  # fmt: skip
    return whole(request, pk)


def _assessable(request: Call, pk: int) -> Finding:
    row = get_object_or_404(findings_seen(request.access), pk=pk)
    request.access.require(ASSESS, row.organisation_id)
    return row
