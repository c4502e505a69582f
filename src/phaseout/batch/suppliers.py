"""Which party of the register is a supplier, why, and how does it stand to those whom the measures name?

A supplier is never taken for the maker: who sells a thing says nothing of who made it.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

import pyarrow as pa

from phaseout.batch.columns import Numbers, combined, distinct, texts_of
from phaseout.batch.rule_pack import Asked
from phaseout.batch.verdicts import Fact
from phaseout.identify.suppliers.comparison import Tier
from phaseout.identify.suppliers.match import SupplierMatch
from phaseout.survey.suppliers import Relations, suppliers_of

NAME = "supplier"
NUMBERS: Mapping[str, str] = MappingProxyType(
    {
        "supplier_identifier": "",
        "lei": "lei:",
        "uei": "uei:",
        "cage": "cage:",
        "business_number": "bn:",
        "duns": "duns:",
    }
)
"""Column of numbers of suppliers → what makes ``scheme:value`` of its values."""
LOOKED_AT = (NAME, *NUMBERS)
_SIGN = pa.struct([(part, pa.string()) for part in ("difference", "ours", "theirs")])
ANSWERS = (
    pa.field("supplier_party", pa.string()),
    pa.field("supplier_tier", pa.string()),
    pa.field("supplier_name", pa.string()),
    pa.field("supplier_explanation", pa.list_(_SIGN)),
    pa.field("supplier_rivals", pa.list_(pa.string())),
    pa.field("supplier_relation", pa.string()),
)


class Standing(NamedTuple):
    """Who a supplier is."""

    match: SupplierMatch | None = None
    relation: str | None = None
    """``named``, the relation test that reaches the party, ``undetermined``, ``none``; None for nobody."""
    stated: tuple[Fact, ...] = ()
    """What a survey reads of such a supplier, the same for all who are the same to a measure."""

    @property
    def cells(self) -> tuple[object, ...]:
        """The answers, in their order."""
        match = self.match
        if match is None:
            # Somebody the register does not know is not the same as nobody named.
            return None, Tier.NONE.value if self.stated else None, None, None, None, None
        signs = [
            {"difference": sign.difference.value, "ours": sign.ours, "theirs": sign.theirs}
            for sign in match.explanation
        ]
        return match.party, match.tier.value, match.name, signs, match.rivals, self.relation


class Suppliers:
    """Recognises suppliers by number and by name, each distinct one once."""

    def __init__(self, asked: Asked) -> None:
        self._parties = suppliers_of(asked.register)
        self._relations = Relations(asked.register, asked.as_of)
        self._stated: dict[str | None, tuple[Fact, ...]] = {}

    def of(self, batch: pa.RecordBatch) -> tuple[list[Standing], Numbers] | None:
        """Return the distinct standings, and for each line which of them it has; None without suppliers."""
        columns = {name: texts for name in LOOKED_AT if (texts := texts_of(batch, name)) is not None}
        if not columns:
            return None
        coded = [distinct(texts) for texts in columns.values()]
        rows, which = combined([(of_line, len(known)) for known, of_line in coded])
        said = (
            dict(zip(columns, (known[at] for (known, _), at in zip(coded, row, strict=True)), strict=True))
            for row in rows
        )
        return [self._standing(one) for one in said], which

    def _standing(self, said: Mapping[str, str | None]) -> Standing:
        name = (said.get(NAME) or "").strip()
        numbers = tuple(_numbers(said))
        if not name and not numbers:
            return Standing()
        match = self._parties.one(name, numbers)
        party = match.party if match is not None and match.is_firm else None
        if party not in self._stated:
            by_name = (("order.supplier", name),) if name else ()
            self._stated[party] = *by_name, *(("order.supplier-identifier", one) for one in numbers)
        relation = None if match is None else self._relations.of(match.party, is_firm=match.is_firm).relation
        return Standing(match, relation, self._stated[party])


def _numbers(said: Mapping[str, str | None]) -> Iterator[str]:
    for column, scheme in NUMBERS.items():
        if number := (said.get(column) or "").strip():
            yield scheme + number
