"""Which brand does a name on the thing, or in somebody's list, stand for?"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from phaseout.domain.claim import Dimension, Strength
from phaseout.domain.folding import fold
from phaseout.domain.party import Brand, BrandRelation
from phaseout.domain.trait import TRAITS, Basis
from phaseout.domain.wording import Stance
from phaseout.identify.field import Field
from phaseout.identify.mentions.names import Names
from phaseout.identify.mentions.stances import Stances
from phaseout.identify.mentions.weighing import makers_of, weaker
from phaseout.identify.patterns.packing import TextColumn
from phaseout.identify.patterns.pattern_set import PatternSet
from phaseout.identify.rules import Column, Hit, Look, Method, Rules

_LEGAL_FORM = re.compile(
    r"\b(?:co|company|ltd|limited|inc|incorporated|corp|corporation|llc|gmbh|ag|ab|sa|s\.a|bv|b\.v|plc|oy|srl|"
    r"ltée|ltee|compagnie|group|the)\b\.?",
    re.IGNORECASE,
)
# What firms put around their name; "Dahua Technology" is Dahua, "Dahua Scale Factory" is not.
_TRADE = re.compile(
    r"\b(?:digital|technolog(?:y|ies)|electronics?|international|hangzhou|zhejiang)\b", re.IGNORECASE
)
_MAKERS_COLUMN = "inventory.manufacturer"
_RULE = "brand/"
AS_WRITTEN = f"{_RULE}as-written"
"""The rule of a brand the register does not know."""
_SPACES = re.compile(r"[\s,;()]+")
# Whoever writes "Hikvision?" does not know.
_DOUBT = re.compile(
    r"\?|\b(?:maybe|perhaps|probably|possibly|presumably|likely|suspected|unsure|tbc|"
    r"peut-[eê]tre|probablement|sans doute|présumé|à (?:vérifier|confirmer))\b",
    re.IGNORECASE,
)
_FREE = (Field.SELF,)
"""Where a name may stand among other words, besides texts that people wrote."""
_NEUTRAL_OEM = frozenset(("private", "general", "onvif", "default", "oem", "n/a"))


def by_brand_name(rules: Rules) -> Method:
    """Read brand names: a manufacturer field that is a brand's name, or the name as a word in a text.

    The name says the brand. What it says of the maker depends on how much of that brand's range the
    maker is known to build.
    """
    names = _names(rules.brands)
    word = _word_pattern(rules.brands)
    registered = _registered(rules.registrants)
    plainly = _Plainly(rules)
    anywhere = PatternSet(_anywhere(rules.brands), rules.open_scanner)

    def look(seen: Look, *, has_name: bool) -> Iterator[Hit]:
        for field, text in seen.fields:
            match field:
                case Field.MANUFACTURER:
                    found = _in_name_field(text, names, word, plainly, rules)
                    is_column = seen.trait == _MAKERS_COLUMN
                    yield from _among_makers(found, text, registered, rules) if is_column else found
                case Field.BRAND:
                    found = _in_name_field(text, names, word, plainly, rules)
                    yield from _in_column(found, Dimension.BRAND, rules)
                case Field.OEM if text.lower() not in _NEUTRAL_OEM:
                    yield from _in_oem_field(text, names, word)
                case Field.SELF if has_name:
                    # A name in a banner may be a host's or a neighbour's; fingerprints say where it is firm.
                    found = _in_text(text, names, word, plainly, rules)
                    yield from _of_firmware(found, rules) if _is_signature(seen.trait) else found
                case _:
                    continue

    def look_at_all(looks: Sequence[Look]) -> Iterator[tuple[int, Hit]]:
        named = _bearing_names(looks, anywhere)
        with_fields = ((number, seen) for number, seen in enumerate(looks) if seen.fields)
        return ((number, hit) for number, seen in with_fields for hit in look(seen, has_name=number in named))

    return look_at_all


def _bearing_names(looks: Sequence[Look], anywhere: PatternSet) -> set[int]:
    """Return the numbers of the looks in whose free texts a brand's name may stand."""
    texts = [
        (number, text) for number, seen in enumerate(looks) for field, text in seen.fields if field in _FREE
    ]
    return {texts[found.text][0] for found in anywhere.find(TextColumn([text for _, text in texts]))}


class _Plainly:
    """Tells what a text says of itself from what it only mentions: "Axis (was Hikvision)"."""

    def __init__(self, rules: Rules) -> None:
        self._stances = Stances(rules.wording)
        self._spelt = cache(lambda: Names(rules.brands, rules.wording, rules.false_friends))

    def cue_before(self, text: str, span: tuple[int, int]) -> int | None:
        """Return where the words begin by which a name is only mentioned, None where it is meant."""
        folded = text.lower()
        standing = self._stances.of(folded, [span], self._stances.cues(folded, [span]))[0]
        return None if standing.stance is Stance.BOUGHT else standing.start

    def misspelt(self, text: str) -> str | None:
        """Return the brand whose name is meant, with one typing error."""
        return self._spelt().nearly(fold(text).text)


def _in_name_field(
    text: str, names: Mapping[str, str], word: re.Pattern[str], plainly: _Plainly, rules: Rules
) -> Iterator[Hit]:
    plain = _plain(text)
    if _is_false_friend(text, rules):
        return
    if (brand := names.get(plain) or names.get(_squashed(text))) is not None:
        yield from _named(rules.brands[brand], Strength.HINT if _DOUBT.search(text) else Strength.STRONG)
        return
    match = word.search(text)
    cue = plainly.cue_before(text, match.span()) if match else None
    if match is not None and cue is None:
        yield from _named(rules.brands[names[match[0].lower()]], Strength.SUPPORTING)
    elif match and cue and cue < match.start() and (brand := names.get(_plain(text[:cue].rstrip(" (,;")))):
        yield from _named(rules.brands[brand], Strength.STRONG)
    elif (brand := plainly.misspelt(text)) is not None:
        yield from _named(rules.brands[brand], Strength.SUPPORTING)
    elif plain:
        yield Hit(Dimension.BRAND, text.strip(), Strength.SUPPORTING, AS_WRITTEN)


def _in_column(found: Iterable[Hit], about: Dimension, rules: Rules) -> Iterator[Hit]:
    """Say of each hit whether it is what its column is for; a column for brands also names makers."""
    for hit in found:
        if hit.dimension is about:
            yield hit if hit.strength is Strength.HINT else hit._replace(column=Column.OWN)
        else:
            yield hit if _is_makers_own(hit, rules) else hit._replace(column=Column.OTHER)


def _is_makers_own(hit: Hit, rules: Rules) -> bool:
    """Return whether a maker follows from a brand that is its own name, which another maker contradicts."""
    if hit.dimension is not Dimension.MAKER or hit.strength is not Strength.STRONG:
        return False
    brand = rules.brands[hit.rule.removeprefix(_RULE)]
    return any(behind.relation is BrandRelation.MAKER for behind in brand.makers)


def _among_makers(found: Iterable[Hit], text: str, registered: frozenset[str], rules: Rules) -> Iterator[Hit]:
    """Say of each hit what it is to a column of makers, and whether the words are the address registry's."""
    is_copied = _in_full(text) in registered
    for hit in _in_column(found, Dimension.MAKER, rules):
        yield hit._replace(column=Column.REGISTRANT) if is_copied and hit.column is Column.OWN else hit


def _of_firmware(found: Iterable[Hit], rules: Rules) -> Iterator[Hit]:
    """Take a maker's own name in a signature for that of who wrote the firmware: a hint at the brand."""
    for hit in found:
        behind = rules.brands[hit.value].makers if hit.dimension is Dimension.BRAND else ()
        is_makers = any(one.relation is BrandRelation.MAKER for one in behind)
        yield hit._replace(strength=Strength.HINT, column=Column.FIRMWARE) if is_makers else hit


def _is_signature(trait: str) -> bool:
    return TRAITS[trait].basis is Basis.NETWORK_SIGNATURE


def _in_oem_field(text: str, names: Mapping[str, str], word: re.Pattern[str]) -> Iterator[Hit]:
    brand = names.get(_plain(text))
    if brand is None and (match := word.search(text)) is not None:
        brand = names[match[0].lower()]
    if brand is not None:
        yield Hit(Dimension.BRAND, brand, Strength.STRONG, f"{_RULE}{brand}")


def _in_text(
    text: str, names: Mapping[str, str], word: re.Pattern[str], plainly: _Plainly, rules: Rules
) -> Iterator[Hit]:
    if _is_false_friend(text, rules):
        return
    for match in word.finditer(text):
        if plainly.cue_before(text, match.span()) is None:
            yield from _named(rules.brands[names[match[0].lower()]], Strength.SUPPORTING)


def _named(brand: Brand, weight: Strength) -> Iterator[Hit]:
    rule = f"{_RULE}{brand.id}"
    yield Hit(Dimension.BRAND, brand.id, weight, rule)
    for maker, sure in makers_of(brand):
        yield Hit(Dimension.MAKER, maker, weaker(sure, weight), rule)


def _is_false_friend(text: str, rules: Rules) -> bool:
    lowered = text.lower()
    return any(friend in lowered for friend in rules.false_friends)


def _registered(names: Iterable[str]) -> frozenset[str]:
    """Return registrants' names as they are copied: whole, or without the legal form if words are left."""
    found = set()
    for name in names:
        found.add(_in_full(name))
        if " " in (short := _in_full(_plain(name))):
            found.add(short)
    return frozenset(found)


def _in_full(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.lower()).split())


def _plain(text: str) -> str:
    return _SPACES.sub(" ", _LEGAL_FORM.sub(" ", text.lower())).strip(" .-")


def _squashed(text: str) -> str:
    """Return a name without trade words, blanks and hyphens: ``HIK Vision Digital`` → ``hikvision``."""
    return re.sub(r"[\W_]+", "", _TRADE.sub(" ", _plain(text)))


def _names(brands: Mapping[str, Brand]) -> dict[str, str]:
    found: dict[str, str] = {}
    for brand in brands.values():
        for name in (*brand.words, brand.name, *brand.aliases):
            found.setdefault(_plain(name), brand.id)
            found.setdefault(name.lower(), brand.id)
    for brand in brands.values():
        for name in (*brand.words, brand.name):
            if squashed := _squashed(name):
                found.setdefault(squashed, brand.id)
    return found


def _anywhere(brands: Mapping[str, Brand]) -> list[str]:
    """Return patterns that catch every text with a brand's word in it, and a few without."""
    words = sorted({word.lower() for brand in brands.values() for word in brand.words})
    plain = "|".join(re.escape(word) for word in words if word.isascii())
    framed = [rf"(?:^|[^0-9A-Za-z])(?:{plain})(?:$|[^0-9A-Za-z])"] if plain else []
    return framed + [re.escape(word) for word in words if not word.isascii()]


def _word_pattern(brands: Mapping[str, Brand]) -> re.Pattern[str]:
    words = sorted({word.lower() for brand in brands.values() for word in brand.words}, key=len, reverse=True)
    if not words:
        return re.compile(r"(?!)")
    # A word boundary means nothing between Chinese characters, so those stand as they are.
    # An underscore parts words in banners, where \b would see one word. The edges are asked once for all
    # words: asked within each, they cost thirty times as much.
    plain = "|".join(re.escape(word) for word in words if word.isascii())
    parts = [rf"(?<![^\W_])(?:{plain})(?![^\W_])"] if plain else []
    parts += [re.escape(word) for word in words if not word.isascii()]
    return re.compile("|".join(parts), re.IGNORECASE)
