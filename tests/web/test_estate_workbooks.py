"""Does a workbook that left come back edited, in either language, without overwriting or guessing anything?"""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from phaseout.web.estate.models import Altered, Asset, Returned, Site
from phaseout.web.estate.returned import sheet, values
from phaseout.web.estate.services import add_branch
from phaseout.web.frame.access import Role
from phaseout.web.frame.folded import folded
from web.things import seen_asset

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
FORMULA = '=HYPERLINK("https://evil.example","click")'


@pytest.fixture
def sites(world) -> list[Site]:
    rows = [Site(organisation=world.home, ref=f"s{n}", name_en=f"Site {n}", tier=3) for n in range(4)]
    rows[0].custodian, rows[0].latitude, rows[0].longitude = FORMULA, 45.0, -75.7
    rows[0].networks, rows[0].purpose = ["10.0.0.0/8", "172.16.0.0/12"], ["public-safety"]
    for row in rows:
        row.save()
    return rows


def left(client, name: str):
    """Return the workbook as it leaves."""
    answer = client.get(reverse(name), {"format": "xlsx"})
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def column(book, heading: str) -> int:
    return [cell.value for cell in book.active[1]].index(heading) + 1


def put(book, ref: str, heading: str, value: object, by: str = "Reference") -> None:
    place = column(book, by)
    (row,) = [cells[0].row for cells in book.active.iter_rows(min_row=2) if cells[place - 1].value == ref]
    book.active.cell(row, column(book, heading)).value = value


def brought(client, book, name: str = "sites") -> str:
    """Bring a workbook back, and return the page."""
    out = io.BytesIO()
    book.save(out)
    file = SimpleUploadedFile("edited.xlsx", out.getvalue())
    answer = client.post(reverse("workbook-bring", args=[name]), {"file": file}, follow=True)
    return answer.content.decode()


def taken_over(client, name: str = "sites"):
    page = client.get(reverse("workbook", args=[name])).content.decode()
    digest = page.partition('name="digest" value="')[2].partition('"')[0]
    return client.post(reverse("workbook", args=[name]), {"digest": digest})


def problems(client, name: str = "sites") -> list[tuple[object, ...]]:
    answer = client.get(reverse("workbook", args=[name]), {"format": "xlsx"})
    return list(
        load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.iter_rows(
            min_row=2, values_only=True
        )
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_comes_back_unedited_changes_nothing(sites, client_of, language):
    client = client_of(Role.ADMINISTRATOR)
    client.post(reverse("language"), {"language": language, "next": "/"})
    page = brought(client, left(client, "sites"))
    assert "<b>4</b>" in page
    assert 'name="digest"' not in page
    assert problems(client) == []
    assert taken_over(client).status_code == 409


def test_edited_cells_are_shown_and_then_taken_over_all_at_once(sites, client_of):
    client = client_of(Role.ADMINISTRATOR)
    book = left(client, "sites")
    put(book, "s0", "Tier", "1 – most sensitive")
    put(book, "s0", "Custodian", None)
    put(book, "s1", "End of the lease", datetime(2027, 3, 31))
    put(book, "s1", "Owner", "a landlord")
    put(book, "s2", "End of the lease", 46477)  # the same day as Excel counts it, in a cell without a format
    put(book, "s2", "Networks", "10.1.0.0/16 | 10.2.0.0/16")
    page = brought(client, book)
    assert "Take 3 rows over" in page
    assert "<del>3 – ordinary</del>" in page
    assert Site.everything.filter(version=1).count() == 4
    answer = taken_over(client)
    assert answer.status_code == 302
    first, second, third, fourth = Site.everything.order_by("ref")
    assert (first.tier, first.custodian, first.version) == (1, "", 2)
    assert (second.lease_end, second.owner) == (date(2027, 3, 31), "landlord")
    assert (third.lease_end, third.networks) == (date(2027, 3, 31), ["10.1.0.0/16", "10.2.0.0/16"])
    assert fourth.version == 1
    assert not Returned.objects.exists()
    client.post(answer.headers["Location"])
    first.refresh_from_db()
    assert (first.tier, first.custodian) == (3, FORMULA)


def test_headings_of_either_language_moved_and_left_out_columns_are_understood(sites, client_of):
    client = client_of(Role.ADMINISTRATOR)
    book = Workbook()
    book.active.append(["Version", "Notes", "Responsable", "Numéro", "Niveau"])
    book.active.append([1, "mine", "Mme Roy", sites[1].pk, "2 – sensible"])
    page = brought(client, book)
    assert "Columns that mean nothing here and are not read:</" not in page
    assert "Notes" in page
    assert "End of the lease" in page
    taken_over(client)
    row = Site.everything.get(pk=sites[1].pk)
    assert (row.custodian, row.tier, row.name_en) == ("Mme Roy", 2, "Site 1")


def test_what_somebody_changed_since_is_a_conflict_and_is_not_overwritten(sites, client_of):
    client = client_of(Role.ADMINISTRATOR)
    book = left(client, "sites")
    put(book, "s0", "Tier", "1 – most sensitive")
    put(book, "s1", "Tier", "1 – most sensitive")
    Site.everything.filter(pk=sites[0].pk).update(tier=2, version=2)
    Site.everything.filter(pk=sites[2].pk).update(custodian="Ms. Roy", version=2)
    page = brought(client, book)
    assert "Changed since by somebody" in page
    assert "<del>2 – sensitive</del>" in page
    rows = {(row, cell): why for row, cell, _text, why in problems(client)}
    assert {row for row, _cell in rows} == {2, 4}  # what was not edited but is older is a conflict too
    taken_over(client)
    assert list(Site.everything.order_by("ref").values_list("tier", flat=True)) == [2, 1, 3, 3]
    assert Site.everything.get(pk=sites[2].pk).custodian == "Ms. Roy"


def test_a_change_between_looking_and_taking_over_is_shown_first(sites, client_of):
    client = client_of(Role.ADMINISTRATOR)
    book = left(client, "sites")
    put(book, "s0", "Tier", "1 – most sensitive")
    page = brought(client, book)
    digest = page.partition('name="digest" value="')[2].partition('"')[0]
    Site.everything.filter(pk=sites[0].pk).update(tier=2, version=2)
    answer = client.post(reverse("workbook", args=["sites"]), {"digest": digest})
    assert answer.status_code == 409
    assert "What stands here has changed meanwhile" in answer.content.decode()
    assert Site.everything.get(pk=sites[0].pk).tier == 2


def test_cells_that_cannot_be_read_are_told_by_their_address(sites, world, client_of):
    client = client_of(Role.ADMINISTRATOR)
    book = left(client, "sites")
    for ref, heading, value in (
        ("s0", "Tier", "very"), ("s0", "Latitude", "north"), ("s1", "End of the lease", "soon"),
        ("s1", "Networks", "everywhere"), ("s2", "Custodian", "=A1"), ("s3", "Organisation", "Other"),
    ):  # fmt: skip
        put(book, ref, heading, value)
    book.active.cell(5, column(book, "Number")).value = 10**12
    twice = [cell.value for cell in book.active[2]]
    book.active.append(twice)
    brought(client, book)
    told = {cell: why for _row, cell, _text, why in problems(client)}
    letters = {
        book.active.cell(1, n).column_letter: book.active.cell(1, n).value
        for n in range(1, book.active.max_column + 1)
    }
    named = {(letters[cell[0]], cell[1:]): why for cell, why in told.items()}
    assert named[("Number", "2")] == named[("Number", "6")] == "Another row has the same number."
    assert named[("End of the lease", "3")] == "It is no day such as 2027-03-31."
    assert "“everywhere” is no range of addresses" in named[("Networks", "3")]
    assert named[("Custodian", "4")] == "A formula that shows no value: put in what you mean."
    assert named[("Number", "5")] == "There is none with this number that you may see."
    assert taken_over(client).status_code == 409
    assert Site.everything.filter(version=1).count() == 4


def test_of_what_comes_back_no_credential_is_kept_and_what_was_left_out_is_said(sites, client_of):
    client = client_of(Role.ADMINISTRATOR)
    book = left(client, "sites")
    put(book, "s1", "Custodian", "Ada, rtsp://admin:Zw7Kq9Lm@10.0.0.1/")
    page = brought(client, book)
    assert "Zw7Kq9Lm" not in f"{page} {Returned.objects.get().rows}"
    assert taken_over(client).status_code == 302
    kept = Site.everything.get(ref="s1").custodian
    assert kept == "Ada, rtsp://10.0.0.1/ [a credential was left out]"


def test_a_column_that_is_not_read_back_is_said_where_somebody_edited_it(sites, client_of):
    client = client_of(Role.ADMINISTRATOR)
    book = left(client, "sites")
    put(book, "s3", "Organisation", "Another")
    brought(client, book)
    ((row, _cell, text, why),) = problems(client)
    assert (row, text, why) == (5, "Another", "This column is not read back: it stays as it is.")


def test_a_row_without_a_number_is_a_new_site_that_can_be_taken_back(sites, world, client_of, access_with):
    add_branch(access_with(Role.ADMINISTRATOR), world.home, name_en="Region", name_fr="Région")
    client = client_of(Role.ADMINISTRATOR)
    book = Workbook()
    head = ["Number", "Version", "Reference", "Name in English", "Organisation", "Tier"]
    for row in (
        head, [None, None, "new", "New site", "région", 2], [None, None, "s1", "Twice", "Example Department", 2],
        [None, None, "nowhere", "Nowhere", "Other City", 2], [None, None, None, "No reference", "Region", 2],
    ):  # fmt: skip
        book.active.append(row)
    Site(organisation=world.home, ref="other", name_en="Other").save()
    brought(client, book)
    assert [(row, cell) for row, cell, _text, _why in problems(client)] == [(3, "C3"), (4, "E4"), (5, "C5")]
    answer = taken_over(client)
    added = Site.everything.get(ref="new")
    assert (added.organisation.name_en, added.tier, added.name_en) == ("Region", 2, "New site")
    client.post(answer.headers["Location"])
    assert not Site.everything.filter(ref="new").exists()
    assert Altered.everything.get(label="New site").undone is not None


def test_things_come_back_by_the_words_of_either_language_and_none_is_added(sites, world, client_of):
    thing = seen_asset(
        world.home, site=sites[0], keys={"serial": ["S1"]}, fields={"kind": ("camera", "strong")},
        source="s", at=NOON,
    )  # fmt: skip
    client = client_of(Role.ADMINISTRATOR)
    client.post(reverse("language"), {"language": "fr", "next": "/"})
    book = left(client, "assets")
    put(book, "S1", "Fabricant", "dahua", by="numéro de série")
    put(book, "S1", "Référence du site", "s2", by="numéro de série")
    book.active.append([None, "new"])
    brought(client, book, "assets")
    assert len(problems(client, "assets")) == 1
    taken_over(client, "assets")
    thing = Asset.everything.get(pk=thing.pk)
    assert (thing.maker, thing.maker_grade, thing.site_id, thing.kind) == (
        "dahua",
        "strong",
        sites[2].pk,
        "camera",
    )


def test_what_is_no_workbook_or_not_this_one_is_refused_beside_the_field(sites, client_of):
    client = client_of(Role.ADMINISTRATOR)
    book = Workbook()
    book.active.append(["Reference", "Tier"])
    assert "No sheet has the columns “Number” and “Version”" in brought(client, book)
    for content in (b"no workbook", b"PK\x03\x04" + b"\0" * 200, b""):
        file = SimpleUploadedFile("edited.xlsx", content)
        answer = client.post(reverse("workbook-bring", args=["sites"]), {"file": file})
        assert answer.status_code == 400
        assert 'class="error"' in answer.content.decode()


def test_what_is_too_large_is_refused(sites, client_of, monkeypatch):
    client = client_of(Role.ADMINISTRATOR)
    book = left(client, "sites")
    monkeypatch.setattr(sheet, "MOST_ROWS", 3)
    assert "It has more than 10,000 rows" in brought(client, book)
    monkeypatch.setattr(sheet, "LARGEST", 100)
    assert "The file is larger than 10 megabytes." in brought(client, book)
    assert not Returned.objects.exists()


def test_a_workbook_that_is_a_trap_is_refused(sites, client_of):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (64 << 20))
    file = SimpleUploadedFile("edited.xlsx", out.getvalue())
    answer = client_of(Role.ADMINISTRATOR).post(reverse("workbook-bring", args=["sites"]), {"file": file})
    assert (answer.status_code, "as traps do" in answer.content.decode()) == (400, True)


def test_nobody_sees_or_takes_over_what_another_brought(sites, client_of):
    client = client_of(Role.ADMINISTRATOR)
    book = left(client, "sites")
    put(book, "s0", "Custodian", "Mr. Secret")
    assert "Mr. Secret" in brought(client, book)
    other = client_of(Role.ADMINISTRATOR).get(reverse("workbook", args=["sites"]), follow=True)
    assert "Mr. Secret" not in other.content.decode()


def test_the_words_of_the_register_are_gone_through_once_and_not_for_each_cell(monkeypatch):
    gone_through = []
    monkeypatch.setattr(values, "folded", lambda text: gone_through.append(text) or folded(text))
    for field in ("brand", "maker", "kind"):
        values.value_of(field, "dahua" if field != "kind" else "camera")
        gone_through.clear()
        for _ in range(20):
            values.value_of(field, "dahua" if field != "kind" else "camera")
        assert len(gone_through) == 20


def test_comparing_takes_as_many_queries_for_many_rows_as_for_few(world, client_of, count_queries):
    client = client_of(Role.ADMINISTRATOR)
    taken = []
    for number in (3, 60):
        for n in range(number):
            Site(organisation=world.home, ref=f"{number}-{n}", name_en="Site").save()
        book = left(client, "sites")
        for row in range(2, book.active.max_row + 1):
            book.active.cell(row, column(book, "Custodian")).value = "Ms. Roy"
        brought(client, book)
        taken.append(count_queries(client, reverse("workbook", args=["sites"])))
    assert taken[0] == taken[1]
