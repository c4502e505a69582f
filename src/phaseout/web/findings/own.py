"""Which acts are the reader's own, and which of them say that an asset must go?"""

from functools import cache

from phaseout.web.frame.words import register

AWAY = ("prohibit", "remove")
"""Duties that leave no thing where it is."""
_WITH_MONEY_OF_OTHERS = ("award", "subsidy")


@cache
def own_acts() -> tuple[str, ...]:
    """Return the acts of who has, uses or buys a thing: what binds the reader's organisation itself."""
    vocabulary = register().vocabulary
    buying = [act for act, one in vocabulary.buyers_acts.items() if one.value not in _WITH_MONEY_OF_OTHERS]
    return tuple(dict.fromkeys((*holding_acts(), *buying)))


@cache
def holding_acts() -> tuple[str, ...]:
    """Return the acts that are done for as long as a thing is held."""
    return tuple(act for act, one in register().vocabulary.moments.items() if one.value == "holding")
