"""Does a replacement go its way in the database: from findings, past every guard, until it is shown to be gone?"""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import override
from PIL import Image

from phaseout.web.estate.models import Asset, Site
from phaseout.web.findings import services as findings
from phaseout.web.findings.expiry import last_day
from phaseout.web.findings.files import accepted
from phaseout.web.findings.models import Finding
from phaseout.web.frame.access import Access, Role
from phaseout.web.frame.versioned import ChangedMeanwhileError
from phaseout.web.people.models import Person
from phaseout.web.people.queries import access_of
from phaseout.web.replacement import services
from phaseout.web.replacement.certificate import is_higher
from phaseout.web.replacement.facts import Entered
from phaseout.web.replacement.guards import RefusedError
from phaseout.web.replacement.models import Photo, Replacement, Step
from phaseout.web.replacement.queries import asset_known_as, replacements_seen, to_be_taken
from phaseout.web.replacement.queries.counts import programme
from phaseout.web.replacement.queries.looked import looked_since
from phaseout.web.replacement.services.inspecting import rank
from phaseout.web.replacement.states import NoSuchMoveError
from phaseout.web.replacement.vocabulary import STILL_THERE, Media, Replacing, Reply, Result, State
from phaseout.web.surveys.models import Comparison, Survey, SurveyedAsset
from web.conftest import NOON
from web.furnishing.findings import answer_of, asset_in, recorded
from web.furnishing.replacement import CERTIFIED, LISTED, moved, now, picture, taken_in
from web.surveying import CAMERAS, HEADINGS, surveying

__all__ = ["surveying"]

TODAY = NOON.date()
DAY = timedelta(days=1)
REMOVED = TODAY - 7 * DAY
OTHERS = HEADINGS + "cam-2,10.1.0.2,00:40:8c:00:00:02,Axis,P3265-LVE,AX0000002,11.2\n"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Read refusals in English, whatever the test before was answered in."""
    with override("en"):
        yield


@pytest.fixture
def analyst(access_with) -> Access:
    return access_with(Role.ANALYST)


@pytest.fixture
def approver(access_with) -> Access:
    return access_with(Role.APPROVER)


@pytest.fixture
def site(world) -> Site:
    one = Site(organisation=world.home, ref="hq", name_en="Headquarters")
    one.save()
    return one


@pytest.fixture
def row(site, analyst) -> Replacement:
    return taken_in(analyst, thing_at(site))


def thing_at(site: Site, label: str = "cam-17") -> Asset:
    """Put a thing somewhere that was last seen before any removal of these tests."""
    asset = asset_in(site.organisation, label, site, maker="hikvision", kind="camera")
    Asset.everything.filter(pk=asset.pk).update(last_seen=NOON - 30 * DAY)
    return asset


def standing(access: Access, row: Replacement, day: date = TODAY) -> str:
    return replacements_seen(access, day).get(pk=row.pk).standing


def refused(access: Access, row: Replacement, to: State, **entered: object) -> list[str]:
    """Return the guards that refuse a move; none of it is kept."""
    before = Step.everything.count()
    with pytest.raises(RefusedError) as error:
        moved(access, row, to, **entered)
    assert (Step.everything.count(), now(row).state) == (before, row.state)
    return [one.name for one in error.value.guards]


def removed(access: Access, row: Replacement, on: date = REMOVED) -> Replacement:
    return moved(access, row, State.REMOVED, on=on, who="A crew", reason="No camera was at hand")


def disposed(access: Access, row: Replacement) -> Replacement:
    services.say_media(access, now(row), now(row).version, media=Media.NONE, reason="The slot is empty")
    moved(access, row, State.SANITISED)
    return moved(access, row, State.DISPOSED, on=TODAY, who="Ada", place="Recycler", reason="Lost the note")


def test_only_what_must_go_is_taken_in_and_only_once(world, site, analyst):
    must, settled = (asset_in(world.home, one, site) for one in ("must", "settled"))
    to_come, exported = (asset_in(world.home, one, site) for one in ("to-come", "exported"))
    recorded(must, answer_of(), by=analyst.person)
    recorded(settled, answer_of("undetermined"), by=analyst.person)
    recorded(to_come, answer_of("applies-from", on="2027-03-01"), by=analyst.person)
    recorded(exported, answer_of(act="procure"), by=analyst.person)
    assert {one.label for one in to_be_taken(analyst, TODAY)} == {"must", "to-come"}
    every = [must.pk, settled.pk, to_come.pk, exported.pk]
    assert len(services.start(analyst, every)) == 2
    assert not services.start(analyst, every)
    rows = {one.asset.label: one for one in replacements_seen(analyst, TODAY)}
    assert (rows["must"].is_due, rows["to-come"].is_due, rows["to-come"].due) == (
        True,
        False,
        date(2027, 3, 1),
    )


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANALYST])
def test_nobody_but_who_assesses_takes_anything_in(world, site, access_with, analyst, role):
    asset = asset_in(world.home, "must", site)
    recorded(asset, answer_of(), by=analyst.person)
    assert not services.start(access_with(role), [asset.pk])
    assert not services.start(access_with(Role.ANALYST, at=world.foreign), [asset.pk])


def test_the_whole_way_takes_every_guard_and_two_people(
    surveying, world, site, access_with, analyst, approver
):
    first = surveying.apply(surveying.bring({"a.csv": CAMERAS}, site=site, looked_on=TODAY - 20 * DAY))
    asset = Asset.everything.get(keys__value="DS0000001")
    row = Replacement.everything.get() if services.start(analyst, [asset.pk]) else None
    assert row is not None
    technician = access_with(Role.TECHNICIAN)
    moved(analyst, row, State.TRIAGED)
    assert refused(analyst, now(row), State.PLANNED) == ["package-and-month"]
    planned = {"package": "P1", "month": date(2027, 2, 9), "funding": "", "visit": None, "blocker": "supply",
               "blocker_note": "Chips"}  # fmt: skip
    services.plan(analyst, now(row), now(row).version, **planned)
    assert now(row).month == date(2027, 2, 1)
    moved(analyst, row, State.PLANNED)
    assert refused(analyst, now(row), State.FUNDED) == ["funding-named"]
    services.plan(analyst, now(row), now(row).version, **{**planned, "funding": "F1", "visit": TODAY})
    moved(analyst, row, State.FUNDED)
    assert refused(analyst, now(row), State.PROCURED) == ["replacing-settled"]
    services.say_replacing(analyst, now(row), now(row).version, replacing=Replacing.NOTHING, asset=None, model="",
                           reason="Nobody looks")  # fmt: skip
    moved(analyst, row, State.PROCURED)
    moved(analyst, row, State.SCHEDULED)
    assert refused(technician, now(row), State.REMOVED, on=TODAY + DAY) == [
        "day-not-to-come", "person-named", "photo-or-reason",
    ]  # fmt: skip
    step = removed(technician, row).steps.first()
    assert (now(row).removed_on, step.by_id, step.who) == (REMOVED, technician.person, "A crew")
    assert refused(technician, now(row), State.SANITISED) == ["media-said"]
    medium = services.list_medium(technician, now(row), LISTED)
    assert refused(technician, now(row), State.SANITISED) == ["every-medium-sanitised"]
    services.certify(technician, medium, 1, CERTIFIED)
    moved(technician, row, State.SANITISED)
    assert refused(technician, now(row), State.DISPOSED, on=REMOVED - DAY, who="Ada", reason="No photo") == [
        "day-not-before-removal", "day-not-before-sanitising", "place-named",
    ]  # fmt: skip
    moved(
        technician, row, State.DISPOSED, on=TODAY, who="Ada", place="Recycler", photos=[accepted(picture())]
    )
    assert refused(approver, now(row), State.VERIFIED, survey=first.pk) == ["looked-since", "survey-chosen"]
    later = surveying.apply(surveying.bring({"b.csv": OTHERS}, site=site, looked_on=TODAY - DAY))
    with pytest.raises(PermissionDenied):
        moved(technician, row, State.VERIFIED, survey=later.pk)
    moved(approver, row, State.VERIFIED, survey=later.pk)
    moved(approver, row, State.CLOSED)
    states = [one.after for one in Step.everything.filter(replacement=row).order_by("pk")]
    assert states == [
        "in-scope", "triaged", "planned", "funded", "procured", "scheduled", "removed", "sanitised",
        "disposed", "verified", "closed",
    ]  # fmt: skip
    assert Step.everything.get(after=State.VERIFIED).survey == later.pk


def test_what_a_later_survey_meets_again_is_neither_verified_nor_closed(surveying, site, analyst, approver):
    surveying.apply(surveying.bring({"a.csv": CAMERAS}, site=site, looked_on=TODAY - 20 * DAY))
    services.start(analyst, [Asset.everything.get(keys__value="DS0000001").pk])
    row = disposed(analyst, removed(analyst, Replacement.everything.get()))
    without = surveying.apply(surveying.bring({"b.csv": OTHERS}, site=site, looked_on=TODAY - 2 * DAY))
    moved(approver, row, State.VERIFIED, survey=without.pk)
    surveying.apply(surveying.bring({"c.csv": CAMERAS}, site=site, looked_on=TODAY - DAY))
    with pytest.raises(NoSuchMoveError):
        moved(approver, row, State.CLOSED)
    assert standing(analyst, row) == "seen-again"
    assert replacements_seen(analyst, TODAY).get(pk=row.pk).is_seen_again == 1


@pytest.mark.parametrize(
    ("looked_on", "elsewhere", "shown"),
    [(TODAY - DAY, False, CAMERAS), (REMOVED, False, OTHERS), (TODAY - DAY, True, OTHERS)],
    ids=["it met the thing", "on the day of the removal", "at another site"],
)
def test_a_survey_shows_nothing_that(surveying, world, site, row, analyst, looked_on, elsewhere, shown):
    there = Site(organisation=world.home, ref="other", name_en="Other")
    there.save()
    Asset.everything.filter(pk=row.asset_id).update(label="cam-1")
    keys = row.asset.keys.model(organisation=world.home, asset=row.asset, kind="serial", value="DS0000001",
                                last_seen=NOON)  # fmt: skip
    keys.save()
    removed(analyst, row)
    surveying.apply(surveying.bring({"a.csv": shown}, site=there if elsewhere else site, looked_on=looked_on))
    assert looked_since(now(row)) == []


def test_a_survey_whose_conflict_may_be_the_thing_shows_nothing(surveying, site, row, analyst):
    removed(analyst, row)
    survey = surveying.apply(surveying.bring({"a.csv": OTHERS}, site=site, looked_on=TODAY - DAY))
    assert [one.pk for one in looked_since(now(row))] == [survey.pk]
    thing = SurveyedAsset.everything.get(survey=survey)
    Comparison.everything.filter(surveyed=thing).update(
        difference="conflict", asset=None, rivals=[["mac", "00:40:8c:00:00:02", row.asset_id]]
    )
    assert looked_since(now(row)) == []


def test_a_survey_that_was_taken_back_shows_nothing(surveying, site, row, analyst):
    removed(analyst, row)
    survey = surveying.apply(surveying.bring({"a.csv": OTHERS}, site=site, looked_on=TODAY - DAY))
    surveying.undo(survey)
    assert looked_since(now(row)) == []
    assert Survey.everything.get(pk=survey.pk).state == "undone"


def test_who_removed_it_does_not_verify_it_even_with_every_role(surveying, site, person_with):
    both = access_of(person_with(Role.ANALYST, Role.APPROVER))
    row = disposed(both, removed(both, taken_in(both, thing_at(site))))
    survey = surveying.apply(surveying.bring({"a.csv": OTHERS}, site=site, looked_on=TODAY - DAY))
    assert refused(both, now(row), State.VERIFIED, survey=survey.pk) == ["second-person"]


def test_going_back_takes_a_reason_and_takes_back_what_came_after(surveying, site, row, analyst, approver):
    disposed(analyst, removed(analyst, row))
    survey = surveying.apply(surveying.bring({"a.csv": OTHERS}, site=site, looked_on=TODAY - DAY))
    moved(approver, row, State.VERIFIED, survey=survey.pk)
    assert refused(analyst, now(row), State.SCHEDULED) == ["reason-given"]
    back = moved(analyst, row, State.SCHEDULED, reason="It was another one")
    assert (back.state, back.removed_on, back.removed_by) == ("scheduled", None, "")
    again = removed(analyst, row, on=TODAY)
    moved(analyst, again, State.SANITISED)
    assert refused(analyst, now(row), State.DISPOSED) != []
    moved(analyst, row, State.DISPOSED, on=TODAY, who="Ada", place="Recycler", reason="No photo")
    assert refused(approver, now(row), State.VERIFIED, survey=survey.pk) == ["looked-since", "survey-chosen"]


def test_taking_it_back_to_removed_makes_nobody_else_its_remover(surveying, site, person_with, analyst):
    both = access_of(person_with(Role.ANALYST, Role.APPROVER))
    row = disposed(both, removed(both, taken_in(both, thing_at(site))))
    moved(analyst, row, State.REMOVED, reason="Look at its media again")
    moved(analyst, row, State.SANITISED)
    moved(analyst, row, State.DISPOSED, on=TODAY, who="Cy", place="Recycler", reason="No photo")
    survey = surveying.apply(surveying.bring({"a.csv": OTHERS}, site=site, looked_on=TODAY - DAY))
    assert refused(both, now(row), State.VERIFIED, survey=survey.pk) == ["second-person"]


@pytest.mark.parametrize(
    ("text", "found"), [("cam-17", True), ("cam-1", False), ("", False), ("cam-2", False)]
)
def test_what_replaces_it_is_named_by_its_whole_key_and_is_one_alone(site, row, analyst, text, found):
    for _ in range(2):
        thing_at(site, "cam-2")
    assert (asset_known_as(analyst, text) == row.asset) == found
    assert found or asset_known_as(analyst, text) is None


def test_a_step_and_a_handover_stay_as_they_were_written(row, analyst):
    medium = services.list_medium(analyst, row, LISTED)
    hand = services.hand_over(analyst, medium, giver="Ada", taker="Béa", when=TODAY, place="Depot", seal="")
    for written in (row.steps.get(), hand):
        with pytest.raises(TypeError):
            written.save()
        with pytest.raises(TypeError):
            written.delete()
        with pytest.raises(TypeError):
            type(written).everything.update(by=analyst.person)


def test_of_two_who_move_at_once_the_second_is_told(row, analyst):
    services.move(analyst, row, row.version, State.TRIAGED, Entered())
    with pytest.raises(ChangedMeanwhileError):
        services.move(analyst, row, row.version, State.TRIAGED, Entered())
    with pytest.raises(NoSuchMoveError):
        services.move(analyst, row, now(row).version, State.CLOSED, Entered(reason="Gone, surely"))


def let_off(analyst: Access, approver: Access, row: Replacement, verdict: str, until: date) -> None:
    for one in Finding.everything.filter(asset=row.asset_id):
        proposal = findings.propose(
            analyst, one, one.version, verdict=verdict, reason="Needed", expires=until
        )
        findings.decide(approver, proposal, one.version + 1, agrees=True, reason="")


def test_an_exception_rests_on_a_judgement_terms_and_a_mitigation_and_falls_back_with_them(
    row, analyst, approver
):
    moved(analyst, row, State.TRIAGED)
    assert refused(approver, now(row), State.EXCEPTED) == [
        "excepted-by-judgement", "within-limit", "laydown-said", "phase-out-said", "mitigation-in-force",
    ]  # fmt: skip
    services.say_terms(analyst, now(row), now(row).version, laydown="Annex A", phase_out="By May")
    until, review = TODAY + 30 * DAY, TODAY + 10 * DAY
    services.mitigate(
        analyst, now(row), way="isolated", since=TODAY, review=review, residual=20, note="Port off"
    )
    let_off(analyst, approver, row, "exception", until)
    with pytest.raises(PermissionDenied):
        moved(analyst, row, State.EXCEPTED)
    moved(approver, row, State.EXCEPTED)
    assert standing(analyst, row) == "excepted"
    assert standing(analyst, row, review) == "excepted"
    assert standing(analyst, row, review + DAY) == "triaged"  # its mitigation was not reviewed
    mitigation = row.mitigations.get()
    services.review_mitigation(
        analyst, mitigation, 1, services.Reviewed(review=until + 60 * DAY, residual=20, note="Still off")
    )
    assert standing(analyst, row, until) == "excepted"
    assert standing(analyst, row, until + DAY) == "triaged"  # the judgement has expired
    assert now(row).state == "excepted"  # and no row was written


def test_an_exception_that_was_decided_for_longer_than_is_allowed_now_is_refused(
    row, analyst, approver, settings
):
    settings.EXCEPTION_MONTHS = 60
    let_off(analyst, approver, row, "restricted-use", TODAY + 1000 * DAY)
    settings.EXCEPTION_MONTHS = 24
    assert refused(approver, now(row), State.RESTRICTED) == ["within-limit"]


def test_a_restricted_use_ends_with_its_judgement_or_with_another_answer(row, analyst, approver):
    let_off(analyst, approver, row, "restricted-use", TODAY + 30 * DAY)
    assert refused(approver, now(row), State.EXCEPTED)[0] == "excepted-by-judgement"
    moved(approver, row, State.RESTRICTED)
    assert standing(analyst, row) == "restricted-use"
    recorded(row.asset, answer_of(act="connect"), survey=2, by=analyst.person)
    assert standing(analyst, row) == "in-scope"  # another finding says now that it must go


def test_mitigated_is_never_done(row, analyst):
    moved(analyst, row, State.TRIAGED)
    assert refused(analyst, now(row), State.MITIGATED) == ["mitigation-in-force"]
    services.mitigate(
        analyst, now(row), way="isolated", since=TODAY, review=TODAY + DAY, residual=50, note="Off"
    )
    moved(analyst, row, State.MITIGATED)
    assert [standing(analyst, row, TODAY + days * DAY) for days in (0, 1, 2)] == [
        "mitigated",
        "mitigated",
        "triaged",
    ]
    services.end_mitigation(analyst, row.mitigations.get(), 1, TODAY)
    assert standing(analyst, row) == "triaged"
    with pytest.raises(ValidationError):
        services.end_mitigation(analyst, row.mitigations.get(), 2, TODAY)


def test_what_waits_on_a_landlord_has_asked_one(row, analyst):
    assert refused(analyst, now(row), State.REFERRED) == ["referral-waits"]
    asked = services.refer(
        analyst, row, to="landlord", whom="Owner", asked=TODAY, due=TODAY, request="Down, please"
    )
    moved(analyst, row, State.REFERRED)
    services.answer_referral(
        analyst, asked, 1, on=TODAY, reply=Reply.WILL_ACT, answer="At the end of the lease"
    )
    assert standing(analyst, row) == "referred"
    moved(analyst, row, State.TRIAGED, reason="They answered")
    assert now(row).under == ""
    assert refused(analyst, now(row), State.REFERRED) == ["referral-waits"]


def test_what_others_refuse_to_remove_waits_on_them_no_more_and_asks_for_somebody(row, analyst):
    asked = services.refer(
        analyst, row, to="landlord", whom="Owner", asked=TODAY, due=TODAY, request="Down, please"
    )
    moved(analyst, row, State.REFERRED)
    assert (standing(analyst, row), programme(analyst, TODAY).refused) == ("referred", 0)
    services.answer_referral(analyst, asked, 1, on=TODAY, reply=Reply.REFUSED, answer="We refuse")
    assert standing(analyst, row) == "in-scope"
    assert (programme(analyst, TODAY).refused, programme(analyst, TODAY).over) == (1, 1)
    services.refer(analyst, row, to="contractor", whom="Crew", asked=TODAY, due=TODAY, request="Down, please")
    assert programme(analyst, TODAY).refused == 0


def test_no_mitigation_lasts_longer_than_an_exception_may(row, analyst):
    far = last_day(TODAY) + DAY
    given = {"way": "isolated", "since": TODAY, "residual": 0, "note": "Port off"}
    with pytest.raises(ValidationError, match="at the latest"):
        services.mitigate(analyst, row, review=far, **given)
    made = services.mitigate(analyst, row, review=last_day(TODAY), **given)
    with pytest.raises(ValidationError, match="at the latest"):
        services.review_mitigation(analyst, made, 1, services.Reviewed(review=far, residual=0, note="Off"))
    made.refresh_from_db()
    assert made.is_in_force
    type(made).everything.filter(pk=made.pk).update(review=date(2099, 12, 31))
    made.refresh_from_db()
    assert not made.is_in_force
    moved(analyst, row, State.TRIAGED)
    assert refused(analyst, now(row), State.MITIGATED) == ["mitigation-in-force"]


def funded(analyst: Access, row: Replacement) -> dict[str, object]:
    """Bring a replacement to be funded, and return what was planned."""
    said = {"package": "P", "month": TODAY, "funding": "F", "visit": TODAY, "blocker": "", "blocker_note": ""}
    services.plan(analyst, now(row), now(row).version, **said)
    for state in (State.TRIAGED, State.PLANNED, State.FUNDED):
        moved(analyst, row, state)
    return said


def replaced(analyst: Access, row: Replacement, model: str, reason: str = "") -> None:
    services.say_replacing(
        analyst, now(row), now(row).version, replacing=Replacing.MODEL, asset=None, model=model, reason=reason
    )


def test_what_let_it_on_is_not_emptied_behind_it(row, analyst):
    said = funded(analyst, row)
    for name in ("package", "month", "funding"):
        with pytest.raises(ValidationError, match="funded"):
            services.plan(
                analyst, now(row), now(row).version, **{**said, name: None if name == "month" else ""}
            )
    services.plan(analyst, now(row), now(row).version, **{**said, "package": "Q"})
    replaced(analyst, row, "Axis P3265-LVE")
    moved(analyst, row, State.PROCURED)
    with pytest.raises(ValidationError, match="bought already"):
        services.say_replacing(analyst, now(row), now(row).version, replacing=Replacing.OPEN, asset=None, model="",
                               reason="")  # fmt: skip
    with pytest.raises(ValidationError, match="write why"):
        replaced(analyst, row, "Hikvision DS-2CD2143G2-I")
    moved(analyst, row, State.SCHEDULED)
    with pytest.raises(ValidationError, match="day stays"):
        services.plan(analyst, now(row), now(row).version, **{**said, "visit": None})


def test_the_law_is_asked_again_at_later_moves(row, analyst):
    funded(analyst, row)
    replaced(analyst, row, "Axis P3265-LVE")
    moved(analyst, row, State.PROCURED)
    Replacement.everything.filter(pk=row.pk).update(
        replaced_model="Hikvision DS-2CD2143G2-I dome camera", gate_as_of=TODAY - DAY
    )
    assert refused(analyst, now(row), State.SCHEDULED) == ["replacing-allowed"]


def test_what_nobody_knows_of_takes_a_reason_to_be_bought(row, analyst, client_of):
    funded(analyst, row)
    replaced(analyst, row, "camera to be chosen")
    assert (now(row).gate, refused(analyst, now(row), State.PROCURED)) == (
        "undetermined",
        ["replacing-known"],
    )
    page = client_of(Role.READER).get(f"/replacements/{row.pk}/").content.decode()
    assert "Nobody knows yet whether it may be bought and used." in page
    replaced(analyst, row, "camera to be chosen", reason="Chosen by tender, which asks for it")
    moved(analyst, row, State.PROCURED)


def test_nothing_replaces_itself(row, analyst):
    with pytest.raises(ValidationError, match="itself"):
        services.say_replacing(analyst, row, row.version, replacing=Replacing.ASSET, asset=row.asset, model="",
                               reason="It is good")  # fmt: skip


def test_what_is_cleared_is_so_because_no_finding_says_so_any_more(row, analyst, approver):
    assert refused(analyst, now(row), State.TO_CLEAR, reason="Not one") == ["nothing-says-so"]
    let_off(analyst, approver, row, "not-this-maker", TODAY + 30 * DAY)
    moved(analyst, row, State.TO_CLEAR, reason="It is an Axis")
    moved(approver, row, State.CLEARED, reason="So its label says")
    assert standing(analyst, row) == "cleared"
    assert standing(analyst, row, TODAY + 31 * DAY) == "in-scope"  # the judgement has expired
    recorded(row.asset, answer_of(act="connect"), survey=2, by=analyst.person)
    assert standing(analyst, row) == "in-scope"  # another finding says again that it must go


def test_nobody_clears_what_they_proposed_themselves_and_none_clears_it_unproposed(
    site, person_with, analyst, approver
):
    both = access_of(person_with(Role.ANALYST, Role.APPROVER))
    row = taken_in(both, thing_at(site))
    let_off(analyst, approver, row, "not-this-maker", TODAY + 30 * DAY)
    with pytest.raises(NoSuchMoveError):
        moved(both, row, State.CLEARED, reason="It is an Axis")
    moved(both, row, State.TO_CLEAR, reason="It is an Axis")
    assert refused(both, now(row), State.CLEARED, reason="It is an Axis") == ["another-proposed"]
    assert standing(both, row) in STILL_THERE
    moved(approver, row, State.CLEARED, reason="So its label says")


@pytest.mark.parametrize("kind", ["asset", "model"])
def test_a_replacement_that_must_not_be_bought_itself_takes_a_reason(world, site, row, analyst, kind):
    other = asset_in(world.home, "new-one", site)
    recorded(other, answer_of(), by=analyst.person)
    chosen = {"replacing": Replacing(kind), "asset": other, "model": "Hikvision DS-2CD2143G2-I dome camera"}
    moved(analyst, row, State.TRIAGED)
    services.plan(analyst, now(row), now(row).version, package="P", month=TODAY, funding="F", visit=None, blocker="",
                  blocker_note="")  # fmt: skip
    services.say_replacing(analyst, now(row), now(row).version, **chosen, reason="")
    for state in (State.PLANNED, State.FUNDED):
        moved(analyst, row, state)
    assert refused(analyst, now(row), State.PROCURED) == ["replacing-allowed"]
    if kind == "model":
        assert (now(row).gate, now(row).gate_measure) == ("applies", "ca/goc-hikvision-prohibition")
    services.say_replacing(analyst, now(row), now(row).version, **chosen, reason="None other fits the mount")
    moved(analyst, row, State.PROCURED)


def test_a_replacement_that_may_be_bought_shows_its_own_answer(row, analyst):
    services.say_replacing(
        analyst, row, row.version, replacing=Replacing.MODEL, asset=None, model="Axis P3265-LVE", reason=""
    )
    found = now(row)
    assert (found.gate, found.gate_as_of) == ("does-not-apply", TODAY)
    assert found.gate_edition


def test_a_medium_is_listed_before_it_is_sanitised_and_a_certificate_stays(row, analyst):
    medium = services.list_medium(analyst, row, LISTED)
    with pytest.raises(ValidationError, match="removed"):
        services.certify(analyst, medium, 1, CERTIFIED)
    removed(analyst, row)
    services.certify(analyst, medium, 1, CERTIFIED)
    with pytest.raises(ValidationError):
        services.certify(analyst, medium, 2, {**CERTIFIED, "category": "clear"})
    with pytest.raises(ValidationError):
        services.say_media(analyst, now(row), now(row).version, media=Media.NONE, reason="Nothing in it")
    moved(analyst, row, State.SANITISED)
    with pytest.raises(ValidationError):
        services.list_medium(analyst, now(row), LISTED)
    moved(analyst, row, State.REMOVED, reason="There was a card too")
    services.list_medium(analyst, now(row), {**LISTED, "sort": "card"})
    assert refused(analyst, now(row), State.SANITISED) == ["every-medium-sanitised"]
    assert now(row).removed_on == REMOVED


@pytest.mark.parametrize(
    "otherwise",
    [
        {"verifier": "A d a."}, {"verifier": "ada\u200b"}, {"verifier": "\u00a0ADA"}, {"category": "clear"},
        {"sanitised_on": REMOVED - DAY}, {"verified_on": REMOVED - DAY},
    ],
)  # fmt: skip
def test_a_certificate_that_cannot_be_so_is_not_kept(row, analyst, otherwise):
    removed(analyst, row)
    medium = services.list_medium(analyst, now(row), LISTED)
    with pytest.raises(ValidationError):
        services.certify(analyst, medium, 1, {**CERTIFIED, **otherwise})
    medium.refresh_from_db()
    assert not medium.is_sanitised


@pytest.mark.parametrize(
    ("before", "higher"),
    [
        ("Protected B", True), ("PROTÉGÉ  b", True), ("protected c", True), ("Top Secret", True),
        ("très secret", True), ("Confidentiel", True), ("Protected A", False), ("unclassified", False),
        ("non classifié", False), ("", False), ("none", False),
    ],
)  # fmt: skip
def test_what_is_protected_b_or_higher_is_known_by_its_words(before, higher):
    assert is_higher(before) == higher


def test_a_removal_is_neither_before_the_thing_was_seen_nor_a_disposal_before_it_was_sanitised(row, analyst):
    assert refused(analyst, row, State.REMOVED, on=date(1990, 1, 1), who="A crew", reason="Long ago") == [
        "day-not-before-last-seen"
    ]
    removed(analyst, row)
    medium = services.list_medium(analyst, now(row), LISTED)
    services.certify(analyst, medium, 1, {**CERTIFIED, "verified_on": TODAY})
    moved(analyst, row, State.SANITISED)
    given = {"on": TODAY - DAY, "who": "Ada", "place": "Recycler", "reason": "No photo"}
    assert refused(analyst, now(row), State.DISPOSED, **given) == ["day-not-before-sanitising"]


def test_who_removed_it_stays_so_whatever_they_are_called_later(
    surveying, site, row, analyst, approver, access_with
):
    technician = access_with(Role.TECHNICIAN)
    known = Person.objects.get(pk=approver.person)
    known.name = "Béa Roy"
    known.save()
    moved(technician, row, State.REMOVED, on=REMOVED, who="ROY,  Bea", reason="No camera was at hand")
    disposed(technician, row)
    survey = surveying.apply(surveying.bring({"a.csv": OTHERS}, site=site, looked_on=TODAY - DAY))
    assert refused(approver, now(row), State.VERIFIED, survey=survey.pk) == ["second-person"]
    known.name = "Somebody Else"
    known.save()
    assert refused(approver, now(row), State.VERIFIED, survey=survey.pk) == ["second-person"]


def test_custody_goes_on_from_hand_to_hand_and_never_back_in_time(row, analyst):
    medium = services.list_medium(analyst, row, LISTED)
    given = {"when": TODAY, "place": "Depot", "seal": "S1"}
    services.hand_over(analyst, medium, giver="Ada", taker="Béa", **given)
    with pytest.raises(ValidationError):
        services.hand_over(analyst, medium, giver="Ada", taker="Cy", **given)
    for wrong in ({"when": TODAY - DAY}, {"taker": "Bea,"}, {"when": date(1999, 12, 31)}):
        with pytest.raises(ValidationError):
            services.hand_over(analyst, medium, **{"giver": "béa", "taker": "Cy", **given, **wrong})
    services.hand_over(analyst, medium, giver="béa", taker="Cy", **given)
    assert [one.taker for one in medium.handovers.order_by("pk")] == ["Béa", "Cy"]


def test_a_photograph_keeps_its_pixels_and_nothing_of_where_it_was_taken(row, analyst, client_of):
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (45.0, 25.0, 0.0)}
    file = picture()
    drawn = Image.open(file)
    file.seek(0)
    drawn.save(file, "JPEG", exif=exif)
    moved(analyst, row, State.REMOVED, on=REMOVED, who="Ada", photos=[accepted(file)])
    kept = Photo.everything.get()
    answer = client_of(Role.READER).get(f"/photos/{kept.pk}/")
    content = b"".join(answer.streaming_content)
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert b"Exif" not in content
    assert content.startswith(b"\xff\xd8\xff")


def test_a_sample_is_drawn_by_its_seed_and_whoever_has_that_draws_it_again(world, site, analyst, approver):
    rows = [removed(analyst, taken_in(analyst, asset_in(world.home, f"cam-{n}", site))) for n in range(6)]
    first, again, other = (
        services.draw(approver, world.home, seed=seed, size=3)
        for seed in ("lottery 7", "lottery 7", "lottery 8")
    )
    drawn = [[one.replacement_id for one in sample.drawn.order_by("pk")] for sample in (first, again, other)]
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]
    assert (first.size, first.among, len(drawn[0])) == (3, len(rows), 3)
    removed(analyst, taken_in(analyst, asset_in(world.home, "cam-7", site)))
    first.refresh_from_db()
    anew = sorted(first.pool, key=lambda pk: rank(first.seed, pk))[: first.size]
    assert anew == drawn[0]  # of what it was drawn from then, whatever was removed since


def test_what_was_inspected_stays_and_another_alone_withdraws_it_with_a_reason(
    site, row, analyst, approver, access_with, person_with
):
    removed(analyst, row)
    drawn = services.draw(approver, site.organisation, seed="s", size=1).drawn.get()
    both = access_of(person_with(Role.TECHNICIAN, Role.APPROVER))
    with pytest.raises(ValidationError, match="before it was removed"):
        services.record_inspection(both, drawn, 1, result=Result.THERE, on=REMOVED - DAY, note="")
    services.record_inspection(both, drawn, 1, result=Result.THERE, on=TODAY, note="On the wall")
    for other in (both, access_with(Role.TECHNICIAN)):
        with pytest.raises(ValidationError, match="recorded already"):
            services.record_inspection(other, drawn, 2, result=Result.GONE, on=TODAY, note="")
    with pytest.raises(PermissionDenied):
        services.withdraw_inspection(both, drawn, 2, why="Not it")
    assert standing(analyst, row) == "seen-again"
    waiting = services.withdraw_inspection(approver, drawn, 2, why="It was the wall of the annex")
    assert standing(analyst, row) == "removed"
    drawn.refresh_from_db()
    assert (drawn.result, drawn.note, drawn.why_withdrawn) == (
        "there", "On the wall", "It was the wall of the annex",
    )  # fmt: skip
    services.record_inspection(both, waiting, 1, result=Result.GONE, on=TODAY, note="")


def test_what_an_inspection_finds_keeps_it_from_being_verified_and_its_remover_inspects_nothing(
    surveying, site, row, analyst, approver, access_with
):
    disposed(analyst, removed(analyst, row))
    survey = surveying.apply(surveying.bring({"a.csv": OTHERS}, site=site, looked_on=TODAY - DAY))
    drawn = services.draw(approver, site.organisation, seed="s", size=1).drawn.get()
    with pytest.raises(PermissionDenied):
        services.record_inspection(analyst, drawn, 1, result=Result.GONE, on=TODAY, note="")
    technician = access_with(Role.TECHNICIAN)
    services.record_inspection(technician, drawn, 1, result=Result.THERE, on=TODAY, note="On the wall")
    assert standing(analyst, row) == "seen-again"
    with pytest.raises(NoSuchMoveError):
        moved(approver, row, State.VERIFIED, survey=survey.pk)


def test_a_thing_of_which_it_is_tracked_stays_when_its_survey_is_taken_back(surveying, site, analyst):
    survey = surveying.apply(surveying.bring({"a.csv": CAMERAS}, site=site))
    asset = Asset.everything.get(keys__value="DS0000001")
    services.start(analyst, [asset.pk])
    surveying.undo(survey)
    assert Asset.everything.filter(pk=asset.pk).exists()
