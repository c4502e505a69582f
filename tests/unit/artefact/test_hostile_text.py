"""What devices and files say stands on a paper as text: it neither acts, nor breaks the file, nor hides the rest."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from tests.unit.artefact.conftest import HIKVISION_CAMERA, Surveyed
from tests.unit.artefact.drafts import CONTRACTOR, NOTHING_TOLD, SECURITY, markdown, paper

from phaseout.artefact.docx_file import write_docx
from phaseout.artefact.markdown_file import write_markdown
from phaseout.artefact.paper import Bullets, Field, Fields, Heading, Paper, Paragraph, Table
from phaseout.artefact.particulars import Particulars
from phaseout.domain.question import Question
from phaseout.report.reading import SavedDocument

ROLES = (*CONTRACTOR, "us/state-vendor-la", "ca/qc-public-body", "ca/federal-department")
PAPERS = [
    ("ndaa-889-representation", "en"),
    ("ndaa-889-one-day-report", "en"),
    ("ndaa-889-ten-day-report", "en"),
    ("la-vendor-affidavit", "en"),
    ("qc-risk-assessment", "fr"),
    ("ca-written-question", "fr"),
]
EVIL = (
    "<script>alert(1)</script> \x1b[31m \u202eevil | `x` **b** [l](http://e.example) @me"
    " \ufffe \x00 \U0001f4f7 ]]>&amp;\n# head"
)
LONG = "A" * 10_000
Paged = Callable[[Paper], Docx]


@pytest.fixture
def opened() -> Paged:
    """Return a function that writes a paper as a Word document and opens it again."""

    def run(made: Paper) -> Docx:
        stream = io.BytesIO()
        write_docx(made, stream)
        stream.seek(0)
        return Document(stream)

    return run


@pytest.fixture
def hostile(surveyed: Surveyed) -> SavedDocument:
    """Return a document in which everything a file may say is meant ill."""
    traits = (
        "inventory.model",
        "asset.purpose",
        "asset.acquired",
        "asset.removal-planned",
        "inventory.serial",
    )
    named = ("inventory.manufacturer", "Hikvision"), ("asset.kind", "camera")
    return surveyed(
        tuple((EVIL, trait, value) for trait, value in (*named, *((trait, EVIL) for trait in traits))),
        tuple((LONG, trait, value) for trait, value in (*named, ("inventory.model", LONG))),
        roles=ROLES,
        use=SECURITY,
    )


def words_of(document: Docx) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize(("name", "lang"), PAPERS)
def test_every_paper_of_a_hostile_document_opens_and_holds_nothing_that_acts(
    hostile: SavedDocument, opened: Paged, name: str, lang: str
) -> None:
    told = Particulars(values=dict.fromkeys(("supplier", "agency", "organisation", "contract"), EVIL))
    made = paper(name, hostile, lang=lang, told=told)
    said = words_of(opened(made))
    assert not set(said) & {"\x1b", "\u202e", "\ufffe", "\x00"}
    assert "\\u202e" in said
    marked = markdown(made)
    assert "<script" not in marked.replace("\\<", "")
    assert not set(marked) & {"\x1b", "\u202e", "\ufffe", "\x00"}


@pytest.mark.parametrize(("name", "lang"), PAPERS)
def test_no_row_of_markdown_gains_a_cell_from_what_a_device_says(
    hostile: SavedDocument, name: str, lang: str
) -> None:
    made = paper(name, hostile, lang=lang)
    rows = [line for line in markdown(made).splitlines() if line.startswith("|")]
    tables = [block for block in made.blocks if isinstance(block, Table)]
    wide = [len(block.heads) for block in tables for _ in range(len(block.rows) + 2)]
    assert [len(re.findall(r"(?<!\\)\|", row)) - 1 for row in rows] == wide


def test_a_long_name_is_cut_in_a_table_and_says_so(hostile: SavedDocument) -> None:
    made = paper("ndaa-889-representation", hostile)
    cells = [cell for block in made.blocks if isinstance(block, Table) for row in block.rows for cell in row]
    (cut,) = {cell for cell in cells if cell.startswith("AAAA")}
    assert cut.endswith("(10,000 characters; whole in the saved document)")
    assert max(map(len, cells)) < 400


def test_a_question_of_a_hostile_document_opens_no_heading(surveyed: Surveyed) -> None:
    document = surveyed(HIKVISION_CAMERA, roles=CONTRACTOR)
    questions = tuple(
        Question(fact="no-such-fact", text=text, asked_of="x", settles=1, rank=rank)
        for rank, text in enumerate(("# head", "- item", "1. one", "=== "), start=1)
    )
    asked = replace(document, trailer=replace(document.trailer, questions=questions))
    lines = markdown(paper("ndaa-889-representation", asked)).splitlines()
    assert {"- \\# head (ask: x)", "- \\- item (ask: x)", "- 1\\. one (ask: x)"} <= set(lines)


def test_text_of_our_own_kind_is_a_line_of_its_own() -> None:
    made = Paper(
        title="# a",
        lang="en",
        notices=("- b", "+ c"),
        blocks=(Paragraph(text="2) d"), Bullets(items=["> e"]), Paragraph(text="-5 °C")),
    )
    stream = io.BytesIO()
    write_markdown(made, stream)
    assert stream.getvalue().decode().splitlines() == [
        "# # a", "", "> \\- b", ">", "> \\+ c", "", "2\\) d", "", "- \\> e", "", "\\-5 °C",
    ]  # fmt: skip


def test_a_document_without_things_makes_every_paper(surveyed: Surveyed, opened: Paged) -> None:
    empty = surveyed(roles=ROLES, use=SECURITY)
    for name, lang in PAPERS:
        made = paper(name, empty, lang=lang)
        assert made.title in words_of(opened(made))


def test_a_table_of_five_thousand_rows_keeps_each_and_repeats_its_head(opened: Paged) -> None:
    rows = [(f"cam-{number}", "Hikvision") for number in range(5000)]
    made = Paper(
        title="T", lang="en", notices=("n",), blocks=(Table(heads=["Known as", "Made by"], rows=rows),)
    )
    (table,) = opened(made).tables
    said = [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert said == [("Known as", "Made by"), *rows]
    marks = [row._tr.trPr.findall(qn("w:tblHeader")) for row in table.rows]
    assert [bool(one) for one in marks] == [True, *[False] * 5000]


def test_a_page_is_numbered_and_a_column_has_room_for_its_longest_word(opened: Paged) -> None:
    block = Table(heads=["Site", "Model"], rows=[("hall", "DS-2CD2143G0-I"), ("hall", "x " * 100)])
    made = Paper(title="Titre", lang="fr", notices=("n",), blocks=(Heading(text="h", level=2), block))
    document = opened(made)
    foot = document.sections[0].footer.paragraphs[0]._p
    assert "".join(text.text for text in foot.iter(qn("w:t"))) == "Titre – Page 1 de 1"
    codes = [field.get(qn("w:instr")) for field in foot.iter(qn("w:fldSimple"))]
    assert codes == ["PAGE", "NUMPAGES"]
    (table,) = document.tables
    widths = [column.width.cm for column in table.columns if column.width]
    assert 16 < sum(widths) < 17.7
    assert widths[0] > 1
    assert widths[1] > 2.5


def test_a_signature_stays_on_the_page_of_its_name(opened: Paged) -> None:
    fields = Fields(fields=[Field(label="Name", value="A"), Field(label="Signature", value=None)])
    made = Paper(title="T", lang="en", notices=("n",), blocks=(fields,))
    name, signature = opened(made).paragraphs[-2:]
    assert name.paragraph_format.keep_with_next
    assert not signature.paragraph_format.keep_with_next


def test_nothing_told_names_no_day() -> None:
    assert NOTHING_TOLD.day("contract-date") is None
    assert Particulars(dates={"contract-date": date(2026, 1, 1)}).day("offered") is None
