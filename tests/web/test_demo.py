"""Does the invented department show what there is to show, each time the same?"""

from collections import Counter

import pytest
from django.apps import apps
from django.db.models import F
from django.urls import reverse

from phaseout.ledger.finding import Findings
from phaseout.web.demo.inventory import inventory
from phaseout.web.demo.programme import REACHED, STARTED
from phaseout.web.demo.services import LEFT_TO_TAKE_OVER, seed
from phaseout.web.discussion.models import Mention, Task
from phaseout.web.estate.models import Asset, Site
from phaseout.web.findings.models import Finding, Judgement
from phaseout.web.frame.access import Role
from phaseout.web.frame.events.happening import spoken_of
from phaseout.web.frame.events.tables import NAMING
from phaseout.web.frame.models import Event
from phaseout.web.ledger.models import Ledger
from phaseout.web.ledger.queries import moment_of
from phaseout.web.ledger.services.comparing import compare
from phaseout.web.people.models import Person
from phaseout.web.people.services.begin import AlreadyBegunError
from phaseout.web.replacement.models import Replacement
from phaseout.web.surveys.models import Survey
from web.conftest import NOON


def untold() -> set[tuple[str, str]]:
    """Return values from closed lists, with their fields, of which no app says how a reader is told."""
    closed = {
        (field.name, value)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        for value, _label in field.choices or ()
    }
    noted = {
        (name, value)
        for event in Event.everything.all()
        for values in (event.before, event.after)
        for name, value in (values or {}).items()
        if isinstance(value, str) and name not in NAMING
    }
    assert noted & closed
    return {(name, value) for name, value in noted & closed if value not in spoken_of(name)}


@pytest.mark.django_db
def test_the_department_has_sites_things_findings_and_somebody_for_each_role(client) -> None:
    told: list[str] = []
    seeded = seed(NOON.date(), told.append)
    assert [said.partition(":")[0] for said in told[:5]] == [
        f"inventory {number} of 5" for number in range(1, 6)
    ]
    assert len(told) == 6
    assert Site.everything.count() == 40
    states = sorted(Survey.everything.values_list("state", flat=True))
    assert states == ["applied", "applied", "applied", "applied", "ready"]
    waiting = inventory(LEFT_TO_TAKE_OVER).count("\r\n") - 1
    assert Asset.everything.count() == 2000 - waiting
    assert Finding.everything.filter(outcome="applies").exists()
    assert Judgement.everything.filter(step="proposed").count() == 12
    assert Task.everything.count() == 3
    assert Mention.everything.get().seen is not None
    reached = Counter(Replacement.everything.values_list("state", flat=True))
    assert reached == dict.fromkeys(REACHED, STARTED // len(REACHED))
    assert not Replacement.everything.filter(asset__last_seen__date__gt=F("removed_on")).exists()
    assert set(seeded.addresses) == set(Role)
    for address in seeded.addresses.values():
        assert Person.objects.get(email=address).check_password(seeded.password)
    assert untold() == set()
    client.force_login(Person.objects.get(email=seeded.addresses[Role.READER]))
    assert "Charlottetown" in client.get(reverse("home")).content.decode()
    for ledger in Ledger.everything.order_by("pk"):
        found = Findings()
        compare(moment_of(ledger.pk), found)
        assert found.all() == ()
    with pytest.raises(AlreadyBegunError):
        seed(NOON.date())


def test_the_inventory_is_the_same_each_time_it_is_asked_for() -> None:
    assert inventory("ATL") == inventory("ATL")
    assert sum(inventory(region).count("\r\n") - 1 for region in ("ATL", "QUE", "ONT", "PRA", "PAC")) == 2000
