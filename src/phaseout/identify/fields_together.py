"""What do the fields of one line of a purchase say together of who made the thing?

A brand in its column and a designation in another weigh as they do side by side in one text.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from phaseout.domain.claim import Dimension, Strength
from phaseout.domain.party import ModelPattern
from phaseout.identify.line_context import ORDER_TEXT
from phaseout.identify.mentions.backing import NO_EQUIPMENT
from phaseout.identify.mentions.weighing import firm_makers, is_read_twice, of_one_maker, weaker
from phaseout.identify.models import AMBIGUOUS_RULE
from phaseout.identify.order_lines import Telling
from phaseout.identify.rules import Hit, Rules

_NAMED_IN = frozenset(("order.manufacturer", "order.brand", ORDER_TEXT))
_DESIGNATED_IN = frozenset(("order.part-number", "order.sku", ORDER_TEXT))


def weighed_together(traits: Sequence[str], found: Telling, rules: Rules) -> Telling:
    """Return what tells something of a thing, its makers as firm as all fields of its line make them."""
    if sum(traits[place] in _NAMED_IN | _DESIGNATED_IN for place, _ in found) < 2:  # noqa: PLR2004 (two fields)
        return found
    names = _names(traits, found)
    line = _Fields(rules, frozenset(names.values()), _kinds(traits, found))
    typed = {
        model.brand
        for place, hits in found
        if traits[place] in _DESIGNATED_IN
        for hit in hits
        if hit.strength is not Strength.HINT and (model := line.model_of(hit)) is not None
    }
    backed = {rule for rule, brand in names.items() if brand in typed}
    firm = {rule for rule in backed if names[rule] in of_one_maker(rules)}
    return [
        (place, tuple(_raised(hits, backed, firm) if traits[place] in _NAMED_IN else hits))
        for place, hits in (
            (place, tuple(line.of_designation(hits)) if traits[place] in _DESIGNATED_IN else hits)
            for place, hits in found
        )
    ]


class _Fields:
    """What the fields of a line hold besides the one designation that is weighed."""

    def __init__(self, rules: Rules, named: Collection[str], kinds: Collection[str]) -> None:
        self._rules = rules
        self._named = named
        self._kinds = kinds

    def model_of(self, hit: Hit) -> ModelPattern | None:
        """Return the grammar by which a hit was found; of several brands' that of the one named."""
        rule = hit.rule
        if rule.startswith(AMBIGUOUS_RULE):
            brand, _, rule = rule.removeprefix(AMBIGUOUS_RULE).partition("/")
            if brand not in self._named:
                return None
        return _models(self._rules).get(rule)

    def of_designation(self, hits: Sequence[Hit]) -> Iterator[Hit]:
        """Yield the hits, the makers of a designation as firm as what stands beside it makes them."""
        said = {hit.rule for hit in hits if hit.dimension is Dimension.MAKER}
        for hit in hits:
            model = self.model_of(hit)
            if model is None or not self._is_backed(model):
                yield hit
                continue
            makers = dict(firm_makers(model, self._rules, is_named=model.brand in self._named))
            if hit.dimension is Dimension.MAKER and hit.strength is Strength.SUPPORTING:
                yield hit._replace(strength=makers.get(hit.value, hit.strength))
                continue
            yield hit
            if hit.dimension is Dimension.BRAND and hit.rule not in said and model.brand in self._named:
                for maker, strength in makers.items():
                    yield hit._replace(dimension=Dimension.MAKER, value=maker, strength=strength)

    def _is_backed(self, model: ModelPattern) -> bool:
        if model.brand in self._named:
            return True
        return not model.needs_brand and (model.kind in self._kinds or is_read_twice(model))


def _names(traits: Sequence[str], found: Telling) -> dict[str, str]:
    """Return the brands that are named, by the rule of the name; what only hints names none."""
    return {
        hit.rule: hit.value
        for place, hits in found
        if traits[place] in _NAMED_IN
        for hit in hits
        if hit.dimension is Dimension.BRAND and hit.strength is not Strength.HINT
    }


def _kinds(traits: Sequence[str], found: Telling) -> frozenset[str]:
    """Return the kinds of equipment that texts have words for."""
    said = (hit for place, hits in found if traits[place] == ORDER_TEXT for hit in hits)
    return frozenset(hit.value for hit in said if hit.dimension is Dimension.KIND) - NO_EQUIPMENT


def _raised(hits: Sequence[Hit], backed: Collection[str], firm: Collection[str]) -> Iterator[Hit]:
    """Yield the hits of names, firm where a designation of the brand stands in another field."""
    for hit in hits:
        is_weak = hit.strength is Strength.SUPPORTING
        is_raised = hit.rule in (backed if hit.dimension is Dimension.BRAND else firm)
        yield hit._replace(strength=Strength.STRONG) if is_weak and is_raised else hit


@lru_cache(maxsize=2)
def _models(rules: Rules) -> Mapping[str, ModelPattern]:
    """Return the grammars by the rules of what they find, also of designations as people type them."""
    by_id = {model.id: model for model in rules.models}
    loose = {
        one.id: replace(by_id[one.model], strength=weaker(by_id[one.model].strength, Strength.SUPPORTING))
        for one in rules.wording.designations
        if one.model in by_id
    }
    return {**loose, **by_id}
