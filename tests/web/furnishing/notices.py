"""A webhook with a delivery that was answered."""

from collections.abc import Mapping
from types import SimpleNamespace

from django.test import Client
from django.utils import timezone

from phaseout.web.frame.access import Role
from phaseout.web.notices.models import Delivery, Letter, Rhythm, Webhook, Wish
from phaseout.web.notices.services.letters import send_letters, wish
from phaseout.web.people.models import Grant
from web.furnishing.secret import SECRET

HOOKS = "hooks.example.org"
"""A host that webhooks lead to, where a test lets them."""


def put(there: SimpleNamespace) -> Mapping[str, object]:
    now = timezone.now()
    webhook = Webhook(
        organisation=there.organisation, name=f"Tickets {SECRET}", kinds=["survey.applied"],
        address=f"https://{HOOKS}/{SECRET}", secret=SECRET, by=there.person,
    )  # fmt: skip
    webhook.save()
    Delivery(webhook=webhook, kind="survey.applied", body="{}", made=now, tries=1, tried=now, state="given-up",
             answer=f"500 {SECRET}").save()  # fmt: skip
    Wish(person=there.person, rhythm="off").save()
    Letter(person=there.person, day=now.date(), until=now).save()
    return {"webhook": webhook}


def _write_a_letter(_client: Client, there: SimpleNamespace) -> None:
    Letter.objects.all().delete()
    for role in (Role.ANALYST, Role.APPROVER):
        Grant(person=there.person, organisation=there.organisation, role=role).save()
    wish(there.person, Rhythm.DAILY)
    send_letters(timezone.now())


LETTERS = (_write_a_letter,)
EXAMPLES = {
    "digest-off": lambda _: {"code": "forged"},
    **{
        name: lambda of: {"pk": of.webhook.pk}
        for name in (
            "webhook", "webhook-edit", "webhook-secret", "webhook-try", "webhook-close", "webhook-open",
        )
    },
}  # fmt: skip
