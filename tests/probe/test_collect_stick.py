"""Does one file on a stick, with Python alone, look, survive being killed, and leave a bundle that is believed?"""

import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from collections_made import COLLECTOR, SERVER, TEXT, scope_of
from phaseout.cli.collect import command
from phaseout.collected.judging import Judged, Standing, judge
from phaseout.collected.opened import CollectedBundle
from phaseout.lab.persona_files import personas_of
from phaseout.lab.town import Town

NETWORK = "127.77.3.0/28"
ALONE = [sys.executable, "-I", "-S"]
"""Python with its own library, and nothing that is installed."""


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a collector and a key."""
    folder = tmp_path_factory.mktemp("stick")
    today = datetime.now(tz=UTC).replace(microsecond=0)
    text = TEXT.replace("10.0.0.0/24", NETWORK)
    for was, now in (
        ("2026-11-26T00:00:00Z", today - timedelta(days=1)),
        ("2026-12-26T00:00:00Z", today + timedelta(days=1)),
    ):
        text = text.replace(was, f"{now:%Y-%m-%dT%H:%M:%SZ}")
    (folder / "scope.txt").write_bytes(scope_of(text))
    COLLECTOR.save(folder / "my.key")
    given = ["--scope", folder / "scope.txt", "--key", SERVER.verifier]
    command.main(["build", "-o", str(folder / "collect.pyz"), *map(str, given)], standalone_mode=False)
    return folder


def started(stick: Path, *given: str) -> subprocess.Popen[bytes]:
    told = [NETWORK, "--sign", str(stick / "my.key"), *given]
    environment = {"PATH": os.environ["PATH"], "TMPDIR": str(stick / "tmp")}
    (stick / "tmp").mkdir(exist_ok=True)
    return subprocess.Popen(
        [*ALONE, str(stick / "collect.pyz"), *told],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def judged(path: Path) -> Judged:
    with CollectedBundle(path) as bundle:
        return judge(bundle, [COLLECTOR.verifier, SERVER.verifier])


def test_killed_while_it_looks_and_started_again_it_leaves_a_bundle_that_is_known(stick: Path) -> None:
    personas = personas_of()[:6]
    with Town(personas).on_loopback(NETWORK) as town:
        first = started(stick)
        while not list(stick.glob("collected-*/observations.jsonl.packets")) and first.poll() is None:
            time.sleep(0.02)
        first.send_signal(signal.SIGKILL)
        first.wait()
        assert not list(stick.glob("collected-*/bundle-*"))
        again = started(stick)
        said, errors = again.communicate(timeout=120)
    assert again.returncode == 0, errors.decode()
    (path,) = stick.glob("collected-*/bundle-*.zip")
    assert said.decode().strip() == str(path)
    done = judged(path)
    assert (done.standing, done.faults) == (Standing.KNOWN, ())
    lines = path.parent.joinpath("observations.jsonl").read_bytes().splitlines()
    assert {json.loads(one)["asset"] for one in lines} >= set(town.addresses.values())
    assert {(json.loads(one)["site"], json.loads(one)["segment"]) for one in lines} == {
        ("town-hall", "doors")
    }
    assert len(list((stick / "tmp").iterdir())) == 1, "what was killed could take nothing away, the other did"


@pytest.mark.parametrize(("name", "here"), [("python", "3.99"), ("machine", "abacus"), ("system", "Plan 9")])
def test_on_another_kind_of_machine_it_says_so_and_does_nothing(
    name: str, here: str, stick: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(stick / "collect.pyz") as whole:
        main, made = whole.read("__main__.py"), json.loads(whole.read("made.json"))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as out:
        out.writestr("__main__.py", main)
        out.writestr("made.json", json.dumps({**made, name: here}))
    (tmp_path / "collect.pyz").write_bytes(written.getvalue())
    done = subprocess.run([*ALONE, str(tmp_path / "collect.pyz"), NETWORK], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (3, b"")
    assert f"{name}: {here} / {made[name]}" in done.stderr.decode()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["collect.pyz"]


def test_nobody_puts_another_scope_in_the_place_of_the_one_it_was_made_with(
    stick: Path, tmp_path: Path
) -> None:
    (tmp_path / "wider.txt").write_bytes(scope_of(TEXT.replace("10.0.0.0/24", "127.0.0.0/8"), COLLECTOR))
    given = (
        "-o",
        str(tmp_path / "found"),
        "--scope",
        str(tmp_path / "wider.txt"),
        "--key",
        str(COLLECTOR.verifier),
    )
    told = [*ALONE, str(stick / "collect.pyz"), "127.99.0.1", "--collector", "Mallory", *given]
    done = subprocess.run(told, capture_output=True, check=False)
    assert (done.returncode, list(tmp_path.glob("found/bundle-*"))) == (3, [])
    assert b"is not in the scope" in done.stderr


def test_no_private_key_and_nothing_of_the_web_application_is_on_the_stick(stick: Path) -> None:
    with zipfile.ZipFile(stick / "collect.pyz") as whole:
        names = whole.namelist()
        assert not any(
            one.startswith(("site/phaseout/web/", "site/django/", "site/phaseout/lab/")) for one in names
        )
        assert not any(b"PRIVATE+KEY+" in whole.read(one) for one in names if one.startswith("given/"))
