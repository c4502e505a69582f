"""Which codes are read from a photograph of a label, and what is said of a picture that cannot be read?"""

import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from phaseout.domain.observation import Dropped, Observation, Unread
from phaseout.intake.photograph import photo
from phaseout.intake.photograph.photo import READER
from phaseout.intake.photograph.seen import NO_CODE, seen_in
from phaseout.intake.reader import Sniff, SourceStream
from quality.label_photographs import KINDS, Outcome, Shot, is_legible, outcome, photographed, text_of

StreamOf = Callable[..., SourceStream]


@pytest.mark.parametrize("kind", KINDS)
def test_a_legible_code_is_read(kind: str) -> None:
    chance = random.Random(kind)
    shot = Shot(kind=kind, module=4, blur=0.4, glare=0.03, noise=12, contrast=0.6, size=(900, 700))
    text = text_of(kind, chance)
    assert is_legible(shot)
    assert outcome(text, photographed(text, shot, chance)) is Outcome.READ


def test_a_photograph_says_its_code_without_the_verification_code_and_its_day(
    stream_of: StreamOf, fixture_bytes
) -> None:
    readings = list(READER.read(stream_of(fixture_bytes("photo/camera.jpg"), name="camera.jpg")))
    (seen,) = (one for one in readings if isinstance(one, Observation))
    assert (seen.trait, seen.value) == ("label.code", "www.hik-connect.com\rC78047095\r\rDS-2CD2143G0-I\r")
    assert (seen.at, seen.locator) == ("2026-11-20", "code 1")
    assert [one.what for one in readings if isinstance(one, Dropped)] == ["label.code: verification code"]


def test_codes_with_different_serial_numbers_are_of_different_things(
    stream_of: StreamOf, tmp_path: Path
) -> None:
    both = Image.new("L", (1400, 700), 128)
    for place, serial in enumerate(("C78047095", "D78047096")):
        text = f"www.hik-connect.com\r{serial}\rABCDEF\rDS-2CD2143G0-I\r"
        shot = Shot(module=5, tilt=0, blur=0, size=(650, 650), noise=0)
        one = Image.open(io.BytesIO(photographed(text, shot, random.Random(place))))
        both.paste(one.resize((650, 650)), (place * 700, 0))
    readings = list(READER.read(stream_of(png_of(both), name="wall.png")))
    things = {one.subject.key for one in readings if isinstance(one, Observation)}
    assert things == {"wall.png, code 1", "wall.png, code 2"}


def test_an_export_code_of_hik_connect_is_never_kept(stream_of: StreamOf) -> None:
    secret = "QRC03010003c2VjcmV0LXBhc3N3b3JkLTEyMw=="
    picture = photographed(secret, Shot(tilt=0, blur=0, size=(500, 500)), random.Random(4))
    readings = list(READER.read(stream_of(picture, name="export.jpg")))
    assert [one for one in readings if isinstance(one, Observation)] == []
    assert "c2VjcmV0" not in repr(readings)
    assert [one.what for one in readings if isinstance(one, Dropped)] == [
        "label.code: Hik-Connect export code, which holds device passwords"
    ]


def test_a_picture_without_a_code_is_unread(stream_of: StreamOf) -> None:
    readings = list(READER.read(stream_of(png_of(Image.new("L", (300, 200), 90)), name="wall.png")))
    assert readings == [Unread("file", NO_CODE)]


def png_of(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def bombs() -> Iterator[tuple[str, bytes, str]]:
    grey = png_of(Image.new("1", (21_000, 10)))
    yield "long.png", grey, "21000 × 10 pixels are too many: make it smaller, to at most 50 million"
    square = png_of(Image.new("1", (9_000, 9_000)))
    yield "square.png", square, "9000 × 9000 pixels are too many: make it smaller, to at most 50 million"
    cut = png_of(Image.effect_noise((300, 200), 50))
    yield "cut.png", cut[: len(cut) // 2], "a damaged picture; take it or save it again"
    yield "none.jpg", b"\xff\xd8\xff" + bytes(50), "no picture that can be opened; save it as JPEG or PNG"
    heic = b"\0\0\0\x18ftypheic" + bytes(40)
    yield "phone.heic", heic, "a photograph in HEIC or AVIF, which cannot be opened here; save it as JPEG"


@pytest.mark.parametrize(("name", "content", "why"), [pytest.param(*one, id=one[0]) for one in bombs()])
def test_what_cannot_be_read_is_told(name: str, content: bytes, why: str, stream_of: StreamOf) -> None:
    assert READER.sniff(content[:4096], name) is Sniff.MINE
    assert list(READER.read(stream_of(content, name=name))) == [Unread("file", why)]


def test_of_several_pictures_in_one_the_first_is_read(stream_of: StreamOf, fixture_bytes) -> None:
    first = Image.open(io.BytesIO(fixture_bytes("photo/camera.jpg")))
    out = io.BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=[Image.new("L", (50, 50))])
    readings = list(READER.read(stream_of(out.getvalue(), name="scan.tiff")))
    assert sum(isinstance(one, Observation) for one in readings) == 1
    assert Unread("file", "only the first of 2 pictures in it is looked at") in readings


def test_where_a_code_lies_is_told_in_parts_of_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "label.jpg"
    path.write_bytes(
        photographed("C78047095", Shot(kind="code-128", tilt=0, blur=0, size=(700, 600)), random.Random(11))
    )
    (code,) = seen_in(path).codes
    assert code.symbology == "Code 128"
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in code.corners)


def test_a_text_is_no_picture() -> None:
    assert photo.sniff(b"BM is a beginning", "list.txt") is Sniff.NOT_MINE
