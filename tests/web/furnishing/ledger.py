"""The ledger of what was done so far, with a signed state, a verification, and somebody who is sent states."""

from collections.abc import Mapping
from types import SimpleNamespace

from django.test import Client
from django.utils import timezone

from phaseout.web.frame.access import Access, Permission, Role
from phaseout.web.ledger.models import Check, Checkpoint, Ledger, Mailing, Progress, Witness
from phaseout.web.ledger.services import ask_for_states
from phaseout.web.ledger.services.checking import run
from phaseout.web.ledger.services.keys import key_file
from phaseout.web.ledger.services.signing import sign
from phaseout.web.ledger.services.witnessing import send_states
from phaseout.web.people.models import Grant


def put(there: SimpleNamespace) -> Mapping[str, object]:
    home = there.organisation
    ledger = Ledger.everything.get(organisation=home)
    sign(ledger.pk, key_file(), timezone.now())
    state = Checkpoint.everything.get(ledger=ledger)
    check = Check(ledger=ledger, by=there.person, progress=Progress.WAITING)
    check.save()
    run(check.pk)
    audits = Access(person=there.person.pk, reach={Permission.AUDIT: frozenset([home.pk])})
    ask_for_states(audits, ledger, wanted=True)
    Mailing(checkpoint=state, person=there.person, day=timezone.localdate()).save()
    return {"ledger": Ledger.everything.get(pk=ledger.pk), "state": state, "check": check}


def _send_a_state(_client: Client, there: SimpleNamespace) -> None:
    Mailing.everything.all().delete()
    Grant(person=there.person, organisation=there.organisation, role=Role.AUDITOR).save()
    assert Witness.everything.filter(person=there.person).exists()
    send_states(timezone.now())


LETTERS = (_send_a_state,)
EXAMPLES = {
    **{
        name: lambda of: {"pk": of.ledger.pk}
        for name in (
            "ledger", "ledger-bundle", "ledger-states", "ledger-verify", "ledger-witness",
            "ledger-forget", "api-ledger-bundle",
        )
    },
    "ledger-proof": lambda of: {"pk": of.ledger.pk, "leaf": 1},
    "ledger-state": lambda of: {"pk": of.state.pk},
    "ledger-check": lambda of: {"pk": of.check.pk},
}  # fmt: skip
