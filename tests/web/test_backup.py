"""Is all that was known brought back, on the same database or the other, to the row?"""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from phaseout.domain.problem import SourceError, UsageError
from phaseout.web.backup.services import back_up, bring_back
from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Role
from web.examples import furnish

pytestmark = pytest.mark.django_db(transaction=True)
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def kept(world, person_with, tmp_path, settings) -> Path:
    """Return a backup of a furnished organisation with a file."""
    files = tmp_path / "handed-in"
    (files / "a").mkdir(parents=True)
    (files / "a" / "photo.jpg").write_bytes(b"\xff\xd8" + bytes(range(256)) * 9000)
    settings.MEDIA_ROOT = str(files)  # told to the storage, which would keep the folder of before
    furnish(world.home)
    person_with(Role.ANALYST)
    path = tmp_path / "kept.zip"
    back_up(path)
    return path


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


def test_what_is_brought_back_into_sqlite_is_the_same_to_the_row(kept: Path, tmp_path: Path) -> None:
    done = phaseout("restore", kept, data=tmp_path / "other")
    assert done.returncode == 0, done.stderr
    done = phaseout("backup", tmp_path / "again.zip", data=tmp_path / "other")
    assert done.returncode == 0, done.stderr
    first, again = manifest(kept), manifest(tmp_path / "again.zip")
    assert different(again, first) == []
    assert again == first
    assert any(name.startswith("files/") for name in first["entries"])
    assert first["entries"]["rows/estate.organisation.jsonl"]["parts"] == Organisation.everything.count()


@pytest.mark.skipif("PHASEOUT_DATABASE" not in os.environ, reason="these tests run on SQLite")
def test_what_goes_to_sqlite_and_returns_to_postgresql_is_the_same_to_the_row(
    kept: Path, tmp_path: Path
) -> None:
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


def test_a_name_that_is_taken_is_left_alone(kept: Path) -> None:
    with pytest.raises(UsageError, match="is there already"):
        back_up(kept)
