"""Which questions does a whole survey leave, and which of them should be put first?

Assets are counted by what is asked of them and not kept: a million assets of a few kinds at a few sites
leave a few hundred questions.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from phaseout.decide.questions import is_surely_settled
from phaseout.domain.awaited import awaited
from phaseout.domain.claim import Identification
from phaseout.domain.determination import Outcome
from phaseout.domain.question import AskedAsset, Question, Scope, ScopeKind
from phaseout.register.vocabulary import Vocabulary
from phaseout.survey.answering import Ruled
from phaseout.survey.cover import NOTHING, Weight, ranked
from phaseout.survey.places import Place, Thing, place_of

LISTED = 20
"""Things a question names; it says how many there are in all."""


class _Stand(NamedTuple):
    """Where an asset stands and what it is like."""

    site: str | None
    thing: Thing


class _Bundle(NamedTuple):
    """Facts that undetermined answers wait for together, and how many answers of one asset do."""

    facts: tuple[str, ...]
    weight: Weight


class _Open(NamedTuple):
    """What the answers for one sheet of facts leave open."""

    ruled: Ruled
    """Kept so that its identity stays its own."""
    bundles: tuple[_Bundle, ...]
    facts: frozenset[str]
    words: frozenset[tuple[str, str]]
    """(Fact, word) of the words waited for, of facts that gather several matters."""


class _Asked(NamedTuple):
    """A fact asked for at a place."""

    fact: str
    place: Place


class _Count:
    """What the questions of all cases come to."""

    def __init__(self, names: Mapping[_Asked, tuple[AskedAsset, ...]]) -> None:
        self.names = names
        self.waiting: defaultdict[frozenset[_Asked], Weight] = defaultdict(lambda: NOTHING)
        self.helps: Counter[_Asked] = Counter()
        self.assets: Counter[_Asked] = Counter()
        self.words: defaultdict[_Asked, set[str]] = defaultdict(set)

    def cost(self, asked: _Asked) -> int:
        """Return how often a question must be put: once, or once for each thing that is like no other."""
        is_alone = asked.place.kind is ScopeKind.ASSETS and not asked.place.match
        return self.assets[asked] if is_alone else 1


class Asking:
    """Counts what is asked as assets pass, and ranks the questions when all have passed."""

    def __init__(self, *, has_sites: bool) -> None:
        """Begin; ``has_sites`` is whether the context names sites."""
        self._has_sites = has_sites
        self._seen = 0
        self._open: dict[int, _Open] = {}
        self._stands: dict[tuple[str | None, int], tuple[Identification, _Stand]] = {}
        self._cases: Counter[tuple[_Stand, int]] = Counter()
        """By stand and identity of the answers, which are decided once for each distinct sheet of facts."""
        self._first: defaultdict[tuple[_Stand, frozenset[str]], list[tuple[int, AskedAsset]]]
        self._first = defaultdict(list)
        self._spelling: dict[str, str] = {}

    def count(
        self, site: str | None, identification: Identification, ruled: Ruled, name: Callable[[], AskedAsset]
    ) -> None:
        """Count one asset; ``name`` is called only while things like it are still listed by name."""
        self._has_sites = self._has_sites or site is not None
        wants = self._open.get(id(ruled))
        if wants is None:
            self._open[id(ruled)] = wants = _open(ruled)
        if not wants.bundles:
            return
        self._seen += 1
        key = site, id(identification)
        if key not in self._stands:
            # The identification is kept beside its stand, so that its id stays its own.
            self._stands[key] = identification, self._stand(site, identification)
        stand = self._stands[key][1]
        self._cases[stand, id(ruled)] += 1
        first = self._first[stand, wants.facts]
        if len(first) < LISTED:
            first.append((self._seen, name()))

    def _stand(self, site: str | None, identification: Identification) -> _Stand:
        """Return the stand, its names as they were first spelled, since answers know no capitals."""
        thing = Thing.of(identification)
        brand, model = (
            name and self._spelling.setdefault(name.casefold(), name) for name in (thing.brand, thing.model)
        )
        return _Stand(site, thing._replace(brand=brand, model=model))

    def questions(self, vocabulary: Vocabulary, lang: str) -> tuple[Question, ...]:
        """Return the questions in the order to ask; the vocabulary says how each is put and who knows it."""
        count = self._counted()
        asked = sorted(count.helps, key=lambda one: (one.place.order, one.fact))
        numbers = {one: number for number, one in enumerate(asked)}
        bundles = {
            frozenset(numbers[one] for one in bundle): weight for bundle, weight in count.waiting.items()
        }
        steps = ranked(bundles, [count.cost(one) for one in asked])
        return tuple(
            _question(asked[number], rank, settles, count, _Saying(vocabulary, lang))
            for rank, (number, settles) in enumerate(steps, 1)
        )

    def _counted(self) -> _Count:
        count = _Count(self._named())
        for (stand, ruled), times in self._cases.items():
            wants = self._open[ruled]
            here = {fact: self._asked(fact, stand) for fact in wants.facts}
            for facts, weight in wants.bundles:
                bundle = frozenset(here[fact] for fact in facts)
                more = Weight(weight.all * times, weight.surely * times)
                count.waiting[bundle] = count.waiting[bundle].plus(more)
                count.helps.update(dict.fromkeys(bundle, more.all))
            count.assets.update(dict.fromkeys(here.values(), times))
            for fact, word in wants.words:
                count.words[here[fact]].add(word)
        return count

    def _named(self) -> dict[_Asked, tuple[AskedAsset, ...]]:
        """Return the first things each question is about, in the order of the survey."""
        found: defaultdict[_Asked, list[tuple[int, AskedAsset]]] = defaultdict(list)
        for (stand, facts), first in self._first.items():
            for fact in facts:
                asked = self._asked(fact, stand)
                if asked.place.thing is not None:
                    found[asked] += first
        return {asked: tuple(named for _, named in sorted(first)[:LISTED]) for asked, first in found.items()}

    def _asked(self, fact: str, stand: _Stand) -> _Asked:
        return _Asked(fact, place_of(fact, stand.site, stand.thing, has_sites=self._has_sites))


class _Saying(NamedTuple):
    """How facts are asked for in one language."""

    vocabulary: Vocabulary
    lang: str

    def aspects(self, fact: str, words: Collection[str]) -> tuple[str, ...]:
        """Return which matters of a fact the words are of, in the order of the register."""
        known = self.vocabulary.facts.get(fact)
        wanted = {self.vocabulary.aspects.get((fact, word)) for word in words}
        return tuple(aspect for aspect in known.aspects if aspect in wanted) if known else ()

    def text(self, fact: str, aspects: Sequence[str]) -> str:
        """Return how a fact is asked for, or only the matters given; its bare name where nothing says."""
        known = self.vocabulary.facts.get(fact)
        if known is None:
            return fact
        asked = [known.aspects[aspect].question for aspect in aspects] or [known.question]
        return " ".join(one.in_language(self.lang) for one in asked)

    def asked_of(self, fact: str) -> str:
        """Return who usually knows."""
        known = self.vocabulary.facts.get(fact)
        return known.asked_of.in_language(self.lang) if known else ""


def _question(asked: _Asked, rank: int, settles: Weight, count: _Count, saying: _Saying) -> Question:
    fact, place = asked
    aspects = saying.aspects(fact, count.words[asked])
    return Question(
        id=place.id_of(fact),
        rank=rank,
        fact=fact,
        text=saying.text(fact, aspects),
        asked_of=saying.asked_of(fact),
        aspects=aspects,
        scope=Scope(
            kind=place.kind,
            site=place.site,
            match=place.match,
            like=place.like,
            assets=count.names.get(asked, ()),
            count=count.assets[asked],
        ),
        settles=settles.all,
        surely=settles.surely,
        helps=count.helps[asked],
    )


def _open(ruled: Ruled) -> _Open:
    found: defaultdict[tuple[str, ...], Weight] = defaultdict(lambda: NOTHING)
    words: set[tuple[str, str]] = set()
    for answer in ruled.every:
        if answer.outcome is Outcome.UNDETERMINED and answer.questions:
            surely = is_surely_settled(answer.reason, answer.questions)
            found[answer.questions] = found[answer.questions].plus(Weight(1, int(surely)))
            words |= awaited(answer.reason, answer.questions)
    bundles = tuple(_Bundle(facts, weight) for facts, weight in found.items())
    asked = frozenset(fact for facts, _ in bundles for fact in facts)
    return _Open(ruled, bundles, asked, frozenset(words))
