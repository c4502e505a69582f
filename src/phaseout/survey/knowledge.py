"""What of the register do identification and decision need, as plain values?"""

from collections.abc import Mapping

from phaseout.decide.world import World
from phaseout.domain.party import BrandRelation, Interest, InterestKind
from phaseout.identify.rules import Rules
from phaseout.ownership import PartyGraph
from phaseout.ownership.graph import as_known
from phaseout.register.query import Register

HALF = 0.5
MAKER = "maker"
STATE_BODY = "state-body"


def rules_of(register: Register) -> Rules:
    """Return everything identification asks of a register."""
    return Rules(
        fingerprints=register.fingerprints,
        brands=register.brands,
        models=register.models,
        ambiguous_models={
            model.upper(): tuple(sorted(brands)) for model, brands in register.ambiguous_models.items()
        },
        address_block=register.address_block,
        false_friends=frozenset(
            registrant.name.lower()
            for registrant in register.addresses.registrants
            if registrant.party is None
        ),
        makers=_makers(register),
        parents=_parents(register),
        own_brand=_own_brand(register),
    )


def world_of(register: Register) -> World:
    """Return what a determination asks of a register besides the measure."""
    parties = register.parties.values()
    return World(
        graph=PartyGraph.of(
            map(as_known, register.interests),
            countries={party.id: party.country for party in parties if party.country},
            state_bodies=(party.id for party in parties if STATE_BODY in party.kinds),
        ),
        own_brands=_named_like(register),
        things=register.vocabulary.things_of,
        aspects=register.vocabulary.aspects,
        goods=register.vocabulary.goods,
    )


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
