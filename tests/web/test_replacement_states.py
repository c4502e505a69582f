"""Does a replacement move only as its guards let it, and is nothing closed that is not shown to be gone?

Of the machine alone: no database is asked. Each guard is refused once, by the smallest fact that it asks for.
"""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.utils.translation import override
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from phaseout.web.findings.expiry import last_day
from phaseout.web.frame.access import PERMITS, Permission, Role
from phaseout.web.replacement import guards
from phaseout.web.replacement.facts import Entered, Facts
from phaseout.web.replacement.forms import Moving
from phaseout.web.replacement.guards import unmet
from phaseout.web.replacement.queries.facts import reached_by
from phaseout.web.replacement.states import (
    ASIDE,
    BACK,
    FORWARD,
    GUARDS,
    is_backward,
    moves_from,
    transition,
)
from phaseout.web.replacement.vocabulary import BESIDE, IN_PLACE, LET_OFF, LINE, Media, Replacing, State

TODAY = date(2026, 11, 27)
DAY = timedelta(days=1)
REMOVED, TECHNICIAN, APPROVER = TODAY - 10 * DAY, 1, 2
ENTERED = Entered(on=TODAY, who="A crew", place="Recycler", reason="because", photos=1, survey=7)
WHOLE = Facts(
    state=State.IN_SCOPE, today=TODAY, mover=APPROVER, mover_name="Béa", stands_at_site=True, must_go=0,
    is_excepted=True, is_restricted=True, let_off_until=TODAY + 90 * DAY, has_laydown=True,
    has_phase_out=True, mitigations=1, referrals=1, package="P1", month=TODAY.replace(day=1), funding="F1",
    visit=TODAY, replacing=Replacing.NOTHING, media=Media.LISTED, media_listed=1, removed_on=REMOVED,
    removers=frozenset([TECHNICIAN]), remover_name="Ada", proposers=frozenset([TECHNICIAN]), is_disposed=True, is_verified=True,
    surveys=frozenset([7]), entered=ENTERED,
)  # fmt: skip
"""With which every guard is met but the one that asks that nothing be let off."""
LACKING = {
    "stands-at-a-site": replace(WHOLE, stands_at_site=False),
    "mitigation-in-force": replace(WHOLE, mitigations=0),
    "package-and-month": replace(WHOLE, month=None),
    "funding-named": replace(WHOLE, funding=""),
    "replacing-settled": replace(WHOLE, replacing=Replacing.OPEN),
    "replacing-allowed": replace(WHOLE, is_forbidden=True),
    "replacing-known": replace(WHOLE, is_unsettled=True),
    "visit-named": replace(WHOLE, visit=None),
    "day-not-to-come": replace(WHOLE, entered=replace(ENTERED, on=TODAY + DAY)),
    "day-not-before-last-seen": replace(WHOLE, last_seen=TODAY + DAY),
    "day-not-before-sanitising": replace(WHOLE, sanitised_on=TODAY + DAY),
    "person-named": replace(WHOLE, entered=replace(ENTERED, who="")),
    "photo-or-reason": replace(WHOLE, entered=replace(ENTERED, photos=0, reason="")),
    "media-said": replace(WHOLE, media=Media.UNKNOWN),
    "every-medium-sanitised": replace(WHOLE, media_open=1),
    "day-not-before-removal": replace(WHOLE, entered=replace(ENTERED, on=REMOVED - DAY)),
    "place-named": replace(WHOLE, entered=replace(ENTERED, place="")),
    "looked-since": replace(WHOLE, surveys=frozenset()),
    "survey-chosen": replace(WHOLE, entered=replace(ENTERED, survey=8)),
    "not-seen-since": replace(WHOLE, is_seen_since=True),
    "second-person": replace(WHOLE, mover=TECHNICIAN),
    "not-found-by-inspection": replace(WHOLE, is_found_by_inspection=True),
    "was-disposed-of": replace(WHOLE, is_disposed=False),
    "was-verified": replace(WHOLE, is_verified=False),
    "excepted-by-judgement": replace(WHOLE, must_go=1),
    "restricted-by-judgement": replace(WHOLE, is_restricted=False),
    "within-limit": replace(WHOLE, let_off_until=last_day(TODAY) + DAY),
    "laydown-said": replace(WHOLE, has_laydown=False),
    "phase-out-said": replace(WHOLE, has_phase_out=False),
    "referral-waits": replace(WHOLE, referrals=0),
    "nothing-says-so": WHOLE,
    "another-proposed": replace(WHOLE, mover=TECHNICIAN),
    "reason-given": replace(WHOLE, entered=replace(ENTERED, reason="")),
}
"""Guard → facts in which nothing but that is missing."""
MET_BY = {"nothing-says-so": replace(WHOLE, is_excepted=False, is_restricted=False)}


def named(name: str) -> guards.Guard:
    return next(one for one in GUARDS if one.name == name)


def test_every_guard_has_a_case_that_it_refuses():
    assert LACKING.keys() == {one.name for one in GUARDS}


@pytest.mark.parametrize("name", LACKING)
def test_a_guard_refuses_what_it_asks_for_and_says_so_in_both_languages(name):
    guard = named(name)
    assert guard.is_met(MET_BY.get(name, WHOLE))
    assert not guard.is_met(LACKING[name])
    said = []
    for language in ("en", "fr"):
        with override(language):
            said.append(str(guard.refusal))
    assert said[0] != said[1]
    assert all(one.endswith(".") for one in said)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        (replace(WHOLE, media=Media.LISTED, media_listed=0), "media-said"),
        (replace(WHOLE, mover_name="ADA"), "second-person"),
        (replace(WHOLE, proposers=frozenset()), "another-proposed"),
        (replace(WHOLE, let_off_until=None), "within-limit"),
        (replace(WHOLE, let_off_until=TODAY - DAY), "within-limit"),
        (replace(WHOLE, package=""), "package-and-month"),
        (replace(WHOLE, entered=replace(ENTERED, on=None)), "day-not-to-come"),
        (replace(WHOLE, is_excepted=False), "excepted-by-judgement"),
        (replace(WHOLE, is_excepted=False, is_restricted=False, must_go=1), "nothing-says-so"),
    ],
)
def test_a_guard_is_not_got_around(facts, name):
    assert not named(name).is_met(facts)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        (replace(WHOLE, media=Media.NONE, media_listed=0), "media-said"),
        (replace(WHOLE, is_forbidden=True, forbidden_reason="None other fits"), "replacing-allowed"),
        (replace(WHOLE, is_unsettled=True, forbidden_reason="None other fits"), "replacing-known"),
        (replace(WHOLE, entered=replace(ENTERED, photos=0)), "photo-or-reason"),
        (replace(WHOLE, entered=replace(ENTERED, reason="")), "photo-or-reason"),
        (replace(WHOLE, let_off_until=TODAY), "within-limit"),
    ],
)
def test_a_guard_takes_what_suffices(facts, name):
    assert named(name).is_met(facts)


def test_what_is_entered_with_a_move_is_not_asked_for_before():
    found = transition(State.SCHEDULED, State.REMOVED)
    assert found is not None
    assert unmet(found.guards, replace(WHOLE, entered=None)) == []
    assert [one.name for one in unmet(found.guards, replace(WHOLE, entered=Entered()))] == [
        "day-not-to-come", "day-not-before-last-seen", "person-named", "photo-or-reason",
    ]  # fmt: skip


@pytest.mark.parametrize("one", FORWARD, ids=lambda one: one.to)
def test_a_form_asks_in_either_language_for_all_that_its_guards_look_at(one):
    asked = []
    for language in ("en", "fr"):
        with override(language):
            asked.append(set(Moving(move=one, surveys=[]).fields))
    assert asked[0] == asked[1]
    of_the_day = (guards.AFTER_REMOVAL, guards.AFTER_SIGHTING, guards.AFTER_SANITISING)
    entered = sum(guard.is_entered and guard not in of_the_day for guard in one.guards)
    assert len(asked[0] - {"version", "reason"}) == entered


def test_no_step_from_removed_to_closed_is_left_out():
    for before, after in pairwise(LINE[7:]):
        assert not is_backward(before, after)
        for later in LINE[LINE.index(after) + 1 :]:
            assert transition(before, later) is None
    for state in (*IN_PLACE, *BESIDE):
        assert all(transition(state, one) is None for one in LINE[8:])


def test_nothing_goes_back_without_a_reason():
    for one in BACK:
        assert [guard.name for guard in one.guards] == ["reason-given"]
    for index, state in enumerate(LINE):
        assert all(is_backward(state, earlier) for earlier in LINE[:index])


def test_what_still_stands_somewhere_can_be_removed_and_what_is_beside_can_come_back():
    for state in (*IN_PLACE, *LET_OFF, State.REFERRED, State.LOST, State.NOT_FOUND):
        assert transition(state, State.REMOVED) is not None
    for state in BESIDE:
        assert transition(state, State.TRIAGED) is not None


@pytest.mark.parametrize("one", [*FORWARD, *ASIDE, *BACK], ids=lambda one: f"{one.after[0]}-{one.to}")
def test_whoever_records_work_decides_nothing(one):
    holders = {role for role in Role if one.needs in PERMITS[role]}
    if one.to in (State.VERIFIED, State.CLOSED, *LET_OFF, State.CLEARED) and one not in BACK:
        assert holders == {Role.APPROVER}
    elif one.needs == Permission.SURVEY:
        assert holders == {Role.TECHNICIAN, Role.ANALYST}
    else:
        assert holders == {Role.ANALYST}


class Machine(RuleBasedStateMachine):
    """Moves about as its guards let it, with facts of any kind."""

    def __init__(self) -> None:
        super().__init__()
        self.state, self.remover, self.steps = (
            State.IN_SCOPE,
            0,
            [SimpleNamespace(before="", after=State.IN_SCOPE)],
        )

    @rule(
        choice=st.integers(0, 30), mover=st.integers(1, 3), changed=st.dictionaries(
            st.sampled_from(["stands_at_site", "is_excepted", "is_restricted", "is_seen_since", "is_forbidden"]),
            st.booleans(), max_size=3),
        numbers=st.dictionaries(
            st.sampled_from(["must_go", "mitigations", "referrals", "media_open"]), st.integers(0, 1), max_size=2),
        surveys=st.sampled_from([frozenset(), frozenset([7])]),
        entered=st.sampled_from([ENTERED, Entered(), replace(ENTERED, reason=""), replace(ENTERED, survey=None)]),
    )  # fmt: skip
    def move(self, choice, mover, changed, numbers, surveys, entered) -> None:
        every = moves_from(self.state)
        one = every[choice % len(every)]
        reached = reached_by(self.steps)
        facts = replace(
            WHOLE, state=self.state, mover=mover, **changed, **numbers, surveys=surveys, entered=entered,
            removers=frozenset([self.remover]), is_disposed=State.DISPOSED in reached,
            is_verified=State.VERIFIED in reached,
        )  # fmt: skip
        if unmet(one.guards, facts):
            return
        if one.to == State.REMOVED and self.state not in LINE[8:]:
            self.remover = mover
        if one.to in (State.VERIFIED, State.CLOSED) and not is_backward(self.state, one.to):
            assert mover != self.remover
            assert surveys
            assert not facts.is_seen_since
        if is_backward(self.state, one.to):
            assert entered.reason
        self.steps.append(SimpleNamespace(before=self.state, after=one.to))
        self.state = one.to

    @invariant()
    def whatever_is_closed_went_all_the_way(self) -> None:
        if self.state in LINE[8:]:
            at = LINE.index(self.state)
            assert set(LINE[7 : at + 1]) <= reached_by(self.steps).keys()

    @invariant()
    def there_is_always_a_way_on_or_back(self) -> None:
        assert moves_from(self.state)


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=60, stateful_step_count=40, deadline=None, derandomize=True)
