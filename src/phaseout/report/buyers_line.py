"""What does a buyer have to know of one line of a purchase: verdict, measure, why, what to ask the seller?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from phaseout.decide.code import Code
from phaseout.domain.asset import Asset
from phaseout.domain.cite import Text
from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.facts import MANIFOLD
from phaseout.domain.purchase import SELLER_KNOWS, Purchase, Stage
from phaseout.domain.service import ITEM, WITH_PARTS, Dealing
from phaseout.domain.span import span_of
from phaseout.domain.truth import Truth
from phaseout.report import naming
from phaseout.report.language import Language
from phaseout.report.pinpoint import pinpoint
from phaseout.report.standing import PLAIN_DUTY, Answer, Entry, entry_of, search_behind, walk

LONGEST = 120
"""Characters of the text of a line that a list shows."""
_NOT_NAMED = frozenset({"relation.none", "relation.not-named"})
_BUYING = frozenset({"procure", "renew", "fund", "subsidise", "import", "accept-service-using"})
_HANDING_ON = frozenset({"sell", "market", "export-to", "support", "dispose"})
"""Acts by which it goes on to others."""
_CONTRACTING = frozenset({"contract-with"})
"""An act that a measure speaks of for who sells, whatever is bought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The words the register has of a clause that speaks of the act: its own and not those of the law."""

    measure: str
    id: str
    text: Text
    cites: tuple[str, ...]
    """``source@pinpoint`` each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyersLine:
    """What is kept of one line of a purchase until the names of things are known."""

    entry: Entry
    purchase: Purchase
    clauses: tuple[Clause, ...]
    """Of the gravest answers, each once: of the act of buying first, of handing it on to others last."""
    claim: str | None
    """The words by which the seller claims to comply."""
    at: str
    """Where the line stands in its source."""
    sellers: tuple[str, ...]
    """Names of who sells; where there are none, the numbers."""
    is_past: bool = False
    """Whether it was bought in a year before the one asked about: it stands somewhere, or is gone."""
    inside: tuple[tuple[str, str], ...] = ()
    """(kind, maker) of each part known."""


def buyers_line(asset: Asset, as_of: date) -> BuyersLine | None:
    """Return the line of an asset that is known from purchases alone; None for any other."""
    if asset.purchase is None or not asset.is_only_bought:
        return None
    entry = entry_of(asset)
    said = {seen.id: seen.value for seen in asset.observations}
    answers = sorted(
        (one for one in asset.every_answer if entry.is_open and one.outcome is entry.outcome), key=_nearness
    )
    return BuyersLine(
        entry=entry,
        purchase=asset.purchase,
        clauses=tuple(dict.fromkeys(found for one in answers for found in _clauses(one))),
        claim=next((said[one] for one in asset.purchase.claims if one in said), None),
        at=next((seen.locator for seen in asset.observations if seen.trait == "order.text"), ""),
        sellers=asset.purchase.suppliers or _seller_numbers(asset),
        is_past=_is_past(asset.purchase, as_of),
        inside=tuple(dict.fromkeys((one.kind.value, one.maker) for one in asset.parts if one.maker)),
    )


def _is_past(purchase: Purchase, as_of: date) -> bool:
    span = span_of(purchase.day) if purchase.day and purchase.stage in _MADE else None
    return span is not None and span.last.year < as_of.year


def place(line: BuyersLine, language: Language) -> tuple[str, ...]:
    """Return where it stands: kind and number of the document, line, who sells."""
    bought = line.purchase
    document = language.term("document", bought.document) if bought.document else ""
    named = " ".join(filter(None, (document, bought.number or "")))
    row = language.text("buyer.line", bought.line) if bought.line else ""
    refs = line.entry.keys.ref[:1]
    if not bought.number:
        named = " ".join((named, *refs)).strip()
    if not row and not refs:
        row = language.locator(line.at)
    return tuple(filter(None, (", ".join(filter(None, (named, row))), *line.sellers[:1])))


def article(line: BuyersLine, language: Language) -> tuple[str, ...]:
    """Return what is bought and how many: what it was recognised as, then the text as written."""
    product, bought = naming.product(line.entry, language), line.purchase
    named = f"{naming.thing(line.entry, language)} {product}".strip()
    count = " ".join(filter(None, (bought.quantity, "" if bought.is_in_pieces else bought.unit)))
    text = bought.text or ""
    shown = f"{text[:LONGEST]}…" if len(text) > LONGEST else text
    parts = "; ".join(f"{language.term('part', kind)} {language.party(maker)}" for kind, maker in line.inside)
    lines = (
        f"{count} × {named}" if count else named,
        language.text("buyer.inside", parts) if parts else "",
        language.text("buyer.said", shown) if shown else "",
    )
    return tuple(filter(None, lines))


def verdict(line: BuyersLine, language: Language) -> str:
    """Return in few words what the buyer may do."""
    entry, bought = line.entry, line.purchase
    if bought.stage.is_undone:
        return language.text("buyer.nothing" if bought.stage is Stage.NOTHING else "buyer.taken-back")
    if bought.service is Dealing.REMOVES and not entry.is_open:
        return language.text("buyer.removal")
    if entry.outcome is None or not entry.is_open:
        return language.text("buyer.unidentified" if entry.is_unidentified else "buyer.silent")
    return _verdict_of_open(line, language)


def _verdict_of_open(line: BuyersLine, language: Language) -> str:
    entry, bought = line.entry, line.purchase
    if all(one.search is not None for one in entry.gravest):
        return language.text("buyer.none-found")
    if line.is_past and _is_barred(entry.gravest):
        return _past_verdict(entry.gravest, language)
    is_of_buying = any(not one.is_following for one in entry.gravest)
    if is_own(line) and is_of_buying and _is_ahead(line):
        return language.text("buyer.own-first")
    is_ordered = bought.stage in (Stage.ORDERED, Stage.UNSTATED)
    return _open_verdict(entry.gravest, language, is_ordered=is_ordered, is_held=bought.stage.is_held)


def _open_verdict(answers: tuple[Answer, ...], language: Language, *, is_ordered: bool, is_held: bool) -> str:
    first = answers[0]
    is_afterwards = all(one.is_following for one in answers)
    if first.outcome is Outcome.UNDETERMINED:
        return language.text(_asking(answers, is_ordered=is_ordered, is_held=is_held))
    if first.outcome is Outcome.APPLIES_FROM and first.on:
        return language.text("buyer.from", language.day(first.on))
    duties = {one.duty for one in answers}
    if PLAIN_DUTY not in duties:
        return ", ".join(sorted(language.term("duty", duty) for duty in duties if duty))
    return _forbidden(answers, language, is_ordered=is_ordered, is_afterwards=is_afterwards)


def _forbidden(
    answers: tuple[Answer, ...], language: Language, *, is_ordered: bool, is_afterwards: bool
) -> str:
    first = answers[0]
    is_buying = any(_BUYING.intersection(one.acts) for one in answers)
    if first.done and is_buying and not is_ordered and not is_afterwards:
        return language.text("buyer.made", language.written_day(first.done))
    if not is_buying and all(map(_is_of_seller, answers)):
        return _seller_verdict(first, language, is_ordered=is_ordered)
    stop = "buyer.cancel" if first.done and is_ordered else "buyer.stop"
    having = "buyer.afterwards" if is_afterwards else "buyer.held"
    return language.text(stop if is_buying and not is_afterwards else having)


def _asking(answers: tuple[Answer, ...], *, is_ordered: bool, is_held: bool) -> str:
    """Return the message of a line of which it is not known what the buyer may do."""
    if all(one.is_following for one in answers):
        return "buyer.ask-afterwards"
    if is_held and not any(one.done for one in answers):
        return "buyer.ask-held"
    made = "buyer.ask-ordered" if is_ordered else "buyer.ask-made"
    return made if answers[0].done else "buyer.ask"


def _is_barred(answers: tuple[Answer, ...]) -> bool:
    """Return whether a duty that is none but to do without it is among the gravest."""
    return any(one.duty in (None, PLAIN_DUTY) for one in answers)


def _is_ahead(line: BuyersLine) -> bool:
    return line.purchase.stage in _AHEAD and not line.is_past


def _past_verdict(answers: tuple[Answer, ...], language: Language) -> str:
    """Return of what was bought years ago that it is to be looked for, whatever document tells of it."""
    first = answers[0]
    if first.outcome is Outcome.UNDETERMINED:
        return language.text("buyer.past-ask" if first.done else "buyer.past-ask-held")
    if first.done and any(_BUYING.intersection(one.acts) for one in answers):
        return language.text("buyer.past-made", language.written_day(first.done))
    return language.text("buyer.past-held")


def _is_of_seller(answer: Answer) -> bool:
    """Whether an answer speaks of who sells and not of what is bought."""
    return not _CONTRACTING.isdisjoint(answer.acts)


def _seller_verdict(first: Answer, language: Language, *, is_ordered: bool) -> str:
    if first.done is None:
        return language.text("buyer.seller")
    if is_ordered:
        return language.text("buyer.seller-cancel")
    return language.text("buyer.seller-made", language.written_day(first.done))


def why(line: BuyersLine, language: Language) -> str:
    """Return the reason in one sentence: what the clause says, or what is not known."""
    entry = line.entry
    if line.purchase.stage.is_undone:
        return ""
    if not entry.is_open:
        return _why_silent(line, language)
    if all(one.search is not None for one in entry.gravest):
        return " ".join(dict.fromkeys(language.reason(one.search) for one in entry.gravest if one.search))
    if entry.outcome is Outcome.UNDETERMINED or not line.clauses:
        return naming.why(entry, language)
    return line.clauses[0].text.in_language(language.code)


def _why_silent(line: BuyersLine, language: Language) -> str:
    """Return why no measure applies; where none that binds names the maker, that there may be others."""
    entry = line.entry
    if line.purchase.service is Dealing.REMOVES:
        return language.text("buyer.removal-why")
    if entry.outcome is None:
        return ""
    if entry.is_unidentified:
        return language.text("buyer.says-nothing")
    binding = [one for one in entry.gravest if one.telling.code not in naming.BINDS_NOT]
    if not binding:
        return language.text("buyer.not-bound")
    said = naming.why(entry, language)
    if entry.maker.value is None or not all(one.telling.code in _NOT_NAMED for one in binding):
        return said
    return f"{said} {language.text('buyer.not-held', naming.maker(entry, language))}"


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
    if entry.outcome is not Outcome.UNDETERMINED and _is_barred(entry.gravest) and _is_ahead(line):
        of_seller = [_is_of_seller(one) for one in entry.gravest]
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


def quotes(line: BuyersLine, language: Language) -> tuple[str, ...]:
    """Return the words to quote to the buyer, each with its measure and where the register has them from."""
    return tuple(
        language.text(
            "buyer.quote", one.text.in_language(language.code), one.measure, one.id,
            "; ".join(_cite(cite, language) for cite in one.cites),
        )
        for one in line.clauses
    )  # fmt: skip


def _seller_numbers(asset: Asset) -> tuple[str, ...]:
    found = (seen.value for seen in asset.observations if seen.trait == "order.supplier-identifier")
    return tuple(dict.fromkeys(found))


_AHEAD = frozenset({Stage.ASKED_FOR, Stage.OFFERED, Stage.ORDERED, Stage.UNSTATED})
_MADE = frozenset({Stage.ORDERED, Stage.UNSTATED, Stage.BOUGHT, Stage.DELIVERED})
_OF_SERVICES = {Dealing.INSTALLS: "buyer.comes", Dealing.USES: "buyer.uses"}
"""What is asked of a service whose line says what it does: neither which service it is nor who made it."""


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


def _nearness(answer: Determination) -> int:
    """Return how near an act is to somebody who buys: what one does oneself comes before handing it on."""
    if answer.act in _BUYING:
        return 0
    return 2 if answer.act in _HANDING_ON else 1


def _clauses(answer: Determination) -> Iterator[Clause]:
    if search_behind(answer) is not None:
        return  # what was looked for and not found is no clause of anything
    for part in walk(answer.reason):
        binds = part.code == Code.CLAUSE and part.truth is not Truth.NO
        if binds and (answer.clause is None or part.params["clause"] == answer.clause):
            text = Text(en=part.params.get("text_en", ""), fr=part.params.get("text_fr"))
            if text.en:
                yield Clause(measure=answer.measure, id=part.params["clause"], text=text, cites=part.evidence)


def _cite(cite: str, language: Language) -> str:
    source, _, at = cite.partition("@")
    return f"{source}, {pinpoint(at, language.code)}" if at else source
