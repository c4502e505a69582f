"""What does the compiled register say of a commodity code?"""

from phaseout.domain.commodity import Commodity
from phaseout.register.row import Row


def revive_commodity(id_: str, row: Row) -> Commodity:
    """Return an entry of a list of goods and services."""
    kind = row.maybe("kind")
    kinds = row.texts("kinds")
    return Commodity(
        id=id_,
        title=row.text("title"),
        kind=kind,
        kinds=kinds if kind is None or kind in kinds else (kind, *kinds),
        is_another_trade=row.has("another_trade"),
        cite=row.cites(),
    )
