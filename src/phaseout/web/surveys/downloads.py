"""How does a survey leave: its document as JSON, what could not be read as a table?"""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from typing import cast

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from openpyxl import Workbook

from phaseout.report.explained_json import Shown, explained_json
from phaseout.report.json_bytes import Json, Object
from phaseout.report.json_document import closing, entry, opening
from phaseout.report.safe_text import for_cell
from phaseout.report.workbook_bytes import write_workbook
from phaseout.web.surveys.models import SharedAnswers, Survey, SurveyDocument, SurveyedAsset, SurveyUnread
from phaseout.web.surveys.packing import unpacked
from phaseout.web.surveys.queries import packed_answers, packed_assets
from phaseout.web.surveys.words import reader

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""A byte order mark, without which Excel reads accents wrongly."""
_MOST_ROWS = 1_048_575
"""Of a sheet, below its heading."""


def document_of(survey: Survey) -> Iterator[bytes]:
    """Yield the document of a survey, thing by thing, in the bytes ``phaseout survey -o json`` writes."""
    ends: SurveyDocument = survey.document
    yield opening(cast("Object", unpacked(bytes(ends.head))))
    known: tuple[int, list[Object]] = (0, [])
    for number, (packed, answers) in enumerate(packed_assets(survey)):
        if answers != known[0]:
            known = answers, cast("list[Object]", unpacked(packed_answers(answers)))
        yield entry(_whole(packed, known[1]), is_first=number == 0)
    yield closing(cast("Object", unpacked(bytes(ends.tail))))


def asset_json_of(surveyed: SurveyedAsset) -> Object:
    """Return a surveyed thing in the contract's JSON, whole."""
    shared: SharedAnswers = surveyed.answers
    return _whole(bytes(surveyed.packed), cast("list[Object]", unpacked(bytes(shared.packed))))


def _whole(packed: bytes, answers: list[Object]) -> Object:
    asset, shown = cast("tuple[Object, Shown]", unpacked(packed))
    asset["determinations"] = cast("Json", explained_json(answers, shown))
    return asset


def unread_csv(unread: QuerySet[SurveyUnread]) -> Iterator[bytes]:
    """Yield what could not be read as CSV, with the separator the reader's spreadsheet expects."""
    separator = ";" if reader().code == "fr" else ","
    for number, row in enumerate(_rows(unread)):
        line = io.StringIO()
        csv.writer(line, delimiter=separator, lineterminator="\r\n").writerow(row)
        yield ((MARK if number == 0 else "") + line.getvalue()).encode()


def unread_xlsx(unread: QuerySet[SurveyUnread], stamp: datetime) -> bytes:
    """Return what could not be read as a workbook, as if it had been made at a time."""
    workbook = Workbook(write_only=True)
    heading, *rest = _rows(unread)
    for start in range(0, max(len(rest), 1), _MOST_ROWS):
        sheet = workbook.create_sheet()
        for letter, width in zip("ABC", (40, 20, 80), strict=True):
            sheet.column_dimensions[letter].width = width
        sheet.freeze_panes = "A2"
        for row in (heading, *rest[start : start + _MOST_ROWS]):
            sheet.append(list(row))
    out = io.BytesIO()
    write_workbook(workbook, out, stamp)
    return out.getvalue()


def _rows(unread: QuerySet[SurveyUnread]) -> Iterator[tuple[str, str, str]]:
    yield _("File"), _("Place"), _("Why")
    said = reader()
    for name, locator, why in unread.values_list("file__name", "locator", "why").iterator(chunk_size=2000):
        yield for_cell(name), for_cell(said.locator(locator)), for_cell(said.unread(why))
