"""Which blocks does a file of the address registry list, and of which day is it?"""

import hashlib
import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from phaseout.domain.problem import SourceError
from phaseout.register.registry.assignment import Assignment, RegistryFile, Wrong
from phaseout.register.registry.formats import format_of

LARGEST = 64 << 20
"""Bytes. The largest such file there is has some six million."""
_HEAD = 8192
_DAY_OF_MAIL = re.compile(r"(?:Last-Modified|Generated):\s*(\w{3}, \d{1,2} \w{3} \d{4}[^\r\n]{0,30})")
_DAY_OF_NMAP = re.compile(r"\$Id: nmap-mac-prefixes \d+ (\d{4}-\d{2}-\d{2})")
_FORMATS = (
    "the IEEE's oui, mam and oui36 as text or CSV, Wireshark's manuf and nmap's nmap-mac-prefixes are read"
)


def read_registry(path: Path, dated: date | None = None) -> RegistryFile:
    """Read a file of the registry.

    Args:
        path: a text or CSV file of the IEEE, Wireshark's ``manuf`` or nmap's ``nmap-mac-prefixes``.
        dated: the day it is of, where somebody says so; else what its head says, else when it was modified.

    Raises:
        SourceError: it cannot be read, is none of these, or assigns nothing.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
            modified = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=str(path)) from error
    if len(content) > LARGEST:
        raise SourceError(
            f"is larger than {LARGEST >> 20} MB, which no registry is", where=str(path), remedy=_FORMATS
        )
    text = _decoded(content)
    read = format_of(text)
    if read is None:
        raise SourceError("is no file of the address registry", where=str(path), remedy=_FORMATS)
    said = list(read(text))
    assignments = tuple(one for one in said if isinstance(one, Assignment) and one.registrant)
    faults = tuple(one.in_file(str(path)) for one in said if isinstance(one, Wrong))
    if not assignments and not faults:
        raise SourceError("assigns no block of addresses", where=str(path), remedy=_FORMATS)
    in_head = _day_in(text[:_HEAD])
    return RegistryFile(
        name=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        dated=dated or in_head or modified,
        dated_by="option" if dated else "header" if in_head else "modified",
        assignments=assignments,
        faults=faults,
    )


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _day_in(head: str) -> date | None:
    """Return the earliest day the head of a file names: as old as its oldest part."""
    days = [date.fromisoformat(day) for day in _DAY_OF_NMAP.findall(head)]
    for written in _DAY_OF_MAIL.findall(head):
        try:
            days.append(parsedate_to_datetime(written.strip()).date())
        except ValueError:
            continue
    return min(days, default=None)
