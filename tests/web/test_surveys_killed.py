"""Does a worker that is killed leave nothing half-done, and does the next one finish what it began?

With processes and a database of their own: nothing of what is killed may belong to the tests.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from web.conftest import BeginIn
from web.tables import KEPT

ROWS = 1500
BEGIN = f"""
import sys
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
call_command("createcachetable", verbosity=0)
from datetime import date
from django.core.files.uploadedfile import SimpleUploadedFile
from phaseout.web.estate.models import Organisation
from phaseout.web.people.queries import access_of
from phaseout.web.people.services.begin import begin
from phaseout.web.surveys.services import Brought, bring_in
person = begin(organisation=("Example Department", ""), roles=["ca/federal-department"], name="Ada",
               email="ada@example.org", password="a sentence nobody guesses")
lines = ["hostname,ip,mac,manufacturer,model,serial"]
lines += [f"c{{n}},10.0.{{n // 250}}.{{n % 250 + 1}},00:40:8c:00:{{n // 250:02x}}:{{n % 250:02x}},Axis,P3265-LVE,AX{{n + 100000}}"
          for n in range({ROWS})]
file = SimpleUploadedFile("inventory.csv", "\\n".join(lines).encode())
bring_in(access_of(person), Brought(files=[file], organisation=Organisation.everything.get(), as_of=date(2026, 11, 23)))
"""
TAKE_OVER = """
import django
django.setup()
from phaseout.web.people.models import Person
from phaseout.web.people.queries import access_of
from phaseout.web.surveys.models import Survey
from phaseout.web.surveys.services import ask_to_apply
survey = Survey.everything.get()
assert ask_to_apply(access_of(Person.objects.get()), survey, version=survey.version)
"""
SUMS = """
select s.state, s.assets_done, (select count(*) from surveys_surveyedasset),
       (select count(*) from surveys_comparison), (select count(*) from estate_asset),
       (select count(*) from estate_assetkey), (select count(*) from surveys_change)
from surveys_survey s
"""


class Server:
    """A data folder with a database, in which workers are started and killed."""

    def __init__(self, folder: Path, ask: Callable[[str], list[tuple[object, ...]]], address: str) -> None:
        self.ask = ask
        served = {"DJANGO_SETTINGS_MODULE": "phaseout.web.settings", "PHASEOUT_DATA": str(folder)}
        self._environment = {**os.environ, **served, "PHASEOUT_DATABASE": address}

    def run(self, code: str) -> None:
        subprocess.run([sys.executable, "-c", code], check=True, env=self._environment)

    def worker(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "phaseout.web", "db_worker", "--batch", "--no-startup-delay"]
        return subprocess.Popen(command, env=self._environment, stdout=subprocess.DEVNULL)

    def kill_when(self, is_so: Callable[[], bool]) -> None:
        worker = self.worker()
        try:
            while not is_so():
                assert worker.poll() is None, "it ended before it could be killed"
                time.sleep(0.02)
        finally:
            worker.send_signal(signal.SIGKILL)
            worker.wait()

    def finish(self) -> None:
        worker = self.worker()
        try:
            assert worker.wait() == 0
        finally:
            worker.kill()

    @property
    def sums(self) -> tuple[object, ...]:
        (row,) = self.ask(SUMS)
        return tuple(row)


@contextmanager
def a_database(folder: Path, begin_in: BeginIn):
    """Yield the address of a database with all tables and no rows, empty for SQLite, and what asks it."""
    address = os.environ.get("PHASEOUT_DATABASE", "")
    if not address:
        path = folder / "phaseout.sqlite3"

        def ask_file(query: str) -> list[tuple[object, ...]]:
            with closing(sqlite3.connect(path, timeout=30)) as connection:
                return connection.execute(query).fetchall()

        begin_in(folder)
        yield "", ask_file
        return
    import psycopg

    name = f"killed_{uuid.uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"create database {name} template {KEPT}")
    ours = address.replace("/postgres?", f"/{name}?")

    def ask_server(query: str) -> list[tuple[object, ...]]:
        with psycopg.connect(ours) as connection:
            return connection.execute(query).fetchall()

    yield ours, ask_server
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")


@pytest.fixture
def server(tmp_path: Path, begin_in):
    from phaseout.web.data_folder import prepared

    with a_database(prepared(tmp_path / "data"), begin_in) as (address, ask):
        yield Server(tmp_path / "data", ask, address)


def test_a_worker_killed_half_way_leaves_nothing_that_looks_whole_and_the_next_finishes(server):
    server.run(BEGIN)
    server.kill_when(lambda: 0 < server.sums[1] < ROWS)
    state, done, written, *_ = server.sums
    assert state == "running"
    assert 0 < done == written < ROWS
    server.finish()
    assert server.sums == ("ready", ROWS, ROWS, ROWS, 0, 0, 0)
    assert server.ask("select count(*), min(position), max(position) from surveys_surveyedasset") == [
        (ROWS, 0, ROWS - 1)
    ]

    server.run(TAKE_OVER)
    server.kill_when(
        lambda: bool(server.ask("select 1 from django_tasks_database_dbtaskresult where status = 'RUNNING' "
                                "and task_path like '%.apply'"))
    )  # fmt: skip
    assert server.sums[4:] in ((0, 0, 0), (ROWS, 3 * ROWS, ROWS))
    server.finish()
    assert server.sums == ("applied", ROWS, ROWS, ROWS, ROWS, 3 * ROWS, ROWS)
