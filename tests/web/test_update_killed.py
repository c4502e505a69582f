"""Does a server that is killed while it brings a database forward leave nothing half-done?

A version to come is played by an app of the tests. Its process halts at a point, says so, and is killed there.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from phaseout.web.commands.forward import WAITING
from phaseout.web.data_folder import prepared
from web.test_surveys_killed import a_database

TESTS = Path(__file__).parents[1]
BEGIN = """
import django
django.setup()
from phaseout.web.estate.models import Organisation, Site
organisation = Organisation(name_en="Example City", path="1/")
organisation.save()
for ref in ("hall", "depot"):
    Site(organisation=organisation, ref=ref, name_en=ref).save()
"""
PINS = "select text from halting_pin order by text"
NOTED = "select name from django_migrations where app = 'halting' order by name"
HELD = [("depot",), ("hall",)]
PINNED = [("depot",), ("depot twice",), ("hall",), ("hall twice",)]


@dataclass(kw_only=True)
class Updating:
    """A database of a version, and what brings it forward."""

    folder: Path
    environment: dict[str, str]
    ask: Callable[[str], list[tuple[object, ...]]]

    def start(self, version: str, *, halts: str = "") -> subprocess.Popen[str]:
        given = {**self.environment, "HALTING_AT": halts, "HALTING_FOLDER": str(self.folder.parent)}
        command = [sys.executable, "-m", "web.halting.run", version]
        return subprocess.Popen(command, env=given, cwd=TESTS, stderr=subprocess.PIPE, text=True)

    def until_it_halts(self, process: subprocess.Popen[str]) -> None:
        while not (self.folder.parent / "halted").exists():  # what never comes, pytest's own watchdog ends
            assert process.poll() is None, process.stderr.read()
            time.sleep(0.02)

    def go_on(self) -> None:
        (self.folder.parent / "go-on").touch()

    def tables(self) -> list[str]:
        kept = "sqlite_master" if not self.environment["PHASEOUT_DATABASE"] else "information_schema.tables"
        name = "name" if kept == "sqlite_master" else "table_name"
        return [str(one) for (one,) in self.ask(f"select {name} from {kept} where {name} like '%halting%'")]


@pytest.fixture
def updating(tmp_path: Path, begin_in) -> Iterator[Updating]:
    folder = prepared(tmp_path / "data")
    with a_database(folder, begin_in) as (address, ask):
        served = {"DJANGO_SETTINGS_MODULE": "phaseout.web.settings", "PHASEOUT_DATA": str(folder)}
        made = Updating(
            folder=folder, environment={**os.environ, **served, "PHASEOUT_DATABASE": address}, ask=ask
        )
        assert made.start("old").wait() == 0
        subprocess.run([sys.executable, "-c", BEGIN], check=True, env=made.environment)
        yield made


KILLED_AT = ("within a migration", "before 0001_initial is noted", "before 0003_longer is noted")


def test_who_is_killed_at_it_leaves_the_database_as_it_was_and_the_next_start_does_it_all(updating) -> None:
    for where in KILLED_AT:
        killed = updating.start("new", halts=where)
        updating.until_it_halts(killed)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        (updating.folder.parent / "halted").unlink()
        assert updating.tables() == [], where
        assert updating.ask(NOTED) == [], where
    assert updating.start("old").wait() == 0, "the version before still serves it"
    assert updating.start("new").wait() == 0
    assert updating.ask(PINS) == PINNED
    assert updating.ask(NOTED) == [("0001_initial",), ("0002_twice",), ("0003_longer",)]


def test_of_two_that_start_at_once_one_waits_and_the_version_before_is_refused_afterwards(updating) -> None:
    first = updating.start("new", halts="within a migration")
    updating.until_it_halts(first)
    second = updating.start("new")
    assert second.stderr is not None
    assert WAITING in second.stderr.readline()
    updating.go_on()
    assert (first.wait(), second.wait()) == (0, 0)
    assert updating.ask(PINS) == PINNED
    older = updating.start("old")
    said = older.communicate()[1]
    assert older.returncode != 0
    assert (
        "a later version of phaseout has used this database: halting.0001_initial is not known here" in said
    )
    assert updating.ask(PINS) == PINNED
    if not updating.environment["PHASEOUT_DATABASE"]:
        _the_copy_is_as_it_was(updating)


def _the_copy_is_as_it_was(updating: Updating) -> None:
    copy = updating.folder / "before-update.sqlite3"
    assert copy.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("select ref from estate_site order by ref").fetchall() == HELD
        assert not connection.execute("select 1 from sqlite_master where name like '%halting%'").fetchall()
