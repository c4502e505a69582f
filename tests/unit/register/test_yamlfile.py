"""Is every value text, and does every part know its line?"""

from pathlib import Path

import pytest

from phaseout.register.yamlfile import read_yaml


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_words_that_yaml_takes_for_something_else_stay_words(tmp_path):
    located, faults = read_yaml(
        write(tmp_path, "on: [NO, yes, 001122, 12E456, 1.10, 2023-12-21, 1:30, true]\n")
    )
    assert faults == []
    assert located is not None
    assert located.value == {"on": ["NO", "yes", "001122", "12E456", "1.10", "2023-12-21", "1:30", "true"]}


def test_only_a_plain_null_is_nothing(tmp_path):
    located, _ = read_yaml(write(tmp_path, "{a: null, b: ~, c: , d: 'null', e: '', f: \"~\"}\n"))
    assert located is not None
    assert located.value == {"a": None, "b": None, "c": None, "d": "null", "e": "", "f": "~"}


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ((), 2),
        (("a",), 2),
        (("b",), 3),
        (("b", 1), 5),
        (("b", 1, "c"), 6),
        (("b", 1, "missing"), 5),
        (("b", 9), 3),
        (("missing", "too"), 2),
    ],
)
def test_a_part_knows_its_line_and_a_missing_part_that_of_what_is_around_it(tmp_path, place, line):
    located, _ = read_yaml(write(tmp_path, "# head\na: 1\nb:\n  - x\n  - d: 1\n    c: 2\n"))
    assert located is not None
    assert located.line(place) == line


def test_a_file_that_is_not_there_is_a_fault_and_no_exception(tmp_path):
    located, (fault,) = read_yaml(tmp_path / "none.yaml")
    assert located is None
    assert "cannot be opened" in fault.message
