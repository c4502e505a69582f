"""Whose model grammar does a designation follow?"""

import re
from collections.abc import Iterator

from phaseout.domain.claim import Dimension, Strength
from phaseout.domain.party import ModelPattern
from phaseout.identify.fields import Field
from phaseout.identify.rules import Hit, Look, Method, Rules
from phaseout.pattern import Pattern

SHORTEST_TOKEN = 6
"""In free text, shorter words follow too many grammars by chance."""
_ORDER = (Strength.STRONG, Strength.SUPPORTING, Strength.HINT)
_NOISE = re.compile(r"^(?:\(M\)|model|mod\.|type|modèle)[\s:]*", re.IGNORECASE)
_TOKEN = re.compile(r"[0-9A-Za-z][0-9A-Za-z/().+-]*")

Compiled = tuple[Pattern, ModelPattern]


def by_model(rules: Rules) -> Method:
    """Compare designations with the makers' model grammars.

    Where grammars of several makers fit equally well the string is ambiguous and each is only
    suggested.
    """
    ready: list[Compiled] = []

    def look(seen: Look) -> Iterator[Hit]:
        """Yield the designations that a grammar of the register knows."""
        if not ready:
            ready.extend((Pattern(model.pattern), model) for model in rules.models)
        for field, text in seen.fields:
            if field is Field.MODEL:
                yield from _of_designation(_stripped(text, rules), ready, rules)
            elif field is Field.TEXT:
                yield from _in_text(text, ready)

    return look


def _of_designation(text: str, ready: list[Compiled], rules: Rules) -> Iterator[Hit]:
    matched = [model for pattern, model in ready if pattern.catches(text)]
    if (brands := rules.ambiguous_models.get(text.upper())) is not None:
        for brand in brands:
            yield from _suggested(brand, "ambiguous-model", rules)
        return
    best = next((s for s in _ORDER if any(model.strength is s for model in matched)), None)
    leading = [model for model in matched if model.strength is best]
    makers = {model.maker for model in leading}
    for model in leading:
        strength = model.strength if len(makers) == 1 else Strength.HINT
        yield from _spoken(model, strength)


def _in_text(text: str, ready: list[Compiled]) -> Iterator[Hit]:
    for token in _TOKEN.findall(text):
        if len(token) < SHORTEST_TOKEN or not any(char.isdigit() for char in token):
            continue
        for pattern, model in ready:
            if model.strength is Strength.STRONG and pattern.catches(token):
                yield from _spoken(model, Strength.SUPPORTING)
                yield Hit(Dimension.MODEL, token, Strength.SUPPORTING, model.id)
                break


def _spoken(model: ModelPattern, strength: Strength) -> Iterator[Hit]:
    if model.maker is not None:
        yield Hit(Dimension.MAKER, model.maker, strength, model.id)
    yield Hit(Dimension.BRAND, model.brand, Strength.HINT, model.id)
    if model.kind is not None and strength is not Strength.HINT:
        yield Hit(Dimension.KIND, model.kind, strength, model.id)


def _suggested(brand: str, rule: str, rules: Rules) -> Iterator[Hit]:
    yield Hit(Dimension.BRAND, brand, Strength.HINT, rule)
    for behind in rules.brands[brand].makers:
        yield Hit(Dimension.MAKER, behind.maker, Strength.HINT, rule)


def _stripped(text: str, rules: Rules) -> str:
    """Return the designation without the maker's name that people and cameras write in front."""
    text = _NOISE.sub("", text.strip())
    first, _, rest = text.partition(" ")
    return rest.strip() if rest and first.lower() in rules.brands else text
