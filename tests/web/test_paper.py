"""Does every list and page leave as a PDF that says the same, to whom and of which day, and can be read aloud?"""

import io
import os
from ctypes.util import find_library

import pytest
from django.urls import reverse
from pypdf import PdfReader

from phaseout.web.estate.models import Site
from phaseout.web.findings.models import Finding
from phaseout.web.frame.access import Role
from phaseout.web.frame.paper import lacking, pages, printing
from web.examples import SECRET, furnish
from web.surveying import CAMERAS, surveying
from web.test_both_languages import own_words, texts, words_alike

__all__ = ["surveying"]

ALL = (Role.ADMINISTRATOR, Role.ANALYST, Role.AUDITOR, Role.APPROVER)
NEEDS_PANGO = pytest.mark.skipif(
    find_library("pangoft2-1.0") is None and not os.environ.get("PHASEOUT_REQUIRE_ALL"),
    reason="Pango is not installed",
)
HOSTILE = '<img src="file:///etc/passwd"><script>alert(1)</script>'


def read(answer) -> PdfReader:
    assert answer.status_code == 200, answer.content[:2000]
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    return PdfReader(io.BytesIO(answer.content))


def said(book: PdfReader) -> str:
    """Return the text of all pages, without the spaces that a line's end puts in."""
    return "".join("".join(page.extract_text() for page in book.pages).split())


def in_french(client):
    client.post(reverse("language"), {"language": "fr", "next": "/"})
    return client


def sites(organisation, number: int) -> None:
    Site.everything.bulk_create(
        Site(organisation=organisation, ref=f"S{n:04}", name_en=f"Depot number {n}") for n in range(number)
    )


@NEEDS_PANGO
def test_a_list_on_paper_is_whole_tagged_and_says_for_whom_of_which_day_and_edition(world, client_of):
    sites(world.home, 40)
    client = client_of(Role.READER)
    book = read(client.get(reverse("sites"), {"format": "pdf"}))
    root = book.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/Lang"] == "en"
    assert b"pdfuaid:part" in root["/Metadata"].get_data(), root["/Metadata"].get_data()
    assert book.metadata.title == "Sites – phaseout"
    text = said(book)
    assert [n for n in range(40) if f"Depotnumber{n}" not in text] == []
    assert "40rows,nothingleftout." in text
    assert "MadeforPerson1–ExampleDepartment" in text
    assert "Asitstoodon2026-11-27at12:00UTC" in text
    assert f"Page1of{len(book.pages)}" in text
    assert f"Page{len(book.pages)}of{len(book.pages)}" in text
    assert root["/Lang"] == "en"


@NEEDS_PANGO
def test_a_list_on_paper_shows_the_columns_the_filter_and_the_order_of_its_page_in_french(world, client_of):
    sites(world.home, 3)
    asked = {"format": "pdf", "column": ["ref", "name"], "text": "number", "sort": "-ref"}
    book = read(in_french(client_of(Role.READER)).get(reverse("sites"), asked))
    text = said(book)
    assert book.trailer["/Root"]["/Lang"] == "fr"
    assert "RéférenceNom" in text
    assert "Gardien" not in text
    assert "number" in text.split("3lignes")[0]
    assert text.index("S0002") < text.index("S0001") < text.index("S0000")
    assert "Page1sur1" in text


@NEEDS_PANGO
def test_what_a_device_says_stays_text_and_fetches_nothing(world, client_of):
    Site(organisation=world.home, ref="hq", name_en=HOSTILE, address="\u202eevil").save()
    asked = {"format": "pdf", "column": ["name", "address"]}
    book = read(client_of(Role.READER).get(reverse("sites"), asked))
    text = said(book)
    assert '<imgsrc="file:///etc/passwd">' in text
    assert "root:" not in text
    assert "\u202e" not in text
    assert not [page for page in book.pages if page.images]


def test_a_list_that_is_too_long_is_refused_with_its_length_and_another_way(world, client_of, monkeypatch):
    monkeypatch.setattr(lacking, "MOST_ROWS", 5)
    monkeypatch.setattr("phaseout.web.frame.listing.MOST_ROWS", 5)
    sites(world.home, 6)
    client = client_of(Role.READER)
    answer = client.get(reverse("sites"), {"format": "pdf", "text": "number"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The list has 6 rows, and a PDF holds 5 at most" in page
    assert 'href="?format=xlsx&amp;text=number"' in page
    assert ">PDF</a>" not in page


def test_without_the_library_one_sentence_says_so_and_the_log_what_to_do(
    world, client_of, monkeypatch, tmp_path, caplog
):
    press = tmp_path / "press.py"
    press.write_text("import sys; sys.stderr.write('cannot load libpango'); sys.exit(3)")
    monkeypatch.setattr(printing.press, "__file__", str(press))
    answer = client_of(Role.READER).get(reverse("sites"), {"format": "pdf"})
    assert answer.status_code == 503
    assert "This server cannot make PDFs" in answer.content.decode()
    assert "cannot load libpango" in caplog.text
    assert "What to do: install phaseout[web]" in caplog.text


def test_a_page_that_takes_more_than_it_may_is_given_up_and_said_to_be(world, client_of, monkeypatch):
    monkeypatch.setattr(printing, "MEGABYTES", 60)
    answer = client_of(Role.READER).get(reverse("sites"), {"format": "pdf"})
    assert answer.status_code in (422, 503)  # where it runs out: loading the library, or setting the page
    assert "There is no PDF of this" in answer.content.decode()


@pytest.fixture
def set_by_nobody(monkeypatch) -> list[str]:
    """Let pages be made and not be set, which takes seconds, and return them."""
    made: list[str] = []

    def keep(html: str) -> bytes:
        made.append(html)
        return b"%PDF-"

    monkeypatch.setattr(pages, "printed", keep)
    return made


def offered(there) -> dict[str, str]:
    one = there.survey.pk
    return {
        "assets": reverse("assets"), "sites": reverse("sites"), "findings": reverse("findings"),
        "of an asset": reverse("asset_findings", args=[there.finding.asset_id]),
        "asset": reverse("asset", args=[there.asset.pk]), "site": reverse("site", args=[there.site.pk]),
        "finding": reverse("finding", args=[there.finding.pk]), "surveys": reverse("surveys"),
        "survey": reverse("survey", args=[one]), "unread": reverse("survey-unread", args=[one]),
        "not seen": reverse("survey-not-seen", args=[one]), "kept": reverse("survey-kept", args=[one]),
        "people": reverse("people"), "events": reverse("audit"),
    }  # fmt: skip


def test_every_page_that_offers_a_pdf_says_all_of_it_in_both_languages(world, client_of, set_by_nobody):
    there = furnish(world.home)
    client = client_of(*ALL)
    for name, address in offered(there).items():
        spoken = []
        for language in ("en", "fr"):
            client.post(reverse("language"), {"language": language, "next": "/"})
            assert "?format=pdf" in client.get(address).content.decode(), name
            answer = client.get(address, {"format": "pdf"})
            assert (answer.status_code, answer.content) == (200, b"%PDF-"), name
            html = set_by_nobody[-1]
            assert f'<html lang="{language}">' in html
            assert "<input" not in html
            assert 'class="None' not in html, name
            assert SECRET in html, name
            spoken.append(set(texts(html.encode())))
        english, french = spoken
        assert not {text for text in english & french - words_alike() if not own_words(text)}, name


def test_a_pdf_is_for_who_may_see_the_page(world, client_of, set_by_nobody):
    there = furnish(world.home)
    foreign = client_of(*ALL, at=world.foreign)
    for name, address in offered(there).items():
        foreign.get(address, {"format": "pdf"})
        assert not [html for html in set_by_nobody if SECRET in html], name


def test_a_list_on_paper_takes_as_many_queries_for_fifty_rows_as_for_five(
    world, client_of, set_by_nobody, count_queries
):
    client, address = client_of(Role.READER), reverse("sites") + "?format=pdf"
    sites(world.home, 5)
    few = count_queries(client, address)
    Site.everything.all().delete()
    sites(world.home, 50)
    assert count_queries(client, address) == few


@NEEDS_PANGO
def test_a_thing_and_a_site_on_paper_say_their_findings_with_edition_and_day(surveying, world, client_of):
    site = Site(organisation=world.home, ref="hq", name_en="Headquarters")
    site.save()
    surveying.apply(surveying.bring({"cameras.csv": CAMERAS}, site=site))
    finding = Finding.everything.filter(outcome="applies", asset__label="cam-1").first()
    client = client_of(Role.READER)
    for name, pk in (("asset", finding.asset_id), ("site", site.pk)):
        text = said(read(client.get(reverse(name, args=[pk]), {"format": "pdf"})))
        found = Finding.everything.filter(asset=finding.asset_id)
        assert text.count(finding.edition) > found.count(), f"{name}: once for each, and on the sheet"
        assert "Findings" in text
        assert text.count("2026-11-27") > found.count(), f"{name}: once for each, and on the sheet"
    assert "cam-1" in text


@NEEDS_PANGO
def test_a_finding_on_paper_says_which_thing_it_is_and_what_says_so_where(surveying, client_of):
    surveying.apply(surveying.bring({"cameras.csv": CAMERAS}))
    finding = Finding.everything.filter(outcome="applies", asset__label="cam-1").first()
    text = said(read(client_of(Role.READER).get(reverse("finding", args=[finding.pk]), {"format": "pdf"})))
    for one in ("HikvisionDS-2CD2143G2-I", "Whatsayswhichassetitis", "line2,columnmanufacturer"):
        assert one in text
