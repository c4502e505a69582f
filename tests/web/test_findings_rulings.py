"""Is what no fact would settle told apart from what waits for a fact: in figures, in the list, and on its page?"""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from phaseout.web.findings import queries, services
from phaseout.web.findings.models import Asked, AskedTally, Finding
from phaseout.web.findings.standing import shown
from phaseout.web.frame.access import Role
from web.furnishing.findings import answer_of, asset_in, recorded
from web.programs import Program, secret_of

LABEL = "findings undetermined: no fact would settle them, a ruling is needed"
SILENT = "No fact would settle this"


@pytest.fixture
def waiting(world, person_with) -> dict[str, Finding]:
    """Three findings, of which one waits for a fact and two for a ruling."""
    by = person_with(Role.ANALYST).pk
    return {
        name: recorded(
            asset_in(world.home, f"thing-{name}."), answer_of(outcome, questions=questions), by=by
        )[0]
        for name, outcome, questions in (
            ("fact", "undetermined", ["purpose"]),
            ("silent", "undetermined", []),
            ("contested", "undetermined", []),
            ("applies", "applies", []),
        )
    }


def test_the_first_page_counts_what_waits_for_a_ruling_apart_from_what_waits_for_a_fact(
    waiting, access_with, client_of
):
    assert LABEL in client_of(Role.READER).get("/").content.decode()
    found = {one.label: (one.value, one.address) for one in shown(access_with(Role.READER)).figures}
    assert found["findings undetermined: a fact is missing"] == (1, "/questions/")
    assert found[LABEL] == (2, "/findings/?needs=ruling")


@pytest.mark.parametrize(("needed", "listed"), [("ruling", {"silent", "contested"}), ("fact", {"fact"})])
def test_the_list_is_narrowed_to_what_needs_a_ruling_or_a_fact(
    waiting, world, client_of, person_with, needed, listed
):
    page = client_of(Role.READER).get(f"/findings/?needs={needed}").content.decode()
    assert {name for name in waiting if f">thing-{name}.<" in page} == listed
    program = Program(secret_of(person_with(Role.READER), world.home))
    items = program.ask("GET", f"/findings?needs={needed}").json()["items"]
    assert {one["id"] for one in items} == {waiting[name].pk for name in listed}


def test_a_finding_that_no_fact_would_settle_says_so_on_its_page(waiting, client_of):
    client = client_of(Role.READER)
    said = {
        name for name, one in waiting.items() if SILENT in client.get(f"/findings/{one.pk}/").content.decode()
    }
    assert said == {"silent", "contested"}


def test_a_ruling_is_no_question_that_anybody_could_answer_but_files_say_it(waiting, access_with, client_of):
    assert [one.fact for one in queries.waiting_facts(access_with(Role.READER))] == ["purpose"]
    client = client_of(Role.ANALYST)
    assert client.get("/questions/ruling/").status_code == 404
    exported = b"".join(client.get("/findings/?format=csv&needs=ruling").streaming_content).decode(
        "utf-8-sig"
    )
    assert exported.count("a ruling") == 2


def test_once_it_is_answered_nothing_waits_for_a_ruling_any_more(waiting, world, person_with, access_with):
    by = person_with(Role.ANALYST).pk
    recorded(waiting["silent"].asset, answer_of("applies"), survey=2, by=by)
    assert queries.for_a_ruling(access_with(Role.READER)) == 1
    assert queries.for_a_ruling(access_with(Role.READER, at=world.foreign)) == 0


def test_findings_of_before_are_brought_to_say_so_and_counted_as_new_ones_are(waiting, world):
    migration = import_module("phaseout.web.findings.migrations.0003_rulings_that_are_needed")
    now = rows()
    Asked.everything.filter(fact="ruling").delete()
    services.recount(world.home.pk)
    assert rows() != now
    editor = SimpleNamespace(connection=connection)
    migration.note(apps, editor)
    assert rows() == now
    migration.forget(apps, editor)
    assert not [fact for _, fact in rows()[0] if fact == "ruling"]


def rows() -> tuple[set[tuple[int, str]], set[tuple[object, ...]]]:
    return (
        set(Asked.everything.values_list("finding", "fact")),
        set(AskedTally.everything.values_list("organisation", "site", "fact", "findings", "assets")),
    )
