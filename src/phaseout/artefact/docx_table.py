"""How is a table laid out in a Word document, so that no word is lost and no row torn?"""

from docx.document import Document as Docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from phaseout.artefact.docx_page import CELL_STYLE, text_width
from phaseout.artefact.paper import Table
from phaseout.report.safe_text import for_page

_CHARACTER = Pt(4.9)
"""How wide a character is, of the widest type that may stand in for the one named."""
_PADDING = 3
"""Characters that the margins of a cell take."""
_WORDS = range(26, 3, -1)
"""Characters of one word, such as a model number, for which columns make room: as many as go on the page."""
_LONG = 60
"""Characters of a text beyond which a column grows no more."""
_SHADE = "E7E6E6"


def add_table(document: Docx, block: Table) -> None:
    """Add a table whose head repeats on each page and whose rows stay whole."""
    columns = len(block.heads)
    table = document.add_table(rows=1 + len(block.rows), cols=columns, style="Table Grid")
    table.autofit = False
    widths = _widths(block, text_width(document))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    style = document.styles[CELL_STYLE].style_id
    for number, (row, values) in enumerate(zip(table.rows, (block.heads, *block.rows), strict=True)):
        for cell, value, width in zip(row.cells, values, widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph._p.style = style  # the public way looks through every style for each cell
            run = paragraph.add_run(for_page(value))
            if number == 0:
                _set_off(cell, paragraph, run)
        _mark(row, "w:cantSplit")
    _mark(table.rows[0], "w:tblHeader")
    _close(document)


def _widths(block: Table, whole: Length) -> list[Length]:
    """Return the width of each column: room for its longest word first, the rest by its longest text."""
    room = whole / _CHARACTER
    columns = [[head, *(row[at] for row in block.rows)] for at, head in enumerate(block.heads)]
    words = [max((len(word) for cell in cells for word in cell.split()), default=0) for cells in columns]
    texts = [min(max(map(len, cells)), _LONG) for cells in columns]
    for most in _WORDS:
        needs = [min(word, most) + _PADDING for word in words]
        if sum(needs) <= room:
            break
    spare = max(room - sum(needs), 0)
    more = [max(text + _PADDING - need, 0) for text, need in zip(texts, needs, strict=True)]
    share = spare / (sum(more) or 1)
    wants = [need + min(extra * share, extra) for need, extra in zip(needs, more, strict=True)]
    return [Length(int(whole * want / sum(wants))) for want in wants]


def _set_off(cell: _Cell, paragraph: Paragraph, run: Run) -> None:
    """Show a cell as one of the head, on the page of the first row."""
    run.bold = True
    paragraph.paragraph_format.keep_with_next = True
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), _SHADE)
    cell._tc.get_or_add_tcPr().append(shade)


def _mark(row: _Row, mark: str) -> None:
    """Set a property of a row that python-docx has no word for."""
    row._tr.get_or_add_trPr().append(OxmlElement(mark))


def _close(document: Docx) -> None:
    """End with a small gap: two tables that touch would become one."""
    gap = document.add_paragraph()
    gap.paragraph_format.space_after = Pt(0)
    gap.paragraph_format.line_spacing = Pt(6)
