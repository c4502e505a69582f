"""What is said of an asset, how firmly, and on which evidence?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from phaseout.domain.part import PartKind
from phaseout.domain.trait import Basis


class Grade(StrEnum):
    """How firmly a claim stands, from the table in ``phaseout.identify.grading``."""

    CONCLUSIVE = "conclusive"
    STRONG = "strong"
    SUGGESTIVE = "suggestive"
    NONE = "none"

    @property
    def rank(self) -> int:
        """3 for conclusive down to 0 for none."""
        return _RANK[self]

    @property
    def is_firm(self) -> bool:
        """Whether a determination may rest on it."""
        return _RANK[self] >= _RANK[Grade.STRONG]


_RANK = {grade: rank for rank, grade in enumerate(reversed(Grade))}


class Strength(StrEnum):
    """How much one sign weighs, before signs are put together; the strongest first."""

    STRONG = "strong"
    SUPPORTING = "supporting"
    HINT = "hint"

    @property
    def weight(self) -> int:
        """A number that is higher for the stronger; 0 for a hint."""
        return _WEIGHT[self]


_WEIGHT = {strength: weight for weight, strength in enumerate(reversed(Strength))}


class Dimension(StrEnum):
    """What a sign speaks to. Hikvision firmware is not Hikvision brand."""

    PLATFORM = "platform"
    MAKER = "maker"
    BRAND = "brand"
    FAMILY = "family"
    MODEL = "model"
    FIRMWARE = "firmware"
    SERIAL = "serial"
    KIND = "kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One reason to believe one thing of an asset."""

    dimension: Dimension
    value: str
    strength: Strength
    basis: Basis
    rule: str
    """Id of the fingerprint, brand, address block or method that says so."""
    evidence: str
    """Id of the observation."""
    span: tuple[int, int] | None = None
    """Where in its text, in characters, half open; None where it is the observation as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A place in the text of an observation on which a claim rests."""

    evidence: str
    """Id of the observation."""
    start: int
    end: int
    """Characters, half open."""
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The answer for one dimension. ``value`` None goes with grade none."""

    value: str | None = None
    grade: Grade = Grade.NONE
    bases: tuple[Basis, ...] = ()
    evidence: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    """Of what was read in running text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two values of one dimension that both have standing. Reported, never averaged."""

    dimension: Dimension
    claims: tuple[Claim, ...]
    """Firmest first."""


NO_CLAIM = Claim()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPart:
    """What a text says of a part inside the thing: a camera *with a HiSilicon chip*."""

    kind: PartKind
    maker: Claim = NO_CLAIM
    brand: Claim = NO_CLAIM


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """Every claim about one asset."""

    platform: Claim = NO_CLAIM
    maker: Claim = NO_CLAIM
    brand: Claim = NO_CLAIM
    family: Claim = NO_CLAIM
    model: Claim = NO_CLAIM
    firmware: Claim = NO_CLAIM
    serial: Claim = NO_CLAIM
    kind: Claim = NO_CLAIM
    conflicts: tuple[Conflict, ...] = field(default=())
    boards: tuple[str, ...] = field(default=())
    """Registrants of its network interfaces where anybody builds with these and nobody else's block is there:
    what it says may come from a program on a general-purpose board."""
    parts: tuple[NamedPart, ...] = field(default=())
    """Chips and modules that a text says are inside it: of the thing itself they claim nothing."""

    @classmethod
    def of(
        cls,
        claims: Mapping[Dimension, Claim],
        conflicts: tuple[Conflict, ...],
        boards: tuple[str, ...] = (),
        parts: tuple[NamedPart, ...] = (),
    ) -> "Identification":
        """Return what these claims are together; a dimension that is absent is not claimed."""
        return cls(
            platform=claims.get(Dimension.PLATFORM, NO_CLAIM),
            maker=claims.get(Dimension.MAKER, NO_CLAIM),
            brand=claims.get(Dimension.BRAND, NO_CLAIM),
            family=claims.get(Dimension.FAMILY, NO_CLAIM),
            model=claims.get(Dimension.MODEL, NO_CLAIM),
            firmware=claims.get(Dimension.FIRMWARE, NO_CLAIM),
            serial=claims.get(Dimension.SERIAL, NO_CLAIM),
            kind=claims.get(Dimension.KIND, NO_CLAIM),
            conflicts=conflicts,
            boards=boards,
            parts=parts,
        )

    def names_anything(self) -> bool:
        """Whether anything is said of who made it or which it is, be it a hint; its kind alone is no name."""
        named = (self.platform, self.maker, self.brand, self.family, self.model, self.serial)
        is_disputed = any(one.dimension is not Dimension.KIND for one in self.conflicts)
        return is_disputed or bool(self.parts) or any(claim != NO_CLAIM for claim in named)

    def rules(self) -> Iterator[str]:
        """Yield the rules by which something is said of whose and what it is; some more than once."""
        for claim in (self.maker, self.brand, self.kind, *(c for one in self.conflicts for c in one.claims)):
            yield from claim.rules

    def claim(self, dimension: Dimension) -> Claim:
        """Return the claim of a dimension."""
        found: Claim = getattr(self, _FIELD[dimension])
        return found


_FIELD = {dimension: dimension.value for dimension in Dimension}
"""Looked up here in a quarter of the time an enum takes to tell its value: dozens are asked of each thing."""
