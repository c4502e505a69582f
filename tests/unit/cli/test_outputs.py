"""What an output may be written over, and what it may not."""

import gzip
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from command_line import run
from phaseout.cli.forecast import SAMPLE, Forecast
from phaseout.cli.whole_file import whole_file
from phaseout.cli.writing import targets_of
from phaseout.domain.problem import SourceError

LINES = '{"asset": "c", "trait": "inventory.manufacturer", "value": "Hikvision"}\n'
GOC = "ca/goc-hikvision-prohibition"
"""Asked alone where what stands in the document does not matter: all measures make it a hundred times as large."""


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


def test_a_reader_that_leaves_early_costs_no_file_and_no_exit_code(tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text("".join(LINES.replace('"c"', f'"c{number}"') for number in range(1500)))
    document = tmp_path / "x.json"
    asked = f"survey {lines} -q --role ca/federal-department --only {GOC} -o table -o json={document}"
    asked += " --fail-on applies"
    command = f"{sys.executable} -m phaseout {asked} | head -3; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert len(done.stdout.splitlines()) == 3
    assert json.loads(document.read_text())["summary"]["assets"] == 1500


def test_only_its_own_refusal_is_laid_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    with pytest.raises(BrokenPipeError), whole_file(path):
        raise BrokenPipeError
    full = Path("/dev/full")
    with pytest.raises(SourceError, match="cannot be written: No space left"), whole_file(full) as stream:
        stream.write(b"x" * 1_000_000)
    assert not list(tmp_path.iterdir())


def test_a_document_that_is_packed_is_the_same_one_and_is_read_as_it_is(site: Path) -> None:
    asked = ("survey", site, "--role", "us/federal-contractor", "--no-timestamp")
    plain, packed = site.parent / "doc.json", site.parent / "doc.json.gz"
    assert (
        run(*asked, "-o", f"json={plain}", "-o", f"jsonl={packed.with_name('doc.jsonl.gz')}").returncode == 0
    )
    assert run(*asked, "-o", f"json={packed}").returncode == 0
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    told = [
        run("explain", "--from", path).stdout for path in (plain, packed, packed.with_name("doc.jsonl.gz"))
    ]
    assert "Hikvision" in told[0]
    assert told[0] == told[1] == told[2]
    before = packed.read_bytes()
    assert run(*asked, "-o", f"json={packed}").returncode == 0
    assert packed.read_bytes() == before


@pytest.mark.parametrize("kind", ["json", "jsonl"])
def test_a_packed_document_that_was_cut_is_torn(site: Path, kind: str) -> None:
    packed = site.parent / f"doc.{kind}.gz"
    assert run("survey", site, "--role", "us/federal-contractor", "-o", f"{kind}={packed}").returncode == 0
    packed.write_bytes(packed.read_bytes()[:-200])
    done = run("explain", "--from", packed)
    assert done.returncode == 3
    assert "did not finish" in done.stderr


def test_a_workbook_is_not_packed_again(site: Path) -> None:
    done = run("survey", site, "-o", f"xlsx={site.parent / 'report.xlsx.gz'}")
    assert done.returncode == 2
    assert "packed already" in done.stderr


def test_a_large_document_is_announced_and_one_that_is_packed_or_small_is_not(
    scenario: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(output: str, expected: int) -> str:
        forecast = Forecast(targets_of([output]), expected, "fr")
        for _ in range(SAMPLE):
            forecast.weigh(scenario.ASSETS[0])
        return capsys.readouterr().err

    assert "au plus 1\N{NARROW NO-BREAK SPACE}000\N{NARROW NO-BREAK SPACE}000 appareils" in said(
        "json=all.json", 1_000_000
    )
    for output in ("json=all.json.gz", "json", "csv=all.csv"):
        assert said(output, 1_000_000) == ""
    assert said("json=all.json", 100) == ""


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
def test_a_workbook_that_is_interrupted_leaves_no_traceback_and_no_draft(tmp_path: Path) -> None:
    source, out = tmp_path / "lines.jsonl", tmp_path / "out"
    drafts = tmp_path / "drafts"
    out.mkdir()
    drafts.mkdir()
    source.write_text("".join(LINES.replace('"c"', f'"c{number}"') for number in range(20_000)))
    command = (sys.executable, "-m", "phaseout", "survey", source, "-q", "-o", f"xlsx={out / 'report.xlsx'}")
    environment = {**os.environ, "TMPDIR": str(drafts)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as run_of_it:
        # until rows of a sheet are written
        while run_of_it.poll() is None and not any(
            one.stat().st_size > 9999 for one in drafts.glob("openpyxl*")
        ):
            time.sleep(0.02)
        run_of_it.terminate()
        said = run_of_it.communicate()[1]
    assert run_of_it.returncode == 3, "it was over before it could be interrupted"
    assert said.strip() == "stopped"
    assert not list(out.iterdir())
