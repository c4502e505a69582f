"""What does a file of answers look like that only waits to be filled in?

Two signs ``##`` stand before what explains, one before what is to be filled in. A file with nothing filled in
is whole and answers nothing.
"""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from phaseout.domain.document import Header
from phaseout.domain.facts import MANIFOLD, Aspects
from phaseout.domain.question import AskedAsset, Question, ScopeKind
from phaseout.report.language import Language
from phaseout.report.question_words import about, asked_of, effect, question_text
from phaseout.report.safe_text import for_terminal
from phaseout.report.scope import as_of
from phaseout.report.toml_text import toml_text

WIDTH = 100
INLINE = 10
"""Words that stand with their question; longer lists stand once, at the end."""
ROLE, ORIGIN = "role", "origin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What may be answered."""

    closed: Mapping[str, Mapping[str, str]]
    """Fact → word → its name in the reader's language; no other word may be answered."""
    aspects: Aspects
    """What each word of a fact that gathers several matters speaks of."""
    single: frozenset[str]
    """Facts of one word."""
    dates: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A file of answers for the questions of a document."""

    name: str
    """Of the document's file."""
    header: Header
    questions: Sequence[Question]
    things: Mapping[str, Sequence[AskedAsset]]
    """Question id → the things that are answered one by one, as far as they are listed."""
    waited_for: Mapping[str, frozenset[str]]
    """Id of a question about such a fact → the words its answers wait for."""
    vocabulary: Vocabulary
    language: Language

    def lines(self) -> Iterator[str]:
        """Yield the file, line by line."""
        yield from self._head()
        yield from self._tables()
        for question in self.questions:
            if question.scope.kind is not ScopeKind.ORGANISATION:
                yield from ("", *self._explained(question))
                yield from self._entries(question)
        yield from self._words()

    def _head(self) -> Iterator[str]:
        header, language = self.header, self.language
        name = for_terminal(self.name)
        yield from _said(language.text("form.title", name, as_of(header, language), header.register.edition))
        yield from _said(language.text("form.how"))
        yield from _said(language.text("form.then", f"phaseout answer {name} --answers FILE.toml -o table"))
        yield from _said(language.text("questions.greedy"))
        yield from ("", '# answered_by = ""', f"# on = {header.as_of}")

    def _tables(self) -> Iterator[str]:
        """Yield the two tables of which a file can have but one each."""
        asked = [one for one in self.questions if one.scope.kind is ScopeKind.ORGANISATION]
        for title, questions in (
            ("[organisation]", [one for one in asked if one.fact == ROLE]),
            ("[use]", [one for one in asked if one.fact != ROLE]),
        ):
            if questions:
                yield from ("", title)
            for question in questions:
                yield from self._explained(question)
                yield f"# {self._blank(question.fact)}"

    def _explained(self, question: Question) -> Iterator[str]:
        language = self.language
        place = about(question.scope, self.header, language)
        yield from _said(f"{question.rank}. {question_text(question, language)} – {place}")
        known_to = language.text("form.known-to", asked_of(question, language), effect(question, language))
        yield from _said(f"   {known_to}")
        if question.fact in MANIFOLD:
            yield from self._matters(question)
        else:
            yield from _said(f"   {self._choice(question.fact)}")

    def _choice(self, fact: str) -> str:
        language, words = self.language, self.vocabulary.closed.get(fact)
        if fact in self.vocabulary.dates:
            return language.text("form.date")
        if fact == ORIGIN:
            return language.text("form.country")
        words = words or {}
        if len(words) > INLINE:
            return language.text("form.listed", language.facts((fact,)))
        listed = "; ".join(f"{word} ({name})" for word, name in words.items())
        return language.text("form.one-of" if fact in self.vocabulary.single else "form.some-of", listed)

    def _matters(self, question: Question) -> Iterator[str]:
        """Yield the words that settle something here, those of one matter together."""
        vocabulary, fact = self.vocabulary, question.fact
        words = vocabulary.closed.get(fact, {})
        waited = self.waited_for.get(question.id) or words
        matters = {vocabulary.aspects.get((fact, word)) for word in waited}
        groups: dict[str | None, list[str]] = {}
        for word in words:
            if (matter := vocabulary.aspects.get((fact, word))) in matters:
                groups.setdefault(matter, []).append(word)
        yield from _said(f"   {self.language.text('form.matters')}")
        for group in groups.values():
            yield "##"
            for word in group:
                yield from _said(f"   {word} – {words[word]}")

    def _blank(self, fact: str) -> str:
        if fact == ROLE:
            return "roles = []"
        is_one = fact in self.vocabulary.single or fact in self.vocabulary.dates
        return f'{fact} = ""' if is_one else f"{fact} = []"

    def _entries(self, question: Question) -> Iterator[str]:
        scope, blank = question.scope, self._blank(question.fact)
        if scope.kind is ScopeKind.SITE:
            site = toml_text(scope.site or "")
            if site is not None:
                yield from ("# [[site]]", f"# id = {site}", f"# {blank}")
            return
        match = {key: toml_text(value) for key, value in scope.match.items()}
        if match and None not in match.values():
            keys = ", ".join(f"{key} = {value}" for key, value in match.items())
            yield from ("# [[asset]]", f"# match = {{ {keys} }}", f"# {blank}")
            return
        things = self.things.get(question.id, scope.assets)
        for thing in things:
            yield f"##   {for_terminal(thing.name)}{self.language.colon}"
            yield from ("# [[asset]]", f"# match = {{ id = {toml_text(thing.id)} }}", f"# {blank}")
        if scope.count > len(things):
            yield from _said(self.language.count("form.more", scope.count - len(things)))

    def _words(self) -> Iterator[str]:
        for fact in dict.fromkeys(question.fact for question in self.questions):
            words = self.vocabulary.closed.get(fact, {})
            if len(words) > INLINE:
                yield ""
                yield from _said(self.language.text("form.words", self.language.facts((fact,))))
                yield from _said("; ".join(f"{w} ({name})" if name != w else w for w, name in words.items()))


def _said(text: str) -> Iterator[str]:
    """Yield a comment, wrapped."""
    indent = " " * (len(text) - len(text.lstrip()))
    wrapped = textwrap.wrap(for_terminal(text.strip()), WIDTH, break_long_words=False, break_on_hyphens=False)
    yield from (f"## {indent}{line}" for line in wrapped)
