"""Who makes, owns and labels things?"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from phaseout.domain.cite import LEADS, Cite, Text
from phaseout.domain.claim import Strength


class InterestKind(StrEnum):
    """What one party holds in another (the BODS sense)."""

    SHAREHOLDING = "shareholding"
    VOTING = "voting-rights"
    CONTROL = "control"
    INFLUENCE = "influence"
    LINKED = "linked"
    """A public statement links them and says no more, or only what of the shares may go with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """``holder`` holds this in ``held``. Shares are fractions of 1; unknown bounds are 0 and 1."""

    holder: str
    held: str
    kind: InterestKind
    share_min: float = 0.0
    share_max: float = 1.0
    since: date | None = None
    until: date | None = None
    cite: tuple[Cite, ...] = ()

    @property
    def is_lead(self) -> bool:
        """Whether nobody has read a source for it."""
        return bool(self.cite) and all(cite.grade in LEADS for cite in self.cite)


class DependencyKind(StrEnum):
    """What a party goes on taking from another one, whoever owns it."""

    MAKES = "makes"
    """The other makes its products."""
    FIRMWARE = "firmware"
    """The other writes the firmware."""
    CLOUD = "cloud"
    """The other runs the service the products talk to."""
    RELABEL = "relabel"
    """It puts its own name on the other's products."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """``party`` depends on ``on``. It is shown beside the interests; no relation test counts it."""

    party: str
    on: str
    kind: DependencyKind
    since: date | None = None
    until: date | None = None
    note: Text | None = None
    cite: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A legal person or state body."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    kinds: tuple[str, ...] = ()
    """maker, owner, state-body, supplier …; unowned: a source says that nobody owns or controls it."""
    identifiers: tuple[str, ...] = ()
    homonyms: tuple[str, ...] = ()
    """Names that others bear, or say they do: who bears one is this party possibly, and no more."""
    note: str | None = None
    cite: tuple[Cite, ...] = ()


class BrandRelation(StrEnum):
    """How a name on the box relates to the maker of the inside."""

    MAKER = "maker"
    OWN_BRAND = "own-brand"
    SUBSIDIARY_BRAND = "subsidiary-brand"
    JOINT_VENTURE = "joint-venture"
    OEM_REBRAND = "oem-rebrand"
    SUCCESSOR = "successor"
    COMPONENT = "component"
    DIVESTED = "divested"
    BRAND_OR_FORMER_SUBSIDIARY = "brand-or-former-subsidiary"
    NEGATIVE = "negative"
    """A maker of its own, kept so that it is named and not accused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandMaker:
    """One maker behind a brand, as far as the sources go."""

    maker: str
    relation: BrandRelation
    scope: str
    """all, most, some, legacy: how much of the range."""
    status: str
    """current, former, mixed, legacy, unknown."""
    confidence: str
    """confirmed, likely, weak."""
    cite: tuple[Cite, ...]

    @property
    def strength(self) -> Strength:
        """How much the brand name alone says of the maker.

        Only a name that stands for one maker's whole current range accuses; anything partial,
        former or unconfirmed suggests.
        """
        if self.confidence == "weak" or self.scope in ("some", "legacy") or self.status != "current":
            return Strength.HINT
        if self.scope == "all" and self.confidence == "confirmed":
            return Strength.STRONG
        return Strength.SUPPORTING if self.scope == "all" else Strength.HINT


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """A name on the box and who may be inside."""

    id: str
    name: str
    aliases: tuple[str, ...]
    makers: tuple[BrandMaker, ...]
    words: tuple[str, ...]
    """Lower-case spellings that name this brand when they stand as whole words."""
    note: str | None = None
    range_of: str | None = None
    """The brand whose name stands on the box, where this is a range of it that another maker may build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPattern:
    """A grammar of model designations of one brand."""

    id: str
    brand: str
    maker: str | None
    """The maker a match speaks for; None where the brand's range has several."""
    pattern: str
    kind: str | None
    """A kind of the vocabulary, None where the pattern spans several."""
    strength: Strength
    """strong: seen in captures or documents; supporting: documented second-hand; hint: never flags."""
    needs_brand: bool = False
    """Whether a match says nothing unless the brand is named beside it."""
    cite: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a fingerprint says of one dimension: a value, or the pattern's named group."""

    dimension: str
    value: str | None
    capture: str | int | None
    """Name or number of the group."""
    strength: Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """A pattern over one trait and what a match tells."""

    id: str
    trait: str
    pattern: str
    tells: tuple[Told, ...]
    cite: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressBlock:
    """A block of hardware addresses registered to a party."""

    prefix: str
    """6, 7 or 9 upper-case hex digits."""
    party: str | None
    """None for a registrant that is kept so that it is not mistaken for another."""
    registrant: str
    is_general_purpose: bool = False
    """Whether anybody builds with these interfaces, or they exist in software alone."""
