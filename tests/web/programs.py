"""How does a program ask in tests: with a token of a person, for what that person may do?"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Permission
from phaseout.web.people.models import Person
from phaseout.web.people.queries import access_of
from phaseout.web.people.services.tokens import make_token

API = "/api/v1"
MakeProgram = Callable[..., "Program"]


def secret_of(person: Person, organisation: Organisation, *permissions: Permission) -> str:
    """Return a new token for all that a person may do in an organisation, or for what is named of it."""
    access = access_of(person)
    permitted = frozenset(permissions or (one for one in access.reach if access.may(one, organisation.pk)))
    until = timezone.localdate() + timedelta(days=30)
    _token, secret = make_token(access, organisation, name="program", permissions=permitted, until=until)
    return secret


class Program(Client):
    """Asks the API with a token, in English unless another language is named."""

    def __init__(self, secret: str, language: str = "en") -> None:
        super().__init__(headers={"authorization": f"Bearer {secret}", "accept-language": language})

    def ask(self, method: str, address: str, given: Any = None, **headers: str) -> Any:
        """Send JSON, and return the answer; ``if_match`` is the header If-Match."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = {} if given is None else {"data": given, "content_type": "application/json"}
        if given is None:
            return self.generic(method, API + address, headers=named)
        send = getattr(self, method.lower())
        return send(API + address, **content, headers=named)
