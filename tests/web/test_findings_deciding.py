"""Are proposals decided many at once: each seen before, all of them or none, and nobody's own?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from phaseout.web.findings import services
from phaseout.web.findings.models import Finding, Judgement, Step
from phaseout.web.frame.access import Role
from phaseout.web.frame.models import Event
from phaseout.web.frame.versioned import ChangedMeanwhileError
from phaseout.web.people.queries import access_of
from web.conftest import NOON, browser_of
from web.furnishing.findings import answer_of, asset_in, recorded
from web.programs import Program, secret_of

SOON = NOON.date() + timedelta(days=30)
PAGE = "/findings/decide/"
AGREED = {"agrees": "yes", "reason": "", "save": "1"}


@pytest.fixture
def analyst(person_with):
    return person_with(Role.ANALYST)


@pytest.fixture
def waiting(world, analyst) -> list[Finding]:
    """Return three findings on each of which something was proposed."""
    found = []
    for number in range(3):
        (finding,) = recorded(asset_in(world.home, f"cam-{number}."), answer_of(), by=analyst.pk)
        services.propose(
            access_of(analyst), finding, 1, verdict="exception" if number else "confirmed",
            reason=f"Seen on walk {number}", expires=SOON if number else None,
        )  # fmt: skip
        found.append(now(finding))
    return found


def now(finding: Finding) -> Finding:
    return Finding.everything.get(pk=finding.pk)


def steps(findings) -> list[str]:
    return [now(one).step for one in findings]


def versions_of(findings) -> dict[int, int]:
    return {one.pk: one.version for one in findings}


def picks(findings) -> list[str]:
    return [f"{pk}:{version}" for pk, version in versions_of(findings).items()]


def test_what_others_proposed_is_decided_on_many_findings_each_as_it_was_proposed(waiting, access_with):
    approver = access_with(Role.APPROVER)
    assert services.decide_many(approver, versions_of(waiting), agrees=True, reason="Agreed") == 3
    decided = [now(one) for one in waiting]
    assert [(one.step, one.verdict, one.judged, one.expires) for one in decided] == [
        (Step.DECIDED, "confirmed", "applies", None),
        (Step.DECIDED, "exception", "applies", SOON),
        (Step.DECIDED, "exception", "applies", SOON),
    ]
    judged = Judgement.everything.order_by("pk")
    assert [(one.step, one.decided_by_id, one.decided_at, one.answer) for one in judged] == [
        (Step.DECIDED, approver.person, NOON, "Agreed")
    ] * 3
    assert sorted(Event.everything.filter(what="finding-decided").values_list("by", "about")) == [
        (approver.person, f"cam-{number}.: {waiting[number]}") for number in range(3)
    ]


def test_many_proposals_are_sent_back_with_one_reason(waiting, access_with):
    services.decide_many(access_with(Role.APPROVER), versions_of(waiting), agrees=False, reason="Too dark")
    assert steps(waiting) == [Step.SENT_BACK] * 3
    assert set(Judgement.everything.values_list("answer", flat=True)) == {"Too dark"}
    assert {now(one).verdict for one in waiting} == {""}


def test_where_one_changed_meanwhile_none_is_decided(waiting, access_with, analyst):
    seen = versions_of(waiting)
    recorded(waiting[2].asset, answer_of("excepted"), survey=2, by=analyst.pk)
    with pytest.raises(ChangedMeanwhileError):
        services.decide_many(access_with(Role.APPROVER), seen, agrees=True, reason="")
    assert steps(waiting) == [Step.PROPOSED] * 3
    assert not Judgement.everything.exclude(step=Step.PROPOSED).exists()
    assert not Event.everything.filter(what="finding-decided").exists()


def test_where_one_was_settled_meanwhile_none_is_decided(waiting, access_with):
    approver = access_with(Role.APPROVER)
    services.decide_many(approver, versions_of(waiting[:1]), agrees=False, reason="Too dark")
    with pytest.raises(ChangedMeanwhileError):
        services.decide_many(approver, versions_of(waiting), agrees=True, reason="")
    assert steps(waiting) == [Step.SENT_BACK, Step.PROPOSED, Step.PROPOSED]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_on_some_of_the_same_findings_in_one_moment_one_decides_all_and_the_other_none(
    waiting, access_with
):
    approvers = [access_with(Role.APPROVER), access_with(Role.APPROVER)]
    shares = [versions_of(waiting[:2]), versions_of(reversed(waiting[1:]))]
    together = Barrier(len(approvers))

    def decided(access, share) -> bool:
        together.wait()
        try:
            services.decide_many(access, share, agrees=True, reason="")
        except ChangedMeanwhileError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(approvers)) as threads:
        assert sorted(threads.map(decided, approvers, shares)) == [False, True]
    assert sorted(steps(waiting)) == [Step.DECIDED, Step.DECIDED, Step.PROPOSED]
    assert {now(one).version for one in waiting} == {2, 3}


def test_with_ones_own_proposal_among_them_none_is_decided(world, waiting, person_with):
    both = access_of(person_with(Role.ANALYST, Role.APPROVER))
    (own,) = recorded(asset_in(world.home, "own."), answer_of(), by=both.person)
    services.propose(both, own, 1, verdict="other", reason="mine")
    with pytest.raises(services.OwnProposalError):
        services.decide_many(both, versions_of([*waiting, now(own)]), agrees=True, reason="")
    assert steps([*waiting, own]) == [Step.PROPOSED] * 4


def test_nobody_decides_many_where_they_may_not(world, waiting, access_with):
    for access in (access_with(Role.ANALYST), access_with(Role.APPROVER, at=world.foreign)):
        with pytest.raises(PermissionDenied):
            services.decide_many(access, versions_of(waiting), agrees=True, reason="")
    assert steps(waiting) == [Step.PROPOSED] * 3


def test_each_proposal_is_shown_with_its_evidence_before_it_is_decided(waiting, client_of):
    client = client_of(Role.APPROVER)
    answer = client.post(PAGE, {"pick": picks(waiting)})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "these 3 findings" in page
    for said in ("Seen on walk 2", "an exception is granted", "Person 1", "counts until the end of"):
        assert said in page
    assert page.count("“The order” applies to this act: use.") == 3
    assert page.count('name="pick"') == page.count(" checked") == 3
    assert steps(waiting) == [Step.PROPOSED] * 3
    done = client.post(PAGE, {"pick": picks(waiting), **AGREED}, follow=True)
    assert done.redirect_chain[-1][0] == "/findings/?step=proposed"
    assert "Decided on 3 findings." in done.content.decode()
    assert steps(waiting) == [Step.DECIDED] * 3


def test_what_changed_since_it_was_seen_is_marked_and_decided_only_once_it_is_ticked(
    waiting, client_of, analyst
):
    client, seen = client_of(Role.APPROVER), picks(waiting)
    recorded(waiting[0].asset, answer_of("excepted"), survey=2, by=analyst.pk)
    answer = client.post(PAGE, {"pick": seen, **AGREED})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody changed some of these meanwhile" in page
    assert (page.count('name="pick"'), page.count(" checked>") + page.count(" checked aria")) == (3, 3)
    assert f'value="{waiting[0].pk}:{now(waiting[0]).version}" aria' in page  # and not checked
    assert "the answer was then: applies" in page
    assert steps(waiting) == [Step.PROPOSED] * 3
    seen = [now(one) for one in waiting]
    fresh = client.post(PAGE, {"pick": picks(seen)}).content.decode()
    assert "changed meanwhile" not in fresh
    assert "Decided as proposed it would not count" in fresh
    assert (
        f'value="{seen[0].pk}:{seen[0].version}" aria' in fresh
    )  # of what would not count the box stays empty
    refused = client.post(PAGE, {"pick": picks(seen), **AGREED})
    assert refused.status_code == 400
    assert "it would count for nothing" in refused.content.decode()
    assert steps(waiting) == [Step.PROPOSED] * 3
    client.post(PAGE, {"pick": picks(seen[1:]), **AGREED})
    assert steps(waiting) == [Step.PROPOSED, Step.DECIDED, Step.DECIDED]


def test_what_cannot_be_decided_is_left_out_and_it_is_said_why(world, waiting, person_with):
    both = person_with(Role.ANALYST, Role.APPROVER)
    (own,) = recorded(asset_in(world.home, "own."), answer_of(), by=both.pk)
    (new,) = recorded(asset_in(world.home, "new."), answer_of(), by=both.pk)
    services.propose(access_of(both), own, 1, verdict="other", reason="mine")
    client = browser_of(both)
    given = {"pick": picks([waiting[0], now(own), new])}
    page = client.post(PAGE, given).content.decode()
    ready, left = page.split("What stays as it is, and why", 1)
    assert "cam-0." in ready
    assert "own." not in ready
    assert "You proposed this yourself" in left
    assert "It does not wait for a decision." in left
    client.post(PAGE, {**given, **AGREED})
    assert steps([waiting[0], own, new]) == [Step.DECIDED, Step.PROPOSED, Step.NEW]


def test_who_only_reads_elsewhere_decides_nothing_there(world, waiting, person_with, client_of):
    assert client_of(Role.ANALYST).post(PAGE, {"pick": picks(waiting), **AGREED}).status_code == 403
    abroad = client_of(Role.APPROVER, at=world.foreign).post(PAGE, {"pick": picks(waiting), **AGREED})
    assert abroad.status_code == 400
    assert "cam-0." not in abroad.content.decode()
    assert steps(waiting) == [Step.PROPOSED] * 3


@pytest.mark.parametrize(
    ("entered", "said"),
    [({"agrees": "no"}, "Say what is missing or wrong"), ({"agrees": ""}, "This field is required")],
)
def test_a_decision_on_many_with_something_missing_comes_back(waiting, client_of, entered, said):
    answer = client_of(Role.APPROVER).post(PAGE, {"pick": picks(waiting), **AGREED, **entered})
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert steps(waiting) == [Step.PROPOSED] * 3


def test_with_one_that_would_count_for_too_long_none_is_decided_on_a_page_or_by_a_program(
    waiting, client_of, approver, settings
):
    settings.EXCEPTION_MONTHS = 1
    Judgement.everything.filter(finding=waiting[2]).update(expires=NOON.date() + timedelta(days=31))
    answer = client_of(Role.APPROVER).post(PAGE, {"pick": picks(waiting), **AGREED})
    assert answer.status_code == 400
    assert "this was proposed until later" in answer.content.decode()
    refused = approver.ask("POST", "/judgements/decisions", asked(waiting))
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "agrees")
    assert steps(waiting) == [Step.PROPOSED] * 3
    back = client_of(Role.APPROVER).post(
        PAGE, {"pick": picks(waiting), **AGREED, "agrees": "no", "reason": "r"}
    )
    assert back.status_code == 302


def test_all_that_waits_among_what_a_filter_shows_is_chosen_at_once(
    world, waiting, client_of, analyst, monkeypatch
):
    recorded(asset_in(world.home, "cam-9."), answer_of(), by=analyst.pk)
    client, given = client_of(Role.APPROVER), {"every": "1", "filter": "text=cam"}
    page = client.post(PAGE, given).content.decode()
    assert page.count('name="pick"') == 3
    assert "cam-9." not in page
    assert client.post(PAGE, {**given, "filter": "outcome=never"}).status_code == 400
    monkeypatch.setattr("phaseout.web.findings.deciding.MOST", 2)
    answer = client.post(PAGE, given)
    assert answer.status_code == 400
    assert "Narrow the filter" in answer.content.decode()


def test_the_preview_asks_the_database_as_often_for_many_as_for_few(waiting, client_of, count_queries):
    client = client_of(Role.APPROVER)
    chosen = [f"{PAGE}?" + "&".join(f"pick={one}" for one in picks(waiting[:number])) for number in (1, 3)]
    few, many = (count_queries(client, address) for address in chosen)
    assert few == many


def asked(findings, **more) -> dict[str, object]:
    seen = [{"id": pk, "version": version} for pk, version in versions_of(findings).items()]
    return {"agrees": True, "findings": seen, **more}


@pytest.fixture
def approver(world, person_with) -> Program:
    return Program(secret_of(person_with(Role.APPROVER), world.home))


def test_a_program_decides_many_at_once(waiting, approver):
    answer = approver.ask("POST", "/judgements/decisions", asked(waiting))
    assert (answer.status_code, answer.json()) == (200, {"findings": 3})
    assert steps(waiting) == [Step.DECIDED] * 3


def test_a_program_is_told_which_of_many_cannot_be_decided(world, waiting, approver, analyst):
    (new,) = recorded(asset_in(world.home, "new."), answer_of(), by=analyst.pk)
    (abroad,) = recorded(asset_in(world.foreign, "abroad."), answer_of(), by=analyst.pk)
    refused = approver.ask("POST", "/judgements/decisions", asked([waiting[0], new, abroad]))
    assert refused.status_code == 409
    assert [(one["field"], one["detail"]) for one in refused.json()["errors"]] == [
        ("findings.1", "It does not wait for a decision."),
        ("findings.2", "No such row is within your reach."),
    ]
    given = asked(waiting)
    recorded(waiting[1].asset, answer_of("excepted"), survey=2, by=analyst.pk)
    late = approver.ask("POST", "/judgements/decisions", given)
    assert late.status_code == 412
    assert [one["field"] for one in late.json()["errors"]] == ["findings.1"]
    assert steps(waiting) == [Step.PROPOSED] * 3


def test_a_program_says_why_it_sends_back_and_names_no_more_than_may_be_decided_at_once(waiting, approver):
    silent = approver.ask("POST", "/judgements/decisions", asked(waiting, agrees=False))
    assert silent.status_code == 422
    assert silent.json()["errors"][0]["field"] == "reason"
    many = [{"id": number, "version": 1} for number in range(1, 502)]
    assert (
        approver.ask("POST", "/judgements/decisions", {"agrees": True, "findings": many}).status_code == 422
    )
    assert steps(waiting) == [Step.PROPOSED] * 3
