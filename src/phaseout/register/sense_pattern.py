"""Do the patterns catch what they are meant to catch and nobody else's equipment?"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from phaseout.register.fault import Fault, Level
from phaseout.register.known import NOTHING, Known, Telling
from phaseout.register.loading import Entry, Files
from phaseout.register.schema import Shape
from phaseout.register.schema_brand import BrandShape
from phaseout.register.schema_fingerprint import FingerprintShape
from phaseout.register.yamlfile import Place

_ONE_ENGINE_ONLY = re.compile(r"\(\?<[=!]|\(\?P=|\(\?\(|\\[1-9]")
"""Look-behind, back references, conditionals: RE2 and Hyperscan know none of them."""
_DOES_NOT_COMPILE = (re.error, OverflowError, RecursionError)
"""What a pattern may end in: a repetition may be too great, groups may be nested too deep."""


def check_patterns(files: Files, base: Known = NOTHING) -> Iterator[Fault]:
    """Yield the faults of the model patterns, the fingerprints and the brands' words.

    ``base`` is what lies below an overlay: its fingerprints may not catch the overlay's examples. Its own
    examples are not compiled, so that nobody sees here which of them the overlay's patterns catch.
    """
    for brand in files.brands:
        for index, model in enumerate(brand.shape.models):
            place: Place = ("models", index)
            yield from _pattern(brand, (*place, "pattern"), model.pattern)
            yield from _own(brand, place, model.pattern, model.examples, model.counterexamples)
    yield from _shared_words(files.brands, base)
    by_trait: dict[str, list[Entry[FingerprintShape]]] = defaultdict(list)
    for entry in files.fingerprints:
        fingerprint = entry.shape
        yield from _pattern(entry, ("pattern",), fingerprint.pattern)
        yield from _own(entry, (), fingerprint.pattern, fingerprint.examples, fingerprint.counterexamples)
        yield from _groups(entry)
        by_trait[entry.stem].append(entry)
    for trait, entries in by_trait.items():
        yield from _accused_by_others(entries, base.telling(trait))


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except _DOES_NOT_COMPILE:
        return None


def _pattern(entry: Entry[Shape], place: Place, pattern: str) -> Iterator[Fault]:
    try:
        re.compile(pattern)
    except _DOES_NOT_COMPILE as error:
        yield entry.fault(Level.SENSE, place, f"the pattern does not compile: {error}")
    if found := _ONE_ENGINE_ONLY.search(pattern):
        message = f"{found.group()!r} works in one of the two pattern engines only"
        yield entry.fault(Level.SENSE, place, message)


def _own(
    entry: Entry[Shape], place: Place, pattern: str, examples: Sequence[str], counterexamples: Sequence[str]
) -> Iterator[Fault]:
    compiled = _compiled(pattern)
    if compiled is None:
        return
    for index, text in enumerate(examples):
        if not compiled.search(text):
            where = (*place, "examples", index)
            yield entry.fault(Level.SENSE, where, f"the pattern does not catch its example {text!r}")
    for index, text in enumerate(counterexamples):
        if compiled.search(text):
            where = (*place, "counterexamples", index)
            yield entry.fault(Level.SENSE, where, f"the pattern catches its counterexample {text!r}")


def _groups(entry: Entry[FingerprintShape]) -> Iterator[Fault]:
    compiled = _compiled(entry.shape.pattern)
    if compiled is None:
        return
    for dimension, told in entry.shape.tells.items():
        if told.group and told.group not in compiled.groupindex:
            place = ("tells", dimension.value)
            yield entry.fault(Level.SENSE, place, f"the pattern has no group {told.group!r}")


def _accused_by_others(
    entries: Sequence[Entry[FingerprintShape]], below: Sequence[Telling]
) -> Iterator[Fault]:
    """Blame examples that another fingerprint of the trait takes for another maker's."""
    replaced = {entry.shape.id for entry in entries}
    telling = [other for other in below if other.id not in replaced]
    for entry in entries:
        pattern = _compiled(entry.shape.pattern)
        if pattern and entry.shape.maker:
            telling.append(Telling(entry.shape.id, entry.shape.maker, pattern))
    for entry in entries:
        for index, text in enumerate(entry.shape.examples):
            for other in telling:
                if other.id == entry.shape.id or other.maker == entry.shape.maker:
                    continue
                if entry.shape.maker and other.pattern.search(text):
                    message = f"{other.id} takes the example {text!r} for {other.maker}'s"
                    yield entry.fault(Level.SENSE, ("examples", index), message)


def _shared_words(brands: Sequence[Entry[BrandShape]], base: Known) -> Iterator[Fault]:
    """Blame a word that names two brands: it would say two things of one box."""
    replaced = {brand.shape.id for brand in brands}
    owner = {word: brand for word, brand in base.brand_of_word.items() if brand not in replaced}
    for brand in brands:
        for index, word in enumerate(brand.shape.words):
            first = owner.setdefault(word, brand.shape.id)
            if first != brand.shape.id:
                message = f"the word {word!r} already names the brand {first!r}"
                yield brand.fault(Level.SENSE, ("words", index), message)
