"""Which shape has a case of ownership: given these interests, is the party reached?"""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from phaseout.domain.measure import RelationTest
from phaseout.domain.party import InterestKind
from phaseout.ownership import RelationCode
from phaseout.register.reference import Noun, Reference
from phaseout.register.schema import AT_LEAST_ONE, Cites, Day, Shape, Words
from phaseout.register.schema_measure import COUNTRY_TESTS
from phaseout.register.schema_party import Share, ShareShape, TieShape
from phaseout.register.yamlfile import Place


def _exactly(written: object) -> object:
    return written if isinstance(written, dict | ShareShape) else {"min": written, "max": written}


Exactly = Annotated[ShareShape, BeforeValidator(_exactly, json_schema_input_type=Share | ShareShape)]
"""One figure, or ``{min: …, max: …}``."""
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Leg = Annotated[str, StringConstraints(pattern=r"^\S+ > \S+$")]
"""``holder > held``."""


def _relation(written: object) -> object:
    return f"relation.{written}" if isinstance(written, str) else written


Because = Annotated[RelationCode, BeforeValidator(_relation, json_schema_input_type=Words)]
"""Which reason is given: ``aggregate``, ``subsidiary``, ``ended`` …"""


class GivenInterestShape(TieShape):
    """What one party holds in another; a shareholding unless another kind is said."""

    holder: Words
    held: Words
    kind: InterestKind = InterestKind.SHAREHOLDING
    share: Exactly | None = None
    """Absent: nobody says how much."""


class GivenGraphShape(Shape):
    """A small world: nobody else, nothing else."""

    interests: tuple[GivenInterestShape, ...] = ()
    countries: dict[str, Country] = Field(default_factory=dict)
    state_bodies: tuple[Words, ...] = ()

    @property
    def parties(self) -> frozenset[str]:
        """Everybody who occurs."""
        tied = (party for i in self.interests for party in (i.holder, i.held))
        return frozenset((*tied, *self.countries, *self.state_bodies))


class RelationExpectShape(Shape):
    """What the answer must be; what is not said is not asked."""

    answer: Literal["yes", "no", "undetermined"]
    because: Because | None = None
    chain: tuple[Leg, ...] | None = None
    economic: Exactly | None = None
    """What the named hold of the party with every share multiplied."""


class RelationCaseShape(Shape):
    """One case (``relation-cases/*.yml``, a list), readable by a lawyer."""

    name: Words
    given: GivenGraphShape | None = None
    """Absent: the parties and interests of this register."""
    named: Annotated[tuple[Words, ...], AT_LEAST_ONE]
    party: Words
    test: RelationTest
    as_of: Day
    home: Country | None = None
    """Country of the measure, for the test that leaves affiliates abroad out."""
    expect: RelationExpectShape
    why: Words | None = None
    cite: Cites | None = None

    @property
    def asked_about(self) -> tuple[str, ...]:
        """The party and the named ones, where these are parties."""
        return (self.party, *(() if self.test in COUNTRY_TESTS else self.named))

    def references(self, place: Place = ()) -> Iterator[Reference]:
        """Yield the sources, and the parties where they are this register's."""
        yield from super().references(place)
        if self.given is None:
            for party in self.asked_about:
                where = ("party",) if party == self.party else ("named", self.named.index(party))
                yield Reference((*place, *where), Noun.PARTY, party)

    @model_validator(mode="after")
    def _asks_about_who_is_given(self) -> Self:
        if self.given is not None and (strangers := set(self.asked_about) - self.given.parties):
            raise ValueError(f"nothing is given of {', '.join(sorted(strangers))}")
        return self
