"""Does a clause speak of whom one contracts with, and what is known of them?

A text that forbids a contract with a party looks at who sells, not at who made the thing. Where a supplier
is named, such a clause is asked of the supplier; where none is, the maker stands in (docs/decisions/0021).
"""

from dataclasses import replace

from phaseout.decide.code import Code
from phaseout.domain.facts import NATURE, ORDER_LINE, UNKNOWN_PARTY, FactSheet
from phaseout.domain.measure import Clause, Measure
from phaseout.domain.truth import Reason

SUPPLIER = "supplier"
_MAKER = "maker"
CONTRACT = "contract-with"
"""The act that makes a clause one of parties: what else it forbids, such as renewing, is of the contract."""
_CODES: dict[str, str] = {Code.MAKER_NOT_STATED: Code.SUPPLIER_NOT_KNOWN}


def speaks_of_contracts(clause: Clause) -> bool:
    """Return whether a clause is about whom one contracts with."""
    return CONTRACT in clause.acts


def has_contracts(measure: Measure) -> bool:
    """Return whether a clause of the measure is about whom one contracts with."""
    return any(map(speaks_of_contracts, measure.clauses))


def with_supplier(facts: FactSheet) -> FactSheet | None:
    """Return the facts with the supplier where relation tests look; None where no supplier is named.

    What is inside the thing, and its brand, say nothing of whom one contracts with.
    """
    suppliers = facts.get(SUPPLIER)
    if suppliers is None:
        return None
    known = tuple(party for party in suppliers if party != UNKNOWN_PARTY)
    return FactSheet.of({**dict(facts.values), _MAKER: known, "brand": ()})


def with_article_unnamed(facts: FactSheet) -> FactSheet | None:
    """Return the facts with the line as all that is known of the article; None where more is, or may be."""
    if facts.get("kind") is not None or ORDER_LINE not in (facts.get(NATURE) or ()):
        return None
    return FactSheet.of({**dict(facts.values), "kind": (ORDER_LINE,)})


def of_supplier(reason: Reason) -> Reason:
    """Return a reason found with the supplier in the maker's place as one that speaks of the supplier."""
    because = tuple(map(of_supplier, reason.because))
    if reason.fact != _MAKER:
        return reason if because == reason.because else replace(reason, because=because)
    return replace(reason, code=_CODES.get(reason.code, reason.code), fact=SUPPLIER, because=because)
