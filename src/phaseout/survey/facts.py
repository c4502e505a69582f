"""Which facts hold for an asset: its own, else its site's, else the default?"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from phaseout.domain.claim import Claim, Dimension, Grade, Identification
from phaseout.domain.facts import Context, FactSheet
from phaseout.identify.brands import AS_WRITTEN
from phaseout.identify.grading import ON_PAPER

ANYBODY = "any"
STATES_A_FACT = "asset."
STATED = {
    "asset.purpose": "purpose",
    "asset.owner": "owner",
    "asset.network": "network",
    "asset.funding": "funding",
}
DATES = {"asset.acquired": "acquired", "asset.removal-planned": "removal-planned"}
FROM_DEFAULT = "context file, [use]"


class Stated(NamedTuple):
    """An observation that states a fact."""

    id: str
    trait: str
    value: str


class Known(NamedTuple):
    """The facts of one asset, what shows each, and what was said but not understood."""

    sheet: FactSheet
    evidence: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]


class Facts:
    """Puts the facts of an asset together."""

    def __init__(self, context: Context, words: Mapping[str, frozenset[str]]) -> None:
        """Take the context and, for each fact with a closed vocabulary, its words."""
        # Who states no role at all is asked for it; who states one has also the role everybody has.
        self._roles = tuple(dict.fromkeys((*context.roles, ANYBODY))) if context.roles else ()
        self._use = dict(context.use)
        self._sites = {site.id: site.facts for site in context.sites}
        self._words = words
        self._memo: dict[tuple[str | None, int], tuple[Identification, Known]] = {}

    def of(self, site: str | None, identification: Identification, stated: Sequence[Stated]) -> Known:
        """Return the facts; ``stated`` are the asset's observations of ``asset.*`` traits.

        Without such observations only the site and the claims count, and those repeat.
        """
        if stated:
            return self._known(site, identification, stated)
        key = site, id(identification)
        if key not in self._memo:
            # The identification is kept beside its answer, so that its id stays its own.
            self._memo[key] = identification, self._known(site, identification, ())
        return self._memo[key][1]

    def _known(self, site: str | None, identification: Identification, stated: Sequence[Stated]) -> Known:
        values: dict[str, tuple[str, ...]] = {"role": self._roles, **self._use}
        evidence: dict[str, tuple[str, ...]] = dict.fromkeys(self._use, (FROM_DEFAULT,))
        if self._roles:
            evidence["role"] = ("context",)
        for fact, given in self._sites.get(site or "", {}).items():
            values[fact], evidence[fact] = given, (f"context file, site {site}",)
        notes: list[str] = []
        for fact, given, ids in self._stated(stated, notes):
            values[fact], evidence[fact] = given, ids
        for fact, claim in _claimed(identification):
            values[fact], evidence[fact] = (claim.value or "",), claim.evidence
        return Known(FactSheet.of(values), evidence, tuple(notes))

    def _stated(
        self, stated: Iterable[Stated], notes: list[str]
    ) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for seen in stated:
            value = seen.value.strip()
            if (fact := STATED.get(seen.trait)) is not None:
                if value in self._words.get(fact, frozenset((value,))):
                    found.setdefault(fact, []).append((value, seen.id))
                else:
                    notes.append(f"{seen.trait} {value!r} is no word this program knows; taken as unknown")
            elif (fact := DATES.get(seen.trait)) is not None:
                if _is_date(value):
                    found.setdefault(fact, []).append((value, seen.id))
                else:
                    notes.append(f"{seen.trait} {value!r} is no date such as 2024-06-30; taken as unknown")
        return [
            (fact, tuple(dict.fromkeys(value for value, _ in said)), tuple(seen_id for _, seen_id in said))
            for fact, said in found.items()
        ]


def _claimed(identification: Identification) -> Iterable[tuple[str, Claim]]:
    """Yield what the identification settles. A suggestion settles nothing but the brand's name."""
    if identification.maker.grade.is_firm and not _is_contradicted(identification):
        yield "maker", identification.maker
    # A name that stands for no brand of the register may be another spelling of one: it settles nothing.
    if identification.brand.value is not None and AS_WRITTEN not in identification.brand.rules:
        yield "brand", identification.brand
    if identification.kind.grade.is_firm:
        yield "kind", identification.kind


def _is_contradicted(identification: Identification) -> bool:
    """Return whether firm evidence names another maker: then nobody is cleared and nobody accused.

    What a network says can be forged, so a louder answer must not silence a firm one. Only a list that
    contradicts what the thing itself shows conclusively is taken for the clerk's mistake it mostly is.
    """
    conclusive = identification.maker.grade is Grade.CONCLUSIVE
    for conflict in identification.conflicts:
        if conflict.dimension is Dimension.MAKER:
            firm = [rival for rival in conflict.claims[1:] if rival.grade.is_firm]
            return any(not (conclusive and ON_PAPER.issuperset(rival.bases)) for rival in firm)
    return False


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
