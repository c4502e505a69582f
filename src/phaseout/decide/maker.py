"""Is the asset's maker one the measure reaches, and does the name on the box matter?"""

from datetime import date

from phaseout.decide.code import Code
from phaseout.decide.statement import cited, listed
from phaseout.decide.thing import EVERY_THING
from phaseout.decide.world import World
from phaseout.domain.facts import UNKNOWN_PARTY, FactSheet
from phaseout.domain.measure import Coverage, RelationTest
from phaseout.domain.party import Interest
from phaseout.domain.truth import Reason, Truth
from phaseout.ownership import Relate, RelationAnswer, RelationCode


def is_reached(
    coverage: Coverage, facts: FactSheet, world: World, *, as_of: date, home: str, is_seller: bool = False
) -> tuple[Reason, ...]:
    """Return the relation of the maker to the named parties and, where the text is silent on it, the brand.

    ``home`` is the country of the measure. Of a seller in the maker's place, whose owners nobody recorded,
    it is unknown who stands above.
    """
    if coverage.relation is RelationTest.ANY_MAKER:
        return (Reason(code=Code.ANY_MAKER, truth=Truth.YES, evidence=cited(coverage.cite)),)
    if coverage.relation in _OF_ORIGIN:
        return (_origin(coverage, facts),)
    makers = facts.get("maker")
    if makers is None:
        params = {"named": listed(coverage.named)}
        return (Reason(code=Code.MAKER_NOT_STATED, truth=Truth.UNKNOWN, params=params, fact="maker"),)
    if UNKNOWN_PARTY in makers:
        return (_unheard_of(coverage, facts, world),)
    relate = world.relations.relate_openly if is_seller else world.relations.relate
    relations = (_relation(maker, coverage, relate, as_of, home) for maker in makers)
    # A thing of two makers is reached where one of them is.
    best = max(relations, key=lambda reason: reason.truth.rank)
    if "rebrand" in coverage.unaddressed and best.truth is Truth.YES:
        return (best, _brand(best.params["maker"], facts, world))
    return (best,)


_OF_ORIGIN = frozenset({RelationTest.COUNTRY_OF_PRODUCTION, RelationTest.PRODUCED_ABROAD})
"""Tests that ask where the thing was made, not by whom."""


def _unheard_of(coverage: Coverage, facts: FactSheet, world: World) -> Reason:
    """Return what a maker is whom the register does not know: none of the named; perhaps of their family.

    The latter is asked where a text that reaches the family lists such things, or nobody knows what it is.
    """
    kinds = facts.get("kind")
    may_be_listed = kinds is None or EVERY_THING in coverage.things or any(
        not world.things.get(kind, frozenset()).isdisjoint(coverage.things) for kind in kinds
    )  # fmt: skip
    is_another = coverage.relation is RelationTest.NAMED_ONLY or not may_be_listed
    return Reason(
        code=Code.MAKER_ANOTHER if is_another else Code.MAKER_UNHEARD_OF,
        truth=Truth.NO if is_another else Truth.UNKNOWN,
        params={"named": listed(coverage.named)},
        fact="maker",
        evidence=cited(coverage.cite) if is_another else (),
    )


def _origin(coverage: Coverage, facts: FactSheet) -> Reason:
    abroad = coverage.relation is RelationTest.PRODUCED_ABROAD
    params = {"named": listed(coverage.named), "test": coverage.relation.value}
    countries = facts.get("origin")
    if countries is None:
        return Reason(code=Code.ORIGIN_NOT_STATED, truth=Truth.UNKNOWN, params=params, fact="origin")
    # A thing made in several countries was made in each of them.
    is_reached = any((country in coverage.named) is not abroad for country in countries)
    return Reason(
        code=Code.ORIGIN_IS if is_reached else Code.ORIGIN_IS_NOT,
        truth=Truth.YES if is_reached else Truth.NO,
        params={**params, "given": listed(countries)},
        fact="origin",
        evidence=cited(coverage.cite),
    )


def _relation(maker: str, coverage: Coverage, relate: Relate, as_of: date, home: str) -> Reason:
    answer = relate(coverage.relation, party=maker, named=coverage.named, day=as_of, home=home)
    if answer.truth is Truth.NO and "affiliate" in coverage.unaddressed:
        link = relate(RelationTest.LINKED_UNDEFINED, party=maker, named=coverage.named, day=as_of)
        if link.truth is not Truth.NO:
            return _said(maker, coverage, link, Code.AFFILIATE_UNADDRESSED, Truth.UNKNOWN)
    # A rule on whom listed parties own says nothing of a listed party itself: its own listing binds it.
    if coverage.relation is RelationTest.AGGREGATE_50 and answer.code == RelationCode.NAMED:
        return _said(maker, coverage, answer, Code.LISTED_ITSELF, Truth.NO)
    if coverage.is_contested and answer.truth is Truth.YES:
        return _said(maker, coverage, answer, Code.RELATION_CONTESTED, Truth.UNKNOWN)
    return _said(maker, coverage, answer, answer.code, answer.truth)


def _said(maker: str, coverage: Coverage, answer: RelationAnswer, code: str, truth: Truth) -> Reason:
    params = {"maker": maker, "named": answer.named or listed(coverage.named)}
    if answer.path:
        params["path"] = ";".join(_leg(interest) for interest in answer.path)
    evidence = cited(coverage.cite) + cited(cite for interest in answer.path for cite in interest.cite)
    return Reason(
        code=code, truth=truth, params=params, fact="maker", evidence=tuple(dict.fromkeys(evidence))
    )


def _leg(interest: Interest) -> str:
    """Return one interest in no language; ``phaseout.decide.wording`` says it."""
    until = interest.until.isoformat() if interest.until else ""
    shares = (f"{interest.share_min:g}", f"{interest.share_max:g}")
    return "|".join((interest.holder, interest.held, interest.kind.value, *shares, until))


def _brand(maker: str, facts: FactSheet, world: World) -> Reason:
    brands = facts.get("brand")
    if brands is None:
        return Reason(code=Code.BRAND_NOT_STATED, truth=Truth.UNKNOWN, params={"maker": maker}, fact="brand")
    own = {maker, *world.own_brands.get(maker, ())}
    is_own = any(brand in own for brand in brands)
    return Reason(
        code=Code.BRAND_OWN if is_own else Code.BRAND_OTHER,
        truth=Truth.YES if is_own else Truth.UNKNOWN,
        params={"maker": maker, "brand": listed(brands)},
        fact="brand",
    )
