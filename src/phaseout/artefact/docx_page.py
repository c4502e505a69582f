"""How does the page of a Word document look: paper, type, and what stands at the foot?"""

import re

from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from phaseout.artefact.words import word

LANGUAGES = {"en": "en-CA", "fr": "fr-CA"}
_FONT = "Arial"
"""Known to every office program, or drawn by one of the same widths."""
_BLACK = RGBColor(0, 0, 0)
_MARGIN = Cm(2)
_SIZES = {
    "Normal": 10,
    "Title": 17,
    "Heading 1": 12.5,
    "Heading 2": 11,
    "List Bullet": 10,
    "Quote": 9.5,
    "Footer": 8,
}
_CELL_SIZE = 8
_SPACE_AFTER = Pt(4)
CELL_STYLE = "Table Text"
"""The style of what stands in tables: one place to change it, and less to write than a size for each cell."""
_FIELD_IN_TEXT = re.compile(r"\{[01]\}")


def set_page(document: Docx, title: str, lang: str) -> None:
    """Set margins, type and language of the whole document, and number its pages."""
    document.core_properties.title = title[:255]  # the format takes no longer one
    document.core_properties.language = LANGUAGES[lang]
    document.core_properties.author = ""
    for name, size in _SIZES.items():
        style = document.styles[name]
        if isinstance(style, ParagraphStyle):  # each of these is one; the library cannot say so
            _set_style(style, size)
    cell = document.styles.add_style(CELL_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    if isinstance(cell, ParagraphStyle):
        _set_style(cell, _CELL_SIZE)
        cell.paragraph_format.space_after = Pt(1)
    document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}").set(
        qn("w:val"), LANGUAGES[lang]
    )
    section = document.sections[0]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    _number_pages(section.footer.paragraphs[0], title, lang)


def text_width(document: Docx) -> Length:
    """Return how wide a line is, between the margins."""
    width = document.sections[0].page_width or Cm(21.59)  # Letter, which the template is
    return Length(width - 2 * _MARGIN)


def _set_style(style: ParagraphStyle, size: float) -> None:
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[key]  # a font of the theme would win over the one named
    style.font.name = _FONT
    fonts.set(qn("w:cs"), _FONT)
    style.font.size = Pt(size)
    style.font.color.rgb = _BLACK
    style.paragraph_format.space_after = _SPACE_AFTER


def _number_pages(foot: Paragraph, title: str, lang: str) -> None:
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    page, of, rest = _FIELD_IN_TEXT.split(word("page.number", lang))
    foot.add_run(f"{title} – {page}")
    _add_field(foot, "PAGE")
    foot.add_run(of)
    _add_field(foot, "NUMPAGES")
    foot.add_run(rest)


def _add_field(paragraph: Paragraph, code: str) -> None:
    """Add a number the word processor counts: python-docx has no word for it."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)
