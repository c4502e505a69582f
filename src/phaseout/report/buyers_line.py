"""What does a buyer have to know of one line of a purchase: verdict, measure, why, what to ask the seller?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from phaseout.decide.code import Code
from phaseout.domain.asset import Asset
from phaseout.domain.cite import Text
from phaseout.domain.determination import Determination
from phaseout.domain.purchase import Purchase, Stage
from phaseout.domain.span import span_of
from phaseout.domain.truth import Truth
from phaseout.report import naming
from phaseout.report.language import Language
from phaseout.report.pinpoint import pinpoint
from phaseout.report.standing import Entry, entry_of, search_behind, walk

LONGEST = 120
"""Characters of the text of a line that a list shows."""
BUYING = frozenset({"procure", "renew", "fund", "subsidise", "import", "accept-service-using"})
"""Acts of buying."""
_TIME = (
    r"(?:months?|mois|mes(?:es)?|місяц\w{0,3}|个月|weeks?|semaines?|semanas?|days?|jours?|d[ií]as?|hours?|heures?"
    r"|horas?|years?|ans|années?|años?)"
)
_MADE = frozenset({Stage.ORDERED, Stage.UNSTATED, Stage.BOUGHT, Stage.DELIVERED})
_HANDING_ON = frozenset({"sell", "market", "export-to", "support", "dispose"})
"""Acts by which it goes on to others."""


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
    time = _time_counted(text, bought.quantity) if bought.is_in_pieces else ""
    lines = (
        f"{named} ({time})" if time else f"{count} × {named}" if count else named,
        language.text("buyer.inside", parts) if parts else "",
        language.text("buyer.said", shown) if shown else "",
    )
    return tuple(filter(None, lines))


def _time_counted(text: str, quantity: str | None) -> str:
    """Return how long something is bought for, where the quantity is that: *Lease 36 months*, quantity 36."""
    if not quantity or not quantity.isdecimal():
        return ""
    match = re.search(rf"(?<!\d){quantity}\s?{_TIME}(?!\w)", text, re.IGNORECASE)
    return match[0] if match else ""


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


def _nearness(answer: Determination) -> int:
    """Return how near an act is to somebody who buys: what one does oneself comes before handing it on."""
    if answer.act in BUYING:
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
