"""Which facts do findings wait for, what may be answered, and what was?"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field

from phaseout.intake.answers_file import SINGLE
from phaseout.web.api.call import Call, made
from phaseout.web.api.faults import cleaned, not_valid
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.nouns.vocabulary import WordOut
from phaseout.web.api.pages import check_names, page_of
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.findings import queries, services
from phaseout.web.findings.forms import LONGEST, TakingBack
from phaseout.web.findings.models import Answer
from phaseout.web.findings.overruled import Estate
from phaseout.web.findings.place import About, Place, answered_of, place_of
from phaseout.web.findings.questions import THINGS, Answering, choices, question
from phaseout.web.frame.access import Permission
from phaseout.web.frame.naming import name_for
from phaseout.web.frame.problems import Fault
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


class QuestionsOut(Schema):
    """Those that most wait for first."""

    items: list[QuestionOut]


class AboutIn(Sent):
    """What an answer is about: an organisation and all below it, a site, or one thing; one of the three."""

    organisation: int | None = None
    site: int | None = None
    asset: int | None = None


class MissingOut(Schema):
    """Where a fact is missing."""

    organisation: int
    site: int | None
    findings: int
    assets: int
    to_answer: AboutIn | None
    """What an answer about these names in ``places``; null where it is of assets alone, or not yours."""


class QuestionWhole(Schema):
    """A fact, what may be answered, and where it is missing."""

    fact: str
    text: str
    asked_of: str
    is_answerable: bool
    values: list[WordOut]
    """What may be answered: the word and what it is called; empty where it is a name, a day or a country."""
    answered_of: list[Annotated[str, OneOf(About)]]
    """What an answer may be about."""
    places: list[MissingOut]
    assets: list[int]
    """Where it is answered of assets alone: those that wait for it and are yours to answer, 100 at most."""


class AnswerIn(Sent):
    """An answer, about what it holds, and how you know."""

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


class TakenBackIn(Sent):
    """Why an answer is taken back."""

    reason: str = Field(max_length=LONGEST)


class AnsweredOut(Schema):
    """What was kept of an answer, and how much it is about."""

    answers: list[int]
    """Ids of the answers that were kept, one for each place, in their order."""
    findings: int
    assets: int


@NOUN.shows("/questions", "api-questions", QuestionsOut)
def questions(request: Call) -> QuestionsOut:
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
    return QuestionsOut(items=items)


@NOUN.shows("/questions/{fact}", "api-question", QuestionWhole)
def one_question(request: Call, fact: str) -> QuestionWhole:
    """Show what may be answered to a question, and where the fact is missing."""
    check_names(request, ())
    asked = question(_known(fact))
    of = answered_of(fact) if asked.is_answerable else ()
    places = [_missing(request, one, of) for one in queries.waiting_places(request.access, fact)]
    waiting = queries.things_waiting(request.access, fact, THINGS)[:THINGS] if of == (About.ASSET,) else ()
    return QuestionWhole(
        fact=fact, text=asked.text, asked_of=asked.asked_of, is_answerable=asked.is_answerable,
        values=[WordOut(id=word, name=called) for word, called in choices(fact)],
        answered_of=list(of), places=places,
        assets=[one.pk for one in waiting],
    )  # fmt: skip


def _missing(request: Call, one: queries.Missing, of: Sequence[About]) -> MissingOut:
    organisation, site = one.organisation.pk, one.site.pk if one.site else None
    named = None
    if About.ORGANISATION in of and request.access.may(ASSESS, organisation):
        is_site = site is not None and About.SITE in of
        named = AboutIn(site=site) if is_site else AboutIn(organisation=organisation)
    return MissingOut(
        organisation=organisation, site=site, findings=one.findings, assets=one.assets, to_answer=named
    )


@NOUN.does(
    Operation(
        method="POST",
        path="/questions/{fact}/answers",
        name="api-question-answers",
        needs=ASSESS,
        answers=AnsweredOut,
        status=201,
    )
)
def answer(request: Call, fact: str, given: AnswerIn) -> AnsweredOut:
    """Answer a question once for many; findings are decided with it the next time.

    Of what an asset is (maker, brand, kind) it counts as a change of the asset: its version rises.
    """
    places = _places(request, _known(fact), given.places)
    said = Answering(request.access, fact, _entered(fact, given), places=places)
    cleaned(said)
    touched = queries.touched(request.access, fact, queries.about(places))
    kept = [one.pk for one in services.answer_all(request.access, places, fact, **said.answer)]
    if len(kept) == 1:
        made(request, f"/api/v1/answers/{kept[0]}")
    return AnsweredOut(answers=kept, findings=touched.findings, assets=touched.assets)


@NOUN.lists("/answers", "api-answers", AnswerOut)
def answers(request: Call) -> object:
    """List what was answered."""
    estate = Estate(request.access)
    return page_of(request, queries.answers_seen(request.access), lambda row: _answered(row, estate))


@NOUN.shows("/answers/{int:pk}", "api-answer", AnswerOut)
def one_answer(request: Call, pk: int) -> AnswerOut:
    """Show what was answered, and whether it still counts."""
    check_names(request, ())
    return _answered(get_object_or_404(queries.answers_seen(request.access), pk=pk), Estate(request.access))


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
    is_each = fact in SINGLE or choices(fact)
    entered.setlist("values", given.values if is_each else [", ".join(given.values)])
    entered["reason"] = given.reason
    entered["on"] = (given.on or timezone.localdate()).isoformat()
    return entered


def _places(request: Call, fact: str, given: Sequence[AboutIn]) -> list[Place]:
    """Return what an answer is about.

    Raises:
        ProblemError: it can be about none of one sort that was named, or of that you may not answer.
    """
    found = [_place(request, answered_of(fact), one) for one in given]
    wrong = {place: one for place, one in enumerate(found) if isinstance(one, str)}
    if wrong:
        raise not_valid([Fault(field=f"places.{place}", detail=said) for place, said in wrong.items()])
    return list(dict.fromkeys(one for one in found if not isinstance(one, str)))


def _place(request: Call, of: Sequence[About], given: AboutIn) -> Place | str:
    """Return what an answer is about, or what is wrong with it."""
    named = given.model_dump(exclude_none=True)
    if len(named) != 1 or not set(named) <= set(of):
        return _("One of %(expected)s.") % {"expected": ", ".join(of)}
    ((about, pk),) = named.items()
    return place_of(request.access, About(about), pk) or _("None such is within your reach to answer of.")
