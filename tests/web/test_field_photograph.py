"""What is kept of a photograph in the field, and is no credential of its codes anywhere afterwards?"""

import io
import logging
import random
import tempfile
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.views.debug import ExceptionReporter
from PIL import Image

from phaseout.domain.label_code import LabelCode
from phaseout.intake.photograph.photo_codes import codes_in
from phaseout.intake.photograph.seen import Seen
from phaseout.web.field import photograph
from phaseout.web.field.photograph import Refusal, photograph_in
from phaseout.web.findings.files import accepted
from phaseout.web.findings.forms import TakingBack
from quality.label_photographs import Shot, photographed

HIK = "www.hik-connect.com\rC78047095\rQWJKZX\rDS-2CD2143G0-I\r"
DAHUA = "{SN:6D0123456789ABC,DT:DH-IPC-HDW2439TP-AS-LED,SC:L2D0E4F6}"
EXPORT = "QRC03010003AbCdEfGhIjKlMnOp"
SECRETS = {HIK: "QWJKZX", DAHUA: "L2D0E4F6", EXPORT: "AbCdEfGhIjKlMnOp"}
KINDS = {HIK: "hik-connect", DAHUA: "dahua", EXPORT: "hik-connect"}


def shot_of(text: str, kind: str = "hik-connect") -> io.BytesIO:
    shot = Shot(kind=kind, module=6, blur=0.2, size=(900, 700))
    return io.BytesIO(photographed(text, shot, random.Random(text)))


@pytest.fixture
def lent_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which temporary files are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (HIK, LabelCode("www.hik-connect.com", "C78047095", "DS-2CD2143G0-I")),
        (DAHUA, LabelCode("", "6D0123456789ABC", "DH-IPC-HDW2439TP-AS-LED")),
    ],
)
def test_a_picture_whose_code_bears_a_credential_is_not_kept_and_what_it_says_is_told(
    text: str, label: LabelCode
) -> None:
    assert photograph_in(shot_of(text, KINDS[text])) == (None, Refusal.CREDENTIAL, (label,))


def test_a_code_that_is_harder_to_read_than_another_in_the_picture_is_found_too() -> None:
    innocent = Image.open(shot_of("www.hik-connect.com\rC78047095\r\rDS-2CD2143G0-I\r"))
    shot = Shot(kind="code-128", module=3, blur=0.1, tilt=0, size=(900, 700))
    export = Image.open(io.BytesIO(photographed("QRC03010003Ab", shot, random.Random(2))))
    both = Image.new("L", (1800, 700))
    both.paste(innocent, (0, 0))
    both.paste(export, (900, 0))
    out = io.BytesIO()
    both.save(out, "PNG")
    assert [kind for kind, _, _ in codes_in(both)] == ["QR Code"]
    assert photograph_in(out) == (None, Refusal.EXPORT, ())


def test_of_an_export_code_nothing_is_kept_and_nothing_told() -> None:
    assert photograph_in(shot_of(EXPORT)) == (None, Refusal.EXPORT, ())


def test_a_picture_whose_code_bears_none_is_kept_with_what_it_says() -> None:
    kept = photograph_in(shot_of("www.hik-connect.com\rC78047095\r\rDS-2CD2143G0-I\r"))
    assert kept.picture is not None
    assert (kept.refused, kept.labels) == (
        None,
        (LabelCode("www.hik-connect.com", "C78047095", "DS-2CD2143G0-I"),),
    )


def test_a_picture_without_a_code_is_kept_without_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (45.0, 30.0, 0.0)}
    out = io.BytesIO()
    Image.new("RGB", (500, 400), "grey").save(out, "JPEG", exif=exif)
    assert Image.open(out).getexif()
    kept = photograph_in(out)
    assert kept.picture is not None
    assert not Image.open(io.BytesIO(kept.picture.content)).getexif()
    assert (kept.refused, kept.labels) == (None, ())


def _out_of_time(path: Path, *, in_every_way: bool) -> Seen:
    return Seen((), None, ("it takes more than 60 s",))


def test_a_picture_that_was_not_looked_through_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photograph, "seen_in", _out_of_time)
    assert photograph_in(shot_of(HIK)) == (None, Refusal.NOT_LOOKED_THROUGH, ())


@pytest.mark.parametrize("text", SECRETS)
def test_no_credential_is_in_what_is_returned_logged_or_left_on_disk(
    text: str, lent_folder: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        told = photograph_in(shot_of(text, KINDS[text]))
    written = "".join((repr(told), caplog.text, *capfd.readouterr()))
    assert SECRETS[text] not in written
    assert list(lent_folder.iterdir()) == []


def test_the_picture_is_gone_from_disk_even_where_looking_fails(
    lent_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there: list[bool] = []

    def fails(path: Path, *, in_every_way: bool) -> Seen:
        there.append(path.parent == lent_folder and path.stat().st_mode & 0o077 == 0)
        raise MemoryError

    monkeypatch.setattr(photograph, "seen_in", fails)
    with pytest.raises(MemoryError):
        photograph_in(shot_of(HIK))
    assert there == [True]
    assert list(lent_folder.iterdir()) == []


def test_what_is_no_picture_is_refused_by_name() -> None:
    with pytest.raises(ValidationError, match="no PNG, JPEG or WebP"):
        photograph_in(io.BytesIO(b"QRC03010003"))


@pytest.mark.parametrize("where", ["label_code", "without_credentials"])
def test_a_report_of_an_error_does_not_show_what_a_code_says(
    where: str, monkeypatch: pytest.MonkeyPatch, settings
) -> None:
    settings.DEBUG = False

    def fails(*_: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(photograph, where, fails)
    with pytest.raises(RuntimeError) as raised:
        photograph_in(shot_of(HIK))
    reporter = ExceptionReporter(RequestFactory().get("/"), raised.type, raised.value, raised.tb)
    shown = [frame for frame in reporter.get_traceback_frames() if frame["filename"] == photograph.__file__]
    assert shown
    assert SECRETS[HIK] not in repr([frame["vars"] for frame in shown])


@pytest.mark.parametrize("text", [HIK, DAHUA, EXPORT])
def test_no_picture_with_a_credential_is_attached_to_a_move_or_a_judgement(text: str) -> None:
    given = SimpleUploadedFile("label.png", shot_of(text, KINDS[text]).getvalue())
    with pytest.raises(ValidationError, match="kept nowhere"):
        accepted(given)


def test_no_text_with_a_credential_is_attached_and_any_other_is() -> None:
    with pytest.raises(ValidationError):
        accepted(SimpleUploadedFile("note.txt", f"scan this: {EXPORT}".encode()))
    assert accepted(SimpleUploadedFile("note.txt", b"taken down on Monday")).kind == "text/plain"
    harmless = accepted(SimpleUploadedFile("hall.png", shot_of("www.example.org").getvalue()))
    assert harmless.kind == "image/jpeg", "as it is, whatever it is called"


def test_a_reason_keeps_no_credential() -> None:
    form = TakingBack({"reason": f"it says {EXPORT}"})
    assert form.is_valid()
    assert form.cleaned_data["reason"] == "it says [a credential was left out]"
