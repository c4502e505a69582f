"""What do the tests of batches share?"""

from datetime import date

import pytest

from phaseout.batch import RulePack
from phaseout.domain.facts import Context
from phaseout.register.query import Register

DAY = date(2026, 11, 26)


@pytest.fixture(scope="session")
def register() -> Register:
    return Register.open()


@pytest.fixture(scope="session")
def federal(register: Register) -> RulePack:
    """What a federal department of Canada asks."""
    return RulePack.of(register, Context(roles=("ca/federal-department",)), DAY)
