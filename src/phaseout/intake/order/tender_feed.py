"""Which tenders, awards and agreements does a news feed of CanadaBuys or Buyandsell announce?"""

import html
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from types import MappingProxyType
from typing import assert_never

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.order.order_book import OrderBook
from phaseout.intake.order.order_line import OrderDocument, OrderLine
from phaseout.intake.order.schemes import item_code
from phaseout.intake.order.xml_path import children, first_text, text, texts
from phaseout.intake.order.xml_stream import Closed, Headed, Line, Shape, purchases
from phaseout.intake.reader import Reader, Sniff, SourceStream

_SHAPE = Shape(frozenset(("rss", "feed", "RDF")), frozenset(("item", "entry")))
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:rss|feed|RDF)[\s>]")
_PUBLISHERS = re.compile(
    rb"buyandsell\.gc\.ca|achatsetventes\.gc\.ca|(?:canadabuys|achatscanada)\.canada\.ca"
)
# Words of the address of a notice, in the site's English and French, and what they announce.
_NOTICES = (
    ("award-notice", OrderDocument.AWARD),
    ("avis-attribution", OrderDocument.AWARD),
    ("avis-d-attribution", OrderDocument.AWARD),
    ("contract-history", OrderDocument.CONTRACT),
    ("historique-des-contrats", OrderDocument.CONTRACT),
    ("standing-offers-and-supply-arrangements", OrderDocument.CONTRACT),
    ("offres-a-commandes", OrderDocument.CONTRACT),
    ("tender-notice", OrderDocument.TENDER),
    ("procurement-data/tender", OrderDocument.TENDER),
    ("avis-d-appel-d-offres", OrderDocument.TENDER),
    ("avis-appel-offres", OrderDocument.TENDER),
)
_ROWS = MappingProxyType(
    {
        "supplier": ("supplier operating name", "supplier legal name", "supplier name", "supplier",
                     "nom commercial du fournisseur", "nom légal du fournisseur", "fournisseur"),
        "number": ("agreement number", "contract number", "reference number", "solicitation number",
                   "numéro de l'accord", "numéro du contrat", "numéro de référence"),
        "text": ("description", "title", "titre"),
        "gsin": ("gsin description", "gsin", "description du nibs", "nibs"),
        "unspsc": ("unspsc description", "unspsc"),
        "buyer": ("procurement entity", "contracting entity", "end user entity", "entité contractante"),
    }
)  # fmt: skip
_ROW_OF = MappingProxyType({label: kind for kind, labels in _ROWS.items() for label in labels})
_NUMBER_IN_TITLE = re.compile(r"\(([A-Z0-9][A-Z0-9/_-]{4,60})\)\s*$")


def sniff(head: bytes, name: str) -> Sniff:
    """Claim a feed that names one of the two sites."""
    plain = head.replace(b"\0", b"")
    return Sniff.MINE if _ROOT.search(plain) and _PUBLISHERS.search(plain) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """News feeds of CanadaBuys and Buyandsell (RSS, Atom): tender and award notices, standing offers.

    Each notice is one thing: its title, description and the descriptions of its commodity codes are its text.
    Announcements that are no notices (events, news, pages) are unread.
    """
    book = OrderBook()
    for met in purchases(stream, _SHAPE):
        match met:
            case Line():
                yield from _item(met, book)
            case Closed():
                if not met.lines:
                    yield Unread(met.place, "the document has no lines")
            case Headed():
                pass
            case Unread():
                yield met
            case _:
                assert_never(met)


def _item(met: Line, book: OrderBook) -> Iterator[Reading]:
    item = met.element
    links = (text(item, "link"), *(one.get("href", "") for one in children(item, "link")))
    address = next(filter(None, links), "")
    document = next((kind for word, kind in _NOTICES if word in address.lower()), None)
    if document is None:
        yield Unread(met.place, "announces no tender, award or agreement; not read")
        return
    title = " ".join(html.unescape(text(item, "title")).split())
    described = _Described()
    for words in (*texts(item, "description"), *texts(item, "summary"), *texts(item, "content")):
        described.feed(words)
    described.close()
    said = described.said
    number = next(iter(said["number"]), "")
    if not number and (match := _NUMBER_IN_TITLE.search(title)) is not None:
        number = match[1]
    if document is not OrderDocument.TENDER and not said["supplier"]:
        yield Unread(met.place, "the document names no supplier")
    yield from book.enter(
        OrderLine(
            locator=met.place,
            document=document,
            number=number or address.rstrip("/").rpartition("/")[2],
            buyer=next(iter(said["buyer"]), "") or text(item, "creator") or text(item, "author", "name"),
            supplier=next(iter(said["supplier"]), ""),
            supplier_names=tuple(said["supplier"][1:]),
            texts=tuple(
                filter(None, (title, *said["text"], *said["gsin"], *said["unspsc"], described.rest()))
            ),
            codes=tuple(_codes(said)),
            date=_day(first_text(item, (("pubDate",), ("published",), ("updated",), ("date",)))),
        )
    )


def _codes(said: dict[str, list[str]]) -> Iterator[str]:
    """Yield ``gsin:R013A`` of ``R013A: Land and Building Appraisal``."""
    for scheme in ("gsin", "unspsc"):
        for described in said[scheme]:
            code, colon, _ = described.partition(":")
            if colon and any(map(str.isdigit, code)):
                yield item_code(scheme, code)


def _day(written: str) -> str:
    """Return the ISO date of RFC 822 and of ISO 8601."""
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except ValueError:
        return written[:10]


class _Described(HTMLParser):
    """The rows of the table that describes a notice, and the words outside of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, list[str]] = {kind: [] for kind in _ROWS}
        self._cells: list[list[str]] = []
        self._is_in_cell = False
        self._outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        if tag == "tr":
            self._cells = []
        if tag in {"td", "th"}:
            self._cells.append([])
            self._is_in_cell = True

    def handle_endtag(self, tag: str) -> None:
        """End a cell, or a row, which says what its first cell names."""
        if tag in {"td", "th"}:
            self._is_in_cell = False
        if tag == "tr" and len(self._cells) > 1:
            label, *values = (" ".join("".join(cell).split()) for cell in self._cells)
            kind = _ROW_OF.get(label.lower().replace("’", "'").rstrip(" :"))
            if kind is not None:
                self.said[kind] += filter(None, map(html.unescape, values))

    def handle_data(self, data: str) -> None:
        """Take words into the cell they stand in."""
        if self._is_in_cell:
            self._cells[-1].append(data)
        else:
            self._outside.append(data)

    def rest(self) -> str:
        """Return the words outside of the table."""
        return " ".join("".join(self._outside).split())


READER = Reader(name="tender-feed", sniff=sniff, read=read)
