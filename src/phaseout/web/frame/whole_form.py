"""Is a form there as a whole, with every file in it? Django takes one that is cut off for whole."""

from typing import Any, Protocol, cast

from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParser, MultiPartParserError

EPILOGUE = 64
"""Bytes that may follow the end: a line's end, and what some programs add."""


class Stream(Protocol):
    """What is read."""

    def read(self, size: int = ..., /) -> bytes:
        """Return the next bytes."""


class _Remembering:
    """A stream of which the last bytes that were read are known."""

    def __init__(self, stream: Stream, longest: int) -> None:
        self._stream, self._longest, self.end = stream, longest, b""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        read = self._stream.read(size)
        self.end = (self.end + read)[-self._longest :]
        return read


class WholeForm(MultiPartParser):
    """Reads a form, and refuses what Django leaves out of it without a word."""

    def __init__(
        self, meta: dict[str, Any], stream: Stream, handlers: list[FileUploadHandler], encoding: str | None
    ) -> None:
        super().__init__(meta, cast("Any", stream), handlers, encoding)
        boundary: bytes = self._boundary  # type: ignore[attr-defined] # the stubs leave these out
        self._closing = b"--" + boundary + b"--"
        self._read = _Remembering(stream, len(self._closing) + EPILOGUE)
        self._input_data = self._read

    def parse(self) -> Any:
        """Return fields and files.

        Raises:
            MultiPartParserError: it is cut off, or cannot be read.
        """
        fields, files = super().parse()
        if self._read.end and self._closing not in self._read.end:
            for _name, several in files.lists():
                for one in several:
                    one.close()
            raise MultiPartParserError("the form is cut off: its end is not there")
        return fields, files

    def sanitize_file_name(self, file_name: str) -> str:
        """Return the last part of a file's name.

        Raises:
            MultiPartParserError: nothing is left of it; Django would leave the file out.
        """
        name = super().sanitize_file_name(file_name)
        if not name:
            raise MultiPartParserError("a file has no name")
        return name
