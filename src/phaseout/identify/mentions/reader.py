"""Which makers, brands and models do many texts name, and what do they say of them?

A column of texts is looked at in one pass; only a text that may name something is looked at by itself.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from phaseout.domain.claim import Dimension
from phaseout.domain.phrase import Folded, Phrases, fold, fold_together
from phaseout.domain.wording import Stance
from phaseout.identify.mentions.articles import Articles, Head, Word
from phaseout.identify.mentions.names import Named, Names
from phaseout.identify.mentions.reading import NOTHING, Article, Mention, Reading, overlaps
from phaseout.identify.mentions.stances import Place, Stances, Standing
from phaseout.identify.mentions.typed import Designations, Typed
from phaseout.identify.mentions.weighing import makers_of, makers_of_model
from phaseout.identify.patterns.packing import TextColumn
from phaseout.identify.patterns.pattern_set import PatternSet
from phaseout.identify.rules import Rules

LONGEST = 16_384
"""Characters of a text that are looked at."""
_BEYOND = re.compile(r"[^\x00-\x7f]")
_CODE = re.compile(r"\b(?=[a-z0-9-]*\d)(?=[a-z0-9-]*[a-z]{2})[a-z0-9][a-z0-9-]{4,}\b")
"""What looks like somebody's designation: letters and digits."""
_SERVICE = "service"
_NO_EQUIPMENT = frozenset(("accessory", "software", _SERVICE))
_PARTS = _NO_EQUIPMENT | {"component"}
"""Kinds of which a line says what they are for."""


class Reader:
    """Reads texts by the rules of a register."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    @cached_property
    def _names(self) -> Names:
        return Names(self._rules.brands, self._rules.wording, self._rules.false_friends)

    @cached_property
    def _designations(self) -> Designations:
        return Designations(self._rules.models, self._rules.wording.designations)

    @cached_property
    def _stances(self) -> Stances:
        return Stances(self._rules.wording)

    @cached_property
    def _articles(self) -> Articles:
        return Articles(self._rules.wording)

    @cached_property
    def _context(self) -> Phrases[str]:
        return Phrases((word, one.id) for one in self._rules.wording.spellings for word in one.context)

    @cached_property
    def _patterns(self) -> tuple[PatternSet, int]:
        """Every pattern at once, those of the names first, and how many these are."""
        names = self._names.patterns()
        return PatternSet([*names, *self._designations.patterns()], self._rules.open_scanner), len(names)

    def _misspelt(self, caught: Collection[int]) -> list[str]:
        """Return the words that may stand in a text with an error, of the patterns that catch it."""
        words = self._names.forgiven()
        first = self._patterns[1] - len(words)
        return [words[number - first] for number in caught if first <= number < first + len(words)]

    @cached_property
    def _foreign(self) -> re.Pattern[str] | None:
        words = self._names.foreign()
        return re.compile("|".join(map(re.escape, words))) if words else None

    @property
    def patterns(self) -> PatternSet:
        """What every text of ASCII that names something matches, and a few that name nothing."""
        return self._patterns[0]

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Return what each text says, in their order."""
        found = [NOTHING] * len(texts)
        for number, caught in self.candidates(texts).items():
            found[number] = self._reading(texts[number][:LONGEST], caught)
        return found

    def candidates(self, texts: Sequence[str]) -> dict[int, set[int]]:
        """Return number of a text that may name something → numbers of the patterns that catch it."""
        if not texts:
            return {}
        beyond = [number for number, text in enumerate(texts) if not text.isascii()]
        folded = fold_together([texts[number] for number in beyond])
        scanned = texts
        if beyond:
            scanned = list(texts)
            for number, text in zip(beyond, folded, strict=True):
                scanned[number] = _BEYOND.sub("~", text)
        found: dict[int, set[int]] = defaultdict(set)
        for text_number, pattern in self._patterns[0].find(TextColumn(scanned)):
            found[text_number].add(pattern)
        if self._foreign is not None:
            for number, text in zip(beyond, folded, strict=True):
                if self._foreign.search(text):
                    found.setdefault(number, set())
        return found

    def _reading(self, text: str, caught: set[int]) -> Reading:
        folded = fold(text)
        line = folded.text
        first = self._patterns[1]
        codes = {number - first for number in caught if number >= first}
        typed = self._designations.find(_BEYOND.sub("~", line), codes)
        names = self._names.find(line, self._misspelt(caught))
        if not typed and not names:
            return NOTHING
        coded = [one.span for one in typed]
        words = [word for word in self._articles.words(line) if not overlaps((word.start, word.end), coded)]
        named = list(self._supported(line, names, typed, words))
        if not typed and not named:
            return NOTHING
        spans = sorted([*coded, *(one.span for one in named)])
        places = [Place(word.start, word.value.kind in _PARTS) for word in words]
        cues = self._stances.cues(line, spans)
        standings = dict(zip(spans, self._stances.of(line, spans, cues, places), strict=True))
        languages = [cue.value.language for cue in cues]
        head = self._articles.head(line, words, languages, spans[0])
        found: list[Named | Typed] = [*typed, *named]
        found.sort(key=lambda one: one.span)
        mentions = tuple(
            self._mention(one, _settled(standings[one.span], head), folded, text) for one in found
        )
        return Reading(mentions=mentions, article=_article(head, mentions, folded))

    def _supported(
        self, line: str, named: Sequence[Named], typed: Sequence[Typed], words: Sequence[Word]
    ) -> Iterator[Named]:
        """Yield the names, of the short and common ones those that something else backs."""
        has_equipment = any(word.value.kind not in _NO_EQUIPMENT for word in words)
        for one in named:
            if (
                not one.name.needs_context
                or has_equipment
                or any(other.model.brand == one.name.brand for other in typed)
                or any(other.name.brand == one.name.brand and not other.name.needs_context for other in named)
                or any(found.value == one.name.rule for found in self._context.find(line))
                or (one.name.is_own and _CODE.search(line))
            ):
                yield one

    def _mention(self, one: Named | Typed, standing: Standing, folded: Folded, text: str) -> Mention:
        start, end = folded.span(*one.span)
        match one:
            case Named():
                brand, rule, kind = one.name.brand, one.name.rule, None
                dimension, value = Dimension.BRAND, brand
                makers = makers_of(self._rules.brands[brand])
            case Typed():
                brand, rule, kind = one.model.brand, one.rule, one.model.kind
                dimension, value = Dimension.MODEL, text[start:end]
                makers = makers_of_model(one.model)
        return Mention(
            start=start,
            end=end,
            rule=rule,
            dimension=dimension,
            value=value,
            brand=brand,
            makers=makers,
            kind=kind,
            written=one.written,
            stance=standing.stance,
            cue=standing.cue,
        )


def _settled(standing: Standing, head: Head | None) -> Standing:
    """Return the standing of a name: who buys a service on a thing does not thereby buy the thing."""
    if standing.cue is None and head is not None and head.word.value.kind == _SERVICE:
        return Standing(Stance.BESIDE, head.word.value.id)
    return standing


def _article(head: Head | None, mentions: Sequence[Mention], folded: Folded) -> Article | None:
    """Return the article; none of a service with which the thing is bought."""
    if head is None:
        return None
    word, task = head.word, head.task.value.task if head.task else None
    if word.value.kind == _SERVICE and any(one.stance is Stance.BOUGHT for one in mentions):
        return None
    start, end = folded.span(word.start, word.end)
    return Article(start=start, end=end, rule=word.value.id, kind=word.value.kind, task=task)
