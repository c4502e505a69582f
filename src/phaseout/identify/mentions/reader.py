"""Which makers, brands and models do many texts name, and what do they say of them?

A column of texts is looked at in one pass; only a text that may name something is looked at by itself.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from phaseout.domain.claim import Dimension
from phaseout.domain.phrase import Folded, Found, Phrases, fold, search_together
from phaseout.domain.wording import Cue, OtherMake, Stance, Task
from phaseout.identify.line_context import LineContext
from phaseout.identify.mentions.articles import Articles, Word
from phaseout.identify.mentions.backing import NO_EQUIPMENT, Backing
from phaseout.identify.mentions.candidates import Candidates, in_ascii
from phaseout.identify.mentions.clauses import clauses
from phaseout.identify.mentions.names import Named, Names
from phaseout.identify.mentions.namesakes import doubted, may_be_meant
from phaseout.identify.mentions.others import Others
from phaseout.identify.mentions.reading import CODE, NOTHING, Article, Mention, Reading, Span, overlaps
from phaseout.identify.mentions.services import Line
from phaseout.identify.mentions.settling import settled, shared
from phaseout.identify.mentions.stances import Place, Stances, Standing
from phaseout.identify.mentions.things import article_of, is_feature, is_what_it_sells
from phaseout.identify.mentions.typed import Designations, Typed
from phaseout.identify.rules import Rules

LONGEST = 16_384
"""Characters of a text that are looked at."""
_PARTS = NO_EQUIPMENT | {"component"}
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
    def _makes(self) -> Phrases[OtherMake]:
        return Phrases((word, make) for make in self._rules.wording.makes for word in make.words)

    @cached_property
    def _context(self) -> Phrases[str]:
        return Phrases((word, one.id) for one in self._rules.wording.spellings for word in one.context)

    @cached_property
    def _lines(self) -> Phrases[str]:
        return Phrases((word, one.brand) for one in self._rules.wording.spellings for word in one.context)

    @cached_property
    def _goods(self) -> Phrases[str]:
        return Phrases((word, one.brand) for one in self._rules.wording.spellings for word in one.goods)

    @cached_property
    def _searched(self) -> bool:
        """Look for all words of the wording in one go, from when this is first asked."""
        wholes = (self._names, self._articles, self._stances)
        own = (self._context, self._lines, self._goods)
        search_together([*(one for whole in wholes for one in whole.phrases), self._makes, *own])
        return True

    @cached_property
    def _candidates(self) -> Candidates:
        return Candidates(self._names, self._designations, self._rules.open_scanner)

    @property
    def written(self) -> list[str]:
        """Patterns of which every text of ASCII that names something matches one; a few others do, too."""
        return self._candidates.written

    @property
    def foreign(self) -> list[str]:
        """Words of which every other text that names something holds one, if it matches none when folded."""
        return self._candidates.foreign

    def read(self, texts: Sequence[str], lines: Sequence[LineContext] = ()) -> list[Reading]:
        """Return what each text says, in their order.

        ``lines``: for each, what else its line says: the equipment of commodity codes counts as words for
        it, and beside a field of the maker's a text that names nothing still says what is bought.
        """
        found = [NOTHING] * len(texts)
        for number, caught in self.candidates(texts).items() if self._searched else ():
            by_code = lines[number].equipment if lines else ()
            found[number] = self._reading(texts[number][:LONGEST], caught, by_code)
        for number, line in enumerate(lines):
            if line.has_makers_field and not found[number].mentions:
                found[number] = Reading(article=self._article(texts[number][:LONGEST]))
        return found

    def candidates(self, texts: Sequence[str]) -> dict[int, set[int]]:
        """Return number of a text that may name something → numbers of the patterns that catch it."""
        return self._candidates.find(texts)

    def _article(self, text: str) -> Article | None:
        """Return what a text buys that names nothing: what it is for is named behind its end, as it were."""
        folded = fold(text)
        line = folded.text
        words = [word for word in self._articles.words(line) if word.value.task is not Task.PAYMENT]
        if not words:
            return None
        name = len(line), len(line)
        cues = self._stances.cues(line, [])
        makes = [(one.start, one.end) for one in self._makes.find(line)]
        heads = [word for word in words if not _is_in_cue(word, cues)]
        head = self._articles.head(line, heads, [cue.value.language for cue in cues], name, (), makes)
        bought = Line(line, words, cues, self._articles.joints(line), [name], makes)
        return article_of(head, (), folded, bought)

    def _reading(self, text: str, caught: set[int], by_code: Collection[str]) -> Reading:
        folded = self._candidates.folded(text, caught)
        line = folded.text
        typed = self._designations.find(in_ascii(line), self._candidates.codes(caught))
        names = self._names.find(
            line, self._candidates.misspelt(caught), is_disguised=self._candidates.is_disguised(caught)
        )
        if not typed and not names:
            return NOTHING
        coded = [one.span for one in typed]
        names = [one for one in names if not overlaps(one.span, coded) or _is_of(one, typed)]
        words = [word for word in self._articles.words(line) if not overlaps((word.start, word.end), coded)]
        if typed or len(names) > 1 or any(word.value.task is not Task.PAYMENT for word in words):
            words = [word for word in words if word.value.task is not Task.PAYMENT]
        names = [one for one in names if not one.is_namesake or may_be_meant(one, line, words)]
        named = list(self._supported(line, names, typed, words, is_coded=bool(by_code)))
        without = Backing(self._rules, line, named, typed, words, by_code, is_said_bought=False)
        typed = [one for one in typed if not one.needs_backing or without.of_designation(one)]
        coded = [one.span for one in typed]
        if not typed and not named:
            return NOTHING
        spans = sorted([*coded, *(one.span for one in named)])
        places = [Place(word.start, word.value.kind in _PARTS) for word in words]
        cues = [cue for cue in self._stances.cues(line, spans) if not _is_part_of_article(cue, words)]
        standings = dict(zip(spans, self._stances.of(line, spans, cues, places), strict=True))
        languages = [cue.value.language for cue in cues]
        gone = [span for span, one in standings.items() if one.stance is not Stance.BOUGHT]
        makes = [one for one in self._makes.find(line) if not overlaps((one.start, one.end), gone)]
        head = self._articles.head(
            line,
            [word for word in words if not _is_in_cue(word, cues)],
            languages,
            spans[0],
            _equipment(typed),
            [(one.start, one.end) for one in makes],
        )
        found: list[Named | Typed] = [*typed, *named]
        found.sort(key=lambda one: one.span)
        standings = shared(found, standings, clauses(line))
        if makes:
            for_others = Others(line, makes, self._articles.joints(line), words, spans)
            standings = {span: for_others.standing(span, one) for span, one in standings.items()}
        is_said = any(map(_says_bought, cues)) or any(
            one.stance is Stance.REPLACED or (one.stance is Stance.BOUGHT and one.cue is not None)
            for one in standings.values()
        )
        lines = {one.value for one in self._lines.find(line)}
        backing = Backing(
            self._rules, line, named, typed, words, by_code, is_said_bought=is_said, lines=lines
        )
        mentions = tuple(
            _mention(
                one,
                doubted(one, settled(one, standings[one.span], head, words, line), line, words),
                backing,
                folded,
                text,
            )
            for one in found
        )
        if head is not None and (
            is_feature(line, head, typed, standings)
            or is_what_it_sells(self._goods.find(line), head, names, standings)
        ):
            head = None
        bought = Line(
            line, words, cues, self._articles.joints(line), spans, [(m.start, m.end) for m in makes]
        )
        return Reading(mentions=mentions, article=article_of(head, mentions, folded, bought))

    def _supported(
        self,
        line: str,
        named: Sequence[Named],
        typed: Sequence[Typed],
        words: Sequence[Word],
        *,
        is_coded: bool,
    ) -> Iterator[Named]:
        """Yield the names, of the short and common ones those that something else backs."""
        has_equipment = is_coded or any(word.value.kind not in NO_EQUIPMENT for word in words)
        for one in named:
            if (
                not one.needs_context
                or has_equipment
                or any(other.model.brand == one.name.brand for other in typed)
                or any(other.name.brand == one.name.brand and not other.needs_context for other in named)
                or any(found.value == one.name.rule for found in self._context.find(line))
                or (one.name.is_own and CODE.search(line))
                or self._is_in_list(line, one, named)
            ):
                yield one

    def _is_in_list(self, line: str, one: Named, named: Sequence[Named]) -> bool:
        """Return whether it stands in a list with a name that needs nothing else: Huawei, *ZTE* or Hytera."""
        return any(
            not other.needs_context and self._stances.are_listed(line, *sorted((one.span, other.span)))
            for other in named
        )


def _is_of(name: Named, typed: Sequence[Typed]) -> bool:
    """Return whether a designation over which a name stands is of the same brand."""
    return any(one.model.brand == name.name.brand for one in typed if overlaps(one.span, [name.span]))


def _equipment(typed: Sequence[Typed]) -> list[Span]:
    return [one.span for one in typed if one.model.kind not in (None, *NO_EQUIPMENT)]


def _is_part_of_article(cue: Found[Cue], words: Sequence[Word]) -> bool:
    """Return whether a cue is only a part of a longer word for a thing: 路 in 路由器, *support mural*."""
    return any(
        word.start <= cue.start
        and cue.end <= word.end
        and word.end - word.start > cue.end - cue.start
        and (
            word.value.kind not in NO_EQUIPMENT
            or (word.value.kind == "accessory" and word.value.language is not cue.value.language)
        )
        for word in words
    )


def _says_bought(cue: Found[Cue]) -> bool:
    return cue.value.stance is Stance.BOUGHT and not cue.value.after


def _is_in_cue(word: Word, cues: Sequence[Found[Cue]]) -> bool:
    """Return whether a service is only part of another word: *in replacement of*, *repair shop*."""
    return any(
        cue.start <= word.start
        and word.end <= cue.end
        and (
            (word.value.task is Task.REPLACEMENT and cue.start < word.start)
            or (_says_bought(cue) and word.start == cue.start and word.end < cue.end)
        )
        for cue in cues
    )


def _mention(one: Named | Typed, standing: Standing, backing: Backing, folded: Folded, text: str) -> Mention:
    start, end = folded.span(*one.span)
    match one:
        case Named():
            brand, rule, is_backed = one.name.brand, one.name.rule, backing.of_name(one)
            dimension, value, kind = Dimension.BRAND, brand, "software" if one.name.is_software else None
        case Typed():
            brand, rule, is_backed = (
                one.model.brand,
                one.rule,
                one.is_distinctive or backing.of_designation(one),
            )
            value = text[start:end]
            if end - start != one.span[1] - one.span[0] or not value.isascii():
                value = folded.text[slice(*one.span)].upper()
            dimension, kind = Dimension.MODEL, one.model.kind
    return Mention(
        start=start,
        end=end,
        rule=rule,
        dimension=dimension,
        value=value,
        brand=brand,
        makers=backing.makers(one),
        kind=kind,
        written=one.written,
        stance=standing.stance,
        cue=standing.cue,
        is_backed=is_backed,
    )
