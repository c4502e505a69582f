"""What do tests of the web application share? Two organisations, and a person for every role."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from phaseout.web.estate.models import Organisation
from phaseout.web.estate.services import found
from phaseout.web.frame.access import Access, Role
from phaseout.web.people.models import Grant, Person
from phaseout.web.people.queries import access_of

PASSWORD = "a sentence nobody guesses"


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
