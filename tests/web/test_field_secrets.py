"""Does a credential of a label reach the disk, the log or the database? All three are searched after uploads."""

import io
import logging
import random
import tempfile
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from PIL import Image

from phaseout.intake.photograph.photo_codes import codes_in
from phaseout.web.backup.services import back_up
from phaseout.web.estate.models import Asset
from phaseout.web.field import photograph
from phaseout.web.field.models import Visit
from phaseout.web.frame.access import Role
from phaseout.web.logbook import Formatter
from quality.label_photographs import Shot, photographed
from web.things import seen_asset

pytestmark = pytest.mark.django_db(transaction=True)
HIK = "www.hik-connect.com\rC78047095\rQWJKZX\rDS-2CD2143G0-I\r"
EZVIZ = "ys7\rC78047096\rZTQWVK\rCS-C1HC-1D1WFR\r"
DAHUA = "{SN:6D0123456789ABC,DT:DH-IPC-HDW2439TP-AS-LED,SC:L2D0E4F6}"
EXPORT = "QRC03010003AbCdEfGhIjKlMnOp"
LABELS = ((HIK, "hik-connect"), (EZVIZ, "hik-connect"), (DAHUA, "dahua"), (EXPORT, "hik-connect"))
SECRETS = ("QWJKZX", "ZTQWVK", "L2D0E4F6", "AbCdEfGhIjKlMnOp", "QRC03010003")


def shot_of(text: str, kind: str) -> SimpleUploadedFile:
    drawn = photographed(text, Shot(kind=kind, module=6, blur=0.2, size=(900, 700)), random.Random(text))
    return SimpleUploadedFile("label.jpg", drawn, "image/jpeg")


@pytest.fixture
def folders(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have all that is kept, and all that is only lent, lie in one folder; uploads go to disk at once."""
    lent, files = tmp_path / "lent", tmp_path / "files"
    lent.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(lent))
    settings.MEDIA_ROOT = str(files)
    settings.FILE_UPLOAD_TEMP_DIR = str(lent)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    return tmp_path


@pytest.fixture
def asset(world) -> Asset:
    return seen_asset(world.home, keys={"ref": ["cam-17"]}, fields={"maker": ("hikvision", "strong")})


@pytest.fixture
def technician(client_of):
    client = client_of(Role.TECHNICIAN)
    client.raise_request_exception = False
    return client


def send(client, asset: Asset, what: str, **more: object):
    given = {"key": str(uuid.uuid4()), "what": what, **more}
    return client.post(reverse("visit-send", args=[asset.pk]), given)


def told_in(content: bytes) -> list[str]:
    """Return the secrets in what a file holds: as text, or in the codes of a picture."""
    codes = ""
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG")):
        codes = " ".join(text for _, text, _ in codes_in(Image.open(io.BytesIO(content)).convert("L")))
    return [one for one in SECRETS if one.encode() in content or one in codes]


def database() -> bytes:
    """Return all rows of all tables as text, and on SQLite every page of the file, those let go of too."""
    with connection.cursor() as cursor:
        rows: list[object] = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += cursor.fetchall()
    raw = connection.connection.serialize() if connection.vendor == "sqlite" else b""
    return repr(rows).encode() + raw


def kept(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield all that stands in files: those kept and lent, and those of a backup, unpacked."""
    backup = folder / "backup.zip"
    back_up(backup, tell=lambda _: None)
    with zipfile.ZipFile(backup) as archive:
        yield from ((name, archive.read(name)) for name in archive.namelist())
    backup.unlink()
    yield from ((str(path), path.read_bytes()) for path in folder.rglob("*") if path.is_file())


def found(folder: Path) -> dict[str, list[str]]:
    """Return where secrets stand."""
    places = {"database": told_in(database())} | {name: told_in(content) for name, content in kept(folder)}
    return {name: secrets for name, secrets in places.items() if secrets}


def test_no_credential_is_on_disk_in_the_log_or_in_the_database(
    folders, technician, asset, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    said = []
    with caplog.at_level(logging.DEBUG):
        for text, kind in LABELS:
            for what in ("label-photo", "before-photo"):
                picture = shot_of(text, kind)
                assert told_in(picture.read())  # it can be read in what is sent
                picture.seek(0)
                said.append(send(technician, asset, what, picture=picture, note=f"It says: {text}"))
        for visit in Visit.everything.filter(what="label-photo"):
            address = reverse("visit-confirm", args=[visit.pk])
            version = Asset.everything.get().version
            typed = {"asset": asset.pk, "version": version, "serial": HIK.replace("\r", " "), "model": DAHUA}
            said += [technician.get(address), technician.post(address, typed)]
    assert {one.status_code for one in said} == {200, 400}
    assert Visit.everything.count() == 2 * len(LABELS)
    assert found(folders) == {}
    assert told_in("".join((caplog.text, *capfd.readouterr())).encode()) == []
    # Back goes what was typed, to whoever typed it, and nothing of what was photographed.
    assert [told_in(one.content) for one in said if one.status_code == 200] == [[]] * (3 * len(LABELS))
    assert list((folders / "lent").iterdir()) == []


@pytest.mark.parametrize("where", ["label_code", "without_credentials", "_refusal_of", "seen_in"])
def test_no_credential_is_in_the_log_of_a_fault(
    where: str, folders, technician, asset, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*given: object, **_: object) -> None:
        raise RuntimeError(f"cannot read {given[-1]!r}")

    monkeypatch.setattr(photograph, where, fails)
    assert send(technician, asset, "label-photo", picture=shot_of(HIK, "hik-connect")).status_code == 500
    assert caplog.records
    assert told_in("".join(map(Formatter().format, caplog.records)).encode()) == []
    assert found(folders) == {}
    assert list((folders / "lent").iterdir()) == []


def test_the_search_finds_what_is_planted(folders, technician, asset) -> None:
    send(technician, asset, "seen-here")
    Visit.everything.update(read=[["", HIK, ""]])
    (folders / "files").mkdir()
    (folders / "files" / "kept").write_bytes(shot_of(DAHUA, "dahua").read())
    places = found(folders)
    assert places["database"] == ["QWJKZX"]
    assert places[str(folders / "files" / "kept")] == ["L2D0E4F6"]
    assert any("QWJKZX" in secrets for name, secrets in places.items() if name != "database")
