"""What does the page of one replacement show, and what is said of what comes next?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from phaseout.web.findings.effect import deadline_of_rule
from phaseout.web.findings.models import Finding
from phaseout.web.findings.reviewed import LETTING_OFF
from phaseout.web.frame.access import PERMITS, ROLE_NAMES, Access, Permission
from phaseout.web.frame.words import product
from phaseout.web.replacement.facts import Facts
from phaseout.web.replacement.gate import forbids, is_forbidden, is_unsettled
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.queries import findings_on, media_of, steps_of
from phaseout.web.replacement.queries.facts import facts_of
from phaseout.web.replacement.queries.looked import looked_since
from phaseout.web.replacement.states import Transition, is_backward, moves_from
from phaseout.web.replacement.vocabulary import GONE, LINE, SHOWN_GONE, State

ROUTES = {
    Permission.SURVEY: "replacement-work",
    Permission.ASSESS: "replacement-advance",
    Permission.DECIDE: "replacement-decide",
}
"""Permission that a move needs → its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a move needs."""

    text: str
    is_met: bool
    is_entered: bool
    """Whether it is asked for when the move is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """A move that leads on from here, aside or back."""

    to: State
    address: str
    needs: Sequence[Need]
    may: bool
    """Whether the reader may make it, once nothing is missing."""
    who: str
    """The roles that may."""

    @property
    def is_open(self) -> bool:
        """Whether nothing is missing but what is entered with it."""
        return all(need.is_met or need.is_entered for need in self.needs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A finding by which it must go, and since or from when."""

    finding: Finding
    day: date | None
    """None where the measure names none: it was announced, and no more."""
    is_let_off: bool


def shown(access: Access, replacement: Replacement) -> dict[str, object]:
    """Return what the page shows."""
    facts = facts_of(replacement, mover=access.person, today=timezone.localdate())
    every = [_next(access, replacement, facts, one) for one in moves_from(facts.state)]
    back = [one for one in every if is_backward(facts.state, one.to)]
    on = [one for one in every if one.to in LINE and one not in back]
    organisation = replacement.organisation_id
    asset = replacement.replaced_by
    return {
        "replacement": replacement,
        "facts": facts,
        "product": product(replacement.asset),
        "deadlines": list(_deadlines(replacement)),
        "on": on,
        "aside": [one for one in every if one not in back and one not in on],
        "back": back,
        "is_fallen": facts.state != replacement.state,
        "is_unproven": facts.state == State.DISPOSED and replacement.state in SHOWN_GONE,
        "was_removed": replacement.state in GONE,
        "media": list(media_of(replacement)),
        "mitigations": list(replacement.mitigations.order_by("-pk")),
        "referrals": list(replacement.referrals.order_by("-pk")),
        "inspected": list(replacement.inspected.select_related("inspection", "by").order_by("-pk")),
        "looks": looked_since(replacement),
        "steps": list(steps_of(replacement)),
        "is_forbidden": is_forbidden(replacement),
        "is_unsettled": is_unsettled(replacement),
        "replaced_forbids": asset is not None and forbids(asset),
        "may_record": access.may(Permission.SURVEY, organisation),
        "may_plan": access.may(Permission.ASSESS, organisation),
    }


def _next(access: Access, replacement: Replacement, facts: Facts, move: Transition) -> Next:
    needs = [
        Need(
            text=str(one.refusal), is_met=not one.is_entered and one.is_met(facts), is_entered=one.is_entered
        )
        for one in move.guards
    ]
    return Next(
        to=move.to,
        address=reverse(ROUTES[move.needs], args=[replacement.pk, move.to.value]),
        needs=needs,
        may=access.may(move.needs, replacement.organisation_id),
        who=", ".join(str(name) for role, name in ROLE_NAMES.items() if move.needs in PERMITS[role]),
    )


def _deadlines(replacement: Replacement) -> Iterator[Deadline]:
    for one in findings_on(replacement.asset):
        yield Deadline(finding=one, day=deadline_of_rule(one), is_let_off=one.review in LETTING_OFF)
