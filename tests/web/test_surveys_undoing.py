"""Is it known what hangs on a survey before it is taken back, and said why?"""

import pytest
from django.core.exceptions import ValidationError

from phaseout.web.findings import services as findings_services
from phaseout.web.findings.models import Finding
from phaseout.web.frame.access import Role
from phaseout.web.frame.models import Event
from phaseout.web.surveys.at_stake import AtStake, at_stake
from phaseout.web.surveys.models import State, Survey
from phaseout.web.surveys.services import ask_to_undo
from web.surveying import CAMERAS, surveying

__all__ = ["surveying"]


@pytest.fixture
def applied(surveying):
    """A survey that was taken over, of which two findings apply."""
    return surveying.apply(surveying.bring({"inventory.csv": CAMERAS}))


def judged(surveying) -> Finding:
    finding = Finding.everything.filter(outcome="applies").first()
    findings_services.propose(
        surveying.access, finding, finding.version, verdict="other", reason="r", expires=None
    )
    return finding


def posted(client, survey: Survey, **given: str):
    survey.refresh_from_db()
    return client.post(f"/surveys/{survey.pk}/undo/", {"version": survey.version, **given})


def test_the_page_says_how_many_findings_would_go_and_asks_for_no_reason(surveying, applied, client_of):
    client = client_of(Role.ANALYST)
    page = client.get(f"/surveys/{applied.pk}/").content.decode()
    assert "2 findings that apply were answered by it last" in page
    assert 'name="reason"' not in page
    assert posted(client, applied).status_code == 302
    assert Event.everything.get(what="survey-undone").after == {"applying": 2, "judged": 0}


def test_what_people_judged_goes_with_a_reason_alone(surveying, applied, client_of):
    judged(surveying)
    client = client_of(Role.ANALYST)
    page = client.get(f"/surveys/{applied.pk}/").content.decode()
    assert "People judged 1 finding of it" in page
    assert 'name="reason"' in page
    for reason in ({}, {"reason": "  "}):
        refused = posted(client, applied, **reason)
        assert refused.status_code == 400
        assert "Something is missing" in refused.content.decode()
    applied.refresh_from_db()
    assert applied.state == State.APPLIED
    assert posted(client, applied, reason="The file was of another building.").status_code == 302
    told = Event.everything.get(what="survey-undone").after
    assert told == {"applying": 2, "judged": 1, "undone_because": "The file was of another building."}


def test_a_service_without_a_reason_takes_nothing_back(surveying, applied):
    judged(surveying)
    with pytest.raises(ValidationError, match="say why"):
        ask_to_undo(surveying.access, applied, version=applied.version)
    assert at_stake(applied) == AtStake(applying=2, judged=1)
    assert ask_to_undo(surveying.access, applied, version=applied.version, reason="Wrong file")
    applied.refresh_from_db()
    assert at_stake(applied) is None
