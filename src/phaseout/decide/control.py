"""Is the thing in other hands, and by what could the one who asks make them act?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from phaseout.decide.code import Code
from phaseout.decide.statement import every, listed
from phaseout.domain.determination import Lever
from phaseout.domain.facts import FactSheet
from phaseout.domain.truth import Reason, Truth

_LEVERS = {"landlord": Lever.LEASE, "contractor": Lever.CONTRACT, "custodian": Lever.CUSTODIAN}
"""Holders who are not the one who asks, and what each can be moved by."""
_OPERATING = frozenset(
    {
        "install",
        "use",
        "connect",
        "connect-to-internet",
        "update-firmware",
        "return-for-repair",
        "dispose",
        "accept-service-using",
        "contract-with-user-of",
    }
)
"""Acts of whoever runs the thing, be it theirs or not; what serves somebody is there to be used."""
_BUYING = frozenset({"procure", "renew"})
"""Acts after which one has a thing or a right to it: that it is another's leaves open who does them."""
_SERVICE = "service"
_ONES_OWN = frozenset(
    {
        "contract-with",
        "invest-in",
        "export-to",
        "carry-on-business",
        "authorise",
        "import",
        "market",
        "sell",
        "fund",
        "subsidise",
    }
)
"""Acts that are one's own whoever has the thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherHands:
    """Why there is only influence, or that it is open whether anything is asked at all, and the lever."""

    reason: Reason
    """Unknown where nobody said who runs it, or the text is silent on leased premises."""
    lever: Lever
    on: date | None = None


def in_other_hands(act: str, facts: FactSheet, *, are_leases_open: bool = False) -> OtherHands | None:
    """Return who has the thing where it is another; None where one acts oneself.

    ``are_leases_open`` says that the text is silent on leased premises: then what a landlord has is a
    question, and the lever there is stays shown. An owner nobody stated makes no doubt: what is found on
    one's premises is presumed one's own. Who operates another's thing acts in all that operating is, so of
    another's thing it is asked who does.
    """
    owners = facts.get("owner")
    if act in _ONES_OWN or not owners or not _LEVERS.keys() >= set(owners):
        return None
    if act == "accept-service-using" and facts.get("kind") == (_SERVICE,):
        return None  # whose service one accepts is no matter: accepting is one's own
    operators = facts.get("operator") or ()
    if act in _OPERATING and "self" in operators:
        return None
    lever = _LEVERS[owners[0]]
    said, on = _means(lever, facts)
    because = (said, *_open(act, operators, is_lease_open=are_leases_open and lever is Lever.LEASE))
    reason = Reason(
        code=Code.OWNER_OTHER,
        truth=every(because),
        params={"owner": listed(owners)},
        fact="owner",
        because=because,
    )
    return OtherHands(reason=reason, lever=lever, on=on)


def _open(act: str, operators: tuple[str, ...], *, is_lease_open: bool) -> Iterator[Reason]:
    """Yield what is open: who runs the thing, or whether the text speaks of leased premises."""
    is_buying = act in _BUYING
    if is_buying and "self" in operators:
        yield Reason(code=Code.BUYER_NOT_STATED, truth=Truth.UNKNOWN)
    elif not operators and (act in _OPERATING or (is_buying and not is_lease_open)):
        yield Reason(code=Code.OPERATOR_NOT_STATED, truth=Truth.UNKNOWN, fact="operator")
    elif is_lease_open:
        yield Reason(code=Code.LEASE_UNADDRESSED, truth=Truth.UNKNOWN)


def _means(lever: Lever, facts: FactSheet) -> tuple[Reason, date | None]:
    match lever:
        case Lever.CONTRACT:
            return Reason(code=Code.LEVER_CONTRACT, truth=Truth.YES), None
        case Lever.CUSTODIAN:
            return Reason(code=Code.LEVER_CUSTODIAN, truth=Truth.YES), None
        case Lever.LEASE:
            return _lease(facts)
        case _:
            assert_never(lever)


def _lease(facts: FactSheet) -> tuple[Reason, date | None]:
    ends = facts.get("lease-end")
    if ends is None:
        return Reason(code=Code.LEVER_LEASE_UNDATED, truth=Truth.YES, fact="lease-end"), None
    params = {"on": listed(ends)}
    reason = Reason(code=Code.LEVER_LEASE, truth=Truth.YES, params=params, fact="lease-end")
    return reason, _day(min(ends))


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None  # a lease that ends "2027" ends on no day anybody knows
