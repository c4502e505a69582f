"""Do lists leave as files that say the same, in the reader's language, and that no spreadsheet runs?"""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from phaseout.web.estate.models import Asset, Site
from phaseout.web.frame import export
from phaseout.web.frame.access import Role
from web.things import seen_asset

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
FORMULA = '=HYPERLINK("https://evil.example","click")'


@pytest.fixture
def things(world):
    site = Site(
        organisation=world.home, ref="hq", name_en="Headquarters", name_fr="Siège", networks=["10.0.0.0/8"]
    )
    site.save()
    for label, maker in ((FORMULA, "hikvision"), ("cam-2", "dahua")):
        seen_asset(
            world.home, site=site, keys={"ref": [label], "serial": [f"S-{maker}"], "ip": ["+1+2"]},
            fields={"maker": (maker, "strong"), "model": ("DS-1", "strong"), "kind": ("camera", "strong")},
            source="s", at=NOON,
        )  # fmt: skip
    seen_asset(world.foreign, site=None, keys={"ref": ["theirs"]}, fields={}, source="s", at=NOON)


def file(client, name: str, **asked) -> bytes:
    answer = client.get(reverse(name), asked)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    return b"".join(answer.streaming_content)


def in_french(client):
    client.post(reverse("language"), {"language": "fr", "next": "/"})
    return client


def test_csv_has_the_readers_headings_and_separator_and_no_formula(things, client_of):
    client = client_of(Role.READER)
    english = list(csv.DictReader(io.StringIO(file(client, "assets", format="csv").decode("utf-8-sig"))))
    assert [row["Goes by"] for row in english] == ["cam-2", f"'{FORMULA}"]
    assert english[0]["Maker"] == "Dahua"
    assert (english[0]["serial number"], english[0]["network address"]) == ("S-dahua", "'+1+2")
    text = file(in_french(client), "assets", format="csv").decode("utf-8-sig")
    french = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert french[0]["Fabricant"] == "Dahua"
    assert french[0]["Genre"] == "caméra"


def test_a_workbook_has_headings_days_and_no_formula(things, client_of):
    book = load_workbook(io.BytesIO(file(client_of(Role.READER), "assets", format="xlsx")))
    heads, newest, oldest = book.active.iter_rows(values_only=True)
    assert heads[:4] == ("Number", "Goes by", "Kind", "Maker")
    assert newest[heads.index("Last seen")] == datetime(2026, 2, 1, 12)
    assert oldest[1] == f"'{FORMULA}"
    assert not [cell for row in book.active for cell in row if cell.data_type == "f"]


def test_json_lines_keep_ids_and_texts_as_they_are(things, client_of):
    lines = [json.loads(line) for line in file(client_of(Role.READER), "assets", format="jsonl").splitlines()]
    assert [line["label"] for line in lines] == ["cam-2", FORMULA]
    assert lines[0]["maker"] == "dahua"
    assert (lines[0]["serial"], lines[0]["ip"]) == (["S-dahua"], ["+1+2"])
    assert lines[0]["outcome"] is None


def test_netbox_gets_its_own_columns_in_english_whatever_the_readers_language(things, client_of):
    text = file(in_french(client_of(Role.READER)), "assets", format="netbox").decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == [
        "name", "role", "manufacturer", "device_type", "serial", "site", "status", "comments"
    ]  # fmt: skip
    assert (rows[0]["name"], rows[0]["role"], rows[0]["site"]) == ("cam-2", "camera", "Headquarters")
    assert (rows[0]["device_type"], rows[0]["status"]) == ("DS-1", "active")
    assert "; maker: " in rows[0]["comments"], "how firmly anything says it goes along"


def test_assets_leave_with_the_edition_and_the_day_that_answered(things, client_of):
    Asset.everything.update(outcome="applies", edition="2026.11.26", as_of=date(2026, 11, 23))
    client = client_of(Role.READER)
    line = json.loads(file(client, "assets", format="jsonl").splitlines()[0])
    assert (line["register"], line["as_of"]) == ("2026.11.26", "2026-11-23")
    text = file(client, "assets", format="csv").decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text)))
    assert (row["Register"], row["Answers as of"]) == ("2026.11.26", "2026-11-23")
    netbox = file(client, "assets", format="netbox").decode()
    assert "(as of 2026-11-23, register 2026.11.26)" in netbox


def test_a_file_holds_what_the_filter_shows_in_its_order_and_nothing_of_others(things, client_of):
    client = client_of(Role.READER)
    only = file(client, "assets", format="jsonl", maker="hikvision")
    assert [json.loads(line)["maker"] for line in only.splitlines()] == ["hikvision"]
    assert b"theirs" not in file(client, "assets", format="jsonl")
    page = client.get(reverse("assets"), {"maker": "hikvision", "page": "1"}).content.decode()
    assert 'href="?format=csv&amp;maker=hikvision"' in page


def test_sites_leave_with_their_coverage_and_networks(things, client_of):
    (line,) = file(client_of(Role.READER), "sites", format="jsonl").splitlines()
    site = json.loads(line)
    assert (site["ref"], site["coverage"], site["networks"]) == ("hq", "not-started", ["10.0.0.0/8"])
    assert (site["tier"], site["owner"]) == (None, None)
    text = file(in_french(client_of(Role.READER)), "sites", format="csv").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert row["Référence"] == "hq"
    assert "Siège" in row.values()


def test_an_unknown_format_is_not_there(things, client_of):
    client = client_of(Role.READER)
    assert client.get(reverse("assets"), {"format": "exe"}).status_code == 404
    assert client.get(reverse("sites"), {"format": "netbox"}).status_code == 404


def test_a_list_longer_than_a_sheet_goes_on_in_another(things, client_of, monkeypatch):
    monkeypatch.setattr(export, "MOST_ROWS", 2)  # the headings and one row
    book = load_workbook(io.BytesIO(file(client_of(Role.READER), "assets", format="xlsx")))
    assert book.sheetnames == ["assets", "assets 2"]
    assert [sheet.max_row for sheet in book] == [2, 2]


def test_an_empty_list_is_a_file_with_headings_alone(world, client_of):
    client = client_of(Role.READER)
    assert len(file(client, "assets", format="csv").decode().splitlines()) == 1
    assert load_workbook(io.BytesIO(file(client, "assets", format="xlsx"))).active.max_row == 1
    assert file(client, "assets", format="jsonl") == b""


def test_a_long_file_takes_a_query_for_every_thousand_rows_and_not_for_each(things, client_of, monkeypatch):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(Role.READER)
    with CaptureQueriesContext(connection) as taken:
        file(client, "assets", format="csv")
    assert len([one for one in taken if "estate_assetkey" in one["sql"]]) == 1
