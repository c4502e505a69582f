"""What do the judgements of a finding make of it? Whoever verifies it asks so again."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from phaseout.web.findings.models import Finding, Judgement, Step

_ENDED = (Step.DECIDED, Step.SENT_BACK, Step.WITHDRAWN)


class Judged(NamedTuple):
    """What of a finding people's judgements decide."""

    verdict: str
    expires: date | None
    judged: str


def judged_of(finding: Finding) -> Judged:
    """Return what a finding says of itself."""
    return Judged(finding.verdict, finding.expires, finding.judged)


def judged_by(judgements: Iterable[Judgement]) -> Judged:
    """Return what judgements make of a finding: the one decided last counts, until another is.

    One proposal waits at a time: what was proposed last of those decided was decided last.
    """
    decided = [one for one in judgements if one.step == Step.DECIDED]
    last = max(decided, key=lambda one: one.pk, default=None)
    return Judged("", None, "") if last is None else Judged(last.verdict, last.expires, last.outcome)


def steps_after(judgements: Sequence[Judgement]) -> frozenset[str]:
    """Return at which steps of its review a finding may be after these judgements.

    Several where it depended on whether an earlier judgement still counted, which no judgement says, or
    where two were made at the same moment.
    """
    if not judgements:
        return frozenset([Step.NEW])
    if any(one.step == Step.PROPOSED for one in judgements):
        return frozenset([Step.PROPOSED])
    acts = [act for one in judgements for act in _acts(one)]
    last = max((at for at, _ in acts), default=None)
    is_decided = any(one.step == Step.DECIDED for one in judgements)
    latest = [done for at, done in acts if at == last]
    return frozenset(step for done in latest for step in _left_by(done, is_decided=is_decided))


def _acts(one: Judgement) -> Iterator[tuple[datetime, str]]:
    if one.step == Step.ASSESSED:
        yield one.at, one.step
    elif one.step in _ENDED and one.decided_at is not None:
        yield one.decided_at, one.step


def _left_by(done: str, *, is_decided: bool) -> Iterator[str]:
    yield done
    if is_decided and done == Step.WITHDRAWN:
        yield Step.DECIDED
    if is_decided and done == Step.ASSESSED:  # it leaves the step as it was where a judgement counts
        yield from _ENDED
