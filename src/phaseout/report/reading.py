"""What does a saved document say, so that it can be explained, compared or shown anew?"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn, Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError

from phaseout.domain.asset import Asset
from phaseout.domain.document import SCHEMA, Header, Trailer
from phaseout.domain.problem import SourceError
from phaseout.report.json_bytes import json_value
from phaseout.report.packed import DAMAGED, opened

T = TypeVar("T")

MAJOR = SCHEMA.partition(".")[0]
REMEDY = "name a file written by 'phaseout survey -o json=FILE' or '-o jsonl=FILE'"
TORN = "it ends before its last line, so the survey that wrote it did not finish"

_HEADER, _ASSET, _TRAILER = TypeAdapter(Header), TypeAdapter(Asset), TypeAdapter(Trailer)
_FIRST_LINE = re.compile(rb'\s*{\s*"document"\s*:')
_LAST_LINE = re.compile(rb'\s*{\s*"trailer"\s*:')


class Assets(Protocol):
    """Assets that can be counted, and gone through again and again."""

    def __iter__(self) -> Iterator[Asset]:
        """Go through them in the order of the document."""

    def __len__(self) -> int:
        """Return how many the document lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedDocument:
    """A document from a file."""

    header: Header
    assets: Assets
    trailer: Trailer


def read_document(path: Path) -> SavedDocument:
    """Return the document a JSON or JSON-lines file holds, packed or not; of lines one asset a time is held.

    Raises:
        SourceError: not readable, not such a document, torn, or of another major schema.
    """
    try:
        with opened(path) as stream:
            head = stream.readline()
            if _FIRST_LINE.match(head):
                return _of_lines(lambda: _lines(path), str(path))
            return document_of(head + stream.read(), str(path))
    except DAMAGED as error:
        raise SourceError(TORN, where=str(path), remedy="run the survey again") from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=str(path), remedy=REMEDY) from error


def document_of(content: bytes, where: str) -> SavedDocument:
    """Return the document some bytes hold; ``where`` names them in a diagnosis.

    Raises:
        SourceError: not such a document, torn, or of another major schema.
    """
    if _FIRST_LINE.match(content):
        return _of_lines(lambda: iter(content.splitlines()), where)
    return _of_value(_parsed(content, where), where)


@dataclass(frozen=True, slots=True)
class _Assets:
    """Assets that become domain values when they are asked for."""

    parts: Callable[[], Iterable[object]]
    number: int
    where: str

    def __len__(self) -> int:
        return self.number

    def __iter__(self) -> Iterator[Asset]:
        for number, part in enumerate(self.parts(), 1):
            yield _valid(_ASSET, part, f"{self.where}, asset {number}")


def _of_value(value: dict[str, object], where: str) -> SavedDocument:
    _check_schema(value, where)
    assets = value.get("assets")
    if not isinstance(assets, list):
        _refuse("it has no list of assets", where)
    return SavedDocument(
        header=_header(value, where),
        assets=_Assets(lambda: assets, len(assets), where),
        trailer=_valid(_TRAILER, value, where),
    )


def _of_lines(lines: Callable[[], Iterator[bytes]], where: str) -> SavedDocument:
    source = lines()
    head = _member(_parsed(next(source), where), "document", where)
    last, number = b"", -1  # the last line is no asset
    for line in source:
        last, number = line, number + 1
    if _LAST_LINE.match(last) is None:
        raise SourceError(TORN, where=where, remedy="run the survey again")
    _check_schema(head, where)
    return SavedDocument(
        header=_header(head, where),
        assets=_Assets(lambda: _asset_lines(lines(), where), number, where),
        trailer=_valid(_TRAILER, _member(_parsed(last, where), "trailer", where), where),
    )


def _asset_lines(lines: Iterator[bytes], where: str) -> Iterator[dict[str, object]]:
    next(lines)
    held = next(lines)
    for line in lines:  # one behind, because the last line is the trailer
        yield _parsed(held, where)
        held = line


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with opened(path) as stream:
            yield from stream
    except DAMAGED as error:
        raise SourceError(TORN, where=str(path), remedy="run the survey again") from error


def _parsed(text: bytes, where: str) -> dict[str, object]:
    try:
        value = json_value(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"it is not sound JSON: {error}", where=where, remedy=REMEDY) from error
    if not isinstance(value, dict):
        _refuse("it is not a JSON object", where)
    return value


def _member(value: dict[str, object], name: str, where: str) -> dict[str, object]:
    member = value.get(name)
    if not isinstance(member, dict):
        _refuse(f"its {name!r} is not an object", where)
    return member


def _check_schema(value: dict[str, object], where: str) -> None:
    schema = value.get("schema")
    if not isinstance(schema, str):
        _refuse("it is not a document of phaseout: it says no schema", where)
    if schema.partition(".")[0] != MAJOR:
        raise SourceError(
            f"its schema is {schema}, and this program reads {MAJOR}.x",
            where=where,
            remedy="use the version of phaseout that wrote it, or run the survey again",
        )


def _header(value: object, where: str) -> Header:
    header = _valid(_HEADER, value, where)
    try:
        date.fromisoformat(header.as_of)
    except ValueError:
        _refuse(f"its as_of {header.as_of!r} is no day", where)
    roles = header.context.get("roles", [])
    if not isinstance(roles, list | tuple) or not all(isinstance(role, str) for role in roles):
        _refuse("its roles are no list of texts", where)
    return header


def _valid(adapter: TypeAdapter[T], value: object, where: str) -> T:
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SourceError(f"{place}: {first['msg']}", where=where, remedy=REMEDY) from error


def _refuse(what: str, where: str) -> NoReturn:
    raise SourceError(what, where=where, remedy=REMEDY)
