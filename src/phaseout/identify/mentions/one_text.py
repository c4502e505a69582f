"""What does one text say?

Each part is found when it is first asked for: what backs a name, which words govern it, what is bought.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from phaseout.domain.claim import Dimension
from phaseout.domain.folding import Folded
from phaseout.domain.part import PartKind
from phaseout.domain.phrase import Found
from phaseout.domain.wording import Cue, Joint, OtherMake, Stance, Task
from phaseout.identify.mentions.articles import Head, Word
from phaseout.identify.mentions.backing import NO_EQUIPMENT, Backing
from phaseout.identify.mentions.clause import Place, Standing
from phaseout.identify.mentions.clauses import clause_of, clauses
from phaseout.identify.mentions.inside import NO_WHOLE, Inside
from phaseout.identify.mentions.lexicon import Lexicon
from phaseout.identify.mentions.names import Named
from phaseout.identify.mentions.namesakes import doubted, may_be_meant
from phaseout.identify.mentions.others import Others
from phaseout.identify.mentions.parts_of_words import is_in_cue, is_part_of_article, says_bought, spans_of
from phaseout.identify.mentions.reading import CODE, Article, Mention, Span, overlaps
from phaseout.identify.mentions.services import Line
from phaseout.identify.mentions.settling import settled, shared
from phaseout.identify.mentions.things import article_of, is_feature, is_what_it_sells
from phaseout.identify.mentions.typed import Typed

_PARTS = NO_EQUIPMENT | {"component"}
"""Kinds of which a line says what they are for."""


_CELL = "|"
"""Ends a cell of a row that was read as one text."""


class OneText:
    """A text, and what was found in it."""

    def __init__(
        self,
        lexicon: Lexicon,
        text: str,
        folded: Folded,
        *,
        typed: Sequence[Typed] = (),
        names: Sequence[Named] = (),
        by_code: Collection[str] = (),
    ) -> None:
        """Take the designations and names that may stand in a text.

        Args:
            lexicon: what texts are read by.
            text: the text as it was written.
            folded: the same as it is compared.
            typed: designations in it.
            names: names in it.
            by_code: of which equipment commodity codes beside it are.
        """
        self._lexicon = lexicon
        self._text = text
        self._folded = folded
        self._line = folded.text
        self._may_be_typed = typed
        self._coded = [one.span for one in typed]
        self._may_be_named = [
            one for one in names if not overlaps(one.span, self._coded) or _is_of(one, typed)
        ]
        self._by_code = by_code

    @cached_property
    def found(self) -> list[Named | Typed]:
        """The names and designations that count, in order."""
        return sorted((*self._typed, *self._named), key=lambda one: one.span)

    def mentions(self) -> tuple[Mention, ...]:
        """Return what the text says of each."""
        is_said = any(map(says_bought, self._cues)) or any(
            one.stance is Stance.REPLACED or (one.stance is Stance.BOUGHT and one.cue is not None)
            for one in self._standings.values()
        )
        lines = {one.value.brand for one in self._lexicon.product_lines.find(self._line)}
        backing = self._backing(self._named, self._typed, is_said_bought=is_said, lines=lines)
        return tuple(self._mention(one, self._standing(one), backing) for one in self.found)

    def article(self, mentions: Sequence[Mention] = ()) -> Article | None:
        """Return what it buys, given what it says of what it names; it may name nothing."""
        head = self._head
        if head is not None and (
            is_feature(self._line, head, self._typed, self._standings)
            or is_what_it_sells(self._lexicon.goods.find(self._line), head, self._named, self._standings)
        ):
            head = None
        bought = Line(self._line, self._words, self._cues, self._joints, self._places, self._spans_of_makes)
        return article_of(head, mentions, self._folded, bought, self._rented)

    @cached_property
    def _words(self) -> list[Word]:
        """Words for what may be bought; of a payment only where the line says nothing else."""
        found = [
            word
            for word in self._lexicon.articles.words(self._line)
            if not overlaps((word.start, word.end), self._coded)
        ]
        goods = [word for word in found if word.value.task is not Task.PAYMENT]
        return goods if goods or self._coded or len(self._may_be_named) != 1 else found

    @cached_property
    def _named(self) -> list[Named]:
        """The names, of the short and common ones those that something else backs."""
        names = [
            one
            for one in self._may_be_named
            if not one.is_namesake or may_be_meant(one, self._line, self._words)
        ]
        return [one for one in names if not one.needs_context or self._is_supported(one, names)]

    @cached_property
    def _typed(self) -> list[Typed]:
        backing = self._backing(self._named, self._may_be_typed, is_said_bought=False)
        return [one for one in self._may_be_typed if not one.needs_backing or backing.of_designation(one)]

    @cached_property
    def _spans(self) -> list[Span]:
        return [one.span for one in self.found]

    @cached_property
    def _places(self) -> list[Span]:
        """Where what the line is about stands; behind its end where it names nothing."""
        return self._spans or [(len(self._line), len(self._line))]

    @cached_property
    def _telling_place(self) -> Span:
        """Where it first names what it is about; in a row, in the first cell that also says what that is."""
        whole = clauses(self._line)
        first = self._places[0]
        if not self._line[slice(*clause_of(first, whole))].endswith(_CELL):
            return first
        said = {clause_of((word.start, word.end), whole) for word in self._words}
        return next((one for one in self._places if clause_of(one, whole) in said), first)

    @cached_property
    def _cues(self) -> list[Found[Cue]]:
        cues = self._lexicon.stances.cues(self._line, self._spans)
        return [cue for cue in cues if not is_part_of_article(cue, self._words)]

    @cached_property
    def _by_cues(self) -> dict[Span, Standing]:
        places = [Place(word.start, word.value.kind in _PARTS) for word in self._words]
        found = self._lexicon.stances.of(self._line, self._spans, self._cues, places)
        return dict(zip(self._spans, found, strict=True))

    @cached_property
    def _makes(self) -> list[Found[OtherMake]]:
        """Names of other makers but those that go."""
        gone = [span for span, one in self._by_cues.items() if one.stance is not Stance.BOUGHT]
        return [
            one for one in self._lexicon.makes.find(self._line) if not overlaps((one.start, one.end), gone)
        ]

    @cached_property
    def _spans_of_makes(self) -> list[Span]:
        return [(one.start, one.end) for one in self._makes]

    @cached_property
    def _joints(self) -> list[Found[Joint]]:
        return self._lexicon.articles.joints(self._line, self._names_of_makers)

    @cached_property
    def _names_of_makers(self) -> list[Span]:
        """Where other makers stand, and the brands of designations: one may be no name that is looked for."""
        brands = (self._lexicon.rules.brands[one.model.brand].name for one in self._typed)
        own = (span for brand in dict.fromkeys(brands) for span in spans_of(brand, self._line))
        return [*self._spans_of_makes, *own]

    @cached_property
    def _head(self) -> Head | None:
        head = self._head_of(self._words)
        return self._whole if head is None and self._inside[0] else head

    @cached_property
    def _rented(self) -> Head | None:
        """The head but for words for a rental: what is rented, where something is."""
        others = [word for word in self._words if word.value.task is not Task.RENTAL]
        return self._head_of(others) if len(others) < len(self._words) else None

    def _head_of(self, words: Sequence[Word]) -> Head | None:
        return self._lexicon.articles.head(
            self._line,
            [word for word in words if not is_in_cue(word, self._cues) and not self._is_inside(word)],
            [cue.value.language for cue in self._cues],
            self._telling_place,
            [one.span for one in self._typed if one.model.kind not in (None, *NO_EQUIPMENT)],
            self._names_of_makers,
        )

    @property
    def _whole(self) -> Head | None:
        """The thing that something is inside of, where that stands before it: 带海思芯片的摄像机."""
        things = [word for word in self._words if word.value.kind not in NO_WHOLE]
        return Head(things[-1], None) if things else None

    @cached_property
    def _inside(self) -> tuple[Mapping[Span, PartKind], frozenset[Span]]:
        """Names of what is only a part inside the thing, and the words that say so."""
        lexicon = self._lexicon
        return Inside(
            self._line, self.found, self._words, self._joints, self._spans_of_makes,
            lexicon.chipmakers, lexicon.houses,
        ).parts()  # fmt: skip

    def _is_inside(self, word: Word) -> bool:
        return (word.start, word.end) in self._inside[1]

    def _part(self, one: Named | Typed) -> PartKind | None:
        """Return what a name is inside the thing, where nothing says that this is not what is bought."""
        standing = self._standing(one)
        is_anothers = standing.cue in {make.value.id for make in self._makes}
        is_bought = standing.stance is Stance.BOUGHT or is_anothers
        return self._inside[0].get(one.span) if is_bought else None

    @cached_property
    def _standings(self) -> dict[Span, Standing]:
        standings = shared(self.found, self._by_cues, clauses(self._line))
        if not self._makes:
            return standings
        others = Others(self._line, self._makes, self._joints, self._words, self._spans)
        return {span: others.standing(span, one) for span, one in standings.items()}

    def _standing(self, one: Named | Typed) -> Standing:
        standing = settled(one, self._standings[one.span], self._head, self._words, self._line, self._rented)
        return doubted(one, standing, self._line, self._words)

    def _backing(
        self,
        names: Sequence[Named],
        typed: Sequence[Typed],
        *,
        is_said_bought: bool,
        lines: Collection[str] = (),
    ) -> Backing:
        return Backing(
            self._lexicon.rules,
            self._line,
            names,
            typed,
            self._words,
            self._by_code,
            is_said_bought=is_said_bought,
            lines=lines,
        )

    def _is_supported(self, one: Named, names: Sequence[Named]) -> bool:
        """Return whether something else in the line backs a name."""
        brand = one.name.brand
        return (
            bool(self._by_code)
            or any(word.value.kind not in NO_EQUIPMENT for word in self._words)
            or any(other.model.brand == brand for other in self._may_be_typed)
            or any(other.name.brand == brand and not other.needs_context for other in names)
            or any(line.value.id == one.name.rule for line in self._lexicon.product_lines.find(self._line))
            or (one.name.is_own and CODE.search(self._line) is not None)
            or self._is_in_list(one, names)
        )

    def _is_in_list(self, one: Named, names: Sequence[Named]) -> bool:
        """Return whether it stands in a list with a name that needs nothing else: Huawei, *ZTE* or Hytera."""
        are_listed = self._lexicon.stances.are_listed
        return any(
            not other.needs_context and are_listed(self._line, *sorted((one.span, other.span)))
            for other in names
        )

    def _mention(self, one: Named | Typed, standing: Standing, backing: Backing) -> Mention:
        start, end = self._folded.span(*one.span)
        part = self._part(one)
        match one:
            case Named():
                brand, rule, is_backed = one.name.brand, one.name.rule, backing.of_name(one)
                dimension, value = Dimension.BRAND, brand
                kind = "software" if one.name.is_software else None
            case Typed():
                brand, rule = one.model.brand, one.rule
                is_backed = one.is_distinctive or backing.of_designation(one)
                dimension, value, kind = Dimension.MODEL, self._designation(one.span), one.model.kind
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
            stance=standing.stance if part is None else Stance.BESIDE,
            cue=standing.cue if part is None else None,
            part=part,
            is_backed=is_backed,
        )

    def _designation(self, span: Span) -> str:
        """Return a designation as it is written; in plain letters where something hides it."""
        start, end = self._folded.span(*span)
        written = self._text[start:end]
        if end - start != span[1] - span[0] or not written.isascii():
            return self._line[slice(*span)].upper()
        return written


def _is_of(name: Named, typed: Sequence[Typed]) -> bool:
    """Return whether a designation over which a name stands is of the same brand."""
    return any(one.model.brand == name.name.brand for one in typed if overlaps(one.span, [name.span]))
