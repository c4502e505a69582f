"""Are findings answered again when the register, the day or what people answered is another, and shown as such?"""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django_tasks_db.models import DBTaskResult

from phaseout.web.estate.models import Asset, AssetKey, Organisation, Site, Told
from phaseout.web.estate.services import (
    SiteFacts,
    Wanted,
    add_site,
    change_assets,
    change_site,
    correct,
    put,
    put_back,
    withdraw_word,
)
from phaseout.web.findings import services as findings_services
from phaseout.web.findings import tasks as findings_tasks
from phaseout.web.findings.models import Answer, Cause, Determination, Finding
from phaseout.web.findings.place import Place
from phaseout.web.frame.access import Role
from phaseout.web.surveys import services
from phaseout.web.surveys.again import Again, Progress
from phaseout.web.surveys.models import Survey
from phaseout.web.surveys.queries import without_findings
from phaseout.web.surveys.services import again
from web.furnishing.findings import asset_in
from web.surveying import AS_OF, CAMERAS, HEADINGS, surveying

__all__ = ["surveying"]
TODAY = date(2026, 11, 27)


@pytest.fixture
def applied(surveying):
    """A survey that was taken over."""
    return surveying.apply(surveying.bring({"inventory.csv": CAMERAS}))


def as_if_by(edition: str, outcome: str = "undetermined") -> Finding:
    """Let the findings be as if another edition had answered them."""
    Survey.everything.update(register_edition=edition)
    Finding.everything.update(edition=edition)
    one = Finding.everything.filter(outcome="applies").first()
    Finding.everything.filter(pk=one.pk).update(outcome=outcome)
    return one


def due(done) -> int:
    with done(execute=True):
        return services.ask_where_due(TODAY)


def test_another_edition_answers_again_and_the_history_says_what_was_and_what_is(
    applied, client_of, django_capture_on_commit_callbacks, noon
):
    one = as_if_by("2025.01.01")
    assert due(django_capture_on_commit_callbacks) == 1
    one.refresh_from_db()
    newest = one.determinations.first()
    assert (one.outcome, newest.cause, newest.as_of) == ("applies", Cause.REGISTER, TODAY)
    assert newest.made_by is None
    row = Again.everything.get()
    assert (row.progress, row.done, row.expected, row.changed) == (Progress.DONE, 3, 3, 1)
    page = client_of(Role.READER).get("/").content.decode()
    assert f"answered again by the register of {newest.edition}, as of 2026-11-27" in page
    assert "1 finding stands otherwise than before" in page
    assert due(django_capture_on_commit_callbacks) == 0, "nothing is answered twice"
    noon.shift(15 * 86400)
    assert "answered again" not in client_of(Role.READER).get("/").content.decode()


def test_a_day_that_is_reached_is_answered_again_and_only_what_it_changed_is_kept(
    applied, client_of, django_capture_on_commit_callbacks
):
    assert due(django_capture_on_commit_callbacks) == 0
    one = Finding.everything.filter(outcome="applies").first()
    Finding.everything.filter(pk=one.pk).update(outcome="applies-from", on=TODAY)
    Determination.everything.filter(finding=one).update(outcome="applies-from", on=TODAY)
    before = Determination.everything.count()
    assert due(django_capture_on_commit_callbacks) == 1
    one.refresh_from_db()
    assert (one.outcome, one.determinations.first().cause) == ("applies", Cause.DAY)
    assert Determination.everything.count() == before + 1
    page = client_of(Role.READER).get(f"/findings/{one.pk}/").content.decode()
    assert "changed because a day was reached" in page
    assert "was: will apply; is: applies" in page


def test_a_job_that_died_goes_on_where_it_was_and_answers_nothing_twice(
    applied, monkeypatch, django_capture_on_commit_callbacks
):
    as_if_by("2025.01.01")
    monkeypatch.setattr(findings_tasks, "ASSETS", 1)
    Again(survey=applied, edition="2026.11.26", as_of=TODAY, expected=3).save()
    (one,) = Again.everything.all()
    note = again._note

    def die_after_two(pk: int, done: int, changed: int) -> None:
        if done == 3:
            raise KeyboardInterrupt
        note(pk, done, changed)

    monkeypatch.setattr(again, "_note", die_after_two)
    with pytest.raises(KeyboardInterrupt):
        again.answer_again(one.pk)
    one.refresh_from_db()
    assert (one.progress, one.done) == (Progress.RUNNING, 2)
    monkeypatch.setattr(again, "_note", note)
    with django_capture_on_commit_callbacks(execute=True):
        assert services.resume_again() == 1
    one.refresh_from_db()
    assert (one.progress, one.done) == (Progress.DONE, 3)
    twice = [f.pk for f in Finding.everything.all() if f.determinations.filter(made_by=None).count() > 1]
    assert twice == []
    assert not Finding.everything.exclude(outcome="does-not-apply").filter(edition="2025.01.01").exists()


def test_a_job_that_waits_is_not_put_on_a_second_time(applied, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    row = Again(survey=applied, edition="2026.11.26", as_of=TODAY, expected=3)
    row.save()
    from phaseout.web.surveys import tasks

    tasks.again.enqueue(row.pk)
    assert services.resume_again() == 0
    assert DBTaskResult.objects.count() == 1


def test_who_weighs_evidence_may_ask_for_it_and_nobody_else_nor_elsewhere(
    applied, world, client_of, access_with, django_capture_on_commit_callbacks
):
    with pytest.raises(PermissionDenied):
        services.ask_again(access_with(Role.READER), TODAY)
    assert services.ask_again(access_with(Role.ANALYST, at=world.foreign), TODAY) == 0
    page = client_of(Role.READER).get("/surveys/again/").content.decode()
    assert "Answer again now" not in page
    client = client_of(Role.ANALYST)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/surveys/again/ask/").headers["Location"] == "/surveys/again/"
    assert Again.everything.get().by.name.startswith("Person")
    page = client.get("/surveys/again/").content.decode()
    assert "3 of 3" in page
    assert applied.name in page


def test_what_a_later_survey_answered_is_left_to_that(surveying, applied, django_capture_on_commit_callbacks):
    later = surveying.apply(surveying.bring({"inventory.csv": CAMERAS}))
    as_if_by("2025.01.01")
    assert due(django_capture_on_commit_callbacks) == 1
    assert Again.everything.get().survey_id == later.pk


def test_a_survey_whose_document_is_damaged_says_so_and_the_rest_goes_on(
    applied, django_capture_on_commit_callbacks, monkeypatch
):
    from phaseout.domain.problem import SourceError

    def damaged(*_given, **_more):
        raise SourceError("it is damaged")

    monkeypatch.setattr(again, "kept_document", damaged)
    as_if_by("2025.01.01")
    due(django_capture_on_commit_callbacks)
    row = Again.everything.get()
    assert (row.progress, row.error) == (Progress.FAILED, "it is damaged")


@pytest.mark.django_db
def test_the_worker_asks_every_day_anew(monkeypatch, noon):
    from phaseout.web.surveys import daily

    asked: list[date] = []
    monkeypatch.setattr(daily, "ask_where_due", asked.append)
    ended = SimpleNamespace(wait=lambda _seconds: len(asked) == 2 or bool(noon.shift(86400)))
    daily.ask_every_day(ended)
    assert asked == [date(2026, 11, 28), date(2026, 11, 29)]
    assert datetime.now(tz=UTC).date() == date(2026, 11, 29)
    assert asked[0] > AS_OF


def outcomes() -> Counter[str]:
    return Counter(Finding.everything.values_list("outcome", flat=True))


@pytest.mark.parametrize("known_by", ["serial", "mac"])
def test_what_people_answered_holds_for_the_next_survey_by_whatever_name_that_knows_a_thing(
    surveying, applied, noon, django_capture_on_commit_callbacks, known_by
):
    home, things = surveying.organisation.pk, {one.label: one for one in Asset.everything.all()}
    noon.shift(60)
    for label, fact, value in (("sw-1", "maker", "hikvision"), ("cam-1", "item", "ear-subject")):
        place = Place(organisation=home, asset=things[label].pk)
        findings_services.answer(surveying.access, place, fact, values=[value], reason="r", on=TODAY)
    before = outcomes()
    assert due(django_capture_on_commit_callbacks) == 1, "without anybody asking for it"
    answered = outcomes()
    assert (before["applies"], answered["applies"], answered["undetermined"]) == (2, 4, 4)
    assert due(django_capture_on_commit_callbacks) == 0, "nothing is answered twice"
    noon.shift(60)
    text = CAMERAS if known_by == "serial" else CAMERAS.replace(",DS0000001,", ",,")
    later = surveying.apply(surveying.bring({"inventory.csv": text}))
    assert Finding.everything.filter(survey=later.pk).exists()
    assert outcomes() == answered
    assert due(django_capture_on_commit_callbacks) == 0


def test_what_people_say_a_thing_is_holds_after_the_next_survey_and_can_be_corrected(
    surveying, noon, django_capture_on_commit_callbacks
):
    unmarked = {"inventory.csv": CAMERAS.replace("44:19:b6:00:00:01,Hikvision,DS-2CD2143G2-I,", ",,,")}
    surveying.apply(surveying.bring(unmarked))
    thing = Asset.everything.get(label="cam-1")
    place = Place(organisation=surveying.organisation.pk, asset=thing.pk)

    def told(maker: str) -> dict[str, str]:
        noon.shift(60)
        findings_services.answer(surveying.access, place, "maker", values=[maker], reason="r", on=TODAY)
        noon.shift(60)
        surveying.apply(surveying.bring(unmarked))
        return dict(Finding.everything.filter(asset=thing).values_list("measure", "outcome"))

    listed, affiliates = "us/bis-entity-list", "us/bis-affiliates-rule"
    found = told("hikvision")
    assert (found[listed], found[affiliates]) == ("undetermined", "does-not-apply")
    assert not Answer.everything.filter(decided_again=None).exists()
    assert told("axis")[listed] == "does-not-apply"


def test_a_correction_reaches_the_answers_without_a_question_and_a_new_survey_adds_one_line(
    surveying, applied, noon, django_capture_on_commit_callbacks
):
    thing = Asset.everything.get(label="sw-1")
    noon.shift(60)
    correct(
        surveying.access, thing, thing.version, field="maker", value="hikvision", reason="read on its label"
    )
    assert due(django_capture_on_commit_callbacks) == 1, "without anybody asking for it"
    settled = Finding.everything.get(asset=thing, measure="us/bis-affiliates-rule", act="export-to")
    listed = Finding.everything.get(asset=thing, measure="us/bis-entity-list", act="export-to")
    assert (settled.outcome, listed.outcome) == ("does-not-apply", "undetermined"), (
        "as of what is Hikvision’s"
    )
    assert due(django_capture_on_commit_callbacks) == 0, "nothing is answered twice"
    for number in range(2):
        noon.shift(60)
        survey = surveying.bring({"inventory.csv": CAMERAS})
        assert (survey.same, survey.changed) == (3, 0)
        surveying.apply(survey)
        assert _lines(settled) == [("undetermined", "first"), ("does-not-apply", "answers")]
        again = [("undetermined", "same")] * (number + 2)
        assert _lines(listed) == [("undetermined", "first"), *again], "one line for each survey"


def test_a_word_taken_back_reaches_the_answers_and_the_answer_it_came_with(
    surveying, applied, noon, django_capture_on_commit_callbacks
):
    thing = Asset.everything.get(label="sw-1")
    place = Place(organisation=surveying.organisation.pk, asset=thing.pk)
    noon.shift(60)
    findings_services.answer(surveying.access, place, "maker", values=["hikvision"], reason="r", on=TODAY)
    assert due(django_capture_on_commit_callbacks) == 1
    settled = Finding.everything.get(asset=thing, measure="us/bis-affiliates-rule", act="export-to")
    assert settled.outcome == "does-not-apply"
    noon.shift(60)
    thing.refresh_from_db()
    withdraw_word(surveying.access, thing, thing.version, field="maker", reason="it was the next one")
    assert due(django_capture_on_commit_callbacks) == 1, "without anybody asking for it"
    settled.refresh_from_db()
    assert settled.outcome == "undetermined"
    assert Answer.everything.get(asset=thing).withdrawn is not None
    assert due(django_capture_on_commit_callbacks) == 0, "nothing is answered twice"


def _lines(finding: Finding) -> list[tuple[str, str]]:
    return list(finding.determinations.order_by("pk").values_list("outcome", "cause"))


def test_an_answer_of_the_maker_stands_on_the_thing_with_who_said_so(surveying, applied, client_of):
    thing = Asset.everything.get(label="sw-1")
    place = Place(organisation=surveying.organisation.pk, asset=thing.pk)
    findings_services.answer(surveying.access, place, "maker", values=["hikvision"], reason="r", on=TODAY)
    thing.refresh_from_db()
    assert (thing.maker, thing.maker_grade) == ("hikvision", "strong")
    said = Told.everything.get(asset=thing, survey=None)
    assert (said.field, said.value, said.source) == ("maker", "hikvision", "Person 1")
    assert set(Finding.everything.filter(asset=thing).values_list("maker", flat=True)) <= {"hikvision"}


def changed_together(surveying, asset: Asset, **values: str) -> str:
    """Say of a thing what it is as one does of many, and return what names the change."""
    asset.refresh_from_db()
    return change_assets(surveying.access, {asset.pk: Wanted(version=asset.version, values=values)})


def test_a_correction_that_is_put_back_is_answered_again_as_when_it_was_made(
    surveying, applied, noon, django_capture_on_commit_callbacks
):
    thing = Asset.everything.get(label="sw-1")
    before = dict(Finding.everything.filter(asset=thing).values_list("pk", "outcome"))
    noon.shift(60)
    batch = changed_together(surveying, thing, maker="hikvision")
    assert due(django_capture_on_commit_callbacks) == 1
    corrected = dict(Finding.everything.filter(asset=thing).values_list("pk", "outcome"))
    assert corrected != before
    noon.shift(60)
    assert put_back(surveying.access, batch).number == 1
    assert due(django_capture_on_commit_callbacks) == 1, "without anybody asking for it"
    after = dict(Finding.everything.filter(asset=thing, pk__in=before).values_list("pk", "outcome"))
    assert after == before
    made_by_it = Finding.everything.filter(asset=thing).exclude(pk__in=before)
    assert set(made_by_it.values_list("outcome", flat=True)) <= {"does-not-apply"}
    newest = [one.determinations.first() for one in Finding.everything.filter(asset=thing)]
    assert Cause.ANSWERS in {one.cause for one in newest}
    assert due(django_capture_on_commit_callbacks) == 0, "nothing is answered twice"


def test_what_is_put_back_and_says_nothing_of_what_a_thing_is_has_nothing_answered_again(
    surveying, applied, noon, django_capture_on_commit_callbacks
):
    noon.shift(60)
    batch = changed_together(surveying, Asset.everything.get(label="sw-1"), custodian="Ada")
    noon.shift(60)
    put_back(surveying.access, batch)
    assert due(django_capture_on_commit_callbacks) == 0


def test_a_thing_to_which_nothing_applied_is_answered_again_with_what_people_say_and_put_back(
    surveying, world, noon, django_capture_on_commit_callbacks
):
    thing = asset_in(world.home, "cam-9")
    AssetKey(
        organisation=world.home, asset=thing, kind="serial", value="HW0000009", last_seen=thing.last_seen
    ).save()
    correct(surveying.access, thing, thing.version, field="maker", value="axis", reason="read on its label")
    noon.shift(60)
    surveying.apply(surveying.bring({"inventory.csv": HEADINGS + "cam-9,10.1.0.9,,,XNV-6080,HW0000009,1\n"}))
    thing.refresh_from_db()
    assert (thing.outcome, Finding.everything.exists()) == ("does-not-apply", False)
    noon.shift(60)
    batch = changed_together(surveying, thing, maker="hikvision")
    assert due(django_capture_on_commit_callbacks) == 1
    thing.refresh_from_db()
    assert (thing.outcome, set(Finding.everything.values_list("outcome", flat=True))) == (
        "undetermined", {"undetermined"},
    )  # fmt: skip
    noon.shift(60)
    put_back(surveying.access, batch)
    assert due(django_capture_on_commit_callbacks) == 1
    thing.refresh_from_db()
    assert (thing.outcome, set(Finding.everything.values_list("outcome", flat=True))) == (
        "does-not-apply", {"does-not-apply"},
    )  # fmt: skip


def test_another_edition_answers_also_things_of_which_there_is_no_finding(
    surveying, noon, django_capture_on_commit_callbacks
):
    heading, _, lens_line, _ = CAMERAS.splitlines(keepends=True)
    surveying.apply(surveying.bring({"inventory.csv": heading + lens_line}))
    assert not Finding.everything.exists()
    Survey.everything.update(register_edition="2025.01.01")
    Asset.everything.update(edition="2025.01.01")
    assert due(django_capture_on_commit_callbacks) == 1
    lens = Asset.everything.get()
    assert (lens.label, lens.as_of, lens.outcome) == ("cam-2", TODAY, "does-not-apply")
    assert lens.edition != "2025.01.01"
    assert due(django_capture_on_commit_callbacks) == 0, "nothing is answered twice"


def test_a_thing_without_a_finding_that_a_later_survey_showed_is_left_to_that(
    surveying, applied, django_capture_on_commit_callbacks
):
    later = surveying.apply(surveying.bring({"inventory.csv": CAMERAS}))
    lens = Asset.everything.get(label="cam-2").pk
    assert (without_findings(applied), without_findings(later)) == (set(), {lens})
    surveying.undo(later)
    assert without_findings(applied) == {lens}


def test_whoever_the_organisation_is_in_law_the_findings_follow(
    surveying, applied, django_capture_on_commit_callbacks
):
    before = Counter(Finding.everything.values_list("outcome", flat=True))
    assert before["applies"]
    assert due(django_capture_on_commit_callbacks) == 0
    Organisation.everything.filter(pk=applied.organisation_id).update(roles=["ca/private"])
    assert due(django_capture_on_commit_callbacks) == 1, "without anybody asking for it"
    federal = Finding.everything.filter(measure="ca/goc-hikvision-prohibition", outcome="applies")
    assert not federal.exists()
    assert due(django_capture_on_commit_callbacks) == 0, "nothing is answered twice"
    Organisation.everything.filter(pk=applied.organisation_id).update(roles=["ca/federal-department"])
    assert due(django_capture_on_commit_callbacks) == 1
    assert Counter(
        Finding.everything.exclude(outcome="does-not-apply").values_list("outcome", flat=True)
    ) == {outcome: number for outcome, number in before.items() if outcome != "does-not-apply"}


def test_a_measure_that_bound_nobody_when_it_was_surveyed_is_answered_once_it_does(
    surveying, django_capture_on_commit_callbacks
):
    Organisation.everything.filter(pk=surveying.organisation.pk).update(roles=["ca/private"])
    surveying.apply(surveying.bring({"inventory.csv": CAMERAS}))
    assert not Finding.everything.filter(measure="ca/goc-hikvision-prohibition", outcome="applies").exists()
    Organisation.everything.filter(pk=surveying.organisation.pk).update(roles=["ca/federal-department"])
    assert due(django_capture_on_commit_callbacks) == 1
    assert Finding.everything.filter(measure="ca/goc-hikvision-prohibition", outcome="applies").exists()
    assert Asset.everything.filter(outcome="applies").exists(), "no unknown becomes none"


def site_of_home(surveying, ref: str, *, owner: str = "", networks: tuple[str, ...] = ()) -> Site:
    facts = SiteFacts(
        organisation=surveying.organisation,
        ref=ref,
        name_en=ref,
        owner=owner,
        operator=owner,
        networks=networks,
    )
    return add_site(surveying.access, facts)


def bans(label: str) -> set[str]:
    """Return how the ban of federal departments stands for a thing."""
    found = Finding.everything.filter(asset__label=label, measure="ca/goc-hikvision-prohibition")
    return set(found.values_list("outcome", flat=True))


def test_whose_a_site_is_reaches_the_findings_of_what_stands_there(
    surveying, client_of, django_capture_on_commit_callbacks
):
    site = site_of_home(surveying, "dock", owner="self", networks=("10.1.0.0/16",))
    surveying.apply(surveying.bring({"inventory.csv": CAMERAS}))
    assert bans("cam-1") == {"applies"}
    client = client_of(Role.ANALYST)
    page = client.get(f"/sites/{site.pk}/edit/")
    given = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    given |= {"owner": "contractor", "operator": "contractor", "networks": "10.1.0.0/16"}
    answer = client.post(f"/sites/{site.pk}/edit/", given)
    assert answer.status_code == 302, answer.context["form"].errors
    assert due(django_capture_on_commit_callbacks) == 1, "without anybody asking for it"
    assert bans("cam-1") == {"influence-only"}
    assert due(django_capture_on_commit_callbacks) == 0, "nothing is answered twice"


def test_a_thing_that_people_put_to_another_site_is_answered_for_that_site(
    surveying, django_capture_on_commit_callbacks
):
    site_of_home(surveying, "ours", owner="self", networks=("10.1.0.0/16",))
    said = SiteFacts(
        organisation=surveying.organisation, ref="theirs", owner="contractor", operator="contractor"
    )
    theirs = add_site(surveying.access, said)
    surveying.apply(surveying.bring({"inventory.csv": CAMERAS}))
    thing = Asset.everything.get(label="cam-1")
    put(surveying.access, thing, thing.version, site=theirs, room=None)
    assert due(django_capture_on_commit_callbacks) == 1, "without anybody asking for it"
    assert bans("cam-1") == {"influence-only"}
    assert due(django_capture_on_commit_callbacks) == 0, "nothing is answered twice"
    surveying.apply(surveying.bring({"inventory.csv": CAMERAS}))
    assert bans("cam-1") == {"influence-only"}, "though the later survey saw it where it was"
    change_site(surveying.access, theirs, theirs.version, replace(said, owner="self", operator="self"))
    assert due(django_capture_on_commit_callbacks) == 1
    assert bans("cam-1") == {"applies"}


def test_a_thing_put_to_a_site_of_another_branch_is_answered_by_what_is_known_of_that(
    surveying, world, django_capture_on_commit_callbacks
):
    home = site_of_home(surveying, "dock", owner="self", networks=("10.1.0.0/16",))
    surveying.apply(surveying.bring({"inventory.csv": CAMERAS}))
    thing = Asset.everything.get(label="cam-1")
    for ref in ("elsewhere", "dock"):
        there = Site(
            organisation=world.foreign, ref=ref, name_en=ref, owner="contractor", operator="contractor"
        )
        there.save()
        Asset.everything.filter(pk=thing.pk).update(site=there)
        Told(asset=thing, field="site", value=ref, grade="strong", source="Ada", at=thing.last_seen).save()
        assert due(django_capture_on_commit_callbacks) == 1
        assert bans("cam-1") == {"influence-only"}, "of two sites called alike none is taken for the other"
        Asset.everything.filter(pk=thing.pk).update(site=home)
        assert due(django_capture_on_commit_callbacks) == 1
        assert bans("cam-1") == {"applies"}


@pytest.mark.parametrize(
    ("language", "said"), [("en", "No finding stands otherwise"), ("fr", "Aucun constat n’a changé")]
)
def test_that_nothing_changed_is_said_in_words(applied, client_of, language, said):
    Again(
        survey=applied, edition="2026.11.26", as_of=TODAY, progress=Progress.DONE, finished=applied.applied
    ).save()
    page = client_of(Role.READER).get("/", headers={"accept-language": language}).content.decode()
    assert said in page


def test_the_pages_of_an_organisation_and_a_site_say_that_findings_are_answered_again(surveying, client_of):
    site = site_of_home(surveying, "dock")
    client = client_of(Role.ANALYST)
    for address in (f"/organisations/{surveying.organisation.pk}/", f"/sites/{site.pk}/edit/"):
        assert "answered again within the hour" in client.get(address).content.decode()
    assert "answered again" not in client.get("/sites/add/").content.decode()
