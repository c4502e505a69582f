"""Is a judgement made by two people, step by step, and can nobody decide on what they did not see?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from phaseout.web.findings import files, services
from phaseout.web.findings.expiry import last_day
from phaseout.web.findings.models import Attachment, Finding, Judgement, Step
from phaseout.web.findings.queries import ToDecide, to_decide, waiting_on
from phaseout.web.frame.access import Role
from phaseout.web.frame.versioned import ChangedMeanwhileError
from phaseout.web.people.models import Grant, Person
from phaseout.web.people.queries import access_of
from web.conftest import NOON
from web.furnishing.findings import answer_of, asset_in, recorded

TODAY = NOON.date()
SOON = TODAY + timedelta(days=30)
PROPOSED = {"verdict": "confirmed", "reason": "The plate says so", "version": "1"}


@pytest.fixture
def finding(world, person_with) -> Finding:
    return recorded(asset_in(world.home, "cam-17"), answer_of(), by=person_with(Role.ANALYST).pk)[0]


def now(finding: Finding) -> Finding:
    return Finding.everything.get(pk=finding.pk)


def proposed(access, finding, **more) -> Judgement:
    given = {"verdict": "confirmed", "reason": "seen", **more}
    return services.propose(access, finding, now(finding).version, **given)


def test_a_judgement_is_proposed_by_one_and_decided_by_another(finding, access_with):
    analyst, approver = access_with(Role.ANALYST), access_with(Role.APPROVER)
    services.assess(analyst, finding, 1, reason="The plate is legible")
    assert now(finding).step == Step.ASSESSED
    proposal = proposed(analyst, finding, verdict="exception", expires=SOON)
    assert now(finding).step == Step.PROPOSED
    assert now(finding).verdict == ""
    services.decide(approver, proposal, 3, agrees=True, reason="")
    decided = now(finding)
    assert (decided.step, decided.verdict, decided.expires, decided.counts) == (
        Step.DECIDED, "exception", SOON, True,
    )  # fmt: skip
    steps = Judgement.everything.filter(finding=finding).order_by("pk")
    assert [(one.step, one.proposed_by_id, one.decided_by_id) for one in steps] == [
        (Step.ASSESSED, analyst.person, None),
        (Step.DECIDED, analyst.person, approver.person),
    ]


def test_nobody_decides_their_own_proposal_even_with_both_roles(finding, person_with):
    both = access_of(person_with(Role.ANALYST, Role.APPROVER))
    proposal = proposed(both, finding)
    with pytest.raises(services.OwnProposalError):
        services.decide(both, proposal, 2, agrees=True, reason="I am right")
    assert now(finding).step == Step.PROPOSED


def test_the_page_offers_no_decision_on_ones_own_proposal_and_refuses_one(finding, client_of):
    client = client_of(Role.ANALYST, Role.APPROVER)
    client.post(f"/findings/{finding.pk}/propose/", PROPOSED)
    page = client.get(f"/findings/{finding.pk}/").content.decode()
    assert "somebody else has to decide it" in page
    assert "Save the decision" not in page
    proposal = Judgement.everything.get()
    answer = client.post(f"/judgements/{proposal.pk}/decide/", {"agrees": "yes", "version": "2"})
    assert answer.status_code == 403
    assert now(finding).step == Step.PROPOSED


@pytest.mark.parametrize(
    "role", [Role.READER, Role.AUDITOR, Role.TECHNICIAN, Role.ADMINISTRATOR, Role.APPROVER]
)
def test_who_may_not_assess_proposes_nothing(finding, access_with, role):
    with pytest.raises(PermissionDenied):
        proposed(access_with(role), finding)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.APPROVER])
def test_who_may_not_decide_decides_nothing(finding, access_with, role):
    proposal = proposed(access_with(Role.ANALYST), finding)
    with pytest.raises(PermissionDenied):
        services.decide(access_with(role), proposal, 2, agrees=True, reason="")


def test_an_approver_of_another_branch_decides_nothing_here(world, finding, access_with):
    proposal = proposed(access_with(Role.ANALYST), finding)
    with pytest.raises(PermissionDenied):
        services.decide(access_with(Role.APPROVER, at=world.foreign), proposal, 2, agrees=True, reason="")


def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(finding, access_with, client_of):
    proposal = proposed(access_with(Role.ANALYST), finding)
    first, second = client_of(Role.APPROVER), client_of(Role.APPROVER)
    address, entered = f"/judgements/{proposal.pk}/decide/", {"version": "2"}
    assert first.post(address, {**entered, "agrees": "yes"}).status_code == 302
    answer = second.post(address, {**entered, "agrees": "no", "reason": "My long reason"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "nothing of yours was saved" in page
    assert "My long reason" in page
    assert now(finding).step == Step.DECIDED


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_in_the_same_moment_one_alone_wins(finding, access_with):
    proposal = proposed(access_with(Role.ANALYST), finding)
    approvers = [access_with(Role.APPROVER), access_with(Role.APPROVER)]
    together = Barrier(len(approvers))

    def decided(access) -> bool:
        mine = Judgement.everything.select_related("finding").get(pk=proposal.pk)
        together.wait()
        try:
            services.decide(access, mine, 2, agrees=True, reason="")
        except ChangedMeanwhileError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(approvers)) as threads:
        assert sorted(threads.map(decided, approvers)) == [False, True]
    assert now(finding).version == 3


def test_a_decision_on_what_changed_meanwhile_is_refused(finding, access_with):
    proposal = proposed(access_with(Role.ANALYST), finding)
    recorded(finding.asset, answer_of("excepted"), survey=2, by=proposal.proposed_by_id)
    with pytest.raises(ChangedMeanwhileError):
        services.decide(access_with(Role.APPROVER), proposal, 2, agrees=True, reason="")
    assert Judgement.everything.get().step == Step.PROPOSED


def test_a_second_proposal_cannot_wait_beside_the_first(finding, access_with):
    proposal = proposed(access_with(Role.ANALYST), finding)
    with pytest.raises(ChangedMeanwhileError):
        services.propose(access_with(Role.ANALYST), finding, 2, verdict="other", reason="too")
    with pytest.raises(IntegrityError), transaction.atomic():
        Judgement(
            organisation=proposal.organisation, finding=finding, step=Step.PROPOSED, reason="r",
            outcome="applies", proposed_by_id=proposal.proposed_by_id,
        ).save()  # fmt: skip


def test_what_is_sent_back_waits_on_who_proposed_it_and_on_nobody_else(finding, access_with):
    analyst, other, approver = (access_with(role) for role in (Role.ANALYST, Role.ANALYST, Role.APPROVER))
    proposal = proposed(analyst, finding)
    assert waiting_on(approver, Finding.objects.visible_to(approver)).count() == 1
    assert waiting_on(analyst, Finding.objects.visible_to(analyst)).count() == 0
    services.decide(approver, proposal, 2, agrees=False, reason="The plate is not legible")
    assert now(finding).step == Step.SENT_BACK
    assert waiting_on(analyst, Finding.objects.visible_to(analyst)).count() == 1
    assert waiting_on(other, Finding.objects.visible_to(other)).count() == 0
    assert waiting_on(approver, Finding.objects.visible_to(approver)).count() == 0
    proposed(analyst, finding)
    assert now(finding).step == Step.PROPOSED


def test_what_waits_is_counted_as_it_is_listed_whoever_looks(world, person_with, access_with):
    by, analyst = person_with(Role.ANALYST).pk, access_with(Role.ANALYST)
    approver, reader = access_with(Role.APPROVER), access_with(Role.READER)
    both = person_with(Role.ANALYST)
    Grant(person=both, organisation=world.home, role=Role.APPROVER).save()
    somebody = access_of(both)
    names = ("waits", "another waits", "mine", "sent back", "withdrawn", "decided", "untouched")
    at = {name: recorded(asset_in(world.home, name), answer_of(), by=by)[0] for name in names}
    proposals = {name: proposed(analyst, at[name]) for name in names if name not in ("mine", "untouched")}
    proposed(somebody, at["mine"])
    services.decide(approver, proposals["sent back"], 2, agrees=False, reason="r")
    services.decide(approver, proposals["decided"], 2, agrees=True, reason="")
    services.withdraw(analyst, proposals["withdrawn"], 2, reason="r")
    services.assess(analyst, now(at["waits"]), 2, reason="The plate is legible")
    for who, on_me in ((analyst, 1), (approver, 3), (reader, 0), (somebody, 2)):
        assert to_decide(who) == ToDecide(proposals=3, on_me=on_me)
        seen = Finding.objects.visible_to(who)
        assert (seen.filter(step=Step.PROPOSED).count(), waiting_on(who, seen).count()) == (3, on_me)


def test_who_proposed_it_may_withdraw_it_and_nobody_else(finding, access_with):
    analyst = access_with(Role.ANALYST)
    proposal = proposed(analyst, finding)
    with pytest.raises(PermissionDenied):
        services.withdraw(access_with(Role.ANALYST), proposal, 2, reason="not mine")
    services.withdraw(analyst, proposal, 2, reason="I was wrong")
    assert now(finding).step == Step.WITHDRAWN


def test_what_was_decided_still_counts_while_another_proposal_waits_and_when_it_is_withdrawn(
    finding, access_with
):
    analyst, approver = access_with(Role.ANALYST), access_with(Role.APPROVER)
    services.decide(approver, proposed(analyst, finding), 2, agrees=True, reason="")
    proposal = proposed(analyst, finding, verdict="other")
    assert now(finding).counts
    waiting = Judgement.everything.select_related("finding").get(pk=proposal.pk)
    services.withdraw(analyst, waiting, now(finding).version, reason="no")
    assert (now(finding).step, now(finding).verdict) == (Step.DECIDED, "confirmed")


def test_an_expired_judgement_counts_no_more_and_says_so(finding, access_with, client_of):
    analyst, approver = access_with(Role.ANALYST), access_with(Role.APPROVER)
    proposal = proposed(analyst, finding, verdict="exception", expires=TODAY)
    services.decide(approver, proposal, 2, agrees=True, reason="")
    assert now(finding).counts
    assert now(finding).review == "excepted"
    Finding.everything.filter(pk=finding.pk).update(expires=TODAY - timedelta(days=1))
    assert not now(finding).counts
    assert now(finding).review == "expired"
    client = client_of(Role.READER)
    assert "counts no more" in client.get(f"/findings/{finding.pk}/").content.decode()
    assert "cam-17" in client.get("/findings/?step=expired").content.decode()


def test_that_the_answer_changed_since_it_was_judged_is_said(finding, access_with, client_of):
    services.decide(
        access_with(Role.APPROVER), proposed(access_with(Role.ANALYST), finding), 2, agrees=True, reason=""
    )
    recorded(
        finding.asset, answer_of("undetermined", questions=["maker"]), survey=2, by=Person.objects.first().pk
    )
    page = client_of(Role.READER).get(f"/findings/{finding.pk}/").content.decode()
    assert "has changed since this was judged" in page
    assert "changed because the evidence changed" in page


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"verdict": "exception"}, "Say until when"),
        ({"verdict": "restricted-use"}, "Say until when"),
        ({"verdict": "exception", "expires": TODAY.isoformat()}, "has to be one to come"),
        ({"verdict": "exception", "expires": "9999-12-31"}, "counts until 2028-11-27 at most"),
        ({"verdict": "restricted-use", "expires": "2028-11-28"}, "counts until 2028-11-27 at most"),
        ({"reason": ""}, "Reason"),
        ({"verdict": "ignore"}, "Judgement"),
        ({"version": ""}, "version"),
    ],
)
def test_a_proposal_with_something_missing_comes_back_with_what_was_entered(
    finding, client_of, entered, said
):
    client = client_of(Role.ANALYST)
    answer = client.post(f"/findings/{finding.pk}/propose/", {**PROPOSED, **entered})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert said in page
    assert not Judgement.everything.exists()


def test_the_last_day_of_an_exception_is_so_many_months_away_as_the_server_says(finding, client_of, settings):
    settings.EXCEPTION_MONTHS = 3
    client, address = client_of(Role.ANALYST), f"/findings/{finding.pk}/propose/"
    page = client.post(
        address, {**PROPOSED, "verdict": "exception", "expires": "2027-02-28"}
    ).content.decode()
    assert "at most 3 months from today" in page
    assert "counts until 2027-02-27 at most" in page
    taken = client.post(address, {**PROPOSED, "verdict": "exception", "expires": "2027-02-27"})
    assert taken.status_code == 302


def test_what_was_proposed_beyond_the_limit_is_sent_back_and_never_decided(finding, access_with, client_of):
    late = NOON.date().replace(year=2029)
    proposal = proposed(access_with(Role.ANALYST), finding, verdict="exception", expires=late)
    with pytest.raises(services.BeyondLimitError):
        services.decide(access_with(Role.APPROVER), proposal, 2, agrees=True, reason="")
    client, address = client_of(Role.APPROVER), f"/judgements/{proposal.pk}/decide/"
    answer = client.post(address, {"agrees": "yes", "version": "2"})
    assert answer.status_code == 400
    assert "counts until 2028-11-27 at most, and this was proposed until later" in answer.content.decode()
    assert now(finding).step == Step.PROPOSED
    assert client.post(address, {"agrees": "no", "reason": "Too long", "version": "2"}).status_code == 302
    assert now(finding).step == Step.SENT_BACK


def test_a_proposal_on_another_answer_is_sent_back_and_never_decided(finding, access_with, client_of):
    analyst = access_with(Role.ANALYST)
    proposal = proposed(analyst, finding)
    recorded(finding.asset, answer_of("excepted"), survey=2, by=analyst.person)
    seen, proposal = now(finding), Judgement.everything.get(pk=proposal.pk)
    with pytest.raises(services.OutdatedError):
        services.decide(access_with(Role.APPROVER), proposal, seen.version, agrees=True, reason="")
    client, address = client_of(Role.APPROVER), f"/judgements/{proposal.pk}/decide/"
    assert (
        "When this was proposed the answer was: applies"
        in client.get(f"/findings/{seen.pk}/").content.decode()
    )
    answer = client.post(address, {"agrees": "yes", "version": seen.version})
    assert answer.status_code == 400
    assert "it would count for nothing" in answer.content.decode()
    sent = client.post(address, {"agrees": "no", "reason": "Ask anew", "version": seen.version})
    assert sent.status_code == 302
    assert now(finding).step == Step.SENT_BACK


@pytest.mark.parametrize(
    ("months", "decided", "last"),
    [(24, "2024-02-29", "2026-02-28"), (1, "2026-12-31", "2027-01-31"), (3, "2026-11-30", "2027-02-28"),
     (12, "2026-12-01", "2027-12-01")],
)  # fmt: skip
def test_months_end_with_the_last_day_there_is(settings, months, decided, last):
    settings.EXCEPTION_MONTHS = months
    assert last_day(date.fromisoformat(decided)).isoformat() == last


def test_a_judgement_that_lets_nobody_off_may_count_for_as_long_as_one_likes(finding, client_of):
    given = {**PROPOSED, "expires": "2199-12-31"}
    assert client_of(Role.ANALYST).post(f"/findings/{finding.pk}/propose/", given).status_code == 302


def test_sending_back_needs_a_reason(finding, access_with, client_of):
    proposal = proposed(access_with(Role.ANALYST), finding)
    client = client_of(Role.APPROVER)
    answer = client.post(f"/judgements/{proposal.pk}/decide/", {"agrees": "no", "version": "2"})
    assert answer.status_code == 400
    assert "Say what is missing or wrong" in answer.content.decode()


def test_a_judgement_on_many_is_shown_before_it_is_proposed(world, person_with, client_of):
    by = person_with(Role.ANALYST).pk
    findings = [recorded(asset_in(world.home, f"cam-{n}"), answer_of(), by=by)[0] for n in range(3)]
    client = client_of(Role.ANALYST)
    picks = [f"{one.pk}:{one.version}" for one in findings]
    page = client.post("/findings/propose/", {"pick": picks})
    assert page.status_code == 200
    assert "these 3 findings" in page.content.decode()
    assert not Judgement.everything.exists()
    endless = {"pick": picks, "verdict": "exception", "reason": "r", "expires": "9999-12-31"}
    refused = client.post("/findings/propose/", endless)
    assert refused.status_code == 400
    assert "counts until 2028-11-27 at most" in refused.content.decode()
    recorded(findings[2].asset, answer_of("excepted"), survey=2, by=by)
    entered = {"pick": picks, "verdict": "confirmed", "reason": "Seen on the walk"}
    page = client.post("/findings/propose/", entered, follow=True).content.decode()
    assert "Proposed on 2 findings." in page
    assert "1 finding changed meanwhile" in page
    assert [now(one).step for one in findings] == [Step.PROPOSED, Step.PROPOSED, Step.NEW]


@pytest.mark.parametrize("picks", [[], ["x"], ["1:y"], ["999999:1"], ["1 OR 1=1"]])
def test_a_choice_of_nothing_or_of_nonsense_is_said(finding, client_of, picks):
    answer = client_of(Role.ANALYST).post(
        "/findings/propose/", {"pick": picks, "verdict": "other", "reason": "r"}
    )
    assert answer.status_code == 400
    assert "No finding was chosen" in answer.content.decode()


def test_nobody_proposes_on_findings_of_a_branch_where_they_only_read(world, finding, person_with, client_of):
    client = client_of(Role.READER)
    assert client.post("/findings/propose/", {"pick": [f"{finding.pk}:1"]}).status_code == 403
    access = access_of(person_with(Role.ANALYST, at=world.foreign))
    assert services.propose_many(access, {finding.pk: 1}, verdict="other", reason="r", expires=None) == 0


PDF = b"%PDF-1.7 plan"


def attached(client, finding, name: str, content: bytes):
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return client.post(f"/findings/{finding.pk}/propose/", {**PROPOSED, "file": file})


def test_a_file_is_kept_under_a_name_of_ours_and_only_handed_out(finding, client_of, settings):
    client = client_of(Role.ANALYST)
    assert attached(client, finding, "../../etc/plan\r\nX.pdf", PDF).status_code == 302
    kept = Attachment.everything.get()
    assert kept.stored.startswith("attachments/")
    assert "plan" not in kept.stored
    assert ".." not in kept.name
    answer = client.get(f"/attachments/{kept.pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.pdf", b"<html><script>alert(1)</script>\x00"),
        ("plan.svg", b"\xef\xbb\xbf<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("run.png", b"MZ\x90\x00"),
        ("bidi.txt", "safe\N{RIGHT-TO-LEFT OVERRIDE}txt".encode()),
        ("empty.pdf", b""),
        ("large.pdf", PDF + b" " * 10 * 1024 * 1024),
    ],
)
def test_a_file_that_is_no_paper_photograph_or_text_is_refused(finding, client_of, name, content):
    answer = attached(client_of(Role.ANALYST), finding, name, content)
    assert answer.status_code == 400
    assert not Attachment.everything.exists()
    assert "The plate says so" in answer.content.decode()


def test_a_file_of_another_organisation_is_not_there(world, finding, client_of):
    attached(client_of(Role.ANALYST), finding, "plan.pdf", PDF)
    kept = Attachment.everything.get()
    assert client_of(Role.ANALYST, at=world.foreign).get(f"/attachments/{kept.pk}/").status_code == 404


def test_a_picture_for_a_finding_that_is_another_meanwhile_is_not_unpacked(finding, client_of, monkeypatch):
    client, unpacked = client_of(Role.ANALYST), []
    monkeypatch.setattr(files, "_without_traces", unpacked.append)
    type(finding).everything.filter(pk=finding.pk).update(version=7)
    assert attached(client, finding, "site.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40).status_code == 409
    assert unpacked == []
