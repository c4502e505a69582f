"""Which facts hold for an asset: its own, else its site's, else the default?"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from phaseout.domain.asset import KnownPart
from phaseout.domain.claim import Claim, Dimension, Grade, Identification
from phaseout.domain.facts import (
    DATE_FACTS,
    GOODS,
    NATURE,
    NO_ASPECTS,
    ORDER_LINE,
    UNKNOWN_PARTY,
    Aspects,
    Context,
    FactSheet,
)
from phaseout.domain.service import ITEM, Dealing
from phaseout.domain.span import span_of
from phaseout.domain.supplier import KnownSupplier
from phaseout.domain.trait import Basis
from phaseout.identify.brands import AS_WRITTEN
from phaseout.identify.grading import ON_PAPER
from phaseout.survey.another_maker import another_maker
from phaseout.survey.answered_context import IN_CONTEXT, IN_DEFAULT, NOBODY, SaidBy, in_site
from phaseout.survey.answered_identification import ANSWERED
from phaseout.survey.aspects import Statements
from phaseout.survey.services import NO_DEALINGS, told_dealing
from phaseout.survey.statement import Stated
from phaseout.survey.suppliers import Supplied, SupplierBook

ANYBODY = "any"
SUPPLIER = "supplier"
STATES_A_FACT = "asset."
STATED = {
    "asset.purpose": "purpose",
    "asset.owner": "owner",
    "asset.network": "network",
    "asset.funding": "funding",
    "asset.class": "class",
    "asset.operator": "operator",
    "asset.component": "component",
    "asset.origin": "origin",
    "asset.item": "item",
}
DATES = {f"asset.{fact}": fact for fact in sorted(DATE_FACTS)}
NO_DATE = "no date such as 2024-06-30 or 2024-06"
_MET = frozenset(Basis) - {Basis.ORDER_DOCUMENT, Basis.PERSONS_WORD}
"""Bases for which somebody or something had the thing before them."""
_NO_GOODS = frozenset({"service", "software"})
"""The kind of what a person lists as a line of an order: what was ordered it does not say."""
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)


class Known(NamedTuple):
    """The facts of one asset, what shows each, and what was said but not understood."""

    sheet: FactSheet
    evidence: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]
    own: frozenset[str] = frozenset()
    """Facts that observations of the asset state."""
    suppliers: tuple[KnownSupplier, ...] = ()
    """Whom an order or a list names."""


class Facts:
    """Puts the facts of an asset together."""

    def __init__(
        self,
        context: Context,
        words: Mapping[str, frozenset[str]],
        said_by: SaidBy = NOBODY,
        *,
        aspects: Aspects = NO_ASPECTS,
        suppliers: SupplierBook | None = None,
        dealings: Mapping[str, Dealing] = NO_DEALINGS,
    ) -> None:
        """Take the context, for each fact with a closed vocabulary its words, and what of it was answered.

        ``suppliers`` finds who a supplier is; without it nobody is looked up. ``dealings`` says of words
        for a service what it does with the thing.
        """
        self._dealings = dealings
        self._suppliers = suppliers
        # Who states no role at all is asked for it; who states one has also the role everybody has.
        held = context.every_role
        self._roles = tuple(dict.fromkeys((*held, ANYBODY))) if held else ()
        self._shown = _shown(context, said_by.get((None, "role"), IN_CONTEXT))
        self._use = dict(context.use)
        self._sites = {site.id: site.facts for site in context.sites}
        self._words = words
        self._said_by = said_by
        self._statements = Statements(aspects)
        self._memo: dict[tuple[str | None, int], tuple[Identification, Known]] = {}

    def of(
        self,
        site: str | None,
        identification: Identification,
        stated: Sequence[Stated],
        parts: Sequence[KnownPart] = (),
    ) -> Known:
        """Return the facts; ``stated`` are the asset's observations of ``asset.*`` traits.

        Without such observations only the site and the claims count, and those repeat.
        """
        if stated or parts:
            known = self._known(site, identification, stated)
            inside = tuple(sorted({part.as_part for part in parts if part.maker}))
            ids = tuple(one for part in parts for one in part.evidence)
            sheet, evidence = replace(known.sheet, parts=inside), {**known.evidence, "part": ids}
            return known._replace(sheet=sheet, evidence=evidence)
        key = site, id(identification)
        if key not in self._memo:
            # The identification is kept beside its answer, so that its id stays its own.
            self._memo[key] = identification, self._known(site, identification, ())
        return self._memo[key][1]

    def _known(self, site: str | None, identification: Identification, stated: Sequence[Stated]) -> Known:
        values: dict[str, tuple[str, ...]] = {"role": self._roles, **self._use}
        said_by = self._said_by
        evidence: dict[str, tuple[str, ...]] = {
            fact: (said_by.get((None, fact), IN_DEFAULT),) for fact in self._use
        }
        evidence |= self._shown
        for fact, given in self._sites.get(site or "", {}).items():
            self._lay(values, evidence, fact, given, (said_by.get((site or "", fact), in_site(site or "")),))
        if (told := told_dealing(identification, self._dealings)) is not None:
            self._lay(values, evidence, ITEM, (told[0].value,), told[1].evidence)
        notes: list[str] = []
        own = self._stated(stated, notes)
        for fact, given, ids in own:
            self._lay(values, evidence, fact, given, ids)
        for fact, claim in claimed(identification):
            values[fact], evidence[fact] = (claim.value or "",), claim.evidence
        if "maker" not in values and (another := self._another_maker(identification)) is not None:
            values["maker"], evidence["maker"] = (UNKNOWN_PARTY,), another.evidence
        if (shows := shows_goods(identification)) is not None:
            values[NATURE], evidence[NATURE] = (GOODS,), shows.evidence
        supplied = self._suppliers.of(stated) if self._suppliers is not None and stated else None
        if supplied is not None:
            values[SUPPLIER], evidence[SUPPLIER] = supplied.fact, _named_by(supplied)
            if identification.kind.value is None:
                values.setdefault(NATURE, (ORDER_LINE,))
        return Known(
            FactSheet.of(values),
            evidence,
            tuple(notes),
            frozenset(fact for fact, _, _ in own),
            supplied.suppliers if supplied else (),
        )

    def _another_maker(self, identification: Identification) -> Claim | None:
        return another_maker(identification, self._suppliers.is_stranger) if self._suppliers else None

    def _lay(
        self,
        values: dict[str, tuple[str, ...]],
        evidence: dict[str, tuple[str, ...]],
        fact: str,
        given: tuple[str, ...],
        shown: tuple[str, ...],
    ) -> None:
        """Lay a nearer statement over a farther one."""
        together = self._statements.together(fact, given, values.get(fact))
        evidence[fact] = shown if together == given else (*shown, *evidence.get(fact, ()))
        values[fact] = together

    def _stated(
        self, stated: Iterable[Stated], notes: list[str]
    ) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for seen in stated:
            value = seen.value.strip()
            if (fact := STATED.get(seen.trait)) is not None:
                value = value.upper() if fact == "origin" else value
                if _is_word(fact, value, self._words):
                    found.setdefault(fact, []).append((value, seen.id))
                else:
                    notes.append(f"{seen.trait} {value!r} is no word this program knows; taken as unknown")
            elif (fact := DATES.get(seen.trait)) is not None:
                if span_of(value) is not None:
                    found.setdefault(fact, []).append((value, seen.id))
                else:
                    notes.append(f"{seen.trait} {value!r} is {NO_DATE}; taken as unknown")
        return [
            (fact, tuple(dict.fromkeys(value for value, _ in said)), tuple(seen_id for _, seen_id in said))
            for fact, said in found.items()
        ]


def _named_by(supplied: Supplied) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for one in supplied.suppliers for id_ in one.evidence))


def _shown(context: Context, stated_in: str) -> dict[str, tuple[str, ...]]:
    """Return what shows the roles together, and each role that an institution gives."""
    if not context.every_role:
        return {}
    shown = {}
    for role in context.every_role:
        stated = (stated_in,) if role in context.roles else ()
        given = (evidence for one in context.institutions for evidence in one.evidence(role))
        shown[f"role/{role}"] = (*stated, *given)
    return {"role": tuple(dict.fromkeys(one for found in shown.values() for one in found)), **shown}


def claimed(identification: Identification) -> Iterable[tuple[str, Claim]]:
    """Yield what the identification settles. A suggestion settles nothing but the brand's name."""
    if identification.maker.grade.is_firm and not _is_contradicted(identification):
        yield "maker", identification.maker
    # A name that stands for no brand of the register may be another spelling of one: it settles nothing.
    if identification.brand.value is not None and AS_WRITTEN not in identification.brand.rules:
        yield "brand", identification.brand
    if identification.kind.grade.is_firm:
        yield "kind", identification.kind


def shows_goods(identification: Identification) -> Claim | None:
    """Return the claim that shows that the thing itself was met with, and so is goods; None where none does.

    What only an order names may be a service; an inventory lists things one has, but a line of it that is
    said to be a line of an order does not. Software that shows itself on somebody's server is no goods
    either, but what a person answers of a kind takes nothing back.
    """
    kind = identification.kind
    if (one_or_other := _either_goods(identification)) is not None:
        return one_or_other
    if kind.grade.is_firm and kind.value in _NO_GOODS and ANSWERED not in kind.rules:
        return None
    claims = (identification.maker, identification.platform, identification.brand, identification.model)
    is_ordered = any(Basis.ORDER_DOCUMENT in claim.bases for claim in claims) or (
        kind.value == ORDER_LINE and ANSWERED not in kind.rules
    )
    met = _MET if is_ordered else _MET | {Basis.PERSONS_WORD}
    shown = (claim for claim in claims if ANSWERED not in claim.rules)
    return next((claim for claim in shown if met.intersection(claim.bases)), None)


def _either_goods(identification: Identification) -> Claim | None:
    """Return a claim where it is at odds which goods a thing is, and every kind that is claimed is goods."""
    said = [one for one in identification.conflicts if one.dimension is Dimension.KIND]
    claims = [claim for one in said for claim in one.claims]
    is_goods = all(one.grade.is_firm and one.value not in _NO_GOODS | {ORDER_LINE} for one in claims)
    return claims[0] if claims and is_goods and identification.kind.value is None else None


def _is_contradicted(identification: Identification) -> bool:
    """Return whether firm evidence names another maker: then nobody is cleared and nobody accused.

    What a network says can be forged, so a louder answer must not silence a firm one. Only a list that
    contradicts what the thing itself shows conclusively is taken for the clerk's mistake it mostly is.
    Somebody who has answered knew of the contradiction.
    """
    if ANSWERED in identification.maker.rules:
        return False
    conclusive = identification.maker.grade is Grade.CONCLUSIVE
    for conflict in identification.conflicts:
        if conflict.dimension is Dimension.MAKER:
            firm = [rival for rival in conflict.claims[1:] if rival.grade.is_firm]
            return any(not (conclusive and ON_PAPER.issuperset(rival.bases)) for rival in firm)
    return False


def _is_word(fact: str, value: str, words: Mapping[str, frozenset[str]]) -> bool:
    if fact == "origin":
        return _COUNTRY.fullmatch(value) is not None
    return value in words.get(fact, frozenset((value,)))
