"""Is all that was known brought back, on the same database or the other, to the row?"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from phaseout.domain.problem import SourceError, UsageError
from phaseout.web.backup.course import Course
from phaseout.web.backup.services import back_up, bring_back
from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Role
from phaseout.web.people.models import Person
from web.conftest import NOON, PASSWORD, somebody, two_organisations
from web.examples import furnish
from web.guards import without_guards

pytestmark = pytest.mark.django_db(transaction=True)
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def here(world, person_with, tmp_path, settings) -> Path:
    """Return a backup of a furnished organisation with a file, of which all is still there."""
    settings.MEDIA_ROOT = str(
        handed_in(tmp_path)
    )  # told to the storage, which would keep the folder of before
    return backed_up(world.home, tmp_path)


@pytest.fixture(scope="module")
def once(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory) -> Path:
    """Return such a backup, of which nothing is there any more: it is made once."""
    folder = tmp_path_factory.mktemp("once")
    moment, files = (
        time_machine.travel(NOON, tick=False),
        override_settings(MEDIA_ROOT=str(handed_in(folder))),
    )
    with django_db_blocker.unblock(), moment, files:
        path = backed_up(two_organisations().home, folder)
        with without_guards():
            call_command("flush", interactive=False, verbosity=0)
    return path


@pytest.fixture
def kept(once: Path, tmp_path: Path) -> Path:
    """Return a copy of it, to do with what one likes."""
    return Path(shutil.copyfile(once, tmp_path / "kept.zip"))


def handed_in(folder: Path) -> Path:
    """Return a folder with a file that somebody handed in."""
    files = folder / "handed-in"
    (files / "a").mkdir(parents=True)
    (files / "a" / "photo.jpg").write_bytes(b"\xff\xd8" + bytes(range(256)) * 9000)
    return files


def backed_up(organisation: Organisation, folder: Path) -> Path:
    """Furnish an organisation, and return a backup of all."""
    furnish(organisation)
    somebody(Role.ANALYST, at=organisation)
    back_up(folder / "kept.zip")
    return folder / "kept.zip"


def manifest(path: Path) -> dict[str, object]:
    with zipfile.ZipFile(path) as packed:
        return json.loads(packed.read("manifest.json"))


def different(one: dict[str, object], other: dict[str, object]) -> list[str]:
    """Return the tables and files that differ."""
    first, second = one["entries"], other["entries"]
    return [name for name in {*first, *second} if first.get(name) != second.get(name)]


def phaseout(*arguments: object, data: Path, database: str = "") -> subprocess.CompletedProcess[str]:
    given = {
        **os.environ,
        "PHASEOUT_DATA": str(data),
        "PHASEOUT_DATABASE": database,
        "DJANGO_SETTINGS_MODULE": "phaseout.web.settings",
    }
    command = [sys.executable, "-m", "phaseout", *map(str, arguments)]
    return subprocess.run(command, env=given, capture_output=True, text=True, check=False)


def test_what_is_brought_back_into_sqlite_is_the_same_to_the_row(here: Path, tmp_path: Path) -> None:
    done = phaseout("restore", here, data=tmp_path / "other")
    assert done.returncode == 0, done.stderr
    done = phaseout("backup", tmp_path / "again.zip", data=tmp_path / "other")
    assert done.returncode == 0, done.stderr
    first, again = manifest(here), manifest(tmp_path / "again.zip")
    assert different(again, first) == []
    assert again == first
    assert any(name.startswith("files/") for name in first["entries"])
    assert first["entries"]["rows/estate.organisation.jsonl"]["parts"] == Organisation.everything.count()


@pytest.mark.skipif("PHASEOUT_DATABASE" not in os.environ, reason="these tests run on SQLite")
def test_what_goes_to_sqlite_and_returns_to_postgresql_is_the_same_to_the_row(
    kept: Path, tmp_path: Path, begin_in
) -> None:
    begin_in(tmp_path / "sqlite")
    phaseout("restore", kept, data=tmp_path / "sqlite")
    phaseout("backup", tmp_path / "from-sqlite.zip", data=tmp_path / "sqlite")
    name = f"brought_back_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    address = os.environ["PHASEOUT_DATABASE"].replace("/postgres?", f"/{name}?")
    try:
        back = {"data": tmp_path / "postgresql", "database": address}
        done = phaseout("restore", tmp_path / "from-sqlite.zip", **back)
        assert done.returncode == 0, done.stderr
        phaseout("backup", tmp_path / "again.zip", **back)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    assert different(manifest(tmp_path / "again.zip"), manifest(kept)) == []


def test_new_rows_are_numbered_after_those_brought_back(kept: Path, tmp_path: Path, begin_in) -> None:
    begin_in(tmp_path / "other")
    phaseout("restore", kept, data=tmp_path / "other")
    code = (
        "import django; django.setup()\n"
        "from phaseout.web.estate.services import found\n"
        "from phaseout.web.estate.models import Organisation\n"
        "known = set(Organisation.everything.values_list('pk', flat=True))\n"
        "assert found(name_en='New', name_fr='').pk not in known"
    )
    given = {**os.environ, "PHASEOUT_DATA": str(tmp_path / "other"), "PHASEOUT_DATABASE": "",
             "DJANGO_SETTINGS_MODULE": "phaseout.web.settings"}  # fmt: skip
    subprocess.run([sys.executable, "-c", code], env=given, check=True)


def test_a_backup_is_brought_back_into_nothing_that_has_rows(kept: Path, tmp_path: Path, begin_in) -> None:
    begin_in(tmp_path / "other")
    phaseout("restore", kept, data=tmp_path / "other")
    again = phaseout("restore", kept, data=tmp_path / "other")
    assert again.returncode == 2
    assert "is not empty" in again.stderr


def test_a_backup_of_which_a_byte_changed_is_refused_before_anything_is_written(
    kept: Path, tmp_path: Path
) -> None:
    whole = bytearray(kept.read_bytes())
    with zipfile.ZipFile(kept) as packed:
        entry = packed.getinfo("rows/people.person.jsonl")
    whole[entry.header_offset + 80] ^= 1
    kept.write_bytes(whole)
    done = phaseout("restore", kept, data=tmp_path / "other")
    assert done.returncode == 3
    assert "missing or damaged" in done.stderr


def test_what_is_no_backup_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "notes.zip").write_text("notes")
    with pytest.raises(SourceError, match="is no backup"):
        bring_back(tmp_path / "notes.zip")


def test_a_backup_of_a_later_version_is_refused(kept: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.zip"
    with zipfile.ZipFile(kept) as packed, zipfile.ZipFile(later, "w") as out:
        for name in packed.namelist():
            said = packed.read(name)
            out.writestr(
                name, said.replace(b'"0001_initial"', b'"0099_later"') if "manifest" in name else said
            )
    with pytest.raises(SourceError, match="made by a later version"):
        bring_back(later)


def altered(path: Path, *, out: Path, change: Callable[[dict[str, bytes], dict[str, object]], None]) -> Path:
    """Write a backup in which somebody changed members and manifest, so that all digests agree again."""
    with zipfile.ZipFile(path) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    said = json.loads(held.pop("manifest.json"))
    change(held, said)
    for name, entry in said["entries"].items():
        if name in held:
            entry["sha256"] = hashlib.sha256(held[name]).hexdigest()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in held.items():
            packed.writestr(name, content)
        packed.writestr("manifest.json", json.dumps(said))
    return out


def test_no_session_is_in_a_backup_nor_taken_back_from_one_that_has_it(
    here: Path, person_with, tmp_path: Path, begin_in
) -> None:
    client, person = Client(), person_with(Role.ADMINISTRATOR)
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    client.get("/")
    session = UserSession.objects.get(user=person)
    back_up(tmp_path / "signed-in.zip")
    with zipfile.ZipFile(tmp_path / "signed-in.zip") as packed:
        read = {name: packed.read(name) for name in packed.namelist()}
    assert [name for name, content in read.items() if session.session_key.encode() in content] == []

    def bring_along(held, said):
        line = {"id": 1, "user_id": person.pk, "session_key": session.session_key, "ip": "127.0.0.1", "data": {},
                "user_agent": "", "created_at": "2026-11-27T12:00:00Z", "last_seen_at": "2026-11-27T12:00:00Z"}  # fmt: skip
        held["rows/usersessions.usersession.jsonl"] = json.dumps(line).encode() + b"\n"
        said["entries"]["rows/usersessions.usersession.jsonl"] = {"parts": 1}

    older = altered(tmp_path / "signed-in.zip", out=tmp_path / "older.zip", change=bring_along)
    begin_in(tmp_path / "other")
    done = phaseout("restore", older, data=tmp_path / "other")
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / "other" / "phaseout.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM people_person").fetchone()[0] > 1
        assert database.execute("SELECT count(*) FROM usersessions_usersession").fetchone()[0] == 0


def unlisted(held, said):
    del said["entries"]["rows/people.person.jsonl"]


def listed_nowhere(held, said):
    unlisted(held, said)
    del held["rows/people.person.jsonl"]


def absent(held, said):
    del held["rows/people.person.jsonl"]


def lying(name: str) -> Callable[[dict[str, bytes], dict[str, object]], None]:
    def change(held, said):
        held[name] = b"put there"
        said["entries"][name] = {"parts": 1}

    return change


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (unlisted, "not in its manifest"),
        (listed_nowhere, "missing or damaged"),
        (absent, "missing or damaged"),
        (lying("files/../../outside.txt"), "would lie elsewhere"),
        (lying("files//outside.txt"), "would lie elsewhere"),
        (lying("files/a/photo.jpg/below.txt"), "would lie elsewhere"),
        (lying("files/"), "would lie elsewhere"),
    ],
)
def test_a_backup_that_somebody_edited_is_refused_and_leaves_nothing_behind(
    kept: Path, tmp_path: Path, settings, change, reason
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "deep" / "below" / "files")
    people = Person.objects.count()
    before = sorted(tmp_path.rglob("*"))
    edited = altered(kept, out=tmp_path / "edited.zip", change=change)
    with pytest.raises(SourceError, match=reason):
        bring_back(edited)
    assert sorted(tmp_path.rglob("*")) == sorted([*before, edited])
    assert Person.objects.count() == people


def test_a_backup_with_a_member_twice_is_refused(kept: Path) -> None:
    with zipfile.ZipFile(kept, "a") as packed, pytest.warns(UserWarning, match="Duplicate name"):
        packed.writestr("rows/people.person.jsonl", b"")
    with pytest.raises(SourceError, match="there twice"):
        bring_back(kept)


def test_a_name_that_is_taken_is_left_alone(kept: Path) -> None:
    with pytest.raises(UsageError, match="is there already"):
        back_up(kept)


@pytest.mark.parametrize("command", [("backup", "x.zip"), ("digest",)])
def test_where_nothing_is_nothing_is_backed_up_and_nothing_made(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    named = [tmp_path / one if one.endswith(".zip") else one for one in command]
    done = phaseout(*named, data=tmp_path / "typo")
    assert done.returncode == 2
    assert "no database of phaseout is there" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_who_was_killed_while_a_backup_is_brought_back_repeats_it(
    kept: Path, tmp_path: Path, begin_in
) -> None:
    data = tmp_path / "other"
    begin_in(data)
    killed = (
        "import os, django; django.setup(); from phaseout.web.backup import services;"
        "services._take_all = lambda *_: os.kill(os.getpid(), 9);"
        "from phaseout.cli import main; import sys; sys.argv = sys.argv[:1] + sys.argv[2:]; main()"
    )
    given = {**os.environ, "PHASEOUT_DATA": str(data), "PHASEOUT_DATABASE": "",
             "DJANGO_SETTINGS_MODULE": "phaseout.web.settings"}  # fmt: skip
    begun = [sys.executable, "-c", killed, "-", "restore", str(kept)]
    assert subprocess.run(begun, env=given, capture_output=True, check=False).returncode == -9
    assert list((data / "files").rglob("*.jpg"))
    refused = phaseout("backup", tmp_path / "half.zip", data=data)
    assert refused.returncode == 2
    assert "repeat 'phaseout restore'" in refused.stderr
    done = phaseout("restore", kept, data=data)
    assert done.returncode == 0, done.stderr
    assert phaseout("backup", tmp_path / "again.zip", data=data).returncode == 0
    assert different(manifest(tmp_path / "again.zip"), manifest(kept)) == []


def test_a_course_goes_on_with_the_backup_it_was_begun_with(tmp_path: Path) -> None:
    path = tmp_path / "restoring"
    course = Course(path, "one")
    assert (course.is_begun, course.is_filled) == (False, False)
    course.begin()
    assert Course(path, "one").is_begun
    with pytest.raises(UsageError, match="another backup"):
        Course(path, "other")
    course.fill()
    assert Course(path, "one").is_filled
    course.end()
    assert not path.exists()
