"""How does a survey become rows for a spreadsheet program: one per asset, measure and act?

UTF-8 with a byte order mark, without which Excel reads accents wrongly. In English the separator is a comma,
in French a semicolon and the headings are French, as Excel expects there; the codes in the cells stay the
same in both, and so does the order of the columns. Several names in one cell
are separated by ``|``.
"""

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import BinaryIO

from phaseout.domain.asset import Asset
from phaseout.domain.determination import Determination
from phaseout.domain.document import Header, Trailer
from phaseout.domain.vulnerability import Affected
from phaseout.report.affected import KEV, shown
from phaseout.report.language import Language
from phaseout.report.safe_text import for_cell
from phaseout.report.scope import source_names
from phaseout.report.sink import Sink, WriteOptions, Writer
from phaseout.report.standing import telling

COLUMNS = (
    "asset", "site", "kind", "maker", "maker_grade", "maker_bases", "brand", "brand_grade", "model",
    "ref", "ip", "mac", "serial",
    "measure", "act", "outcome", "on", "until", "duty", "why", "questions", "checked_through", "sources",
    "vulnerabilities", "stage", "quantity", "done", "following", "supplier", "party", "party_tier",
    "party_relation", "party_measure", "text",
)  # fmt: skip
"""Stable: more may be added at the end, none is moved or renamed."""
BETWEEN = " | "
SEPARATORS = {"en": ",", "fr": ";"}


_REMEMBERED = 10_000


class _Cells(dict[str, str]):
    """Cells as they may be written, by their text: most of them repeat from row to row."""

    def __missing__(self, text: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[text] = safe = for_cell(text)
        return safe


class CsvSink:
    """Writes rows as assets pass; holds nothing."""

    def __init__(self, stream: BinaryIO, lang: str) -> None:
        self._stream = stream
        self._language = Language(lang)
        self._names: dict[str, str] = {}
        self._cells = _Cells()

    def begin(self, header: Header) -> None:
        """Write the mark and the headings."""
        self._names = source_names(header)
        self._stream.write(BOM_UTF8)
        self._rows(iter([[self._language.text(f"csv.{column}") for column in COLUMNS]]))

    def add(self, asset: Asset) -> None:
        """Write the rows of an asset; one without an answer where no measure was asked."""
        known = self._known(asset)
        seen_in = BETWEEN.join(dict.fromkeys(self._names.get(o.source, o.source) for o in asset.observations))
        weak = BETWEEN.join(map(_vulnerability, shown(asset)))
        bought = asset.purchase
        line = (bought.stage.value, bought.quantity or "") if bought else ("", "")
        named = (*_supplier(asset), (bought.text or "") if bought else "")
        answers = [(self._answer(answer), answer.done or "", "") for answer in asset.determinations]
        answers += [(self._answer(answer), "", "yes") for answer in bought.following] if bought else []
        self._rows(
            [*known, *answer, seen_in, weak, *line, done, following, *named]
            for answer, done, following in answers or [(("",) * 9, "", "")]
        )

    def end(self, trailer: Trailer) -> None:
        """Write nothing: figures, questions and unreads are in the other formats."""

    def _known(self, asset: Asset) -> tuple[str, ...]:
        said = asset.identification
        return (
            asset.id,
            asset.site or "",
            asset.kind or "",
            said.maker.value or "",
            said.maker.grade.value,
            BETWEEN.join(basis.value for basis in said.maker.bases),
            said.brand.value or "",
            said.brand.grade.value,
            said.model.value or "",
            *(
                BETWEEN.join(names)
                for names in (asset.keys.ref, asset.keys.ip, asset.keys.mac, asset.keys.serial)
            ),
        )

    def _answer(self, answer: Determination) -> tuple[str, ...]:
        return (
            answer.measure,
            answer.act,
            answer.outcome.value,
            answer.on.isoformat() if answer.on else "",
            answer.until.isoformat() if answer.until else "",
            answer.duty or "",
            self._language.reason(telling(answer.reason)),
            BETWEEN.join(answer.questions),
            answer.checked_through.isoformat(),
        )

    def _rows(self, rows: Iterator[list[str]]) -> None:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=SEPARATORS[self._language.code], lineterminator="\r\n")
        writer.writerows(map(self._cells.__getitem__, row) for row in rows)
        self._stream.write(text.getvalue().encode("utf-8"))


def _supplier(asset: Asset) -> tuple[str, ...]:
    """Return who sells, or which firm it is: name as written, party, tier, relation and its measure."""
    named = asset.suppliers
    cells = (
        [one.said for one in named],
        [one.party or "" for one in named],
        [one.tier for one in named],
        [one.relation or "" for one in named],
        [one.measure or "" for one in named],
    )
    return tuple(BETWEEN.join(filter(None, values)) for values in cells)


def _vulnerability(one: Affected) -> str:
    """Return ``CVE-2021-36260 yes KEV``: a code like the others, the same in both languages."""
    return " ".join(filter(None, (one.id, one.affected.value, KEV if one.kev else "")))


def _open(stream: BinaryIO, options: WriteOptions) -> Sink:
    return CsvSink(stream, options.lang)


WRITER = Writer(
    name="csv",
    suffix=".csv",
    about="one row per asset, measure and act; comma in English, semicolon in French, for Excel",
    open=_open,
)
