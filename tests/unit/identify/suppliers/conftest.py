"""The suppliers of the register as it stands, and its naming."""

import pytest

from phaseout.identify.suppliers.lexicon import Lexicon
from phaseout.identify.suppliers.match import Suppliers
from phaseout.register.query import Register
from phaseout.survey.suppliers import suppliers_of


@pytest.fixture(scope="session")
def suppliers() -> Suppliers:
    return suppliers_of(Register.open())


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon(Register.open().naming)
