"""Which words of a document for people are who sells, its number, its day, its currency and its total?

Only what stands behind a label that says so, in English or French, on the same line or alone on the next.
Two values that differ are none. Nothing is taken from a letterhead or from the place of a text on the page.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from phaseout.domain.observation import Unread
from phaseout.intake.days import read_day
from phaseout.intake.order.order_cells import decimal_mark, number_of
from phaseout.intake.order.order_line import OrderDocument

_LONGEST = 120
"""Characters of a name that is taken; more is prose."""
_CELLS = re.compile(r"\s{2,}|\t| \| ")
_N = r"(?:no|nos|n[°º]|№|number|num[ée]ro|nr|#|id)"
_NOUNS = MappingProxyType(
    {
        OrderDocument.CREDIT_NOTE: r"credit (?:note|memo)|note de cr[ée]dit|avoir",
        OrderDocument.INVOICE: r"invoice|facture",
        OrderDocument.ORDER: r"(?:purchase )?order|p\.?o\.?|(?:bon de )?commande",
        OrderDocument.CONTRACT: r"contract|agreement|contrat",
        OrderDocument.QUOTE: r"quote|quotation|estimate|proposal|devis|soumission|offre",
        OrderDocument.TENDER: r"tender|solicitation|rf[qp]|appel d[’']offres",
        OrderDocument.DELIVERY: r"delivery note|packing slip|bon de livraison",
    }
)


class Labelled(StrEnum):
    """What a label may say."""

    SUPPLIER = "supplier"
    NUMBER = "number"
    DATE = "date"
    CURRENCY = "currency"


_Patterns = Mapping[Labelled, re.Pattern[str]]


_NAMES = r"supplier|vendor|seller|sold by|fournisseur|vendeur|vendu par"
_OF = r"(?: de | du | de la | de l[’'])"
_TOTALS = re.compile(
    r"(?:grand total|total amount|total due|amount due|total payable|total|montant total|montant d[ûu]"
    r"|total g[ée]n[ée]ral|total [àa] payer|total ttc)"
    r"(?: \((?:incl|taxes? compris)[^)]{0,30}\)| taxes? included| taxes comprises)?\s?:?\s{1,3}"
    r"(?P<value>[^a-z]{0,12}\d.{0,40})",
    re.IGNORECASE,
)


def _patterns(document: OrderDocument) -> _Patterns:
    """Return the labels of a kind of document: the number of an order is not that of its invoice."""
    noun = _NOUNS.get(document, r"document")
    written = {
        Labelled.SUPPLIER: rf"(?:{_NAMES})(?: name)?",
        Labelled.NUMBER: rf"(?:(?:{noun}) ?{_N}\.?|{_N}\.?{_OF}?(?: ?)(?:{noun}))",
        Labelled.DATE: rf"(?:date of (?:issue|{noun})|date{_OF}(?:{noun})|date d[’'][ée]mission"
        rf"|(?:(?:{noun}|issue) )?date)",
        Labelled.CURRENCY: r"(?:currency|devise|monnaie)",
    }
    return {
        what: re.compile(
            rf"\W{{0,3}}(?P<label>{label})(?P<colon>\s?:)?(?:\s+(?P<value>\S.*))?\s*", re.IGNORECASE
        )
        for what, label in written.items()
    }


class Found(NamedTuple):
    """A value and where it stands."""

    value: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What the first lines of a document say of the whole."""

    said: Mapping[Labelled, Found] = field(default_factory=dict)
    faults: tuple[Unread, ...] = ()

    def value(self, what: Labelled) -> str:
        """Return what a label says, "" where none does."""
        found = self.said.get(what)
        return found.value if found else ""


def heading_of(lines: Iterable[tuple[str, str]], document: OrderDocument) -> Heading:
    """Return what the labels among the first lines, each (place, text), say of a kind of document."""
    said: dict[Labelled, list[Found]] = {}
    faults: list[Unread] = []
    for what, found in _labelled(list(lines), _patterns(document)):
        value, why = _checked(what, found.value)
        if why:
            faults.append(Unread(found.place, why))
        elif value and value.casefold() not in {one.value.casefold() for one in said.get(what, [])}:
            said.setdefault(what, []).append(Found(value, found.place))
    for what, values in said.items():
        if len(values) > 1:
            each = ", ".join(f"“{one.value[:40]}” ({one.place})" for one in values[:3])
            faults.append(
                Unread(values[1].place, f"labels say several things of the {what}: {each}; none is taken")
            )
    return Heading(
        said={what: values[0] for what, values in said.items() if len(values) == 1},
        faults=tuple(faults),
    )


def total_of(lines: Sequence[tuple[str, str]], heading: Heading) -> tuple[str, str, str]:
    """Return (amount, currency, place) of the one total among lines; empty where none or several differ."""
    found: dict[str, tuple[str, str, str]] = {}
    decimal = decimal_mark(cell for _, text in lines for cell in text.split())
    for place, text in lines:
        match = _TOTALS.fullmatch("  ".join(_CELLS.split(text.strip())).strip())
        number, currency, why = number_of(match["value"].strip(), decimal) if match else ("", "", "no")
        if not why:
            found.setdefault(number, (number, currency or heading.value(Labelled.CURRENCY), place))
    known = next(iter(found.values()), ("", "", ""))
    return known if len(found) == 1 and known[1] else ("", "", "")


def _labelled(lines: Sequence[tuple[str, str]], patterns: _Patterns) -> Iterator[tuple[Labelled, Found]]:
    """Yield what stands behind each label."""
    split = [(place, [cell for cell in _CELLS.split(text.strip()) if cell]) for place, text in lines]
    for number, (place, cells) in enumerate(split):
        below = split[number + 1] if number + 1 < len(split) else ("", [])
        for index, cell in enumerate(cells):
            for what, pattern in patterns.items():
                if match := pattern.fullmatch(cell):
                    found = _behind(
                        what, match, (place, cells[index + 1 :]), below if len(cells) == 1 else ("", [])
                    )
                    if found is not None and not _is_label(found.value, patterns):
                        yield what, found


def _behind(
    what: Labelled, match: re.Match[str], beside: tuple[str, list[str]], below: tuple[str, list[str]]
) -> Found | None:
    """Return the value of a label: in its own cell, in the next, or, where it is alone, on the next line."""
    if match["value"]:
        # Without a colon “Vendor terms apply” and “date of delivery” are prose.
        is_plain = match["colon"] or what is Labelled.NUMBER
        return Found(match["value"].strip(), beside[0]) if is_plain else None
    place, cells = beside
    if cells:
        is_plain = match["colon"] or what is not Labelled.SUPPLIER or len(cells) == 1
        return Found(cells[0].strip(), place) if is_plain else None
    place, cells = below
    return Found(cells[0].strip(), place) if match["colon"] and len(cells) == 1 else None


def _is_label(cell: str, patterns: _Patterns) -> bool:
    return cell.rstrip().endswith(":") or any(one.fullmatch(cell) for one in patterns.values())


def _checked(what: Labelled, written: str) -> tuple[str, str]:
    """Return a value as far as it is one, and why a day is none."""
    match what:
        case Labelled.SUPPLIER:
            is_name = any(map(str.isalpha, written)) and len(written) <= _LONGEST
            return (written if is_name else ""), ""
        case Labelled.NUMBER:
            is_number = re.fullmatch(r"[\w][\w./-]{0,39}", written) and any(map(str.isdigit, written))
            return (written if is_number else ""), ""
        case Labelled.CURRENCY:
            code = re.fullmatch(r"[A-Z]{3}", written)
            return (written if code else ""), ""
        case Labelled.DATE:
            day, why = read_day(written)
            return day or "", (why or "") if any(map(str.isdigit, written)) else ""
