"""What becomes of purchases in XML that are damaged, odd or hostile, in all three formats."""

import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from phaseout.domain.observation import Observation, Reading, Unread
from phaseout.intake.order import cii, cxml, ubl
from phaseout.intake.reader import Reader, SourceStream

StreamOf = Callable[..., SourceStream]


class Format(NamedTuple):
    """A format: a document of it in three pieces, and a line with a hole for the name of the thing."""

    reader: Reader
    start: str
    line: str
    end: str


UBL = Format(
    ubl.READER,
    '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><ID>1</ID><IssueDate>2024-03-18</IssueDate><AccountingSupplierParty>'
    "<Party><PartyName><Name>Société X</Name></PartyName></Party></AccountingSupplierParty>",
    "<InvoiceLine><ID>{number}</ID><Item><Name>{name}</Name></Item></InvoiceLine>\n",
    "</Invoice>",
)
CII = Format(
    cii.READER,
    "<CrossIndustryInvoice><ExchangedDocument><ID>1</ID><IssueDateTime>"
    '<DateTimeString format="102">20240318</DateTimeString></IssueDateTime></ExchangedDocument>'
    "<SupplyChainTradeTransaction>",
    "<IncludedSupplyChainTradeLineItem><AssociatedDocumentLineDocument><LineID>{number}</LineID>"
    "</AssociatedDocumentLineDocument><SpecifiedTradeProduct><Name>{name}</Name></SpecifiedTradeProduct>"
    "</IncludedSupplyChainTradeLineItem>\n",
    "<ApplicableHeaderTradeAgreement><SellerTradeParty><Name>Société X</Name></SellerTradeParty>"
    "</ApplicableHeaderTradeAgreement></SupplyChainTradeTransaction></CrossIndustryInvoice>",
)
CXML = Format(
    cxml.READER,
    '<cXML><Header><To><Credential domain="DUNS"><Identity>1</Identity></Credential><Correspondent><Contact>'
    "<Name>Société X</Name></Contact></Correspondent></To></Header><Request><OrderRequest>"
    '<OrderRequestHeader orderID="1"/>',
    '<ItemOut quantity="1" lineNumber="{number}"><ItemDetail><Description>{name}</Description></ItemDetail>'
    "</ItemOut>\n",
    "</OrderRequest></Request></cXML>",
)
each_format = pytest.mark.parametrize("form", [UBL, CII, CXML], ids=["ubl", "cii", "cxml"])


def document(form: Format, *names: str, before: str = "", within: str = "") -> str:
    lines = "".join(form.line.format(number=number, name=name) for number, name in enumerate(names, 1))
    return f"{before}{form.start}{within}{lines}{form.end}"


def read(form: Format, data: bytes, stream_of: StreamOf) -> list[Reading]:
    return list(form.reader.read(stream_of(data)))


def values(readings: list[Reading], trait: str) -> list[str]:
    return [r.value for r in readings if isinstance(r, Observation) and r.trait == trait]


def why(readings: list[Reading]) -> list[str]:
    return [r.why for r in readings if isinstance(r, Unread)]


@each_format
@pytest.mark.parametrize(
    ("declared", "encoding", "doubts"),
    [
        ("UTF-8", "utf-8", []),
        ("ISO-8859-1", "latin-1", []),
        ("UTF-8", "utf-16", []),
        (
            "UTF-8",
            "latin-1",
            ["the letters are not in the encoding the document declares; read as Windows-1252"],
        ),
    ],
)
def test_letters_are_kept_whatever_encoding_is_declared(
    form: Format, declared: str, encoding: str, doubts: list[str], stream_of: StreamOf
) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?>\n'
    readings = read(form, document(form, "Caméra dôme", before=head).encode(encoding), stream_of)
    assert values(readings, "order.text") == ["Caméra dôme"]
    assert values(readings, "order.supplier") == ["Société X"]
    assert why(readings) == doubts


@each_format
def test_one_wrong_letter_does_not_spoil_the_others(form: Format, stream_of: StreamOf) -> None:
    whole = document(form, "Caméra d@me", "Caméra").encode().replace(b"@", b"\xf4")
    readings = read(form, whole, stream_of)
    assert values(readings, "order.text") == ["CamÃ©ra dôme", "Caméra"]
    assert values(readings, "order.supplier") == ["Société X"] * 2


@each_format
def test_a_bare_ampersand_and_names_of_html_are_read_as_what_they_mean(
    form: Format, stream_of: StreamOf
) -> None:
    names = ("AT&T &eacute;t&eacute;", "<![CDATA[R&D]]> &amp; more", "&unheard; of")
    readings = read(form, document(form, *names).encode(), stream_of)
    assert values(readings, "order.text") == ["AT&T été", "R&D & more", "&unheard; of"]
    assert why(readings) == [
        "a bare “&” or the name of a character of HTML, which XML forbids; read as that character"
    ]


@each_format
def test_characters_that_xml_forbids_are_left_out(form: Format, stream_of: StreamOf) -> None:
    readings = read(form, document(form, "Ca\x00me\x1bra&#x1b;").encode(), stream_of)
    assert values(readings, "order.text") == ["Camera"]


@each_format
@pytest.mark.parametrize("away", [0, 3 << 20])
def test_a_document_with_entities_is_not_read(form: Format, away: int, stream_of: StreamOf) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    before = f"<!--{'x' * away}-->{bomb}"
    readings = read(form, document(form, "&b;", before=before).encode(), stream_of)
    assert readings == [Unread("line 1", "declares entities, which no purchase does; nothing of it is read")]


@each_format
def test_a_document_type_elsewhere_is_neither_fetched_nor_a_fault(form: Format, stream_of: StreamOf) -> None:
    before = '<!DOCTYPE cXML SYSTEM "file:///nowhere/cXML.dtd">'
    readings = read(form, document(form, "Camera", before=before).encode(), stream_of)
    assert values(readings, "order.text") == ["Camera"]
    assert why(readings) == []


@each_format
def test_elements_nested_without_end_stop_the_reading(form: Format, stream_of: StreamOf) -> None:
    deep = "<a>" * 100_000
    for data in (document(form, "Camera", within=deep), document(form, "Camera", deep)):
        (told,) = [one for one in why(read(form, data.encode(), stream_of)) if one.startswith("damaged")]
        assert "depth" in told


@each_format
def test_a_file_cut_short_keeps_the_lines_that_end_before(form: Format, stream_of: StreamOf) -> None:
    whole = document(form, "One", "Two", "Three").encode()
    readings = read(form, whole[: whole.index(b"Three")], stream_of)
    assert values(readings, "order.text") == ["One", "Two"]
    assert why(readings) == ["the file ends early; the lines that end before it were read"]


@each_format
def test_a_tag_that_is_not_closed_is_told_with_its_place(form: Format, stream_of: StreamOf) -> None:
    readings = read(form, document(form, "One", "<b>Two", "Three").encode(), stream_of)
    assert values(readings, "order.text") == ["One"]
    (told,) = [r for r in readings if isinstance(r, Unread)]
    assert told.locator == "line 2"
    assert told.why.startswith("damaged: ")


@pytest.mark.parametrize("form", [UBL, CII], ids=["ubl", "cii"])
@pytest.mark.parametrize(("begin", "end"), [("", ""), ("<![CDATA[", "]]>")])
def test_an_attachment_of_a_hundred_megabytes_is_dropped_and_counted(
    form: Format, begin: str, end: str, stream_of: StreamOf
) -> None:
    name = "EmbeddedDocumentBinaryObject" if form is UBL else "AttachmentBinaryObject"
    attached = f'<{name} filename="plan.pdf">{begin}@{end}</{name}>'
    head, tail = document(form, "Camera", within=attached).encode().split(b"@")
    data = head + b"QUJDRA==\n" * (100 << 20 >> 3) + tail
    tracemalloc.start()
    try:
        readings = read(form, data, stream_of)
        held = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert values(readings, "order.text") == ["Camera"]
    assert why(readings) == ["attachments are not looked into: 1 (plan.pdf)"]
    # the stream copies what it was given once
    assert held < len(data) + (24 << 20)


@each_format
def test_lines_behind_an_attachment_keep_their_numbers(form: Format, stream_of: StreamOf) -> None:
    name = "AttachmentBinaryObject" if form is CII else "EmbeddedDocumentBinaryObject"
    filled = f"<{name}>" + ("QUJDRA==" * 9 + "\n") * 30_000 + f"</{name}>"
    readings = read(form, document(form, "Camera", within=filled).encode(), stream_of)
    lines = (r for r in readings if isinstance(r, Observation) and not r.subject.is_beside)
    assert {r.locator.split(",")[0] for r in lines} == {"line 30001"}


class Endless:
    """A stream that makes its bytes as they are asked for."""

    name = "endless.xml"

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def read(self, size: int = -1, /) -> bytes:
        while len(self._rest) < size and (piece := next(self._pieces, b"")):
            self._rest += piece
        out, self._rest = self._rest[:size], self._rest[size:]
        return out


@each_format
def test_a_document_in_which_nothing_is_bought_is_given_up(form: Format) -> None:
    def pieces() -> Iterator[bytes]:
        yield form.start.encode()
        while True:
            yield (b"<Other>" + b"text " * 2000 + b"</Other>") * 20

    readings = list(form.reader.read(Endless(pieces())))  # type: ignore[arg-type]
    assert readings == [Unread("line 1", "nothing to read in 64 MB; what follows is not read")]


MEASURED = """
import resource, sys
from phaseout.domain.observation import Observation
from phaseout.intake.order import cii, cxml, ubl

class Pieces:
    name = "large.xml"
    def __init__(self, pieces):
        self.pieces, self.rest = pieces, b""
    def read(self, size=-1, /):
        while len(self.rest) < size and (piece := next(self.pieces, b"")):
            self.rest += piece
        out, self.rest = self.rest[:size], self.rest[size:]
        return out

reader, start, line, end = sys.argv[1:]
def pieces():
    yield start.encode()
    for number in range(1500):
        yield line.format(number=number, name="a camera with a bracket, " * 600).encode()
    yield end.encode()

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
readings = {"ubl": ubl, "cii": cii, "cxml": cxml}[reader].READER.read(Pieces(pieces()))
count = sum(isinstance(one, Observation) and one.trait == "order.line" for one in readings)
print(count, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10)
"""


@each_format
def test_a_large_file_is_read_in_little_memory(form: Format) -> None:
    command = [sys.executable, "-c", MEASURED, form.reader.name, form.start, form.line, form.end]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    count, megabytes = map(int, done.stdout.split())
    assert count == 1500
    assert megabytes < 15, "the file has 22 MB"


@each_format
def test_lines_past_those_that_are_counted_have_a_place_of_their_own(
    form: Format, stream_of: StreamOf
) -> None:
    data = document(form, "One", "Two", within="\n" * 70_000).encode()
    places = dict.fromkeys(r.locator for r in read(form, data, stream_of) if isinstance(r, Observation))
    assert [place.rpartition(" ")[::2] for place in places] == [
        (f"past line 65534, {name}", number)
        for name in {place.split()[3] for place in places}
        for number in ("1", "2")
    ]
