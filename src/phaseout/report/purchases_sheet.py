"""How does a line of a purchase become a row that can be sorted and filtered?"""

from datetime import date

from phaseout.report import naming
from phaseout.report.buyers_line import BuyersLine
from phaseout.report.buyers_questions import asks, own_questions
from phaseout.report.buyers_verdict import verdict, why
from phaseout.report.language import Language
from phaseout.report.worksheet import Value

COLUMNS = (
    ("document", 14), ("number", 18), ("number-within", 8), ("supplier", 28), ("quantity", 10), ("unit", 8),
    ("line-text", 56), ("brand", 16), ("maker", 26), ("model", 24), ("verdict", 34), ("measure-id", 34),
    ("document-day", 13), ("why", 60), ("ask", 60), ("own", 60),
)  # fmt: skip
"""Keys of the headings, and widths in characters."""
_BETWEEN = " | "


def row_of(line: BuyersLine, language: Language) -> tuple[Value, ...]:
    """Return the cells of a line in the order of the columns; none has more than one line of text."""
    bought, entry = line.purchase, line.entry
    return (
        language.term("document", bought.document) if bought.document else "",
        bought.number or "".join(entry.keys.ref[:1]) or language.locator(line.at),
        bought.line or "",
        _BETWEEN.join(line.sellers),
        _number(bought.quantity),
        bought.unit,
        " ".join((bought.text or "").split()),
        language.brand(entry.brand.value) if entry.brand.value else "",
        naming.maker(entry, language) if entry.maker.value else "",
        entry.model.value or "",
        verdict(line, language),
        _BETWEEN.join(dict.fromkeys(one.measure for one in entry.listed)) if entry.is_open else "",
        _day(bought.day),
        why(line, language),
        " ".join(asks(line, language)),
        " ".join(own_questions(line, language)),
    )


def _number(quantity: str | None) -> Value:
    """Return a number that a spreadsheet adds up."""
    if not quantity:
        return ""
    return float(quantity) if "." in quantity else int(quantity)


def _day(day: str | None) -> Value:
    """Return a day of the calendar; a month or a year stays as written."""
    try:
        return date.fromisoformat(day) if day else ""
    except ValueError:
        return day
