"""What do the answers say of one asset, and where do they differ from what is known of it?"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from phaseout.domain.answer import (
    AnswerConflict,
    AnswersFile,
    AnswersOutcome,
    Ground,
    UnmatchedAnswer,
    Winner,
)
from phaseout.domain.claim import Dimension, Identification
from phaseout.domain.facts import Aspects, Context, FactSheet
from phaseout.domain.question import NO_SITE
from phaseout.survey.answer_matching import Entry, Matching, Named
from phaseout.survey.answered_context import answered
from phaseout.survey.answered_identification import with_answers
from phaseout.survey.answering import CLAIMED
from phaseout.survey.aspects import Statements
from phaseout.survey.facts import Known, claimed

ITSELF, SHOWN = "asset", "identification"
"""Where a fact of the asset is stated: in its own observations, or in what its identification shows."""


class Told(NamedTuple):
    """One answer about an asset."""

    values: tuple[str, ...]
    answered: str
    place: str


Word = Mapping[str, Told]
"""Fact → the answer that holds for it."""


class AnswerBook:
    """Finds what was answered of each asset, and keeps what differs and what was never met."""

    def __init__(self, files: Sequence[AnswersFile], context: Context, aspects: Aspects) -> None:
        """Take the files in the order they were given, and what the words of a manifold fact speak of."""
        self._statements = Statements(aspects)
        self._files = files
        self._matching = Matching(files)
        known = answered(context, files, aspects)
        self.context, self.said_by = known.context, known.said_by
        self._conflicts = known.conflicts
        self._sites = {rule.id: rule.facts for rule in known.context.sites}
        self._met: Counter[AnswerConflict] = Counter()

    @property
    def is_about_assets(self) -> bool:
        """Whether any answer is about single assets, so that their names are needed."""
        return not self._matching.is_empty

    def of(self, named: Named, shown: Identification) -> tuple[Word, list[AnswerConflict]]:
        """Return the answers about an asset that hold among themselves, and those that differ from them."""
        told: dict[str, Told] = {}
        holding: dict[str, Entry] = {}
        conflicts: list[AnswerConflict] = []
        for entry in self._matching.of(named, shown):
            for fact, values in entry.facts.items():
                first = holding.setdefault(fact, entry)
                if fact not in told:
                    told[fact] = Told(values, entry.answered, entry.place)
                    continue
                if self._statements.differ(fact, told[fact].values, values):
                    conflicts.append(_between(fact, entry, first))
                told[fact] = self._both(fact, told[fact], values, entry)
        return told, conflicts

    def _both(self, fact: str, told: Told, values: tuple[str, ...], entry: Entry) -> Told:
        """Return an answer with what a farther one says of aspects of which it is silent."""
        together = self._statements.together(fact, told.values, values)
        if together == told.values:
            return told
        return Told(together, f"{told.answered}; {entry.answered}", f"{told.place}; {entry.place}")

    def identified(self, shown: Identification, told: Word) -> tuple[Identification, list[AnswerConflict]]:
        """Return what the asset is with the answers for what it leaves open, and what differs from them."""
        settled = {fact: claim for fact, claim in claimed(shown) if claim.grade.is_firm}
        heard: dict[Dimension, tuple[str, str]] = {}
        conflicts: list[AnswerConflict] = []
        for fact in CLAIMED:
            if fact not in told:
                continue
            answer, value = told[fact], shown.claim(Dimension(fact)).value
            if fact not in settled:
                heard[Dimension(fact)] = answer.values[0], answer.answered
            if value is not None and value != answer.values[0]:
                holds, ground = (
                    (Winner.STATED, Ground.IDENTIFIED)
                    if fact in settled
                    else (Winner.ANSWER, Ground.LEFT_OPEN)
                )
                conflicts.append(_conflict(fact, answer, (value,), SHOWN, holds, ground))
        return with_answers(shown, heard) if heard else shown, conflicts

    def heard(self, site: str | None, known: Known, told: Word) -> tuple[Known, list[AnswerConflict]]:
        """Return the facts with the answers about the asset, and where they differ from what was stated."""
        values, evidence = dict(known.sheet.values), dict(known.evidence)
        conflicts = list(self._outdone(site, known))
        for fact, answer in told.items():
            if fact in CLAIMED:
                continue
            stated = values.get(fact)
            differs = stated is not None and self._statements.differ(fact, stated, answer.values)
            if fact in known.own:
                if differs:
                    conflicts.append(
                        _conflict(fact, answer, stated or (), ITSELF, Winner.STATED, Ground.STATED_FIRST)
                    )
                values[fact] = self._statements.together(fact, stated or (), answer.values)
                if values[fact] != stated:
                    evidence[fact] = (*evidence.get(fact, ()), answer.answered)
                continue
            if differs and not self._is_answer(site, fact):
                conflicts.append(
                    _conflict(fact, answer, stated or (), evidence[fact][0], Winner.ANSWER, Ground.NEARER)
                )
            values[fact] = self._statements.together(fact, answer.values, stated)
            rest = () if values[fact] == answer.values else evidence[fact]
            evidence[fact] = (answer.answered, *rest)
        if not told:
            return known, conflicts
        return known._replace(sheet=FactSheet.of(values, known.sheet.parts), evidence=evidence), conflicts

    def note(self, conflicts: Iterable[AnswerConflict]) -> None:
        """Count the conflicts of one asset."""
        self._met.update(conflicts)

    def outcome(self, sites: Collection[str]) -> AnswersOutcome:
        """Return what differs and what met nothing; ``sites`` are those at which an asset stands."""
        met = (replace(conflict, assets=times) for conflict, times in self._met.items())
        return AnswersOutcome(
            conflicts=(*self._conflicts, *met),
            unmatched=(
                *self._unmatched_sites(sites),
                *(
                    UnmatchedAnswer(place=e.place, answered=e.answered)
                    for e in self._matching.unmatched.values()
                ),
            ),
        )

    def _unmatched_sites(self, sites: Collection[str]) -> Iterator[UnmatchedAnswer]:
        for file in self._files:
            for site in file.sites:
                if site.id not in sites:
                    yield UnmatchedAnswer(place=f"[[site]] {site.id}", answered=file.evidence, site=site.id)

    def _outdone(self, site: str | None, known: Known) -> Iterator[AnswerConflict]:
        """Yield the answers for the site that the asset itself contradicts."""
        here = site or NO_SITE
        for fact in known.own:
            answer, stated = self._sites.get(here, {}).get(fact), known.sheet.get(fact) or ()
            if (
                answer is None
                or (here, fact) not in self.said_by
                or not self._statements.differ(fact, stated, answer)
            ):
                continue
            told = Told(answer, self.said_by[here, fact], f"[[site]] {here}")
            yield _conflict(fact, told, stated, ITSELF, Winner.STATED, Ground.NEARER)

    def _is_answer(self, site: str | None, fact: str) -> bool:
        """Whether the fact at the site, or by default, was answered and not stated."""
        here = site or NO_SITE
        return (here if fact in self._sites.get(here, {}) else None, fact) in self.said_by


def _conflict(
    fact: str, told: Told, stated: tuple[str, ...], stated_in: str, holds: Winner, ground: Ground
) -> AnswerConflict:
    return AnswerConflict(
        fact=fact,
        place=told.place,
        answer=told.values,
        answered=told.answered,
        stated=stated,
        stated_in=stated_in,
        holds=holds,
        ground=ground,
    )


def _between(fact: str, entry: Entry, holds: Entry) -> AnswerConflict:
    """Return the conflict of two answers about one asset: the one that names it holds, else the earlier."""
    is_nearer = holds.names_one and not entry.names_one
    return _conflict(
        fact,
        Told(entry.facts[fact], entry.answered, entry.place),
        holds.facts[fact],
        f"{holds.answered}, {holds.place}",
        Winner.STATED,
        Ground.NEARER if is_nearer else Ground.STATED_FIRST,
    )
