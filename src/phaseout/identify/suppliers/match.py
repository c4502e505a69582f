"""Which party is a supplier, how firmly, and why?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from phaseout.domain.naming import Naming
from phaseout.domain.party import Party
from phaseout.identify.suppliers.agreement import agree, compare
from phaseout.identify.suppliers.comparison import Agreement, Comparison, Tier
from phaseout.identify.suppliers.difference import Difference, Sign
from phaseout.identify.suppliers.explanation import explained
from phaseout.identify.suppliers.identifiers import ONE_EACH, Identifier, identifier_of
from phaseout.identify.suppliers.lexicon import Lexicon
from phaseout.identify.suppliers.reading import Names, Reading, read_names
from phaseout.identify.suppliers.recall import Recall

_DOUBTED = 0.8
REMEMBERED = 100_000
"""Distinct names kept with their match; past this the memory is begun anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierMatch:
    """A supplier is a party, or is possibly."""

    party: str
    """Id in the register."""
    tier: Tier
    likeness: float
    """0 to 1, to put matches of a tier in order."""
    name: str
    """The party's name that was met, or its identifier."""
    explanation: tuple[Sign, ...]
    rivals: tuple[str, ...] = ()
    """Other parties that are as near: then it is no more than possible."""

    @property
    def is_firm(self) -> bool:
        """Whether it is held to be the party, not only possibly."""
        return self.tier.rank > Tier.POSSIBLE.rank


class _Entry(NamedTuple):
    """One name of a party, or of somebody who is none."""

    party: Party | None
    name: str
    reading: Reading


class _Met(NamedTuple):
    """An entry that a name may be, and how they compare."""

    tier: Tier
    likeness: float
    comparison: Comparison
    reading: Reading
    entry: _Entry
    more: tuple[Sign, ...] = ()

    @property
    def place(self) -> tuple[int, float]:
        """By what the better of two is told."""
        return self.tier.rank, self.likeness

    def doubted(self, why: Difference) -> "_Met":
        """Return it as possible at most, and a little less alike."""
        return self._replace(
            tier=Tier.POSSIBLE, likeness=self.likeness * _DOUBTED, more=(*self.more, Sign(why))
        )


class Suppliers:
    """The parties' names and numbers, made ready to match columns against. Pure."""

    def __init__(
        self,
        parties: Iterable[Party],
        naming: Naming,
        *,
        also: Iterable[tuple[str, str]] = (),
        strangers: Iterable[str] = (),
    ) -> None:
        """Take the parties, how names are written, further (party, name) pairs, and names of people who are
        known to be no party although theirs look alike."""
        self._parties = {party.id: party for party in parties}
        named = [(party, name) for party in self._parties.values() for name in (party.name, *party.aliases)]
        named += [(self._parties[id_], name) for id_, name in also if id_ in self._parties]
        every = [*named, *((None, name) for name in strangers)]
        self._lexicon = Lexicon(naming, [name for _, name in every])
        self._entries = list(self._enter(every))
        self._recall = Recall([entry.reading for entry in self._entries])
        self._homonyms = {
            (party.id, read_names(name, self._lexicon).main.key)
            for party in self._parties.values()
            for name in party.homonyms
        }
        self._borne = _words_of(entry for entry in self._entries if entry.party is None)
        self._numbers: dict[Identifier, str] = {}
        for party in self._parties.values():
            for number in filter(None, map(identifier_of, party.identifiers)):
                self._numbers.setdefault(number, party.id)
        self._met: dict[str, SupplierMatch | None] = {}

    def match(
        self, names: Sequence[str], identifiers: Sequence[Sequence[str]] = ()
    ) -> list[SupplierMatch | None]:
        """Return, for each name, the party it is or may be; None for none.

        Args:
            names: one per supplier, empty where it has none. Each distinct one is looked at once.
            identifiers: none, or for each supplier its ``scheme:value`` numbers, which go before the name.

        Raises:
            ValueError: there are identifiers, and not for each name.
        """
        if not identifiers:
            return [self._by_name(name) for name in names]
        return [self.one(name, own) for name, own in zip(names, identifiers, strict=True)]

    def one(self, name: str, identifiers: Sequence[str] = ()) -> SupplierMatch | None:
        """Return the party that one supplier is or may be."""
        numbers = [number for number in map(identifier_of, identifiers) if number is not None]
        for number in numbers:
            if (party := self._numbers.get(number)) is not None:
                written = ":".join(number)
                sign = Sign(Difference.IDENTIFIER, written, written)
                return SupplierMatch(
                    party=party, tier=Tier.IDENTIFIER, likeness=1.0, name=written, explanation=(sign,)
                )
        found = self._by_name(name)
        return self._contradicted(found, numbers) if found and numbers else found

    def _contradicted(self, found: SupplierMatch, numbers: Sequence[Identifier]) -> SupplierMatch:
        """Take a match back to possible where a number says that it is another person."""
        own = filter(None, map(identifier_of, self._parties[found.party].identifiers))
        by_scheme = {number.scheme: number for number in own if number.scheme in ONE_EACH}
        for number in numbers:
            if (other := by_scheme.get(number.scheme)) is not None and other != number:
                sign = Sign(Difference.OTHER_IDENTIFIER, ":".join(number), ":".join(other))
                return _doubted(found, sign)
        return found

    def _by_name(self, name: str) -> SupplierMatch | None:
        if name not in self._met:
            if len(self._met) >= REMEMBERED:
                self._forget()
            self._met[name] = self._looked_up(name)
        return self._met[name]

    def _forget(self) -> None:
        """Forget what only saves time, so that a column of any length needs no more room."""
        self._met.clear()
        self._recall.forget()
        self._lexicon.forget()

    def _looked_up(self, name: str) -> SupplierMatch | None:
        best: _Met | None = None
        rivals: dict[str, None] = {}
        for met in self._compared(read_names(name, self._lexicon)):
            if best is None or met.place > best.place:
                best, rivals = met, {}
            elif met.place == best.place and met.entry.party is not best.entry.party:
                if met.entry.party is None:
                    best, rivals = met, {}
                elif best.entry.party is not None:
                    rivals[met.entry.party.id] = None
        if best is None or (party := best.entry.party) is None:
            return None
        if best.tier is Tier.NAME and (party.id, best.reading.key) in self._homonyms:
            best = best.doubted(Difference.HOMONYM)
        return SupplierMatch(
            party=party.id,
            tier=Tier.POSSIBLE if rivals else best.tier,
            likeness=best.likeness,
            name=best.entry.name,
            explanation=(*explained(best.comparison, best.reading, best.entry.reading), *best.more),
            rivals=tuple(rivals),
        )

    def _compared(self, names: Names) -> Iterator[_Met]:
        same = self._recall.same(names.main)
        whole = [met for place in same for met in self._met_with(names.main, self._entries[place])]
        yield from whole
        if any(met.tier is Tier.NAME for met in whole):
            return  # nothing is nearer than the very name
        yield from self._near(names.main)
        for other in names.others:
            for met in self._near(other):
                yield met._replace(more=(*met.more, Sign(Difference.TRADING_AS)))
        for aside in names.aside:
            yield from (
                met.doubted(Difference.IN_BRACKETS) for met in self._near(aside) if met.tier is Tier.NAME
            )

    def _near(self, reading: Reading) -> Iterator[_Met]:
        for place in self._recall.near(reading):
            yield from self._met_with(reading, self._entries[place])

    def _met_with(self, reading: Reading, entry: _Entry) -> Iterator[_Met]:
        """Yield how the name compares with an entry, unless it is another."""
        found = compare(reading, entry.reading)
        met = _Met(found.tier, found.likeness, found, reading, entry)
        party = entry.party
        # Of somebody who is no party only the very name says that it is them.
        if found.tier is Tier.NONE or (party is None and found.tier is not Tier.NAME):
            return
        if party is not None and found.left.own and self._is_anybodys(found):
            met = met.doubted(Difference.BORNE_BY_OTHERS)
        countries = reading.countries
        if party is not None and countries and party.country and party.country not in countries:
            met = met.doubted(Difference.FORM_ABROAD)
        yield met

    def _is_anybodys(self, found: Comparison) -> bool:
        """Whether all that agrees is words that strangers bear too."""
        words = {word.text for pair in found.pairs for word in pair.ours if word.sort is None}
        return bool(words) and words <= self._borne

    def _enter(self, named: Iterable[tuple[Party | None, str]]) -> Iterator[_Entry]:
        for party, name in named:
            names = read_names(name, self._lexicon)
            for reading in (names.main, *names.others):
                if reading.words:
                    yield _Entry(party, name, reading)


def agree_names(ours: Names, theirs: Names) -> Agreement:
    """Compare two written names, each with what stands behind ``trading as``: the best agreement counts."""
    best = agree(ours.main, theirs.main)
    if ours.others or theirs.others:
        for one in (ours.main, *ours.others):
            for other in (theirs.main, *theirs.others):
                best = max(best, agree(one, other), key=_place)
    return best


def _place(agreement: Agreement) -> tuple[int, float]:
    return agreement.tier.rank, agreement.likeness


def _doubted(found: SupplierMatch, sign: Sign) -> SupplierMatch:
    return SupplierMatch(
        party=found.party,
        tier=Tier.POSSIBLE,
        likeness=found.likeness,
        name=found.name,
        explanation=(*found.explanation, sign),
        rivals=found.rivals,
    )


def _words_of(entries: Iterable[_Entry]) -> frozenset[str]:
    return frozenset(word.written for entry in entries for word in entry.reading.words if word.sort is None)
