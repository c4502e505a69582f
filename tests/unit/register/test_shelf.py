"""Is what was compiled kept, and nothing that others could have put there?"""

import os
from pathlib import Path

import pytest

from phaseout.register import shelf
from phaseout.register.shelf import DiskShelf

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes and owners are those of POSIX")


def test_what_is_put_is_got(tmp_path: Path) -> None:
    DiskShelf(tmp_path / "new").put("key", b"data")
    assert DiskShelf(tmp_path / "new").get("key") == b"data"
    assert DiskShelf(tmp_path / "new").get("other") is None


def test_what_others_may_write_is_not_read(tmp_path: Path) -> None:
    kept = DiskShelf(tmp_path)
    kept.put("key", b"data")
    (tmp_path / "key.patterns").chmod(0o666)
    assert kept.get("key") is None
    kept.put("key", b"data")
    tmp_path.chmod(0o777)
    assert kept.get("key") is None


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"forged")
    (tmp_path / "key.patterns").symlink_to(tmp_path / "elsewhere")
    assert DiskShelf(tmp_path).get("key") is None


def test_a_pipe_or_a_folder_under_the_name_is_nothing_kept(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.patterns")
    (tmp_path / "folder.patterns").mkdir()
    assert DiskShelf(tmp_path).get("pipe") is None, "and nobody waits for a writer"
    assert DiskShelf(tmp_path).get("folder") is None


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    kept = DiskShelf(tmp_path / "file" / "below")
    kept.put("key", b"data")
    assert kept.get("key") is None


def test_the_oldest_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MOST", 2)
    kept = DiskShelf(tmp_path)
    for number in range(4):
        kept.put(f"key{number}", b"data")
        os.utime(tmp_path / f"key{number}.patterns", (number, number))
    assert [kept.get(f"key{number}") is not None for number in range(4)] == [False, False, True, True]


def test_what_another_user_owns_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = DiskShelf(tmp_path)
    kept.put("key", b"data")
    owner = os.getuid()
    monkeypatch.setattr(shelf.os, "getuid", lambda: owner + 1)
    assert kept.get("key") is None
    monkeypatch.setattr(shelf.os, "getuid", lambda: owner)
    assert kept.get("key") == b"data"
