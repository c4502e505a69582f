"""Which designation, serial number, firmware and kind does an observation state outright?"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from phaseout.domain.claim import Dimension, Strength
from phaseout.identify.field import Field
from phaseout.identify.rules import Hit, Look, Method, Rules

_STATED: Mapping[Field, Dimension] = MappingProxyType(
    {Field.MODEL: Dimension.MODEL, Field.SERIAL: Dimension.SERIAL, Field.FIRMWARE: Dimension.FIRMWARE}
)


def by_statement(_rules: Rules) -> Method:
    """Take model, serial number, firmware and kind as they are stated."""

    def look(looks: Sequence[Look]) -> Iterator[tuple[int, Hit]]:
        """Yield what is stated in so many words."""
        for number, seen in enumerate(looks):
            for field, text in seen.fields:
                if (dimension := _STATED.get(field)) is not None:
                    yield number, Hit(dimension, text, Strength.STRONG, f"stated/{seen.trait}")
            if seen.trait == "asset.kind" and seen.value.strip():
                kind = seen.value.strip().lower()
                yield number, Hit(Dimension.KIND, kind, Strength.STRONG, "stated/asset.kind")

    return look
