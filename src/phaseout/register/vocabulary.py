"""Which words does the register use, and what are they called in English and French?"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from phaseout.domain.cite import Text
from phaseout.domain.dates import Moment
from phaseout.domain.facts import Aspects
from phaseout.domain.purchase import BuyersAct
from phaseout.register.row import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of asset and the things of the law it is."""

    id: str
    name: Text
    things: frozenset[str]
    is_goods: bool = False
    """Whether it is surely no service and no software."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFact:
    """A fact somebody can be asked for."""

    fact: str
    question: Text
    asked_of: Text
    """Who usually knows."""
    aspects: Mapping[str, "AskedAspect"] = field(default_factory=dict)
    """Of a fact that gathers several matters: how each alone is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAspect:
    """One of the matters that a fact gathers."""

    name: Text
    """What it is called after the words "not known"."""
    question: Text
    asked_of: Text | None = None
    """Who usually knows, where it is somebody else than for the fact's other matters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The closed words of the register, in the order of its files."""

    kinds: Mapping[str, Kind]
    facts: Mapping[str, AskedFact]
    roles: Mapping[str, Text]
    role_notes: Mapping[str, Text]
    """Role → whom it means, of the roles whose name does not say."""
    acts: Mapping[str, Text]
    values: Mapping[str, Mapping[str, Text]]
    """Fact → value → name."""
    aspects: Aspects
    """What each word of a fact that gathers several matters speaks of."""
    moments: Mapping[str, Moment]
    """Act → when in the life of a thing it is done, of the acts that are done to a thing one has."""
    buyers_acts: Mapping[str, BuyersAct]
    """Act → when it stands before somebody who buys, of the acts that ever do."""

    @property
    def answers(self) -> Mapping[str, Kind]:
        """Kinds somebody can answer with: an order line does not say what the thing is."""
        return {id_: kind for id_, kind in self.kinds.items() if kind.things or kind.is_goods}

    @property
    def things_of(self) -> Mapping[str, frozenset[str]]:
        """Kind → the things of the law it is."""
        return {id_: kind.things for id_, kind in self.kinds.items()}

    @property
    def goods(self) -> frozenset[str]:
        """Kinds that are surely no service and no software."""
        return frozenset(id_ for id_, kind in self.kinds.items() if kind.is_goods)


def revive_vocabulary(row: Row) -> Vocabulary:
    """Return the vocabulary of its compiled row."""
    values: dict[str, dict[str, Text]] = defaultdict(dict)
    aspects = {}
    for value in row.rows("values"):
        fact, id_ = value.text("fact"), value.text("id")
        values[fact][id_] = value.named()
        if (aspect := value.maybe("aspect")) is not None:
            aspects[fact, id_] = aspect
    acts, roles = dict(row.row("acts").entries()), dict(row.row("roles").entries())
    return Vocabulary(
        kinds={id_: _kind(id_, kind) for id_, kind in row.row("kinds").entries()},
        facts={id_: _asked(id_, fact) for id_, fact in row.row("facts").entries()},
        roles={id_: role.named() for id_, role in roles.items()},
        role_notes={id_: role.said_of("note") for id_, role in roles.items() if role.has("note")},
        acts={id_: act.named() for id_, act in acts.items()},
        values=dict(values),
        aspects=aspects,
        moments={id_: Moment(act.text("moment")) for id_, act in acts.items() if act.has("moment")},
        buyers_acts={id_: BuyersAct(act.text("buyer")) for id_, act in acts.items() if act.has("buyer")},
    )


def _asked(id_: str, row: Row) -> AskedFact:
    return AskedFact(
        fact=id_,
        question=row.said_of("question"),
        asked_of=row.said_of("asked_of"),
        aspects={
            one.text("id"): AskedAspect(
                name=one.said_of("name"), question=one.said_of("question"), asked_of=one.said("asked_of")
            )
            for one in row.rows("aspects")
        },
    )


def _kind(id_: str, row: Row) -> Kind:
    return Kind(id=id_, name=row.named(), things=frozenset(row.texts("things")), is_goods=row.has("goods"))
