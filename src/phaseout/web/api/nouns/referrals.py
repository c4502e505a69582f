"""Who else must act, and what did they answer?"""

from datetime import date
from typing import Annotated

from django.shortcuts import get_object_or_404
from ninja import Field

from phaseout.web.api.call import Call, made, seen_version, shown
from phaseout.web.api.faults import cleaned
from phaseout.web.api.narrowed import OfReplacementsNarrowed
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.api.shape import told
from phaseout.web.findings.forms import LONGEST
from phaseout.web.frame.access import Permission
from phaseout.web.replacement import services
from phaseout.web.replacement.forms import Answering, Referring
from phaseout.web.replacement.models import Referral
from phaseout.web.replacement.models.beside import OTHERS
from phaseout.web.replacement.moving import replacement_within
from phaseout.web.replacement.vocabulary import Reply

ASSESS = Permission.ASSESS
NOUN = Noun("referrals")


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


def _referral(request: Call, row: Referral) -> object:
    shown(request, row.version)
    return told(ReferralOut, row)


@NOUN.lists("/referrals", "api-referrals", ReferralOut, filters=OfReplacementsNarrowed)
def referrals(request: Call) -> object:
    """List what landlords, contractors and others were asked."""
    rows = Referral.objects.visible_to(request.access)
    return page_of(request, rows, lambda row: told(ReferralOut, row), filters=OfReplacementsNarrowed)


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
    owner = replacement_within(request, pk, ASSESS)
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
