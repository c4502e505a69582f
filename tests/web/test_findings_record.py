"""Are answers of surveys kept as findings: once, whole, set by set, and never forgotten?"""

from datetime import date

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from phaseout.web.estate.models import Asset
from phaseout.web.estate.services import add_branch
from phaseout.web.findings import services
from phaseout.web.findings.models import Asked, Cause, Determination, Finding, Step
from phaseout.web.frame.access import Role
from web.furnishing.findings import answer_of, asset_in, recorded


@pytest.fixture
def by(person_with) -> int:
    return person_with(Role.ANALYST).pk


@pytest.fixture
def asset(world) -> Asset:
    return asset_in(world.home, "cam-17")


def causes(finding: Finding) -> list[str]:
    return list(finding.determinations.order_by("pk").values_list("cause", flat=True))


def test_an_answer_becomes_a_finding_with_all_that_was_said(asset, by):
    asked = answer_of("undetermined", act="install", questions=["purpose", "maker", "purpose"])
    install, use = recorded(asset, asked, answer_of(on="2027-12-31", outcome="applies-from"), by=by)
    assert (use.outcome, use.on, use.rank, use.clause) == ("applies-from", date(2027, 12, 31), 2, "new")
    assert (use.since, use.step, use.edition, use.survey) == (date(2026, 11, 27), Step.NEW, "2026.11.26", 1)
    assert set(Asked.everything.values_list("finding", "fact")) == {
        (install.pk, "purpose"),
        (install.pk, "maker"),
    }
    kept = use.determinations.get()
    assert kept.reason["claim"] == "It applies"
    assert kept.checked_through == date(2024, 1, 31)
    assert kept.made_by_id == by


def test_that_a_measure_does_not_apply_is_kept_only_where_it_was_otherwise_before(asset, by):
    assert recorded(asset, answer_of("does-not-apply"), by=by) == []
    (finding,) = recorded(asset, answer_of("applies"), by=by)
    recorded(asset, answer_of("does-not-apply"), survey=2, by=by)
    (finding,) = recorded(asset, answer_of("does-not-apply"), survey=3, by=by)
    assert finding.outcome == "does-not-apply"
    assert causes(finding) == [Cause.FIRST, Cause.EVIDENCE]


def test_a_finding_that_no_longer_appears_stays(asset, by):
    recorded(asset, answer_of("undetermined", questions=["purpose"]), by=by)
    (finding,) = recorded(asset, survey=2, by=by)
    assert finding.outcome == "undetermined"
    assert Asked.everything.filter(finding=finding).exists()


@pytest.mark.parametrize(
    ("survey", "edition", "cause"),
    [
        (2, "2026.11.26", Cause.EVIDENCE),
        (1, "2026.12.01", Cause.REGISTER),
        (1, "2026.11.26", Cause.ANSWERS),
        (2, "2026.12.01", Cause.BOTH),
    ],
)
def test_a_change_says_whether_the_evidence_or_the_register_is_new(asset, by, survey, edition, cause):
    recorded(asset, answer_of("undetermined", questions=["purpose"]), by=by)
    (finding,) = recorded(asset, answer_of("applies"), survey=survey, edition=edition, by=by)
    assert causes(finding) == [Cause.FIRST, cause]
    assert finding.version == 2
    assert not Asked.everything.exists()


def test_an_answer_like_the_one_before_changes_nothing_that_somebody_saw(asset, by):
    recorded(asset, answer_of(), by=by)
    (finding,) = recorded(asset, answer_of(), survey=2, edition="2026.12.01", by=by)
    assert causes(finding) == [Cause.FIRST, Cause.SAME]
    assert (finding.version, finding.survey, finding.edition) == (1, 2, "2026.12.01")


def test_a_new_answer_leaves_what_people_decided(asset, by, access_with):
    (finding,) = recorded(asset, answer_of(), by=by)
    services.propose(access_with(Role.ANALYST), finding, 1, verdict="confirmed", reason="seen")
    (finding,) = recorded(asset, answer_of("excepted", until="2027-01-01"), survey=2, by=by)
    assert (finding.step, finding.outcome, finding.version) == (Step.PROPOSED, "excepted", 3)


def test_of_two_things_that_are_one_asset_the_gravest_answer_counts(asset, by):
    services.record(
        [(asset.pk, [answer_of("undetermined", questions=["maker"])]), (asset.pk, [answer_of("applies")])],
        organisation=asset.organisation_id, edition="e", as_of=date(2026, 11, 27), survey=1, by=by,
    )  # fmt: skip
    assert Finding.everything.get().outcome == "applies"
    assert not Asked.everything.exists()


def test_assets_of_a_branch_are_recorded_and_of_another_organisation_are_not(world, access_with, by):
    branch = add_branch(access_with(Role.ADMINISTRATOR), world.home, name_en="Region", name_fr="")
    here, there = asset_in(branch, "here"), asset_in(world.foreign, "there")
    services.record(
        [(here.pk, [answer_of()]), (there.pk, [answer_of()])],
        organisation=world.home.pk, edition="e", as_of=date(2026, 11, 27), survey=1, by=by,
    )  # fmt: skip
    assert Finding.everything.get().asset == here
    assert Finding.everything.get().organisation == branch


def test_a_survey_taken_back_leaves_findings_as_before_and_all_that_was_written(asset, by):
    recorded(asset, answer_of("undetermined", questions=["purpose"]), by=by)
    recorded(asset, answer_of("applies"), answer_of(act="install"), survey=2, by=by)
    services.take_back(2, [asset.pk], by=by)
    (use,) = Finding.everything.filter(asset=asset)
    assert (use.act, use.outcome, use.survey) == ("use", "undetermined", 1)
    assert causes(use) == [Cause.FIRST, Cause.EVIDENCE, Cause.TAKEN_BACK]
    assert list(Asked.everything.values_list("fact", flat=True)) == ["purpose"]


def test_a_finding_that_people_judged_stays_when_its_survey_is_taken_back(asset, by, access_with):
    (finding,) = recorded(asset, answer_of(), survey=2, by=by)
    services.assess(access_with(Role.ANALYST), finding, 1, reason="seen")
    services.take_back(2, [asset.pk], by=by)
    assert Finding.everything.filter(pk=finding.pk).exists()
    with pytest.raises(ProtectedError):
        asset.delete()


def test_a_later_answer_is_not_taken_back_with_an_earlier_survey(asset, by):
    recorded(asset, answer_of("undetermined", questions=["purpose"]), survey=1, by=by)
    recorded(asset, answer_of("applies"), survey=2, by=by)
    services.take_back(1, [asset.pk], by=by)
    assert Finding.everything.get().outcome == "applies"


def test_nothing_is_kept_where_one_answer_cannot_be(asset, by):
    with pytest.raises(ValueError, match="isoformat"):
        recorded(asset, answer_of(), answer_of(act="install", on="soon"), by=by)
    assert not Finding.everything.exists()
    assert not Determination.everything.exists()


def test_many_assets_take_no_more_statements_than_few(world, by):
    def statements(count: int) -> int:
        new = Asset.everything.bulk_create(
            Asset(organisation=world.home, label=f"a{n}", first_seen=STAMP, last_seen=STAMP)
            for n in range(count)
        )
        answers = [answer_of(act=act) for act in ("use", "install", "procure")]
        with CaptureQueriesContext(connection) as captured:
            services.record(
                [(one.pk, answers) for one in new],
                organisation=world.home.pk, edition="e", as_of=date(2026, 11, 27), survey=1, by=by,
            )  # fmt: skip
        assert Finding.everything.filter(asset__in=[one.pk for one in new]).count() == 3 * count
        return len(captured)

    # One database takes a statement for a few thousand values, the other one for all of them.
    lists = 6 if connection.vendor == "postgresql" else 0
    assert statements(10) <= 27 + lists
    assert statements(900) <= 30 + lists


STAMP = "2026-11-27T12:00:00Z"
