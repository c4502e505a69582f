"""What must go, how far is each, what does it still need, and how is it moved?"""

from datetime import date, datetime
from typing import Annotated, Any

from django.utils import timezone
from ninja import Field

from phaseout.domain.determination import Outcome
from phaseout.web.api.attached import FileOut, file_told
from phaseout.web.api.call import Call, shown
from phaseout.web.api.narrowed import ReplacementsNarrowed
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import Page, page_of
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.api.shape import told
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.naming import name_for
from phaseout.web.frame.picked import MOST
from phaseout.web.replacement import services
from phaseout.web.replacement.facts import Facts
from phaseout.web.replacement.models import Step
from phaseout.web.replacement.moving import replacement_seen
from phaseout.web.replacement.queries import replacements_seen, steps_of
from phaseout.web.replacement.queries.facts import facts_of
from phaseout.web.replacement.states import Transition, moves_from
from phaseout.web.replacement.vocabulary import Blocker, Replacing, State

READ, SURVEY, ASSESS, DECIDE = Permission.READ, Permission.SURVEY, Permission.ASSESS, Permission.DECIDE
NOUN = Noun("replacements")
ONE = "/replacements/{int:pk}"
STEPS = 100
"""Steps that are told, the newest first."""


class ReplacementOut(Schema):
    """The way of one asset that must go. Nothing but closed is closed."""

    id: int
    organisation: int
    asset: int
    site: int | None
    state: Annotated[str, OneOf(State)]
    """As it stands today: what has expired is not there."""
    put: Annotated[str, OneOf(State)]
    """The state as somebody put it last."""
    since: date
    is_due: bool
    """Whether a measure says that it must be gone already."""
    due: date | None
    """The first day to come from which a measure says so."""
    package: str
    month: date | None
    funding: str
    visit: date | None
    blocker: Annotated[str, OneOf(Blocker, "")]
    replacing: Annotated[str, OneOf(Replacing)]
    replaced_by: int | None
    replaced_model: str
    gate: Annotated[str, OneOf(Outcome, "")]
    """The gravest outcome of ordering that model; empty where none is to be ordered."""
    removed_on: date | None
    removed_by: str
    is_seen_again: bool
    """Whether something met it later than it was removed."""
    version: int


class NeedOut(Schema):
    """Something that a move needs."""

    guard: str
    text: str
    """What is missing where it is not met, in your language."""
    is_met: bool
    is_entered: bool
    """Whether it is met by what is sent with the move."""


class MoveOut(Schema):
    """A move that can be made from where it stands."""

    to: Annotated[str, OneOf(State)]
    needs_permission: Annotated[str, OneOf(Permission)]
    needs: list[NeedOut]


class StepOut(Schema):
    """A move that was made."""

    id: int
    before: Annotated[str, OneOf(State, "")]
    after: Annotated[str, OneOf(State)]
    on: date | None
    who: str
    place: str
    reason: str
    survey: int | None
    by: str
    at: datetime
    photographs: list[FileOut]
    """Photographs and papers that were given with it."""


class ReplacementWhole(ReplacementOut):
    """A replacement with every step of its way, and what leads on from there."""

    moves: list[MoveOut]
    steps: list[StepOut]
    surveys: list[int]
    """Surveys that looked at its site on a later day than it was removed, and did not meet it."""


class StartIn(Sent):
    """Assets that are to be taken into the programme."""

    assets: list[int] = Field(min_length=1, max_length=MOST)


class StartedOut(Schema):
    """What was taken in."""

    started: int
    """How many."""
    left: list[int]
    """Ids of assets that were not: they need not go, are in it already, or lie beyond your reach."""


def _known(row: Any) -> dict[str, object]:
    told = {name: getattr(row, name, None) for name in ReplacementOut.model_fields}
    return {
        **told, "organisation": row.organisation_id, "asset": row.asset_id, "site": row.asset.site_id,
        "state": row.standing, "put": row.state, "replaced_by": row.replaced_by_id,
        "is_seen_again": bool(row.is_seen_again),
    }  # fmt: skip


def _move(move: Transition, facts: Facts) -> MoveOut:
    needs = [
        NeedOut(
            guard=one.name, text=str(one.refusal), is_met=not one.is_entered and one.is_met(facts),
            is_entered=one.is_entered,
        )
        for one in move.guards
    ]  # fmt: skip
    return MoveOut(to=move.to.value, needs_permission=move.needs.value, needs=needs)


def _step(access: Access, step: Step, organisation: int) -> StepOut:
    who = name_for(access, step.who, organisation) if step.who else ""
    photographs = [file_told(one, "photos") for one in step.photos.all()]
    return told(StepOut, step, by=name_for(access, step.by, organisation), who=who, photographs=photographs)


def whole(request: Call, pk: int) -> ReplacementWhole:
    """Return a replacement with its steps, and what each move from there needs."""
    row = replacement_seen(request, pk)
    shown(request, row.version)
    facts = facts_of(row, mover=request.access.person, today=timezone.localdate())
    return ReplacementWhole.model_validate(
        {
            **_known(row),
            "moves": [_move(one, facts) for one in moves_from(facts.state)],
            "steps": [_step(request.access, one, row.organisation_id) for one in steps_of(row)[:STEPS]],
            "surveys": sorted(facts.surveys),
        }
    )


@NOUN.does(
    Operation(
        method="GET",
        path="/replacements",
        name="api-replacements",
        needs=READ,
        answers=Page[ReplacementOut],
        is_list=True,
        filters=ReplacementsNarrowed,
    )
)
def replacements(request: Call) -> object:
    """List the replacements within reach."""
    rows = replacements_seen(request.access, timezone.localdate())
    return page_of(
        request, rows, lambda row: ReplacementOut.model_validate(_known(row)), filters=ReplacementsNarrowed
    )


@NOUN.does(
    Operation(
        method="POST",
        path="/replacements",
        name="api-replacements",
        needs=ASSESS,
        answers=StartedOut,
        status=201,
    )
)
def start(request: Call, given: StartIn) -> object:
    """Take assets that must go into the programme."""
    taken = services.start(request.access, given.assets)
    return StartedOut(started=len(taken), left=sorted(set(given.assets) - taken))


@NOUN.does(Operation(method="GET", path=ONE, name="api-replacement", needs=READ, answers=ReplacementWhole))
def replacement(request: Call, pk: int) -> object:
    """Show a replacement: how far it is, by which steps, and what each move from there still needs."""
    return whole(request, pk)
