"""Is the text of a photograph read for a person alone, kept nowhere, and never with a credential?"""

import io
import os
import uuid
from collections.abc import Sequence

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from PIL import Image, ImageDraw

from phaseout.web.field import text
from phaseout.web.field.models import Visit, VisitPhoto
from phaseout.web.field.photograph import Refusal, photograph_in
from phaseout.web.field.text import can_read_text, text_in
from phaseout.web.frame.access import Role
from web.things import seen_asset

NEEDS_TESSERACT = pytest.mark.skipif(
    not can_read_text() and not os.environ.get("PHASEOUT_REQUIRE_ALL"), reason="tesseract is not installed"
)
LABEL = ("NETWORK CAMERA", "Model: DS-2CD2143G0-I", "S/N: C78047095")
BEARS = (*LABEL, "Verification code: QWJKZX")


def printed(lines: Sequence[str], size: tuple[int, int] = (1000, 500)) -> io.BytesIO:
    """Return a photograph of a label with lines of text and no code."""
    picture = Image.new("RGB", size, "white")
    for number, line in enumerate(lines):
        ImageDraw.Draw(picture).text((60, 40 + 100 * number), line, fill="black", font_size=48)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out


def send(client, asset, lines: Sequence[str]) -> str:
    picture = SimpleUploadedFile("label.jpg", printed(lines).getvalue())
    given = {"key": str(uuid.uuid4()), "what": "label-photo", "picture": picture}
    return client.post(reverse("visit-send", args=[asset.pk]), given).json()["address"]


@pytest.fixture
def asset(world):
    return seen_asset(world.home, keys={"ref": ["cam-17"]})


@NEEDS_TESSERACT
@pytest.mark.parametrize("size", [(1000, 500), (4000, 3000)])
def test_the_lines_of_a_label_are_read(size) -> None:
    found = text_in(printed(LABEL, size).getvalue())
    assert found is not None
    assert not found.bears_credential
    assert {"NETWORK CAMERA", "S/N: C78047095"} <= set(
        found.lines
    )  # and a letter elsewhere may be taken for another


@NEEDS_TESSERACT
def test_a_photograph_whose_text_bears_a_credential_is_not_kept() -> None:
    assert photograph_in(printed(BEARS)) == (None, Refusal.CREDENTIAL, ())
    found = text_in(printed(BEARS).getvalue())
    assert found is not None
    assert "QWJKZX" not in " ".join(found.lines)


@NEEDS_TESSERACT
def test_text_is_shown_to_who_asks_beside_the_picture_and_kept_nowhere(client_of, asset) -> None:
    client = client_of(Role.TECHNICIAN)
    send(client, asset, LABEL)
    address = reverse("visit-confirm", args=[Visit.everything.get().pk])
    unasked = client.get(address).content.decode()
    assert reverse("visit-photo", args=[Visit.everything.get().pk]) in unasked
    assert "C78047095" not in unasked
    shown = client.get(address, {"text": "1"}).content.decode()
    assert "S/N: C78047095" in shown
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert "C78047095" not in repr(cursor.fetchall()), table


def test_where_the_program_is_missing_nothing_of_text_is_offered(
    client_of, asset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "PROGRAM", "no-such-program")
    client = client_of(Role.TECHNICIAN)
    send(client, asset, LABEL)
    photo = VisitPhoto.everything.get()
    address = reverse("visit-confirm", args=[photo.visit_id])
    assert "?text=1" not in client.get(address).content.decode()
    assert client.get(address, {"text": "1"}).status_code == 200
    assert text_in(printed(LABEL).getvalue()) is None


@NEEDS_TESSERACT
def test_a_program_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "SECONDS", 0.001)
    assert text_in(printed(LABEL).getvalue()) is None
