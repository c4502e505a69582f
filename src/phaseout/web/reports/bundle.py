"""What does an auditor take along: an archive whose every member has its digest in the manifest?"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.apps import apps
from django.utils.module_loading import import_string

from phaseout.report.json_bytes import Json, Object, json_bytes
from phaseout.web.frame.access import Access
from phaseout.web.reports.document import Document, File, Key, Section, Table
from phaseout.web.reports.document_json import document_bytes, part_json
from phaseout.web.reports.queries.evidence import kept_files
from phaseout.web.reports.written.page import html_page
from phaseout.web.reports.written.workbook import xlsx

SCHEMA, VERSION = "phaseout.evidence", 1
REPLACEMENT = "replacement"
"""Name of the column that says of which replacement a row is."""
DISPOSAL = ("awaiting", "media", "certificates", "custody", "without")
"""The sections of the disposal register."""
ENDS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf", "text/plain": ".txt"}
_EPOCH = (1980, 1, 1, 0, 0, 0)
Gathering = Callable[[Access, Document], Iterable[tuple[str, bytes]]]
"""What an app above adds: names and contents of members, for who takes it along and about which report."""


@dataclass(slots=True, kw_only=True)
class _Archive:
    """An archive that is being written, and what stands in it so far."""

    file: ZipFile
    members: list[Object] = field(default_factory=list)

    def put(self, name: str, content: bytes) -> None:
        """Write a member; the same content is the same bytes, whenever that is."""
        entry = ZipInfo(name, date_time=_EPOCH)
        entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
        self.file.writestr(entry, content)
        digest = hashlib.sha256(content).hexdigest()
        self.members.append({"name": name, "size": len(content), "sha256": digest})


def write_bundle(document: Document, access: Access, stream: IO[bytes]) -> None:
    """Write the archive of a report: the same report and files give the same bytes.

    Args:
        document: with the digests of the files that belong to it.
        access: of who takes it along; files that they may not read are named as missing, and so are those
            that are not what they were when they were given.
        stream: to which is written.
    """
    with ZipFile(stream, "w", allowZip64=True) as opened:
        archive = _Archive(file=opened)
        for name, content in _written(document):
            archive.put(name, content)
        found: set[str] = set()
        altered: set[str] = set()
        for digest, content in kept_files(access, frozenset(one.sha256 for one in document.files)):
            if hashlib.sha256(content).hexdigest() != digest:
                altered.add(digest)
                continue
            archive.put(_member(next(one for one in document.files if one.sha256 == digest)), content)
            found.add(digest)
        for gather in gatherings():
            for name, content in gather(access, document):
                archive.put(name, content)
        missing = [one for one in document.files if one.sha256 not in found]
        archive.put("manifest.json", json_bytes(_manifest(document, archive.members, missing, altered)))
        lines = "".join(f"{one['sha256']}  {one['name']}\n" for one in archive.members)
        archive.put("SHA256SUMS", lines.encode())


def _written(document: Document) -> Iterator[tuple[str, bytes]]:
    yield "document.json", document_bytes(document)
    disposal = replace(
        document,
        kind="disposal",
        files=(),
        sections=tuple(one for one in document.sections if one.id in DISPOSAL),
    )
    yield "disposal.json", document_bytes(disposal)
    for language in ("en", "fr"):
        yield f"report-{language}.html", html_page(document, language)
        yield f"report-{language}.xlsx", xlsx(document, language)
        yield f"disposal-{language}.html", html_page(disposal, language)
    for number, history in _histories(document.sections):
        yield f"history/replacement-{number}.json", json_bytes(history)


def _histories(sections: Iterable[Section]) -> Iterator[tuple[int, Object]]:
    """Yield each replacement with the rows of all tables that are about it."""
    tables = [
        part
        for section in sections
        for part in section.parts
        if isinstance(part, Table) and part.columns[0].name == REPLACEMENT
    ]
    rows: dict[int, dict[str, list[tuple[object, ...]]]] = {}
    for one in tables:
        for row in one.rows:
            rows.setdefault(_number(row[0]), {}).setdefault(one.id, []).append(row)
    for number in sorted(rows):
        of_it: list[Json] = [
            part_json(replace(one, rows=tuple(rows[number][one.id])))  # type: ignore[arg-type] # its own rows
            for one in tables
            if one.id in rows[number]
        ]
        yield number, {REPLACEMENT: number, "tables": of_it}


def replacements_in(document: Document) -> set[int]:
    """Return the primary keys of the replacements that a report tells of."""
    return {number for number, _ in _histories(document.sections)}


def _number(value: object) -> int:
    return value.number if isinstance(value, Key) else 0


def _member(file: File) -> str:
    return f"files/{file.sha256}{ENDS.get(file.kind, '')}"


def _manifest(
    document: Document, members: Iterable[Object], missing: Iterable[File], altered: Collection[str]
) -> Object:
    given: list[Json] = [{"member": _member(one), "name": one.name, "of": one.of} for one in document.files]
    lost: list[Json] = [
        {"sha256": one.sha256, "name": one.name, "of": one.of, "is_altered": one.sha256 in altered}
        for one in missing
    ]
    about: Object = {"schema": SCHEMA, "schema_version": VERSION, "as_of": document.as_of.isoformat()}
    return {**about, "members": list(members), "files": given, "missing": lost}


@cache
def gatherings() -> tuple[Gathering, ...]:
    """Return what apps above add, as their configs say: ``evidence = "phaseout.web.APP.MODULE.FUNCTION"``."""
    named = (getattr(config, "evidence", "") for config in apps.get_app_configs())
    return tuple(import_string(name) for name in named if name)
