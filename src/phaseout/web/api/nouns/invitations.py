"""Who was asked to come, by which letter? To be kept by who keeps people."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

from django.shortcuts import get_object_or_404
from ninja import Field

from phaseout.web.api.call import Call, afterwards, holds_secret, made
from phaseout.web.api.faults import cleaned
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import check_names, page_of
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.api.shape import told
from phaseout.web.frame.access import Permission, Role
from phaseout.web.frame.problems import ProblemError
from phaseout.web.people.forms import LANGUAGES, Invite
from phaseout.web.people.giving import BeyondTokenError
from phaseout.web.people.mail import HOUR, link_under, may_write, send_invitation
from phaseout.web.people.models import Invitation
from phaseout.web.people.queries import open_invitations
from phaseout.web.people.refusals import BEYOND_TOKEN, TOO_MANY_LETTERS
from phaseout.web.people.services.invitations import invite, invite_again, withdraw

KEEP = Permission.KEEP_PEOPLE
NOUN = Noun("invitations")
LIST, ONE = "/invitations", "/invitations/{int:pk}"


class InvitationOut(Schema):
    """That an address was asked to come, and did not yet."""

    id: int
    email: str
    language: Annotated[str, OneOf(*(code for code, _name in LANGUAGES))]
    organisation: int
    role: Annotated[str, OneOf(Role)]
    sent: datetime
    expires: datetime
    """Until when its link opens anything."""
    is_by_letter: bool
    """Whether the link goes to the address by mail alone; otherwise whoever asks hands it over."""
    is_backed: bool
    """Whether who asked may still invite there: else the link opens nothing, until somebody resends it."""


class InvitationIn(Sent):
    """An address that is to be asked to come, as what, where."""

    email: str = Field(max_length=254)
    language: Annotated[str, OneOf(*(code for code, _name in LANGUAGES))]
    """Of the letter."""
    organisation: int
    role: Annotated[str, OneOf(Role)]


class InvitationHandedOut(InvitationOut):
    """An invitation, with what became of its link."""

    is_sent: bool | None
    """Whether the mail server took the letter; null where none is sent, and in an answer given again."""
    link: str | None
    """Shown this once, to be handed over, and only where no mail is sent at all."""


def _waiting(request: Call, pk: int) -> Invitation:
    return get_object_or_404(open_invitations(request.access), pk=pk)


def _check_it_may_write(request: Call, email: str) -> None:
    if not may_write(request.access, email):
        raise ProblemError(429, TOO_MANY_LETTERS, headers={"Retry-After": str(HOUR)})


@contextmanager
def _as_far_as_the_token() -> Iterator[None]:
    try:
        yield
    except BeyondTokenError:
        raise ProblemError(403, BEYOND_TOKEN) from None


def _handed_over(request: Call, pk: int, code: str) -> InvitationHandedOut:
    """Let the link be sent once all is written; where no mail is sent at all, show it once."""
    row, link = _waiting(request, pk), link_under(code, request)
    if row.is_by_letter:
        # Whoever asks must not see it: they would make the account, at an address that is not theirs.
        afterwards(request, lambda: {"is_sent": send_invitation(row, link)})
        return told(InvitationHandedOut, row, is_sent=None, link=None)
    holds_secret(request)
    return told(InvitationHandedOut, row, is_sent=None, link=link)


@NOUN.lists(LIST, "api-invitations", InvitationOut, needs=KEEP)
def invitations(request: Call) -> object:
    """List the invitations that nobody accepted yet."""
    return page_of(request, open_invitations(request.access), lambda row: told(InvitationOut, row))


@NOUN.shows(ONE, "api-invitation", InvitationOut, needs=KEEP)
def invitation(request: Call, pk: int) -> object:
    """Show an invitation that nobody accepted yet; its link is not shown."""
    check_names(request, ())
    return told(InvitationOut, _waiting(request, pk))


@NOUN.does(
    Operation(
        method="POST", path=LIST, name="api-invitations", needs=KEEP, answers=InvitationHandedOut, status=201
    )
)
def ask(request: Call, given: InvitationIn) -> object:
    """Ask an address to come, in a role of which each permission is this token's; none that keeps people."""
    said = cleaned(Invite(given.model_dump(), access=request.access))
    _check_it_may_write(request, said["email"])
    asked = {name: said[name] for name in ("email", "language")}
    with _as_far_as_the_token():
        row, code = invite(request.access, said["organisation"], Role(said["role"]), **asked)
    made(request, f"/api/v1/invitations/{row.pk}")
    return _handed_over(request, row.pk, code)


@NOUN.does(
    Operation(
        method="POST", path=f"{ONE}/resend", name="api-invitation-resend", needs=KEEP,
        answers=InvitationHandedOut,
    )
)  # fmt: skip
def resend(request: Call, pk: int) -> object:
    """Ask once more, by a new link; the one before opens nothing any more, and you stand for it."""
    row = _waiting(request, pk)
    _check_it_may_write(request, row.email)
    with _as_far_as_the_token():
        code = invite_again(request.access, row)
    return _handed_over(request, pk, code)


@NOUN.does(
    Operation(
        method="POST", path=f"{ONE}/withdrawal", name="api-invitation-withdraw", needs=KEEP,
        answers=InvitationOut,
    )
)  # fmt: skip
def take_back(request: Call, pk: int) -> object:
    """Take an invitation back, which is shown as it was: its link opens nothing any more."""
    row = _waiting(request, pk)
    before = told(InvitationOut, row)
    withdraw(request.access, row)
    return before
