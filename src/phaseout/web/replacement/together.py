"""Which replacements were chosen in the list, and what would each become if they are planned together?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.editing import Cleaned
from phaseout.web.frame.gate import Asked
from phaseout.web.frame.picked import picked
from phaseout.web.replacement.forms import PlanningMany
from phaseout.web.replacement.guards import unmet
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.queries import replacements_seen
from phaseout.web.replacement.queries.facts import facts_of
from phaseout.web.replacement.states import transition
from phaseout.web.replacement.vocabulary import State

MOST = 100
"""Replacements that are planned together: of each the guards are asked."""
PREVIEW, SAVE = "preview", "save"
"""Buttons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A replacement as the preview shows it."""

    replacement: Replacement
    version: int
    """Which was shown in the list."""
    state: str
    would: str
    """The state it would come to; empty where it stays."""
    refusals: Sequence[str]

    @property
    def is_ready(self) -> bool:
        """Whether nothing refuses it."""
        return not self.refusals


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was chosen, with what is to become of it."""

    form: PlanningMany
    rows: Sequence[Row]
    is_previewed: bool
    is_too_much: bool
    status: int

    @property
    def ready(self) -> list[Row]:
        """Those that nothing refuses."""
        return [row for row in self.rows if row.is_ready]

    @property
    def versions(self) -> dict[int, int]:
        """Primary key → version that was shown, of those that nothing refuses."""
        return {row.replacement.pk: row.version for row in self.ready}


def chosen(request: Asked) -> Chosen:
    """Return what somebody chose in the list, or has before them on the preview."""
    versions = picked(request.POST or request.GET)
    is_filled = PREVIEW in request.POST or SAVE in request.POST
    form = PlanningMany(request.POST if is_filled else None)
    is_sound = is_filled and form.is_valid()
    is_too_much = len(versions) > MOST
    given = form.cleaned_data if is_sound else {}
    rows = [] if is_too_much else previewed(request.access, versions, given)
    is_wrong = request.method == "POST" and (not rows or (is_filled and not is_sound))
    return Chosen(
        form=form, rows=rows, is_previewed=is_sound, is_too_much=is_too_much, status=400 if is_wrong else 200
    )


def previewed(access: Access, versions: Mapping[int, int | None], given: Cleaned) -> list[Row]:
    """Return what each replacement would become that somebody may plan.

    Args:
        access: of whoever plans.
        versions: primary key → version that was seen, None where none was said.
        given: as ``PlanningMany`` cleans it; empty before anything is entered.
    """
    seen = replacements_seen(access, timezone.localdate()).filter(pk__in=versions)
    mine = seen.filter(organisation__in=access.within(Permission.ASSESS)).order_by("pk")
    return [_row(access, one, versions[one.pk], given) for one in mine]


def tell(request: Asked, number: int, of: int) -> None:
    """Say how many were planned, and that some changed meanwhile."""
    said = ngettext("%(number)d replacement is planned.", "%(number)d replacements are planned.", number)
    messages.success(request, said % {"number": number})
    if missed := of - number:
        said = ngettext(
            "%(number)d changed meanwhile and was left as it is: look at it again.",
            "%(number)d changed meanwhile and were left as they are: look at them again.",
            missed,
        )
        messages.warning(request, said % {"number": missed})


def _row(access: Access, one: Any, version: int | None, given: Cleaned) -> Row:
    to = given.get("to", "")
    refusals = []
    if version is not None and version != one.version:
        refusals.append(_("Somebody changed it since the list was shown."))
    if to:
        refusals += _refusals(access, one, State(to), given)
    return Row(
        replacement=one, version=one.version if version is None else version,
        state=str(State(one.standing).label), would=str(State(to).label) if to else "", refusals=refusals,
    )  # fmt: skip


def _refusals(access: Access, one: Replacement, to: State, given: Cleaned) -> list[str]:
    facts = facts_of(one, mover=access.person, today=timezone.localdate())
    move = transition(facts.state, to)
    if move is None or any(guard.is_entered for guard in move.guards):
        return [_("From where it stands this does not lead on.")]
    planned = {name: value for name, value in given.items() if name != "to" and value}
    return [str(guard.refusal) for guard in unmet(move.guards, replace(facts, **planned))]
