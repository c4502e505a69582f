"""What is a thing called where people read of it, and why is it listed, in few words?"""

from collections.abc import Collection, Iterable, Sequence
from typing import assert_never

from phaseout.decide.code import Code
from phaseout.domain.claim import Claim, Dimension
from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.facts import MANIFOLD
from phaseout.domain.trait import Basis
from phaseout.report.language import Language
from phaseout.report.standing import OPEN_OUTCOMES, Answer, Entry

BINDS_NOT = frozenset(
    (
        Code.ROLE_NOT_LISTED,
        Code.ROLE_NOT_BOUND,
        Code.ROLE_NOT_SEARCHED,
        Code.NOBODY_BOUND,
        Code.ACT_NOT_REGULATED,
    )
)
_OF_THE_THING = ("relation.", "thing.", "brand.", "origin.", "listed", "exception")
"""What the reasons begin with that speak of the thing and not of the time."""
_ON_PAPER = (Basis.ORDER_DOCUMENT,)
SHOWN = 2
"""Names of one sort that stand in a list before the rest is only counted."""


def thing(entry: Entry, language: Language) -> str:
    """Return the kind of thing in a word, and whether that is only a guess; of a firm its name."""
    if entry.called:
        return entry.called
    if not entry.kind:
        return language.text("thing.unknown")
    kind = language.term("kind", entry.kind)
    return language.text("thing.guessed", kind) if entry.is_kind_guessed else kind


def product(entry: Entry, language: Language) -> str:
    """Return brand and model as far as they are claimed, empty where neither is."""
    brand = (
        language.brand(entry.brand.value) if entry.brand.value else _one_of(entry, Dimension.BRAND, language)
    )
    return brand_and_model(brand, entry.model.value or "")


def brand_and_model(brand: str, model: str) -> str:
    """Return both, the brand left out where the model begins with it."""
    return model if brand and model.casefold().startswith(brand.casefold()) else f"{brand} {model}".strip()


def maker(entry: Entry, language: Language) -> str:
    """Return the maker's name, the names of which it is one, or that it is not known."""
    if entry.maker.value:
        return language.party(entry.maker.value)
    return _one_of(entry, Dimension.MAKER, language) or language.text("maker.unknown")


def _one_of(entry: Entry, dimension: Dimension, language: Language) -> str:
    """Return the names between which a paper leaves it open, *Dahua or Hikvision*, if it does."""
    rivals = next((one.claims for one in entry.conflicts if one.dimension is dimension), ())
    alike = [one for one in rivals if one.grade is rivals[0].grade]
    if len(alike) < len(rivals) or not all(one.bases == _ON_PAPER for one in rivals):
        return ""
    return language.text("or").join(value(dimension, one, language) for one in alike)


def grade(claim: Claim, language: Language) -> str:
    """Return how firm a claim is, empty where there is none."""
    return language.term("grade", claim.grade.value) if claim.value else ""


def value(dimension: Dimension, claim: Claim, language: Language) -> str:
    """Return what is claimed, by its name where it is an id."""
    said = claim.value or ""
    match dimension:
        case Dimension.MAKER | Dimension.PLATFORM:
            return language.party(said)
        case Dimension.BRAND:
            return language.brand(said)
        case Dimension.KIND:
            return language.term("kind", said)
        case _:
            return said


def bases(claim: Claim, language: Language) -> str:
    """Return what a claim rests on."""
    return language.terms("basis", (basis.value for basis in claim.bases))


def grounds(claim: Claim, language: Language) -> str:
    """Return what a claim rests on, with how old address data are."""
    return language.grounds(basis.value for basis in claim.bases)


def places(entry: Entry) -> tuple[str, ...]:
    """Return the names that help to find it: its reference and its addresses, else its serial or id."""
    keys = entry.keys
    addresses = keys.ip or keys.mac
    named = (_some(keys.ref), _some(addresses))
    return tuple(part for part in named if part) or tuple(filter(None, (_some(keys.serial),))) or (entry.id,)


def unidentified(entry: Entry, site: str, language: Language) -> str:
    """Return what is known of a thing whose maker and kind are not: brand and model, site and names."""
    return " · ".join(filter(None, (product(entry, language), site, *places(entry))))


def acts(answer: Answer, language: Language) -> str:
    """Return the acts an answer is about."""
    return language.terms("act", answer.acts)


def answer(answer: Answer, measure: str, language: Language) -> str:
    """Return an answer as a list says it: what ``measure`` is called, acts, duty and day.

    A duty is said where it is no ban.
    """
    said = f"{measure}{language.colon} {acts(answer, language)}"
    if answer.spoken_duty:
        said += f" – {language.term('duty', answer.spoken_duty)}"
    if answer.done:
        said = language.text("answer.done", said, language.written_day(answer.done))
    if answer.is_following:
        said = language.text("answer.following", said)
    return f"{said} ({outcome(answer, language)})" if answer.on or answer.until else said


def further(entry: Entry, language: Language) -> tuple[str, ...]:
    """Return how many open answers stand behind the gravest, which alone are listed, and whose they are."""
    counted = entry.further
    return tuple(
        f"{language.count(f'further.{outcome.value}', counted[outcome])} ({_measures(entry.behind, outcome)})"
        for outcome in OPEN_OUTCOMES
        if counted[outcome]
    )


def _measures(answers: Iterable[Answer], outcome: Outcome) -> str:
    return _some(tuple(dict.fromkeys(one.measure for one in answers if one.outcome is outcome)))


def outcome(answer: Answer | Determination, language: Language) -> str:
    """Return the outcome with its day: ``applies from 31 December 2027``."""
    if answer.outcome is Outcome.APPLIES_FROM and answer.on:
        return language.text("answer.from", language.day(answer.on))
    if answer.outcome is Outcome.EXCEPTED and answer.until:
        return language.text("answer.until", language.day(answer.until))
    said = language.term("outcome", answer.outcome.value)
    return language.text("answer.later", said, language.day(answer.on)) if answer.on else said


def why(
    entry: Entry,
    language: Language,
    answers: Sequence[Answer] | None = None,
    *,
    homes: Collection[str] = frozenset(),
) -> str:
    """Return in few words why these answers, by default the gravest, are what they are.

    Where no measure applies, the one that comes nearest tells why not: it binds who asks, is of one of the
    jurisdictions ``homes`` and speaks of the thing.
    """
    if answers is not None:
        return _reasons(entry, language, answers)
    answers = entry.gravest
    if not answers or answers[0].outcome.is_open:
        return _sentences((_reasons(entry, language, answers), _contested(entry.answers, language)))
    nearest = min(answers, key=lambda one: _distance(one, homes))
    if nearest.telling.code in BINDS_NOT:
        return language.text("why.not-bound")
    return f"{nearest.measure}{language.colon} {language.reason(nearest.telling)}"


def _distance(answer: Answer, homes: Collection[str]) -> tuple[bool, bool, bool]:
    code = answer.telling.code
    home = answer.measure.partition("/")[0].partition("-")[0]
    return code in BINDS_NOT, home not in homes, not code.startswith(_OF_THE_THING)


def _contested(answers: Iterable[Answer], language: Language) -> str:
    """Return of which measures counsel must be asked, empty where of none."""
    measures = dict.fromkeys(answer.measure for answer in answers if answer.is_contested)
    return language.text("why.contested", ", ".join(measures)) if measures else ""


def _sentences(parts: Iterable[str]) -> str:
    """Return what is said one after the other: after a full stop a sentence begins."""
    said = ""
    for part in filter(None, parts):
        if said.endswith("."):
            said = f"{said} {part[:1].upper()}{part[1:]}"
        else:
            said = f"{said}; {part}" if said else part
    return said


def _reasons(entry: Entry, language: Language, answers: Sequence[Answer]) -> str:
    if not answers:
        return ""
    match answers[0].outcome:
        case Outcome.APPLIES | Outcome.APPLIES_FROM:
            return bases(entry.maker, language)
        case Outcome.INFLUENCE_ONLY:
            return "; ".join(_levers(answers, language)) or bases(entry.maker, language)
        case Outcome.UNDETERMINED:
            # Where it is open whether a leased thing is meant at all, the lever there is stays shown.
            return _sentences((_open_points(answers, language), *_levers(answers, language)))
        case Outcome.EXCEPTED | Outcome.DOES_NOT_APPLY:
            return language.reason(answers[0].telling)
        case _:
            assert_never(answers[0].outcome)


def _levers(answers: Sequence[Answer], language: Language) -> Iterable[str]:
    return dict.fromkeys(filter(None, (lever(answer, language) for answer in answers)))


def lever(answer: Answer | Determination, language: Language) -> str:
    """Return by what another party could be made to act, and when; empty where one acts oneself."""
    if answer.lever is None:
        return ""
    said = language.text("why.lever", language.term("lever", answer.lever.value))
    return f"{said} ({language.day(answer.lever_on)})" if answer.lever_on else said


def _open_points(answers: Sequence[Answer], language: Language) -> str:
    """Return what no question would settle, and which facts would settle the rest."""
    silent = dict.fromkeys(language.reason(answer.telling) for answer in answers if not answer.questions)
    facts = dict.fromkeys(fact for answer in answers for fact in answer.questions)
    if not facts:
        return " ".join(silent)
    words = frozenset(word for answer in answers for word in answer.awaited)
    missing = language.text("why.not-known", not_known(facts, words, language))
    return _sentences((" ".join(silent), missing))


def not_known(facts: Iterable[str], words: Iterable[tuple[str, str]], language: Language) -> str:
    """Return what is not known: the facts, and of those that gather several matters the ones waited for."""
    waited = sorted(words)
    return ", ".join(
        language.matters(fact, (word for one, word in waited if one == fact)) if fact in MANIFOLD
        else language.facts((fact,))
        for fact in facts
    )  # fmt: skip


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:SHOWN])
    return f"{shown} +{len(names) - SHOWN}" if len(names) > SHOWN else shown
