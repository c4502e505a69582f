"""What of a document and of the register does a paper rest on?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from phaseout.artefact.days import Days, Moment
from phaseout.artefact.particulars import Particulars
from phaseout.domain.asset import Asset
from phaseout.domain.determination import Outcome
from phaseout.domain.measure import Measure
from phaseout.domain.obligation import Obligation, Scope
from phaseout.domain.problem import UsageError
from phaseout.domain.timeline import State
from phaseout.register.query import Register
from phaseout.report.language import Language
from phaseout.report.reading import SavedDocument
from phaseout.report.scope import institutions, organisation, site_name

Owed = tuple[Measure, Obligation]
"""What a measure asks to be delivered."""
OWN = frozenset({Outcome.APPLIES, Outcome.APPLIES_FROM})
"""What one does oneself; what another has in hand is stated as neither done nor not done."""
REACHED = OWN | {Outcome.INFLUENCE_ONLY}


@dataclass(frozen=True, kw_only=True)
class Material:
    """A saved document, the register that answered it, and what the signatory adds."""

    document: SavedDocument
    register: Register
    particulars: Particulars
    language: Language
    artefact: str
    moment: Moment

    @cached_property
    def days(self) -> Days:
        """The days of the paper."""
        return Days(
            moment=self.moment,
            findings=date.fromisoformat(self.document.header.as_of),
            told=self.particulars.day(self.moment.value),
            contract=self.particulars.day("contract-date"),
        )

    @property
    def surveyed(self) -> Scope:
        """What the document looked at: what one has, unless the signatory says that it is the offer."""
        return Scope(self.particulars.get("surveyed") or Scope.HELD)

    @property
    def organisation(self) -> str | None:
        """Who owes the paper: as the particulars say, else as the document's context does."""
        told = self.particulars.get("organisation") or organisation(self.document.header)
        return told or institutions(self.document.header, self.language.code) or None

    @cached_property
    def asking(self) -> tuple[Owed, ...]:
        """The obligations this paper answers on some day, with their measures."""
        return tuple(
            (measure, obligation)
            for measure in self.register.measures.values()
            for obligation in measure.obligations
            if obligation.artefact == self.artefact
        )

    @cached_property
    def owed(self) -> tuple[Owed, ...]:
        """Those of them that are in force on the day whose text counts.

        Raises:
            UsageError: this register has none on that day.
        """
        found = tuple(
            (measure, obligation)
            for measure, obligation in self.asking
            if obligation.holds_on(self.days.text_of(obligation))
            and _binds_on(measure, self.days.text_of(obligation))
        )
        if not found:
            tried = {self.days.text_of(obligation).isoformat() for _, obligation in self.asking}
            raise UsageError(
                f"register {self.register.edition} knows no obligation that asks for {self.artefact} on"
                f" {', '.join(sorted(tried)) or 'any day'}",
                remedy="check the contract date, or use a newer register",
            )
        return found

    @property
    def measures(self) -> tuple[str, ...]:
        """Ids of the measures this paper is about."""
        return tuple(dict.fromkeys(measure.id for measure, _ in self.owed))

    def check(self) -> None:
        """Raise ``UsageError`` where the document cannot carry it: wrong role, wrong day, or not whole."""
        self._check_roles()
        self.days.check(measure for measure, _ in self.owed)
        counted, listed = self.document.trailer.summary.assets, 0
        for asset in self.document.assets:
            listed += 1
            if asset.is_only_bought:  # answered for the acts that stand before the buyer, and for no other
                continue
            answered = {answer.measure for answer in asset.determinations}
            if not answered.issuperset(self.measures):
                raise UsageError(
                    f"{asset.id} has no answer of {', '.join(sorted(set(self.measures) - answered))}",
                    remedy="run the survey again without --only, --exclude and --show open",
                )
        if listed != counted:
            raise UsageError(
                f"the document lists {listed} things and counts {counted}",
                remedy="run the survey again without --show open",
            )

    def _check_roles(self) -> None:
        """Raise ``UsageError`` where the document was asked in no role that owes this paper."""
        owing = {
            role
            for measure, obligation in self.owed
            for role in obligation.roles or tuple(b.role for b in (*measure.binds, *measure.binds_perhaps))
        }
        stated = self.document.header.context.get("roles")
        asked = tuple(map(str, stated)) if isinstance(stated, list | tuple) else ()
        if owing.isdisjoint(asked):
            raise UsageError(
                f"{self.artefact} is owed by {', '.join(sorted(owing))}; the document was asked as"
                f" {', '.join(asked) or 'nobody'}",
                remedy="run the survey again with --role",
            )

    def assets(self) -> Iterator[Asset]:
        """Yield what the paper speaks of: what one has, or all of it where it speaks of an offer."""
        is_offer = self.surveyed is not Scope.HELD
        return (asset for asset in self.document.assets if is_offer or asset.is_there)

    def answered(self, owed: Iterable[Owed], *outcomes: Outcome) -> list[Asset]:
        """Return the assets that a measure answers so, for an act its obligation rests on."""
        asked = {(measure.id, act) for measure, one in owed for act in one.acts or measure.acts}
        return [
            asset
            for asset in self.assets()
            if any(
                answer.outcome in outcomes and (answer.measure, answer.act) in asked
                for answer in asset.determinations
            )
        ]

    @property
    def gaps(self) -> int:
        """How much could not be read or examined: nothing may be denied while it stands."""
        summary = self.document.trailer.summary
        open_parts = sum(part.maker is None for asset in self.document.assets for part in asset.parts)
        return summary.unread + summary.not_examined + summary.unidentified + open_parts

    def site(self, asset: Asset) -> str:
        """Return the name of the site, empty where none is known."""
        return site_name(self.document.header, asset.site) or ""

    def values(self, asset: Asset, trait: str) -> tuple[str, ...]:
        """Return each thing stated of an asset once, in the order it was seen."""
        return tuple(dict.fromkeys(seen.value for seen in asset.observations if seen.trait == trait))


def _binds_on(measure: Measure, day: date) -> bool:
    """Whether it is in force or, as a policy, announced; else it asks for no paper."""
    step = measure.timeline.at(day)
    return step is not None and step.state in (State.IN_FORCE, State.ANNOUNCED)


def product(asset: Asset, language: Language) -> tuple[str, str, str, str]:
    """Return brand, maker with its grade, model and serial numbers of an asset."""
    said = asset.identification
    maker = ""
    if said.maker.value:
        maker = f"{language.party(said.maker.value)} ({language.term('grade', said.maker.grade.value)})"
    brand = language.brand(said.brand.value) if said.brand.value else ""
    return brand, maker, said.model.value or "", ", ".join(asset.keys.serial)
