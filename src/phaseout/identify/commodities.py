"""What do the commodity codes of a line say of the kind of thing it buys, and what follows for its names?

A code names nobody. Where the text leaves it open, it says the kind; a code of equipment backs a short or
misspelt name as a word for equipment would; a code of a service or of another trade makes a bare name ask.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from phaseout.domain.claim import Dimension, Strength
from phaseout.domain.commodity import Commodity, Spoken, code_of, rule_of
from phaseout.identify.line_context import ORDER_TEXT, Kinds
from phaseout.identify.mentions.backing import NO_EQUIPMENT
from phaseout.identify.order_lines import Telling
from phaseout.identify.rules import Column, Hit, Look, Method, Rules

CODE = "order.code"
_SERVICE = "service"
_UNLISTED = "unlisted"
_NAMING = frozenset((Dimension.BRAND, Dimension.MAKER))


class Coded(NamedTuple):
    """What all codes of one line say together."""

    kind: str | None = None
    """The kind of the line; None where they leave it open."""
    kinds: Kinds = frozenset()
    """All that it may be."""
    is_another_trade: bool = False

    @property
    def equipment(self) -> Kinds:
        """The kinds of equipment among them."""
        return self.kinds - NO_EQUIPMENT


class Commodities:
    """The commodity codes of the register, ready to be asked."""

    def __init__(self, entries: Iterable[Commodity]) -> None:
        entries = tuple(entries)
        self._by_id = {one.id: one for one in entries}
        self._by_reach: Mapping[tuple[str, str], Commodity] = {
            (one.scheme, one.reach): one for one in entries
        }
        self._schemes = frozenset(one.scheme for one in entries)

    def hits(self, value: str) -> tuple[Hit, ...]:
        """Return what a code ``scheme:code`` is, as one hit that claims nothing by itself.

        Codes of lists that the register does not know are nothing.
        """
        scheme, _, written = value.partition(":")
        if scheme not in self._schemes or (code := code_of(scheme, written)) is None:
            return ()
        entry = self._entry(scheme, code)
        rule = entry.id if entry is not None else _UNLISTED
        return (Hit(Dimension.KIND, "", Strength.HINT, rule, Column.CODE),)

    def equipment(self, traits: Sequence[str], values: Sequence[str]) -> Kinds:
        """Return which equipment the codes of a line speak of."""
        codes = (value for trait, value in zip(traits, values, strict=True) if trait == CODE)
        return self._together([hit for code in codes for hit in self.hits(code)]).equipment

    def weighed(self, traits: Sequence[str], found: Telling) -> Telling:
        """Return what tells something of a thing, its codes heard; codes alone tell nothing."""
        codes = [(place, hits) for place, hits in found if traits[place] == CODE]
        others = [(place, hits) for place, hits in found if traits[place] != CODE]
        if not codes or not others:
            return others
        coded = self._together([hit for _, hits in codes for hit in hits])
        heard = [(place, tuple(_heard(traits[place], hits, coded, others))) for place, hits in others]
        spoken = ((place, tuple(self._spoken(hits, coded, others))) for place, hits in codes)
        return sorted((*heard, *((place, hits) for place, hits in spoken if hits)))

    def _entry(self, scheme: str, code: str) -> Commodity | None:
        reaches = ((scheme, code[:length]) for length in range(len(code), 1, -1))
        return next((self._by_reach[one] for one in reaches if one in self._by_reach), None)

    def _together(self, hits: Sequence[Hit]) -> Coded:
        """Return what codes say together; one that is not listed leaves open what the others say."""
        entries = [self._by_id[hit.rule] for hit in hits if hit.rule != _UNLISTED]
        if not entries:
            return Coded()
        is_whole = len(entries) == len(hits)
        said = {one.kind for one in entries}
        kind = next(iter(said)) if is_whole and len(said) == 1 else None
        kinds = frozenset(kind for one in entries for kind in one.kinds)
        return Coded(kind, kinds, is_whole and all(one.is_another_trade for one in entries))

    def _spoken(self, hits: Sequence[Hit], coded: Coded, others: Telling) -> Iterator[Hit]:
        """Yield what a code says itself: a kind, and which names it has made weigh more or less."""
        for hit in hits:
            entry = self._by_id.get(hit.rule)
            if entry is None:
                continue
            if coded.kind is not None and (strength := _strength_of_kind(coded, others)) is not None:
                yield Hit(Dimension.KIND, coded.kind, strength, rule_of(Spoken.SAYS_KIND, entry.id))
            if coded.equipment:
                yield from _beside(others, rule_of(Spoken.BACKS, entry.id), is_backed=True)
            elif _is_doubting(coded, others):
                spoken = Spoken.OF_ANOTHER_TRADE if coded.is_another_trade else Spoken.OF_A_SERVICE
                yield from _beside(others, rule_of(spoken, entry.id), is_backed=False)


def by_commodity(rules: Rules) -> Method:
    """Know commodity codes, each by the most special entry of its list that covers it."""
    commodities = Commodities(rules.commodities)

    def look(looks: Sequence[Look]) -> Iterator[tuple[int, Hit]]:
        for number, seen in enumerate(looks):
            if seen.trait == CODE:
                yield from ((number, hit) for hit in commodities.hits(seen.value))

    return look


def _own_kinds(others: Telling) -> set[str]:
    """Return the kinds that the text or the designations of a line say themselves."""
    return {
        hit.value
        for _, hits in others
        for hit in hits
        if hit.dimension is Dimension.KIND and hit.strength is not Strength.HINT
    }


def _is_designated(others: Telling) -> bool:
    return any(
        hit.dimension is Dimension.MODEL and hit.strength is not Strength.HINT and hit.span is not None
        for _, hits in others
        for hit in hits
    )


def _is_doubting(coded: Coded, others: Telling) -> bool:
    """Return whether the codes make a name ask: nothing else says that equipment is meant."""
    is_of_none = coded.is_another_trade or coded.kind == _SERVICE
    return is_of_none and not _own_kinds(others) and not _is_designated(others)


def _strength_of_kind(coded: Coded, others: Telling) -> Strength | None:
    """Return how much the kind of the codes counts, None where the text says it more closely."""
    own = _own_kinds(others)
    if not own:
        # A thing that is named by its designation may come with the service.
        return Strength.SUPPORTING if coded.kind == _SERVICE and _is_designated(others) else Strength.STRONG
    return Strength.SUPPORTING if coded.kind in own or not own & coded.kinds else None


def _heard(trait: str, hits: Sequence[Hit], coded: Coded, others: Telling) -> Iterator[Hit]:
    is_doubted = trait == ORDER_TEXT and _is_doubting(coded, others)
    for hit in hits:
        if is_doubted and hit.dimension in _NAMING:
            yield hit._replace(strength=Strength.HINT)
        elif hit.column is Column.BACKED:
            yield hit._replace(column=Column.NONE)
        else:
            yield hit


def _beside(others: Telling, rule: str, *, is_backed: bool) -> Iterator[Hit]:
    """Yield a hint for each name of the text on which a code bears, so that its claim shows the code."""
    for _, hits in others:
        for hit in hits:
            if hit.span is None or hit.dimension not in _NAMING:
                continue
            if not is_backed or hit.column is Column.BACKED:
                yield Hit(hit.dimension, hit.value, Strength.HINT, rule)
