"""What is known of a replacement today, for the guards of its moves?"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from phaseout.web.findings.models import Finding, Verdict
from phaseout.web.findings.reviewed import LETTING_OFF, Review
from phaseout.web.people.models import Person
from phaseout.web.replacement.facts import Entered, Facts
from phaseout.web.replacement.gate import is_forbidden, is_unsettled
from phaseout.web.replacement.models import Medium, Mitigation, Referral, Replacement, Step
from phaseout.web.replacement.queries import findings_on, last_inspected
from phaseout.web.replacement.queries.looked import looked_since
from phaseout.web.replacement.queries.standing import in_force, with_standing
from phaseout.web.replacement.vocabulary import FOUND, GONE, LINE, State


def facts_of(replacement: Replacement, *, mover: int, today: date, entered: Entered | None = None) -> Facts:
    """Return the facts by which guards let a move through.

    Args:
        replacement: the row; what it rests on is read anew.
        mover: primary key of who would move it.
        today: the day on which that is.
        entered: what they enter; None where nothing is entered yet.
    """
    one = with_standing(Replacement.everything.filter(pk=replacement.pk), today).select_related("asset").get()
    steps = list(Step.everything.filter(replacement=one).order_by("pk"))
    reached = reached_by(steps)
    media = list(Medium.everything.filter(replacement=one))
    inspected = last_inspected(one)
    person = Person.objects.filter(pk=mover).values_list("name", flat=True).first()
    return Facts(
        state=State(one.standing),  # type: ignore[attr-defined] # annotated
        today=today,
        mover=mover,
        mover_name=person or "",
        stands_at_site=one.asset.site_id is not None,
        **_judged(findings_on(one.asset)),
        has_laydown=bool(one.laydown),
        has_phase_out=bool(one.phase_out),
        mitigations=Mitigation.everything.filter(in_force(today), replacement=one).count(),
        referrals=Referral.everything.filter(replacement=one, answered=None).count(),
        package=one.package,
        month=one.month,
        funding=one.funding,
        visit=one.visit,
        replacing=one.replacing,  # type: ignore[arg-type] # one of its choices
        is_forbidden=is_forbidden(one),
        is_unsettled=is_unsettled(one),
        forbidden_reason=one.replacing_reason,
        media=one.media,  # type: ignore[arg-type] # one of its choices
        media_listed=len(media),
        media_open=sum(not medium.is_sanitised for medium in media),
        removed_on=one.removed_on,
        last_seen=timezone.localdate(one.asset.last_seen),
        sanitised_on=max((medium.verified_on for medium in media if medium.verified_on), default=None),
        removers=_removers(one, reached),
        remover_name=one.removed_by,
        is_disposed=State.DISPOSED in reached,
        is_verified=State.VERIFIED in reached,
        is_seen_since=is_seen_since(one),
        surveys=frozenset(survey.pk for survey in looked_since(one)),
        is_found_by_inspection=inspected is not None and inspected.result in FOUND,
        proposers=frozenset(step.by_id for step in steps[-1:] if step.after == State.TO_CLEAR),
        entered=entered,
    )


def reached_by(steps: Iterable[Step]) -> dict[State, Step]:
    """Return the states on the line that still count as reached, each with the step that came to it.

    A step backward takes back all that came after; what it comes back to was reached when it was first. What
    is removed once more, since it was met again, was removed then.

    Args:
        steps: of one replacement, in the order they were made.
    """
    reached: dict[State, Step] = {}
    for step in steps:
        state = State(step.after)
        if state in LINE:
            at = LINE.index(state)
            reached = {one: found for one, found in reached.items() if LINE.index(one) <= at}
            if state == State.REMOVED and step.before not in GONE:
                reached[state] = step
            reached.setdefault(state, step)
    return reached


def removers_of(replacement: Replacement) -> frozenset[int]:
    """Return who removed it, as far as they have accounts, or recorded that, where it still counts."""
    return _removers(replacement, reached_by(Step.everything.filter(replacement=replacement).order_by("pk")))


def _removers(replacement: Replacement, reached: Mapping[State, Step]) -> frozenset[int]:
    removal = reached.get(State.REMOVED)
    return frozenset([removal.by_id, *replacement.removed_by_people] if removal else [])


def is_seen_since(replacement: Replacement) -> bool:
    """Return whether something met the thing later than it was removed."""
    removed = replacement.removed_on
    return removed is not None and timezone.localdate(replacement.asset.last_seen) > removed


def _judged(findings: Sequence[Finding]) -> dict[str, Any]:
    open_ones = [one for one in findings if one.review not in LETTING_OFF]
    excepted = [one for one in findings if one.review == Review.EXCEPTED]
    verdicts = {one.verdict for one in excepted}
    ends = [one.expires for one in excepted if one.expires]
    return {
        "must_go": len(open_ones),
        "is_excepted": verdicts == {Verdict.EXCEPTION.value},
        "is_restricted": Verdict.RESTRICTED_USE.value in verdicts,
        "let_off_until": min(ends, default=None),
    }
