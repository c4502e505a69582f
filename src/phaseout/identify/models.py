"""Whose model grammar does a designation follow?"""

from collections.abc import Iterator, Sequence

from phaseout.domain.claim import Dimension, Strength
from phaseout.domain.party import ModelPattern
from phaseout.identify.families import Families, Kinship
from phaseout.identify.field import Field
from phaseout.identify.patterns.packing import TextColumn
from phaseout.identify.patterns.pattern_set import PatternSet
from phaseout.identify.rules import Hit, Look, Method, Rules
from phaseout.identify.spelling import parted

AMBIGUOUS_RULE = "ambiguous-model/"
"""How the rule begins of a designation that several brands use; the brand follows, then its grammar."""


def by_model(rules: Rules) -> Method:
    """Compare designations with the makers' model grammars.

    Where grammars of several makers fit equally well the string is ambiguous and each is only
    suggested. What anybody may call a model, such as a letter and four digits, counts only where the brand
    is named beside it.
    """
    every = PatternSet([model.pattern for model in rules.models], rules.open_scanner)
    families = Families(rules.models, rules.ambiguous_models, rules.wording)

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
            kinship = families.kinship(designation, named, models)
            yield from ((number, hit) for hit in _of_designation(kinship, rules))

    return look


def _of_designation(kinship: Kinship, rules: Rules) -> Iterator[Hit]:
    for brand in kinship.users:
        yield from _of_ambiguous(brand, kinship.families, rules)
    for model in kinship.leading if not kinship.users else ():
        strength = Strength.HINT if kinship.is_ambiguous else model.strength
        beside = model.brand if model.needs_brand and model.brand != kinship.named else None
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
