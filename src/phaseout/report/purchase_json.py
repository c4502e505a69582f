"""What does a purchase look like as JSON?"""

from collections.abc import Callable

from phaseout.domain.determination import Determination
from phaseout.domain.purchase import Purchase
from phaseout.report.json_bytes import Object


def purchase_json(purchase: Purchase, answer: Callable[[Determination], Object]) -> Object:
    """Return what the line of a purchase says, and what would apply once the thing is there."""
    return {
        "stage": purchase.stage.value,
        "document": purchase.document,
        "number": purchase.number,
        "line": purchase.line,
        "buyer": purchase.buyer,
        "suppliers": list(purchase.suppliers),
        "text": purchase.text,
        "quantity": purchase.quantity,
        "unit": purchase.unit,
        "day": purchase.day,
        "renews": list(purchase.renews),
        "claims": list(purchase.claims),
        "shown": list(purchase.shown),
        "is_met": purchase.is_met,
        "service": purchase.service.value if purchase.service else None,
        "following": [answer(one) for one in purchase.following],
    }
