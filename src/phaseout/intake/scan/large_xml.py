"""Which elements of some names does a large XML document hold, one after the other?

Reports of vulnerability scanners come in gigabytes, most of it prose about each weakness. Elements
are handed out when they end and forgotten; what is not asked for is dropped as it is parsed.
"""

import codecs
import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from phaseout.domain.observation import Unread
from phaseout.intake.reader import SourceStream
from phaseout.intake.xml_bytes import utf8_chunks

_ENTITY = re.compile(rb"<!ENTITY")
# XML forbids them, and plugins copy the raw bytes of banners
FORBIDDEN = bytes([*range(9), 11, 12, *range(14, 32)])
FORBIDDEN_REFERENCE = re.compile(
    rb"&#(?:x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));"
)
MOST_HELD = 64 << 20
"""Bytes between two elements that are handed out: more is no report."""
_HALF_REFERENCE = 12


def elements(stream: SourceStream, *names: str) -> Iterator[Element | Unread]:
    """Yield each element of these names when it ends, unless it is the child of another such.

    Whoever takes an element must not keep it. The last thing yielded is an Unread if the document is
    damaged, is cut short or declares entities.
    """
    parser = etree.XMLPullParser(
        events=("end",),
        tag=names,
        encoding="utf-8",  # which the text is by now, whatever it declares
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
    )
    held, begun = 0, False
    for chunk in _clean_chunks(stream):
        if not begun and _ENTITY.search(chunk):
            yield Unread("line 1", "declares entities, which no report does; nothing of it is read")
            return
        begun, held = True, held + len(chunk)
        try:
            parser.feed(chunk)
        except etree.XMLSyntaxError as error:
            yield from _taken(parser, names)
            yield Unread(
                f"line {max(1, error.lineno or 1)}", f"damaged: {error.msg}; what follows is not read"
            )
            return
        for element in _taken(parser, names):
            held = 0
            yield element
        if held > MOST_HELD:
            yield Unread("line 1", f"nothing to read in {MOST_HELD >> 20} MB; what follows is not read")
            return
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        yield Unread(f"line {max(1, error.lineno or 1)}", "the file ends early; what stands before was read")


def _taken(parser: etree.XMLPullParser, names: tuple[str, ...]) -> Iterator[Element]:
    """Yield the elements that ended, and forget each with all that stands before it."""
    try:
        for _, element in parser.read_events():
            if not isinstance(element, Element):
                continue
            above = element.getparent()
            if above is not None and above.tag in names:
                continue
            yield element
            element.clear()
            for level in (element, *element.iterancestors()):
                parent = level.getparent()
                while parent is not None and (before := level.getprevious()) is not None:
                    parent.remove(before)
    except etree.XMLSyntaxError:  # said again by the next call to the parser
        return


def _clean_chunks(stream: SourceStream) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    rest = b""
    for chunk in utf8_chunks(stream):
        text = rest + decoder.decode(chunk).encode().translate(None, FORBIDDEN)
        cut = text.rfind(b"&", max(0, len(text) - _HALF_REFERENCE))
        text, rest = (text[:cut], text[cut:]) if cut >= 0 else (text, b"")
        yield FORBIDDEN_REFERENCE.sub(b"", text)
    yield FORBIDDEN_REFERENCE.sub(b"", rest + decoder.decode(b"", final=True).encode())
