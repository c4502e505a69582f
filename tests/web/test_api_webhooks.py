"""Do programs keep webhooks as people do: the secret once, nothing unseen, and none of another organisation?"""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from phaseout.web.api.models import KeptAnswer
from phaseout.web.estate.services import add_branch
from phaseout.web.frame.access import Access, Permission, Role
from phaseout.web.frame.models import Event
from phaseout.web.notices.models import Delivery, State, Webhook
from phaseout.web.notices.services.webhooks import add_webhook, change_webhook
from phaseout.web.people.models import Grant
from phaseout.web.people.queries import access_of
from phaseout.web.people.vault import vault
from web.conftest import browser_of
from web.furnishing.notices import HOOKS
from web.programs import Program, secret_of

pytestmark = pytest.mark.django_db
ADDRESS = f"https://{HOOKS}/tickets"


@pytest.fixture(autouse=True)
def _allowed(settings):
    settings.WEBHOOK_HOSTS = frozenset({(HOOKS, None)})


@pytest.fixture
def keeper(world, person_with):
    return person_with(Role.ADMINISTRATOR)


@pytest.fixture
def program(world, keeper):
    return Program(secret_of(keeper, world.home))


@pytest.fixture
def given(world):
    return {
        "organisation": world.home.pk,
        "name": "Tickets",
        "address": ADDRESS,
        "kinds": ["survey.ready", "finding.applies"],
    }


@pytest.fixture
def webhook(world, keeper):
    row, _secret = add_webhook(
        access_of(keeper), world.home, name="Tickets", address=ADDRESS, kinds=["survey.ready"]
    )
    return row


def secret_kept(webhook: Webhook) -> str:
    return vault().decrypt(Webhook.everything.get(pk=webhook.pk).secret.encode()).decode()


def test_a_webhook_is_added_and_its_secret_is_shown_once(program, given, keeper):
    made = program.ask("POST", "/webhooks", given)
    assert made.status_code == 201
    row = Webhook.everything.get()
    assert (row.name, row.address, row.kinds, row.by) == ("Tickets", ADDRESS, given["kinds"], keeper)
    assert made.json()["secret"] == secret_kept(row)
    assert made["Location"] == f"/api/v1/webhooks/{row.pk}"
    read = program.get(made["Location"])
    assert read.json() == {name: value for name, value in made.json().items() if name != "secret"}
    (listed,) = program.ask("GET", "/webhooks").json()["items"]
    assert listed == read.json()
    assert (Event.everything.latest("pk").what, Event.everything.latest("pk").about) == (
        "webhook-added",
        "Tickets",
    )


def test_the_same_asked_again_shows_the_same_secret_which_lies_nowhere_open(program, given):
    first = program.ask("POST", "/webhooks", given, idempotency_key="k1")
    again = program.ask("POST", "/webhooks", given, idempotency_key="k1")
    assert (again.status_code, again.content, again["ETag"]) == (201, first.content, first["ETag"])
    assert Webhook.everything.count() == 1
    kept = KeptAnswer.everything.get()
    assert kept.is_sealed
    assert first.json()["secret"] not in kept.content
    assert program.ask("POST", "/webhooks", {**given, "name": "X"}, idempotency_key="k1").status_code == 422


def test_a_secret_that_was_sealed_by_another_key_is_not_shown_and_nothing_is_done_twice(
    program, given, settings
):
    program.ask("POST", "/webhooks", given, idempotency_key="k1")
    settings.SECRET_KEY = "another key of the server"
    again = program.ask("POST", "/webhooks", given, idempotency_key="k1")
    assert (again.status_code, "whsec_" in again.content.decode()) == (409, False)
    assert Webhook.everything.count() == 1


def test_a_secret_is_not_shown_again_to_a_token_that_may_do_something_else_since(
    program, given, keeper, world, access_with
):
    region = add_branch(access_with(Role.ADMINISTRATOR), world.home, name_en="Region", name_fr="")
    program.ask("POST", "/webhooks", given, idempotency_key="k1")
    Grant.everything.filter(person=keeper).update(organisation=region)
    again = program.ask("POST", "/webhooks", given, idempotency_key="k1")
    assert (again.status_code, "whsec_" in again.content.decode()) == (409, False)
    assert Webhook.everything.count() == 1


def test_an_answer_without_a_secret_is_kept_as_it_is(program, webhook):
    tried = program.ask("POST", f"/webhooks/{webhook.pk}/trial", idempotency_key="k1")
    kept = KeptAnswer.everything.get()
    assert (kept.is_sealed, kept.content) == (False, tried.content.decode())


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"address": "https://elsewhere.example.org/"}, "address"),
        ({"address": f"http://{HOOKS}/"}, "address"),
        ({"address": f"https://@{HOOKS}/"}, "address"),
        ({"address": f"https://{HOOKS}/a\r\nb"}, "address"),
        ({"address": f"https://{HOOKS}/a\x00b"}, "address"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["survey.burnt"]}, "kinds.0"),
        ({"name": " "}, "name"),
        ({"organisation": 0}, "organisation"),
        ({"secret": "mine"}, "secret"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_added(wrong, field, program, given):
    answer = program.ask("POST", "/webhooks", {**given, **wrong})
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field]
    assert not Webhook.everything.exists()


def test_a_webhook_is_changed_as_it_was_seen_and_keeps_what_is_not_named(program, webhook):
    address = f"/webhooks/{webhook.pk}"
    assert program.ask("PATCH", address, {"name": "X"}).status_code == 428
    seen = program.ask("GET", address)["ETag"]
    changed = program.ask("PATCH", address, {"kinds": ["survey.failed"]}, if_match=seen)
    assert (changed.json()["kinds"], changed.json()["name"]) == (["survey.failed"], "Tickets")
    assert program.ask("PATCH", address, {"name": "X"}, if_match=seen).status_code == 412
    webhook.refresh_from_db()
    assert (webhook.kinds, webhook.name, webhook.address) == (["survey.failed"], "Tickets", ADDRESS)
    wrong = program.ask("PATCH", address, {"address": "https://10.0.0.1/"}, if_match=changed["ETag"])
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "address")


def test_another_secret_is_shown_once_and_the_one_before_signs_as_well(program, webhook):
    before, address = secret_kept(webhook), f"/webhooks/{webhook.pk}"
    seen = program.ask("GET", address)["ETag"]
    told = program.ask("POST", f"{address}/secret", if_match=seen, idempotency_key="k1")
    assert told.json()["secret"] == secret_kept(webhook) != before
    assert told.json()["former_until"] is not None
    assert told.json()["secret"] not in KeptAnswer.everything.get().content
    assert program.ask("POST", f"{address}/secret", if_match=seen).status_code == 412
    assert "secret" not in program.ask("GET", address).json()


def test_a_closed_webhook_is_told_nothing_until_it_is_opened_again(program, webhook):
    address = f"/webhooks/{webhook.pk}"
    tried = program.ask("POST", f"{address}/trial")
    assert (tried.status_code, tried.json()["kind"], tried.json()["state"]) == (202, "test", "waiting")
    seen = program.ask("GET", address)
    assert seen.json()["waiting"] == 1
    closed = program.ask("POST", f"{address}/close", if_match=seen["ETag"])
    assert (closed.json()["is_open"], closed.json()["given_up"]) == (False, 1)
    assert Delivery.everything.get().state == State.GIVEN_UP
    assert program.ask("POST", f"{address}/trial").status_code == 409
    assert program.ask("POST", f"{address}/open", if_match=seen["ETag"]).status_code == 412
    opened = program.ask("POST", f"{address}/open", if_match=closed["ETag"])
    assert opened.json()["is_open"] is True
    assert Delivery.everything.count() == 1


def test_trials_do_not_heap_up(program, webhook):
    address = f"/webhooks/{webhook.pk}/trial"
    assert [program.ask("POST", address).status_code for _ in range(3)] == [202, 409, 409]
    assert Delivery.everything.count() == 1


def test_what_was_sent_and_answered_is_listed_the_newest_first(program, webhook):
    for answer in ("500 oh", "204 "):
        Delivery(webhook=webhook, kind="survey.ready", body="{}", made=timezone.now(), answer=answer).save()
    listed = program.ask("GET", f"/webhooks/{webhook.pk}/deliveries?limit=1")
    (first,) = listed.json()["items"]
    assert (first["answer"], first["kind"], first["state"]) == ("204 ", "survey.ready", "waiting")
    (second,) = program.get(listed.json()["next"]).json()["items"]
    assert second["answer"] == "500 oh"
    assert "body" not in first
    newest = Delivery.everything.get(answer="204 ")
    assert first["webhook_id"] == f"msg_{newest.key.hex}"
    assert "key" not in first


def test_who_keeps_no_people_there_meets_no_webhook(world, webhook, given, keeper, person_with):
    others = {
        "of another organisation": (person_with(Role.ADMINISTRATOR, at=world.foreign), world.foreign, ()),
        "of another role": (person_with(Role.ANALYST), world.home, ()),
        "of another permission": (keeper, world.home, (Permission.AUDIT,)),
    }
    address = f"/webhooks/{webhook.pk}"
    for who, (person, at, permissions) in others.items():
        stranger = Program(secret_of(person, at, *permissions))
        asked = [
            stranger.ask("GET", address),
            stranger.ask("PATCH", address, {"name": "X"}, if_match='"1"'),
            stranger.ask("GET", f"{address}/deliveries"),
            *(
                stranger.ask("POST", f"{address}/{one}", if_match='"1"')
                for one in ("secret", "close", "trial")
            ),
        ]
        assert {one.status_code for one in asked} <= {403, 404}, who
        assert stranger.ask("POST", "/webhooks", given).status_code in (403, 422), who
    assert Webhook.everything.get().version == webhook.version
    assert not Delivery.everything.exists()


def test_who_did_what_names_the_host_of_an_address_and_no_secret_of_it(program, given, world, person_with):
    secret = f"https://{HOOKS}/T00/hush-path?token=hush-query"
    added = program.ask("POST", "/webhooks", {**given, "address": secret})
    address = f"/webhooks/{added.json()['id']}"
    moved = {"address": f"https://{HOOKS}/T00/hush-other"}
    changed = program.ask("PATCH", address, moved, if_match=added["ETag"])
    assert changed.json()["address"] == moved["address"]
    renamed = program.ask("PATCH", address, {"name": "Bills"}, if_match=changed["ETag"])
    assert renamed.status_code == 200
    auditor = person_with(Role.AUDITOR)
    told = Program(secret_of(auditor, world.home)).ask("GET", "/events").json()["items"]
    last, middle, first = (one for one in told if one["what"].startswith("webhook-"))
    server = f"https://{HOOKS}"
    assert [one["after"]["address"] for one in (first, middle, last)] == [server] * 3
    assert middle["before"]["address"] == server
    assert middle["after"]["rest_of_address"] == "otherwise"
    assert "rest_of_address" not in {*first["after"], *last["after"]}
    page = browser_of(auditor).get("/audit/").content.decode()
    assert "rest of the address: other than before" in page
    assert "hush" not in page + str(told)


def test_nobody_has_a_program_told_of_what_they_may_not_read(world, given, keeper, webhook):
    blind = Program(secret_of(keeper, world.home, Permission.KEEP_PEOPLE))
    assert blind.ask("GET", "/findings").status_code == 403
    added = blind.ask("POST", "/webhooks", given)
    assert (added.status_code, [one["field"] for one in added.json()["errors"]]) == (422, ["kinds"])
    assert "measures newly apply to assets" in added.json()["errors"][0]["detail"]
    address = f"/webhooks/{webhook.pk}"
    elsewhere = {"address": f"https://{HOOKS}/mine"}
    led_away = blind.ask("PATCH", address, elsewhere, if_match='"1"')
    assert (led_away.status_code, [one["field"] for one in led_away.json()["errors"]]) == (422, ["kinds"])
    assert (Webhook.everything.get().address, blind.ask("GET", address).status_code) == (ADDRESS, 200)
    asker = Access(person=keeper.pk, reach={Permission.KEEP_PEOPLE: frozenset({world.home.pk})})
    told = {"name": "Tickets", "address": ADDRESS, "kinds": ["finding.applies"]}
    with pytest.raises(PermissionDenied):
        add_webhook(asker, world.home, **told)
    with pytest.raises(PermissionDenied):
        change_webhook(asker, webhook, webhook.version, **told)


def test_a_kind_that_is_named_twice_is_kept_once(program, given):
    twice = {**given, "kinds": ["survey.ready", "finding.applies", "survey.ready"]}
    assert program.ask("POST", "/webhooks", twice).json()["kinds"] == ["survey.ready", "finding.applies"]
