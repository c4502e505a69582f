"""Are the bytes of a source whole, bounded and digested?"""

import gzip
import hashlib
import io
import os
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaseout.domain.problem import SourceError
from phaseout.intake.source import FileStream


def opened(data: bytes) -> FileStream:
    return FileStream("test", io.BytesIO(data), None)


class Endless(io.RawIOBase):
    """A gzip stream of zeroes that has no end."""

    def __init__(self) -> None:
        self._deflate = zlib.compressobj(wbits=31)

    def read(self, size: int = -1) -> bytes:
        data = b""
        while not data:
            data = self._deflate.compress(bytes(1 << 20))
        return data[: max(size, 1)] if size > 0 else data


@given(st.binary(max_size=20_000), st.integers(1, 9000))
def test_what_is_read_is_what_was_stored(data: bytes, size: int) -> None:
    if data.startswith(b"\x1f\x8b"):
        return
    with opened(data) as stream:
        assert b"".join(iter(lambda: stream.read(size), b"")) == data
        assert stream.finish() == hashlib.sha256(data).hexdigest()


@given(st.binary(max_size=20_000))
def test_gzip_is_unpacked_and_its_digest_is_of_the_file_as_stored(data: bytes) -> None:
    packed = gzip.compress(data[:7000]) + gzip.compress(data[7000:])
    with opened(packed) as stream:
        assert stream.head == data[:4096]
        assert stream.read() == data
        assert stream.finish() == hashlib.sha256(packed).hexdigest()


def test_the_digest_covers_what_the_reader_left() -> None:
    data = os.urandom(3 << 20)
    with opened(data) as stream:
        stream.read(10)
        assert stream.finish() == hashlib.sha256(data).hexdigest()


def test_an_endless_gzip_ends_in_a_diagnosis() -> None:
    with FileStream("trap.gz", Endless(), None) as stream, pytest.raises(SourceError) as caught:  # type: ignore[arg-type]
        stream.read()
    assert "grow more than 200-fold" in caught.value.diagnosis()
    assert "unpack it yourself" in caught.value.diagnosis()


def test_a_damaged_gzip_says_where() -> None:
    packed = bytearray(gzip.compress(os.urandom(100_000)))
    packed[50_000:50_100] = bytes(100)
    with opened(bytes(packed)) as stream, pytest.raises(SourceError, match="damaged after"):
        stream.read()


@pytest.mark.parametrize("cut", [1, 8, 100])
def test_a_gzip_that_ends_early_is_not_taken_for_whole(cut: int) -> None:
    packed = gzip.compress(os.urandom(100_000))
    with opened(packed[:-cut]) as stream, pytest.raises(SourceError, match="end early"):
        stream.read()


@given(st.lists(st.binary(max_size=60).filter(lambda b: b"\n" not in b and b"\r" not in b), max_size=30))
def test_lines_come_whole_and_numbered(lines: list[bytes]) -> None:
    data = b"\r\n".join(lines)
    with opened(b"x" + data) as stream:
        read = list(stream.lines())
    expected = (b"x" + data).split(b"\r\n")
    if expected[-1] == b"":
        expected.pop()
    assert read == list(enumerate(expected, start=1))


def test_a_line_too_long_is_named_and_the_next_one_read() -> None:
    with opened(b"first\n" + b"x" * 5_000_000 + b"\nlast\n") as stream:
        assert list(stream.lines(longest=1000)) == [(1, b"first"), (2, None), (3, b"last")]


def test_a_plain_file_is_its_own_path_and_a_packed_one_is_copied(tmp_path: Path) -> None:
    plain, packed = tmp_path / "plain", tmp_path / "packed.gz"
    plain.write_bytes(b"hello")
    packed.write_bytes(gzip.compress(b"hello"))
    with FileStream("plain", plain.open("rb"), plain) as stream:
        assert stream.as_path(largest=100) == plain
    with FileStream("packed", packed.open("rb"), packed) as stream:
        copy = stream.as_path(largest=100)
        assert copy.read_bytes() == b"hello"
    assert not copy.exists()


def test_a_file_too_large_to_seek_in_is_refused_with_a_remedy(tmp_path: Path) -> None:
    large = tmp_path / "large"
    large.write_bytes(bytes(2 << 20))
    with FileStream("large", large.open("rb"), large) as stream, pytest.raises(SourceError, match="1 MB"):
        stream.as_path(largest=1 << 20)
