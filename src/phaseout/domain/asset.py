"""Which thing may have to go, by which keys is it known, and what was seen of it?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from phaseout.domain.claim import Dimension, Grade, Identification
from phaseout.domain.dates import Dates
from phaseout.domain.designation import DesignationSummary
from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.part import Part, PartKind
from phaseout.domain.purchase import Purchase
from phaseout.domain.supplier import KnownSupplier
from phaseout.domain.vulnerability import Affected


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An observation as the document shows it."""

    id: str
    trait: str
    value: str
    source: str
    locator: str
    at: str | None = None
    port: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetKeys:
    """The names an asset goes by."""

    ref: tuple[str, ...] = ()
    ip: tuple[str, ...] = ()
    mac: tuple[str, ...] = ()
    serial: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Why what several sources saw is held to be one thing."""

    by: str
    """statement (of a person), serial, mac or address."""
    value: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPart:
    """Something said to be inside a thing or behind it."""

    kind: PartKind
    said: str
    """As somebody wrote it; for another asset of the survey, the name it goes by."""
    maker: str | None = None
    """None where nobody knows: then it covers nothing and clears nothing."""
    grade: Grade = Grade.NONE
    brand: str | None = None
    equipment: str | None = None
    """Kind of equipment."""
    asset: str | None = None
    """Id of the asset it is, where the survey saw it as one."""
    evidence: tuple[str, ...] = ()

    @property
    def as_part(self) -> Part:
        """The part as a determination sees it."""
        return Part(
            kind=self.kind,
            makers=(self.maker,) if self.maker else (),
            brands=(self.brand,) if self.brand else (),
            kinds=(self.equipment,) if self.equipment else (),
            is_asset=self.asset is not None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A surveyed thing: keys, claims, answers and everything seen."""

    id: str
    kind: str | None
    site: str | None
    keys: AssetKeys
    identification: Identification
    determinations: tuple[Determination, ...]
    observations: tuple[Seen, ...]
    joins: tuple[Join, ...] = ()
    notes: tuple[str, ...] = ()
    """Joins that were refused, and why; and what else to know of the joins made."""
    parts: tuple[KnownPart, ...] = ()
    dates: Dates | None = None
    """The days of its life; None where neither its acquisition nor its planned removal is known."""
    vulnerabilities: tuple[Affected, ...] = ()
    designation: DesignationSummary | None = None
    """What its model says, where its maker's code explains it."""
    purchase: Purchase | None = None
    """What documents of a purchase say of it, where it comes from a line of one."""
    suppliers: tuple[KnownSupplier, ...] = ()
    """Whom an order or a list names as the supplier, with the party each is or may be."""

    @property
    def name(self) -> str:
        """What people know it by, empty where it has no name."""
        keys = self.keys
        return next(iter((*keys.ref, *keys.ip, *keys.mac, *keys.serial)), "")

    @property
    def is_only_bought(self) -> bool:
        """Whether nothing but documents of a purchase shows it."""
        return self.purchase is not None and not self.purchase.is_met

    @property
    def is_firm(self) -> bool:
        """Whether it is a firm of a list of vendors and no thing."""
        return bool(self.suppliers) and is_firm(seen.trait for seen in self.observations)

    @property
    def is_there(self) -> bool:
        """Whether somebody has it, as far as is known: what is only offered or ordered nobody has yet."""
        return self.purchase is None or self.purchase.is_met or self.purchase.stage.is_held

    @property
    def every_answer(self) -> tuple[Determination, ...]:
        """The answers, and for what is not there yet also those it would meet with."""
        return (*self.determinations, *(self.purchase.following if self.purchase else ()))

    @property
    def is_open(self) -> bool:
        """Whether it belongs on a work list; a firm does where it is, or may be, a party of the register."""
        if self.is_firm:
            is_met = any(one.party is not None for one in self.suppliers)
            return is_met and any(answer.outcome.is_open for answer in self.every_answer)
        return is_open(self.identification, self.every_answer)

    @property
    def is_unidentified(self) -> bool:
        """Whether nothing says who made it or what it is."""
        return is_unidentified(self.identification) and not self.is_firm


def is_firm(traits: Iterable[str]) -> bool:
    """Whether what was seen are names and numbers of a firm and nothing else."""
    return all(trait.startswith("party.") for trait in traits)


def is_unidentified(identification: Identification) -> bool:
    """Whether nothing says who made a thing or a part in it, nor what it is. Makers at odds say something."""
    at_odds = any(one.dimension is Dimension.MAKER for one in identification.conflicts)
    claims = (identification.maker, identification.kind)
    return all(claim.value is None for claim in claims) and not identification.parts and not at_odds


def is_open(identification: Identification, answers: Sequence[Determination]) -> bool:
    """Whether a thing belongs on a work list.

    Something applies, will apply or is another party's to do; or it is undetermined while its maker or
    its kind is known at all. A host of which nothing is known is counted as unidentified in the summary
    instead: not cleared, and not a finding.
    """
    outcomes = {answer.outcome for answer in answers if answer.outcome.is_open}
    if outcomes == {Outcome.UNDETERMINED}:
        return not is_unidentified(identification)
    return bool(outcomes)
