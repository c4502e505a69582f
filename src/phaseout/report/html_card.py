"""What does a page show of one asset, in a line and opened?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from phaseout.domain.asset import Asset, KnownPart
from phaseout.domain.awaited import awaited
from phaseout.domain.claim import Claim, Dimension
from phaseout.domain.determination import Determination
from phaseout.domain.document import Header
from phaseout.domain.vulnerability import Affected
from phaseout.report import naming
from phaseout.report.affected import because, evidence, name, shown
from phaseout.report.contradiction import contradictions
from phaseout.report.dates_words import life_days
from phaseout.report.html_branch import Branch, Branches, together
from phaseout.report.language import Language
from phaseout.report.scope import site_name, source_names
from phaseout.report.standing import Entry, entry_of, telling
from phaseout.report.supplier_text import supplier_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What stands in a list before anything is opened."""

    id: str
    tone: str
    thing: str
    product: str
    maker: str
    grade: str
    contradictions: tuple[str, ...]
    places: tuple[str, ...]
    outcome: str
    answers: tuple[str, ...]
    further: tuple[str, ...]
    """How many open answers are not among these."""
    why: str


def line_of(entry: Entry, language: Language) -> Line:
    """Return the line of an entry."""
    gravest = entry.gravest
    return Line(
        id=entry.id,
        tone=entry.outcome.value if entry.outcome else "",
        thing=naming.thing(entry, language),
        product=naming.product(entry, language),
        maker=naming.maker(entry, language),
        grade=naming.grade(entry.maker, language),
        contradictions=contradictions(entry, language),
        places=naming.places(entry),
        outcome=language.term("outcome", gravest[0].outcome.value) if gravest else "",
        answers=tuple(naming.answer(one, language.measure(one.measure), language) for one in entry.listed),
        further=naming.further(entry, language),
        why=naming.why(entry, language),
    )


class Card:
    """An asset as the template shows it: its line, and everything behind it."""

    def __init__(self, asset: Asset, header: Header, language: Language) -> None:
        self._language = language
        self._sources = source_names(header)
        self._branches = Branches()
        self.line = line_of(entry_of(asset), language)
        self.site = site_name(header, asset.site)
        self.id = asset.id
        self.observations = asset.observations
        self.joins = asset.joins
        self.parts = asset.parts
        self.suppliers = tuple((supplier_text(one, language), one.evidence) for one in asset.suppliers)
        self.notes = asset.notes
        self.days = life_days(asset.dates, language, language.measure) if asset.dates else ()
        # What is only bought runs no firmware yet that anybody knows of.
        weak = () if asset.is_only_bought else shown(asset)
        self.vulnerabilities = tuple(map(self._vulnerability, weak))
        self.conflicts = asset.identification.conflicts
        self.ids = frozenset(seen.id for seen in asset.observations)
        answers = asset.every_answer
        self._following = frozenset(map(id, asset.purchase.following if asset.purchase else ()))
        self.open_answers = tuple(together(answer for answer in answers if answer.outcome.is_open))
        self._others = tuple(answer for answer in answers if not answer.outcome.is_open)
        claims = ((one.value, asset.identification.claim(one)) for one in Dimension)
        self.claims = tuple((dimension, claim) for dimension, claim in claims if claim.value is not None)

    def _vulnerability(self, one: Affected) -> tuple[str, str, str, tuple[str, ...]]:
        """Return its name, whether it affects the asset, why, and the evidence."""
        affected = self._language.term("truth", one.affected.value)
        return name(one.id, is_kev=one.kev), affected, because(one, self._language), evidence(one)

    def part(self, part: KnownPart) -> str:
        """Return what a part is and who made it."""
        language = self._language
        equipment = language.term("kind", part.equipment) if part.equipment else ""
        kind = equipment or language.term("part", part.kind.value)
        grade = language.term("grade", part.grade.value)
        maker = (
            f"{language.party(part.maker)} ({grade})" if part.maker else language.text("html.part-unknown")
        )
        return f"{kind}, {part.said}{language.colon} {maker}"

    def missing(self, answer: Determination) -> str:
        """Return what is not known."""
        return naming.not_known(answer.questions, awaited(answer.reason, answer.questions), self._language)

    def lever(self, answer: Determination) -> str:
        """Return by what another party could be made to act."""
        return naming.lever(answer, self._language)

    def tree(self, answer: Determination) -> tuple[Branch, ...]:
        """Return the reasons of an answer; what stood in an earlier answer of this card is not said again."""
        return self._branches.of(answer.reason)

    def acts(self, answers: Sequence[Determination]) -> str:
        """Return the acts that are answered alike."""
        return self._language.terms("act", (answer.act for answer in answers))

    def said(self, answer: Determination) -> str:
        """Return the outcome of one answer with its day."""
        said = naming.outcome(answer, self._language)
        if answer.done:
            return self._language.text("answer.done", said, self._language.written_day(answer.done))
        return self._language.text("answer.following", said) if id(answer) in self._following else said

    def others(self) -> list[tuple[str, str, list[str]]]:
        """Return the answers that ask nothing: the outcome, what decided it, the measures and acts."""
        groups: dict[tuple[str, str], dict[str, list[str]]] = {}
        for one in self._others:
            said = (self.said(one), self._language.reason(telling(one.reason)))
            groups.setdefault(said, {}).setdefault(one.measure, []).append(one.act)
        language = self._language
        return [
            (outcome, why, [_about(measure, acts, language) for measure, acts in measures.items()])
            for (outcome, why), measures in groups.items()
        ]

    def value(self, dimension: str, claim: Claim) -> str:
        """Return the value of a claim by its name."""
        return naming.value(Dimension(dimension), claim, self._language)

    def sources(self, ids: Iterable[str]) -> list[str]:
        """Return the names of sources."""
        return [self._sources.get(one, one) for one in ids]


def _about(measure: str, acts: Iterable[str], language: Language) -> str:
    return f"{language.measure(measure)}{language.colon} {language.terms('act', acts)}"
