"""Is the output whole at any moment, and does a run go on where it was broken off?"""

import errno
import stat
from collections.abc import Callable
from io import FileIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaseout.domain.problem import SourceError, UsageError
from phaseout.probe.addresses import Addresses
from phaseout.probe.kept import Kept


def journal(path: Path) -> Path:
    return path.with_name(path.name + ".journal")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    path = tmp_path / "look.jsonl"
    with Kept(path) as kept:
        kept.keep("10.20.0.1", [b'{"a":1}', b'{"a":2}\n'], is_finished=True)
        kept.keep("10.20.0.2", [], is_finished=True)
        kept.keep("10.20.0.3", [b'{"a":3}'], is_finished=False)
        kept.keep("fd00::4", [b'{"a":4}'], is_finished=True)
    return path


WHOLE = b'{"a":1}\n{"a":2}\n{"a":3}\n{"a":4}\n'


def test_what_was_kept_stands_there_in_lines_and_who_is_done_is_known_again(output: Path) -> None:
    assert output.read_bytes() == WHOLE
    with Kept(output, resume=True) as kept:
        done = [
            one for one in ("10.20.0.1", "10.20.0.2", "10.20.0.3", "fd00::4", "10.20.0.5") if kept.done(one)
        ]
        assert done == ["10.20.0.1", "10.20.0.2", "fd00::4"]
        assert kept.finished == 3
        kept.keep("10.20.0.5", [b'{"a":5}'], is_finished=True)
    assert output.read_bytes() == WHOLE + b'{"a":5}\n'


def test_what_a_host_says_again_after_it_was_broken_off_is_not_written_again(tmp_path: Path) -> None:
    path, host = tmp_path / "look.jsonl", "10.20.0.3"
    first = b'{"asset":"10.20.0.3","trait":"mac","value":"44:19:b6:00:00:01","at":"2026-11-27T12:00:00Z"}'
    again = first.replace(b"12:00:00Z", b"13:30:00Z")
    other = again.replace(b"00:01", b"00:02")
    with Kept(path) as kept:
        kept.keep(host, [first], is_finished=False)
        kept.keep("10.20.0.4", [b"not JSON", b"[1]"], is_finished=False)
    with Kept(path, resume=True) as kept:
        kept.keep(host, [again], is_finished=False)
        kept.keep(host, [again, other], is_finished=True)
        kept.keep("10.20.0.4", [b"not JSON", b"[1]", b"[2]"], is_finished=True)
        kept.keep("10.20.0.5", [first], is_finished=True)
        assert kept.finished == 3
    assert path.read_bytes().splitlines() == [first, b"not JSON", b"[1]", other, b"[2]", first]


def test_wherever_it_is_cut_off_it_goes_on_with_whole_lines_each_once(output: Path) -> None:
    written, noted = output.read_bytes(), journal(output).read_bytes()
    lines = written.splitlines(keepends=True)
    for length in range(0, len(written) + 1, 3):
        for entries in range(0, len(noted) + 1, 5):
            output.write_bytes(written[:length])
            journal(output).write_bytes(noted[:entries])
            with Kept(output, resume=True) as kept:
                is_done = {one: kept.done(one) for one in ("10.20.0.1", "fd00::4")}
            left = output.read_bytes().splitlines(keepends=True)
            assert left == lines[: len(left)]
            assert len(left) in {0, 2, 3, 4}, "all that a host said, or nothing of it"
            assert is_done["10.20.0.1"] is (len(left) >= 2)
            assert is_done["fd00::4"] is (len(left) == 4)


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_whatever_stands_in_the_files_leaves_whole_lines_or_none(
    tmp_path_factory, written: bytes, noted: bytes
) -> None:
    path = tmp_path_factory.mktemp("kept") / "look.jsonl"
    path.write_bytes(written)
    journal(path).write_bytes(noted)
    try:
        with Kept(path, resume=True) as kept:
            kept.keep("10.20.0.1", [b"{}"], is_finished=True)
    except SourceError:
        assert path.read_bytes() == written
    else:
        assert path.read_bytes().endswith(b"{}\n")


@pytest.mark.parametrize(
    "entry", [b"0 +10.20.0.999\n", b"99 +10.20.0.1\n", b"0 +10.20.0.1", b"+10.20.0.1\n", b"\n"]
)
def test_an_entry_that_cannot_be_is_where_the_journal_ends(output: Path, entry: bytes) -> None:
    journal(output).write_bytes(entry + journal(output).read_bytes())
    with Kept(output, resume=True) as kept:
        assert (kept.finished, output.read_bytes()) == (0, b"")


def test_a_journal_of_something_else_cuts_nothing_off(output: Path) -> None:
    journal(output).write_bytes(b"9 +10.20.0.1\n")
    with pytest.raises(SourceError, match="does not fit the journal"):
        Kept(output, resume=True)
    assert output.read_bytes() == WHOLE


def test_what_is_there_is_not_overwritten(output: Path) -> None:
    with pytest.raises(UsageError, match="is there already") as raised:
        Kept(output)
    assert "--resume" in (raised.value.remedy or "")
    output.unlink()
    with pytest.raises(UsageError, match="is there already"):
        Kept(output)
    assert journal(output).stat().st_size


def test_a_file_without_a_journal_is_not_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "other.jsonl"
    path.write_bytes(b'{"mine": true}\n')
    with pytest.raises(SourceError, match="has no journal"):
        Kept(path, resume=True)
    assert path.read_bytes() == b'{"mine": true}\n'


def test_going_on_with_nothing_begins(tmp_path: Path) -> None:
    with Kept(tmp_path / "new.jsonl", resume=True) as kept:
        assert kept.finished == 0


def test_two_runs_do_not_write_one_output(output: Path) -> None:
    with Kept(output, resume=True):
        with pytest.raises(SourceError, match="is being written by another run"):
            Kept(output, resume=True)
        assert output.read_bytes() == WHOLE
    with Kept(output, resume=True) as again:
        assert again.finished == 3


def test_its_owner_alone_may_read_it(output: Path) -> None:
    for path in (output, journal(output)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_full_disk_leaves_what_was_kept_whole(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Kept(output, resume=True) as kept:
        for name in ("_output", "_journal"):
            file = getattr(kept, name)
            monkeypatch.setattr(type(file), "write", _full_after(file, 3))
            with pytest.raises(SourceError, match="cannot be written: No space left on device"):
                kept.keep("10.20.0.9", [b'{"a":9}'], is_finished=True)
            monkeypatch.undo()
            assert not kept.done("10.20.0.9")
            assert output.read_bytes() == WHOLE
            assert journal(output).read_bytes().count(b"\n") == 4
        kept.keep("10.20.0.9", [b'{"a":9}'], is_finished=True)
    assert output.read_bytes() == WHOLE + b'{"a":9}\n'


def _full_after(full: FileIO, room: int) -> Callable[[FileIO, bytes], int]:
    """Return a ``write`` that takes so many bytes more for one file, and then none."""

    def write(file: FileIO, content: bytes) -> int:
        nonlocal room
        if file is not full:
            return FileIO.write(file, content)
        if not room:
            raise OSError(errno.ENOSPC, "No space left on device")
        taken = FileIO.write(file, bytes(content)[:room])
        room -= taken
        return taken

    return write


ADDRESSES = st.one_of(st.ip_addresses(v=4, network="10.0.0.0/15"), st.ip_addresses(v=6, network="fd00::/110"))


@given(st.lists(ADDRESSES, max_size=20), st.lists(ADDRESSES, max_size=20))
def test_addresses_are_remembered_as_in_a_set(added: list, asked: list) -> None:
    found = Addresses()
    for one in added:
        found.add(str(one))
    assert len(found) == len(set(added))
    assert all((str(one) in found) is (one in added) for one in (*asked, *added))
