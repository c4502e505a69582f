"""What may the buyer do with a line of a purchase, and why?"""

from phaseout.domain.determination import Outcome
from phaseout.domain.purchase import Stage
from phaseout.domain.service import Dealing
from phaseout.report import naming
from phaseout.report.buyers_line import BUYING, BuyersLine
from phaseout.report.buyers_questions import is_ahead, is_barred, is_of_seller, is_own
from phaseout.report.language import Language
from phaseout.report.standing import PLAIN_DUTY, Answer

_NOT_NAMED = frozenset({"relation.none", "relation.not-named"})


def verdict(line: BuyersLine, language: Language) -> str:
    """Return in few words what the buyer may do."""
    entry, bought = line.entry, line.purchase
    if bought.stage.is_undone:
        comes_back = bought.stage is Stage.NOTHING
        return language.text("buyer.money-back" if comes_back else "buyer.taken-back")
    if bought.service is Dealing.REMOVES and not entry.is_open:
        return language.text("buyer.removal")
    if entry.outcome is None or not entry.is_open:
        return language.text("buyer.unidentified" if entry.is_unidentified else "buyer.silent")
    return _verdict_of_open(line, language)


def _verdict_of_open(line: BuyersLine, language: Language) -> str:
    entry, bought = line.entry, line.purchase
    if all(one.search is not None for one in entry.gravest):
        return language.text("buyer.none-found")
    if line.is_past and is_barred(entry.gravest):
        return _past_verdict(entry.gravest, language)
    is_of_buying = any(not one.is_following for one in entry.gravest)
    if is_own(line) and is_of_buying and is_ahead(line):
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
    is_buying = any(BUYING.intersection(one.acts) for one in answers)
    if first.done and is_buying and not is_ordered and not is_afterwards:
        return language.text("buyer.made", language.written_day(first.done))
    if not is_buying and all(map(is_of_seller, answers)):
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


def _past_verdict(answers: tuple[Answer, ...], language: Language) -> str:
    """Return of what was bought years ago that it is to be looked for, whatever document tells of it."""
    first = answers[0]
    if first.outcome is Outcome.UNDETERMINED:
        return language.text("buyer.past-ask" if first.done else "buyer.past-ask-held")
    if first.done and any(BUYING.intersection(one.acts) for one in answers):
        return language.text("buyer.past-made", language.written_day(first.done))
    return language.text("buyer.past-held")


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
