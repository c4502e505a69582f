"""What does a text that somebody wrote say of the thing: an order line, a label, a line of an inventory?"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from phaseout.domain.claim import Dimension, Strength
from phaseout.domain.part import PartKind
from phaseout.domain.wording import Stance
from phaseout.identify.field import Field
from phaseout.identify.mentions import Mention, Reader, Reading, Written
from phaseout.identify.mentions.weighing import weaker
from phaseout.identify.rules import Column, Hit, Look, Method, Rules

ORDER_LINE = "order.text"
_NAMES_WEIGH: Mapping[str, Strength] = MappingProxyType(
    {ORDER_LINE: Strength.STRONG, "label.text": Strength.STRONG}
)
"""By trait; elsewhere a name among other words may be a neighbour's."""


def by_mention(rules: Rules) -> Method:
    """Read names and designations in free text, with what the line says of them.

    In an order line a name that is bought counts fully, with a typing error less, and what is only beside
    it or replaced asks; what the line buys is its kind. Anywhere else only what the thing itself is counts.
    """
    reader = Reader(rules)

    def look(looks: Sequence[Look]) -> Iterator[tuple[int, Hit]]:
        texts = [
            (number, seen, text)
            for number, seen in enumerate(looks)
            for field, text in seen.fields
            if field is Field.TEXT
        ]
        readings = reader.read([text for _, _, text in texts], [seen.line for _, seen, _ in texts])
        for (number, seen, text), reading in zip(texts, readings, strict=True):
            found = list(hits_of(reading, seen.trait))
            if not reading.mentions:
                found = [hit._replace(column=Column.BESIDE) for hit in found]
            elif seen.line.equipment:
                found = _with_backed(found, [*hits_of(reader.read([text])[0], seen.trait)])
            for hit in found:
                yield number, _in_value(hit, seen.value.find(text))

    return look


def _with_backed(found: Sequence[Hit], without: Sequence[Hit]) -> list[Hit]:
    """Return the hits, those marked that the text alone would not give."""
    return [hit if hit in without else hit._replace(column=Column.BACKED) for hit in found]


def _in_value(hit: Hit, offset: int) -> Hit:
    """Return the hit with its place in the value; none where the text does not stand in it as it is."""
    if hit.span is not None and offset == 0:
        return hit
    if hit.span is None or offset < 0:
        return hit._replace(span=None)
    return hit._replace(span=(hit.span[0] + offset, hit.span[1] + offset))


def hits_of(reading: Reading, trait: str) -> Iterator[Hit]:
    """Yield what a reading says, as far as the kind of text bears it."""
    is_order = trait == ORDER_LINE
    for mention in reading.mentions:
        if mention.part is not None:
            yield from _of_part(mention, mention.part, trait)
        elif mention.stance is Stance.BOUGHT:
            yield from _bought(mention, trait, with_kind=not (is_order and reading.article))
        elif is_order and mention.stance is not Stance.EXCLUDED:
            yield from _spoken(mention, Strength.HINT)
    if is_order and reading.article is not None:
        article = reading.article
        span = article.start, article.end
        yield Hit(Dimension.KIND, article.kind, Strength.STRONG, article.rule, span=span)


def _bought(mention: Mention, trait: str, *, with_kind: bool) -> Iterator[Hit]:
    strength = _weight(mention, trait)
    yield from _spoken(mention, strength)
    if mention.dimension is not Dimension.MODEL or strength is Strength.HINT:
        return
    span = mention.start, mention.end
    if mention.kind is not None and with_kind:
        yield Hit(Dimension.KIND, mention.kind, strength, mention.rule, span=span)
    yield Hit(Dimension.MODEL, mention.value, strength, mention.rule, span=span)


def _of_part(mention: Mention, part: PartKind, trait: str) -> Iterator[Hit]:
    """Yield whose part is inside the thing; of whom the thing is it says nothing."""
    span, strength = (mention.start, mention.end), _weight(mention, trait)
    column = Column.CHIP if part is PartKind.CHIP else Column.MODULE
    yield Hit(Dimension.BRAND, mention.brand, strength, mention.rule, column, span=span)
    for maker, sure in mention.makers:
        yield Hit(Dimension.MAKER, maker, weaker(sure, strength), mention.rule, column, span=span)


def _weight(mention: Mention, trait: str) -> Strength:
    """Return how much a mention counts that is bought, or that is the thing's own."""
    match mention.dimension:
        case Dimension.MODEL:
            usual = Strength.STRONG if trait == ORDER_LINE else Strength.SUPPORTING
        case _:
            usual = _NAMES_WEIGH.get(trait, Strength.SUPPORTING)
    is_order = trait == ORDER_LINE
    if mention.written is Written.AS_IS:
        is_bare = is_order and mention.dimension is Dimension.BRAND and not mention.is_backed
        return Strength.SUPPORTING if is_bare else usual
    if is_order and mention.is_backed:
        return usual
    return Strength.SUPPORTING if usual is Strength.STRONG else Strength.HINT


def _spoken(mention: Mention, strength: Strength) -> Iterator[Hit]:
    span = mention.start, mention.end
    of_brand = Strength.HINT if mention.dimension is Dimension.MODEL else strength
    yield Hit(Dimension.BRAND, mention.brand, of_brand, mention.rule, span=span)
    for maker, sure in mention.makers:
        yield Hit(Dimension.MAKER, maker, weaker(sure, strength), mention.rule, span=span)
