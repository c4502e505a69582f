"""A person with a role, one who was invited, and what was noted of it."""

from collections.abc import Mapping
from datetime import timedelta
from types import SimpleNamespace

from django.core import mail
from django.test import Client
from django.utils import timezone

from phaseout.web.frame.access import NOBODY, Role
from phaseout.web.frame.events.services import noted
from phaseout.web.people.models import Grant, Invitation, Person
from web.furnishing.secret import PASSWORD, SECRET


def put(there: SimpleNamespace) -> Mapping[str, object]:
    organisation = there.organisation
    person = Person(email=f"{SECRET}@example.org", name=f"Ada {SECRET}")
    person.save()
    grant = Grant(person=person, organisation=organisation, role=Role.READER)
    grant.save()
    now = timezone.now()
    invitation = Invitation(
        email=f"asked-{SECRET}@example.org", language="fr", organisation=organisation, role=Role.READER,
        digest=SECRET, sent=now, expires=now + timedelta(days=7),
    )  # fmt: skip
    invitation.save()
    noted(NOBODY, organisation.pk, "invited", about=invitation.email, after={"role": SECRET})
    return {"person": person, "grant": grant, "invitation": invitation}


EXAMPLES = {
    "welcome": lambda _: {"code": "forged"},
    "join": lambda _: {"code": "forged"},
    "openid_connect_login": lambda _: {"provider_id": "unknown"},
    "openid_connect_callback": lambda _: {"provider_id": "unknown"},
    "person": lambda of: {"pk": of.person.pk},
    "person-close": lambda of: {"pk": of.person.pk},
    "person-reopen": lambda of: {"pk": of.person.pk},
    "person-factors-take": lambda of: {"pk": of.person.pk},
    "grant-take": lambda of: {"pk": of.grant.pk},
    "invitation-resend": lambda of: {"pk": of.invitation.pk},
    "invitation-withdraw": lambda of: {"pk": of.invitation.pk},
}


def _invite(client: Client, there: SimpleNamespace) -> None:
    role = {"organisation": there.organisation.pk, "role": "reader"}
    for language in ("en", "fr"):
        client.post("/people/invite/", {"email": f"{language}@example.org", "language": language, **role})


def _forget_the_password(client: Client, there: SimpleNamespace) -> None:
    asking = Client()
    asking.post("/account/password/reset/", {"email": there.person.email})
    way = mail.outbox[-1].body.split("/account", 1)[1].split()[0]
    form = asking.get(f"/account{way}").headers["Location"]
    asking.post(form, {"password1": f"{PASSWORD} anew", "password2": f"{PASSWORD} anew"})


def _make_a_token(client: Client, there: SimpleNamespace) -> None:
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    until = timezone.localdate().isoformat()
    given = {"name": SECRET, "organisation": there.organisation.pk, "permissions": ["read"], "until": until}
    client.post("/account/tokens/", given)


def _change_the_password(client: Client, _there: SimpleNamespace) -> None:
    new = f"{PASSWORD} again"
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})


LETTERS = (_invite, _forget_the_password, _make_a_token, _change_the_password)
"""What somebody who may do everything does, after which letters go out."""
