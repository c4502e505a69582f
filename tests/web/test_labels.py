"""Do labels carry codes that lead to the pages of what they are stuck on?"""

import io
import os
import shutil
import subprocess
from ctypes.util import find_library
from pathlib import Path

import pytest
import zxingcpp
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from phaseout.web.api.nouns import labels
from phaseout.web.estate import labelling
from phaseout.web.estate.models import Site
from phaseout.web.estate.sheets import SHEETS
from phaseout.web.frame.access import Role
from phaseout.web.frame.paper import lacking
from web.programs import Program, secret_of

A4, LETTER = (210, 297), (215.9, 279.4)
NEEDS_POPPLER = pytest.mark.skipif(
    (shutil.which("pdftoppm") is None or find_library("pangoft2-1.0") is None)
    and not os.environ.get("PHASEOUT_REQUIRE_ALL"),
    reason="Pango or poppler-utils is not installed",
)


@pytest.fixture
def depots(world) -> list[Site]:
    rows = [Site(organisation=world.home, ref=f"D{n:02}", name_en=f"Depot {n} <b>") for n in range(12)]
    Site.everything.bulk_create(rows)
    return list(Site.everything.order_by("ref"))


def drawn(pdf: bytes, folder: Path) -> list[Image.Image]:
    """Return the pages as a printer would draw them."""
    command = ["pdftoppm", "-r", "200", "-gray", "-png", "-", str(folder / "page")]
    subprocess.run(command, input=pdf, check=True)
    return [Image.open(page) for page in sorted(folder.glob("page-*.png"))]


@NEEDS_POPPLER
@pytest.mark.parametrize(("name", "paper"), [("Avery L7160", A4), ("Avery 5160", LETTER)])
def test_the_codes_on_the_sheet_are_read_and_lead_to_the_pages(depots, client_of, tmp_path, name, paper):
    asked = {"format": "pdf", "sheet": name, "start": SHEETS[name].places - 1}
    answer = client_of(Role.READER).get(reverse("site-labels"), asked)
    assert answer.headers["Content-Type"] == "application/pdf"
    book = PdfReader(io.BytesIO(answer.content))
    assert [round(float(side) / 72 * 25.4) for side in book.pages[0].mediabox[2:]] == [*map(round, paper)]
    first, second = (
        [one.text for one in zxingcpp.read_barcodes(page)] for page in drawn(answer.content, tmp_path)
    )
    addresses = [f"http://testserver/sites/{one.pk}/" for one in depots]
    assert sorted(first) == sorted(addresses[:2])
    assert sorted(second) == sorted(addresses[2:])
    assert "Depot 7 <b>" in book.pages[1].extract_text()


def test_labels_are_of_what_the_filter_shows_or_of_those_chosen(depots, client_of, world):
    client = client_of(Role.READER)
    assert "12 labels" in client.get(reverse("site-labels")).content.decode()
    assert "1 label," in client.get(reverse("site-labels"), {"text": "d07"}).content.decode()
    chosen = {"pick": [depots[3].pk, depots[4].pk]}
    page = client.get(reverse("site-labels"), chosen).content.decode()
    assert "2 labels" in page
    assert f'<input type="hidden" name="pick" value="{depots[3].pk}">' in page
    foreign = client_of(Role.READER, at=world.foreign)
    assert "0 labels" in foreign.get(reverse("site-labels"), chosen).content.decode()


def test_a_place_that_is_not_on_the_sheet_is_told_beside_the_field(depots, client_of):
    asked = {"format": "pdf", "sheet": "Avery L7160", "start": 22}
    answer = client_of(Role.READER).get(reverse("site-labels"), asked)
    assert answer.status_code == 400
    assert "A sheet has 21 labels." in answer.content.decode()


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_no_label_lies_beyond_the_sheet(sheet):
    width, height = A4 if sheet.paper == "A4" else LETTER
    for _, left, top in sheet.spots():
        assert float(left) + sheet.width <= width
        assert float(top) + sheet.height <= height


def test_of_too_many_labels_no_other_kind_of_file_is_promised(
    depots, client_of, monkeypatch, world, person_with
):
    for place in (labelling, lacking, labels):
        monkeypatch.setattr(place, "MOST_ROWS", 11)
    page = client_of(Role.READER).get(reverse("site-labels"))
    said = "There are 12 labels, and a PDF holds 11 at most. Nothing is cut: narrow the filter"
    assert page.status_code == 422
    assert said in page.content.decode()
    program = Program(secret_of(person_with(Role.READER), world.home))
    refused = program.get("/api/v1/labels/sites", {"sheet": "Avery 5160", "start": 1})
    assert refused.status_code == 422
    assert said in refused.json()["detail"]
    assert "kind of file" not in refused.json()["detail"] + page.content.decode()
