"""Has every word of the law's vocabulary a claim that says it?"""

import pytest

from phaseout.decide.code import Code
from phaseout.domain.determination import Outcome
from phaseout.domain.timeline import State


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_its_own_claim(outcome):
    assert Code.of_outcome(outcome).value == f"outcome.{outcome.value}"


@pytest.mark.parametrize("state", State)
def test_every_state_of_a_measure_has_its_own_claim(state):
    assert Code.of_state(state).value == f"time.{state.value}"
