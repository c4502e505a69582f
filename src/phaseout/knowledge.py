"""What of the register do identification and decision need, as plain values?"""

from collections.abc import Callable, Mapping, Sequence

from phaseout.decide.world import World
from phaseout.domain.claim import Strength
from phaseout.domain.party import BrandRelation, Fingerprint, Interest, InterestKind
from phaseout.identify.patterns.pattern_set import OpenScanner, one_by_one
from phaseout.identify.rules import Rules
from phaseout.ownership import PartyGraph
from phaseout.ownership.graph import as_known
from phaseout.pattern import Pattern
from phaseout.register.query import Register
from phaseout.register.shelf import DiskShelf

HALF = 0.5
MAKER = "maker"
STATE_BODY = "state-body"
UNOWNED = "unowned"


def rules_of(register: Register, added: Sequence[Fingerprint] = ()) -> Rules:
    """Return everything identification asks of a register, and fingerprints that somebody added to it."""
    return Rules(
        fingerprints=_by_trait(register, added),
        additions=frozenset(fingerprint.id for fingerprint in added),
        brands=register.brands,
        models=register.models,
        ambiguous_models={
            model.upper(): tuple(sorted(brands)) for model, brands in register.ambiguous_models.items()
        },
        address_block=register.address_block,
        false_friends=frozenset(
            registrant.name.lower()
            for registrant in register.addresses.registrants
            if registrant.party is None and not registrant.is_general_purpose
        ),
        registrants=frozenset(
            registrant.name for registrant in register.addresses.registrants if registrant.party
        ),
        makers=_makers(register),
        parents=_parents(register),
        wider_kinds=_wider_kinds(register),
        own_brand=_own_brand(register),
        wording=register.wording,
        commodities=register.commodities,
        open_scanner=_scanner(),
    )


def _by_trait(register: Register, added: Sequence[Fingerprint]) -> Mapping[str, tuple[Fingerprint, ...]]:
    more: dict[str, list[Fingerprint]] = {}
    for fingerprint in added:
        more.setdefault(fingerprint.trait, []).append(fingerprint)
    together = {trait: (*register.fingerprints.get(trait, ()), *found) for trait, found in more.items()}
    return {**register.fingerprints, **together}


def _scanner() -> OpenScanner:
    """Return the fast scanner where it is installed; elsewhere every pattern is tried."""
    try:
        from phaseout.identify.patterns.vectorscan import vectorscan
    except ImportError:
        return one_by_one
    return vectorscan(DiskShelf())


def world_of(register: Register) -> World:
    """Return what a determination asks of a register besides the measure."""
    parties = register.parties.values()
    return World(
        graph=PartyGraph.of(
            map(as_known, register.interests),
            countries={party.id: party.country for party in parties if party.country},
            state_bodies=(party.id for party in parties if STATE_BODY in party.kinds),
            unowned=(party.id for party in parties if UNOWNED in party.kinds),
        ),
        own_brands=_named_like(register),
        things=register.vocabulary.things_of,
        aspects=register.vocabulary.aspects,
        goods=register.vocabulary.goods,
    )


def own_designations(register: Register) -> Callable[[str, str], bool]:
    """Return what tells whether a designation is of a maker's own making: (designation, maker) → bool.

    A grammar that only ever suggests does not count: other makers write such designations too.
    """
    patterns: dict[str, list[Pattern]] = {}

    def is_own(designation: str, maker: str) -> bool:
        if maker not in patterns:
            patterns[maker] = [
                Pattern(model.pattern)
                for model in register.models
                if model.maker == maker and model.brand == maker and model.strength is not Strength.HINT
            ]
        return any(pattern.catches(designation) for pattern in patterns[maker])

    return is_own


def words_of(register: Register) -> Mapping[str, frozenset[str]]:
    """Return, for each fact with a closed vocabulary, its words."""
    return {fact: frozenset(values) for fact, values in register.vocabulary.values.items()}


def _named_like(register: Register) -> dict[str, frozenset[str]]:
    """Return the brands that are a maker's name; HiLook is Hikvision's brand and not its name."""
    found: dict[str, set[str]] = {}
    for brand in register.brands.values():
        for behind in brand.makers:
            if behind.relation is BrandRelation.MAKER:
                found.setdefault(behind.maker, set()).add(brand.id)
    return {maker: frozenset(brands) for maker, brands in found.items()}


def _makers(register: Register) -> frozenset[str]:
    return frozenset(party.id for party in register.parties.values() if MAKER in party.kinds)


def _parents(register: Register) -> dict[str, str]:
    """Return the maker that controls each maker today, as far as the register says."""
    makers = _makers(register)
    return {
        interest.held: interest.holder
        for interest in register.interests
        if interest.held in makers
        and interest.holder in makers
        and interest.until is None
        and _controls(interest)
    }


def _wider_kinds(register: Register) -> dict[str, str]:
    """Return the kind that each kind is one of, where the law sees the same things in both."""
    things = register.vocabulary.things_of
    return {
        kind: wider
        for kind, mine in things.items()
        for wider in mine & things.keys() - {kind}
        if things[wider] == mine
    }


def _controls(interest: Interest) -> bool:
    return interest.kind is InterestKind.CONTROL or (
        interest.kind is InterestKind.SHAREHOLDING and interest.share_max >= HALF
    )


def _own_brand(register: Register) -> dict[str, str]:
    own = {party: party for party in register.parties if party in register.brands}
    for party, brands in register.own_brands.items():
        if party not in own and brands:
            own[party] = min(brands)
    return own
