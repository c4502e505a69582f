"""Is every file the user means examined, or listed with the reason why not?"""

from pathlib import Path

import pytest

from phaseout.domain.document import NotExamined
from phaseout.domain.problem import UsageError
from phaseout.intake.reader import Reader, Sniff
from phaseout.intake.walk import Candidate, candidates

NMAP = Reader(name="nmap-xml", sniff=lambda _head, _name: Sniff.NOT_MINE, read=lambda _stream: iter(()))


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.xml", "a/z.csv", "a/b.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [c.name.removeprefix(f"{tmp_path}/") for c in candidates([str(tmp_path)], ())]
    assert found == ["a/b.csv", "a/z.csv", "b.xml"]


def test_what_is_left_out_is_listed_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    found = list(candidates([str(tmp_path)], ()))
    assert [(type(f), f.why) for f in found if isinstance(f, NotExamined)] == [
        (NotExamined, "hidden file or folder"),
        (NotExamined, "link to a folder; name that folder itself"),
    ]


def test_a_reader_may_be_named_in_front_whole_or_by_its_first_word(tmp_path: Path) -> None:
    scan = tmp_path / "scan.xml"
    scan.write_text("x")
    for scheme in ("nmap", "nmap-xml"):
        (found,) = candidates([f"{scheme}:{scan}"], (NMAP,))
        assert isinstance(found, Candidate)
        assert (found.path, found.reader) == (scan, NMAP)


def test_a_dash_is_standard_input() -> None:
    (found,) = candidates(["-"], ())
    assert found == Candidate(name="standard input", path=None)


def test_a_name_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="no such file"):
        list(candidates(["no/such/thing.xml"], ()))
