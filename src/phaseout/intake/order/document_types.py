"""Which kind of document is meant by a code of UNTDID 1001, which UBL, CII and EDIFACT share?"""

from types import MappingProxyType

from phaseout.intake.order.order_line import OrderDocument

_CREDIT_NOTES = ("81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532")
"""Those EN 16931 allows in a credit note."""
_TYPES = MappingProxyType(
    {
        **dict.fromkeys(_CREDIT_NOTES, OrderDocument.CREDIT_NOTE),
        **dict.fromkeys(("220", "221", "226", "230", "231"), OrderDocument.ORDER),
        **dict.fromkeys(("380", "384", "386", "389"), OrderDocument.INVOICE),
        "9": OrderDocument.CATALOGUE,
        "310": OrderDocument.QUOTE,
        "311": OrderDocument.TENDER,
        "351": OrderDocument.DELIVERY,
    }
)


def document_of(code: str, otherwise: OrderDocument) -> OrderDocument:
    """Return the kind of document a code stands for, ``otherwise`` where it says nothing of that."""
    return _TYPES.get(code.strip(), otherwise)
