import io
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phaseout.domain.answer import AnswersFile, AssetAnswer, SiteAnswer
from phaseout.domain.asset import Asset, AssetKeys, Join, Seen
from phaseout.domain.claim import Claim, Conflict, Dimension, Grade, Identification
from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.document import Choice, GivenRules, Header, NotExamined, RegisterStamp, Source, Trailer
from phaseout.domain.problem import SourceError
from phaseout.domain.trait import Basis
from phaseout.domain.truth import Reason, Truth
from phaseout.report import WRITERS, json_document, json_lines
from phaseout.report.reading import document_of, read_document
from phaseout.report.sink import WriteOptions, Writer

WORDS = st.text(st.characters(), max_size=12)
NAMES = st.lists(WORDS, max_size=2).map(tuple)
CLAIMS = st.builds(
    Claim,
    value=st.none() | WORDS,
    grade=st.sampled_from(Grade),
    bases=st.lists(st.sampled_from(Basis), max_size=2).map(tuple),
    evidence=NAMES,
    rules=NAMES,
)
LEAVES = st.builds(
    Reason, code=st.sampled_from(["who.bound", "relation.named", "code.of-the-future"]), truth=st.sampled_from(Truth),
    params=st.fixed_dictionaries({"role": WORDS, "maker": WORDS, "named": WORDS}), fact=st.none() | WORDS,
    evidence=NAMES,
)  # fmt: skip
REASONS = st.recursive(
    LEAVES,
    lambda parts: st.builds(
        Reason,
        code=st.just("who"),
        truth=st.sampled_from(Truth),
        because=st.lists(parts, max_size=2).map(tuple),
    ),
    max_leaves=5,
)
ANSWERS = st.builds(
    Determination, measure=WORDS, act=WORDS, outcome=st.sampled_from(Outcome), reason=REASONS,
    checked_through=st.dates(), on=st.none() | st.dates(), until=st.none() | st.dates(), clause=st.none() | WORDS,
    duty=st.none() | WORDS, questions=NAMES,
)  # fmt: skip
ASSETS = st.builds(
    Asset, id=WORDS, kind=st.none() | WORDS, site=st.none() | WORDS,
    keys=st.builds(AssetKeys, ref=NAMES, ip=NAMES, mac=NAMES, serial=NAMES),
    identification=st.builds(
        Identification, maker=CLAIMS, brand=CLAIMS, serial=CLAIMS,
        conflicts=st.lists(
            st.builds(
                Conflict, dimension=st.sampled_from(Dimension), claims=st.lists(CLAIMS, max_size=2).map(tuple)
            ),
            max_size=1,
        ).map(tuple),
    ),
    determinations=st.lists(ANSWERS, max_size=2).map(tuple),
    observations=st.lists(
        st.builds(
            Seen, id=WORDS, trait=WORDS, value=WORDS, source=WORDS, locator=WORDS, at=st.none() | WORDS,
            port=st.none() | st.integers(0, 65535),
        ),
        max_size=2,
    ).map(tuple),
    joins=st.lists(st.builds(Join, by=WORDS, value=WORDS, sources=NAMES), max_size=1).map(tuple), notes=NAMES,
)  # fmt: skip
FACTS = st.dictionaries(WORDS, NAMES, max_size=2)
GIVEN = st.lists(
    st.builds(GivenRules, name=WORDS, sha256=WORDS, used=st.integers(0, 9), unused=st.integers(0, 9)),
    max_size=1,
).map(tuple)
HEADERS = st.builds(
    Header, engine=WORDS, register=st.builds(RegisterStamp, edition=WORDS, digest=WORDS), as_of=st.dates().map(str),
    context=st.dictionaries(WORDS, st.none() | WORDS | st.lists(WORDS, max_size=2), max_size=2),
    generated=st.none() | WORDS, schema=st.just("1.0"),
    sources=st.lists(
        st.builds(Source, id=WORDS, name=WORDS, reader=WORDS, sha256=WORDS, observations=st.integers(0, 9),
                  unread=st.integers(0, 9), dropped=st.integers(0, 9)), max_size=1,
    ).map(tuple),
    not_examined=st.lists(st.builds(NotExamined, name=WORDS, why=WORDS), max_size=1).map(tuple),
    asked=st.builds(Choice, only=NAMES, exclude=NAMES, fingerprints=GIVEN, columns=GIVEN),
    answers=st.lists(
        st.builds(
            AnswersFile, name=WORDS, sha256=WORDS, answered_by=st.none() | WORDS, on=st.none() | WORDS, roles=NAMES,
            use=FACTS, sites=st.lists(st.builds(SiteAnswer, id=WORDS, facts=FACTS), max_size=1).map(tuple),
            assets=st.lists(st.builds(AssetAnswer, match=FACTS, facts=FACTS), max_size=1).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
)  # fmt: skip
JSON_WRITERS = (json_document.WRITER, json_lines.WRITER)


def written(writer: Writer, header: Header, assets: tuple[Asset, ...], trailer: Trailer) -> bytes:
    stream = io.BytesIO()
    sink = writer.open(stream, WriteOptions())
    sink.begin(header)
    for asset in assets:
        sink.add(asset)
    sink.end(trailer)
    return stream.getvalue()


@pytest.mark.parametrize("writer", JSON_WRITERS, ids=lambda writer: writer.name)
@given(header=HEADERS, assets=st.lists(ASSETS, max_size=3).map(tuple))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_is_written_is_read_as_it_was(
    scenario: ModuleType, writer: Writer, header: Header, assets: tuple[Asset, ...]
) -> None:
    document = document_of(written(writer, header, assets, scenario.TRAILER), "x")
    assert document.header == header
    assert tuple(document.assets) == assets
    assert document.trailer == scenario.TRAILER


@pytest.mark.parametrize("writer", JSON_WRITERS, ids=lambda writer: writer.name)
def test_a_lone_surrogate_survives(scenario: ModuleType, writer: Writer) -> None:
    asset = replace(scenario.ASSETS[0], notes=("\ud800 and \udcff",))
    document = document_of(written(writer, scenario.HEADER, (asset,), scenario.TRAILER), "x")
    assert tuple(document.assets) == (asset,)


@pytest.mark.parametrize("writer", JSON_WRITERS, ids=lambda writer: writer.name)
def test_the_assets_of_a_file_can_be_gone_through_twice(
    scenario: ModuleType, writer: Writer, tmp_path: Path
) -> None:
    path = tmp_path / "doc"
    path.write_bytes(written(writer, scenario.HEADER, scenario.ASSETS, scenario.TRAILER))
    document = read_document(path)
    assert tuple(document.assets) == tuple(document.assets) == scenario.ASSETS


@pytest.mark.parametrize("name", [writer.name for writer in WRITERS])
def test_every_report_can_be_made_again_from_the_document_alone(scenario: ModuleType, name: str) -> None:
    writer = next(writer for writer in WRITERS if writer.name == name)
    saved = document_of(
        written(json_document.WRITER, scenario.HEADER, scenario.ASSETS, scenario.TRAILER), "doc.json"
    )
    again = written(writer, saved.header, tuple(saved.assets), saved.trailer)
    assert again == written(writer, scenario.HEADER, scenario.ASSETS, scenario.TRAILER)


def test_a_document_that_was_indented_by_another_tool_is_read(scenario: ModuleType) -> None:
    content = written(json_document.WRITER, scenario.HEADER, scenario.ASSETS, scenario.TRAILER)
    indented = orjson.dumps(orjson.loads(content), option=orjson.OPT_INDENT_2)
    assert tuple(document_of(indented, "x").assets) == scenario.ASSETS


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "not sound JSON"),
        (b"{", "not sound JSON"),
        (b"\xff\xfe\x00", "not sound JSON"),
        (b"[" * 100_000, "not sound JSON"),
        (b"[]", "not a JSON object"),
        (b'{"schema": "1.0", "assets": [{"id": "a", "kind": 1, "kind": 2}]}', "'kind' stands twice"),
        (b'{"document": {"schema": "1.0", "schema": "1.1"}}\n{"trailer": {}}\n', "'schema' stands twice"),
        (b'{"schema": "1.0"}', "no list of assets"),
        (b'{"assets": []}', "says no schema"),
        (b'{"schema": "2.1", "assets": []}', "its schema is 2.1"),
        (b'{"schema": "1.9", "assets": []}', "engine"),
        (b'{"document": {"schema": "1.0"}}\n', "did not finish"),
        (b'{"document": 1}\n{"trailer": {}}\n', "'document' is not an object"),
    ],
)
def test_what_is_no_document_ends_in_a_diagnosis(content: bytes, what: str) -> None:
    with pytest.raises(SourceError) as error:
        document_of(content, "doc.json")
    assert what in error.value.diagnosis()
    assert error.value.diagnosis().startswith("doc.json")
    assert error.value.remedy


@pytest.mark.parametrize("writer", JSON_WRITERS, ids=lambda writer: writer.name)
def test_a_torn_document_is_refused_wherever_it_was_torn(scenario: ModuleType, writer: Writer) -> None:
    content = written(writer, scenario.HEADER, scenario.ASSETS, scenario.TRAILER)
    for end in range(0, len(content) - 2, 997):
        with pytest.raises(SourceError):
            list(document_of(content[:end], "doc").assets)


def test_a_strange_asset_is_named_by_its_number(scenario: ModuleType) -> None:
    value = orjson.loads(written(json_document.WRITER, scenario.HEADER, scenario.ASSETS, scenario.TRAILER))
    value["assets"][1]["determinations"][0]["outcome"] = "perhaps"
    with pytest.raises(SourceError, match=r"determinations\.0\.outcome") as error:
        list(document_of(orjson.dumps(value), "doc.json").assets)
    assert error.value.where == "doc.json, asset 2"


def test_a_file_that_is_not_there_ends_in_a_diagnosis(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_document(tmp_path / "missing.json")
