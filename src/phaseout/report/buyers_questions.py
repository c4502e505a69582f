"""What of a line of a purchase is to be asked, and whom: the seller or the buyer oneself?"""

from collections.abc import Iterator

from phaseout.domain.determination import Outcome
from phaseout.domain.facts import MANIFOLD
from phaseout.domain.purchase import SELLER_KNOWS, Stage
from phaseout.domain.service import ITEM, WITH_PARTS, Dealing
from phaseout.report.buyers_line import LONGEST, BuyersLine
from phaseout.report.language import Language
from phaseout.report.standing import PLAIN_DUTY, Answer

_AHEAD = frozenset({Stage.ASKED_FOR, Stage.OFFERED, Stage.ORDERED, Stage.UNSTATED})
_CONTRACTING = frozenset({"contract-with"})
"""An act that a measure speaks of for who sells, whatever is bought."""
_OF_SERVICES = {Dealing.INSTALLS: "buyer.comes", Dealing.USES: "buyer.uses"}
"""What is asked of a service whose line says what it does: neither which service it is nor who made it."""


def asks(line: BuyersLine, language: Language) -> tuple[str, ...]:
    """Return what to ask the seller; and that a claim to comply settles nothing, where there is one.

    Where all that is open is the buyer's own to know, that is said.
    """
    entry = line.entry
    if not entry.is_open or line.purchase.stage.is_undone:
        return ()
    said = list(_questions(entry.gravest, line.purchase.service, language))
    if not said and entry.outcome is Outcome.UNDETERMINED:
        said.append(language.text("buyer.yours"))
    if entry.outcome is not Outcome.UNDETERMINED and is_barred(entry.gravest) and is_ahead(line):
        of_seller = [is_of_seller(one) for one in entry.gravest]
        if not all(of_seller):
            said.append(language.text("buyer.other"))
        if any(of_seller):
            said.append(language.text("buyer.other-seller"))
    if line.claim is not None:
        said.append(language.text("buyer.claim", line.claim[:LONGEST]))
    return tuple(said)


def is_own(line: BuyersLine) -> bool:
    """Return whether all that is open of a line is for the buyer to know, and nothing for the seller."""
    facts = {fact for one in line.entry.gravest for fact in one.questions}
    is_undetermined = line.entry.outcome is Outcome.UNDETERMINED
    return is_undetermined and bool(facts) and facts.isdisjoint(SELLER_KNOWS)


def own_questions(line: BuyersLine, language: Language) -> tuple[str, ...]:
    """Return what the buyer has to know oneself, each with who usually does."""
    answers = line.entry.gravest
    if line.entry.outcome is not Outcome.UNDETERMINED or line.purchase.stage.is_undone:
        return ()
    own = [
        language.text("buyer.own-question", question, known)
        for question, known, is_sellers in _put(answers, language)
        if not is_sellers
    ]
    unanswerable = dict.fromkeys(
        f"{one.measure}{language.colon} {language.reason(one.telling)}"
        for one in answers
        if not one.questions
    )
    return (*own, *(language.text("buyer.counsel", one) for one in unanswerable))


def is_barred(answers: tuple[Answer, ...]) -> bool:
    """Return whether a duty that is none but to do without it is among the gravest."""
    return any(one.duty in (None, PLAIN_DUTY) for one in answers)


def is_ahead(line: BuyersLine) -> bool:
    """Return whether it is still to be bought or to come, so that the seller may offer something else."""
    return line.purchase.stage in _AHEAD and not line.is_past


def is_of_seller(answer: Answer) -> bool:
    """Whether an answer speaks of who sells and not of what is bought."""
    return not _CONTRACTING.isdisjoint(answer.acts)


def _questions(answers: tuple[Answer, ...], service: Dealing | None, language: Language) -> Iterator[str]:
    facts = {fact for one in answers for fact in one.questions}
    if service in _OF_SERVICES and not facts.isdisjoint(SELLER_KNOWS):
        yield language.text(_OF_SERVICES[service])
        return
    if WITH_PARTS in _awaited(ITEM, answers):
        yield language.text("buyer.parts")
    for question, _, is_sellers in _put(answers, language):
        if is_sellers:
            yield question
    if "maker" in facts:
        yield language.text("buyer.proof")


def _put(answers: tuple[Answer, ...], language: Language) -> Iterator[tuple[str, str, bool]]:
    """Yield each open question, who usually knows, and whether that is the seller."""
    facts = dict.fromkeys(fact for one in answers for fact in one.questions)
    for fact in facts:
        known = language.label("asked-of", fact)
        if fact not in MANIFOLD:
            put = language.label("question", fact) or language.facts((fact,))
            yield put, known, fact in SELLER_KNOWS
            continue
        matters: dict[tuple[str, str], None] = {}
        for word in sorted(_awaited(fact, answers) - {WITH_PARTS}):
            others = language.label("asked-of", f"{fact}/{word}")
            put = language.label("question", f"{fact}/{word}")
            # A document of an older program does not say how a matter alone is put.
            put = put or language.text("why.not-known", language.matters(fact, (word,)))
            matters[put, others] = None
        for put, others in matters:
            is_sellers = not others and fact in SELLER_KNOWS
            # Most of what the seller knows of it is settled once it is known what the thing is.
            if not (is_sellers and "kind" in facts):
                yield put, others or known, is_sellers


def _awaited(fact: str, answers: tuple[Answer, ...]) -> set[str]:
    """Return the words of a fact that the answers wait for."""
    return {word for one in answers for name, word in one.awaited if name == fact}
