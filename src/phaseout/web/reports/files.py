"""As what is a report handed out?"""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from phaseout.web.frame.access import Access
from phaseout.web.frame.gate import Asked
from phaseout.web.frame.paper.lacking import MOST_ROWS, not_printed, too_long_report
from phaseout.web.frame.paper.pages import PDF
from phaseout.web.frame.paper.printing import NotPrintedError
from phaseout.web.reports.bundle import write_bundle
from phaseout.web.reports.document import Document
from phaseout.web.reports.keeping import bytes_of, document_in
from phaseout.web.reports.kinds import Kind
from phaseout.web.reports.models import Report
from phaseout.web.reports.written.page import html_page, pdf
from phaseout.web.reports.written.workbook import xlsx

LANGUAGES = ("en", "fr")
JSON, BUNDLE = "json", "zip"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format that is written in a language, from the document alone."""

    title: str
    kind: str
    """Media type."""
    write: Callable[[Document, str], bytes]


FORMATS: Mapping[str, Format] = {
    PDF: Format(title="PDF", kind="application/pdf", write=pdf),
    "html": Format(title="HTML", kind="text/html; charset=utf-8", write=html_page),
    "xlsx": Format(title="XLSX", kind=SHEETS, write=xlsx),
}


def written(report: Report, format_: str, language: str, access: Access) -> HttpResponse | FileResponse:
    """Return a report as a file.

    Args:
        report: with what it says.
        format_: one of ``FORMATS``, or of those without a language.
        language: of what is written.
        access: of who takes it along.

    Raises:
        Http404: there is no such format or language, or no archive of such a report.
        NotPrintedError: there is no PDF of it.
    """
    if format_ == JSON:
        return _answer(bytes_of(report), "application/json", _name(report, JSON))
    if format_ == BUNDLE and report.kind == Kind.EVIDENCE:
        return _bundle(report, access)
    if format_ not in FORMATS or language not in LANGUAGES:
        raise Http404
    if format_ == PDF and report.rows > MOST_ROWS:
        raise NotPrintedError(
            f"the report has {report.rows} rows, and a PDF holds {MOST_ROWS} at most",
            remedy="ask for a report of some sites alone, or take another format",
        )
    one = FORMATS[format_]
    content = one.write(document_in(report), language)
    return _answer(content, one.kind, _name(report, f"{language}.{format_}"))


def saved(report: Report, format_: str, language: str, access: Access) -> bytes:
    """Return the bytes of a report as a file.

    Raises:
        Http404: as ``written``.
        NotPrintedError: likewise.
    """
    answer = written(report, format_, language, access)
    return answer.getvalue()


def handed_out(request: Asked, report: Report, format_: str, language: str) -> HttpResponseBase:
    """Return a report as a file, or a page that says why there is none."""
    if format_ == PDF and report.rows > MOST_ROWS:
        beside = _beside_pdf(report, language)
        return too_long_report(request, report.rows, beside, narrowed_at=reverse("report-new"))
    try:
        return written(report, format_, language, request.access)
    except NotPrintedError as error:
        return not_printed(request, error)


def downloads(report: Report) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return, in each language, what each format is called and its address; then those without a language."""
    both = [(name, [(one.title, _address(report, format_, code)) for format_, one in FORMATS.items()])
            for code, name in (("en", "English"), ("fr", "Français"))]  # fmt: skip
    beside = [("JSON", _address(report, JSON))]
    if report.kind == Kind.EVIDENCE:
        beside.append(("ZIP", _address(report, BUNDLE)))
    return [*both, (_("In both languages"), beside)]


def _beside_pdf(report: Report, language: str) -> list[tuple[str, str]]:
    return [
        (one.title, _address(report, format_, language)) for format_, one in FORMATS.items() if format_ != PDF
    ]


def _address(report: Report, format_: str, language: str = "") -> str:
    said = f"&language={language}" if language else ""
    return f"{reverse('report-file', args=[report.pk])}?format={format_}{said}"


def _name(report: Report, end: str) -> str:
    return f"{report.kind}-{report.as_of.isoformat()}-{report.pk}.{end}"


def _answer(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers=_named(name))


def _bundle(report: Report, access: Access) -> FileResponse:
    kept = tempfile.TemporaryFile()  # closed by the response  # noqa: SIM115
    write_bundle(document_in(report), access, kept)
    kept.seek(0)
    return FileResponse(
        kept, content_type="application/zip", as_attachment=True, filename=_name(report, BUNDLE)
    )


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
