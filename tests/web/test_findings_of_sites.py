"""Does the list of sites say what was found at each, and do its files?"""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from phaseout.web.estate.models import Site
from phaseout.web.estate.queries import with_found
from phaseout.web.findings import services
from phaseout.web.findings.models import Finding
from phaseout.web.frame.access import Role
from phaseout.web.people.queries import access_of
from web.furnishing.findings import answer_of, asset_in, recorded


@pytest.fixture
def sites(world, person_with) -> dict[str, Site]:
    """A hall with two assets that must go and one finding that is open, and a depot with nothing."""
    by = person_with(Role.ANALYST).pk
    found = {ref: Site(organisation=world.home, ref=ref, name_en=ref.title()) for ref in ("depot", "hall")}
    for one in found.values():
        one.save()
    for number in range(2):
        thing = asset_in(world.home, f"cam-{number}", found["hall"])
        recorded(thing, answer_of(), answer_of(act="connect"), by=by)
    open_one = answer_of("undetermined", act="install", questions=["purpose"])
    recorded(asset_in(world.home, "cam-2", found["hall"]), open_one, by=by)
    return found


def figures(access) -> dict[str, tuple[int, int, int]]:
    seen = with_found(access, Site.objects.visible_to(access))
    return {one.ref: (one.applies, one.undetermined, one.to_go) for one in seen}


def file(client, format_: str) -> bytes:
    return b"".join(client.get(reverse("sites"), {"format": format_}).streaming_content)


def test_each_site_says_how_much_applies_is_undetermined_and_must_go(sites, world, access_with, client_of):
    assert figures(access_with(Role.READER)) == {"depot": (0, 0, 0), "hall": (4, 1, 2)}
    assert figures(access_with(Role.READER, at=world.foreign)) == {}
    page = client_of(Role.READER).get("/sites/").content.decode()
    for heading in ("Findings that apply", "Findings undetermined", "Assets that must go"):
        assert heading in page
    assert page.count('<td class="number">') == 6


def test_the_sites_with_most_that_must_go_can_be_put_first(sites, client_of):
    page = client_of(Role.READER).get("/sites/?sort=-to_go").content.decode()
    assert page.index(">hall<") < page.index(">depot<")


def test_every_file_of_the_list_of_sites_says_it_too(sites, client_of):
    client = client_of(Role.READER)
    rows = csv.DictReader(io.StringIO(file(client, "csv").decode("utf-8-sig")))
    hall = next(row for row in rows if row["Reference"] == "hall")
    said = [hall[name] for name in ("Findings that apply", "Findings undetermined", "Assets that must go")]
    assert said == ["4", "1", "2"]
    lines = [json.loads(line) for line in file(client, "jsonl").splitlines()]
    assert {one["ref"]: one["to_go"] for one in lines} == {"depot": 0, "hall": 2}
    head, *sheet = load_workbook(io.BytesIO(file(client, "xlsx"))).active.iter_rows(values_only=True)
    assert sorted(row[head.index("Findings that apply")] for row in sheet) == [0, 4]


def test_what_is_let_off_must_not_go_until_that_is_over(sites, access_with, person_with, noon):
    analyst = access_of(person_with(Role.ANALYST))
    until = timezone.localdate() + timedelta(days=30)
    for one in Finding.everything.filter(asset__label="cam-0"):
        proposal = services.propose(analyst, one, one.version, verdict="exception", reason="r", expires=until)
        one.refresh_from_db()
        services.decide(access_with(Role.APPROVER), proposal, one.version, agrees=True, reason="")
    reader = access_with(Role.READER)
    assert figures(reader)["hall"] == (4, 1, 1)
    noon.shift(31 * 86400)
    assert figures(reader)["hall"] == (4, 1, 2)


def test_findings_leave_with_the_day_through_which_their_measure_was_checked(sites, client_of, person_with):
    later = answer_of(act="connect", checked_through="2026-11-01")
    asset = Finding.everything.filter(asset__label="cam-0").first().asset
    recorded(asset, later, survey=2, by=person_with(Role.ANALYST).pk)
    for address in (reverse("findings"), reverse("asset_findings", args=[asset.pk])):
        lines = b"".join(client_of(Role.READER).get(address, {"format": "jsonl"}).streaming_content)
        told = {
            (one["label"], one["act"]): one["checked_through"] for one in map(json.loads, lines.splitlines())
        }
        assert told["cam-0", "connect"] == "2026-11-01"
        assert told["cam-0", "use"] == "2024-01-31"
