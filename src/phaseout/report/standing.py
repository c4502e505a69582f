"""How does an asset stand: which answers has it, gravest first, and what tells most?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from phaseout.decide.code import Code
from phaseout.domain.asset import Asset, AssetKeys
from phaseout.domain.awaited import awaited
from phaseout.domain.claim import Claim, Conflict
from phaseout.domain.determination import GRAVEST_FIRST, Determination, Lever, Outcome
from phaseout.domain.truth import Reason, Truth

_RELATION = "relation."
_NAMED = "named"
PLAIN_DUTY = "prohibit"
OPEN_OUTCOMES = tuple(outcome for outcome in GRAVEST_FIRST if outcome.is_open)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one measure says of several acts alike."""

    outcome: Outcome
    measure: str
    acts: tuple[str, ...]
    duty: str | None
    on: date | None
    until: date | None
    questions: tuple[str, ...]
    checked_through: date
    telling: Reason
    lever: Lever | None = None
    lever_on: date | None = None
    awaited: frozenset[tuple[str, str]] = frozenset()
    """(Fact, word) of the words waited for, of facts that gather several matters."""
    done: str | None = None
    """When the act was done, as stated, where the answer is for that day."""
    is_following: bool = False
    """Whether it speaks of what is bought once it is there."""
    is_contested: bool = False
    """Whether what is open is a question of law that people disagree on."""
    search: Reason | None = None
    """The search that found no measure, where the answer rests on one."""

    @property
    def spoken_duty(self) -> str | None:
        """The duty as far as a list says it: a ban goes without saying, to assess a risk does not."""
        return None if self.duty == PLAIN_DUTY else self.duty


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a list says of one asset: little enough to hold very many."""

    id: str
    kind: str | None
    maker: Claim
    brand: Claim
    model: Claim
    site: str | None
    keys: AssetKeys
    outcome: Outcome | None
    """The gravest; None where no measure was asked."""
    answers: tuple[Answer, ...]
    is_open: bool
    is_unidentified: bool
    is_firm: bool = False
    """Whether it is a firm and no thing."""
    called: str | None = None
    """The name of a firm."""
    is_only_bought: bool = False
    """Whether nothing but documents of a purchase shows it."""
    is_kind_guessed: bool = False
    """Whether only a weak sign says of what kind it is."""
    conflicts: tuple[Conflict, ...] = ()
    """What of the identification is disputed."""

    @property
    def is_settled(self) -> bool:
        """Whether it is known what it is and that no measure asked has anything left to do."""
        is_known = not self.is_unidentified and not self.is_firm
        return is_known and not self.is_open and self.outcome is not None

    @property
    def gravest(self) -> tuple[Answer, ...]:
        """The answers that share the gravest outcome."""
        return tuple(answer for answer in self.answers if answer.outcome is self.outcome)

    @property
    def listed(self) -> tuple[Answer, ...]:
        """The gravest answers as a list says them: one a measure, duty and day, whatever the act."""
        merged: dict[tuple[object, ...], Answer] = {}
        for answer in self.gravest:
            alike = (
                answer.measure, answer.spoken_duty, answer.on, answer.until, answer.done, answer.is_following,
            )  # fmt: skip
            held = merged.get(alike)
            acts = (*held.acts, *answer.acts) if held else answer.acts
            merged[alike] = replace(held or answer, acts=acts)
        return tuple(merged.values())

    @property
    def behind(self) -> tuple[Answer, ...]:
        """The open answers that a list of the gravest leaves unsaid."""
        return tuple(one for one in self.answers if one.outcome.is_open and one.outcome is not self.outcome)

    @property
    def further(self) -> Counter[Outcome]:
        """How many open answers, one a measure and act, a list of the gravest leaves unsaid, by outcome."""
        counted: Counter[Outcome] = Counter()
        for answer in self.behind:
            counted[answer.outcome] += len(answer.acts)
        return counted


def entry_of(asset: Asset) -> Entry:
    """Return what a list says of an asset."""
    answers = answers_of(asset.determinations, asset.purchase.following if asset.purchase else ())
    said = asset.identification
    return Entry(
        id=asset.id,
        kind=asset.kind,
        maker=said.maker,
        brand=said.brand,
        model=said.model,
        site=asset.site,
        keys=asset.keys,
        outcome=answers[0].outcome if answers else None,
        answers=answers,
        is_open=asset.is_open,
        is_unidentified=asset.is_unidentified,
        is_firm=asset.is_firm,
        called=asset.suppliers[0].said if asset.is_firm and asset.suppliers else None,
        is_only_bought=asset.is_only_bought,
        is_kind_guessed=said.kind.value is not None and not said.kind.grade.is_firm,
        conflicts=said.conflicts,
    )


def answers_of(
    determinations: tuple[Determination, ...], following: tuple[Determination, ...] = ()
) -> tuple[Answer, ...]:
    """Return the answers, gravest first, with the acts of one measure that fare alike put together."""
    answers = [
        *map(_answer, _alike(determinations)),
        *(replace(_answer(group), is_following=True) for group in _alike(following)),
    ]
    return tuple(sorted(answers, key=lambda answer: GRAVEST_FIRST.index(answer.outcome)))


def _alike(determinations: tuple[Determination, ...]) -> list[list[Determination]]:
    groups: dict[tuple[object, ...], list[Determination]] = {}
    for one in determinations:
        alike = (one.measure, one.outcome, one.on, one.until, one.questions, one.duty, one.lever, one.done)
        groups.setdefault(alike, []).append(one)
    return list(groups.values())


def telling(reason: Reason) -> Reason:
    """Return the part of a tree that decided it: the first leaf of the root's own truth.

    For a yes that is the root, because every part had to hold; for an exception, the exemption; where several
    lists of names leave it open or do not name the maker, all of them in one.
    """
    if reason.code == Code.EXCEPTED:
        held = (part for part in walk(reason) if part.code == Code.EXCEPTION and part.truth is Truth.YES)
        return next(held, reason)
    if reason.truth is Truth.YES:
        return reason
    if reason.code == Code.COVERAGE:
        # Whose it is comes before what it is: that no camera is meant would be said of an unnamed maker.
        failed = [part for part in reason.because if part.truth is reason.truth]
        return telling(min(failed, key=lambda one: not one.code.startswith(_RELATION))) if failed else reason
    unnamed: list[Reason] = []
    for part in reason.because:
        if part.truth is not reason.truth:
            continue
        one = telling(part)
        # Of several coverages that fail, the one that names the maker tells why; the others tell nothing.
        if not one.code.startswith(_RELATION):
            return one
        unnamed.append(one)
    return _of_all_lists(unnamed) if unnamed else reason


def _of_all_lists(unnamed: Sequence[Reason]) -> Reason:
    """Return what several lists of one measure say together: whoever is on any of them is named.

    One list alone would have a reader think that the others were not looked at. Where they do not say the
    same, what is said by those with most names stands for them.
    """
    longest = max(unnamed, key=lambda one: len(one.params.get(_NAMED, "")))
    alike = [one for one in unnamed if _but_names(one) == _but_names(longest)]
    names = dict.fromkeys(name for one in alike for name in one.params.get(_NAMED, "").split(", "))
    if names.keys() == set(longest.params.get(_NAMED, "").split(", ")):
        return longest
    evidence = dict.fromkeys(place for one in alike for place in one.evidence)
    params = {**longest.params, _NAMED: ", ".join(names)}
    return replace(longest, params=params, evidence=tuple(evidence))


def _but_names(reason: Reason) -> tuple[str, dict[str, str], bool]:
    params = dict(reason.params)
    return reason.code, {key: said for key, said in params.items() if key != _NAMED}, _NAMED in params


def walk(reason: Reason) -> Iterator[Reason]:
    """Yield a reason and everything below it, in the order it is read."""
    yield reason
    for part in reason.because:
        yield from walk(part)


def search_behind(answer: Determination) -> Reason | None:
    """Return the search that found no measure, where an open answer rests on one; else None."""
    if answer.outcome is not Outcome.UNDETERMINED:
        return None
    return next((one for one in walk(answer.reason) if one.code == Code.NO_MEASURE_FOUND), None)


def _is_contested(answer: Determination) -> bool:
    return answer.outcome is Outcome.UNDETERMINED and any(
        part.code == Code.COMPONENT_CONTESTED for part in walk(answer.reason)
    )


def _answer(group: list[Determination]) -> Answer:
    first = group[0]
    return Answer(
        outcome=first.outcome,
        measure=first.measure,
        acts=tuple(dict.fromkeys(one.act for one in group)),
        duty=first.duty,
        on=first.on,
        until=first.until,
        questions=first.questions,
        checked_through=first.checked_through,
        telling=telling(first.reason),
        lever=first.lever,
        lever_on=first.lever_on,
        done=first.done,
        awaited=frozenset(word for one in group for word in awaited(one.reason, one.questions)),
        is_contested=any(map(_is_contested, group)),
        search=search_behind(first),
    )
