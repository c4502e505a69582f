"""What every writer promises, whatever its format."""

import csv
import io
import re
import tracemalloc
from collections.abc import Iterable
from dataclasses import replace
from types import ModuleType
from unicodedata import category

import openpyxl
import orjson
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import html

from phaseout.domain.answer import AnswersOutcome, UnmatchedAnswer
from phaseout.domain.asset import Asset, AssetKeys
from phaseout.domain.document import Header, Labels, NotExamined, SourceUnread, Summary, Trailer
from phaseout.domain.question import AskedAsset
from phaseout.report import WRITERS
from phaseout.report.sink import WriteOptions, Writer

every_writer = pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.name)
every_language = pytest.mark.parametrize("lang", ["en", "fr"])
TEXTS = ("table", "csv", "markdown", "sarif")
"""Formats that are shown or pasted as they are."""
COMMAND = re.compile(r"^\s*::[a-z][\w-]*( .*)?::|##\[|##vso\[", re.IGNORECASE | re.MULTILINE)
HOSTILE = st.text(
    st.sampled_from("\x00\x07\x1b\x9b\r\n\t\u202e\u2066\u200b\u2028\ud800\uffff=+-@;,'\"`|<>&[](){}#:\\$axe ")
    | st.characters(),
    max_size=40,
)


class Pipe(io.RawIOBase):
    """Takes bytes in order, as standard output does, and keeps only their number."""

    taken = 0

    def writable(self) -> bool:
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]
        self.taken += len(content)
        return len(content)


def written(
    writer: Writer,
    header: Header,
    assets: Iterable[Asset],
    trailer: Trailer,
    options: WriteOptions | None = None,
) -> bytes:
    stream = io.BytesIO()
    sink = writer.open(stream, options or WriteOptions())
    sink.begin(header)
    for asset in assets:
        sink.add(asset)
    sink.end(trailer)
    return stream.getvalue()


def poisoned(scenario: ModuleType, text: str) -> tuple[Header, tuple[Asset, ...], Trailer]:
    """The small survey with one text in every place that a device, a file or an order fills."""
    header = replace(
        scenario.HEADER,
        sources=tuple(replace(source, name=text) for source in scenario.HEADER.sources),
        not_examined=(NotExamined(name=text, why=text),),
        context={"roles": [text], "organisation": text, "sites": {"city-hall": {"name": text}}},
        answers=(replace(scenario.HEADER.answers[0], name=text, answered_by=text),),
    )
    assets = tuple(
        replace(
            asset,
            site="city-hall" if number % 2 else text,
            keys=AssetKeys(ref=(text,), ip=(text,), mac=(text,), serial=(text,)),
            identification=replace(
                asset.identification,
                model=replace(scenario.ASSETS[7].identification.model, value=text),
                firmware=replace(scenario.ASSETS[7].identification.model, value=text),
            ),
            observations=tuple(
                replace(seen, value=text, locator=text, at=text) for seen in asset.observations
            ),
            joins=tuple(replace(join, value=text) for join in asset.joins),
            notes=(text,),
        )
        for number, asset in enumerate(scenario.ASSETS)
    )
    unread = (
        SourceUnread(source="s1", locator=text, why=text),
        SourceUnread(source=text, locator="", why=""),
    )
    questions = tuple(
        replace(
            question,
            scope=replace(
                question.scope, site=text, match={"model": text, "brand": text}, like={"model": text, "brand": text},
                assets=(AskedAsset(id=text, name=text),),
            ),
        )
        for question in scenario.TRAILER.questions
    )  # fmt: skip
    outcome = AnswersOutcome(
        conflicts=tuple(
            replace(one, place=text, answer=(text,), answered=text, stated=(text,), stated_in=text)
            for one in scenario.TRAILER.answers_outcome.conflicts
        ),
        unmatched=(UnmatchedAnswer(place=text, answered=text, site=text),),
    )
    return (
        header,
        assets,
        replace(scenario.TRAILER, unread=unread, questions=questions, answers_outcome=outcome),
    )


def acting(text: str, *, kept: str = "\n") -> set[str]:
    """The characters that would act instead of being read."""
    return {char for char in text if category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char not in kept}


def test_the_formats_are_those_of_the_contract() -> None:
    assert [writer.name for writer in WRITERS] == [
        "table", "json", "jsonl", "csv", "xlsx", "html", "markdown", "sarif", "cyclonedx"
    ]  # fmt: skip
    assert len({writer.suffix for writer in WRITERS}) == len(WRITERS)
    assert all(writer.about for writer in WRITERS)


@every_writer
@every_language
def test_two_runs_give_the_same_bytes(scenario: ModuleType, writer: Writer, lang: str) -> None:
    document = (scenario.HEADER, scenario.ASSETS, scenario.TRAILER)
    options = WriteOptions(lang=lang)
    assert written(writer, *document, options) == written(writer, *document, options)


@every_writer
def test_bytes_go_to_a_pipe_as_to_a_file(scenario: ModuleType, writer: Writer) -> None:
    pipe = Pipe()
    sink = writer.open(pipe, WriteOptions())  # type: ignore[arg-type]
    sink.begin(scenario.HEADER)
    for asset in scenario.ASSETS:
        sink.add(asset)
    sink.end(scenario.TRAILER)
    assert pipe.taken > 0


@every_writer
def test_a_document_without_labels_or_answers_is_written(scenario: ModuleType, writer: Writer) -> None:
    bare = replace(scenario.TRAILER, labels=Labels(), questions=(), unread=())
    assets = [replace(asset, determinations=(), observations=()) for asset in scenario.ASSETS]
    assert written(writer, scenario.HEADER, assets, bare)


@pytest.mark.parametrize("writer", [w for w in WRITERS if w.name != "csv"], ids=lambda writer: writer.name)
@every_language
def test_an_empty_result_says_what_was_examined(scenario: ModuleType, writer: Writer, lang: str) -> None:
    # Of CSV there is but the line of headings: a row that is no asset would be taken for one.
    nothing = replace(scenario.TRAILER, summary=Summary(), questions=(), unread=())
    content = written(writer, scenario.HEADER, (), nothing, WriteOptions(lang=lang))
    if writer.name == "xlsx":
        about = openpyxl.load_workbook(io.BytesIO(content)).worksheets[-1]
        shown = " ".join(str(cell) for row in about.iter_rows(values_only=True) for cell in row)
    else:
        shown = content.decode()
    assert "scan.xml" in shown or "3 sources" in shown
    assert "22 observations" in shown or "scan.xml" in shown


@pytest.mark.parametrize("writer", [w for w in WRITERS if w.name in TEXTS], ids=lambda writer: writer.name)
@given(text=HOSTILE)
@example("\x1b[2J\u202e::error file=a::b")
@example("##[error]x")
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_hostile_words_do_nothing_in_a_terminal_or_a_log(
    scenario: ModuleType, writer: Writer, text: str
) -> None:
    shown = written(writer, *poisoned(scenario, text)).decode("utf-8")
    if writer.name == "sarif":
        shown = "\n".join(result["message"]["text"] for result in orjson.loads(shown)["runs"][0]["results"])
    assert acting(shown.removeprefix("\ufeff"), kept="\r\n" if writer.name == "csv" else "\n") == set()
    assert not COMMAND.search(shown)


@given(text=HOSTILE)
@example("=cmd|'/c calc'!A1")
@example('a";=1+1')
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_cell_of_a_csv_file_is_a_formula(scenario: ModuleType, lang: str, text: str) -> None:
    writer = next(writer for writer in WRITERS if writer.name == "csv")
    content = written(writer, *poisoned(scenario, text), WriteOptions(lang=lang)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=";" if lang == "fr" else ","))
    assert {len(row) for row in rows} == {34}
    assert not [cell for row in rows for cell in row if cell.lstrip()[:1] in tuple("=+-@\t\r")]


@given(text=HOSTILE)
@example("=1+1")
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_workbook_holds_text_and_no_formula(scenario: ModuleType, text: str) -> None:
    writer = next(writer for writer in WRITERS if writer.name == "xlsx")
    workbook = openpyxl.load_workbook(io.BytesIO(written(writer, *poisoned(scenario, text))))
    kinds = {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


@given(text=HOSTILE)
@example("<script>alert(1)</script>")
@example('" onmouseover="alert(1)" x="')
@example("</style><img src=x onerror=alert(1)>")
@example("{{ 7*7 }}{% raw %}")
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_page_holds_no_element_and_no_attribute_a_device_wrote(scenario: ModuleType, text: str) -> None:
    writer = next(writer for writer in WRITERS if writer.name == "html")
    content = written(writer, *poisoned(scenario, text)).decode("utf-8")
    assert acting(content, kept="\n\t") == set()
    page = html.fromstring(content)
    tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    assert tags.isdisjoint(
        {"script", "img", "iframe", "object", "embed", "form", "input", "link", "svg", "base"}
    )
    names = {name for element in page.iter() for name in element.attrib}
    assert names <= {
        "lang", "charset", "name", "content", "http-equiv", "class", "href", "id", "aria-label", "aria-labelledby",
        "aria-hidden", "datetime", "role", "tabindex", "scope",
    }  # fmt: skip
    assert all(href.startswith("#") for href in page.xpath("//@href"))


@pytest.mark.parametrize(
    "writer",
    [w for w in WRITERS if w.name in ("json", "jsonl", "csv", "sarif", "cyclonedx")],
    ids=lambda writer: writer.name,
)
def test_memory_stays_flat_however_many_assets_pass(scenario: ModuleType, writer: Writer) -> None:
    many = 6_000
    sink = writer.open(Pipe(), WriteOptions())  # type: ignore[arg-type]
    sink.begin(scenario.HEADER)
    sink.add(scenario.ASSETS[0])
    tracemalloc.start()
    for number in range(many):
        sink.add(replace(scenario.ASSETS[number % 8], id=f"a-{number}"))
    sink.end(scenario.TRAILER)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000, f"{peak / many:.0f} bytes an asset were held"


def test_a_page_of_very_many_settled_things_stays_small(scenario: ModuleType) -> None:
    writer = next(writer for writer in WRITERS if writer.name == "html")
    settled = (replace(scenario.ASSETS[5], id=f"a-{number}") for number in range(20_000))
    content = written(writer, scenario.HEADER, settled, scenario.TRAILER)
    assert len(content) < 60_000
    assert b"20,000" in content
