"""Which facts do findings wait for, what may be answered, and what was?"""

from datetime import date, datetime

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field
from pydantic import ConfigDict

from phaseout.web.api.asked import Call
from phaseout.web.api.faults import cleaned
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import check_names, page_of
from phaseout.web.api.schema import Schema
from phaseout.web.findings import queries, services
from phaseout.web.findings.forms import LONGEST, TakingBack
from phaseout.web.findings.models import Answer
from phaseout.web.findings.overruled import Estate
from phaseout.web.findings.questions import Answering, choices, question
from phaseout.web.frame.access import Permission
from phaseout.web.frame.naming import name_for
from phaseout.web.frame.words import register

READ, ASSESS = Permission.READ, Permission.ASSESS
NOUN = Noun("questions")


class QuestionOut(Schema):
    """A fact that findings wait for."""

    fact: str
    text: str
    """How it is asked, in your language."""
    asked_of: str
    is_answerable: bool
    findings: int
    assets: int


class Questions(Schema):
    """Those that most wait for first."""

    items: list[QuestionOut]


class MissingOut(Schema):
    """Where a fact is missing."""

    organisation: int
    site: int | None
    findings: int
    assets: int


class QuestionWhole(Schema):
    """A fact, what may be answered, and where it is missing."""

    fact: str
    text: str
    asked_of: str
    is_answerable: bool
    values: list[str]
    """Words that may be answered; empty where it is a name, a day or a country."""
    places: list[MissingOut]


class AboutIn(Schema):
    """What an answer is about: an organisation and all below it, a site, or one thing; one of the three."""

    model_config = ConfigDict(extra="forbid")
    organisation: int | None = None
    site: int | None = None
    asset: int | None = None


class AnswerIn(Schema):
    """An answer, about what it holds, and how you know."""

    model_config = ConfigDict(extra="forbid")
    values: list[str] = Field(min_length=1, max_length=50)
    places: list[AboutIn] = Field(min_length=1, max_length=100)
    reason: str = Field(max_length=LONGEST)
    on: date | None = None
    """The day it was known; today if left out."""


class AnswerOut(Schema):
    """What somebody answered."""

    id: int
    fact: str
    organisation: int
    site: int | None
    asset: int | None
    values: list[str]
    reason: str
    on: date
    by: str
    at: datetime
    decided_again: datetime | None
    """When findings were last decided with it."""
    stated: list[str]
    """What the estate states otherwise of the same place: then the answer does not count."""
    withdrawn: datetime | None
    """When it was taken back; from then on it does not count."""
    withdrawn_by: str | None
    why_withdrawn: str


class TakenBackIn(Schema):
    """Why an answer is taken back."""

    model_config = ConfigDict(extra="forbid")
    reason: str = Field(max_length=LONGEST)


class Kept(Schema):
    """How much an answer is about."""

    findings: int
    assets: int


@NOUN.shows("/questions", "api-questions", Questions)
def questions(request: Call) -> Questions:
    """List the facts that findings wait for."""
    check_names(request, ())
    found = [(question(one.fact), one) for one in queries.waiting_facts(request.access)]
    items = [
        QuestionOut(
            fact=asked.fact, text=asked.text, asked_of=asked.asked_of, is_answerable=asked.is_answerable,
            findings=one.findings, assets=one.assets,
        )
        for asked, one in found
    ]  # fmt: skip
    return Questions(items=items)


@NOUN.shows("/questions/{fact}", "api-question", QuestionWhole)
def one_question(request: Call, fact: str) -> QuestionWhole:
    """Show what may be answered to a question, and where the fact is missing."""
    check_names(request, ())
    asked = question(_known(fact))
    places = [
        MissingOut(
            organisation=one.organisation.pk, site=one.site.pk if one.site else None, findings=one.findings,
            assets=one.assets,
        )
        for one in queries.waiting_places(request.access, fact)
    ]  # fmt: skip
    return QuestionWhole(
        fact=fact, text=asked.text, asked_of=asked.asked_of, is_answerable=asked.is_answerable,
        values=[word for word, _name in choices(fact)], places=places,
    )  # fmt: skip


@NOUN.does(
    Operation(
        method="POST",
        path="/questions/{fact}/answers",
        name="api-question-answers",
        needs=ASSESS,
        answers=Kept,
        status=201,
    )
)
def answer(request: Call, fact: str, given: AnswerIn) -> Kept:
    """Answer a question once for many; findings are decided with it the next time."""
    said = Answering(request.access, _known(fact), _entered(fact, given))
    places = cleaned(said)["place"]
    touched = queries.touched(request.access, fact, queries.about(places))
    services.answer_all(request.access, places, fact, **said.answer)
    return Kept(findings=touched.findings, assets=touched.assets)


@NOUN.lists("/answers", "api-answers", AnswerOut)
def answers(request: Call) -> object:
    """List what was answered."""
    estate = Estate(request.access)
    return page_of(request, queries.answers_seen(request.access), lambda row: _answered(row, estate))


@NOUN.does(
    Operation(
        method="POST",
        path="/answers/{int:pk}/withdrawal",
        name="api-answer-withdraw",
        needs=ASSESS,
        answers=AnswerOut,
    )
)
def withdraw(request: Call, pk: int, given: TakenBackIn) -> object:
    """Take an answer back; what a thing is, is corrected on the thing."""
    row = get_object_or_404(queries.withdrawable(request.access), pk=pk)
    services.withdraw_answer(request.access, row, reason=cleaned(TakingBack(given.model_dump()))["reason"])
    return _answered(queries.answers_seen(request.access).get(pk=pk), Estate(request.access))


def _answered(row: Answer, estate: Estate) -> AnswerOut:
    against = estate.against(row)
    by = name_for(estate.access, row.by, row.organisation_id)
    withdrawn_by = (
        name_for(estate.access, row.withdrawn_by, row.organisation_id) if row.withdrawn_by else None
    )
    return AnswerOut(
        id=row.pk, fact=row.fact, organisation=row.organisation_id, site=row.site_id, asset=row.asset_id,
        values=row.values, reason=row.reason, on=row.on, by=by, at=row.at,
        decided_again=row.decided_again, stated=list(against.values) if against else [],
        withdrawn=row.withdrawn, withdrawn_by=withdrawn_by, why_withdrawn=row.why_withdrawn,
    )  # fmt: skip


def _known(fact: str) -> str:
    if fact not in register().vocabulary.facts:
        raise Http404
    return fact


def _entered(fact: str, given: AnswerIn) -> QueryDict:
    """Return what was sent as the form of the page takes it."""
    entered = QueryDict(mutable=True)
    entered.setlist("values", given.values if choices(fact) else [", ".join(given.values)])
    entered.setlist("place", [_place(one) for one in given.places])
    entered["reason"] = given.reason
    entered["on"] = (given.on or timezone.localdate()).isoformat()
    return entered


def _place(given: AboutIn) -> str:
    named = given.model_dump(exclude_none=True)
    return ",".join(f"{kind}:{pk}" for kind, pk in named.items())
