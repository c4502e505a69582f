"""What else in a line backs what it names: equipment, a second sign of the maker, a word for buying?"""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from phaseout.domain.claim import Strength
from phaseout.domain.party import ModelPattern
from phaseout.identify.mentions.articles import Word
from phaseout.identify.mentions.names import Named
from phaseout.identify.mentions.reading import Written
from phaseout.identify.mentions.typed import Typed
from phaseout.identify.mentions.weighing import (
    Makers,
    firm_makers,
    is_read_twice,
    makers_behind,
    makers_of,
    makers_of_model,
    of_one_maker,
    raised,
)
from phaseout.identify.rules import Rules

NO_EQUIPMENT = frozenset(("accessory", "software", "service"))
LONG = 8
"""Letters from which a name is known also with a typing error."""
_DIGIT = re.compile(r"\d")
_OF_NO_THING = re.compile(
    r"[$€£¥₴]\s?[\d.,]+|[\d.,]+\s?[$€£¥₴%]|\b\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b|\b(?:19|20)\d\d\b"
    r"|\b(?:invoice|inv|acct|account|ref|job|ticket|case|claim|rfq|quote|po|p\.o\.|no\.|#)\s?[:#]?\s?[\w-]*\d[\w-]*"
    r"|\b\d+(?:[.,]\d+)?\s?(?:pax|people|persons?|guests?|seats?|nights?|days?|hours?|hrs?|h|sessions?|lessons?|weeks?|months?"
    r"|years?|yrs?|copies|tickets?|kg|lbs?|pounds?|litres?|liters?|m2|m3|tons?|tonnes?|pages?|words?|miles|km"
    r"|personnes?|nuits?|jours?|heures?|semaines?|mois|ans?|seances?|billets?|personas?|noches?|dias?|horas?|meses|anos?"
    r"|осіб|ночі|днів|годин|місяців|人|晚|天|小时|个月|公斤)(?!\w)"
)
"""Numbers that count no thing: money, days, people, time, weight, and those of papers."""


class Backing(NamedTuple):
    """What a line holds besides the one name or designation that is weighed."""

    rules: Rules
    line: str
    names: Sequence[Named]
    typed: Sequence[Typed]
    words: Sequence[Word]
    coded: Collection[str]
    """Kinds of equipment that commodity codes beside the line speak of."""
    is_said_bought: bool
    """Whether it says in so many words that something is bought."""
    lines: Collection[str] = ()
    """Brands of which it names a product line."""

    @property
    def kinds(self) -> Collection[str]:
        """Kinds of equipment it has words or codes for."""
        return {*self.coded, *(word.value.kind for word in self.words)} - NO_EQUIPMENT

    def of_name(self, one: Named) -> bool:
        """Return whether something besides the name says that a thing is meant."""
        is_typed = any(other.model.brand == one.name.brand for other in self.typed)
        if one.written is not Written.AS_IS and one.span[1] - one.span[0] < LONG:
            return bool(self.kinds) or is_typed or self._is_named(one.name.brand, but=one)
        return (
            is_typed
            or self.is_said_bought
            or bool(self.coded)
            or any(word.value.kind != "service" for word in self.words)
            or _DIGIT.search(_OF_NO_THING.sub(" ", self.line)) is not None
            or one.name.is_product
            or one.name.brand in self.lines
        )

    def of_designation(self, one: Typed) -> bool:
        """Return whether its brand or maker is named too, or equipment."""
        kinds = self.kinds
        if one.model.needs_brand:
            return self._is_named(one.model.brand)
        if one.is_short:
            return one.model.kind in kinds or self._is_named(one.model.brand)
        return (
            self._is_named(one.model.brand)
            or any(
                one.model.maker in makers_behind(self.rules.brands[other.name.brand]) for other in self.names
            )
            or bool(kinds)
        )

    def makers(self, one: Named | Typed) -> Makers:
        """Return who makes what is named, as surely as two signs in one line say together."""
        match one:
            case Named():
                brand = self.rules.brands[one.name.brand]
                makers = makers_of(brand)
                is_typed = any(
                    other.model.brand == brand.id and other.model.strength is not Strength.HINT
                    for other in self.typed
                )
                return raised(makers) if is_typed and brand.id in of_one_maker(self.rules) else makers
            case Typed():
                return self._of_model(one)

    def _of_model(self, one: Typed) -> Makers:
        model = one.model
        makers = makers_of_model(model)
        is_named = self._is_named(model.brand)
        users = self.rules.ambiguous_models.get(self.line[slice(*one.span)].upper(), ())
        if not is_named and self._has_rival(model, users):
            return tuple((maker, Strength.HINT) for maker, _ in makers)
        is_firm = is_named or one.is_distinctive or self.of_designation(one) or is_read_twice(model)
        return firm_makers(model, self.rules, is_named=is_named) if is_firm else makers

    def _has_rival(self, model: ModelPattern, users: Collection[str]) -> bool:
        """Return whether another brand that uses a designation makes such equipment, if the line says."""
        others = set(users) - {model.brand}
        if model.kind is None or model.kind not in self.kinds:
            return bool(others) and len(users) > 1
        return any(other.brand in others and other.kind in (None, *self.kinds) for other in self.rules.models)

    def _is_named(self, brand: str, but: Named | None = None) -> bool:
        return any(other is not but and other.name.brand == brand for other in self.names)
