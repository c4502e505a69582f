"""The saved survey that plans are made of."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from phaseout.cli import group

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "town.json"
    town = ["survey", str(ROOT / "examples/town-hall"), "--context", str(ROOT / "examples/town-hall.toml")]
    asked = [*town, "--as-of", "2026-11-23", "--no-timestamp", "-o", f"json={path}"]
    assert CliRunner().invoke(group, asked).exit_code == 0
    return path
