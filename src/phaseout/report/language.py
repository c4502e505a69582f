"""How is a word, a number, a day or a sentence of a report said in the reader's language?"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from phaseout.decide import fact_phrases
from phaseout.decide.day_words import day_words, written_day_words
from phaseout.decide.wording import say
from phaseout.domain.document import Labels
from phaseout.domain.trait import Basis
from phaseout.domain.truth import Reason, Truth
from phaseout.report.messages import MESSAGES
from phaseout.report.terms import TERMS
from phaseout.report.unread_words import locator_words, unread_words

_THOUSANDS = {"en": ",", "fr": "\N{NARROW NO-BREAK SPACE}"}
_INSIDE_SENTENCES = frozenset({"act", "kind"})
_NO_NAMES = ("question/", "asked-of/", "matter/")
"""Labels that are sentences about a word and not its name."""
_NO_LABELS = Labels()
ANYTHING = "any"
"""The thing that is every product, and the role that everybody has: one word for two."""
ADDRESS_BLOCK = Basis.ADDRESS_BLOCK.value
Params = tuple[tuple[str, str], ...]
REMEMBERED = 8192
"""Sentences kept, because the same few are said of every asset of a survey."""


class Language:
    """English or French, with the names the document itself gives."""

    def __init__(self, code: str, labels: Labels = _NO_LABELS) -> None:
        self.code = code
        self.colon = "\N{NO-BREAK SPACE}:" if code == "fr" else ":"
        self._labels = labels
        self._facts = fact_phrases.FRENCH if code == "fr" else fact_phrases.ENGLISH
        words = {
            key.partition("/")[2]: self.term(*key.split("/", 1))
            for key in labels.words
            if not key.startswith(_NO_NAMES)
        }
        self._names = {**self._things(), **words, **labels.brands, **labels.parties}
        self._sentence = lru_cache(maxsize=REMEMBERED)(self._say)

    def _things(self) -> dict[str, str]:
        """Return what the things of the law are called; the vocabulary has no names for them."""
        named = ((key.partition("/"), text) for key, text in TERMS.items())
        return {
            word: text.in_language(self.code)
            for (kind, _, word), text in named
            if kind == "thing" and word != ANYTHING
        }

    def text(self, key: str, *values: object) -> str:
        """Return a message with its places ``{0}``, ``{1}`` … filled."""
        return MESSAGES[key].in_language(self.code).format(*values)

    def count(self, key: str, number: int, *values: object) -> str:
        """Return a message of the form ``{0} thing|{0} things`` for a number; one form may serve for all.

        ``values`` fill its further places ``{1}`` …
        """
        one, _, many = MESSAGES[key].in_language(self.code).partition("|")
        is_one = number == 1 or (number == 0 and self.code == "fr")
        return (one if is_one or not many else many).format(self.number(number), *values)

    def number(self, number: int) -> str:
        """Return a whole number with its thousands set apart."""
        return f"{number:,}".replace(",", _THOUSANDS[self.code])

    def day(self, day: date) -> str:
        """Return a day in full: 23 November 2026."""
        return day_words(day, self.code)

    def written_day(self, written: str) -> str:
        """Return a date as somebody wrote it, in words: a day, ``December 2023``, or a year."""
        return written_day_words(written, self.code)

    def moment(self, stamp: str) -> str:
        """Return a time of the form ``2026-11-23T15:00:00Z`` in words, to the minute; another as it is."""
        try:
            at = datetime.fromisoformat(stamp)
        except ValueError:
            return stamp
        zone = " UTC" if at.utcoffset() == timedelta(0) else ""
        return self.text("moment", self.day(at.date()), f"{at:%H:%M}{zone}")

    def term(self, kind: str, word: str) -> str:
        """Return what a word of the vocabulary is called: ``term("act", "use")``; the word if unknown."""
        key = f"{kind}/{word}"
        known = self._labels.words.get(key) or TERMS.get(key)
        if known is None:
            return word.replace("-", " ") if kind in _INSIDE_SENTENCES else word
        said = known.in_language(self.code)
        return said[:1].lower() + said[1:] if kind in _INSIDE_SENTENCES else said

    def label(self, kind: str, word: str) -> str:
        """Return what the document itself says of a word, empty where it says nothing."""
        known = self._labels.words.get(f"{kind}/{word}")
        return known.in_language(self.code) if known else ""

    def terms(self, kind: str, words: Iterable[str]) -> str:
        """Return several words, separated by commas."""
        return ", ".join(self.term(kind, word) for word in words)

    def measure(self, measure: str) -> str:
        """Return the title of a measure, its id where the document has none."""
        title = self._labels.measures.get(measure)
        return title.in_language(self.code) if title else measure

    def party(self, party: str) -> str:
        """Return the name of a party."""
        return self._labels.parties.get(party, party)

    def brand(self, brand: str) -> str:
        """Return the name of a brand."""
        return self._labels.brands.get(brand, brand)

    def facts(self, facts: Iterable[str]) -> str:
        """Return what facts are called, separated by commas."""
        return ", ".join(self._facts.get(fact, fact) for fact in facts)

    def matters(self, fact: str, words: Iterable[str]) -> str:
        """Return what of a fact is not known, where it gathers several matters: those of ``words``.

        The fact's own name where the document does not say.
        """
        named = dict.fromkeys(self.label("matter", f"{fact}/{word}") for word in words)
        return ", ".join(filter(None, named)) or self.facts((fact,))

    def locator(self, locator: str) -> str:
        """Return a place in a source."""
        return locator_words(locator, self.code)

    def grounds(self, bases: Iterable[str]) -> str:
        """Return what a claim rests on, an address block with the day its registry was read."""
        read = self._labels.addresses_read
        said = [self.term("basis", basis) for basis in bases]
        if read is None:
            return ", ".join(said)
        plain, day = self.term("basis", ADDRESS_BLOCK), self.day(date.fromisoformat(read))
        return ", ".join(self.text("basis.read", one, day) if one == plain else one for one in said)

    def unread(self, why: str) -> str:
        """Return why something was not read, not examined or not joined."""
        return unread_words(why, self.code)

    def reason(self, reason: Reason) -> str:
        """Return the sentence of a reason; its code where a newer program gave it one we cannot say."""
        return self._sentence(reason.code, reason.truth, tuple(reason.params.items()))

    def _say(self, code: str, truth: Truth, params: Params) -> str:
        try:
            return say(Reason(code=code, truth=truth, params=dict(params)), self.code, names=self._names)
        except KeyError:
            return code
