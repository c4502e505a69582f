"""Who has which role, and who was invited? To be read by who keeps people."""

from datetime import datetime

from phaseout.web.api.asked import Call
from phaseout.web.api.noun import Noun
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import Schema
from phaseout.web.frame.access import Permission
from phaseout.web.people.models import Invitation, Person
from phaseout.web.people.queries import open_invitations, people_within

KEEP = Permission.KEEP_PEOPLE
NOUN = Noun("people")


class GrantOut(Schema):
    """A role somebody has in an organisation and all below it."""

    role: str
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


class InvitationOut(Schema):
    """That an address was asked to come."""

    id: int
    email: str
    organisation: int
    role: str
    sent: datetime
    expires: datetime


@NOUN.lists("/people", "api-people", SomebodyOut, needs=KEEP)
def people(request: Call) -> object:
    """List the people with a role where you keep people, or whose last role was taken away there."""
    return page_of(request, people_within(request.access), _somebody)


def _somebody(row: Person) -> SomebodyOut:
    # What the query adds to each.
    grants, is_guarded = getattr(row, "grants_here"), getattr(row, "is_guarded")  # noqa: B009
    roles = [GrantOut(role=one.role, organisation=one.organisation_id) for one in grants]
    return SomebodyOut(
        id=row.pk, name=row.name, email=row.email, may_sign_in=row.is_active, has_second_factor=is_guarded,
        roles=roles,
    )  # fmt: skip


@NOUN.lists("/invitations", "api-invitations", InvitationOut, needs=KEEP)
def invitations(request: Call) -> object:
    """List the invitations that nobody accepted yet."""
    return page_of(request, open_invitations(request.access), _invited)


def _invited(row: Invitation) -> InvitationOut:
    return InvitationOut(
        id=row.pk, email=row.email, organisation=row.organisation_id, role=row.role, sent=row.sent,
        expires=row.expires,
    )  # fmt: skip
