"""Which files may come with what is sent as JSON, how is such a form read, and how is a kept file told?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from phaseout.web.api.call import FORM, JSON, LARGEST_JSON, Call
from phaseout.web.api.faults import check_names, not_valid, too_large, too_many
from phaseout.web.api.schema import Schema
from phaseout.web.findings.files import LARGEST
from phaseout.web.frame.kept_file import KeptFile
from phaseout.web.frame.problems import Fault

FILE, GIVEN = "file", "given"
"""Parts of a form: the files, and what would else be sent as JSON."""
_TAKEN = "PDF, PNG, JPEG or plain text, told by their bytes; at most 10 MB. Pictures are written anew."


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Files that may be given with what an operation takes as JSON: both then come as a form."""

    most: int

    @property
    def largest(self) -> int:
        """Bytes of the form."""
        return self.most * LARGEST + LARGEST_JSON

    def described(self, given: str) -> Mapping[str, Any]:
        """Return what the description says of the form.

        Args:
            given: where the shape stands of what would else be sent as JSON.
        """
        file: dict[str, Any] = {"type": "string", "format": "binary"}
        if self.most > 1:
            file = {"type": "array", "items": file, "maxItems": self.most}
        parts = {GIVEN: {"$ref": given}, FILE: {**file, "description": _TAKEN}}
        schema = {"type": "object", "required": [GIVEN], "properties": parts, "additionalProperties": False}
        return {FORM: {"schema": schema, "encoding": {GIVEN: {"contentType": JSON}}}}


class FileOut(Schema):
    """A file that was given."""

    id: int
    name: str
    kind: str
    """Media type, as its first bytes show."""
    size: int
    """Bytes."""
    sha256: str
    address: str
    """Where it is handed out."""


def file_told(row: KeptFile, below: str) -> FileOut:
    """Return a file that was kept as programs see it.

    Args:
        row: the file.
        below: the address below ``/api/v1`` where such files are handed out.
    """
    return FileOut(
        id=row.pk, name=row.name, kind=row.kind, size=row.size, sha256=row.sha256,
        address=f"/api/v1/{below}/{row.pk}",
    )  # fmt: skip


def open_form(call: Call, files: Files) -> None:
    """Let what came in a form with files be read like what comes as JSON; the files stay beside it.

    Raises:
        ProblemError: a part is called otherwise, what would be JSON is missing, twice there or too large, or
            there are too many files, or none where one should be.
    """
    check_names(call, (FILE, GIVEN))
    if FILE in call.POST:
        raise not_valid([Fault(field=FILE, detail=_("It is no file: it has no name."))])
    if len(call.FILES.getlist(FILE)) > files.most:
        raise not_valid([Fault(field=FILE, detail=too_many(files.most))])
    # Django keeps there what it read of a body, which of a form is nothing.
    call._body = _given(call)


def _given(call: Call) -> bytes:
    """Return the part that would else be sent as JSON; programs give it a file's name, or none."""
    found: list[str | UploadedFile[bytes]] = [*call.POST.getlist(GIVEN), *_files_of(call, GIVEN)]
    if len(found) > 1:
        raise not_valid([Fault(field=GIVEN, detail=_("It stands here twice."))])
    content = _content(found[0]) if found else b""
    if not content.strip():
        raise not_valid([Fault(field=GIVEN, detail=_("This is needed."))])
    return content


def _content(part: "str | UploadedFile[bytes]") -> bytes:
    size = len(part) if isinstance(part, str) else part.size or 0
    content = b"" if size > LARGEST_JSON else part.encode() if isinstance(part, str) else part.read()
    if max(size, len(content)) > LARGEST_JSON:
        raise too_large(LARGEST_JSON)
    return content


def _files_of(call: Call, name: str) -> "list[UploadedFile[bytes]]":
    return cast("list[UploadedFile[bytes]]", call.FILES.getlist(name))
