"""How is it said who a supplier is, and why?"""

from phaseout.domain.supplier import KnownSupplier, SupplierSign
from phaseout.report.language import Language

NOTHING = "–"
_BESIDE = 2
"""Measures that bind others and are listed; the rest is counted."""


def supplier_text(supplier: KnownSupplier, language: Language) -> str:
    """Return one sentence: whom the order names, which party it is or may be, and what agrees and differs."""
    if supplier.party is None:
        return language.text("supplier.unknown", supplier.said)
    party = language.party(supplier.party)
    said = language.text(f"supplier.tier.{supplier.tier}", supplier.said, party)
    why = [_sign(sign, language) for sign in supplier.explanation]
    if supplier.rivals:
        why.append(language.text("supplier.rivals", ", ".join(map(language.party, supplier.rivals))))
    return f"{said} ({'; '.join(why)})"


def _sign(sign: SupplierSign, language: Language) -> str:
    return language.text(f"supplier.{sign.difference}", sign.ours or NOTHING, sign.theirs or NOTHING)


def relation_text(supplier: KnownSupplier, language: Language) -> str:
    """Return how the party stands to those whom measures name, empty where there is no party."""
    said = _relation(supplier, language)
    if supplier.measure:
        said = f"{said} ({supplier.measure})"
    if not supplier.named_beside:
        return said
    shown = ", ".join(supplier.named_beside[:_BESIDE])
    more = len(supplier.named_beside) - _BESIDE
    beside = f"{shown} +{language.number(more)}" if more > 0 else shown
    return f"{said}; {language.text('supplier.relation.beside', beside)}"


def _relation(supplier: KnownSupplier, language: Language) -> str:
    match supplier.relation:
        case None:
            return ""
        case "named" | "undetermined" | "none":
            return language.text(f"supplier.relation.{supplier.relation}")
        case test:
            return language.text("supplier.relation.reached", language.term("relation", test))
