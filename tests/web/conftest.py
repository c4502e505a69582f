"""What do tests of the web application share? Two organisations, and a person for every role."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client, TransactionTestCase
from django.test.client import ClientHandler
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django import DjangoDbBlocker

from phaseout.web.estate.models import Organisation
from phaseout.web.estate.services import found
from phaseout.web.frame.access import Access, Role
from phaseout.web.people.models import Grant, Person
from phaseout.web.people.queries import access_of
from web.furnishing.secret import PASSWORD
from web.guards import without_guards
from web.put_again import number_from_one
from web.tables import made_in_sqlite, with_tables

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    """Let every test take place at one moment, in which the day does not change and no time passes."""
    with time_machine.travel(NOON, tick=False) as moment:
        yield moment


@pytest.fixture(autouse=True, scope="session")
def emptied_in_spite_of_the_guards() -> Iterator[None]:
    """Let tests that write for good empty all tables at their end: those of the ledger, too."""
    torn_down = TransactionTestCase._fixture_teardown

    def tear_down(case: TransactionTestCase) -> None:
        with without_guards():
            torn_down(case)
        if connection.vendor == "sqlite":
            # The next one numbers its rows as if it were the first, so that what was made once may be put in again.
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM sqlite_sequence")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", tear_down)
        yield


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of this run, the same for each of its processes."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
    shared_folder: Path,
) -> Iterator[Path | None]:
    """Let each process of tests have a database of its own, of which the tables are made once: a file to be copied."""
    with django_db_blocker.unblock(), with_tables(shared_folder) as kept, django_db_blocker.block():
        yield kept


BeginIn = Callable[[Path], None]


@pytest.fixture
def begin_in(django_db_setup: Path | None, shared_folder: Path) -> BeginIn:
    """Return what makes a folder in which a database of SQLite has its tables already, and no rows.

    Whoever starts a program on a folder of its own need not wait until it has made them again.
    """

    def begin(folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        shutil.copyfile(django_db_setup or made_in_sqlite(shared_folder), folder / "phaseout.sqlite3")

    return begin


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Two organisations that know nothing of each other."""

    home: Organisation
    foreign: Organisation


@pytest.fixture
def world(db: None) -> World:
    """Return two organisations, each at the root of its own tree."""
    return two_organisations()


def two_organisations() -> World:
    """Put two organisations into the database."""
    if connection.vendor == "postgresql" and not (
        Person.objects.exists() or Organisation.everything.exists()
    ):
        number_from_one()
    home = found(name_en="Example Department", name_fr="Ministère Exemple", roles=["ca/federal-department"])
    foreign = found(name_en="Other City", name_fr="Autre ville", roles=["ca/municipality"])
    return World(home=home, foreign=foreign)


PersonWith = Callable[..., Person]


@pytest.fixture
def person_with(world: World) -> PersonWith:
    """Return a maker of people: ``person_with(Role.READER, …, at=organisation)``, at home by default."""

    return lambda *roles, at=None: somebody(*roles, at=at or world.home)


def somebody(*roles: Role, at: Organisation) -> Person:
    """Put a person with the roles at an organisation into the database."""
    number = Person.objects.count() + 1
    person = Person(email=f"person{number}@example.org", name=f"Person {number}")
    person.set_password(PASSWORD)
    person.save()
    for role in roles:
        Grant(person=person, organisation=at, role=role).save()
    return person


AccessWith = Callable[..., Access]


@pytest.fixture
def access_with(person_with: PersonWith) -> AccessWith:
    """Return a maker of what somebody with the roles may do."""
    return lambda *roles, at=None: access_of(person_with(*roles, at=at))


ClientOf = Callable[..., Client]


@pytest.fixture
def client_of(person_with: PersonWith) -> ClientOf:
    """Return a maker of browsers in which a person with the roles is signed in; without roles nobody is."""

    return lambda *roles, at=None: browser_of(person_with(*roles, at=at) if roles else None)


HANDLER = ClientHandler(enforce_csrf_checks=False)
"""Of all browsers: each of its own would look for all static files anew."""


def browser_of(person: Person | None) -> Client:
    """Return a browser in which somebody is signed in, or nobody."""
    client = Client(headers={"accept-language": "en"})
    client.handler = HANDLER
    if person:
        client.force_login(person)
    return client


def show_again(client: Client) -> None:
    """Let whoever is signed in show again who they are, as is asked before what weighs most."""
    assert client.post("/account/reauthenticate/", {"password": PASSWORD}).status_code == 302


CountQueries = Callable[[Client, str], int]


@pytest.fixture
def count_queries() -> CountQueries:
    """Return a counter of the queries that a page takes, once what is kept in memory is there."""

    def count(client: Client, address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as taken:
            assert client.get(address).status_code == 200
        return len(taken)

    return count


@pytest.fixture(autouse=True)
def _language_of_the_server():
    """Let no test begin in the language of the request that another one made last."""
    translation.deactivate()
