"""Which moves are there, who may make them, and what guards each? As data; nothing here asks the database."""

from dataclasses import dataclass
from functools import cache

from phaseout.web.frame.access import Permission
from phaseout.web.replacement import guards
from phaseout.web.replacement.guards import Guard
from phaseout.web.replacement.vocabulary import BESIDE, IN_PLACE, LET_OFF, LINE, State


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Transition:
    """A move to a state."""

    to: State
    after: tuple[State, ...]
    """The states in which it can be made."""
    needs: Permission
    guards: tuple[Guard, ...] = ()


_SURVEY, _ASSESS, _DECIDE = Permission.SURVEY, Permission.ASSESS, Permission.DECIDE
_PLANNED = (guards.PACKAGE, guards.FUNDING)
_BOUGHT = (guards.REPLACING, guards.ALLOWED, guards.KNOWN)
_ANYWHERE = (*IN_PLACE, *LET_OFF, State.REFERRED, State.LOST, State.NOT_FOUND, State.SEEN_AGAIN)
FORWARD = (
    Transition(to=State.TRIAGED, after=(State.IN_SCOPE,), needs=_ASSESS, guards=(guards.AT_A_SITE,)),
    Transition(to=State.MITIGATED, after=(State.TRIAGED,), needs=_SURVEY, guards=(guards.MITIGATED,)),
    Transition(
        to=State.PLANNED, after=(State.TRIAGED, State.MITIGATED, State.REFERRED), needs=_ASSESS,
        guards=(guards.PACKAGE,),
    ),
    Transition(to=State.FUNDED, after=(State.PLANNED,), needs=_ASSESS, guards=_PLANNED),
    Transition(to=State.PROCURED, after=(State.FUNDED,), needs=_ASSESS, guards=(*_PLANNED, *_BOUGHT)),
    Transition(
        to=State.SCHEDULED, after=(State.PROCURED,), needs=_ASSESS,
        guards=(*_PLANNED, *_BOUGHT, guards.VISIT),
    ),
    Transition(
        to=State.REMOVED, after=_ANYWHERE, needs=_SURVEY,
        guards=(guards.DAY, guards.AFTER_SIGHTING, guards.WHO, guards.SHOWN),
    ),
    Transition(
        to=State.SANITISED, after=(State.REMOVED,), needs=_SURVEY,
        guards=(guards.MEDIA_SAID, guards.MEDIA_SANITISED),
    ),
    Transition(
        to=State.DISPOSED, after=(State.SANITISED,), needs=_SURVEY,
        guards=(
            guards.DAY, guards.AFTER_REMOVAL, guards.AFTER_SANITISING, guards.WHO, guards.PLACE, guards.SHOWN,
        ),
    ),
    Transition(
        to=State.VERIFIED, after=(State.DISPOSED,), needs=_DECIDE,
        guards=(*guards.GONE_SHOWN, guards.SURVEY_CHOSEN, guards.ALLOWED, guards.KNOWN),
    ),
    Transition(
        to=State.CLOSED, after=(State.VERIFIED,), needs=_DECIDE,
        guards=(guards.DISPOSED, guards.VERIFIED, *guards.GONE_SHOWN, guards.ALLOWED, guards.KNOWN),
    ),
)  # fmt: skip
"""On along the line. Whatever still stands somewhere can be removed: no plan keeps back what is gone."""
ASIDE = (
    Transition(
        to=State.EXCEPTED, after=(*IN_PLACE, State.REFERRED), needs=_DECIDE,
        guards=(guards.EXCEPTED, guards.WITHIN, *guards.TERMS, guards.MITIGATED),
    ),
    Transition(
        to=State.RESTRICTED, after=(*IN_PLACE, State.REFERRED), needs=_DECIDE,
        guards=(guards.RESTRICTED, guards.WITHIN),
    ),
    Transition(
        to=State.ON_FAILURE, after=(*IN_PLACE, State.REFERRED), needs=_DECIDE,
        guards=(guards.EXCEPTED, guards.WITHIN, *guards.TERMS, guards.MITIGATED, guards.REASON),
    ),
    Transition(to=State.REFERRED, after=IN_PLACE, needs=_ASSESS, guards=(guards.WAITS,)),
    Transition(to=State.LOST, after=(*IN_PLACE, *LET_OFF, State.REFERRED, State.NOT_FOUND), needs=_SURVEY,
               guards=(guards.REASON,)),
    Transition(to=State.NOT_FOUND, after=(*IN_PLACE, *LET_OFF, State.REFERRED), needs=_SURVEY,
               guards=(guards.REASON,)),
    Transition(
        to=State.TO_CLEAR, after=(*IN_PLACE, *LET_OFF, State.REFERRED, State.LOST, State.NOT_FOUND),
        needs=_ASSESS, guards=(guards.CLEARED, guards.REASON),
    ),
    Transition(
        to=State.CLEARED, after=(State.TO_CLEAR,), needs=_DECIDE,
        guards=(guards.CLEARED, guards.PROPOSED, guards.REASON),
    ),
)  # fmt: skip
"""Off the line."""
BACK = tuple(
    Transition(
        to=to, after=(*LINE[index + 1 :], *(BESIDE if to in IN_PLACE else ())),
        needs=_ASSESS, guards=(guards.REASON,),
    )
    for index, to in enumerate(LINE[:-1])
)  # fmt: skip
"""Backward, always with a reason. Whoever plans takes back; what it then needs again, the line asks again."""
GUARDS = tuple(dict.fromkeys(guard for one in (*FORWARD, *ASIDE, *BACK) for guard in one.guards))

ASKS_THE_GATE = frozenset(one.to for one in FORWARD if guards.ALLOWED in one.guards)
"""Of these moves the law is asked anew about what is to be bought: it may have changed since."""
TOGETHER = tuple(
    one for one in FORWARD if one.needs == _ASSESS and not any(guard.is_entered for guard in one.guards)
)
"""Moves that are made of many at once: those of planning that ask for nothing to be entered."""


@cache
def transition(before: State, to: State) -> Transition | None:
    """Return the move between two states; None where there is none.

    Where one leads back as well as on, it leads on.
    """
    return next((one for one in (*FORWARD, *ASIDE, *BACK) if one.to == to and before in one.after), None)


@cache
def is_backward(before: State, to: State) -> bool:
    """Return whether a move takes something back."""
    return transition(before, to) in BACK


def moves_from(before: State) -> list[Transition]:
    """Return the moves from a state: on, aside, and back."""
    found = (transition(before, one.to) for one in (*FORWARD, *ASIDE, *BACK))
    return list(dict.fromkeys(one for one in found if one is not None))


class NoSuchMoveError(Exception):
    """No move leads from where something stands to where it was meant to go."""
