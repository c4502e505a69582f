"""What does a person read of the differences between two documents?"""

from collections.abc import Iterable, Iterator, Sequence, Sized
from itertools import chain
from typing import TypeVar

from phaseout.domain.claim import Claim, Dimension
from phaseout.domain.determination import Determination
from phaseout.domain.document import GivenRules, Header, RegisterStamp
from phaseout.report import naming
from phaseout.report.altered import Altered, Aspect
from phaseout.report.causes import Cause
from phaseout.report.compared_thing import ComparedThing
from phaseout.report.comparison import Change, Comparison
from phaseout.report.language import Language
from phaseout.report.matching import Regrouped
from phaseout.report.reidentified import Reidentified
from phaseout.report.replaced import Replaced
from phaseout.report.scope import as_of, roles
from phaseout.report.unseen import Unseen

Derived = TypeVar("Derived", Altered, Reidentified)

_HEADINGS = {
    Cause.NEW: "diff.new",
    Cause.SETTLED: "diff.settled",
    Cause.REPLACED: "diff.replaced-answers",
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
    Cause.FINGERPRINTS: ("diff.fingerprints", "diff.fingerprints-as-cause"),
    Cause.COLUMNS: ("diff.columns", "diff.columns-as-cause"),
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
    if not any(_parts_of(comparison)):
        yield language.text("diff.nothing")
    for causes in sorted(groups, key=lambda found: [_ORDER.index(cause) for cause in found]):
        yield from _group(_heading(causes, language), groups[causes], language)
    yield from _quiet(comparison.quiet, language)
    yield from _replaced(comparison.replaced, language)
    yield from _reidentified(comparison.reidentified, language)
    yield from _altered(comparison.altered, language)
    if comparison.unseen:
        yield f"{language.text('diff.unseen')}{language.colon}"
        yield from (f"  {_unseen(one, language)}" for one in comparison.unseen)
    yield from chain.from_iterable(_regrouped(comparison.regrouped, language))


def _parts_of(comparison: Comparison) -> Iterator[Sized]:
    yield comparison.changes
    yield comparison.regrouped
    yield comparison.reidentified
    yield comparison.altered
    yield comparison.quiet
    yield comparison.replaced


def _group(heading: str, changes: Iterable[Change], language: Language) -> Iterator[str]:
    """Yield how many things and answers there are, then the answers thing by thing."""
    of_thing: dict[ComparedThing, list[Change]] = {}
    for change in changes:
        of_thing.setdefault(change.thing, []).append(change)
    answers = language.count("diff.answers-of", sum(map(len, of_thing.values())))
    yield f"{heading}{language.colon} {_things(of_thing, language)}, {answers}"
    for thing, found in of_thing.items():
        yield f"  {thing.said(language)}"
        yield from (f"    {_change(change, language)}" for change in found)


def _things(things: Sized, language: Language) -> str:
    return language.count("diff.things", len(things))


def _quiet(quiet: Sequence[ComparedThing], language: Language) -> Iterator[str]:
    """Yield the new things that no answer speaks of; of those nothing is known of, only how many."""
    if not quiet:
        return
    known = [thing for thing in quiet if thing.is_known]
    unknown = language.count("diff.unidentified", len(quiet) - len(known))
    said = f"{language.text('diff.quiet')}{language.colon} {_things(quiet, language)}"
    yield said if len(known) == len(quiet) else f"{said} ({unknown})"
    yield from (f"  {thing.said(language)}" for thing in known)


def _replaced(replaced: Sequence[Replaced], language: Language) -> Iterator[str]:
    if replaced:
        yield f"{language.text('diff.replaced')}{language.colon} {_things(replaced, language)}"
    for one in replaced:
        yield f"  {one.before.said(language)} → {one.after.said(language)}"


def _altered(altered: Sequence[Altered], language: Language) -> Iterator[str]:
    for causes, group in _by_causes(altered):
        yield _counted("diff.altered", causes, group, language)
        for one in group:
            before, after = (_value(one, text, language) for text in (one.before, one.after))
            what = one.of or language.term("altered", one.aspect.value)
            yield f"  {one.thing.said(language)}  {what}{language.colon} {before} → {after}"


def _value(one: Altered, text: str, language: Language) -> str:
    if not text:
        return "—"
    return language.term("truth", text) if one.aspect is Aspect.VULNERABILITY else text


def _by_causes(found: Iterable[Derived]) -> Iterable[tuple[tuple[Cause, ...], list[Derived]]]:
    groups: dict[tuple[Cause, ...], list[Derived]] = {}
    for one in found:
        groups.setdefault(one.causes, []).append(one)
    return groups.items()


def _counted(key: str, causes: tuple[Cause, ...], group: Sequence[Derived], language: Language) -> str:
    """Return a heading with its causes, and how many things and differences stand below it."""
    because = [language.text(_CAUSES[cause][1]) for cause in causes]
    heading = language.text(key)
    if because:
        heading = language.text("diff.because", heading, _together(because, language))
    things = {one.thing.id for one in group}
    differences = language.count("diff.differences", len(group))
    return f"{heading}{language.colon} {_things(things, language)}, {differences}"


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
        case Cause.FINGERPRINTS:
            return _given(header.asked.fingerprints, language)
        case Cause.COLUMNS:
            return _given(header.asked.columns, language)
        case _:
            return f"({roles(header, language)})"


def _given(rules: Sequence[GivenRules], language: Language) -> str:
    """Return the files of rules that somebody gave, by name, digest and number."""
    named = (
        language.text("diff.given", one.name, f"sha256:{one.sha256}"[:_DIGITS], language.number(one.used))
        for one in rules
    )
    return ", ".join(named) or language.text("diff.none-given")


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
    return f"{change.measure} · {language.term('act', change.act)}{language.colon} {before} → {after}"


def _answer(answer: Determination | None, language: Language) -> str:
    return naming.outcome(answer, language) if answer else "—"


def _unseen(unseen: Unseen, language: Language) -> str:
    """Say of one thing whether its place was looked at: only a person can say that it was removed."""
    named = unseen.thing.said(language)
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
    for causes, group in _by_causes(found):
        yield _counted("diff.reidentified", causes, group, language)
        for one in group:
            before, after = (_claim(one.dimension, claim, language) for claim in (one.before, one.after))
            dimension = language.term("dimension", one.dimension.value)
            yield f"  {one.thing.said(language)}  {dimension}{language.colon} {before} → {after}"


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
