"""What does the page of one finding show, and what becomes of what somebody enters there?"""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from phaseout.domain.awaited import awaited
from phaseout.web.findings.effect import effect_of_rule
from phaseout.web.findings.forms import Assessing, Deciding, Proposing, Shown, Withdrawing, shown
from phaseout.web.findings.grounds import grounds_of
from phaseout.web.findings.models import Determination, Finding, Judgement, Step
from phaseout.web.findings.queries import findings_seen, steps_of
from phaseout.web.findings.questions import Question, question
from phaseout.web.findings.reasons import pointing_at, read, why
from phaseout.web.findings.recording import UNDETERMINED
from phaseout.web.frame import words
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.gate import Asked
from phaseout.web.frame.paper.pages import page as set_page
from phaseout.web.frame.versioned import ChangedMeanwhileError
from phaseout.web.frame.words import language, register

HISTORY = 50
"""Answers and steps that are listed, the newest first."""
Given = Mapping[str, Any]


def page(request: Asked, finding: Finding, entered: Shown | None = None, status: int = 200) -> HttpResponse:
    """Return the page of a finding, with a form as somebody filled it in."""
    steps = list(steps_of(finding))
    answers = _with_before(list(finding.determinations.all()[: HISTORY + 1]))[:HISTORY]
    latest = answers[0] if answers else None
    forms = _forms(request.access, finding, steps, entered)
    grounds = grounds_of(request.access, finding.asset, latest.survey if latest else None)
    pointing = pointing_at(request.access, grounds, finding.asset)
    shown_page = {
        "finding": finding,
        "product": words.product(finding.asset),
        "measure": words.measure(finding.measure),
        "act": words.act(finding.act),
        "duty": language().term("duty", finding.duty) if finding.duty else "",
        "clause": clause_text(finding),
        "latest": latest,
        "in_effect": effect_of_rule(finding),
        "why": why(latest.reason, language(), pointing) if latest else None,
        "statements": grounds.statements,
        "questions": _questions(latest),
        "needs_ruling": finding.outcome == UNDETERMINED and latest is not None and not latest.questions,
        "answers": answers,
        "steps": steps[:HISTORY],
        "waiting": next((one for one in steps if one.step == Step.PROPOSED), None),
        "judgement": next((one for one in steps if one.step == Step.DECIDED), None),
        "opened": request.resolver_match.url_name if request.resolver_match else "",
        **forms,
    }
    return set_page(request, "findings/finding.html", shown_page, name=f"finding-{finding.pk}", status=status)


def taken(
    request: Asked, finding: Finding, form: Shown, act: Callable[[Given], object], done: str
) -> HttpResponse:
    """Do what somebody entered and return to the page; otherwise show it again with what is wrong.

    Args:
        act: does it, with what was entered.
        done: what is said once it is done.
    """
    if request.method == "GET":
        return page(request, finding)
    if not form.is_valid():
        return page(request, finding, form, status=400)
    try:
        act(form.cleaned_data)
    except ChangedMeanwhileError:
        return _changed(request, finding, form)
    messages.success(request, done)
    return redirect("finding", pk=finding.pk)


def clause_text(finding: Finding) -> str:
    """Return what the clause says, in our words; its id where the register no longer has it."""
    measure = register().measures.get(finding.measure)
    clauses = measure.clauses if measure else ()
    text = next((one.text for one in clauses if one.id == finding.clause), None)
    return text.in_language(language().code) if text else finding.clause


def _changed(request: Asked, finding: Finding, form: Shown) -> HttpResponse:
    """Show the finding as it now stands, with what somebody entered kept below."""
    now = findings_seen(request.access).get(pk=finding.pk)
    entered = QueryDict(mutable=True)
    entered.update(form.data)
    entered["version"] = str(now.version)
    form.data = entered
    form.add_error(
        None,
        _("Somebody changed this finding while you had it open, and nothing of yours was saved. "
          "Look at it as it now stands; what you entered is kept."),
    )  # fmt: skip
    return page(request, now, form, status=409)


def _forms(
    access: Access, finding: Finding, steps: list[Judgement], entered: Shown | None
) -> dict[str, object]:
    """Return the forms that somebody may fill in now, and why one is missing."""
    assesses = access.may(Permission.ASSESS, finding.organisation_id)
    decides = access.may(Permission.DECIDE, finding.organisation_id)
    waiting = next((one for one in steps if one.step == Step.PROPOSED), None)
    is_own = waiting is not None and waiting.proposed_by_id == access.person
    open_forms: dict[str, type[Shown]] = {}
    if assesses:
        open_forms["assessing"] = Assessing
        if waiting is None:
            open_forms["proposing"] = Proposing
        elif is_own:
            open_forms["withdrawing"] = Withdrawing
    if decides and waiting is not None and not is_own:
        open_forms["deciding"] = Deciding
    forms: dict[str, object] = {
        name: entered if isinstance(entered, kind) else shown(kind, finding)
        for name, kind in open_forms.items()
    }
    # What can no longer be entered (somebody was faster) is still shown, so that no word of it is lost.
    is_lost = entered is not None and all(one is not entered for one in forms.values())
    return {**forms, "is_own": is_own and decides, "lost": entered if is_lost else None}


def _with_before(answers: list[Determination]) -> list[Determination]:
    """Return answers, the newest first, each with what the outcome was before where that was another."""
    for one, before in pairwise(answers):
        if one.outcome != before.outcome:
            one.was = before.get_outcome_display()
    return answers


def _questions(latest: Determination | None) -> list[Question]:
    """Return what the answer waits for, as it is put to people."""
    if latest is None:
        return []
    reason = read(latest.reason)
    waited = awaited(reason, latest.questions) if reason else frozenset()
    return [question(fact, [word for asked, word in waited if asked == fact]) for fact in latest.questions]
