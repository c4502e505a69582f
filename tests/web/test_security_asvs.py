"""Is every test there that docs/asvs.md says holds a requirement?"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "asvs.md").read_text("utf-8").splitlines()
    if line.startswith("| V")
]


def names_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_holds_a_requirement_is_there(row: list[str]) -> None:
    number, level, about, held = row
    assert re.fullmatch(r"V\d+\.\d+\.\d+", number)
    assert level in "123"
    assert about
    assert held.startswith(("held: ", "by design: ", "open"))
    named = re.findall(r"`(test_[a-z_]+\.py)::(test_[a-z_0-9]+)`", held)
    assert named or not held.startswith("held")
    for file, test in named:
        assert test in names_in(Path(__file__).parent / file), f"{file}::{test}"


def test_each_requirement_stands_once_in_order() -> None:
    numbers = [tuple(map(int, row[0][1:].split("."))) for row in ROWS]
    assert numbers == sorted(set(numbers))
