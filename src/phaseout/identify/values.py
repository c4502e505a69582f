"""Which designation, serial number, firmware and kind does an observation state outright?"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from phaseout.domain.claim import Dimension, Strength
from phaseout.identify.fields import Field
from phaseout.identify.rules import Hit, Look, Method, Rules, each_by_itself

_STATED: Mapping[Field, Dimension] = MappingProxyType(
    {Field.MODEL: Dimension.MODEL, Field.SERIAL: Dimension.SERIAL, Field.FIRMWARE: Dimension.FIRMWARE}
)


def by_statement(_rules: Rules) -> Method:
    """Take model, serial number, firmware and kind as they are stated."""

    def look(seen: Look) -> Iterator[Hit]:
        """Yield what is stated in so many words."""
        for field, text in seen.fields:
            if (dimension := _STATED.get(field)) is not None:
                yield Hit(dimension, text, Strength.STRONG, f"stated/{seen.trait}")
        if seen.trait == "asset.kind" and seen.value.strip():
            yield Hit(Dimension.KIND, seen.value.strip().lower(), Strength.STRONG, "stated/asset.kind")

    return each_by_itself(look)
