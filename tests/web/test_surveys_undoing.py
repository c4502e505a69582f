"""Is it known what hangs on a survey before it is taken back, and said why?"""

import pytest
from django.core.exceptions import ValidationError

from phaseout.web.estate.models import Asset
from phaseout.web.estate.services import Wanted, change_assets, correct, put_back
from phaseout.web.findings import services as findings_services
from phaseout.web.findings.models import Finding
from phaseout.web.frame.access import Role
from phaseout.web.frame.models import Event
from phaseout.web.frame.versioned import ChangedMeanwhileError
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


def camera() -> Asset:
    return Asset.everything.get(label="cam-1")


def newer(firmware: str) -> dict[str, str]:
    return {"later.csv": CAMERAS.replace("V5.7.3", firmware)}


def test_whoever_saw_what_a_survey_said_overwrites_nothing_that_came_once_it_was_taken_back(
    surveying, applied
):
    later = surveying.apply(surveying.bring(newer("V5.8")))
    seen = camera()
    surveying.undo(later)
    said = {"field": "model", "reason": "On its label"}
    correct(surveying.access, camera(), camera().version, value="DS-2", **said)
    with pytest.raises(ChangedMeanwhileError):
        correct(surveying.access, seen, seen.version, value="DS-3", **said)
    assert (camera().firmware, camera().model) == ("V5.7.3", "DS-2")


def test_what_changed_an_asset_one_after_the_other_is_taken_back_in_turn(surveying, applied):
    wanted = {camera().pk: Wanted(version=camera().version, values={"custodian": "Ada"})}
    batch = change_assets(surveying.access, wanted)
    same = surveying.apply(surveying.bring({"again.csv": CAMERAS}))
    first, second = (surveying.apply(surveying.bring(newer(one))) for one in ("V5.8", "V5.9"))
    versions = [camera().version]
    for survey, firmware in ((second, "V5.8"), (first, "V5.7.3"), (same, "V5.7.3")):
        assert surveying.undo(survey).kept == 0
        assert camera().firmware == firmware
        versions.append(camera().version)
    assert versions == [4, 5, 6, 6], "of what changed nothing no change is counted"
    assert (put_back(surveying.access, batch).number, camera().custodian) == (1, "")
