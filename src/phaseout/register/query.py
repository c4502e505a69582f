"""What does the register say?"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from phaseout.domain.cite import CitedSource
from phaseout.domain.commodity import Commodity
from phaseout.domain.designation import ModelCode
from phaseout.domain.document import RegisterStamp
from phaseout.domain.institution import Institution
from phaseout.domain.measure import Measure, PartyList
from phaseout.domain.naming import Naming
from phaseout.domain.party import (
    AddressBlock,
    Brand,
    BrandRelation,
    Dependency,
    Fingerprint,
    Interest,
    ModelPattern,
    Party,
)
from phaseout.domain.vulnerability import Vulnerability
from phaseout.domain.wording import Wording
from phaseout.register.addresses import Addresses
from phaseout.register.bibliography import Instrument, revive_instrument, revive_source
from phaseout.register.directory import Directory
from phaseout.register.locating import read_register
from phaseout.register.revive_code import revive_code
from phaseout.register.revive_commodity import revive_commodity
from phaseout.register.revive_institution import revive_institution
from phaseout.register.revive_measure import revive_list, revive_measure
from phaseout.register.revive_naming import revive_naming
from phaseout.register.revive_party import (
    revive_brand,
    revive_dependency,
    revive_fingerprint,
    revive_interest,
    revive_model,
    revive_party,
)
from phaseout.register.revive_vulnerability import revive_vulnerability
from phaseout.register.revive_wording import revive_wording
from phaseout.register.row import Row
from phaseout.register.sealed import Content
from phaseout.register.support import Support, supports_of
from phaseout.register.vocabulary import Vocabulary, revive_vocabulary

_OWN = frozenset({BrandRelation.MAKER, BrandRelation.OWN_BRAND})


class Register:
    """One edition of the register, read only. Each part is made when it is first asked for."""

    def __init__(self, content: Content) -> None:
        self._sealed = content
        self._content = Row(content, "register")

    @classmethod
    def open(cls, where: Path | str | None = None) -> "Register":
        """Open a compiled file, a register directory, or the installed register.

        ``where`` may also be an edition such as ``2026.11.23``, which the installed register must
        be. Raises ``RegisterError`` where there is none, it is broken, or it is another edition.
        """
        return cls(read_register(where))

    @property
    def content(self) -> Content:
        """Everything it says, as it was compiled; for another process, which opens it again."""
        return self._sealed

    @property
    def edition(self) -> str:
        """The calendar version."""
        return self._content.text("edition")

    @property
    def closed(self) -> date:
        """The day the edition was closed; under an overlay, that of the edition below it."""
        return date.fromisoformat(self.edition.partition("+")[0].replace(".", "-"))

    @property
    def base(self) -> RegisterStamp | None:
        """The register that an overlay is laid over; None for a whole register."""
        if not self._content.has("base"):
            return None
        below = self._content.row("base")
        return RegisterStamp(edition=below.text("edition"), digest=below.text("digest"))

    @property
    def digest(self) -> str:
        """``sha256:…`` over everything the register says."""
        return self._content.text("digest")

    @property
    def stamp(self) -> RegisterStamp:
        """What a document says of the register that answered."""
        return RegisterStamp(edition=self.edition, digest=self.digest)

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """Measures by id."""
        return {id_: revive_measure(id_, row) for id_, row in self._entries("measures")}

    @cached_property
    def instruments(self) -> Mapping[str, Instrument]:
        """Instruments by id."""
        return {id_: revive_instrument(id_, row) for id_, row in self._entries("instruments")}

    @cached_property
    def lists(self) -> Mapping[str, PartyList]:
        """Lists that several measures speak of, by id; their entries stand among each measure's coverages."""
        return {id_: revive_list(id_, row) for id_, row in self._entries("lists")}

    @cached_property
    def institutions(self) -> Mapping[str, Institution]:
        """Institutions by id; none in an edition from before there were any."""
        return {id_: revive_institution(id_, row) for id_, row in self._entries("institutions")}

    @cached_property
    def directory(self) -> Directory:
        """Finds institutions by name."""
        return Directory(self.institutions)

    @cached_property
    def parties(self) -> Mapping[str, Party]:
        """Parties by id."""
        return {id_: revive_party(id_, row) for id_, row in self._entries("parties")}

    @cached_property
    def interests(self) -> tuple[Interest, ...]:
        """Every interest of one party in another, by the party held."""
        return tuple(revive_interest(row) for row in self._content.rows("interests"))

    @cached_property
    def dependencies(self) -> tuple[Dependency, ...]:
        """Every dependency of one party on another, by the party that depends."""
        return tuple(revive_dependency(row) for row in self._content.rows("dependencies"))

    @cached_property
    def brands(self) -> Mapping[str, Brand]:
        """Brands by id."""
        return {id_: revive_brand(id_, row) for id_, row in self._entries("brands")}

    @cached_property
    def own_brands(self) -> Mapping[str, frozenset[str]]:
        """Party → ids of the brands that are its own; who once had a brand is left out."""
        found: dict[str, set[str]] = defaultdict(set)
        for brand in self.brands.values():
            for maker in brand.makers:
                if maker.relation in _OWN and maker.status != "former":
                    found[maker.maker].add(brand.id)
        return {party: frozenset(ids) for party, ids in found.items()}

    @cached_property
    def models(self) -> tuple[ModelPattern, ...]:
        """Every model pattern, in the order of the brands' files."""
        return tuple(revive_model(row) for row in self._content.rows("models"))

    @cached_property
    def ambiguous_models(self) -> Mapping[str, frozenset[str]]:
        """Designation, exactly as written → the brands that use it: it suggests each, settles none."""
        rows = self._content.rows("ambiguous")
        return {row.text("model"): frozenset(row.texts("brands")) for row in rows}

    @cached_property
    def model_codes(self) -> Mapping[str, ModelCode]:
        """How makers build designations, by id; none in an edition from before there were any."""
        return {id_: revive_code(id_, row) for id_, row in self._entries("codes")}

    @cached_property
    def vulnerabilities(self) -> Mapping[str, Vulnerability]:
        """Published vulnerabilities by id; none in an edition from before there were any."""
        return {id_: revive_vulnerability(id_, row) for id_, row in self._entries("vulnerabilities")}

    @cached_property
    def fingerprints(self) -> Mapping[str, tuple[Fingerprint, ...]]:
        """Fingerprints by trait, in the order of the file."""
        by_trait = self._content.row("fingerprints")
        return {
            trait: tuple(revive_fingerprint(trait, row) for row in by_trait.rows(trait)) for trait in by_trait
        }

    @cached_property
    def addresses(self) -> Addresses:
        """Blocks of hardware addresses by prefix."""
        return Addresses(self._content.row("addresses"))

    def address_block(self, address: str) -> AddressBlock | None:
        """Return the narrowest block a hardware address lies in, None where it is in none."""
        return self.addresses.block_of(address)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words: kinds, facts, roles, acts, values."""
        return revive_vocabulary(self._content.row("vocabulary"))

    @cached_property
    def wording(self) -> Wording:
        """The words of plain language by which lines of text are read."""
        return revive_wording(self._content)

    @cached_property
    def commodities(self) -> tuple[Commodity, ...]:
        """Codes of lists of goods and services; none in an edition from before there were any."""
        return tuple(revive_commodity(id_, row) for id_, row in self._entries("commodities"))

    @cached_property
    def naming(self) -> Naming:
        """How the names of firms are written."""
        return revive_naming(self._content)

    @cached_property
    def sources(self) -> Mapping[str, CitedSource]:
        """The bibliography by id."""
        return {id_: revive_source(id_, row) for id_, row in self._entries("sources")}

    @cached_property
    def supports(self) -> tuple[Support, ...]:
        """Every cite of the register with what it stands for."""
        return supports_of(self._content)

    @cached_property
    def addresses_retrieved(self) -> date | None:
        """The day the oldest part of the address data was read from the registry; None without any."""
        return min((r.retrieved for r in self.addresses.registrants), default=None)

    def _entries(self, noun: str) -> "list[tuple[str, Row]]":
        return list(self._content.row(noun).entries()) if self._content.has(noun) else []
