"""What is read of quotes, orders and contracts in PDF and Word."""

import sys
import tracemalloc
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from pypdf import PdfReader, PdfWriter

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.intake.limited_process import Limits
from phaseout.intake.order.order_line import OrderDocument
from phaseout.intake.quote import docx, docx_text, pdf
from phaseout.intake.quote.text_line import document_of, is_purchase_line
from phaseout.intake.reader import Reader, Sniff, SourceStream

FIXTURES = Path(__file__).parents[2] / "fixtures"
Fixture = Callable[[str], bytes]
StreamOf = Callable[..., SourceStream]
SCANNED = "scanned; have their text recognised (OCR)"


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = spec_from_file_location("make_quotes", FIXTURES / "make_quotes.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def read(reader: Reader, data: bytes, stream_of: StreamOf) -> list[Reading]:
    return list(reader.read(stream_of(data, name=f"quote.{reader.name}")))


def things(readings: list[Reading]) -> dict[str, list[tuple[str, str]]]:
    """Return each thing's texts with their places."""
    found: dict[str, list[tuple[str, str]]] = {}
    for reading in readings:
        if isinstance(reading, Observation) and reading.trait == "order.text":
            found.setdefault(reading.subject.key, []).append((reading.locator, reading.value))
    return found


def told(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(r.locator, r.why) for r in readings if isinstance(r, Unread)]


def test_lines_with_a_price_are_things_and_the_rest_of_a_page_is_one(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    readings = read(pdf.READER, fixture_bytes("pdf/quote.pdf"), stream_of)
    assert things(readings) == {
        "page 1, line 4": [("page 1, line 4", "Hikvision dome camera, caméra extérieure")],
        "page 1, line 5": [("page 1, line 5", "Mounting bracket")],
        "page 1, line 7": [("page 1, line 7", "All prices without tax, password: ")],
        "page 1, line 1": [
            ("page 1, line 1", "Quotation Q17"),
            ("page 1, line 2", "Example Integrator, 1 Main Street, Springfield"),
            ("page 1, line 3", "Pos  Part no.  Description  Qty  Price  Total"),
            ("page 1, line 6", "Total 2,628.00 CAD"),
        ],
        "page 2, line 2": [("page 2, line 2", "3 x spare lens")],
        "page 2, line 1": [("page 2, line 1", "We deliver within four weeks.")],
    }
    assert {r.value for r in readings if isinstance(r, Observation) and r.trait == "order.document"} == {
        "quote"
    }
    assert [r for r in readings if isinstance(r, Dropped)] == [
        Dropped("page 1, line 7", "order.text: password or key in the text")
    ]
    assert told(readings) == []


def test_the_invoice_in_a_hybrid_pdf_is_read_and_its_pages_are_one_thing_each(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    readings = read(pdf.READER, fixture_bytes("pdf/factur-x.pdf"), stream_of)
    parts = [r.value for r in readings if isinstance(r, Observation) and r.trait == "order.part-number"]
    assert parts == ["IPC-HDBW2431E-S"]
    assert list(things(readings)) == [
        "attachment factur-x.xml, line 4, CrossIndustryInvoice 1",
        "attachment factur-x.xml, line 12, IncludedSupplyChainTradeLineItem 1",
        "page 1, line 1",
    ]
    beside = {r.subject.key for r in readings if isinstance(r, Observation) and r.subject.is_beside}
    assert beside == {"attachment factur-x.xml, line 4, CrossIndustryInvoice 1", "page 1, line 1"}
    assert len(things(readings)["page 1, line 1"]) == 4


def test_an_attachment_that_is_no_invoice_is_told(make: ModuleType, stream_of: StreamOf) -> None:
    readings = read(pdf.READER, make.hybrid_pdf(b"<note/>", "note.xml"), stream_of)
    assert told(readings) == [
        ("page 1, line 3", "amount 2388.00 without a currency"),
        ("file", "attachments are not looked into: 1 (note.xml)"),
    ]
    assert len(things(readings)) == 3


def test_scanned_pages_are_told_once_and_the_others_are_read(make: ModuleType, stream_of: StreamOf) -> None:
    picture = make.stream(
        b"\0\0\0", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB"
        b" /BitsPerComponent 8",
    )  # fmt: skip
    drawn = b"q 595 0 0 842 0 0 cm /Im1 Do Q"
    text = make.page((50, 700, "12 x dome camera"))
    whole = make.pdf([drawn, text, drawn, b""], extra=[picture])
    fonts = b"<< /Font << /F1 3 0 R >> >>"
    scanned = whole.replace(fonts, b"<< /XObject << /Im1 12 0 R >> /Font << /F1 3 0 R >> >>", 1)
    second = scanned.rindex(fonts, 0, scanned.rindex(fonts))
    scanned = (
        scanned[:second]
        + b"<< /XObject << /Im1 12 0 R >> /Font << /F1 3 0 R >> >>"
        + scanned[second + len(fonts) :]
    )
    readings = read(pdf.READER, scanned, stream_of)
    assert list(things(readings)) == ["page 2, line 1"]
    assert told(readings) == [("page 1", f"no text on 2 pages, this is the first: {SCANNED}")]


def protected(data: bytes, user: str, owner: str, algorithm: str) -> bytes:
    import io

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user, owner, algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_pdf_that_opens_without_a_password_is_read_and_another_is_told(
    algorithm: str, fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    data = fixture_bytes("pdf/quote.pdf")
    opened = read(pdf.READER, protected(data, "", "owner", algorithm), stream_of)
    assert things(opened) == things(read(pdf.READER, data, stream_of))
    closed = read(pdf.READER, protected(data, "user", "owner", algorithm), stream_of)
    assert told(closed) == [
        ("file", "protected by a password; open it, remove the password and save it again")
    ]


def test_a_page_that_unpacks_a_thousandfold_is_told_and_the_others_are_read(
    make: ModuleType, stream_of: StreamOf
) -> None:
    bomb = make.packed(b"0 " * (200 << 20), times=2)
    readings = read(pdf.READER, make.pdf([bomb, make.page((50, 700, "12 x camera"))]), stream_of)
    assert list(things(readings)) == ["page 2, line 1"]
    assert told(readings) == [
        ("page 1", "damaged (LimitReachedError); open it, print it to a new PDF and name that")
    ]


@pytest.mark.parametrize(
    "catalogue",
    [b"/Names << /EmbeddedFiles 1 0 R >>", b"/Outlines 1 0 R /AcroForm 1 0 R /OpenAction 1 0 R"],
)
def test_a_pdf_that_contains_itself_comes_to_an_end(
    catalogue: bytes, make: ModuleType, stream_of: StreamOf
) -> None:
    whole = make.pdf([make.page((50, 700, "12 x camera"))], catalogue=catalogue)
    assert list(things(read(pdf.READER, whole, stream_of))) == ["page 1, line 1"]
    looped = whole.replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    assert things(read(pdf.READER, looped, stream_of)) == {}
    assert told(read(pdf.READER, looped, stream_of))


def test_a_pdf_that_takes_too_long_is_told_with_what_was_read(
    make: ModuleType, stream_of: StreamOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = make.page(
        *((x % 500, y % 800, "camera") for x, y in zip(range(40_000), range(40_000), strict=True))
    )
    monkeypatch.setattr(pdf, "_LIMITS", Limits("pypdf", pdf.MEGABYTES, 1))
    readings = read(pdf.READER, make.pdf([make.page((50, 700, "12 x lens")), *[slow] * 3]), stream_of)
    assert told(readings)[-1][1].startswith("it takes more than 60 s to open; what stands above was read")


def test_a_page_of_more_lines_than_any_has_is_told(make: ModuleType, stream_of: StreamOf) -> None:
    crowded = make.page(*((50, 2 * place, "12 x lens") for place in range(5_100)))
    readings = read(pdf.READER, make.pdf([crowded]), stream_of)
    assert len(things(readings)) == 5_000
    assert told(readings) == [("page 1", "more than 5000 lines on a page; its start is read")]


def test_a_missing_parser_is_told(
    fixture_bytes: Fixture, stream_of: StreamOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_LIMITS", Limits("no_such_package", 1, 1))
    readings = read(pdf.READER, fixture_bytes("pdf/quote.pdf"), stream_of)
    assert told(readings)[0] == ("file", "the program that parses PDF cannot be started here")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no PDF: its mark is missing"),
        (b"%PDF-1.7\n", "no PDF, or a damaged one; open it, print it to a new PDF and name that"),
        (
            b"%PDF-1.7\n" + b"\0" * 500,
            "no PDF, or a damaged one; open it, print it to a new PDF and name that",
        ),
    ],
)
def test_what_is_no_pdf_is_told(data: bytes, why: str, stream_of: StreamOf) -> None:
    assert told(read(pdf.READER, data, stream_of)) == [("file", why)]


def test_rows_and_paragraphs_of_a_word_document_are_things(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    readings = read(docx.READER, fixture_bytes("docx/quote.docx"), stream_of)
    assert things(readings) == {
        "paragraph 1": [
            ("paragraph 1", "Devis D17"),
            ("paragraph 2", "Example Integrator, 1 Main Street"),
        ],
        "table 1, row 2": [
            (
                "table 1, row 2",
                "1 | DS-2CD2143G2-I | Hikvision dome camera, caméra extérieure | 12 | 199.00 | 2,388.00",
            )
        ],
        "table 1, row 3": [("table 1, row 3", "2 | MB-1 | Mounting bracket | 12 | 20.00 | 240.00")],
        "paragraph 3": [("paragraph 3", "Dahua recorder NVR-8")],
        "paragraph 5": [("paragraph 5", "password: ")],
        "table 1, row 1": [
            ("table 1, row 1", "Pos | Part no. | Description | Qty | Price | Total"),
            ("table 1, row 4", "Total | 2,628.00"),
            ("paragraph 4", "Valid for thirty days"),
            ("header1, paragraph 1", "Example Integrator GmbH"),
        ],
    }
    assert told(readings) == [("file", "attachments are not looked into: 1 (Microsoft_Excel_Sheet1.xlsx)")]
    assert "Axis" not in repr(readings), "it was deleted"
    assert "DS-2CD9999" not in repr(readings), "it stands in a macro"


def test_prose_is_one_thing_however_long_it_is(make: ModuleType, stream_of: StreamOf) -> None:
    body = "".join(make.paragraph(f"The parties agree on clause {letter}.") for letter in "abcdefgh" * 50)
    found = things(read(docx.READER, make.docx(make.paragraph("Agreement") + body), stream_of))
    assert list(found) == ["paragraph 1"]


def test_tables_in_cells_and_text_boxes_are_read_once(make: ModuleType, stream_of: StreamOf) -> None:
    box = (
        '<w:p><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice>'
        "<mc:Fallback><w:txbxContent>{0}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:p>"
    ).format(make.paragraph("2 x Uniview IPC3614"))
    inner = make.rows(("4", "Tiandy TC-C34"))
    outer = f"<w:tbl><w:tr><w:tc>{inner}</w:tc><w:tc>{make.paragraph('Lot 5')}</w:tc></w:tr></w:tbl>"
    found = things(read(docx.READER, make.docx(box + outer), stream_of))
    assert sorted(text for texts in found.values() for _, text in texts) == [
        "2 x Uniview IPC3614",
        "4 | Tiandy TC-C34",
        "Lot 5",
    ]


def test_a_word_document_of_pictures_is_told(make: ModuleType, stream_of: StreamOf) -> None:
    whole = make.docx("<w:p/>", {"word/media/image1.png": b"x"})
    assert told(read(docx.READER, whole, stream_of)) == [
        ("file", f"no text is in it, only pictures: {SCANNED}")
    ]
    assert told(read(docx.READER, make.docx(""), stream_of)) == [("file", "no text is in it")]


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"word/document.xml": "<w:document"}, "damaged; what stands above was read"),
        (
            {"word/document.xml": '<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'},
            "declares entities, which no purchase does; nothing of it is read",
        ),
        (
            {"word/document.xml": "<w>" * 3000},
            "damaged; what stands above was read",
        ),
    ],
)
def test_a_hostile_word_document_is_told(
    parts: dict[str, str], why: str, make: ModuleType, stream_of: StreamOf
) -> None:
    assert why in [said for _, said in told(read(docx.READER, make.docx("", parts), stream_of))]


def test_a_word_document_that_unpacks_a_thousandfold_is_not_opened(
    make: ModuleType, stream_of: StreamOf
) -> None:
    whole = make.docx("", {"word/document.xml": b"<w>" + b" " * (64 << 20)})
    (said,) = [why for _, why in told(read(docx.READER, whole, stream_of))]
    assert "grow more than 150-fold" in said
    assert said.endswith("save the pages that matter as a document of their own")


def test_a_large_word_document_is_read_in_bounded_memory(make: ModuleType, stream_of: StreamOf) -> None:
    body = make.paragraph("12 x camera") * 10_000
    data = make.docx(body)
    del body
    stream = stream_of(data, name="large.docx")
    tracemalloc.start()
    count = sum(isinstance(reading, Observation) for reading in docx.READER.read(stream))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 4 << 20


def test_a_document_that_says_too_much_is_read_up_to_there(
    make: ModuleType, stream_of: StreamOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docx_text, "LARGEST_UNPACKED", 100_000)
    readings = read(docx.READER, make.docx(make.paragraph("12 x camera") * 4_000), stream_of)
    assert len(things(readings)) > 500
    assert "MB of text; what stands above was read" in told(readings)[-1][1]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"hello", "no Word document: it is no packed file; name the original file"),
        (
            b"PK\x03\x04",
            "its directory, which stands at the end, is missing or damaged; fetch the file again",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Word document; save it as DOCX"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password; open it, remove the password and save it again",
        ),
    ],
)
def test_what_is_no_word_document_is_told(data: bytes, why: str, stream_of: StreamOf) -> None:
    assert told(read(docx.READER, data, stream_of)) == [("file", why)]


@pytest.mark.parametrize(
    "text",
    [
        "12 x dome camera",
        "dome camera 199.00",
        "Caméra dôme 1 234,50 $",
        "$45 bracket",
        "Qty: 4 recorders",
        "qté 4 enregistreurs",
        "4 pcs lens",
        "камера 12 шт",
        "摄像机 12台",
        "DS-2CD2143G2-I",
        "recorder NVR4104HS",
        "CAD 3 per metre",
        "Order code DS-2CD2143G2-I dome camera",
    ],
)
def test_a_line_with_a_price_a_quantity_or_a_designation_is_of_a_thing(text: str) -> None:
    assert is_purchase_line(text)


@pytest.mark.parametrize(
    "text",
    [
        "We thank you for asking and are glad to offer what follows.",
        "1 Main Street, Springfield",
        "Payment within 30 days, see clause 4.2.1",
        "Tel. +1 613 555 0100",
        "sales@example.com",
        "Total 2,628.00 CAD",
        "TVQ 9.975 % 23,94 $",
        "Summe 2.767,00 €",
        "Date: 2024-03-18",
        "Quotation Q17-2024",
        "Our reference: AB-1234/7",
        "GST No. 12345RT0001",
        "Bon de commande n° BC-2024-17",
        "Version 1.2",
    ],
)
def test_prose_addresses_days_and_sums_are_other_text(text: str) -> None:
    assert not is_purchase_line(text)


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["Example Ltd", "INVOICE", "Purchase order 4711"], OrderDocument.INVOICE),
        (["Bon de commande n° 7"], OrderDocument.ORDER),
        (["Note de crédit"], OrderDocument.CREDIT_NOTE),
        (["Request for Quotation"], OrderDocument.TENDER),
        (["Order of the day is what this very long sentence is about, which is no title at all"], OrderDocument.QUOTE),
        ([], OrderDocument.QUOTE),
    ],
)  # fmt: skip
def test_the_kind_of_a_document_is_told_by_its_title(lines: list[str], kind: OrderDocument) -> None:
    assert document_of(lines) is kind


def test_documents_are_recognised_by_their_content(fixture_bytes: Fixture) -> None:
    assert pdf.READER.sniff(fixture_bytes("pdf/quote.pdf")[:4096], "x") is Sniff.MINE
    assert docx.READER.sniff(fixture_bytes("docx/quote.docx")[:4096], "x") is Sniff.MINE
    assert docx.READER.sniff(fixture_bytes("xlsx/cameras.xlsx")[:4096], "x") is Sniff.NOT_MINE
