"""How is a reason said that speaks of the supplier and not of the maker?"""

from collections.abc import Mapping
from types import MappingProxyType

ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "relation.supplier-not-known": (
            "The register does not know the supplier, and so not who owns or controls it (named: {named})."
        ),
        "relation.owners-unknown": (
            "The register does not record who owns or controls {maker}, and so not whether a named party "
            "({named}) does."
        ),
    }
)
FRENCH: Mapping[str, str] = MappingProxyType(
    {
        "relation.supplier-not-known": (
            "Le registre ne connaît pas le fournisseur, ni donc qui le détient ou le contrôle "
            "(nommés : {named})."
        ),
        "relation.owners-unknown": (
            "Le registre n’indique pas qui détient ou contrôle {maker}, ni donc si une partie nommée "
            "({named}) le fait."
        ),
    }
)
_PUT = (
    ("The maker is", "The supplier is"),
    ("maker {maker}", "supplier {maker}"),
    ("Le fabricant est", "Le fournisseur est"),
    ("fabricant {maker}", "fournisseur {maker}"),
)


def of_supplier(phrase: str) -> str:
    """Return the sentence about a maker as one about the supplier."""
    for maker, supplier in _PUT:
        phrase = phrase.replace(maker, supplier)
    return phrase
