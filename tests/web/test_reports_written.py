"""Is every file of a report written from its document alone, read aloud, in both languages, and does no text act?"""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override
from lxml import html
from openpyxl import load_workbook
from pypdf import PdfReader

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Access, Permission, Role
from phaseout.web.reports import services
from phaseout.web.reports.defined import definitions
from phaseout.web.reports.document import (
    Bars,
    Box,
    Coded,
    Column,
    Document,
    Figure,
    Figures,
    Key,
    Month,
    Note,
    Place,
    Scan,
    Section,
    Share,
    Table,
    Words,
)
from phaseout.web.reports.document_json import OtherShapeError, document_bytes, document_of
from phaseout.web.reports.keeping import document_in
from phaseout.web.reports.kinds import Kind
from phaseout.web.reports.models import Report
from phaseout.web.reports.written.page import html_page, pdf
from phaseout.web.reports.written.texts import text_of
from phaseout.web.reports.written.workbook import xlsx
from web.examples import furnish
from web.furnishing.replacement import named_access
from web.polyglots import is_seeded, seed
from web.test_paper import NEEDS_PANGO
from web.test_polyglots import ACTS, _xlsx, acting

LANGUAGES = ("en", "fr")
LONG = "Organisation of a very long name that goes on and on " * 4


def words(english: str, french: str) -> Words:
    return Words(en=english, fr=french)


def document(**other: object) -> Document:
    """Return a report with one of every part and of every value."""
    columns = tuple(
        Column(name=name, heading=words(name.title(), f"{name} fr"))
        for name in ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k")
    )
    values = ("=1+1", 1234567, date(2026, 11, 27), words("yes", "oui"), Coded(id="x", words=words("dog", "chien")),
              Month(first=date(2026, 2, 1)), Share(part=2, whole=3), Scan(address="https://example.org/assets/1/"), Box(), Box(is_room=True), Key(number=12345))  # fmt: skip
    parts = (
        Note(text=words("A note", "Une note")),
        Figures(id="f", title=words("Figures", "Chiffres"),
                rows=(Figure(id="n", label=words("cats", "chats"), value=12345, was=12340),)),
        Bars(id="b", title=words("Drawn", "Dessin"), head=(words("Animal", "Animal"), words("Number", "Nombre")),
             rows=((words("cat", "chat"), 3), ("</svg>", 1))),
        Table(id="t", title=words("Table", "Tableau"), columns=columns, rows=(values, (None,) * 11),
              empty=words("Nothing", "Rien")),
        Table(id="e", title=words("Empty", "Vide"), columns=columns, rows=(), empty=words("Nothing", "Rien")),
    )  # fmt: skip
    whole = Document(
        kind="monthly-status", title=words("Monthly status", "État mensuel"),
        organisation=Place(id=1, name=words("Department", "Ministère")), branches=1200, sites=(),
        begin=date(2026, 11, 1), end=date(2026, 11, 27), as_of=date(2026, 11, 27),
        made=datetime(2026, 11, 27, 12, tzinfo=UTC), made_by="Ada", edition="2026.11.26", program="0.1.0",
        definitions=definitions("device", "removed", "closed"),
        sections=(Section(id="one", title=words("One", "Un"), parts=parts),),
    )  # fmt: skip
    return replace(whole, **other)  # type: ignore[arg-type]


def test_a_report_comes_back_from_its_json_as_it_was():
    assert document_of(document_bytes(document())) == document()
    for wrong in (b"{}", b"[]", b'{"schema": "phaseout.report", "schema_version": 99}', b"nothing"):
        with pytest.raises(OtherShapeError):
            document_of(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("write", [html_page, xlsx])
def test_what_is_written_from_the_json_alone_is_the_same_bytes_whoever_asks(write, language):
    first = write(document(), language)
    with override("fr" if language == "en" else "en"):
        assert write(document_of(document_bytes(document())), language) == first


def test_numbers_days_months_and_shares_are_written_as_the_language_writes_them():
    assert [text_of(1234567, one) for one in LANGUAGES] == ["1,234,567", "1\u202f234\u202f567"]
    assert [text_of(date(2026, 11, 7), one) for one in LANGUAGES] == ["2026-11-07", "2026-11-07"]
    assert [text_of(Month(first=date(2026, 2, 1)), one) for one in LANGUAGES] == [
        "February 2026",
        "février 2026",
    ]
    assert [text_of(Share(part=2, whole=3), one) for one in LANGUAGES] == ["66%", "66\u00a0%"]
    assert text_of(Share(part=0, whole=0), "en") == "–"
    assert text_of(Share(part=199, whole=200), "en") == "99%"


@pytest.mark.parametrize(("language", "said"), [
    ("en", ("Monthly status", "Department and 1,200 below it", "What the words mean", "Removed is not closed", "+5 since the report before", "Nothing")),
    ("fr", ("État mensuel", "Ministère", "Ce que les mots veulent dire", "chats", "Rien", "1 234 567", "12345")),
])  # fmt: skip
def test_a_page_needs_nothing_beside_it_and_has_headings_and_headers(language, said):
    page = html_page(document(), language)
    tree = html.fromstring(page)
    text = " ".join(tree.text_content().split())
    for one in said:
        assert one in text, one
    assert tree.get("lang") == language
    assert tree.xpath("//script | //link | //img | //iframe | //*[@src]") == []
    assert [one.tag for one in tree.xpath("//h1 | //h2 | //h3")][:3] == ["h1", "h2", "h3"]
    assert all(one.xpath("./thead//th[@scope='col']") for one in tree.xpath("//table"))
    assert all(
        one.xpath("./*[local-name()='title']")[0].text for one in tree.xpath("//*[local-name()='svg']")
    )
    assert len(tree.xpath("//*[local-name()='path']")) == 1  # the QR code
    assert len(tree.xpath("//*[@class='tick']")) == 1


def test_a_workbook_has_frozen_headings_values_of_their_types_and_its_definitions():
    book = load_workbook(io.BytesIO(xlsx(document(), "fr")))
    assert book.sheetnames == ["À propos du rapport", "Chiffres", "Dessin", "Tableau", "Vide", "Définitions"]
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    row = [cell.value for cell in book["Tableau"][2]]
    assert row[:2] == ["'=1+1", 1234567]
    assert row[2].date() == date(2026, 11, 27)
    assert row[3:5] == ["oui", "chien"]
    assert row[10] == 12345
    assert [cell.value for cell in book["Tableau"][3]] == [None] * 11
    assert [cell.value for cell in book["Chiffres"][2]] == ["chats", 12345, 12340]
    assert not [cell for sheet in book for line in sheet for cell in line if cell.data_type == "f"]
    assert book["Définitions"].max_row == 4


def test_tables_of_one_id_stand_in_one_sheet_with_the_part_they_are_of():
    one = document().sections[0]
    two = replace(one, id="two", title=words("Two", "Deux"))
    book = load_workbook(io.BytesIO(xlsx(document(sections=(one, two)), "en")))
    assert book.sheetnames == ["About this report", "Figures", "Drawn", "Table", "Empty", "Definitions"]
    assert [line[0].value for line in book["Table"]] == ["Part", "One", "One", "Two", "Two"]


@NEEDS_PANGO
@pytest.mark.parametrize(("language", "title"), [("en", "Monthly status"), ("fr", "État mensuel")])
def test_a_pdf_is_tagged_in_its_language_with_headings_and_alternatives_of_drawings(language, title):
    book = PdfReader(io.BytesIO(pdf(document(), language)))
    root = book.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert book.metadata.title.startswith(title)
    tags = list(tagged(root["/StructTreeRoot"]))
    kinds = {one["/S"] for one in tags}
    assert {"/H1", "/H2", "/H3", "/TH", "/TD", "/Figure"} <= kinds
    assert all(one["/Alt"] for one in tags if one["/S"] == "/Figure")


def tagged(node):
    """Yield the elements of the tree of tags."""
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        found = child.get_object() if hasattr(child, "get_object") else child
        if isinstance(found, dict) and "/S" in found:
            yield found
            yield from tagged(found)


# Each report, from what is furnished


@pytest.fixture
def teller(world) -> Access:
    there = furnish(world.home)
    assert there.reports
    return named_access(world.home, "Teller of tests", Permission.READ, Permission.DISCUSS)


def made_anew(access: Access, kind: Kind, organisation: Organisation) -> Document:
    days = {"begin": date(2026, 11, 1), "end": date(2026, 11, 27)}
    return document_in(
        services.make_now(access, services.Wanted(kind=kind, organisation=organisation.pk, **days))
    )


def test_no_text_of_a_device_or_person_acts_in_any_report(world, teller):
    seed()
    seen = 0
    for kind in Kind:
        one = made_anew(teller, kind, world.home)
        for language in LANGUAGES:
            page = html_page(one, language).decode()
            assert acting(page) == [], kind
            assert html.fromstring(page).xpath(ACTS) == [], kind
            assert "49153" not in page
            seen += sum(map(is_seeded, _xlsx(xlsx(one, language))))
    assert seen > 200


@NEEDS_PANGO
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_executives_is_one_page_with_the_longest_names(world, teller, language):
    Organisation.everything.filter(pk=world.home.pk).update(name_en=LONG[:200], name_fr=LONG[:200])
    made_anew(teller, Kind.EXECUTIVE, world.home)  # the second one has changes as well
    one = made_anew(teller, Kind.EXECUTIVE, world.home)
    long = words(
        "Reason of a rather long name that says much", "Raison d’un nom plutôt long qui en dit beaucoup"
    )
    many = tuple((long, 1_234_567) for _ in range(5))
    sections = tuple(
        replace(
            section,
            parts=tuple(
                replace(part, rows=many) if isinstance(part, Bars) else part for part in section.parts
            ),
        )
        for section in one.sections
    )
    sites = tuple(Place(id=number, name=words(LONG[:200], LONG[:200])) for number in range(40))
    full = replace(one, sections=sections, sites=sites, made_by=LONG[:120], branches=123)
    book = PdfReader(io.BytesIO(pdf(full, language)))
    assert len(book.pages) == 1
    assert abs(float(book.pages[0].mediabox.height) - 841.89) < 1
    assert _smallest(book) >= 6


def _smallest(book: PdfReader) -> float:
    """Return the points of the smallest letters of a PDF."""
    sizes: set[float] = set()

    def seen(text: str, _in: object, of: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(size * abs(of[3] or of[0]), 2))

    for page in book.pages:
        page.extract_text(visitor_text=seen)
    return min(sizes)


@NEEDS_PANGO
def test_the_page_for_executives_is_set_as_large_as_it_fits_and_its_stamp_is_read_as_words(world, teller):
    one = made_anew(teller, Kind.EXECUTIVE, world.home)
    book = PdfReader(io.BytesIO(pdf(one, "fr")))
    assert len(book.pages) == 1
    assert _smallest(book) >= 7.5
    assert "registre des mesures" in book.pages[0].extract_text()


def test_a_page_in_french_says_nothing_of_ours_in_english(world, teller):
    for kind in Kind:
        one = made_anew(teller, kind, world.home)
        pages = [set(_texts(html_page(one, language))) for language in LANGUAGES]
        assert _alike(pages[0] & pages[1]) == [], kind


def _texts(page: bytes) -> list[str]:
    from web.test_both_languages import texts

    return list(texts(page))


def _alike(both: set[str]) -> list[str]:
    from web.test_both_languages import own_words, words_alike

    return sorted(one for one in both - words_alike() if not own_words(one))


def test_the_page_of_a_report_offers_every_file_in_both_languages(world, teller, client_of):
    client = client_of(Role.AUDITOR)  # evidence is not for who only reads
    for row in Report.everything.all():
        page = client.get(f"/reports/{row.pk}/").content.decode()
        links = [link for link in html.fromstring(page).xpath("//main//a/@href") if "format=" in link]
        assert len(links) == 6 + 1 + (row.kind == Kind.EVIDENCE)
        for link in links:
            if "format=pdf" not in link:
                answer = client.get(link)
                assert answer.status_code == 200, link
                assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.get(f"/reports/{row.pk}/file/?format=docx").status_code == 404
    assert client.get(f"/reports/{row.pk}/file/?format=html&language=de").status_code == 404
