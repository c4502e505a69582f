"""Who has which role, and who needs a second factor? To be kept by who keeps people."""

from datetime import datetime
from typing import Annotated

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from phaseout.web.api.call import Call
from phaseout.web.api.faults import cleaned
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import check_names, page_of
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Permission, Role
from phaseout.web.frame.problems import ProblemError
from phaseout.web.people.filters import PeopleFilter
from phaseout.web.people.forms import Give
from phaseout.web.people.giving import BeyondTokenError
from phaseout.web.people.models import Grant, Person
from phaseout.web.people.queries import is_all_within, people_within, roles_with_second_factor
from phaseout.web.people.refusals import BEYOND_TOKEN, LAST_ADMINISTRATOR, NOT_TO_CLOSE
from phaseout.web.people.services.accounts import deactivate, reactivate
from phaseout.web.people.services.grants import (
    LastAdministratorError,
    grant,
    take,
)

KEEP = Permission.KEEP_PEOPLE
NOUN = Noun("people")
LIST, ONE = "/people", "/people/{int:pk}"
FACTOR = "/organisations/{int:pk}/second-factor"


class GrantOut(Schema):
    """A role somebody has in an organisation and all below it."""

    id: int
    role: Annotated[str, OneOf(Role)]
    organisation: int


class SomebodyOut(Schema):
    """Somebody with a role where you keep people, or whose last role was taken away there."""

    id: int
    name: str
    email: str
    may_sign_in: bool
    has_second_factor: bool
    roles: list[GrantOut]
    """Those within your reach."""
    last_sign_in: datetime | None


class SomebodyWhole(SomebodyOut):
    """Somebody, with what may be done to their account."""

    is_oneself: bool
    """Whether it is you: nobody changes their own roles or closes their own account."""
    is_all_within: bool
    """Whether every role of theirs lies within your reach: else you take roles away, and close no account."""


class RoleIn(Sent):
    """A role that somebody is to have."""

    role: Annotated[str, OneOf(Role)]
    organisation: int
    """They have it there and in all below it."""


class RoleTakenOut(Schema):
    """That a role was taken away."""

    person: SomebodyWhole | None
    """Who lost it; null where they have no role within your reach any more: to give one, invite them."""


class SecondFactorOut(Schema):
    """Which roles need a second factor in an organisation and all below it, as far as it says so itself."""

    organisation: int
    roles: list[Annotated[str, OneOf(Role)]]


def _facts(row: Person) -> dict[str, object]:
    # What the query adds to each.
    grants, is_guarded = getattr(row, "grants_here"), getattr(row, "is_guarded")  # noqa: B009
    roles = [GrantOut(id=one.pk, role=one.role, organisation=one.organisation_id) for one in grants]
    return {
        "id": row.pk, "name": row.name, "email": row.email, "may_sign_in": row.is_active,
        "has_second_factor": is_guarded, "roles": roles, "last_sign_in": row.last_login,
    }  # fmt: skip


def _kept(request: Call, pk: int) -> Person:
    return get_object_or_404(people_within(request.access), pk=pk)


def _whole(request: Call, row: Person) -> SomebodyWhole:
    facts = {
        **_facts(row),
        "is_oneself": row.pk == request.access.person,
        "is_all_within": is_all_within(request.access, row),
    }
    return SomebodyWhole.model_validate(facts)


@NOUN.lists(LIST, "api-people", SomebodyOut, needs=KEEP, filters=PeopleFilter)
def people(request: Call) -> object:
    """List the people with a role where you keep people, or whose last role was taken away there."""
    rows = people_within(request.access)
    return page_of(request, rows, lambda row: SomebodyOut.model_validate(_facts(row)), filters=PeopleFilter)


@NOUN.shows(ONE, "api-person", SomebodyWhole, needs=KEEP)
def person(request: Call, pk: int) -> object:
    """Show somebody, and what they are where as far as you keep people there."""
    check_names(request, ())
    return _whole(request, _kept(request, pk))


@NOUN.does(
    Operation(
        method="POST", path=f"{ONE}/roles", name="api-person-roles", needs=KEEP, answers=SomebodyWhole,
        status=201,
    )
)  # fmt: skip
def give(request: Call, pk: int, given: RoleIn) -> object:
    """Give somebody a role, of which each permission is this token's there; none that keeps people."""
    row = _kept(request, pk)
    said = cleaned(Give(given.model_dump(), access=request.access))
    try:
        grant(request.access, row, said["organisation"], Role(said["role"]))
    except BeyondTokenError:
        raise ProblemError(403, BEYOND_TOKEN) from None
    return _whole(request, _kept(request, pk))


@NOUN.does(
    Operation(
        method="POST", path=f"{ONE}/roles/{{int:grant}}/withdrawal", name="api-person-role-withdraw",
        needs=KEEP, answers=RoleTakenOut,
    )
)  # fmt: skip
def take_away(request: Call, pk: int, grant: int) -> object:
    """Take a role away, but for the last administrator's of a whole tree."""
    rows = Grant.objects.within(request.access, KEEP).select_related("person", "organisation")
    given = get_object_or_404(rows, pk=grant, person=pk)
    try:
        take(request.access, given)
    except LastAdministratorError:
        raise ProblemError(409, LAST_ADMINISTRATOR) from None
    row = people_within(request.access).filter(pk=pk).first()
    return RoleTakenOut(person=_whole(request, row) if row else None)


@NOUN.does(
    Operation(method="POST", path=f"{ONE}/close", name="api-person-close", needs=KEEP, answers=SomebodyWhole)
)
def close(request: Call, pk: int) -> object:
    """Close an account: its sessions end at once, and its tokens for good."""
    row = _kept(request, pk)
    try:
        deactivate(request.access, row)
    except LastAdministratorError:
        raise ProblemError(409, LAST_ADMINISTRATOR) from None
    except PermissionDenied:
        raise ProblemError(403, NOT_TO_CLOSE) from None
    return _whole(request, _kept(request, pk))


@NOUN.does(
    Operation(method="POST", path=f"{ONE}/open", name="api-person-open", needs=KEEP, answers=SomebodyWhole)
)
def open_again(request: Call, pk: int) -> object:
    """Open an account again, each role of which this token may give."""
    row = _kept(request, pk)
    try:
        reactivate(request.access, row)
    except BeyondTokenError:
        raise ProblemError(403, BEYOND_TOKEN) from None
    return _whole(request, _kept(request, pk))


@NOUN.shows(FACTOR, "api-second-factor", SecondFactorOut, needs=KEEP)
def second_factor(request: Call, pk: int) -> object:
    """Say which roles need a second factor in an organisation; on the page it is demanded."""
    check_names(request, ())
    row = get_object_or_404(Organisation.objects.within(request.access, KEEP), pk=pk)
    return SecondFactorOut(organisation=row.pk, roles=roles_with_second_factor(row.pk))
