"""What was chosen in the list of findings to be decided together, and what does the preview show of each?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import QueryDict
from django.utils.translation import ngettext

from phaseout.web.findings.decidable import Decidable, decidable
from phaseout.web.findings.filters import FindingFilter
from phaseout.web.findings.forms import DecidingMany
from phaseout.web.findings.models import Step
from phaseout.web.findings.queries import findings_seen, last_answers
from phaseout.web.findings.reasons import why
from phaseout.web.frame import words
from phaseout.web.frame.access import Access
from phaseout.web.frame.gate import Asked
from phaseout.web.frame.picked import MOST, picked


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A finding as the preview shows it."""

    of: Decidable
    measure: str
    act: str
    evidence: str
    """Why the law answers as it does, in a sentence; empty where no answer was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was chosen, with the form for the decision."""

    form: DecidingMany
    rows: Sequence[Row]
    is_filled: bool
    is_too_much: bool
    """Whether more wait than are decided at once."""

    @property
    def ready(self) -> list[Row]:
        """Return those that can be decided."""
        return [row for row in self.rows if not row.of.why_not]

    @property
    def left_out(self) -> list[Row]:
        """Return those that cannot, and why."""
        return [row for row in self.rows if row.of.why_not]

    @property
    def has_changed(self) -> bool:
        """Whether somebody changed one of them since it was seen."""
        return any(row.of.is_changed for row in self.rows)

    @property
    def versions(self) -> dict[int, int]:
        """Primary key of a finding → its version, of those that can be decided."""
        return {row.of.finding.pk: row.of.finding.version for row in self.ready}

    @property
    def is_sure(self) -> bool:
        """Whether all was seen as it stands now, and the form says what is decided."""
        return self.is_filled and bool(self.ready) and self.form.is_valid() and not self.has_changed

    def status(self, method: str) -> int:
        """Return the status of the page that shows it."""
        if method != "POST":
            return 200
        if self.is_filled and self.has_changed:
            return 409
        return 400 if not self.ready or self.form.errors else 200


def chosen(request: Asked) -> Chosen:
    """Return what somebody chose in the list, or has before them on the preview."""
    given = request.POST or request.GET
    is_filled = request.method == "POST" and "save" in given
    versions: Mapping[int, int | None] = picked(given)
    is_too_much = False
    if "every" in given:
        versions, is_too_much = _every(request, QueryDict(given.get("filter", "")))
    rows = list(_rows(request.access, decidable(request.access, versions)))
    proposals = [row.of.proposal for row in rows if row.of.proposal and not row.of.why_not]
    form = DecidingMany(given, proposals=proposals) if is_filled else DecidingMany()
    return Chosen(form=form, rows=rows, is_filled=is_filled, is_too_much=is_too_much)


def tell(request: Asked, number: int, *, agrees: bool) -> None:
    """Say on how many findings was decided."""
    if agrees:
        said = ngettext("Decided on %(number)d finding.", "Decided on %(number)d findings.", number)
    else:
        said = ngettext(
            "Sent back the proposal on %(number)d finding.",
            "Sent back the proposals on %(number)d findings.",
            number,
        )
    messages.success(request, said % {"number": number})


def _every(request: Asked, asked: QueryDict) -> tuple[Mapping[int, int | None], bool]:
    """Return the findings of a filter on which something waits, and whether those are too many."""
    narrowed = FindingFilter(asked, queryset=findings_seen(request.access), request=request)
    if not narrowed.form.is_valid():
        return {}, False
    waiting = narrowed.qs.filter(step=Step.PROPOSED).order_by()
    pairs = list(waiting.values_list("pk", "version")[: MOST + 1])
    return ({}, True) if len(pairs) > MOST else (dict(pairs), False)


def _rows(access: Access, found: Iterable[Decidable]) -> Iterator[Row]:
    rows = list(found)
    answers = last_answers(access, [one.finding.pk for one in rows])
    told: dict[int, str] = {}
    for one in rows:
        answer = answers.get(one.finding.pk)
        if answer is not None and answer.reasoning_id not in told:
            told[answer.reasoning_id] = why(answer.reason, words.language()).telling
        yield Row(
            of=one, measure=words.measure(one.finding.measure), act=words.act(one.finding.act),
            evidence=told[answer.reasoning_id] if answer is not None else "",
        )  # fmt: skip
