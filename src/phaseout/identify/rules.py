"""What does identification know: every rule of the register, ready to be asked?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from phaseout.domain.claim import Dimension, Sign, Strength
from phaseout.domain.commodity import Commodity
from phaseout.domain.party import AddressBlock, Brand, Fingerprint, ModelPattern
from phaseout.domain.trait import Basis
from phaseout.domain.wording import NO_WORDING, Wording
from phaseout.identify.field import FieldValue
from phaseout.identify.line_context import ALONE, LineContext
from phaseout.identify.patterns.pattern_set import OpenScanner, one_by_one


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rules:
    """The identifying part of the register, as values. Compared by identity: there is one a run."""

    fingerprints: Mapping[str, tuple[Fingerprint, ...]]
    """By trait."""
    brands: Mapping[str, Brand]
    models: tuple[ModelPattern, ...]
    ambiguous_models: Mapping[str, tuple[str, ...]]
    """Upper-case designation → the brands that use it."""
    address_block: Callable[[str], AddressBlock | None]
    """The longest registered block that holds an address of 12 hex digits."""
    false_friends: frozenset[str]
    """Registered names that look like a maker's and are another firm's, lower case."""
    makers: frozenset[str]
    """Parties that make equipment, as opposed to those that only sell it under their name."""
    parents: Mapping[str, str]
    """Maker → the maker that controls it, so that Hikvision's signs back an EZVIZ claim."""
    own_brand: Mapping[str, str]
    """Party → the brand that bears its own name."""
    wider_kinds: Mapping[str, str] = field(default_factory=dict)
    """Kind → the kind that it is one of: a thermal camera is a camera."""
    registrants: frozenset[str] = frozenset()
    """Names under which parties hold address blocks, as the registry writes them."""
    wording: Wording = NO_WORDING
    """The words of plain language by which texts are read."""
    commodities: tuple[Commodity, ...] = ()
    """What codes of goods and services say of a line."""
    additions: frozenset[str] = frozenset()
    """Ids of fingerprints that somebody added: they speak only of what the register is silent on."""
    open_scanner: OpenScanner = one_by_one
    """What looks for many patterns at once."""


class Look(NamedTuple):
    """What a method is shown: one observation and the fields in it."""

    trait: str
    value: str
    fields: tuple[FieldValue, ...]
    line: LineContext = ALONE
    """What else stands in its line."""


class Column(StrEnum):
    """What a hit owes to the column it stands in, of a list with one for makers and one for brands."""

    NONE = "none"
    OWN = "own"
    """It says what the column is for: the maker among makers, the brand among brands."""
    OTHER = "other"
    """It says in passing what the other column is for, and gives way to what stands there."""
    REGISTRANT = "registrant"
    """It is the column's own, and the very words in which the address registry names a holder of blocks."""
    FIRMWARE = "firmware"
    """It names in passing who wrote the firmware, and gives way to whatever else says the brand."""
    BOARD = "board"
    """It says whose board or interface it is, where anybody may have built with it: no claim by itself."""
    CHIP = "chip"
    """It says whose chip is inside: no claim of the thing."""
    MODULE = "module"
    """It says whose radio or network module is inside: no claim of the thing."""
    CODE = "code"
    """It is a commodity code: no claim by itself, but heard beside what else a line says."""
    BESIDE = "beside"
    """It says the kind of what a field beside it names, and nothing where none does."""
    BACKED = "backed"
    """It weighs as it does only because a commodity code speaks of equipment."""


class Hit(NamedTuple):
    """What a method found in an observation, before it is asked whose observation it was."""

    dimension: Dimension
    value: str
    strength: Strength
    rule: str
    column: Column = Column.NONE
    beside: str | None = None
    """The brand that something else must name before this hit counts; None where it counts by itself."""
    span: tuple[int, int] | None = None
    """Where in the value it stands, in characters, if that is a text among whose words it was found."""

    def as_sign(self, basis: Basis, evidence: str) -> Sign:
        """Return it as a sign of the observation ``evidence``."""
        return Sign(
            dimension=self.dimension,
            value=self.value,
            strength=self.strength,
            basis=basis,
            rule=self.rule,
            evidence=evidence,
            span=self.span,
        )


Method = Callable[[Sequence[Look]], Iterable[tuple[int, Hit]]]
"""Finds hits in a column of observations: (number of the look, hit), each look's in order."""

Prepare = Callable[[Rules], Method]
"""Makes a method ready."""


def each_by_itself(look: Callable[[Look], Iterable[Hit]]) -> Method:
    """Return the method that looks at each observation by itself, of those that carry fields."""
    return lambda looks: (
        (number, hit) for number, seen in enumerate(looks) if seen.fields for hit in look(seen)
    )
