"""What does a person read of the differences between two documents?"""

from collections.abc import Iterable, Iterator
from itertools import chain

from phaseout.domain.claim import Claim, Dimension
from phaseout.domain.determination import Determination
from phaseout.domain.document import Header, RegisterStamp
from phaseout.report import naming
from phaseout.report.causes import Cause
from phaseout.report.comparison import Change, Comparison
from phaseout.report.language import Language
from phaseout.report.matching import Regrouped
from phaseout.report.reidentified import Reidentified
from phaseout.report.scope import as_of, roles
from phaseout.report.unseen import Unseen

_HEADINGS = {
    Cause.NEW: "diff.new",
    Cause.SETTLED: "diff.settled",
    Cause.NOT_SEEN: "diff.not-seen",
    Cause.NOT_LISTED: "diff.not-listed",
}
_CAUSES = {
    Cause.REGISTER: ("diff.register", "diff.register-as-cause"),
    Cause.DAY: ("diff.day", "diff.day-as-cause"),
    Cause.PROGRAM: ("diff.program", "diff.program-as-cause"),
    Cause.CONTEXT: ("diff.context", "diff.context-as-cause"),
    Cause.ANSWERS: ("diff.answers", "diff.answers-as-cause"),
    Cause.CHOICE: ("diff.choice", "diff.choice-as-cause"),
    Cause.EVIDENCE: ("diff.evidence", "diff.evidence-as-cause"),
}
"""The word for what differs, and how it is named as a cause."""
_ORDER = tuple(Cause)
_DIGITS = 19
"""Characters of a digest that are shown: ``sha256:`` and twelve more."""


def comparison_lines(comparison: Comparison, language: Language) -> Iterator[str]:
    """Yield how the documents differ as a whole, then the answers that differ, by cause."""
    groups: dict[tuple[Cause, ...], list[Change]] = {}
    for change in comparison.changes:
        groups.setdefault(change.causes, []).append(change)
    if comparison.circumstances:
        yield f"{language.text('diff.documents')}{language.colon} {'; '.join(_scopes(comparison, language))}"
    if not groups and not comparison.regrouped and not comparison.reidentified:
        yield language.text("diff.nothing")
    for causes in sorted(groups, key=lambda found: [_ORDER.index(cause) for cause in found]):
        group = groups[causes]
        yield f"{_heading(causes, language)}{language.colon} {language.number(len(group))}"
        yield from (f"  {_change(change, language)}" for change in group)
    yield from _reidentified(comparison.reidentified, language)
    if comparison.unseen:
        yield f"{language.text('diff.unseen')}{language.colon}"
        yield from (f"  {_unseen(one, language)}" for one in comparison.unseen)
    yield from chain.from_iterable(_regrouped(comparison.regrouped, language))


def _scopes(comparison: Comparison, language: Language) -> Iterator[str]:
    before, after = comparison.before, comparison.after
    for cause in comparison.circumstances:
        old, new = (_scope(cause, header, language) for header in (before, after))
        # Who asks may differ in what is stated of use or sites, and be the same by name.
        said = f" {old} → {new}" if old != new else ""
        yield f"{language.text(_CAUSES[cause][0])}{said}"


def _scope(cause: Cause, header: Header, language: Language) -> str:
    match cause:
        case Cause.REGISTER:
            return _stamp(header.register)
        case Cause.DAY:
            return as_of(header, language)
        case Cause.PROGRAM:
            return header.engine
        case _:
            return f"({roles(header, language)})"


def _stamp(register: RegisterStamp) -> str:
    return f"{register.edition} ({register.digest[:_DIGITS]}…)"


def _heading(causes: tuple[Cause, ...], language: Language) -> str:
    named = [language.text(_HEADINGS[cause]) for cause in causes if cause in _HEADINGS]
    because = [language.text(_CAUSES[cause][1]) for cause in causes if cause in _CAUSES]
    heading = named[0] if named else language.text("diff.changed")
    return language.text("diff.because", heading, _together(because, language)) if because else heading


def _together(parts: Iterable[str], language: Language) -> str:
    *first, last = parts
    return language.text("diff.and", ", ".join(first), last) if first else last


def _change(change: Change, language: Language) -> str:
    before, after = _answer(change.before, language), _answer(change.after, language)
    named = f"{change.asset} {change.name}".strip()
    return (
        f"{named}  {change.measure} · {language.term('act', change.act)}{language.colon} {before} → {after}"
    )


def _answer(answer: Determination | None, language: Language) -> str:
    return naming.outcome(answer, language) if answer else "—"


def _unseen(unseen: Unseen, language: Language) -> str:
    """Say of one thing whether its place was looked at: only a person can say that it was removed."""
    named = f"{unseen.asset} {unseen.name}".strip()
    networks = ", ".join(unseen.networks)
    if not networks:
        said = language.text("diff.unseen.no-address")
    elif unseen.others:
        said = language.count("diff.unseen.looked", unseen.others, networks)
    else:
        said = language.text("diff.unseen.nothing", networks)
    again = "diff.unseen.again" if unseen.read_again else "diff.unseen.not-again"
    by = language.text(again, ", ".join(unseen.read_again or unseen.readers)) if unseen.readers else ""
    return "; ".join(filter(None, (f"{named}{language.colon} {said}", by)))


def _reidentified(found: Iterable[Reidentified], language: Language) -> Iterator[str]:
    groups: dict[tuple[Cause, ...], list[Reidentified]] = {}
    for one in found:
        groups.setdefault(one.causes, []).append(one)
    for causes, group in groups.items():
        because = [language.text(_CAUSES[cause][1]) for cause in causes]
        heading = language.text("diff.reidentified")
        if because:
            heading = language.text("diff.because", heading, _together(because, language))
        yield f"{heading}{language.colon} {language.number(len(group))}"
        for one in group:
            before, after = (_claim(one.dimension, claim, language) for claim in (one.before, one.after))
            named = f"{one.asset} {one.name}".strip()
            dimension = language.term("dimension", one.dimension.value)
            yield f"  {named}  {dimension}{language.colon} {before} → {after}"


def _claim(dimension: Dimension, claim: Claim, language: Language) -> str:
    if claim.value is None:
        return "—"
    return f"{naming.value(dimension, claim, language)} ({naming.grade(claim, language)})"


def _regrouped(regrouped: Iterable[Regrouped], language: Language) -> Iterator[Iterator[str]]:
    for key, group in (
        ("diff.merged", [one for one in regrouped if len(one.before) > 1]),
        ("diff.apart", [one for one in regrouped if len(one.before) == 1]),
    ):
        if group:
            yield iter((f"{language.text(key)}{language.colon} {language.number(len(group))}",))
            yield (f"  {one.name} {', '.join(one.before)} → {', '.join(one.after)}" for one in group)
