"""How are a party, an interest and a dependency said in a few words?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from phaseout.domain.cite import Cite
from phaseout.domain.party import Dependency, Interest, InterestKind, Party
from phaseout.ownership import Share
from phaseout.report.language import Language
from phaseout.report.shares import percent_words, share_words

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
        """Return what is held, since when, how well that is known, and what keeps it from counting."""
        said = self.language.term("interest", interest.kind.value)
        if interest.kind in _WITH_SHARE:
            share = Share(lowest=interest.share_min, highest=interest.share_max)
            said = f"{said} {share_words(share, self.language)}"
        elif interest.kind is InterestKind.LINKED and interest.share_max == 0:
            said = f"{said}, {self.language.text('tie.no-shares')}"
        said = f"{self._tense(interest)}{said}{self._dates(interest.since, interest.until)}"
        lead = f"; {self.language.text('tie.lead')}" if interest.is_lead else ""
        return f"{said}  [{grades(interest.cite)}]{lead}"

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

    def _tense(self, tie: Interest | Dependency) -> str:
        if tie.until is not None and tie.until <= self.day:
            return f"{self.language.text('tie.ended')}{self.language.colon} "
        if tie.since is not None and tie.since > self.day:
            return f"{self.language.text('tie.to-come')}{self.language.colon} "
        return ""

    def _dates(self, since: date | None, until: date | None) -> str:
        said = self.language.text("tie.since", since.isoformat()) if since else ""
        ends = self.language.text("tie.until", until.isoformat()) if until else ""
        return "".join(f", {part}" for part in (said, ends) if part)


def grades(cites: Iterable[Cite]) -> str:
    """Return the grades of the sources, each once, in the order of the register."""
    return ", ".join(dict.fromkeys(cite.grade.value for cite in cites))
