"""Do pictures that many hand in at once leave the server room to answer?"""

import io
import threading
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile

from phaseout.web.findings import files
from phaseout.web.findings.files import accepted
from phaseout.web.frame import pictures
from phaseout.web.frame.pictures import written_anew


def picture(form: str, size: tuple[int, int] = (600, 400)) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, form)
    return out


def test_one_is_unpacked_at_a_time_and_the_others_wait_their_turn(monkeypatch):
    at_once, most, write = [0], [0], pictures._written

    def slowly(one):
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        time.sleep(0.02)
        at_once[0] -= 1
        return write(one)

    monkeypatch.setattr(pictures, "_written", slowly)
    done: list[pictures.Picture] = []
    threads = [threading.Thread(target=lambda: done.append(written_anew(picture("PNG")))) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (len(done), most[0]) == (8, 1)


def test_who_would_wait_for_too_long_is_told_so_and_the_next_has_their_turn(monkeypatch):
    monkeypatch.setattr(pictures, "LONGEST_WAIT", 0.01)
    with pictures.ONE_AT_A_TIME, pytest.raises(ValidationError, match="at work on other pictures"):
        written_anew(picture("PNG"))
    with pytest.raises(ValidationError, match="damaged"):
        written_anew(io.BytesIO(picture("PNG").getvalue()[:80]))
    assert written_anew(picture("PNG")).width == 600, "a damaged one gave its turn back"


def test_a_drawing_of_too_many_pixels_is_not_unpacked_and_a_photograph_made_smaller(monkeypatch):
    monkeypatch.setattr(files, "MOST_PIXELS", 100_000)
    drawing = SimpleUploadedFile("plan.png", picture("PNG").getvalue())
    unpacked: list[object] = []
    monkeypatch.setattr(ImageFile.ImageFile, "load", unpacked.append)
    with pytest.raises(ValidationError, match="too many pixels"):
        accepted(drawing)
    assert unpacked == []
    monkeypatch.undo()
    monkeypatch.setattr(files, "MOST_PIXELS", 100_000)
    kept = accepted(SimpleUploadedFile("site.jpg", picture("JPEG").getvalue()))
    assert Image.open(kept.file).size == (300, 200)


def test_a_photograph_is_made_no_smaller_than_it_must_be():
    for most, size in ((240_000, (600, 400)), (60_000, (300, 200)), (15_000, (150, 100)), (1, (75, 50))):
        kept = written_anew(picture("JPEG"), most=most)
        assert (kept.width, kept.height) == size
