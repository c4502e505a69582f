"""Which entry of the register does an id name?"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from phaseout.domain.condition import Condition, FactIs
from phaseout.register.condition import leaves
from phaseout.register.yamlfile import Place


class Noun(StrEnum):
    """What an id of the register may name. The values of a fact are nouns of their own."""

    SOURCE = "source"
    PARTY = "party"
    BRAND = "brand"
    MODEL = "model"
    CODE = "code"
    VULNERABILITY = "vulnerability"
    FINGERPRINT = "fingerprint"
    INSTRUMENT = "instrument"
    MEASURE = "measure"
    INSTITUTION = "institution"
    KIND = "kind"
    THING = "thing"
    FACT = "fact"
    ROLE = "role"
    ACT = "act"
    TRAIT = "trait"
    PURPOSE = "purpose"
    CLASS = "class"
    NETWORK = "network"
    FUNDING = "funding"
    OWNER = "owner"
    OPERATOR = "operator"
    COMPONENT = "component"
    ORDER = "order"
    ITEM = "item"
    LIST = "list"
    WORDING = "wording"
    COMMODITY = "commodity"


VALUES = (
    Noun.PURPOSE, Noun.CLASS, Noun.NETWORK, Noun.FUNDING, Noun.OWNER, Noun.OPERATOR, Noun.COMPONENT,
    Noun.ORDER, Noun.ITEM,
)  # fmt: skip
"""The facts whose values are words of the register."""
_FACT_NOUN = {
    "role": Noun.ROLE,
    "kind": Noun.KIND,
    "maker": Noun.PARTY,
    "supplier": Noun.PARTY,
    "brand": Noun.BRAND,
    **{noun.value: noun for noun in VALUES},
}
"""What the values of a fact name. Days and countries name nothing."""


class Reference(NamedTuple):
    """An entry names another entry here."""

    place: Place
    noun: Noun
    id: str


class Ref(str):
    """Text that names an entry; each subclass says of which noun."""

    __slots__ = ()
    noun: Noun

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Self], handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate as text that is not empty."""
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema(min_length=1))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """Tell an editor what is named."""
        return {**handler(schema), "description": cls.__doc__}


class SourceRef(Ref):
    """Names a source."""

    noun = Noun.SOURCE


class PartyRef(Ref):
    """Names a party."""

    noun = Noun.PARTY


class InstrumentRef(Ref):
    """Names an instrument."""

    noun = Noun.INSTRUMENT


class ListRef(Ref):
    """Names a list of parties and things."""

    noun = Noun.LIST


class MeasureRef(Ref):
    """Names a measure."""

    noun = Noun.MEASURE


class BrandRef(Ref):
    """Names a brand."""

    noun = Noun.BRAND


class ModelRef(Ref):
    """Names a model pattern."""

    noun = Noun.MODEL


class KindRef(Ref):
    """Names a kind of asset."""

    noun = Noun.KIND


class ThingRef(Ref):
    """Names a thing measures speak of."""

    noun = Noun.THING


class RoleRef(Ref):
    """Names a role."""

    noun = Noun.ROLE


class ActRef(Ref):
    """Names an act."""

    noun = Noun.ACT


class FactRef(Ref):
    """Names a fact a person can be asked for."""

    noun = Noun.FACT


def named_by(condition: Condition, place: Place) -> Iterator[Reference]:
    """Yield what the leaves of a condition name."""
    for leaf in leaves(condition):
        if isinstance(leaf, FactIs) and leaf.fact in _FACT_NOUN:
            for value in leaf.values:
                yield Reference(place, _FACT_NOUN[leaf.fact], value)


def fact_values(fact: str, values: tuple[str, ...], place: Place) -> Iterator[Reference]:
    """Yield what the values of a fact name."""
    if fact in _FACT_NOUN:
        for index, value in enumerate(values):
            yield Reference((*place, index), _FACT_NOUN[fact], value)
