"""What an output may be written over, and what it may not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from phaseout.cli.whole_file import whole_file

LINES = '{"asset": "c", "trait": "inventory.manufacturer", "value": "Hikvision"}\n'


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "phaseout", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "lines.jsonl").write_text(LINES)
    (tmp_path / "context.toml").write_text('[organisation]\nroles = ["ca/federal-department"]\n')
    return folder


@pytest.mark.parametrize("target", ["site/lines.jsonl", "context.toml"])
def test_what_is_read_is_not_written_over(site: Path, target: str) -> None:
    path = site.parent / target
    before = path.read_bytes()
    done = run("survey", site, "--context", site.parent / "context.toml", "-o", f"json={path}")
    assert done.returncode == 2
    assert "would overwrite a source" in done.stderr
    assert path.read_bytes() == before


def test_a_paper_does_not_replace_the_document_it_is_made_from(site: Path) -> None:
    document = site.parent / "doc.json"
    assert run("survey", site, "--role", "us/federal-contractor", "-o", f"json={document}").returncode == 0
    before = document.read_bytes()
    paper = ("artefact", "make", "ndaa-889-representation", "--from", document)
    done = run(*paper, "-o", f"markdown={document}")
    assert done.returncode == 2
    assert document.read_bytes() == before


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with whole_file(pipe) as stream:
        stream.write(b"all of it")
    assert os.read(reader, 100) == b"all of it"
    assert pipe.is_fifo()


def test_a_link_stays_a_link_to_the_new_content(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    link.symlink_to(real)
    with whole_file(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert real.read_text() == "new"
