"""What does a survey look like in a ticket or a mail, as Markdown?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from phaseout.domain.asset import Asset
from phaseout.domain.determination import Outcome
from phaseout.domain.document import Header, Trailer
from phaseout.report import naming
from phaseout.report.affected import Affections, affecting
from phaseout.report.answer_words import answer_lines
from phaseout.report.buyers_list import COLUMN_NAMES, BuyersList
from phaseout.report.contradiction import contradictions
from phaseout.report.figures import Figures
from phaseout.report.language import Language
from phaseout.report.question_list import place_line, question_line, runs
from phaseout.report.safe_text import for_markdown, for_terminal
from phaseout.report.scope import (
    as_of,
    examined_counts,
    organisation,
    roles,
    site_name,
    source_names,
    vulnerabilities_note,
)
from phaseout.report.sink import Sink, WriteOptions, Writer
from phaseout.report.standing import OPEN_OUTCOMES, Entry, entry_of
from phaseout.report.upcoming import upcoming

LISTED = 100
"""Rows of one table; a ticket takes no more than so much text. The rest is counted."""
_MARKUP = re.compile(r"[\\`*_{}\[\]<>|~&]|:(?=//)|(?<=www)\.")
_MENTION = re.compile(r"@|#(?=\d)")
_COLUMNS = ("thing", "maker", "where", "measure", "why")


class MarkdownSink:
    """Writes a summary, what is open, the questions and what could not be read."""

    def __init__(self, stream: BinaryIO, lang: str) -> None:
        self._stream = stream
        self._lang = lang
        self._open: list[Entry] = []
        self._bought = BuyersList()
        self._figures = Figures()
        self._affections = Affections()
        self._affecting: dict[str, tuple[str, ...]] = {}

    def begin(self, header: Header) -> None:
        """Keep the head: what things are called comes only with the trailer."""
        self._header = header
        self._bought.begin(header.as_of)

    def add(self, asset: Asset) -> None:
        """Keep what a list says of an open asset."""
        entry = entry_of(asset)
        self._figures.count(entry)
        self._affections.count(asset)
        if self._bought.take(asset):
            return
        if entry.is_open:
            self._open.append(entry)
            if found := affecting(asset):
                self._affecting[asset.id] = found

    def end(self, trailer: Trailer) -> None:
        """Write everything."""
        language = Language(self._lang, trailer.labels)
        for line in self._lines(trailer, language):
            self._stream.write(line.encode("utf-8") + b"\n")

    def _lines(self, trailer: Trailer, language: Language) -> Iterator[str]:
        yield from self._summary(trailer, language)
        yield from self._purchases(language)
        for outcome in OPEN_OUTCOMES:
            yield from self._group(outcome, language)
        if not self._figures.open:
            read = "nothing.open" if trailer.summary.assets else "nothing.read"
            yield from ("", language.text(read if self._header.sources else "examined.nothing"))
        yield from self._questions(trailer, language)
        if trailer.alarms:
            yield from ("", f"## {language.text('alarms')}", "")
        for heading, alarms in upcoming(trailer.alarms, language):
            for one in alarms:
                yield f"- **{plain(heading)}{language.colon} {plain(one.measure)}** {plain(one.warning)}"
        names = source_names(self._header)
        unread = [
            (
                f"{names.get(part.source, part.source)} {language.locator(part.locator)}",
                language.unread(part.why),
            )
            for part in trailer.unread
        ]
        yield from _missing("unread", unread, trailer.summary.unread, language)
        missed = [(one.name, language.unread(one.why)) for one in self._header.not_examined]
        yield from _missing("not-examined", missed, len(missed), language)
        note = vulnerabilities_note(self._header, language)
        yield from ("", f"*{language.text('not-allowed')} {note}*")

    def _summary(self, trailer: Trailer, language: Language) -> Iterator[str]:
        header = self._header
        yield f"# {language.text('title')}"
        yield ""
        if organisation(header):
            yield f"- {language.text('about.organisation')}{language.colon} {plain(organisation(header))}"
        yield f"- {plain(language.text('scope', as_of(header, language), header.register.edition))}"
        yield f"- {language.text('about.roles')}{language.colon} {plain(roles(header, language))}"
        counts = examined_counts(header, trailer, language, found=self._figures.found)
        yield f"- {language.text('examined')}{language.colon} {', '.join(counts)}"
        yield ""
        for key, number in self._figures.rows(trailer.summary):
            if number:
                yield f"- **{language.number(number)}** {language.count(key, number)}"
        lines = list(self._affections.lines(language))
        if lines:
            yield from ("", f"## {language.text('vulnerabilities')}", "")
        yield from (f"- {plain(line)}" for line in lines)

    def _purchases(self, language: Language) -> Iterator[str]:
        if not len(self._bought):
            return
        yield from ("", f"## {language.text('buyer')} ({language.number(len(self._bought))})", "")
        yield _row(language.text(f"column.{column}") for column in COLUMN_NAMES)
        yield _row("---" for _ in COLUMN_NAMES)
        for row in self._bought.rows(language):
            yield _row("<br>".join(map(plain, cell)) for cell in row.cells)
        if self._bought.more:
            yield from ("", language.count("list.more", self._bought.more))
        if own := self._bought.own_questions(language):
            yield from ("", f"{language.text('buyer.own')}{language.colon}", "")
            yield from (f"- {plain(one)}" for one in own)
        if quotes := self._bought.quotes(language):
            yield ""
            yield from (f"> {plain(quote)}" for quote in quotes)
            yield from ("", f"*{language.text('buyer.note')}*")

    def _questions(self, trailer: Trailer, language: Language) -> Iterator[str]:
        if trailer.questions:
            yield from (
                "",
                f"## {language.text('questions')} ({language.number(len(trailer.questions))})",
                "",
            )
        for first, run in runs(trailer.questions[:LISTED]):
            yield f"- **{plain(question_line(first, language))}**"
            for one in run:
                yield f"  {one.rank}. {plain(place_line(one, self._header, language))}"
        if len(trailer.questions) > LISTED:
            yield from ("", language.count("questions.more", len(trailer.questions) - LISTED))
        answers = list(answer_lines(self._header, trailer, language))
        if answers:
            yield from ("", f"## {language.text('answers')}", "")
        yield from (f"- {plain(line)}" for line in answers[:LISTED])
        if len(answers) > LISTED:
            yield f"- {language.count('list.more', len(answers) - LISTED)}"

    def _group(self, outcome: Outcome, language: Language) -> Iterator[str]:
        entries = [entry for entry in self._open if entry.outcome is outcome]
        if not entries:
            return
        yield from ("", f"## {language.text(f'group.{outcome.value}')} ({language.number(len(entries))})", "")
        yield _row(language.text(f"column.{column}") for column in _COLUMNS)
        yield _row("---" for _ in _COLUMNS)
        for entry in entries[:LISTED]:
            yield _row(self._cells(entry, language))
        if len(entries) > LISTED:
            yield from ("", language.count("list.more", len(entries) - LISTED))

    def _cells(self, entry: Entry, language: Language) -> Iterator[str]:
        product = for_markdown(naming.product(entry, language))
        named = f"{plain(naming.thing(entry, language))} {product}".strip()
        yield "<br>".join((named, *map(plain, self._affecting.get(entry.id, ()))))
        grade = naming.grade(entry.maker, language)
        maker = naming.maker(entry, language)
        said = (f"{maker} ({grade})" if grade else maker, *contradictions(entry, language))
        yield "<br>".join(map(plain, said))
        places = (site_name(self._header, entry.site), *naming.places(entry))
        yield ", ".join(for_markdown(place) for place in places if place)
        answers = (naming.answer(one, language.measure(one.measure), language) for one in entry.listed)
        yield "<br>".join(map(plain, (*answers, *naming.further(entry, language))))
        yield plain(naming.why(entry, language))


def plain(text: str) -> str:
    """Return words that are not a device's own, so that no sign in them is markup, a link or a mention."""
    escaped = _MARKUP.sub(lambda match: f"\\{match[0]}", for_terminal(text))
    return _MENTION.sub(lambda match: f"`{match[0]}`", escaped)


def link(url: str) -> str:
    """Return an address as a link where it is one; an overlay may give anything as an address."""
    is_link = url.startswith(("https://", "http://")) and not set(url) & set("<> \t\r\n`|\\")
    return f"<{for_terminal(url)}>" if is_link else plain(url)


def _missing(key: str, rows: Sequence[tuple[str, str]], total: int, language: Language) -> Iterator[str]:
    if not rows:
        return
    yield from ("", f"## {language.text(key)} ({language.number(total)})", "")
    for place, why in rows[:LISTED]:
        yield f"- {for_markdown(place)}{language.colon} {plain(why)}"
    if len(rows) > LISTED:
        yield f"- {language.count('list.more', max(total, len(rows)) - LISTED)}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _open(stream: BinaryIO, options: WriteOptions) -> Sink:
    return MarkdownSink(stream, options.lang)


WRITER = Writer(
    name="markdown",
    suffix=".md",
    about="for a ticket or a mail: summary, what is open, questions",
    open=_open,
)
