"""What do tests of the web application share? Two organisations, and a person for every role."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from phaseout.web.estate.models import Organisation
from phaseout.web.estate.services import found
from phaseout.web.frame.access import Access, Role
from phaseout.web.people.models import Grant, Person
from phaseout.web.people.queries import access_of

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
PASSWORD = "a sentence nobody guesses"


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    """Let every test take place at one moment, in which the day does not change and no time passes."""
    with time_machine.travel(NOON, tick=False) as moment:
        yield moment


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Two organisations that know nothing of each other."""

    home: Organisation
    foreign: Organisation


@pytest.fixture
def world(db: None) -> World:
    """Return two organisations, each at the root of its own tree."""
    home = found(name_en="Example Department", name_fr="Ministère Exemple", roles=["ca/federal-department"])
    foreign = found(name_en="Other City", name_fr="Autre ville", roles=["ca/municipality"])
    return World(home=home, foreign=foreign)


PersonWith = Callable[..., Person]


@pytest.fixture
def person_with(world: World) -> PersonWith:
    """Return a maker of people: ``person_with(Role.READER, …, at=organisation)``, at home by default."""

    def make(*roles: Role, at: Organisation | None = None) -> Person:
        number = Person.objects.count() + 1
        person = Person(email=f"person{number}@example.org", name=f"Person {number}")
        person.set_password(PASSWORD)
        person.save()
        for role in roles:
            Grant(person=person, organisation=at or world.home, role=role).save()
        return person

    return make


AccessWith = Callable[..., Access]


@pytest.fixture
def access_with(person_with: PersonWith) -> AccessWith:
    """Return a maker of what somebody with the roles may do."""
    return lambda *roles, at=None: access_of(person_with(*roles, at=at))


ClientOf = Callable[..., Client]


@pytest.fixture
def client_of(person_with: PersonWith) -> ClientOf:
    """Return a maker of browsers in which a person with the roles is signed in; without roles nobody is."""

    def make(*roles: Role, at: Organisation | None = None) -> Client:
        client = Client(headers={"accept-language": "en"})
        if roles:
            client.force_login(person_with(*roles, at=at))
        return client

    return make


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
