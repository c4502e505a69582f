"""A survey in a file, from observation lines, for the papers made of it."""

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from phaseout.domain.facts import Context
from phaseout.register import Register
from phaseout.report.json_document import WRITER
from phaseout.report.reading import SavedDocument, document_of
from phaseout.report.sink import WriteOptions
from phaseout.survey import survey

DAY = date(2026, 6, 30)
Lines = tuple[tuple[str, str, str], ...]
Surveyed = Callable[..., SavedDocument]

HIKVISION_CAMERA: Lines = (
    ("cam-1", "inventory.manufacturer", "Hikvision"),
    ("cam-1", "inventory.model", "DS-2CD2143G2-I"),
    ("cam-1", "asset.kind", "camera"),
    ("cam-1", "ip", "10.9.8.7"),
    ("cam-1", "inventory.serial", "DS-2CD2143G2-I20210315AAWRF20000002"),
)
AXIS_CAMERA: Lines = (
    ("cam-2", "inventory.manufacturer", "Axis"),
    ("cam-2", "inventory.model", "P3245-LV"),
    ("cam-2", "asset.kind", "camera"),
)


@pytest.fixture
def surveyed(tmp_path: Path) -> Surveyed:
    """Return a function that surveys observation lines and gives the saved document."""

    def run(
        *lines: Lines,
        roles: tuple[str, ...],
        use: dict[str, tuple[str, ...]] | None = None,
        day: date = DAY,
        register: Register | None = None,
    ) -> SavedDocument:
        source = tmp_path / "lines.jsonl"
        rows = [
            json.dumps({"asset": asset, "trait": trait, "value": value, "site": "depot"})
            for group in lines
            for asset, trait, value in group
        ]
        source.write_text("\n".join(rows) + "\n")
        context = Context(roles=roles, organisation="Example Integrators", use=use or {})
        document = survey([str(source)], register or Register.open(), context, day)
        stream = io.BytesIO()
        sink = WRITER.open(stream, WriteOptions())
        sink.begin(document.header)
        for asset in document.assets():
            sink.add(asset)
        sink.end(document.trailer())
        return document_of(stream.getvalue(), "the survey")

    return run
