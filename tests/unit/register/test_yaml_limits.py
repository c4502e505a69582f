"""Files that would hang, crash or feed the parser for ever are blamed and not read."""

import os
from pathlib import Path

from phaseout.register.yamlfile import DEEPEST, read_yaml


def test_brackets_nested_deeper_than_the_parser_survives_are_blamed(tmp_path: Path) -> None:
    path = tmp_path / "deep.yaml"
    path.write_text("[" * 100_000)
    located, (fault,) = read_yaml(path)
    assert located is None
    assert fault.message == "is not YAML: it is nested too deep"


def test_what_is_nested_as_deep_as_entries_are_is_read(tmp_path: Path) -> None:
    path = tmp_path / "fine.yaml"
    path.write_text("[" * 20 + "]" * 20)
    assert DEEPEST > 20
    assert read_yaml(path)[1] == []


def test_a_pipe_in_the_place_of_a_file_is_blamed(tmp_path: Path) -> None:
    path = tmp_path / "pipe.yaml"
    os.mkfifo(path)
    _, (fault,) = read_yaml(path)
    assert fault.message == "is no ordinary file"
