"""Who has the thing, and by what they could be made to act."""

from datetime import date

import pytest
from tests.unit.decide.test_determination import BAN, answer, codes

from phaseout.decide.control import in_other_hands
from phaseout.domain.determination import Lever, Outcome
from phaseout.domain.facts import FactSheet
from phaseout.domain.truth import Truth


def sheet(**facts: str) -> FactSheet:
    return FactSheet.of({name.replace("_", "-"): (value,) for name, value in facts.items()})


@pytest.mark.parametrize(
    ("owner", "lever", "code"),
    [
        ("landlord", Lever.LEASE, "lever.lease-undated"),
        ("contractor", Lever.CONTRACT, "lever.contract"),
        ("custodian", Lever.CUSTODIAN, "lever.custodian"),
    ],
)
def test_what_another_has_leaves_influence_and_names_the_lever(owner: str, lever: Lever, code: str) -> None:
    got = answer(BAN, owner=owner, operator=owner)
    assert (got.outcome, got.lever, got.lever_on) == (Outcome.INFLUENCE_ONLY, lever, None)
    assert code in codes(got.reason)


@pytest.mark.parametrize("owner", ["landlord", "contractor", "custodian"])
def test_who_runs_anothers_thing_is_asked_and_the_lever_stays_shown(owner: str) -> None:
    got = answer(BAN, owner=owner)
    assert (got.outcome, got.questions) == (Outcome.UNDETERMINED, ("operator",))
    assert got.lever is not None
    assert answer(BAN, owner=owner, operator="self").outcome is Outcome.APPLIES


def test_the_end_of_the_lease_is_the_day_of_the_lever() -> None:
    found = in_other_hands("use", sheet(owner="landlord", lease_end="2027-03-31"))
    assert found is not None
    assert (found.lever, found.on) == (Lever.LEASE, date(2027, 3, 31))


def test_a_lease_that_ends_some_time_in_a_year_is_said_and_has_no_day() -> None:
    found = in_other_hands("use", sheet(owner="landlord", lease_end="2027"))
    assert found is not None
    assert found.on is None
    assert found.reason.because[0].params == {"on": "2027"}


def test_who_operates_anothers_thing_uses_it_oneself_but_does_not_buy_it() -> None:
    facts = sheet(owner="landlord", operator="self")
    assert in_other_hands("use", facts) is None
    assert in_other_hands("procure", facts) is not None


def test_what_one_owns_is_ones_own_whoever_runs_it() -> None:
    assert in_other_hands("use", sheet(owner="self", operator="contractor")) is None


def test_a_service_is_ones_own_to_accept_and_a_thing_that_serves_is_asked_who_runs_it() -> None:
    assert in_other_hands("accept-service-using", sheet(owner="contractor", kind="service")) is None
    other = in_other_hands("accept-service-using", sheet(owner="contractor", kind="camera"))
    assert other is not None
    assert other.reason.truth is Truth.UNKNOWN
    theirs = in_other_hands("accept-service-using", sheet(owner="contractor", operator="contractor"))
    assert theirs is not None
    assert theirs.reason.truth is Truth.YES


@pytest.mark.parametrize("act", ["import", "market", "sell", "fund", "subsidise"])
def test_whose_it_is_does_not_matter_for_trade_and_money(act: str) -> None:
    assert in_other_hands(act, sheet(owner="landlord")) is None


@pytest.mark.parametrize(
    ("operator", "truth"),
    [("self", Truth.UNKNOWN), (None, Truth.UNKNOWN), ("landlord", Truth.YES)],
)
def test_who_buys_what_another_has_is_open_unless_the_other_runs_it(
    operator: str | None, truth: Truth
) -> None:
    facts = sheet(owner="landlord") if operator is None else sheet(owner="landlord", operator=operator)
    other = in_other_hands("procure", facts)
    assert other is not None
    assert other.reason.truth is truth


def test_an_owner_nobody_stated_makes_no_doubt() -> None:
    assert in_other_hands("use", sheet(lease_end="2027-03-31")) is None


def test_where_nothing_applies_there_is_nothing_to_influence() -> None:
    got = answer(BAN, owner="landlord", role="free")
    assert (got.outcome, got.lever) == (Outcome.DOES_NOT_APPLY, None)
