"""Is this file a report of this program, which must never be read as evidence?

A report repeats what other files said and adds what was concluded; taken for a source it would back its
own conclusions. People keep reports beside the files they came from, so they are recognised and named.
"""

from pathlib import Path

ARCHIVE_COMMENT = b"phaseout report"
"""Stands at the end of every workbook the program writes."""
_STARTS = (
    b'{"document":',
    b'{"schema":"1.',
    b'{"$schema":"https://json.schemastore.org/sarif',
    b"asset,site,kind,maker,maker_grade,",
    "appareil;site;type;fabricant;fabricant_degré;".encode(),
    b"article,site,rests_on,grade,",
    "article;site;fondé_sur;degré;".encode(),
    b"# Restricted equipment: what the survey found",
    "# Équipements visés".encode(),
)
_BOM = b"\xef\xbb\xbf"
_ZIP = b"PK\x03\x04"


def is_own_report(head: bytes, path: Path | None) -> bool:
    """Return whether the first bytes, or the end of a workbook, are those of one of our reports."""
    if head.startswith(_ZIP):
        return path is not None and _tail(path).endswith(ARCHIVE_COMMENT)
    return head.removeprefix(_BOM).startswith(_STARTS)


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - len(ARCHIVE_COMMENT)))
        return file.read()
