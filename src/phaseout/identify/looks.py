"""As what is an observation shown to the methods of identification?"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from phaseout.identify.banners import unwrapped
from phaseout.identify.field import Field
from phaseout.identify.fields import LISTED_TRAITS, fields_of
from phaseout.identify.line_context import context_of, plain_trait
from phaseout.identify.rules import Look

_KNOWN_AS: Mapping[Field, str] = MappingProxyType(
    {Field.SERIAL: "inventory.serial", Field.FIRMWARE: "inventory.firmware"}
)
"""Under which trait fingerprints know a field that stands in a list of equipment."""


def looks_at(trait: str, value: str) -> Iterator[Look]:
    """Yield an observation as it stands, and what it wraps that fingerprints know under another trait."""
    context, trait = context_of(trait), plain_trait(trait)
    fields = fields_of(trait, value)
    yield Look(trait, value, fields, context)
    if trait == "banner":
        for inner, text in unwrapped(value):
            yield Look(inner, text, fields_of(inner, text))
    elif trait in LISTED_TRAITS:
        for field, text in fields:
            if (known := _KNOWN_AS.get(field)) is not None:
                yield Look(known, text, ())
