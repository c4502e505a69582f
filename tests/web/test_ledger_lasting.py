"""Does a ledger outlast whatever happens: two at once, a killed process, a backup, an update, what went before?"""

import os
import signal
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from phaseout.ledger.checkpoint import read_checkpoints
from phaseout.ledger.finding import Code
from phaseout.ledger.key import SigningKey
from phaseout.ledger.leaf import Leaf as Told
from phaseout.web.backup.services import back_up, bring_back
from phaseout.web.frame.access import Access, Role
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.models import Event
from phaseout.web.ledger.models import Checkpoint, Leaf, Ledger
from phaseout.web.ledger.services import sweep
from phaseout.web.ledger.services.checking import verified
from phaseout.web.ledger.services.signing import sign
from phaseout.web.ledger.told import told_models
from web.furnishing import findings, replacement, reports
from web.guards import without_guards

TOGETHER, EACH = 4, 6


@pytest.fixture(autouse=True)
def key(settings, tmp_path) -> SigningKey:
    settings.LEDGER_KEY = tmp_path / "ledger-key"
    settings.MEDIA_ROOT = str(tmp_path / "handed-in")
    made = SigningKey.generate("city.example/ledger")
    made.save(settings.LEDGER_KEY)
    return made


def note(access: Access, organisation: int, name: str = "Ada") -> Event:
    return noted(access, organisation, "grant-given", about=name, after={"role": "reader"})


def codes(ledger: Ledger) -> set[Code]:
    """Return what is found beside the state signed last."""
    last = Checkpoint.everything.filter(ledger=ledger).order_by("size").last()
    done = verified(ledger.pk, read_checkpoints(last.note.encode(), ""))
    return {one.code for one in done.findings}


@pytest.mark.django_db(transaction=True)
def test_of_many_who_write_at_once_no_two_make_the_same_leaf(world, access_with, key) -> None:
    access = access_with(Role.ADMINISTRATOR)
    together = Barrier(TOGETHER)

    def many(_: int) -> None:
        together.wait()
        try:
            for _each in range(EACH):
                note(access, world.home.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(TOGETHER) as threads:
        list(threads.map(many, range(TOGETHER)))
    ledger = Ledger.everything.get()
    sequences = Leaf.everything.filter(ledger=ledger).order_by("sequence").values_list("sequence", flat=True)
    assert list(sequences) == list(range(TOGETHER * EACH + 1))
    assert ledger.size == TOGETHER * EACH + 1
    sign(ledger.pk, key, timezone.now())
    assert codes(ledger) == set()


@pytest.mark.django_db(transaction=True)
def test_what_is_brought_back_is_verified_and_goes_on(world, access_with, key, settings, tmp_path) -> None:
    access = access_with(Role.ADMINISTRATOR)
    for _ in range(5):
        note(access, world.home.pk)
    there = SimpleNamespace(organisation=world.home)
    for part in (findings, replacement, reports):
        vars(there).update(part.put(there))
    sign(Ledger.everything.get().pk, key, timezone.now())
    back_up(tmp_path / "kept.zip")
    with zipfile.ZipFile(tmp_path / "kept.zip") as packed:
        assert not any(b"PRIVATE+KEY" in packed.read(name) for name in packed.namelist())
    with without_guards():
        call_command("flush", interactive=False, verbosity=0)
    settings.MEDIA_ROOT = str(tmp_path / "brought-back")
    bring_back(tmp_path / "kept.zip")
    ledger = Ledger.everything.get()
    assert codes(ledger) == set()
    note(access, world.home.pk)
    sign(ledger.pk, key, timezone.now())
    assert codes(ledger) == set()


@pytest.mark.django_db(transaction=True)
def test_an_old_backup_that_was_brought_back_is_found_by_a_witness(world, access_with, key, tmp_path) -> None:
    access = access_with(Role.ADMINISTRATOR)
    note(access, world.home.pk)
    sign(Ledger.everything.get().pk, key, timezone.now())
    back_up(tmp_path / "old.zip")
    note(access, world.home.pk)
    sign(Ledger.everything.get().pk, key, timezone.now())
    seen = read_checkpoints(Checkpoint.everything.get(size=3).note.encode(), "")
    with without_guards():
        call_command("flush", interactive=False, verbosity=0)
    bring_back(tmp_path / "old.zip")
    ledger = Ledger.everything.get()
    assert {one.code for one in verified(ledger.pk, seen).findings} == {Code.ROLLED_BACK}
    note(access, world.home.pk, "Eve")
    sign(ledger.pk, key, timezone.now())
    assert {one.code for one in verified(ledger.pk, seen).findings} == {Code.UNLIKE_WITNESS}


PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from phaseout.web.people.services.begin import begin
begin(organisation=("Example Department", ""), roles=["ca/federal-department"], name="Ada",
      email="ada@example.org", password="a sentence nobody guesses")
"""
KILLED = """
import os, signal
import django
django.setup()
from django.db import transaction
from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import NOBODY
from phaseout.web.frame.events.services import noted
home = Organisation.everything.get().pk
with transaction.atomic():
    noted(NOBODY, home, "invited", about="Eve")
    os.kill(os.getpid(), signal.SIGKILL)
"""
AFTERWARDS = """
import django
django.setup()
from phaseout.web.frame.models import Event
from phaseout.web.ledger.models import Leaf, Ledger, Node
ledger = Ledger.everything.get()
assert Event.everything.count() == 1
assert (ledger.size, Leaf.everything.count(), Node.everything.count()) == (2, 2, 3)
"""


@pytest.mark.skipif("PHASEOUT_DATABASE" in os.environ, reason="it has a database of SQLite of its own")
def test_of_a_process_that_was_killed_both_are_there_or_neither(tmp_path: Path, begin_in) -> None:
    data = tmp_path / "data"
    begin_in(data)
    (data / "secret-key").write_text("a key of this test alone")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PHASEOUT_")},
        "DJANGO_SETTINGS_MODULE": "phaseout.web.settings",
        "PHASEOUT_DATA": str(data),
    }
    subprocess.run([sys.executable, "-c", PREPARE], env=environment, check=True)
    killed = subprocess.run([sys.executable, "-c", KILLED], env=environment, check=False)
    assert killed.returncode == -signal.SIGKILL
    subprocess.run([sys.executable, "-c", AFTERWARDS], env=environment, check=True)


@pytest.fixture
def from_before(world, access_with) -> Access:
    """Return somebody who did things before there was a ledger, of which nothing knows them."""
    access = access_with(Role.ADMINISTRATOR)
    for name in ("Ada", "Béa", "Cid"):
        note(access, world.home.pk, name)
    with without_guards(), connection.cursor() as cursor:
        for table in ("opening", "leaf", "node", "ledger"):
            cursor.execute(f"DELETE FROM ledger_{table}")
    return access


def test_what_was_noted_before_the_ledger_is_counted_by_its_first_leaf(from_before, world, key) -> None:
    sweep(timezone.now())
    ledger = Ledger.everything.get()
    told = Told.of(bytes(Leaf.everything.get(ledger=ledger).line))
    last = Event.everything.order_by("pk").last()
    assert told.after == {"events": 3, "until": last.pk + 1, "rows": dict.fromkeys(told_models(), 0)}
    assert set(told.private) == {"digest"}
    note(from_before, world.home.pk)
    assert Leaf.everything.count() == 2
    assert codes(ledger) == {Code.UNSIGNED}


@pytest.mark.parametrize("change", ["UPDATE frame_event SET about = 'Eve' WHERE about = 'Ada'",
                                    "DELETE FROM frame_event WHERE about = 'Ada'"])  # fmt: skip
def test_what_was_altered_of_it_since_is_found(from_before, world, change) -> None:
    note(from_before, world.home.pk, "Dan")
    ledger = Ledger.everything.get()
    assert codes_unsigned(ledger) == {Code.NO_WITNESS, Code.UNSIGNED}
    with connection.cursor() as cursor:
        cursor.execute(change)
    assert Code.UNLIKE_ROW in codes_unsigned(ledger)


def codes_unsigned(ledger: Ledger) -> set[Code]:
    return {one.code for one in verified(ledger.pk, []).findings}
