"""Is what a service does noted in “who did what”, or is there a reason why not?"""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from phaseout.web import frame
from phaseout.web.estate.models import Organisation
from phaseout.web.estate.services import (
    SiteFacts,
    add_branch,
    add_place,
    add_site,
    change_organisation,
    change_site,
    rename_place,
)
from phaseout.web.frame import words
from phaseout.web.frame.access import Role
from phaseout.web.frame.models import Event

WEB = Path(frame.__file__).parents[1]
NOTING = frozenset({"noted", "noted_of_each"})
SILENT = {
    "discussion.note_seen": "that somebody read something is nobody else’s to know",
    "estate.begun": "what it begins notes",
    "estate.enter_site": "who enters many notes them together",
    "estate.forget_returned": "it is of who brought it alone, and changes nothing of the estate",
    "estate.keep_returned": "it is of who brought it alone, and changes nothing of the estate",
    "estate.meet": "whoever met it on a visit notes the visit",
    "field.confirm": "what was read on the label is noted by the estate, which keeps it",
    "frame.keep_columns": "how somebody’s own list looks",
    "ledger.ask_for_states": "a witness asks to be told, which stands on the page of the ledger",
    "ledger.ask_to_verify": "it looks and changes nothing; what it found stands on the page of the ledger",
    "notices.try_out": "the delivery is listed with the webhook, and says nothing of the estate",
    "reports.again": "that the report was made is noted, once it is",
    "surveys.add_named_sites": "each site is noted by the estate, which adds it",
}
"""Service → why what it does is not noted."""


def functions(app: str) -> dict[str, ast.FunctionDef]:
    """Return the functions of an app's services, methods among them, by name."""
    folder = WEB / app
    paths = [*folder.glob("services.py"), *folder.glob("services/*.py")]
    trees = (ast.parse(path.read_text("utf-8")) for path in paths)
    return {one.name: one for tree in trees for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}


def called(function: ast.FunctionDef) -> Iterator[str]:
    for one in ast.walk(function):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name | ast.Attribute):
            yield one.func.id if isinstance(one.func, ast.Name) else one.func.attr


def is_noted(name: str, known: dict[str, ast.FunctionDef], met: frozenset[str] = frozenset()) -> bool:
    """Return whether a function notes what it does, itself or by what it calls."""
    if name in NOTING:
        return True
    if name not in known or name in met:
        return False
    return any(is_noted(one, known, met | {name}) for one in called(known[name]))


def of_people() -> Iterator[tuple[str, str]]:
    """Yield app and name of each service that somebody asks for: it takes who that is."""
    for app in sorted({path.parent.name for path in WEB.glob("*/services*")}):
        for name, function in functions(app).items():
            given = [one.arg for one in function.args.args]
            if given[:1] == ["access"] and not name.startswith("_"):
                yield app, name


@pytest.mark.parametrize(("app", "name"), list(of_people()))
def test_a_service_notes_what_it_does_or_says_why_not(app, name):
    is_silent = f"{app}.{name}" in SILENT
    assert is_noted(name, functions(app)) != is_silent


def test_whatever_is_silent_is_there():
    assert set(SILENT) <= {f"{app}.{name}" for app, name in of_people()}


def newest() -> Event:
    return Event.everything.order_by("-pk").first()


def test_what_an_organisation_becomes_in_law_is_told_with_what_it_was(world, client_of):
    client = client_of(Role.ADMINISTRATOR)
    address = f"/organisations/{world.home.pk}/"
    given = {**client.get(address).context["form"].initial, "roles": ["ca/private"], "name_en": "Other Name"}
    assert client.post(address, given).status_code == 302
    one = newest()
    assert (one.what, one.organisation_id, one.by_id is None) == (
        "organisation-changed",
        world.home.pk,
        False,
    )
    assert one.before == {"name_en": world.home.name_en, "roles_in_law": world.home.roles}
    assert one.after == {"name_en": "Other Name", "roles_in_law": ["ca/private"]}
    page = client.get("/audit/").content.decode()
    assert f"roles in law: {words.role('ca/private')}" in page
    row = Organisation.everything.get(pk=world.home.pk)
    client.post(address, {**client.get(address).context["form"].initial})
    assert newest() == one, "nothing became another"
    assert row.roles == ["ca/private"]


def test_a_program_that_changes_an_organisation_is_noted_alike(world, access_with):
    access = access_with(Role.ADMINISTRATOR)
    change_organisation(access, world.home, world.home.version, names=("A", "B"), roles=world.home.roles)
    assert newest().after == {"name_en": "A", "name_fr": "B"}
    assert newest().by_id == access.person


def test_whose_a_site_becomes_is_told_with_what_it_was_where_it_was_and_where_it_goes(world, access_with):
    access = access_with(Role.ANALYST)
    branch = add_branch(access_with(Role.ADMINISTRATOR), world.home, name_en="East", name_fr="")
    assert (newest().what, newest().organisation_id) == ("branch-added", branch.pk)
    facts = SiteFacts(organisation=world.home, ref="dock", name_en="Dock", owner="self", purpose=["x"])
    site = add_site(access, facts)
    assert (newest().what, newest().after) == ("site-added", {"ref": "dock"})
    access = access_with(Role.ANALYST)  # as it stands, with the branch
    change_site(access, site, site.version, replace(facts, owner="landlord", organisation=branch))
    told = list(Event.everything.filter(what="site-changed"))
    assert {one.organisation_id for one in told} == {world.home.pk, branch.pk}
    for one in told:
        assert one.before == {"owner": "self", "organisation": str(world.home)}
        assert one.after == {"owner": "landlord", "organisation": "East"}


def test_places_are_noted_as_they_are_named(world, access_with):
    access = access_with(Role.ANALYST)
    site = add_site(access, SiteFacts(organisation=world.home, ref="dock", name_en="Dock"))
    building = add_place(access, site, names=("House", ""))
    floor = add_place(access, building, names=("First", ""), level=1)
    assert newest().after == {"name_en": "First", "name_fr": "", "level": 1}
    rename_place(access, floor, floor.version, names=("First", ""), level=2)
    assert (newest().what, newest().before, newest().after) == ("place-renamed", {"level": 1}, {"level": 2})
