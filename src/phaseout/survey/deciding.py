"""From what is known of each asset to its answers, and from all answers to what a document ends with?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from phaseout.decide.asked import Asked
from phaseout.decide.contractor import CONTRACT
from phaseout.decide.vulnerability import Weaknesses
from phaseout.domain.alarm import Alarm, alarms
from phaseout.domain.answer import AnswerConflict, AnswersFile
from phaseout.domain.asset import KnownPart, is_unidentified
from phaseout.domain.claim import Identification
from phaseout.domain.dates import Dates
from phaseout.domain.designation import DesignationSummary
from phaseout.domain.document import Choice, SourceUnread, Trailer
from phaseout.domain.facts import Context, FactSheet
from phaseout.domain.measure import Measure
from phaseout.domain.purchase import Purchase
from phaseout.domain.question import AskedAsset
from phaseout.domain.vulnerability import Affected
from phaseout.knowledge import own_designations, words_of, world_of
from phaseout.register.query import Register
from phaseout.report.answer_words import AnswerWords
from phaseout.report.language import Language
from phaseout.survey.answer_book import AnswerBook, Word
from phaseout.survey.answer_matching import Named
from phaseout.survey.answering import Answers, Ruled, explained, gravest
from phaseout.survey.buying import Buying
from phaseout.survey.dates import Calendar
from phaseout.survey.designations import Designations
from phaseout.survey.facts import Facts, Known
from phaseout.survey.labels import labels_of
from phaseout.survey.purchases import made_on
from phaseout.survey.questions import Asking
from phaseout.survey.services import dealing_of, dealings
from phaseout.survey.statement import Stated
from phaseout.survey.suppliers import SupplierBook
from phaseout.survey.tally import Tally


class Found(NamedTuple):
    """What the decision is made on: one asset as it was identified."""

    site: str | None
    identification: Identification
    stated: Sequence[Stated]
    parts: Sequence[KnownPart]
    names: Callable[[], Named]
    """Called only where a name is needed: finding it takes the keys and at times every observation."""
    purchase: Purchase | None = None
    """What documents of a purchase say of it."""
    is_firm: bool = False
    """Whether it is a firm and no thing."""


class Decided(NamedTuple):
    """The answers for one asset and what they rest on."""

    identification: Identification
    """With the answers of people for what the thing itself leaves open."""
    known: Known
    ruled: Ruled
    told: Word
    purchase: Purchase | None = None
    is_nobody: bool = False
    """Whether nothing says what it is, or of a firm which party."""


class Figures(NamedTuple):
    """What was not taken in, as counted while the sources were read."""

    unread: int
    dropped: int
    not_examined: int
    beside: int


class Decider:
    """Decides assets one by one and counts them."""

    def __init__(
        self,
        register: Register,
        context: Context,
        as_of: date,
        *,
        choice: Choice,
        answers: Sequence[AnswersFile],
        lang: str,
    ) -> None:
        """Take the register that answers, who asks, the day, and what people answered before."""
        self._register = register
        self._lang = lang
        self.measures = _chosen(register.measures, choice)
        world, aspects = world_of(register), register.vocabulary.aspects
        self._book = AnswerBook(answers, context, aspects)
        self._words = AnswerWords(answers, Language(lang))
        suppliers = SupplierBook(register, as_of, lambda measure: Asked(measure).binds(self.asker))
        self._facts = Facts(
            self._book.context, words_of(register), self._book.said_by,
            aspects=aspects, suppliers=suppliers,
            dealings=dealings(register.wording.articles),
        )  # fmt: skip
        self._answers = Answers(self.measures, world, as_of)
        self._calendar = Calendar(
            self.measures, world, as_of,
            moments=register.vocabulary.moments, interests=register.interests,
        )  # fmt: skip
        self._buying = Buying(
            self.measures, world, as_of,
            acts=register.vocabulary.buyers_acts, answers=self._answers, interests=register.interests,
        )  # fmt: skip
        self._weaknesses = Weaknesses(tuple(register.vulnerabilities.values()), own_designations(register))
        self._designations = Designations(register)
        self._as_of = as_of
        self._tally = Tally()
        self._firms: dict[FactSheet, Ruled] = {}
        self._named: set[str] = set()
        """Parties that are suppliers, or made parts."""
        self._answered: dict[Identification, Identification] = {}
        self._asking = Asking(has_sites=bool(self._book.context.sites))

    @property
    def asker(self) -> FactSheet:
        """What is known of who asks, whatever the thing."""
        return self._facts.of(None, Identification(), (), ()).sheet

    @property
    def ownership_days(self) -> frozenset[date]:
        """The days on which somebody's share in somebody begins or ends."""
        return self._buying.ownership_days

    def decide(self, found: Found) -> Decided:
        """Return the answers for one asset, and count it."""
        identification = found.identification
        told: Word = {}
        conflicts: list[AnswerConflict] = []
        if self._book.is_about_assets:
            told, conflicts = self._book.of(found.names(), identification)
            answered, differing = self._book.identified(identification, told)
            conflicts += differing
            if answered is not identification:
                # One object for each distinct identification, so that its facts are put together once.
                identification = self._answered.setdefault(answered, answered)
        known = self._facts.of(found.site, identification, found.stated, found.parts)
        if told or known.own:
            known, differing = self._book.heard(found.site, known, told)
            conflicts += differing
        if conflicts:
            self._book.note(conflicts)
            known = known._replace(notes=(*known.notes, *map(self._words.of_conflict, conflicts)))
        self._named.update(part.maker for part in found.parts if part.maker)
        for supplier in known.suppliers:
            self._named.update(filter(None, (supplier.party, *supplier.rivals)))
        known, ruled = self._ruled(found, known, identification)
        is_nobody = (
            all(one.party is None for one in known.suppliers) if found.is_firm
            else is_unidentified(identification)
        )  # fmt: skip
        self._tally.count(found.site, identification, ruled, is_firm=found.is_firm, is_nobody=is_nobody)
        if not (found.is_firm and is_nobody):
            self._asking.count(found.site, identification, ruled, lambda: _asked(found.names()))
        return Decided(identification, known, ruled, told, found.purchase, is_nobody)

    def _ruled(self, found: Found, known: Known, identification: Identification) -> tuple[Known, Ruled]:
        """Return the answers; for what is only bought, those of the acts that stand before the buyer."""
        purchase = found.purchase
        if found.is_firm:
            return known, self._of_firm(known.sheet)
        if purchase is None:
            return known, self._answers.of(known.sheet)
        if not purchase.is_met:
            known = self._buying.facts(known, purchase)
            return known, self._buying.of(known.sheet, purchase, identification)
        if made_on(purchase, self._as_of):
            known = self._buying.facts(known, purchase)
        return known, self._answers.of(known.sheet)

    def _of_firm(self, sheet: FactSheet) -> Ruled:
        """Return the answers about a firm: those on whom one contracts with."""
        if sheet not in self._firms:
            found = self._answers.of(sheet).answers
            answers = tuple(answer for answer in found if answer.act == CONTRACT)
            self._firms[sheet] = Ruled(answers, gravest(answers))
        return self._firms[sheet]

    def dates(self, decided: Decided) -> Dates | None:
        """Return the days of an asset's life and what the measures say on each."""
        if decided.purchase is not None and not decided.purchase.is_met:  # its answers are of its days
            return None
        return self._calendar.of(decided.known.sheet, decided.ruled.answers)

    def vulnerabilities(self, identification: Identification) -> tuple[Affected, ...]:
        """Return what is known of the published vulnerabilities that may concern a thing."""
        return self._weaknesses.of(identification)

    def designation(self, identification: Identification) -> DesignationSummary | None:
        """Return what the model of a thing says, where its maker is known and has a code that explains it."""
        return self._designations.of(identification)

    def trailer(self, unread: Iterable[SourceUnread], figures: Figures) -> Trailer:
        """Return all that a document ends with, once every asset is decided."""
        questions = self._asking.questions(self._register.vocabulary, self._lang)
        return Trailer(
            unread=tuple(unread),
            questions=questions,
            summary=self._tally.summary(
                unread=figures.unread,
                dropped=figures.dropped,
                not_examined=figures.not_examined,
                beside=figures.beside,
            ),
            labels=labels_of(self._register, self.measures, self._tally, questions, self._named),
            alarms=self._alarms(),
            answers_outcome=self._book.outcome(self._tally.sites),
        )

    def identified(self, shown: Identification, names: Callable[[], Named]) -> Identification:
        """Return what another asset is with the answers about it; nothing is counted."""
        if not self._book.is_about_assets:
            return shown
        return self._book.identified(shown, self._book.of(names(), shown)[0])[0]

    def shown(self, identification: Identification, told: Word) -> Identification:
        """Return an identification whose evidence is known by its ids, with the answers taken in again."""
        return self._book.identified(identification, told)[0] if told else identification

    def _alarms(self) -> tuple[Alarm, ...]:
        """Return the alarms of the measures that leave something to do."""
        reached = self._tally.open_measures
        return alarms((measure for measure in self.measures if measure.id in reached), self._as_of)


def bought(decided: Decided, identification: Identification) -> Purchase | None:
    """Return the purchase with what would apply once the thing is there, each reason with what shows it."""
    if decided.purchase is None:
        return None
    dealing = None if decided.purchase.is_met else dealing_of(decided.known.sheet)
    if not decided.ruled.following:
        return decided.purchase if dealing is None else replace(decided.purchase, service=dealing)
    following = explained(decided.ruled.following, decided.known.evidence, identification)
    return replace(decided.purchase, service=dealing, following=following)


def _asked(named: Named) -> AskedAsset:
    return AskedAsset.of(named.id, named.keys)


def _chosen(measures: Mapping[str, Measure], choice: Choice) -> tuple[Measure, ...]:
    return tuple(
        measure
        for measure in measures.values()
        if (not choice.only or measure.id in choice.only) and measure.id not in choice.exclude
    )
