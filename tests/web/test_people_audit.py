"""Is what people did kept as it was, and shown to who may see it alone?"""

import pytest
from django.db import transaction

from phaseout.web.estate.services import add_branch, correct, put
from phaseout.web.findings import services
from phaseout.web.frame import words
from phaseout.web.frame.access import NOBODY, Access, Role
from phaseout.web.frame.events.queries import events_within
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.models import Event
from phaseout.web.people.queries import access_of
from web.furnishing.findings import answer_of, asset_in, recorded


def test_what_was_noted_is_neither_changed_nor_taken_away(world):
    event = noted(NOBODY, world.home.pk, "invited", about="a@example.org")
    for attempt in (
        event.save, event.delete, Event.everything.all().delete, lambda: Event.everything.update(about="b"),
        lambda: Event.everything.filter(pk=event.pk).update(about="b"),
        lambda: Event.everything.bulk_update([event], ["about"]),
    ):  # fmt: skip
        with pytest.raises(TypeError), transaction.atomic():
            attempt()
    assert Event.everything.get().about == "a@example.org"


def test_only_what_is_known_to_happen_is_noted(world):
    with pytest.raises(KeyError):
        noted(NOBODY, world.home.pk, "something", about="x")


def test_events_are_seen_where_somebody_may_see_them(world, person_with):
    keeper = access_of(person_with(Role.ADMINISTRATOR))
    region = add_branch(keeper, world.home, name_en="Region", name_fr="Région")
    for organisation in (world.home.pk, region.pk, world.foreign.pk, None):
        noted(NOBODY, organisation, "invited", about=str(organisation))
    whole = events_within(access_of(person_with(Role.AUDITOR)))
    branch = events_within(access_of(person_with(Role.AUDITOR, at=region)))
    assert {event.about for event in whole.filter(what="invited")} == {
        str(world.home.pk),
        str(region.pk),
        "None",
    }
    assert {event.about for event in branch.filter(what="invited")} == {str(region.pk)}
    assert not events_within(access_of(person_with(Role.READER))).exists()


def test_the_page_filters_by_what_who_and_day(client_of, world, person_with):
    person = person_with(Role.ANALYST)
    noted(
        Access(person=person.pk), world.home.pk, "invited", about="ada@example.org", after={"role": "reader"}
    )
    noted(Access(person=person.pk), world.home.pk, "deactivated", about="Bob")
    client = client_of(Role.AUDITOR)
    assert b"ada@example.org" in client.get("/audit/").content
    assert b"ada@example.org" not in client.get("/audit/?what=deactivated").content
    assert b"ada@example.org" in client.get("/audit/?q=ADA").content
    assert b"ada@example.org" not in client.get("/audit/?until=2020-01-01").content
    assert b"role: Reader" in client.get("/audit/").content


def test_signing_in_is_noted_with_the_way_it_was_done(client_of, person_with, world):
    from web.conftest import PASSWORD

    person = person_with(Role.READER)
    client_of().post("/account/login/", {"login": person.email, "password": PASSWORD})
    event = Event.everything.get(what="signed-in")
    assert (event.by, event.organisation, event.after) == (
        person, world.home, {"by": "password", "from": "127.0.0.1"},
    )  # fmt: skip


def test_text_that_acts_on_its_reader_is_shown_as_text(client_of, world):
    noted(
        NOBODY,
        world.home.pk,
        "invited",
        about="<script>alert(1)</script>\u202eevil\x1b[31m",
        after={"a": "<b>"},
    )
    page = client_of(Role.AUDITOR).get("/audit/").content.decode()
    assert "<script>alert" not in page
    assert "<b>" not in page
    assert "\u202e" not in page
    assert "\x1b" not in page


def test_an_auditor_follows_a_thing_from_the_first_file_to_the_judgement(world, access_with, client_of):
    analyst, approver = access_with(Role.ANALYST), access_with(Role.APPROVER)
    thing = asset_in(world.home, "cam-17", maker="hikvision")
    finding = recorded(thing, answer_of(), by=analyst.person)[0]
    thing = correct(analyst, thing, thing.version, field="maker", value="axis", reason="read on its label")
    put(analyst, thing, thing.version, site=None, room=None)
    services.assess(analyst, finding, finding.version, reason="The plate is legible")
    finding.refresh_from_db()
    given = {"verdict": "not-this-maker", "reason": "It says Axis"}
    proposal = services.propose(analyst, finding, finding.version, **given)
    finding.refresh_from_db()
    services.decide(approver, proposal, finding.version, agrees=True, reason="")
    page = client_of(Role.AUDITOR).get("/audit/?q=cam-17").content.decode()
    told = ["asset corrected", "asset placed", "evidence assessed", "judgement proposed", "judgement decided"]
    assert [one for one in told if one not in page] == []
    assert f"maker: {words.party('hikvision')}" in page
    assert "judgement: not of this maker" in page
