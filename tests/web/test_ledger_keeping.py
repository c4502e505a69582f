"""Is every decision a leaf of its organisation's ledger, written with it or not at all?"""

import re
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction

from phaseout.ledger.leaf import Leaf as Told
from phaseout.web.frame.access import NOBODY, Role
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.models import Event
from phaseout.web.ledger.models import Leaf, Ledger, Node, Opening
from phaseout.web.ledger.told import told_models


def told(leaf: Leaf) -> Told:
    return Told.of(bytes(leaf.line))


@pytest.fixture
def grant(world, access_with):
    """Return what notes something of a person."""
    access = access_with(Role.ADMINISTRATOR)

    def note(name: str = "Ada Example", **more: object) -> Event:
        return noted(access, world.home.pk, "grant-given", about=name, after={"role": "reader"}, **more)

    return note


def test_a_decision_is_a_leaf_with_its_event(grant, world) -> None:
    event = grant()
    ledger = Ledger.everything.get(organisation=world.home)
    begun, leaf = Leaf.everything.filter(ledger=ledger).order_by("sequence")
    assert told(begun).kind == "ledger.begun"
    assert told(begun).after == {"events": 0, "until": event.pk, "rows": dict.fromkeys(told_models(), 0)}
    said = told(leaf)
    assert (said.kind, said.actor, said.subject) == (
        "grant-given",
        f"person/{event.by_id}",
        f"event/{event.pk}",
    )
    assert said.after == {"event": event.pk, "at": "2026-11-27T12:00:00Z", "said": {"role": "reader"}}
    assert set(said.private) == {"about"}
    assert (ledger.size, ledger.last) == (2, "2026-11-27T12:00:00Z")
    assert Node.everything.filter(ledger=ledger).count() == 3


def test_names_are_commitments_that_can_be_forgotten(grant) -> None:
    grant("Ada Example")
    leaf = Leaf.everything.order_by("pk").last()
    assert b"Ada" not in bytes(leaf.line)
    opening = Opening.everything.get(leaf=leaf)
    assert (opening.name, opening.value) == ("about", "Ada Example")


def test_what_decides_nothing_is_no_leaf(world, access_with) -> None:
    access = access_with(Role.READER)
    noted(access, world.home.pk, "signed-in", about="x")
    noted(NOBODY, None, "invited", about="x")
    assert not Ledger.everything.exists()


def test_each_organisation_has_its_own(world, access_with, grant) -> None:
    grant()
    noted(access_with(Role.ADMINISTRATOR, at=world.foreign), world.foreign.pk, "invited", about="x")
    sizes = dict(Ledger.everything.values_list("organisation", "size"))
    assert sizes == {world.home.pk: 2, world.foreign.pk: 2}


def test_a_decision_that_is_undone_leaves_no_leaf(grant) -> None:
    grant()
    with transaction.atomic():
        grant()
        transaction.set_rollback(True)
    assert Leaf.everything.count() == 2
    assert Ledger.everything.get().size == 2
    grant()
    assert list(Leaf.everything.order_by("pk").values_list("sequence", flat=True)) == [0, 1, 2]


@pytest.mark.parametrize("table", ["ledger_leaf", "ledger_node", "ledger_checkpoint"])
def test_the_database_has_its_guards(db, table) -> None:
    sql = (
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
        if connection.vendor == "sqlite"
        else "SELECT count(*) FROM pg_trigger WHERE tgname = %s || '_stays'"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [table])
        assert cursor.fetchone()[0] == (2 if connection.vendor == "sqlite" else 1)


@pytest.mark.parametrize("change", ["UPDATE ledger_leaf SET subject = 'x'", "DELETE FROM ledger_leaf",
                                    "UPDATE ledger_node SET level = 9", "DELETE FROM ledger_node"])  # fmt: skip
def test_the_database_refuses_to_alter_a_leaf(grant, change) -> None:
    grant()
    with (
        pytest.raises(Exception, match="stays as it is"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
def test_the_role_that_the_documents_name_decides_and_alters_nothing(grant) -> None:
    grant()
    page = (Path(__file__).parents[2] / "docs" / "web.md").read_text(encoding="utf-8")
    found = re.search(r"```sql\n(.*?)```", page, re.DOTALL)
    assert found is not None
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE phaseout_serves")
        cursor.execute(found[1])
        cursor.execute("SET LOCAL ROLE phaseout_serves")
        grant()
        assert Leaf.everything.count() == 3
        for change in (
            "DELETE FROM ledger_leaf",
            "UPDATE ledger_node SET level = 9",
            "DELETE FROM frame_event",
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(change)
        cursor.execute("RESET ROLE")


LEFT_OUT = {
    "findings.answer": {"organisation_id", "decided_again"},
    "findings.judgement": {"organisation_id"},
    "reports.report": {"organisation_id", "packed"},
}
"""Columns that decide nothing, or of which the ledger has a digest; docs/web.md names them."""


@pytest.mark.parametrize("label", sorted(told_models()))
def test_a_row_that_is_told_is_told_whole(label) -> None:
    model = told_models()[label]
    columns = {field.attname for field in model._meta.concrete_fields} - {"id", "version"}
    assert columns - set(model.IN_LEDGER) == LEFT_OUT.get(label, set())
