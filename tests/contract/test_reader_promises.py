"""What every reader promises, held against every fixture of every reader.

A reader gets its fixtures in ``tests/fixtures/NAME/``. A credential planted in one holds the word PLANTED.
"""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import dpkt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.domain.trait import TRAITS
from phaseout.intake import READERS
from phaseout.intake.reader import Reader, Sniff, SourceStream

FIXTURES = Path(__file__).parent.parent / "fixtures"
HEAD = 4096
COPIES = 32
"""How many mangled copies of each kind a fixture is read in."""
COPIES_APART = 8
"""Likewise of a file that is parsed in a process of its own, which each copy starts."""
APART = (b"%PDF", b"\xff\xd8", b"\x89PNG")
"""How such files begin."""
StreamOf = Callable[..., SourceStream]


def fixtures_of(reader: Reader) -> list[Path]:
    folder = FIXTURES / reader.name
    return sorted(path for path in folder.glob("*") if path.is_file() and path.suffix not in {".py", ".md"})


CASES = [
    pytest.param(reader, path, id=f"{reader.name}-{path.name}")
    for reader in READERS
    for path in fixtures_of(reader)
]
each_reader = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
each_fixture = pytest.mark.parametrize(("reader", "path"), CASES)


def read(
    reader: Reader, data: bytes, stream_of: StreamOf, path: Path, portion: int = 1 << 20
) -> list[Reading]:
    return list(reader.read(stream_of(data, name=path.name, portion=portion)))


@each_reader
def test_a_reader_has_a_name_an_explanation_and_fixtures(reader: Reader) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z]+)*", reader.name)
    assert (reader.read.__doc__ or "").strip(), "the docstring is what `phaseout readers` prints"
    assert fixtures_of(reader)


def test_no_two_readers_have_one_name() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)


@each_fixture
def test_a_fixture_is_claimed_by_its_reader_and_by_no_other(reader: Reader, path: Path) -> None:
    head = path.read_bytes()[:HEAD]
    sure = [other.name for other in READERS if other.sniff(head, path.name) is Sniff.MINE]
    assert sure == [reader.name]


@each_reader
def test_nothing_is_claimed_by_name_alone(reader: Reader) -> None:
    for path in fixtures_of(reader):
        assert reader.sniff(b"", path.name) is Sniff.NOT_MINE
        assert reader.sniff(b"\0" * HEAD, path.name) is not Sniff.MINE


@each_fixture
def test_every_reading_is_well_formed(reader: Reader, path: Path, stream_of: StreamOf) -> None:
    readings = read(reader, path.read_bytes(), stream_of, path)
    assert any(isinstance(reading, Observation) for reading in readings)
    for reading in readings:
        match reading:
            case Observation():
                assert reading.trait in TRAITS
                assert reading.subject.key
                assert reading.port is None or 0 <= reading.port <= 65535
                assert reading.at is None or re.match(r"\d{4}-\d\d-\d\d", reading.at)
            case Unread():
                assert reading.why
            case Dropped():
                assert reading.what


@each_fixture
def test_reading_twice_gives_the_same(reader: Reader, path: Path, stream_of: StreamOf) -> None:
    data = path.read_bytes()
    assert read(reader, data, stream_of, path) == read(reader, data, stream_of, path)


@each_fixture
@pytest.mark.parametrize("portion", [61, 4093])
def test_a_reading_does_not_depend_on_how_the_bytes_arrive(
    reader: Reader, path: Path, portion: int, stream_of: StreamOf
) -> None:
    data = path.read_bytes()
    assert read(reader, data, stream_of, path, portion) == read(reader, data, stream_of, path)


@each_fixture
def test_every_locator_resolves(reader: Reader, path: Path, stream_of: StreamOf) -> None:
    data = path.read_bytes()
    text = data.decode("utf-16") if data.startswith(b"\xff\xfe") else data.decode("utf-8", "replace")
    there_are = {
        "line": len(data.split(b"\n")),
        "host": len(re.findall(r"<host[\s>]", text)),
        "packet": packets_in(data),
        "byte": len(data),
        "record": len(re.findall(r"[{(\[]", text)),
        "segment": len(re.findall(r"['~]", text)),
        "code": data.startswith((b"\xff\xd8", b"\x89PNG")),
        "page": len(re.findall(r"/Type /Page\b", text)),
        **paragraphs_in(data),
    }
    for reading in read(reader, data, stream_of, path):
        # A document may stand in another, and a Word document has parts.
        place = re.sub(r"^(?:attachment [^,]+|header1), ", "", reading.locator)
        numbered = re.match(
            r"(line|host|packet|byte|record|segment|page|paragraph|table|code) (\d+)(?:, |$)", place
        )
        script = re.search(r"\b(?:script|prescript|postscript) ([\w-]+)$", reading.locator)
        cell = re.fullmatch(r"(?:'.+'|\w+)!(?:[A-Z]{1,3}\d+|\d+:\d+)", reading.locator)
        assert numbered or script or cell or place == "file", reading.locator
        if numbered and not reading.locator.startswith("attachment "):
            assert 1 <= int(numbered[2]) <= there_are[numbered[1]], reading.locator
        if script:
            assert f'id="{script[1]}"' in text


def paragraphs_in(data: bytes) -> dict[str, int]:
    if not data.startswith(b"PK") or b"word/document.xml" not in data:
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml")
    return {"paragraph": body.count(b"<w:p>"), "table": body.count(b"<w:tbl>")}


def packets_in(data: bytes) -> int:
    try:
        return sum(1 for _ in dpkt.pcap.UniversalReader(io.BytesIO(data)))
    except (ValueError, dpkt.dpkt.NeedData):
        return 0


@each_fixture
def test_no_planted_credential_comes_through(reader: Reader, path: Path, stream_of: StreamOf) -> None:
    readings = read(reader, path.read_bytes(), stream_of, path)
    assert "PLANTED" not in repr(readings)
    if b"PLANTED" in path.read_bytes():
        assert any(isinstance(reading, Dropped) for reading in readings)


def copies_of(data: bytes) -> int:
    return COPIES_APART if data.startswith(APART) else COPIES


def truncated(data: bytes) -> Iterator[bytes]:
    step = max(1, len(data) // copies_of(data))
    return (data[:end] for end in range(0, len(data), step))


def bit_flipped(data: bytes) -> Iterator[bytes]:
    chance = random.Random(len(data))
    for _ in range(copies_of(data)):
        copy = bytearray(data)
        copy[chance.randrange(len(copy))] ^= 1 << chance.randrange(8)
        yield bytes(copy)


@each_fixture
@pytest.mark.parametrize("mangle", [truncated, bit_flipped])
def test_damaged_copies_never_raise(
    reader: Reader, path: Path, mangle: Callable[[bytes], Iterator[bytes]], stream_of: StreamOf
) -> None:
    for copy in mangle(path.read_bytes()):
        reader.sniff(copy[:HEAD], path.name)
        for reading in read(reader, copy, stream_of, path):
            assert isinstance(reading, Observation | Unread | Dropped)


# What a picture is cut and flipped to is tried above; Pillow, which unpacks it, runs in a process of its own.
READ_HERE = [case for case in CASES if case.values[0].name != "photo"]
EDITS = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 12), st.binary(max_size=12)),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize(("reader", "path"), READ_HERE)
@settings(
    max_examples=COPIES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(edits=EDITS)
def test_mangled_copies_never_raise(
    reader: Reader, path: Path, edits: list[tuple[float, int, bytes]], stream_of: StreamOf
) -> None:
    data = path.read_bytes()
    for where, length, replacement in edits:
        at = int(where * len(data))
        data = data[:at] + replacement + data[at + length :]
    reader.sniff(data[:HEAD], path.name)
    for reading in read(reader, data, stream_of, path):
        assert isinstance(reading, Observation | Unread | Dropped)


@each_reader
@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=400))
def test_noise_never_raises(reader: Reader, data: bytes, stream_of: StreamOf) -> None:
    reader.sniff(data, "noise")
    read(reader, data, stream_of, Path("noise"))
