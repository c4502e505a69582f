"""How is a report kept so that it comes back as it was, and anybody sees whether it did?"""

import hashlib
from dataclasses import dataclass

from phaseout.report.json_bytes import Json, json_bytes
from phaseout.web.reports.document import Document
from phaseout.web.reports.document_json import document_from
from phaseout.web.reports.models import Report
from phaseout.web.surveys.packing import packed, unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A document as a row keeps it."""

    packed: bytes
    sha256: str


def kept(document: Json) -> Kept:
    """Return what a row keeps of a document."""
    return Kept(packed=packed(document), sha256=hashlib.sha256(json_bytes(document)).hexdigest())


def document_in(report: Report) -> Document:
    """Return the document of a report.

    Raises:
        OtherShapeError: it was made by another version of the program, of another shape.
    """
    return document_from(unpacked(bytes(report.packed)))


def is_as_made(report: Report) -> bool:
    """Return whether what is kept has the digest that was noted when it was made."""
    return hashlib.sha256(bytes_of(report)).hexdigest() == report.sha256


def bytes_of(report: Report) -> bytes:
    """Return the document of a report as JSON, in the bytes of which the digest was taken."""
    return json_bytes(unpacked(bytes(report.packed)))
