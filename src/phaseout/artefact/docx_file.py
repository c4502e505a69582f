"""How does a paper become a Word document that can be edited?"""

from collections.abc import Sequence
from typing import BinaryIO, assert_never

from docx import Document
from docx.document import Document as Docx
from docx.shared import Pt

from phaseout.artefact.docx_page import set_page
from phaseout.artefact.docx_table import add_table
from phaseout.artefact.paper import (
    BLANK,
    Block,
    Bullets,
    Choice,
    Field,
    Fields,
    Heading,
    Mark,
    Paper,
    Paragraph,
    Table,
)
from phaseout.report.safe_text import for_page

_BOX = {Mark.CHOSEN: "☒", Mark.NOT_CHOSEN: "☐", Mark.OPEN: "☐"}
_AFTER_NOTICES = Pt(12)
_COLON = {"en": ":", "fr": "\u00a0:"}


def write_docx(paper: Paper, stream: BinaryIO) -> None:
    """Write the paper as a Word document."""
    document = Document()
    set_page(document, for_page(paper.title), paper.lang)
    document.add_heading(for_page(paper.title), level=0)
    for notice in paper.notices:
        line = document.add_paragraph(for_page(notice), style="Quote")
        if notice is paper.notices[-1]:
            line.paragraph_format.space_after = _AFTER_NOTICES
    for block in paper.blocks:
        _add(document, block, _COLON[paper.lang])
    document.save(stream)


def _add(document: Docx, block: Block, colon: str) -> None:
    match block:
        case Heading(text=text, level=level):
            document.add_heading(for_page(text), level=level)
        case Paragraph(text=text):
            document.add_paragraph(for_page(text))
        case Bullets(items=items):
            for item in items:
                document.add_paragraph(for_page(item), style="List Bullet")
        case Fields(fields=fields):
            _add_fields(document, fields, colon)
        case Choice(text=text, mark=mark, why=why):
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{_BOX[mark]} {for_page(text)}").bold = mark is Mark.CHOSEN
            if why:
                paragraph.add_run(f" ({for_page(why)})").italic = True
        case Table():
            add_table(document, block)
        case _:
            assert_never(block)


def _add_fields(document: Docx, fields: Sequence[Field], colon: str) -> None:
    """Add labelled values on one page: a signature stands with the name it belongs to."""
    for field in fields:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = field is not fields[-1]
        paragraph.add_run(f"{for_page(field.label)}{colon} ").bold = True
        paragraph.add_run(for_page(field.value) if field.value is not None else BLANK)
