"""What does a reconciliation look like as JSON, and as rows of a table of codes?"""

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterable

from phaseout.domain.reconciliation import Count, Position, Reconciliation
from phaseout.report.document_json import source_json, unread_json
from phaseout.report.json_bytes import Json, Object, json_bytes
from phaseout.report.language import Language
from phaseout.report.safe_text import for_cell

SCHEMA = "1.0"
BETWEEN = " | "
COLUMNS = (
    "article", "site", "rests_on", "grade", "bought", "bought_most", "returned", "returned_most", "seen",
    "not_seen", "not_seen_most", "not_bought", "not_bought_most", "perhaps_replaced", "units",
    "missing_serials", "lines", "things", "days", "remarks",
)  # fmt: skip
"""Stable: more may be added at the end. ``bought`` is at least, ``bought_most`` at most, or empty."""
_SEPARATORS = {"en": ",", "fr": ";"}


def reconciliation_json(found: Reconciliation, engine: str) -> bytes:
    """Return the whole as one JSON object on one line."""
    shown: Object = {
        "schema": SCHEMA,
        "engine": engine,
        "sources": [source_json(source) for source in found.sources],
        "positions": [_position(position) for position in found.positions],
        "aside": [{"line": one.line, "why": one.why.value} for one in found.aside],
        "unidentified": found.unidentified,
        "unread": [unread_json(one) for one in found.unread],
    }
    return json_bytes(shown) + b"\n"


def reconciliation_csv(found: Reconciliation, language: Language) -> bytes:
    """Return one row a position, as Excel opens it; codes are the same in both languages."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=_SEPARATORS[language.code], lineterminator="\r\n")
    writer.writerow([language.text(f"csv.{column}") for column in COLUMNS])
    for position in found.positions:
        writer.writerow([for_cell(cell) for cell in codes(position)])
    return BOM_UTF8 + text.getvalue().encode("utf-8")


def codes(position: Position) -> list[str]:
    """Return the cells of a position in the order of the columns."""
    return [
        position.article,
        position.site or "",
        position.rests_on.value,
        position.grade.value,
        *_ends(position.bought),
        *_ends(position.returned),
        str(position.seen),
        *_ends(position.not_seen),
        *_ends(position.not_bought),
        str(position.perhaps_replaced),
        BETWEEN.join(f"{unit.serial} {unit.line} = {unit.thing}" for unit in position.units),
        BETWEEN.join(position.missing_serials),
        BETWEEN.join(position.lines),
        BETWEEN.join(position.things),
        BETWEEN.join(position.days),
        BETWEEN.join(remark.value for remark in position.remarks),
    ]


def _ends(count: Count) -> tuple[str, str]:
    return str(count.least), "" if count.most is None else str(count.most)


def _position(position: Position) -> Object:
    return {
        "article": position.article,
        "site": position.site,
        "rests_on": position.rests_on.value,
        "grade": position.grade.value,
        "bought": _count(position.bought),
        "returned": _count(position.returned),
        "seen": position.seen,
        "not_seen": _count(position.not_seen),
        "not_bought": _count(position.not_bought),
        "perhaps_replaced": position.perhaps_replaced,
        "units": [
            {"serial": one.serial, "line": one.line, "thing": one.thing, "is_return": one.is_return}
            for one in position.units
        ],
        "missing_serials": _texts(position.missing_serials),
        "lines": _texts(position.lines),
        "things": _texts(position.things),
        "days": _texts(position.days),
        "remarks": [remark.value for remark in position.remarks],
    }


def _count(count: Count) -> Object:
    return {"least": count.least, "most": count.most}


def _texts(texts: Iterable[str]) -> Json:
    return list(texts)
