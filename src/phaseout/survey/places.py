"""Where would a fact be stated: for the organisation, for a site, or for a thing and all that are like it?"""

import hashlib
from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import NamedTuple, assert_never

from phaseout.domain.claim import Identification
from phaseout.domain.question import NO_SITE, ScopeKind


class Reach(Enum):
    """How far one answer for a fact reaches."""

    ORGANISATION = auto()
    SITE = auto()
    """A site; the whole organisation where the survey knows no sites."""
    MODEL = auto()
    """Every thing of a model: one is made like the other."""
    PURCHASE = auto()
    """Every thing of a model at a site: they mostly came together, and whoever knows better says so."""


REACH: Mapping[str, Reach] = MappingProxyType(
    {
        "role": Reach.ORGANISATION,
        "order": Reach.ORGANISATION,
        "maker": Reach.MODEL,
        "brand": Reach.MODEL,
        "kind": Reach.MODEL,
        "origin": Reach.MODEL,
        "component": Reach.MODEL,
        "item": Reach.MODEL,
        "acquired": Reach.PURCHASE,
        "supplier": Reach.PURCHASE,
        "removal-planned": Reach.PURCHASE,
    }
)
"""Every other fact is one of the site."""


class Thing(NamedTuple):
    """What is claimed of an asset, as far as it tells which others are like it."""

    maker: str | None
    brand: str | None
    model: str | None
    kind: str | None

    @classmethod
    def of(cls, identification: Identification) -> "Thing":
        """Take the values of the claims."""
        claimed = identification
        return cls(claimed.maker.value, claimed.brand.value, claimed.model.value, claimed.kind.value)


class Place(NamedTuple):
    """What one question is about. Compared by value: two assets of one place share the question."""

    kind: ScopeKind
    site: str | None = None
    thing: Thing | None = None

    @property
    def match(self) -> dict[str, str]:
        """What an answer for all things of the place is matched by; empty where they are not alike."""
        if self.thing is None or self.thing.model is None:
            return {}
        named = {"model": self.thing.model, "brand": self.thing.brand, "site": self.site}
        return {key: value for key, value in named.items() if value is not None}

    @property
    def like(self) -> dict[str, str]:
        """What is claimed of every thing of the place: maker, brand, model, kind."""
        claims = self.thing._asdict() if self.thing is not None else {}
        return {claim: value for claim, value in claims.items() if value is not None}

    @property
    def order(self) -> tuple[str, ...]:
        """A key that sorts places the same way every time."""
        return (str(_KINDS.index(self.kind)), self.site or "", *(part or "" for part in self.thing or ()))

    def id_of(self, fact: str) -> str:
        """Return the id of the question for a fact here."""
        named = "\n".join((fact, self.kind.value, *self.order)).casefold()
        return f"q-{hashlib.sha256(named.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


_KINDS = tuple(ScopeKind)
ORGANISATION = Place(ScopeKind.ORGANISATION)


def place_of(fact: str, site: str | None, thing: Thing, *, has_sites: bool) -> Place:
    """Return where a fact of an asset would be stated.

    Args:
        fact: the fact that is not known.
        site: of the asset, None if it belongs to none.
        thing: what is claimed of the asset.
        has_sites: whether the survey knows any site; where it does, what belongs to none is asked about by
            itself, because a default would quietly speak for the sites as well.
    """
    reach = REACH.get(fact, Reach.SITE)
    here = site or NO_SITE if has_sites else None
    match reach:
        case Reach.ORGANISATION:
            return ORGANISATION
        case Reach.SITE:
            return Place(ScopeKind.SITE, here) if has_sites else ORGANISATION
        case Reach.MODEL | Reach.PURCHASE if thing.model is None:
            # Nothing says that these are alike: they are listed together and answered one by one.
            return Place(ScopeKind.ASSETS, here, thing)
        case Reach.MODEL:
            return Place(ScopeKind.ASSETS, None, Thing(None, thing.brand, thing.model, None))
        case Reach.PURCHASE:
            return Place(ScopeKind.ASSETS, here, Thing(None, thing.brand, thing.model, None))
        case _:
            assert_never(reach)
