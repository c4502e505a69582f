"""Do the patterns catch what they are meant to catch and nobody else's equipment?"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from phaseout.pattern import Pattern, PatternError
from phaseout.register.fault import Fault, Level
from phaseout.register.known import NOTHING, Known, Telling
from phaseout.register.loading import Entry, Files
from phaseout.register.schema import Shape
from phaseout.register.schema_brand import BrandShape, ModelShape
from phaseout.register.schema_fingerprint import FingerprintShape
from phaseout.register.yamlfile import Place

_NO_TEXT = frozenset(("mac", "ip"))
"""Numbers: a hardware address is its block's holder's, and an IP address says nothing of its holder."""
_DOES_NOT_COMPILE = (re.error, OverflowError, RecursionError)
"""What a pattern may end in: a repetition may be too great, groups may be nested too deep."""


class _Compiled:
    """The patterns of one check, each compiled once."""

    def __init__(self) -> None:
        self._ready: dict[str, Pattern | str] = {}

    def why_not(self, pattern: str) -> str | None:
        """Say why a pattern is not used, None where it is."""
        found = self._of(pattern)
        return found if isinstance(found, str) else None

    def get(self, pattern: str) -> Pattern | None:
        """Return a pattern that is used."""
        found = self._of(pattern)
        return None if isinstance(found, str) else found

    def _of(self, pattern: str) -> Pattern | str:
        if pattern not in self._ready:
            self._ready[pattern] = _tried(pattern)
        return self._ready[pattern]


def _tried(pattern: str) -> Pattern | str:
    try:
        re.compile(
            pattern
        )  # RE2 alone takes a repetition that is too great, ``a{99999999999}``, for plain text
    except _DOES_NOT_COMPILE as error:
        return f"the pattern does not compile: {error}"
    try:
        return Pattern(pattern)
    except PatternError as error:
        return f"the pattern may take too long or too much to match: {error}"


def check_patterns(files: Files, base: Known = NOTHING) -> Iterator[Fault]:
    """Yield the faults of the model patterns, the fingerprints and the brands' words.

    ``base`` is what lies below an overlay: its fingerprints may not catch the overlay's examples. Its own
    examples are not compiled, so that nobody sees here which of them the overlay's patterns catch.
    """
    compiled = _Compiled()
    for brand in files.brands:
        for index, model in enumerate(brand.shape.models):
            yield from _own(brand, ("models", index), model, compiled)
    yield from _shared_words(files.brands, base)
    by_trait: dict[str, list[Entry[FingerprintShape]]] = defaultdict(list)
    for entry in files.fingerprints:
        yield from _own(entry, (), entry.shape, compiled)
        yield from _groups(entry, compiled)
        by_trait[entry.stem].append(entry)
        if entry.stem in _NO_TEXT:
            why = f"{entry.stem!r} is no text; whose a hardware address is stands in addresses/, as a block"
            yield entry.fault(Level.SENSE, ("pattern",), why)
    for trait, entries in by_trait.items():
        yield from _accused_by_others(entries, base.telling(trait), compiled)


def _own(
    entry: Entry[Shape], place: Place, shape: FingerprintShape | ModelShape, compiled: _Compiled
) -> Iterator[Fault]:
    """Blame a pattern that is not used, does not catch its examples or catches its counter-examples."""
    if why := compiled.why_not(shape.pattern):
        yield entry.fault(Level.SENSE, (*place, "pattern"), why)
    if (pattern := compiled.get(shape.pattern)) is None:
        return
    for index, text in enumerate(shape.examples):
        if not pattern.catches(text):
            where = (*place, "examples", index)
            yield entry.fault(Level.SENSE, where, f"the pattern does not catch its example {text!r}")
    for index, text in enumerate(shape.counterexamples):
        if pattern.catches(text):
            where = (*place, "counterexamples", index)
            yield entry.fault(Level.SENSE, where, f"the pattern catches its counterexample {text!r}")


def _groups(entry: Entry[FingerprintShape], compiled: _Compiled) -> Iterator[Fault]:
    if (pattern := compiled.get(entry.shape.pattern)) is None:
        return
    for dimension, told in entry.shape.tells.items():
        if told.group and told.group not in pattern.groups:
            place = ("tells", dimension.value)
            yield entry.fault(Level.SENSE, place, f"the pattern has no group {told.group!r}")


def _accused_by_others(
    entries: Sequence[Entry[FingerprintShape]], below: Sequence[Telling], compiled: _Compiled
) -> Iterator[Fault]:
    """Blame examples that another fingerprint of the trait takes for another maker's."""
    replaced = {entry.shape.id for entry in entries}
    telling = [other for other in below if other.id not in replaced]
    for entry in entries:
        pattern = compiled.get(entry.shape.pattern)
        if pattern and entry.shape.maker:
            telling.append(Telling(entry.shape.id, entry.shape.maker, pattern))
    for entry in entries:
        for index, text in enumerate(entry.shape.examples):
            for other in telling:
                if other.id == entry.shape.id or other.maker == entry.shape.maker:
                    continue
                if entry.shape.maker and other.pattern.catches(text):
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
