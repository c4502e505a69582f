"""Pages about findings, judgements and questions."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phaseout.web.estate.models import Asset
from phaseout.web.findings import bulk, deciding, detail, exports, queries, services
from phaseout.web.findings.files import handed_out
from phaseout.web.findings.filters import FindingFilter
from phaseout.web.findings.forms import Assessing, Deciding, Proposing, TakingBack, Withdrawing, shown
from phaseout.web.findings.models import Attachment, Finding, Judgement, Step
from phaseout.web.findings.questions import Answering, Question, answered, question
from phaseout.web.findings.silent import no_finding
from phaseout.web.findings.tables import FindingTable
from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import Entering, entered
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.listing import Listing
from phaseout.web.frame.versioned import ChangedMeanwhileError
from phaseout.web.frame.whole import Whole
from phaseout.web.frame.words import register

READ, ASSESS, DECIDE = Permission.READ, Permission.ASSESS, Permission.DECIDE
FINDINGS = Listing(
    table=FindingTable, filters=FindingFilter, template="findings/findings.html", hidden=FindingTable.HIDDEN,
    title=gettext_lazy("Findings"), name="findings", export=exports.FINDINGS, choosing=(ASSESS, DECIDE),
)  # fmt: skip
QUESTIONS = Whole(
    template="findings/questions.html", export=exports.QUESTIONS, title=gettext_lazy("Questions")
)
NEWEST = 20
"""Answers that are listed."""


@needs(READ)
def findings(request: Asked) -> HttpResponseBase:
    """List what there is to do, the gravest first."""
    return FINDINGS.answer(request, queries.with_checked(queries.findings_seen(request.access)))


@needs(READ)
def asset_findings(request: Asked, pk: int) -> HttpResponseBase:
    """List every finding on one thing."""
    asset = get_object_or_404(Asset.objects.visible_to(request.access), pk=pk)
    more = {"asset": asset, "title": _("Findings on %(asset)s") % {"asset": asset}}
    if not request.GET:  # of a filter it is another thing that it finds none
        more["empty"] = no_finding(asset)
    seen = queries.findings_seen(request.access).filter(asset=asset)
    return FINDINGS.answer(request, queries.with_checked(seen), **more)


@needs(READ)
def finding(request: Asked, pk: int) -> HttpResponseBase:
    """Show a finding: what the law says, why, what is missing, what people decided."""
    return detail.page(request, _finding(request, pk))


@needs(ASSESS, "GET", "POST")
def assess(request: Asked, pk: int) -> HttpResponseBase:
    """Write down what the evidence shows."""
    one = _finding(request, pk)
    form = shown(Assessing, one, request.POST or None, request.FILES or None)
    return detail.taken(
        request, one, form,
        lambda given: services.assess(
            request.access, one, given["version"], reason=given["reason"], files=given["file"]
        ),
        _("The assessment is kept."),
    )  # fmt: skip


@needs(ASSESS, "GET", "POST")
def propose(request: Asked, pk: int) -> HttpResponseBase:
    """Propose a judgement."""
    one = _finding(request, pk)
    form = shown(Proposing, one, request.POST, request.FILES)
    return detail.taken(
        request, one, form,
        lambda given: services.propose(
            request.access, one, given["version"], verdict=given["verdict"], reason=given["reason"],
            expires=given["expires"], files=given["file"],
        ),
        _("The proposal waits for somebody else to decide it."),
    )  # fmt: skip


@needs(DECIDE, "GET", "POST")
def decide(request: Asked, pk: int) -> HttpResponseBase:
    """Decide what somebody else proposed, or send it back."""
    proposal = _judgement(request, pk)
    form = shown(Deciding, proposal.finding, request.POST, proposals=[proposal])
    return detail.taken(
        request, proposal.finding, form,
        lambda given: services.decide(
            request.access, proposal, given["version"],
            agrees=given["agrees"] == "yes", reason=given["reason"],
        ),
        _("Your decision is kept."),
    )  # fmt: skip


@needs(ASSESS, "GET", "POST")
def withdraw(request: Asked, pk: int) -> HttpResponseBase:
    """Take back what one proposed."""
    proposal = _judgement(request, pk)
    form = shown(Withdrawing, proposal.finding, request.POST)
    return detail.taken(
        request, proposal.finding, form,
        lambda given: services.withdraw(request.access, proposal, given["version"], reason=given["reason"]),
        _("The proposal is withdrawn."),
    )  # fmt: skip


@needs(ASSESS, "GET", "POST")
def propose_many(request: Asked) -> HttpResponseBase:
    """Show the findings chosen in the list with a form, and propose on them once it is filled in."""
    chosen = bulk.chosen(request)
    if not chosen.ready or not chosen.form.is_valid():
        return render(request, "findings/propose_many.html", {"chosen": chosen}, status=chosen.status)
    given = chosen.form.cleaned_data
    number = services.propose_many(
        request.access, chosen.versions, verdict=given["verdict"], reason=given["reason"],
        expires=given["expires"],
    )  # fmt: skip
    bulk.tell(request, number, len(chosen.versions))
    return redirect("findings")


@needs(DECIDE, "GET", "POST")
def decide_many(request: Asked) -> HttpResponseBase:
    """Show what was proposed on the findings chosen, and decide on all of them once the form is filled in."""
    chosen = deciding.chosen(request)
    if not chosen.is_sure:
        status = chosen.status(str(request.method))
        return render(request, "findings/decide_many.html", {"chosen": chosen}, status=status)
    agrees, reason = chosen.form.cleaned_data["agrees"] == "yes", chosen.form.cleaned_data["reason"]
    try:
        number = services.decide_many(request.access, chosen.versions, agrees=agrees, reason=reason)
    except ChangedMeanwhileError:  # between reading and writing
        return render(request, "findings/decide_many.html", {"chosen": deciding.chosen(request)}, status=409)
    deciding.tell(request, number, agrees=agrees)
    return redirect(f"{reverse('findings')}?step={Step.PROPOSED.value}")


@needs(READ)
def attachment(request: Asked, pk: int) -> FileResponse:
    """Hand out a file, to be kept and never to be shown by the browser."""
    return handed_out(get_object_or_404(Attachment.objects.visible_to(request.access), pk=pk))


@needs(READ)
def questions(request: Asked) -> HttpResponseBase:
    """List the facts that findings wait for, those that most wait for first."""
    waiting = [(question(one.fact), one) for one in queries.waiting_facts(request.access)]
    answers = answered(request.access, queries.answers_seen(request.access)[:NEWEST])
    return QUESTIONS.answer(request, waiting, answers=answers)


@needs(READ)
def question_places(request: Asked, fact: str) -> HttpResponseBase:
    """Show where one fact is missing, and what was answered."""
    asked = _question(fact)
    answers = queries.answers_seen(request.access).filter(fact=fact)[:NEWEST]
    places = queries.waiting_places(request.access, fact)
    shown_page = {"question": asked, "places": places, "answers": answered(request.access, answers)}
    return render(request, "findings/question.html", shown_page)


@needs(ASSESS, "GET", "POST")
def answer(request: Asked, fact: str) -> HttpResponseBase:
    """Let somebody answer a question once for many; what it touches is shown before it is kept."""
    asked = _question(fact)
    form = Answering(request.access, fact, request.POST or None, initial=request.GET.dict())
    page = {"question": asked, "form": form}
    if not form.is_valid():
        status = 400 if request.method == "POST" else 200
        return render(request, "findings/answer.html", page, status=status)
    places = form.cleaned_data["place"]
    if "save" not in request.POST:
        touched = queries.touched(request.access, fact, queries.about(places))
        return render(request, "findings/answer.html", {**page, "touched": touched})
    services.answer_all(request.access, places, fact, **form.answer)
    messages.success(request, _("The answer is kept; findings are decided with it within the hour."))
    return redirect("question", fact=fact)


@needs(ASSESS, "GET", "POST")
def answer_withdraw(request: Asked, pk: int) -> HttpResponseBase:
    """Take back what was answered to a question."""
    given = get_object_or_404(queries.withdrawable(request.access), pk=pk)

    def keep(said: dict[str, str]) -> str:
        services.withdraw_answer(request.access, given, reason=said["reason"])
        return reverse("question", args=[given.fact])

    page = Entering(
        template="findings/answer_withdraw.html", keep=keep,
        said=_("The answer is withdrawn; findings are decided without it within the hour."),
        shown={"row": answered(request.access, [given])[0]},
    )  # fmt: skip
    return page.answer(request, TakingBack(entered(request)))


def _finding(request: Asked, pk: int) -> Finding:
    return get_object_or_404(queries.findings_seen(request.access), pk=pk)


def _judgement(request: Asked, pk: int) -> Judgement:
    seen = Judgement.objects.visible_to(request.access)
    return get_object_or_404(
        seen.select_related("finding__asset", "finding__site", "finding__organisation"), pk=pk
    )


def _question(fact: str) -> Question:
    if fact not in register().vocabulary.facts:
        raise Http404
    return question(fact)
