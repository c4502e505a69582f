"""What is a supplier as JSON?"""

from phaseout.domain.supplier import KnownSupplier
from phaseout.report.json_bytes import Object


def supplier_json(supplier: KnownSupplier) -> Object:
    """Return whom an order or a list names, the party it is or may be, and why."""
    return {
        "said": supplier.said,
        "party": supplier.party,
        "tier": supplier.tier,
        "name": supplier.name,
        "explanation": [
            {"difference": sign.difference, "ours": sign.ours, "theirs": sign.theirs}
            for sign in supplier.explanation
        ],
        "relation": supplier.relation,
        "measure": supplier.measure,
        "named_beside": list(supplier.named_beside),
        "rivals": list(supplier.rivals),
        "evidence": list(supplier.evidence),
    }
