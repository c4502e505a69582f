"""What is done while it is not gone, and who else must act?"""

from datetime import date
from typing import Annotated

from django.shortcuts import get_object_or_404
from ninja import Field

from phaseout.web.api.asked import Call, made, seen_version, shown
from phaseout.web.api.faults import cleaned
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.api.shaped import told
from phaseout.web.findings.forms import LONGEST
from phaseout.web.frame.access import Permission
from phaseout.web.replacement import services
from phaseout.web.replacement.forms import Answering, Ending, Mitigating, Referring, Reviewing
from phaseout.web.replacement.models import Mitigation, Referral, Replacement
from phaseout.web.replacement.models.beside import OTHERS
from phaseout.web.replacement.vocabulary import Reply, Way

SURVEY, ASSESS = Permission.SURVEY, Permission.ASSESS
NOUN = Noun("beside replacements")


class ReviewIn(Sent):
    """Until when a mitigation counts, and how it is known to work."""

    review: date
    residual: int
    """Risk that is left, in hundredths."""
    note: str = Field(max_length=LONGEST)


class MitigationIn(ReviewIn):
    """A mitigation."""

    way: Annotated[str, OneOf(Way)]
    since: date


class MitigationOut(Schema):
    """A mitigation; after the day of its review it counts no more."""

    id: int
    replacement: int
    way: Annotated[str, OneOf(Way)]
    since: date
    review: date
    residual: int
    note: str
    ended: date | None
    is_in_force: bool
    version: int


class EndIn(Sent):
    """On which day it ended."""

    on: date


class ReferralIn(Sent):
    """Who was asked to act, what, when, and until when they are to answer."""

    to: Annotated[str, OneOf(*dict(OTHERS))]
    whom: str = Field(max_length=200)
    asked: date
    due: date
    request: str = Field(max_length=LONGEST)


class ReferralOut(Schema):
    """What somebody was asked, and what they answered."""

    id: int
    to: Annotated[str, OneOf(*dict(OTHERS))]
    whom: str
    asked: date
    due: date
    request: str
    replacement: int
    answered: date | None
    reply: Annotated[str, OneOf(Reply, "")]
    """Whether they will act (``will-act``), refuse (``refused``) or say neither; empty where nobody said."""
    answer: str
    is_overdue: bool
    version: int


class TheirAnswerIn(Sent):
    """What they answered."""

    on: date
    reply: Annotated[str, OneOf(Reply)]
    answer: str = Field(max_length=LONGEST)


def _replacement(request: Call, pk: int, permission: Permission) -> Replacement:
    rows = Replacement.objects.within(request.access, permission).select_related("asset__site")
    return get_object_or_404(rows, pk=pk)


def _mitigation(request: Call, row: Mitigation) -> object:
    shown(request, row.version)
    return told(MitigationOut, row)


def _referral(request: Call, row: Referral) -> object:
    shown(request, row.version)
    return told(ReferralOut, row)


@NOUN.lists("/mitigations", "api-mitigations", MitigationOut)
def mitigations(request: Call) -> object:
    """List what makes an exposure smaller for a time."""
    rows = Mitigation.objects.visible_to(request.access)
    return page_of(request, rows, lambda row: told(MitigationOut, row))


@NOUN.shows("/mitigations/{int:pk}", "api-mitigation", MitigationOut)
def mitigation(request: Call, pk: int) -> object:
    """Show a mitigation."""
    return _mitigation(request, get_object_or_404(Mitigation.objects.visible_to(request.access), pk=pk))


@NOUN.does(
    Operation(
        method="POST",
        path="/replacements/{int:pk}/mitigations",
        name="api-replacement-mitigations",
        needs=SURVEY,
        answers=MitigationOut,
        status=201,
    )
)
def mitigate(request: Call, pk: int, given: MitigationIn) -> object:
    """Record a mitigation."""
    owner = _replacement(request, pk, SURVEY)
    said = cleaned(Mitigating({**given.model_dump(), "version": owner.version}))
    del said["version"]
    row = services.mitigate(request.access, owner, **said)
    made(request, f"/api/v1/mitigations/{row.pk}")
    return _mitigation(request, row)


def _of_mitigation(name: str) -> Operation:
    return Operation(
        method="POST",
        path=f"/mitigations/{{int:pk}}/{name}",
        name=f"api-mitigation-{name}",
        needs=SURVEY,
        answers=MitigationOut,
        is_versioned=True,
    )


@NOUN.does(_of_mitigation("review"))
def review(request: Call, pk: int, given: ReviewIn) -> object:
    """Say that somebody looked whether it still works: as another one, with a day of its own."""
    row, version = _seen_mitigation(request, pk)
    said = cleaned(Reviewing({**given.model_dump(), "version": version}))
    del said["version"]
    return _mitigation(
        request, services.review_mitigation(request.access, row, version, services.Reviewed(**said))
    )


@NOUN.does(_of_mitigation("end"))
def end(request: Call, pk: int, given: EndIn) -> object:
    """Record that it ended."""
    row, version = _seen_mitigation(request, pk)
    said = cleaned(Ending({**given.model_dump(), "version": version}))
    return _mitigation(request, services.end_mitigation(request.access, row, version, said["on"]))


def _seen_mitigation(request: Call, pk: int) -> tuple[Mitigation, int]:
    rows = Mitigation.objects.within(request.access, SURVEY).select_related("replacement__asset")
    row = get_object_or_404(rows, pk=pk)
    return row, seen_version(request, row.version)


@NOUN.lists("/referrals", "api-referrals", ReferralOut)
def referrals(request: Call) -> object:
    """List what landlords, contractors and others were asked."""
    rows = Referral.objects.visible_to(request.access)
    return page_of(request, rows, lambda row: told(ReferralOut, row))


@NOUN.shows("/referrals/{int:pk}", "api-referral", ReferralOut)
def referral(request: Call, pk: int) -> object:
    """Show what somebody was asked, and what they answered."""
    return _referral(request, get_object_or_404(Referral.objects.visible_to(request.access), pk=pk))


@NOUN.does(
    Operation(
        method="POST",
        path="/replacements/{int:pk}/referrals",
        name="api-replacement-referrals",
        needs=ASSESS,
        answers=ReferralOut,
        status=201,
    )
)
def refer(request: Call, pk: int, given: ReferralIn) -> object:
    """Record that somebody else was asked to act."""
    owner = _replacement(request, pk, ASSESS)
    said = cleaned(Referring(given.model_dump(), others=OTHERS))
    row = services.refer(request.access, owner, **said)
    made(request, f"/api/v1/referrals/{row.pk}")
    return _referral(request, row)


@NOUN.does(
    Operation(
        method="POST",
        path="/referrals/{int:pk}/answer",
        name="api-referral-answer",
        needs=ASSESS,
        answers=ReferralOut,
        is_versioned=True,
    )
)
def answer(request: Call, pk: int, given: TheirAnswerIn) -> object:
    """Record what they answered."""
    rows = Referral.objects.within(request.access, ASSESS).select_related("replacement__asset")
    row = get_object_or_404(rows, pk=pk)
    version = seen_version(request, row.version)
    said = cleaned(Answering({**given.model_dump(), "version": version}))
    done = services.answer_referral(
        request.access, row, version, on=said["on"], reply=Reply(said["reply"]), answer=said["answer"]
    )
    return _referral(request, done)
