"""Is every command, option, format, exit code and rule of the house written down where people look?"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from phaseout.cli import COMMANDS, group
from phaseout.cli.outcome import MEANING
from phaseout.domain.claim import Grade
from phaseout.domain.trait import TRAITS, Basis
from phaseout.identify.identification import METHODS
from phaseout.intake import READERS
from phaseout.report import WRITERS

ROOT = Path(__file__).parents[2]
DOCS = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md"))
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> list[tuple[str, click.Command]]:
    """Return every command and subcommand with its full name."""
    context = click.Context(group)
    found = []
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        found.append((name, command))
        if isinstance(command, click.Group):
            found.extend((f"{name} {sub}", one) for sub, one in command.commands.items())
    return found


@pytest.mark.parametrize(
    ("name", "command"), commands(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_command_and_option_explains_itself(name: str, command: click.Command) -> None:
    assert command.help, name
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.name}"


def test_every_command_stands_in_the_reference() -> None:
    missing = [name for name, _ in commands() if f"`phaseout {name}" not in DOCS + README]
    assert not missing


def test_every_option_of_a_survey_stands_in_the_reference() -> None:
    survey = dict(commands())["survey"]
    options = [option.opts[-1] for option in survey.params if isinstance(option, click.Option)]
    assert not [option for option in options if f"`{option}" not in DOCS]


def test_every_reader_and_writer_says_what_it_does_and_stands_in_the_reference() -> None:
    assert all((reader.read.__doc__ or "").strip() for reader in READERS)
    assert all(writer.about.strip() for writer in WRITERS)
    assert not [r.name for r in READERS if f"`{r.name}`" not in DOCS]
    assert not [w.name for w in WRITERS if f"`{w.name}`" not in DOCS]


def test_every_method_of_identification_explains_itself() -> None:
    assert all(len(method.__doc__ or "") > 40 for method in METHODS)


def test_every_exit_code_grade_and_basis_is_documented_as_it_is() -> None:
    for code, meaning in MEANING.items():
        assert f"| {code.value} | {meaning} |" in DOCS.replace("`", "")
    for word in (*Grade, *Basis):
        assert f"`{word.value}`" in DOCS


def test_every_trait_says_what_stands_in_it() -> None:
    assert all(trait.about for trait in TRAITS.values())


def test_what_the_documents_point_at_exists() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_a_planted_violation_of_the_house_is_named(tmp_path: Path) -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    for part in ("src", "pyproject.toml"):
        origin = ROOT / part
        copy = shutil.copytree if origin.is_dir() else shutil.copy
        copy(origin, tmp_path / part)
    (tmp_path / "src" / "phaseout" / "domain" / "planted.py").write_text("import phaseout.intake.source\n")
    environment = {"PYTHONPATH": str(tmp_path / "src"), "PATH": "/usr/bin:/bin", "COLUMNS": "200"}
    done = subprocess.run(
        [str(lint), "--no-cache"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "rooms stand in order BROKEN" in done.stdout
    assert "phaseout.domain.planted" in done.stdout
