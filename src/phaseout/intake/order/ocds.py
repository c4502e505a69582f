"""What was called for, awarded and contracted, according to releases or records of OCDS?"""

import re
from collections.abc import Iterator

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.order.json_packages import Entry, Packages
from phaseout.intake.order.ocds_release import lines_of, release_of
from phaseout.intake.order.order_book import OrderBook
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.scan.json_value import Json, list_at

_OCID = re.compile(rb'"ocid"\s*:')
_LIST = re.compile(rb'"(?:releases|records|packages|extensions)"\s*:\s*\[')
_HEAD = re.compile(rb'"(?:publishedDate|publicationPolicy)"\s*:')
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise the key every release has, or the keys of a package whose list begins later."""
    plain = head.replace(b"\0", b"")
    for mark in _MARKS:
        plain = plain.removeprefix(mark)
    if not plain.lstrip().startswith((b"{", b"[")):
        return Sniff.NOT_MINE
    is_package = _LIST.search(plain) and _HEAD.search(plain)
    return Sniff.MINE if _OCID.search(plain) or is_package else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """OCDS 1.0 and 1.1 (JSON, JSON lines): releases and records, in packages or by themselves.

    Each item of a tender, award or contract is one thing. Title, description and value of one with several
    items, or none, are a line of their own, since nobody knows of which item they speak. Of a record its
    compiled release is read, else the newest word of its releases on each part; a release package is read
    release by release, so that what is told again counts again. What no field
    takes is text of its line too, plans and extensions are text beside the lines; attachments are not looked
    into, cancelled and unsuccessful parts buy nothing.
    """
    book = OrderBook()
    for met in Packages(stream).entries():
        if isinstance(met, Unread):
            yield met
            continue
        release = release_of(met.value, is_record=met.is_record)
        if why := _nothing(met, release):
            yield Unread(met.place, why)
            continue
        for line in lines_of(release, met.place):
            if isinstance(line, Unread):
                yield line
            else:
                yield from book.enter(line)


def _nothing(met: Entry, release: Json) -> str:
    """Return why there is nothing to read in it, "" if there may be."""
    if any(name in release for name in ("tender", "awards", "contracts")):
        return ""
    if met.is_record and any(
        isinstance(one, dict) and "url" in one for one in list_at(met.value, "releases")
    ):
        return "the record only links to its releases; fetch those"
    if "ocid" in release or met.is_record:
        return "neither tender nor award nor contract is in it"
    return "neither a release nor a record"


READER = Reader(name="ocds", sniff=sniff, read=read)
