"""How does a report become JSON, and the same report again?"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, assert_never

from phaseout.report.json_bytes import Json, Object, json_bytes, json_value
from phaseout.web.reports.document import (
    SCHEMA,
    VERSION,
    Bars,
    Before,
    Box,
    Coded,
    Column,
    Definition,
    Definitions,
    Document,
    Figure,
    Figures,
    File,
    Key,
    Month,
    Note,
    Part,
    Place,
    Scan,
    Section,
    Share,
    Table,
    Value,
    Words,
)

Read = Mapping[str, Any]


class OtherShapeError(ValueError):
    """It is no report, or one of a shape that this version does not know."""


def document_bytes(document: Document) -> bytes:
    """Return a report as JSON; the same report is always the same bytes."""
    return json_bytes(document_json(document))


def document_json(document: Document) -> Object:
    """Return a report as a JSON value."""
    return {
        "schema": SCHEMA, "schema_version": VERSION, "kind": document.kind, "title": _words(document.title),
        "organisation": _place(document.organisation), "branches": document.branches,
        "sites": [_place(one) for one in document.sites],
        "begin": _written(document.begin), "end": _written(document.end),
        "as_of": document.as_of.isoformat(), "made": document.made.isoformat(timespec="seconds"),
        "made_by": document.made_by, "register_edition": document.edition, "program": document.program,
        "definitions": {
            "version": document.definitions.version,
            "rows": [
                {"id": one.id, "term": _words(one.term), "meaning": _words(one.meaning)}
                for one in document.definitions.rows
            ],
        },
        "before": _before(document.before),
        "is_wide": document.is_wide, "is_one_page": document.is_one_page, "is_public": document.is_public,
        "sections": [_section(one) for one in document.sections],
        "files": [
            {"name": one.name, "sha256": one.sha256, "size": one.size, "kind": one.kind, "of": one.of}
            for one in document.files
        ],
    }  # fmt: skip


def document_of(kept: bytes) -> Document:
    """Return the report that JSON tells of.

    Raises:
        OtherShapeError: it is no report, or one of another version.
    """
    try:
        return document_from(json_value(kept))
    except (KeyError, TypeError, ValueError) as error:
        raise OtherShapeError(str(error)) from error


def document_from(value: Any) -> Document:
    """Return the report that a JSON value tells of.

    Raises:
        OtherShapeError: it is one of another version.
        KeyError: something is missing.
    """
    if (value["schema"], value["schema_version"]) != (SCHEMA, VERSION):
        raise OtherShapeError(f"{value['schema']} {value['schema_version']}")
    defined, before = value["definitions"], value["before"]
    return Document(
        kind=value["kind"], title=_said(value["title"]), organisation=_placed(value["organisation"]),
        branches=value["branches"], sites=tuple(map(_placed, value["sites"])),
        begin=_read(value["begin"]), end=_read(value["end"]), as_of=_day(value["as_of"]),
        made=datetime.fromisoformat(value["made"]), made_by=value["made_by"],
        edition=value["register_edition"], program=value["program"],
        definitions=Definitions(
            version=defined["version"],
            rows=tuple(
                Definition(id=one["id"], term=_said(one["term"]), meaning=_said(one["meaning"]))
                for one in defined["rows"]
            ),
        ),
        sections=tuple(map(_section_of, value["sections"])),
        before=Before(id=before["id"], as_of=_day(before["as_of"]), sha256=before["sha256"])
        if before else None,
        files=tuple(File(**one) for one in value["files"]),
        is_wide=value["is_wide"], is_one_page=value["is_one_page"], is_public=value["is_public"],
    )  # fmt: skip


def _before(before: Before | None) -> Json:
    if before is None:
        return None
    return {"id": before.id, "as_of": before.as_of.isoformat(), "sha256": before.sha256}


def _words(words: Words) -> Object:
    return {"en": words.en, "fr": words.fr}


def _said(value: Read) -> Words:
    return Words(en=value["en"], fr=value["fr"])


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read(text: str | None) -> date | None:
    return _day(text) if text else None


def _place(place: Place) -> Object:
    return {"id": place.id, "name": _words(place.name)}


def _placed(value: Read) -> Place:
    return Place(id=value["id"], name=_said(value["name"]))


def _section(section: Section) -> Object:
    parts: list[Json] = [part_json(one) for one in section.parts]
    said: Object = {"id": section.id, "title": _words(section.title), "parts": parts}
    return {**said, "is_on_new_page": section.is_on_new_page}


def _section_of(value: Read) -> Section:
    return Section(
        id=value["id"], title=_said(value["title"]), parts=tuple(map(_part_of, value["parts"])),
        is_on_new_page=value["is_on_new_page"],
    )  # fmt: skip


def part_json(part: Part) -> Object:
    """Return a part of a report as a JSON value."""
    match part:
        case Note():
            return {"note": _words(part.text)}
        case Table():
            columns: list[Json] = [{"name": one.name, "heading": _words(one.heading)} for one in part.columns]
            said: Object = {"table": part.id, "title": _words(part.title), "columns": columns}
            return {
                **said,
                "empty": _words(part.empty),
                "rows": [list(map(_value, one)) for one in part.rows],
            }
        case Figures():
            rows: list[Json] = [
                {"id": one.id, "label": _words(one.label), "value": _value(one.value), "was": one.was}
                for one in part.rows
            ]
            return {"figures": part.id, "title": _words(part.title), "rows": rows}
        case Bars():
            head: list[Json] = [_words(one) for one in part.head]
            bars: list[Json] = [[_value(label), number] for label, number in part.rows]
            return {"bars": part.id, "title": _words(part.title), "head": head, "rows": bars}
        case _:
            assert_never(part)


def _part_of(value: Read) -> Part:
    match value:
        case {"note": text}:
            return Note(text=_said(text))
        case {"table": id_}:
            columns = (Column(name=one["name"], heading=_said(one["heading"])) for one in value["columns"])
            return Table(
                id=id_, title=_said(value["title"]), columns=tuple(columns), empty=_said(value["empty"]),
                rows=tuple(tuple(map(_value_of, one)) for one in value["rows"]),
            )  # fmt: skip
        case {"figures": id_}:
            rows = (
                Figure(id=one["id"], label=_said(one["label"]), value=_value_of(one["value"]), was=one["was"])
                for one in value["rows"]
            )
            return Figures(id=id_, title=_said(value["title"]), rows=tuple(rows))
        case {"bars": id_}:
            first, second = value["head"]
            bars = tuple((_value_of(label), number) for label, number in value["rows"])
            return Bars(id=id_, title=_said(value["title"]), head=(_said(first), _said(second)), rows=bars)
    raise OtherShapeError(", ".join(value))


def _value(value: Value) -> Json:  # noqa: PLR0911 (one line for each sort of value)
    match value:
        case None | str() | int():
            return value
        case date():
            return {"day": value.isoformat()}
        case Words():
            return _words(value)
        case Coded():
            return {"id": value.id, **_words(value.words)}
        case Month():
            return {"month": value.first.isoformat()[:7]}
        case Share():
            return {"part": value.part, "whole": value.whole}
        case Scan():
            return {"scan": value.address}
        case Box():
            return {"box": "room" if value.is_room else "tick"}
        case Key():
            return {"key": value.number}
        case _:
            assert_never(value)


def _value_of(value: Any) -> Value:  # noqa: PLR0911 (likewise)
    match value:
        case None | str() | int():
            return value
        case {"day": day}:
            return _day(day)
        case {"id": id_}:
            return Coded(id=id_, words=_said(value))
        case {"en": _, "fr": _}:
            return _said(value)
        case {"month": month}:
            return Month(first=_day(f"{month}-01"))
        case {"part": part, "whole": whole}:
            return Share(part=part, whole=whole)
        case {"scan": address}:
            return Scan(address=address)
        case {"box": box}:
            return Box(is_room=box == "room")
        case {"key": number}:
            return Key(number=number)
    raise OtherShapeError(str(value)[:80])
