"""Which answers a measure can give follows from its states and from whom it binds."""

import pytest

from phaseout.domain.answerable import Answer, Bar, answer_of, barred
from phaseout.domain.determination import Outcome
from phaseout.domain.timeline import State

UNVERIFIED, PROPOSED, FOUND_NONE = State.UNVERIFIED, State.PROPOSED, State.NO_MEASURE_FOUND


def test_every_outcome_comes_to_an_answer() -> None:
    assert {answer_of(outcome) for outcome in Outcome} == set(Answer)


@pytest.mark.parametrize(
    ("states", "nature", "bars"),
    [
        ({State.IN_FORCE}, "statute", {}),
        ({State.IN_FORCE, UNVERIFIED}, "statute", {}),
        ({State.ANNOUNCED}, "policy", {}),
        ({State.ANNOUNCED}, "statute", dict.fromkeys((Answer.YES, Answer.UNDETERMINED), Bar.NEVER_IN_FORCE)),
        ({PROPOSED}, "proposal", dict.fromkeys((Answer.YES, Answer.UNDETERMINED), Bar.NEVER_IN_FORCE)),
        ({PROPOSED, UNVERIFIED}, "statute", {Answer.YES: Bar.NOT_VERIFIED}),
        ({FOUND_NONE}, "search", {Answer.YES: Bar.NONE_FOUND}),
    ],
)
def test_what_was_never_known_to_be_in_force_never_answers_yes(
    states: set[State], nature: str, bars: dict[Answer, Bar]
) -> None:
    assert barred(states, nature, binds=True, binds_perhaps=False) == bars


def test_what_binds_nobody_is_always_no_and_what_binds_perhaps_never_yes() -> None:
    nobody = barred({State.IN_FORCE}, "statute", binds=False, binds_perhaps=False)
    assert nobody == dict.fromkeys((Answer.YES, Answer.UNDETERMINED), Bar.BINDS_NOBODY)
    perhaps = barred({State.IN_FORCE}, "statute", binds=False, binds_perhaps=True)
    assert perhaps == {Answer.YES: Bar.BINDS_PERHAPS}


def test_what_reaches_nobody_who_is_known_never_answers_yes() -> None:
    bars = barred({State.IN_FORCE}, "regulation", binds=True, binds_perhaps=False, is_nobody_known=True)
    assert bars == {Answer.YES: Bar.NOBODY_KNOWN}
