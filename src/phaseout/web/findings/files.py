"""Which files may be attached, what are they really, and how are they handed out?"""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import BinaryIO, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import FileResponse, Http404
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from phaseout.report.safe_text import for_page
from phaseout.web.frame.credentials import cleaned_text, refuse_secret
from phaseout.web.frame.kept_file import KeptFile
from phaseout.web.frame.pictures import written_anew

LARGEST = 10 * 1024 * 1024
"""Bytes of one file."""
MOST_PIXELS = 25_000_000
"""Of a picture that is attached: photographs of telephones have 12 to 50 million, and are made smaller."""
NAME = 150
_BEGINS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_PICTURES = frozenset({"image/png", "image/jpeg"})
_TEXT = "text/plain"
KINDS = (*_BEGINS.values(), _TEXT)
"""Media types of files that are kept."""
_READABLE = frozenset("\t\n\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A file that may be kept."""

    file: "UploadedFile[bytes]"
    name: str
    stored: str
    kind: str
    size: int
    sha256: str

    @property
    def may_show(self) -> bool:
        """Whether a photograph may be in it: plain text shows nothing."""
        return self.kind != _TEXT


def accepted(file: "UploadedFile[bytes]") -> Accepted:
    """Return a file with what its own bytes show; its name and what the browser calls it count for nothing.

    A picture is written anew: it tells no more where, when and by whose device it was taken. One that bears a
    credential, in a code or as text that can be read, is not kept, nor is such a text; a PDF is not read.

    Raises:
        ValidationError: it is empty, too large, damaged, of no kind that is kept, or bears a credential.
    """
    size = file.size or 0
    if not size:
        raise ValidationError(_("The file is empty."))
    if size > LARGEST:
        raise ValidationError(_("The file is larger than 10 megabytes."))
    name, kind = plain_name(file.name or ""), _kind(file)
    if kind in _PICTURES:
        file = _without_traces(file)
    elif kind == _TEXT:
        _refuse_credentials(file)
    return Accepted(
        file=file,
        name=name,
        stored=f"attachments/{secrets.token_hex(1)}/{secrets.token_hex(16)}",
        kind=kind,
        size=file.size or 0,
        sha256=_digest(file),
    )


def handed_out(one: KeptFile) -> FileResponse:
    """Return a file that was kept, to be put somewhere and never to be shown by the browser.

    Raises:
        Http404: it is not there any more.
    """
    try:
        content = default_storage.open(one.stored)
    except FileNotFoundError as missing:
        raise Http404 from missing
    answer = FileResponse(content, as_attachment=True, filename=one.name, content_type=one.kind)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _without_traces(file: "UploadedFile[bytes]") -> "UploadedFile[bytes]":
    picture = written_anew(cast("BinaryIO", file), most=MOST_PIXELS)
    import_string(settings.LOOK_THROUGH)(picture)
    return SimpleUploadedFile(file.name or "picture", picture.content, picture.kind)


def _refuse_credentials(file: "UploadedFile[bytes]") -> None:
    file.seek(0)
    refuse_secret(file.read().decode("utf-8"), is_name=False)


def plain_name(given: str) -> str:
    """Return the last part of a name, without what would act on whoever reads it."""
    last = PureWindowsPath(PurePosixPath(given).name).name
    return for_page(cleaned_text(" ".join(last.split()), is_name=True))[-NAME:] or "file"


def _kind(file: "UploadedFile[bytes]") -> str:
    file.seek(0)
    head = file.read(16)
    for begins, kind in _BEGINS.items():
        if head.startswith(begins):
            return kind
    if _is_text(file):
        return _TEXT
    raise ValidationError(_("Only PDF, PNG, JPEG and plain text can be attached."))


def _is_text(file: "UploadedFile[bytes]") -> bool:
    file.seek(0)
    try:
        text = file.read().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return all(char.isprintable() or char in _READABLE for char in text)


def _digest(file: "UploadedFile[bytes]") -> str:
    file.seek(0)
    found = hashlib.sha256()
    for chunk in _chunks(file):
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()


def _chunks(file: "UploadedFile[bytes]") -> Iterator[bytes]:
    yield from file.chunks()
