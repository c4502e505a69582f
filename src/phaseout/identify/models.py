"""Whose model grammar does a designation follow?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from phaseout.domain.claim import Dimension, Strength
from phaseout.domain.party import ModelPattern
from phaseout.identify.fields import Field
from phaseout.identify.patterns.packing import TextColumn
from phaseout.identify.patterns.pattern_set import PatternSet
from phaseout.identify.rules import Hit, Look, Method, Rules
from phaseout.identify.spelling import parted
from phaseout.pattern import Pattern

_ORDER = (Strength.STRONG, Strength.SUPPORTING, Strength.HINT)
AMBIGUOUS_RULE = "ambiguous-model/"
"""How the rule begins of a designation that several brands use; the brand follows, then its grammar."""


def by_model(rules: Rules) -> Method:
    """Compare designations with the makers' model grammars.

    Where grammars of several makers fit equally well the string is ambiguous and each is only
    suggested. What anybody may call a model, such as a letter and four digits, counts only where the brand
    is named beside it.
    """
    every = PatternSet([model.pattern for model in rules.models], rules.open_scanner)
    as_typed = _AsTyped(rules)

    def look(looks: Sequence[Look]) -> Iterator[tuple[int, Hit]]:
        stated = [
            (number, *parted(text, rules.brands))
            for number, seen in enumerate(looks)
            for field, text in seen.fields
            if field is Field.MODEL
        ]
        matched: list[list[ModelPattern]] = [[] for _ in stated]
        for text, pattern in every.find(TextColumn([text for _, _, text in stated])):
            matched[text].append(rules.models[pattern])
        for (number, named, designation), models in zip(stated, matched, strict=True):
            own = [model for model in models if named is not None and named in (model.brand, model.maker)]
            known = own or models or as_typed.models(designation)
            yield from ((number, hit) for hit in _of_designation(designation, named, known, rules))

    return look


class _AsTyped:
    """The grammars by which people write designations down, separators changed or a prefix left out."""

    def __init__(self, rules: Rules) -> None:
        by_id = {model.id: model for model in rules.models}
        self._loose = [(one, by_id[one.model]) for one in rules.wording.designations if one.model in by_id]
        self._compiled = cache(lambda number: Pattern(self._loose[number][0].pattern))

    def models(self, designation: str) -> list[ModelPattern]:
        """Return the models it may be, none of them firmly."""
        return [
            replace(model, id=one.id, strength=min(model.strength, Strength.SUPPORTING, key=_weight))
            for number, (one, model) in enumerate(self._loose)
            if self._compiled(number).catches(designation)
        ]


def _weight(strength: Strength) -> int:
    return strength.weight


def _of_designation(
    text: str, named: str | None, matched: Sequence[ModelPattern], rules: Rules
) -> Iterator[Hit]:
    """Yield what a designation says; ``named`` is the brand that somebody wrote in front of it."""
    if (brands := rules.ambiguous_models.get(text.upper())) is not None:
        for brand in (named,) if named in brands else brands:
            yield from _of_ambiguous(brand, matched, rules)
        return
    best = next((s for s in _ORDER if any(model.strength is s for model in matched)), None)
    leading = [model for model in matched if model.strength is best]
    makers = {model.maker for model in leading}
    for model in leading:
        strength = model.strength if len(makers) == 1 else Strength.HINT
        beside = model.brand if model.needs_brand and model.brand != named else None
        yield from (hit._replace(beside=beside) for hit in _spoken(model, strength))


def _spoken(model: ModelPattern, strength: Strength) -> Iterator[Hit]:
    if model.maker is not None:
        yield Hit(Dimension.MAKER, model.maker, strength, model.id)
    yield Hit(Dimension.BRAND, model.brand, Strength.HINT, model.id)
    if model.kind is not None and strength is not Strength.HINT:
        yield Hit(Dimension.KIND, model.kind, strength, model.id)


def _of_ambiguous(brand: str, matched: Sequence[ModelPattern], rules: Rules) -> Iterator[Hit]:
    """Yield what a designation that several brands use would say if it is this one's.

    ``neighbours.by_named_brand`` settles whether it is: only a name that stands elsewhere can tell.
    """
    rule = f"{AMBIGUOUS_RULE}{brand}"
    yield Hit(Dimension.BRAND, brand, Strength.HINT, rule)
    for behind in rules.brands[brand].makers:
        yield Hit(Dimension.MAKER, behind.maker, Strength.HINT, rule)
    for model in matched:
        if model.brand == brand:
            for hit in _spoken(model, model.strength):
                yield hit._replace(rule=f"{rule}/{model.id}")
