"""How does a paper become a Word document that can be edited?"""

from typing import BinaryIO, assert_never

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell, _Row

from phaseout.artefact.paper import (
    BLANK,
    Block,
    Bullets,
    Choice,
    Fields,
    Heading,
    Mark,
    Paper,
    Paragraph,
    Table,
)
from phaseout.report.safe_text import for_page

_BOX = {Mark.CHOSEN: "☒", Mark.NOT_CHOSEN: "☐", Mark.OPEN: "☐"}
_LANGUAGE = {"en": "en-CA", "fr": "fr-CA"}
_COLON = {"en": ":", "fr": "\u00a0:"}
_WIDEST = 6
"""Columns beyond which the page is turned."""


def write_docx(paper: Paper, stream: BinaryIO) -> None:
    """Write the paper as a Word document."""
    document = Document()
    _prepare(document, paper)
    document.add_heading(_text(paper.title), level=0)
    document.add_paragraph(_text(paper.notice), style="Intense Quote")
    for block in paper.blocks:
        _add(document, block, _COLON[paper.lang])
    document.save(stream)


def _prepare(document: Docx, paper: Paper) -> None:
    document.core_properties.title = _text(paper.title)
    document.core_properties.language = _LANGUAGE[paper.lang]
    document.core_properties.author = ""
    document.styles["Normal"].font.size = Pt(10.5)
    fonts = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = fonts.find(qn("w:lang"))
    language.set(qn("w:val"), _LANGUAGE[paper.lang])
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(2)
    if any(isinstance(block, Table) and len(block.heads) > _WIDEST for block in paper.blocks):
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width


def _add(document: Docx, block: Block, colon: str) -> None:
    match block:
        case Heading(text=text):
            document.add_heading(_text(text), level=1)
        case Paragraph(text=text):
            document.add_paragraph(_text(text))
        case Bullets(items=items):
            for item in items:
                document.add_paragraph(_text(item), style="List Bullet")
        case Fields(fields=fields):
            for field in fields:
                paragraph = document.add_paragraph()
                paragraph.add_run(f"{_text(field.label)}{colon} ").bold = True
                paragraph.add_run(_text(field.value) if field.value is not None else BLANK)
        case Choice(text=text, mark=mark, why=why):
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{_BOX[mark]} {_text(text)}").bold = mark is Mark.CHOSEN
            if why:
                paragraph.add_run(f" ({_text(why)})").italic = True
        case Table():
            _table(document, block)
        case _:
            assert_never(block)


def _table(document: Docx, block: Table) -> None:
    table = document.add_table(rows=1, cols=len(block.heads), style="Light Grid Accent 1")
    for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
        _fill(cell, head)
    _repeat(table.rows[0])
    for values in block.rows:
        for cell, value in zip(table.add_row().cells, values, strict=True):
            _fill(cell, value)
    document.add_paragraph()


def _fill(cell: _Cell, text: str) -> None:
    run = cell.paragraphs[0].add_run(_text(text))
    run.font.size = Pt(8.5)


def _repeat(row: _Row) -> None:
    """Make a row the head of the table on every page: python-docx has no word for it."""
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)


def _text(text: str) -> str:
    """Return text as it may stand in XML; what a device said acts on nothing."""
    return for_page(text)
