"""What is one asset, given all that was seen of it?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from phaseout.domain.claim import NO_CLAIM, Claim, Conflict, Dimension, Grade, Identification, Sign, Strength
from phaseout.domain.trait import TRAITS, Basis
from phaseout.identify.addresses import by_address_block
from phaseout.identify.banners import unwrapped
from phaseout.identify.brands import by_brand_name
from phaseout.identify.fields import FIELD_TRAITS, fields_of, normal_mac
from phaseout.identify.fingerprints import by_fingerprint
from phaseout.identify.grading import settle
from phaseout.identify.models import by_model
from phaseout.identify.rules import Column, Hit, Look, Prepare, Rules
from phaseout.identify.values import by_statement

METHODS: tuple[Prepare, ...] = (by_statement, by_fingerprint, by_address_block, by_model, by_brand_name)
"""Every method, in the order their signs are listed."""

REMEMBERED = 200_000
"""Distinct values kept with their hits. A network repeats itself; past this the memory is begun anew."""
BLOCK_DIGITS = 9
"""Digits of a hardware address that a registered block can have at the most."""

Observed = tuple[str, str, str]
"""(id of the observation, trait, value)."""

Key = tuple[str, str]
"""(trait, value as far as it is looked at)."""

UNIDENTIFIED = Identification()


class Identifier:
    """Applies every method to observations; each distinct value is looked at once.

    Whole identifications repeat as well: assets whose observations give the same hits differ only in
    the ids of the evidence, so each distinct set of hits is settled once.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._methods = tuple(prepare(rules) for prepare in METHODS)
        # An address says nothing of its holder; a trait without a rule is not looked at at all.
        self._telling = (FIELD_TRAITS | rules.fingerprints.keys() | {"asset.kind"}) - {"ip"}
        self._known: dict[Key, tuple[Hit, ...]] = {}
        self._settled: dict[tuple[tuple[Basis, tuple[Hit, ...]], ...], Identification] = {}

    def hits(self, trait: str, value: str) -> tuple[Hit, ...]:
        """Return what the methods find in an observation."""
        if trait not in self._telling:
            return ()
        key = trait, _as_far_as_looked_at(trait, value)
        if key not in self._known:
            self.learn(((trait, value),))
        return self._known[key]

    def learn(self, observations: Iterable[tuple[str, str]]) -> None:
        """Look at a column of (trait, value) at once, so that ``hits`` need not look at each by itself."""
        fresh = {
            key: value
            for trait, value in observations
            if trait in self._telling
            and (key := (trait, _as_far_as_looked_at(trait, value))) not in self._known
        }
        if len(self._known) + len(fresh) > REMEMBERED:
            self._known.clear()
        looks, keys = list[Look](), list[Key]()
        for key, value in fresh.items():
            for trait, text in ((key[0], value), *(unwrapped(value) if key[0] == "banner" else ())):
                looks.append(Look(trait, text, fields_of(trait, text)))
                keys.append(key)
        found: list[list[Hit]] = [[] for _ in looks]
        for method in self._methods:
            for number, hit in method(looks):
                found[number].append(hit)
        for key in fresh:
            self._known[key] = ()
        for key, hits in zip(keys, found, strict=True):
            if hits:
                self._known[key] = tuple(dict.fromkeys((*self._known[key], *hits)))

    def identify(self, observations: Iterable[Observed]) -> Identification:
        """Return every claim that the observations of one asset support."""
        telling = [
            (evidence, TRAITS[trait].basis, hits)
            for evidence, trait, value in observations
            if (hits := self.hits(trait, value))
        ]
        draft = self.draft(tuple((basis, hits) for _, basis, hits in telling))
        return with_evidence(draft, [evidence for evidence, _, _ in telling])

    def draft(self, telling: tuple[tuple[Basis, tuple[Hit, ...]], ...]) -> Identification:
        """Return the identification for hits on their bases, its evidence numbered from 0."""
        if not telling:
            return UNIDENTIFIED
        known = self._settled.get(telling)
        if known is None:
            if len(self._settled) >= REMEMBERED:
                self._settled.clear()
            self._settled[telling] = known = self._settle(telling)
        return known

    def _settle(self, telling: tuple[tuple[Basis, tuple[Hit, ...]], ...]) -> Identification:
        signs: dict[Dimension, list[Sign]] = {}
        outright = {hit.dimension for _, hits in telling for hit in hits if hit.column is Column.OWN}
        for number, (basis, hits) in enumerate(telling):
            for hit in hits:
                if hit.column is Column.OTHER and hit.dimension in outright:
                    continue
                if hit.beside is not None and not self._is_named(hit.beside, telling):
                    continue
                signs.setdefault(hit.dimension, []).append(_sign(hit, basis, str(number)))
        claims: dict[Dimension, Claim] = {}
        conflicts: list[Conflict] = []
        for dimension in Dimension:
            found = self._ours_first(signs.get(dimension, ()))
            claim, conflict = settle(dimension, found, self._rules.parents)
            claims[dimension] = claim
            if conflict is not None:
                conflicts.append(conflict)
        if claims[Dimension.BRAND].value is None and not _disputed(Dimension.BRAND, conflicts):
            claims[Dimension.BRAND] = self._brand_of_maker(claims[Dimension.MAKER])
        return _identification(claims, tuple(conflicts))

    def _is_named(self, brand: str, telling: Sequence[tuple[Basis, tuple[Hit, ...]]]) -> bool:
        """Return whether anything but a hint names a brand, or the maker whose own name it is."""
        return any(
            hit.beside is None
            and hit.strength is not Strength.HINT
            and (
                (hit.dimension is Dimension.BRAND and hit.value == brand)
                or (hit.dimension is Dimension.MAKER and self._rules.own_brand.get(hit.value) == brand)
            )
            for _, hits in telling
            for hit in hits
        )

    def _ours_first(self, signs: Sequence[Sign]) -> Sequence[Sign]:
        """Return the register's own signs; those of additions only where it has none."""
        ours = [sign for sign in signs if sign.rule not in self._rules.additions]
        return ours or signs

    def _brand_of_maker(self, maker: Claim) -> Claim:
        """Suggest the maker's own brand where nothing speaks of another."""
        brand = self._rules.own_brand.get(maker.value or "")
        if brand is None:
            return NO_CLAIM
        return Claim(
            value=brand,
            grade=Grade.SUGGESTIVE,
            bases=maker.bases,
            evidence=maker.evidence,
            rules=("brand-of-maker",),
        )


def with_evidence(draft: Identification, ids: Sequence[str]) -> Identification:
    """Return a draft with the ids of the observations in the place of their numbers."""
    claims = {
        dimension: _pointed(claim, ids)
        for dimension in Dimension
        if (claim := draft.claim(dimension)).value is not None
    }
    conflicts = tuple(
        Conflict(dimension=c.dimension, claims=tuple(_pointed(claim, ids) for claim in c.claims))
        for c in draft.conflicts
    )
    return _identification(claims, conflicts) if claims or conflicts else draft


def _pointed(claim: Claim, ids: Sequence[str]) -> Claim:
    return replace(claim, evidence=tuple(ids[int(number)] for number in claim.evidence))


def _identification(claims: Mapping[Dimension, Claim], conflicts: tuple[Conflict, ...]) -> Identification:
    return Identification(
        platform=claims.get(Dimension.PLATFORM, NO_CLAIM),
        maker=claims.get(Dimension.MAKER, NO_CLAIM),
        brand=claims.get(Dimension.BRAND, NO_CLAIM),
        family=claims.get(Dimension.FAMILY, NO_CLAIM),
        model=claims.get(Dimension.MODEL, NO_CLAIM),
        firmware=claims.get(Dimension.FIRMWARE, NO_CLAIM),
        serial=claims.get(Dimension.SERIAL, NO_CLAIM),
        kind=claims.get(Dimension.KIND, NO_CLAIM),
        conflicts=conflicts,
    )


def _as_far_as_looked_at(trait: str, value: str) -> str:
    """Return a hardware address cut to the digits that a block may have; anything else whole.

    Addresses are the one trait whose values never repeat and whose answers nearly always do.
    """
    if trait == "mac" and (mac := normal_mac(value)) is not None:
        return mac[:BLOCK_DIGITS]
    return value


def _sign(hit: Hit, basis: Basis, evidence: str) -> Sign:
    return Sign(
        dimension=hit.dimension,
        value=hit.value,
        strength=hit.strength,
        basis=basis,
        rule=hit.rule,
        evidence=evidence,
    )


def _disputed(dimension: Dimension, conflicts: Sequence[Conflict]) -> bool:
    return any(conflict.dimension is dimension for conflict in conflicts)
