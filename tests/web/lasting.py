"""What do all tests of a module meet, each as if it were the first?

Put in once, where putting it in for each test would take longer than the tests.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Role
from web.conftest import NOON, World, browser_of, somebody, two_organisations
from web.examples import Furnished, furnish
from web.programs import Program, secret_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """Two organisations, one of everything in the one that is home, and who asks, of each role at each of them."""

    world: World
    furnished: Furnished
    browsers: Mapping[tuple[Role, Organisation], Client]
    programs: Mapping[tuple[Role, Organisation], Program]


@pytest.fixture(scope="module")
def lasting(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Lasting]:
    """Yield it; it is taken back after the last test of the module."""
    whole = transaction.atomic()
    # What must be a transaction of its own may be part of this one, as of that of any test.
    whole._from_testcase = True
    with django_db_blocker.unblock(), whole:
        with time_machine.travel(NOON, tick=False):
            world = two_organisations()
            people = {
                (role, at): somebody(role, at=at) for role in Role for at in (world.home, world.foreign)
            }
            made = Lasting(
                world=world,
                furnished=furnish(world.home),
                browsers={key: browser_of(person) for key, person in people.items()},
                programs={
                    (role, at): Program(secret_of(person, at)) for (role, at), person in people.items()
                },
            )
        yield made
        transaction.set_rollback(True)
