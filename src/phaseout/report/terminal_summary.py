"""What does a terminal say before and after the list: scope, figures, and what is still unknown?"""

from collections.abc import Iterator

from phaseout.domain.document import Header, Trailer
from phaseout.report.affected import Affections
from phaseout.report.answer_words import answer_lines
from phaseout.report.figures import Figures
from phaseout.report.language import Language
from phaseout.report.makers import Makers
from phaseout.report.question_list import place_line, question_line, runs
from phaseout.report.scope import as_of, asked_as, examined_counts, roles, source_names, vulnerabilities_note
from phaseout.report.upcoming import upcoming

NOBODYS = 2
"""Questions that are listed where nobody has said who asks."""
LISTED = 10
"""Questions, unreads, files not examined and alarms that are listed one by one; the rest is counted."""


def scope(header: Header, language: Language) -> Iterator[str]:
    """Yield the day, the register and as whom was asked."""
    asked = language.text("scope.roles", roles(header, language))
    yield f"{language.text('scope', as_of(header, language), header.register.edition)} · {asked}"
    if not asked_as(header):
        yield language.text("scope.state-role")


def examined(header: Header, trailer: Trailer, figures: Figures, language: Language) -> str:
    """Return how much was examined; an empty result must say so."""
    if not header.sources:
        return language.text("examined.nothing")
    counts = examined_counts(header, trailer, language, found=figures.found)
    return f"{language.text('examined')}{language.colon} {', '.join(counts)}"


def figures(counted: Figures, trailer: Trailer, language: Language) -> Iterator[str]:
    """Yield one line for each figure that is not zero."""
    rows = counted.rows(trailer.summary)
    width = max(len(language.number(number)) for _, number in rows)
    for key, number in rows:
        if number:
            yield f"  {language.number(number):>{width}}  {language.count(key, number)}"


def by_maker(counted: Makers, language: Language) -> Iterator[str]:
    """Yield how many things are of which maker, firmly and only suggested."""
    lines = list(counted.lines(language))
    if lines:
        yield from ("", language.text("makers"))
    yield from (f"  {line}" for line in lines)


def vulnerabilities(counted: Affections, language: Language) -> Iterator[str]:
    """Yield one line for each vulnerability that affects a thing or is not known to."""
    lines = list(counted.lines(language))
    if lines:
        yield from ("", language.text("vulnerabilities"))
    yield from (f"  {line}" for line in lines)


def open_ends(header: Header, trailer: Trailer, language: Language) -> Iterator[str]:
    """Yield the questions, the answers taken in, what comes next, and what could not be read."""
    if trailer.questions:
        yield ""
        yield f"{language.text('questions')} ({language.number(len(trailer.questions))})"
    # Of somebody who has not said who asks, that is the question; most of the others fall away with it.
    listed = LISTED if asked_as(header) else NOBODYS
    for first, run in runs(trailer.questions[:listed]):
        yield f"  {question_line(first, language)}"
        for one in run:
            yield f"  {one.rank:>3}. {place_line(one, header, language)}"
    if len(trailer.questions) > listed:
        yield f"  {language.count('questions.more', len(trailer.questions) - listed)}"
    answers = list(answer_lines(header, trailer, language))
    if answers:
        yield ""
        yield language.text("answers")
    yield from (f"  {line}" for line in answers)
    if trailer.alarms:
        yield from ("", language.text("alarms"))
    for heading, alarms in upcoming(trailer.alarms[:LISTED], language):
        yield from (f"  {heading}{language.colon} {one.id}, {one.warning}" for one in alarms)
    if len(trailer.alarms) > LISTED:
        yield f"  {language.count('list.more', len(trailer.alarms) - LISTED)}"
    names = source_names(header)
    unread = [
        (f"{names.get(u.source, u.source)} {language.locator(u.locator)}", language.unread(u.why))
        for u in trailer.unread
    ]
    yield from _listed("unread", unread, trailer.summary.unread, language)
    missed = [(one.name, language.unread(one.why)) for one in header.not_examined]
    yield from _listed("not-examined", missed, len(missed), language)
    yield ""
    yield f"{language.text('not-allowed')} {vulnerabilities_note(header, language)}"


def _listed(key: str, rows: list[tuple[str, str]], total: int, language: Language) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield f"{language.text(key)} ({language.number(total)})"
    for place, why in rows[:LISTED]:
        yield f"  {place}{language.colon} {why}"
    if len(rows) > LISTED:
        yield f"  {language.count('list.more', max(total, len(rows)) - LISTED)}"
