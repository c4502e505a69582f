"""What does a page show of one asset, in a line and opened?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from phaseout.domain.asset import Asset
from phaseout.domain.claim import Claim, Dimension
from phaseout.domain.determination import Determination
from phaseout.domain.document import Header
from phaseout.domain.truth import Reason
from phaseout.report import naming
from phaseout.report.language import Language
from phaseout.report.scope import site_name, source_names
from phaseout.report.standing import Answer, Entry, entry_of, telling

_ACT = "act"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What stands in a list before anything is opened."""

    id: str
    tone: str
    thing: str
    product: str
    maker: str
    grade: str
    places: tuple[str, ...]
    outcome: str
    answers: tuple[str, ...]
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
        places=naming.places(entry),
        outcome=naming.outcome(gravest[0], language) if gravest else "",
        answers=tuple(_answer(answer, language) for answer in gravest),
        why=naming.why(entry, language),
    )


class Card:
    """An asset as the template shows it: its line, and everything behind it."""

    def __init__(self, asset: Asset, header: Header, language: Language) -> None:
        self._language = language
        self._sources = source_names(header)
        self.line = line_of(entry_of(asset), language)
        self.site = site_name(header, asset.site)
        self.id = asset.id
        self.observations = asset.observations
        self.joins = asset.joins
        self.notes = asset.notes
        self.conflicts = asset.identification.conflicts
        self.ids = frozenset(seen.id for seen in asset.observations)
        answers = asset.determinations
        self.open_answers = tuple(together(answer for answer in answers if answer.outcome.is_open))
        self.other_answers = tuple(together(answer for answer in answers if not answer.outcome.is_open))
        claims = ((one.value, asset.identification.claim(one)) for one in Dimension)
        self.claims = tuple((name, claim) for name, claim in claims if claim.value is not None)

    def acts(self, answers: Sequence[Determination]) -> str:
        """Return the acts that are answered alike."""
        return self._language.terms("act", (answer.act for answer in answers))

    def said(self, answer: Determination) -> str:
        """Return the outcome of one answer with its day."""
        return naming.outcome(answer, self._language)

    def telling(self, answer: Determination) -> str:
        """Return what decided an answer, in one sentence."""
        return self._language.reason(telling(answer.reason))

    def value(self, dimension: str, claim: Claim) -> str:
        """Return the value of a claim by its name."""
        value = claim.value or ""
        named: Mapping[str, str] = {
            "maker": self._language.party(value),
            "brand": self._language.brand(value),
            "kind": self._language.term("kind", value),
        }
        return named.get(dimension, value)

    def sources(self, ids: Iterable[str]) -> list[str]:
        """Return the names of sources."""
        return [self._sources.get(one, one) for one in ids]


def together(answers: Iterable[Determination]) -> Iterator[tuple[Determination, ...]]:
    """Yield the answers of one measure that differ in nothing but the act."""
    groups: dict[object, list[Determination]] = {}
    for one in answers:
        alike = (one.measure, one.outcome, one.on, one.until, one.duty, one.questions)
        groups.setdefault((alike, tuple(map(_signature, one.reason.because))), []).append(one)
    yield from map(tuple, groups.values())


def _signature(reason: Reason) -> tuple[object, ...]:
    params = tuple(item for item in reason.params.items() if item[0] != _ACT)
    parts = tuple(map(_signature, reason.because))
    return (reason.code, reason.truth, params, reason.evidence, parts)


def _answer(answer: Answer, language: Language) -> str:
    return f"{language.measure(answer.measure)}{language.colon} {naming.acts(answer, language)}"
