"""How is a report written as a page: one that needs nothing beside it, or one that is set on paper?"""

import hashlib

from django.template.loader import render_to_string
from django.utils.translation import override

from phaseout.report.safe_text import acting_shown
from phaseout.web.frame.paper.printing import printed
from phaseout.web.reports.document import Document
from phaseout.web.reports.document_json import document_bytes
from phaseout.web.reports.written.shown import sections_of
from phaseout.web.reports.written.texts import about, said


def html_page(document: Document, language: str) -> bytes:
    """Return a report as HTML that needs nothing beside it and runs nothing; always the same bytes."""
    return acting_shown(_rendered("reports/written/page.html", document, language)).encode()


def pdf(document: Document, language: str) -> bytes:
    """Return a report as a tagged PDF.

    Raises:
        NotPrintedError: it takes more memory or time than it may, or the library is not there.
    """
    return printed(_rendered("reports/written/paper.html", document, language))


def _rendered(template: str, document: Document, language: str) -> str:
    shown = {
        "document": document,
        "language": language,
        "title": said(document.title, language),
        "organisation": said(document.organisation.name, language),
        "about": about(document, language),
        "sections": list(sections_of(document, language)),
        "definitions": [
            (said(one.term, language), said(one.meaning, language)) for one in document.definitions.rows
        ],
        "sha256": hashlib.sha256(document_bytes(document)).hexdigest(),
    }
    with override(language):
        return render_to_string(template, shown)
