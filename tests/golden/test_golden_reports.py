import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
from lxml import html

from phaseout.report import WRITERS
from phaseout.report.sink import WriteOptions

EXPECTED = Path(__file__).with_name("expected")
UPDATE = os.environ.get("PHASEOUT_UPDATE_GOLDEN") == "1"
LONGEST = 200
HEADED = re.compile(r"^(h4: .*|caption: .*)\n(?:p|tr): ", re.MULTILINE)
"""What stands in one line with the answer, or the heads of columns, below it."""
BLOCKS = ("h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "summary", "caption", "tr", "pre")


def written(scenario: ModuleType, name: str, lang: str) -> bytes:
    stream = io.BytesIO()
    sink = next(w for w in WRITERS if w.name == name).open(stream, WriteOptions(lang=lang, width=110))
    sink.begin(scenario.HEADER)
    for asset in scenario.ASSETS:
        sink.add(asset)
    sink.end(scenario.TRAILER)
    return stream.getvalue()


def cells(content: bytes) -> str:
    """A workbook as text: one line a row, empty cells left out."""
    lines = []
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        lines.append(f"== {sheet.title} {sheet.auto_filter.ref} {sheet.freeze_panes}")
        for row in sheet.iter_rows():
            shown = (f"{cell.column_letter}={cell.value}" for cell in row if cell.value is not None)
            lines.append(" | ".join(shown))
    return "\n".join(lines) + "\n"


def words(content: bytes) -> str:
    """A page as it is read: each block with its tag and its own words."""

    def of(element: html.HtmlElement) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            if child.tag not in (*BLOCKS, "ul", "dl", "details", "div"):
                yield from of(child)
            yield child.tail or ""

    page = html.fromstring(content)
    page.find(".//nav").drop_tree()  # its links say the headings once more
    blocks = ((block.tag, " ".join("".join(of(block)).split())) for block in page.iter(*BLOCKS))
    lines = "\n".join(f"{tag}: {text}" for tag, text in blocks if text)
    lines = HEADED.sub(r"\1 = ", lines)
    return lines.replace("\ndd: ", " = ").replace("\npre: ", " = ") + "\n"


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", [writer.name for writer in WRITERS])
def test_the_small_survey_is_written_as_it_was(scenario: ModuleType, name: str, lang: str) -> None:
    content = written(scenario, name, lang)
    form = {"xlsx": cells, "html": words}.get(name)
    shown = form(content).encode() if form else content
    expected = EXPECTED / f"{name}.{lang}{'.txt' if form or name == 'table' else ''}"
    if UPDATE:
        expected.write_bytes(shown)
    assert len(shown.splitlines()) <= LONGEST, "a golden file is read by people"
    assert shown.decode() == expected.read_bytes().decode(), "PHASEOUT_UPDATE_GOLDEN=1 writes it anew"


def test_no_golden_file_is_left_over() -> None:
    known = {f"{writer.name}.{lang}" for writer in WRITERS for lang in ("en", "fr")}
    assert {path.name.removesuffix(".txt") for path in EXPECTED.iterdir()} == known
