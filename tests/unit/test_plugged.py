"""Are readers and writers of other packages used, named, and refused where they cannot be?"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from phaseout.cli import group
from phaseout.cli.outcome import Outcome, of_error
from phaseout.plugged import PluggedError, every_reader

CODE = '''
from phaseout.domain.observation import Observation, Subject
from phaseout.intake.reader import Reader, Sniff
from phaseout.report.sink import Writer


def read(stream):
    """Lists of moon rovers."""
    for number, line in stream.lines():
        yield Observation(Subject("rover"), "http.server", line.decode(), f"line {number}")


class Sink:
    def __init__(self, stream, options):
        self.stream = stream

    def begin(self, header):
        self.stream.write(b"moon\\n")

    def add(self, asset):
        self.stream.write(asset.identification.maker.value.encode() + b"\\n")

    def end(self, trailer):
        pass


READER = Reader(name="moon", sniff=lambda head, name: Sniff.MINE if name.endswith(".moon") else Sniff.NOT_MINE, read=read)
WRITER = Writer(name="moonbeam", suffix="moon", about="makers, one a line", open=Sink)
CSV = Reader(name="csv", sniff=READER.sniff, read=read)
TEXT = "no reader"
'''
Install = Callable[[str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Install:
    """Install a package named moonware, as a folder of its own on the path, with these entry points."""
    site = tmp_path / "site"
    module = f"moon_{abs(hash(request.node.name))}"

    def put(points: str) -> None:
        info = site / "moonware-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(
            "Metadata-Version: 2.1\nName: moonware\nVersion: 1.0\n", encoding="utf-8"
        )
        (info / "entry_points.txt").write_text(points.replace("MOON", module), encoding="utf-8")
        (site / f"{module}.py").write_text(CODE, encoding="utf-8")
        (site / f"{module}_broken.py").write_text("raise RuntimeError('no moon')", encoding="utf-8")
        monkeypatch.syspath_prepend(str(site))

    return put


def test_a_package_adds_a_reader_and_a_writer_which_are_named_with_it(
    install: Install, tmp_path: Path
) -> None:
    install("[phaseout.readers]\nmoon = MOON:READER\n[phaseout.writers]\nmoonbeam = MOON:WRITER\n")
    (tmp_path / "a.moon").write_bytes(b"App-webs/\n")
    run = CliRunner().invoke
    said = run(group, ["survey", str(tmp_path / "a.moon"), "-o", "moonbeam", "-q"], catch_exceptions=False)
    assert said.stdout == "moon\nhikvision\n"
    saved = run(group, ["survey", f"moon:{tmp_path / 'a.moon'}", "-o", "json", "-q"], catch_exceptions=False)
    assert json.loads(saved.stdout)["sources"][0]["reader"] == "moon"
    assert "moon (added by moonware)\n    Lists of moon rovers." in run(group, ["readers"]).stdout
    assert "moonbeam   makers, one a line (added by moonware)" in run(group, ["writers"]).stdout


@pytest.mark.parametrize(
    ("point", "why"),
    [
        ("moon = MOON_broken:READER", "cannot be loaded: RuntimeError('no moon')"),
        ("moon = nowhere_at_all:READER", "cannot be loaded: ModuleNotFoundError"),
        ("moon = MOON:ABSENT", "cannot be loaded: AttributeError"),
        ("moon = MOON:TEXT", "is no Reader"),
        ("sun = MOON:READER", "calls itself 'moon'"),
        ("csv = MOON:CSV", "has a name that phaseout uses already"),
    ],
)
def test_what_cannot_be_used_ends_the_run_with_one_diagnosis(install: Install, point: str, why: str) -> None:
    install(f"[phaseout.readers]\n{point}\n")
    with pytest.raises(PluggedError) as refused:
        every_reader()
    said = refused.value.diagnosis()
    assert why in said
    assert "of the package moonware" in said
    assert "mend or remove that package" in said
    assert of_error(refused.value) is Outcome.FAILED


def test_a_run_that_needs_none_of_its_writers_does_not_load_a_broken_one(
    install: Install, tmp_path: Path
) -> None:
    install("[phaseout.writers]\nmoonbeam = MOON_broken:WRITER\n")
    (tmp_path / "a.jsonl").write_text('{"asset":"a","trait":"http.server","value":"x"}', encoding="utf-8")
    run = CliRunner().invoke
    assert run(group, ["survey", str(tmp_path / "a.jsonl"), "-o", "json", "-q"]).exit_code == 0
    assert isinstance(
        run(group, ["survey", str(tmp_path / "a.jsonl"), "-o", "moonbeam"]).exception, PluggedError
    )
