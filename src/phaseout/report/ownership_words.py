"""How are a party, an interest and a dependency said in a few words?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from phaseout.domain.cite import Cite
from phaseout.domain.party import Dependency, Interest, InterestKind, Party
from phaseout.domain.truth import Truth
from phaseout.ownership import Share
from phaseout.ownership.graph import holds_on
from phaseout.report.language import Language
from phaseout.report.shares import percent_words, share_words

_MARKS = {Truth.YES: "+", Truth.UNKNOWN: "?", Truth.NO: "-"}
_WITH_SHARE = frozenset({InterestKind.SHAREHOLDING, InterestKind.VOTING})


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnershipWords:
    """Says what stands between parties, on a day and in a language."""

    language: Language
    parties: Mapping[str, Party]
    day: date

    def name(self, party: str) -> str:
        """Return the full name of a party, its id where the register has none."""
        known = self.parties.get(party)
        return known.name if known else party

    def party(self, party: str) -> str:
        """Return the name with what tells it from others: ``EZVIZ Network (ezviz, CN)``."""
        known = self.parties.get(party)
        if known is None:
            return party
        return f"{known.name} ({', '.join(filter(None, (known.id, known.country)))})"

    def interest(self, interest: Interest) -> str:
        """Return whether it counts on the day, what is held, since when, how well known, and why not."""
        said = self.language.term("interest", interest.kind.value)
        if interest.kind in _WITH_SHARE:
            share = Share(lowest=interest.share_min, highest=interest.share_max)
            said = f"{said} {share_words(share, self.language)}"
        elif interest.kind is InterestKind.LINKED and interest.share_max == 0:
            said = f"{said}, {self.language.text('tie.no-shares')}"
        said = f"{_MARKS[self.counts(interest)]} {said}{self._dates(interest.since, interest.until)}"
        return f"{said}  [{grades(interest.cite)}]{self._why_not(interest)}"

    def counts(self, interest: Interest) -> Truth:
        """Whether it counts on the day: as it is, as a link and no more, or not at all."""
        if not holds_on(interest, self.day):
            return Truth.NO
        return Truth.UNKNOWN if interest.is_lead else Truth.YES

    def standing(self, interests: Iterable[Interest]) -> Truth:
        """Return how much the firmest of several interests counts on the day."""
        found = {self.counts(interest) for interest in interests}
        return next(truth for truth in (Truth.YES, Truth.UNKNOWN, Truth.NO) if truth in {*found, Truth.NO})

    def spread(self, interest: Interest) -> str:
        """Return what is not known exactly of an interest, with the ids of the parties to keep it short."""
        share = Share(lowest=interest.share_min, highest=interest.share_max)
        if interest.is_lead:
            key = "owners.spread-lead"
        elif interest.kind is InterestKind.SHAREHOLDING and (share.lowest, share.highest) != (0.0, 1.0):
            key = "owners.spread-share"
        else:
            key = "owners.spread-unknown"
        return self.language.text(key, interest.holder, interest.held, percent_words(share, self.language))

    def dependency(self, dependency: Dependency) -> str:
        """Return what one party takes from another, since when, how well known, and how it is put."""
        said = self.language.term("dependency", dependency.kind.value)
        note = f" – {dependency.note.in_language(self.language.code)}" if dependency.note else ""
        said = f"{self._tense(dependency)}{said}{self._dates(dependency.since, dependency.until)}"
        return f"{said}  [{grades(dependency.cite)}]{note}"

    def unrecorded(self, share: Share) -> str:
        """Return how much nobody is recorded to hold."""
        if (share.lowest, share.highest) == (0.0, 1.0):
            return self.language.text("owners.unrecorded-unknown")
        return self.language.text("owners.unrecorded", percent_words(share, self.language))

    def _why_not(self, interest: Interest) -> str:
        if interest.until is not None and interest.until <= self.day:
            key = "tie.ended"
        elif interest.since is not None and interest.since > self.day:
            key = "tie.to-come"
        elif interest.is_lead:
            key = "tie.lead"
        else:
            return ""
        return f" – {self.language.text(key)}"

    def _tense(self, tie: Dependency) -> str:
        if tie.until is not None and tie.until <= self.day:
            return f"{self.language.text('tie.has-ended')}{self.language.colon} "
        if tie.since is not None and tie.since > self.day:
            return f"{self.language.text('tie.is-to-come')}{self.language.colon} "
        return ""

    def _dates(self, since: date | None, until: date | None) -> str:
        said = self.language.text("tie.since", self.language.day(since)) if since else ""
        ends = self.language.text("tie.until", self.language.day(until)) if until else ""
        return "".join(f", {part}" for part in (said, ends) if part)


def grades(cites: Iterable[Cite]) -> str:
    """Return the grades of the sources, each once, in the order of the register."""
    return ", ".join(dict.fromkeys(cite.grade.value for cite in cites))
