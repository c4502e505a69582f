"""Who asks, by which token, and what may they do where?"""

from datetime import datetime
from typing import Annotated

from phaseout.web.api.call import Call
from phaseout.web.api.noun import Noun
from phaseout.web.api.schema import OneOf, Schema
from phaseout.web.frame.access import Permission

NOUN = Noun("me")


class PersonOut(Schema):
    """Somebody with an account."""

    id: int
    """By which others name them, such as ``person:4`` in a task."""
    name: str
    email: str
    language: str | None


class TokenOut(Schema):
    """What a program shows to act for somebody."""

    name: str
    organisation: int
    """Whose branch it is for."""
    expires: datetime


class MeOut(Schema):
    """Who asks, and what they may do: permission → ids of organisations."""

    person: PersonOut
    token: TokenOut
    permissions: dict[Annotated[str, OneOf(Permission)], list[int]]


@NOUN.shows("/me", "api-me", MeOut, needs=None)
def me(request: Call) -> MeOut:
    """Say who asks, by which token, and what they may do in which organisations."""
    person, token = request.user, request.token
    return MeOut(
        person=PersonOut(
            id=person.pk, name=person.name, email=person.email, language=person.language or None
        ),
        token=TokenOut(name=token.name, organisation=token.organisation_id, expires=token.expires),
        permissions={one.value: sorted(pks) for one, pks in request.access.reach.items()},
    )
