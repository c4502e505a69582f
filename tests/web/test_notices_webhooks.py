"""Are other programs told of what happens, signed, again where they do not answer, and never where they must not be?"""

import base64
import hashlib
import hmac
import json
import socket
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from phaseout.domain.problem import UsageError
from phaseout.web.deployment import webhook_hosts
from phaseout.web.estate.services import add_branch
from phaseout.web.findings.models import Finding
from phaseout.web.findings.services import decide, propose
from phaseout.web.frame.access import Role
from phaseout.web.frame.announcing.services import announced
from phaseout.web.frame.models import Announcement
from phaseout.web.notices import reaching
from phaseout.web.notices.models import Delivery, State, Webhook
from phaseout.web.notices.services import deliveries
from phaseout.web.notices.services.deliveries import hand_on, send_due
from phaseout.web.notices.services.webhooks import TrialWaitsError, add_webhook, change_secret, try_out
from web.conftest import show_again
from web.examples import SECRET, furnish
from web.receiver import NAME, dripping, receiving

ALL_KINDS = ["finding.proposed", "finding.decided", "survey.applied"]


@pytest.fixture(scope="module")
def answering(tmp_path_factory):
    with receiving(tmp_path_factory.mktemp("receiver")) as running:
        yield running


@pytest.fixture
def receiver(answering, settings, monkeypatch):
    there, certificate = answering
    there.came.clear()
    there.answers[:] = [204]
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.WEBHOOK_HOSTS = webhook_hosts({"PHASEOUT_WEBHOOKS": f"127.0.0.1:{there.port}"})
    return there


@pytest.fixture
def administrator(access_with):
    return access_with(Role.ADMINISTRATOR)


@pytest.fixture
def hooked(world, administrator, receiver):
    """Return a webhook to the receiver and its secret."""
    return add_webhook(administrator, world.home, name="Tickets", address=receiver.address, kinds=ALL_KINDS)


def two_waiting(world) -> list[Delivery]:
    """Return two deliveries that wait to be sent."""
    for number in (1, 2):
        announced(world.home.pk, "survey.applied", survey=number)
    hand_on()
    return list(Delivery.everything.order_by("pk"))


def is_signed_by(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """Whether one of the signatures is right, as the standard describes it."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    told = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    right = base64.b64encode(hmac.new(key, told, hashlib.sha256).digest()).decode()
    return f"v1,{right}" in headers["webhook-signature"].split(" ")


def test_what_happens_is_told_once_signed_and_names_rows_alone(world, hooked, receiver, access_with):
    webhook, secret = hooked
    finding = furnish(world.home).other_finding
    announced_before = Announcement.everything.count()
    analyst, approver = access_with(Role.ANALYST), access_with(Role.APPROVER)
    finding = Finding.everything.get(pk=finding.pk)
    proposal = propose(analyst, finding, finding.version, verdict="confirmed", reason=SECRET)
    finding.refresh_from_db()
    proposal.finding = finding
    decide(approver, proposal, finding.version, agrees=True, reason="yes")
    assert Announcement.everything.count() == announced_before + 2
    while hand_on():
        pass
    Delivery.everything.filter(webhook=webhook).exclude(kind__startswith="finding.").delete()
    sent = send_due()
    told = [json.loads(body) for _, body in receiver.came if str(finding.pk) in body.decode()]
    assert [one["type"] for one in told[-2:]] == ["finding.proposed", "finding.decided"]
    assert told[-1]["data"] == {
        "organisation": world.home.pk, "number": 1, "findings": [finding.pk], "verdict": "confirmed",
    }  # fmt: skip
    assert told[-1]["timestamp"] == "2026-11-27T12:00:00.000Z"
    assert all(is_signed_by(secret, headers, body) for headers, body in receiver.came)
    assert not any(SECRET.encode() in body for _, body in receiver.came)
    assert (sent, send_due()) == (len(receiver.came), 0)
    headers, _ = receiver.came[-1]
    assert headers["webhook-timestamp"] == str(int(timezone.now().timestamp()))
    assert headers["content-type"] == "application/json"


def test_what_is_taken_back_is_not_told(world, hooked):
    with transaction.atomic():
        announced(world.home.pk, "survey.applied", survey=1)
        transaction.set_rollback(True)
    assert hand_on() == 0


def test_only_what_a_webhook_asks_for_in_its_branch_is_told(world, hooked, administrator):
    branch = add_branch(administrator, world.home, name_en="Region", name_fr="Région")
    announced(branch.pk, "survey.applied", survey=1)
    announced(world.home.pk, "survey.undone", survey=1)
    announced(world.foreign.pk, "survey.applied", survey=2)
    assert hand_on() == 3
    assert [json.loads(one.body)["data"] for one in Delivery.everything.order_by("pk")] == [
        {"organisation": branch.pk, "survey": 1}
    ]
    assert hand_on() == 0


def test_who_does_not_take_it_is_asked_again_ever_more_rarely_and_then_given_up(
    hooked, receiver, noon, administrator
):
    receiver.answers[:] = [500]
    webhook, _ = hooked
    one = try_out(administrator, webhook)
    waits = []
    while True:
        assert send_due() == 1
        one.refresh_from_db()
        if one.state != State.WAITING:
            break
        waits.append(one.next_try - timezone.now())
        assert send_due() == 0
        noon.shift(waits[-1])
    assert waits[:5] == [timedelta(seconds=s) for s in (30, 120, 480, 1920, 7680)]
    assert max(waits) == timedelta(hours=6)
    assert one.state == State.GIVEN_UP
    assert timedelta(days=3) <= timezone.now() - one.made < timedelta(days=3, hours=6)
    assert one.answer == r"500 said: \x1b[31m<b>no</b>"
    assert len({headers["webhook-id"] for headers, _ in receiver.came}) == 1
    assert len(receiver.came) == one.tries


def test_an_error_then_an_answer_is_taken_and_a_redirection_is_not_followed(
    hooked, receiver, noon, administrator
):
    receiver.answers[:] = [503, 307, 204]
    one = try_out(administrator, hooked[0])
    said = []
    for _ in range(3):
        send_due()
        one.refresh_from_db()
        said.append((one.answer[:3], one.state))
        noon.shift(timedelta(minutes=10))
    assert said == [("503", State.WAITING), ("307", State.WAITING), ("204", State.DELIVERED)]
    assert len(receiver.came) == 3


def test_who_answers_too_slowly_is_cut_off_and_holds_up_nobody_else(hooked, receiver, monkeypatch, world):
    monkeypatch.setattr(reaching, "SECONDS", 0.2)
    receiver.may_answer.clear()
    first, second = two_waiting(world)
    assert send_due() == 1  # the second is left alone once the first was not taken
    receiver.may_answer.set()
    tries = {one.pk: (one.tries, one.state) for one in Delivery.everything.all()}
    assert sorted(tries.values()) == [(0, State.WAITING), (1, State.WAITING)]
    assert {first.pk, second.pk} == set(tries)


def test_who_does_not_answer_holds_up_no_other_however_much_waits_for_it(
    world, hooked, receiver, administrator
):
    dead, _ = add_webhook(administrator, world.home, name="Dead", address=receiver.address, kinds=ALL_KINDS)
    Webhook.everything.filter(pk=dead.pk).update(address="https://127.0.0.1:1/")
    for number in range(deliveries.AT_ONCE + 5):
        announced(world.home.pk, "survey.applied", survey=number)
    while hand_on():
        pass
    while send_due() > 0:
        pass
    states = Delivery.everything.values_list("webhook__name", "state", "tries")
    assert states.filter(webhook=hooked[0], state=State.DELIVERED).count() == deliveries.AT_ONCE + 5
    assert [tries for _, _, tries in states.filter(webhook=dead).order_by("-tries")[:2]] == [1, 0]


def test_another_trial_waits_until_the_one_before_was_answered_or_is_tried_again_much_later(
    hooked, receiver, administrator, noon
):
    webhook, _ = hooked
    receiver.answers[:] = [500]
    first = try_out(administrator, webhook)
    for _try in range(2):
        with pytest.raises(TrialWaitsError):
            try_out(administrator, webhook)
        assert send_due() == 1
        noon.shift(timedelta(seconds=30))
    noon.shift(timedelta(minutes=2))
    assert send_due() == 1  # and is tried again after eight minutes
    second = try_out(administrator, webhook)
    receiver.answers[:] = [204]
    assert send_due() == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.GIVEN_UP, State.DELIVERED)
    assert try_out(administrator, webhook).state == State.WAITING


def test_who_is_gone_is_told_no_more(hooked, receiver, world):
    receiver.answers[:] = [410]
    one, _other = two_waiting(world)
    send_due()
    one.refresh_from_db()
    assert one.answer.startswith("410 said")
    webhook = Webhook.everything.get()
    assert (webhook.is_open, webhook.why_closed) == (False, "gone")
    announced(world.home.pk, "survey.applied", survey=1)
    hand_on()
    assert [one.state for one in Delivery.everything.all()] == [State.GIVEN_UP] * 2


def test_what_a_process_died_over_is_sent_by_another_with_the_same_id(
    hooked, receiver, administrator, monkeypatch, noon
):
    class KilledError(BaseException):
        pass

    def die(*_given: object) -> None:
        raise KilledError

    one = try_out(administrator, hooked[0])
    with monkeypatch.context() as patched:
        patched.setattr(deliveries, "post", die)  # nothing is caught or written, as when it is killed
        with pytest.raises(KilledError):
            send_due()
    assert send_due() == 0  # somebody may still be at it
    noon.shift(deliveries.CLAIMED)
    assert send_due() == 1
    assert receiver.came[0][0]["webhook-id"] == f"msg_{one.key.hex}"
    assert Delivery.everything.get().state == State.DELIVERED


def test_a_changed_secret_signs_beside_the_one_before_for_a_day(hooked, receiver, administrator, noon):
    webhook, former = hooked
    secret = change_secret(administrator, webhook)
    webhook.refresh_from_db()
    assert secret not in webhook.secret
    try_out(administrator, webhook)
    send_due()
    noon.shift(timedelta(hours=24))
    try_out(administrator, webhook)
    send_due()
    (both, first), (alone, second) = receiver.came
    assert is_signed_by(secret, both, first)
    assert is_signed_by(former, both, first)
    assert is_signed_by(secret, alone, second)
    assert not is_signed_by(former, alone, second)


LISTED = {"PHASEOUT_WEBHOOKS": "hooks.example.org, 10.0.0.5:8443,metadata.internal"}


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.example.org/", "https://other.example.org/", "https://hooks.example.org:8443/",
        "https://hooks.example.org@evil.example/", "https://user:x@hooks.example.org/", "https://10.0.0.5/",
        "https://hooks.example.org.evil.example/", "ftp://hooks.example.org/", "https:///", "https://[::1/",
        "https://hооks.example.org/", "//hooks.example.org/", "https://hooks.example.org:99999/",
    ],
)  # fmt: skip
def test_an_address_beyond_the_list_is_refused(settings, address):
    settings.WEBHOOK_HOSTS = webhook_hosts(LISTED)
    with pytest.raises(reaching.NotAllowedError):
        reaching.place_of(address)
    settings.WEBHOOK_HOSTS = webhook_hosts({})
    with pytest.raises(reaching.NotAllowedError):
        reaching.place_of("https://hooks.example.org/")


@pytest.mark.parametrize(
    "address",
    [
        "https://@hooks.example.org/", "https://:@hooks.example.org/", "https://hooks.example.org:0/",
        "https://hooks.example.org:/", "https://hooks.example.org:٤٤٣/", "https://hooks.example.org:0443/",
        "https://hooks.example.org\\/", "https://hooks.example.org\\@10.0.0.5/", "https://hooks.example.org/a b",
        "https://hooks.example.org/\tx", "https://hooks.example.org/\r\nx", "ht\ntps://hooks.example.org/",
        "https://hooks.example.org/x\x00", "https://hooks.example.org/\x7f.", "https://hooks.example.org/é",
    ],
)  # fmt: skip
def test_an_address_that_is_not_written_plainly_is_refused(settings, address):
    settings.WEBHOOK_HOSTS = webhook_hosts(LISTED)
    with pytest.raises(reaching.NotPlainError):
        reaching.place_of(address)


@pytest.mark.parametrize(
    ("address", "host", "port", "path"),
    [
        ("https://hooks.example.org", "hooks.example.org", 443, "/"),
        ("HTTPS://Hooks.Example.org:443/a%20b?c=d@e", "hooks.example.org", 443, "/a%20b?c=d@e"),
        ("https://10.0.0.5:8443/T/1", "10.0.0.5", 8443, "/T/1"),
        ("https://[fd00::1]:8443/", "fd00::1", 8443, "/"),
    ],
)
def test_an_address_that_is_written_plainly_leads_to_its_place(settings, address, host, port, path):
    settings.WEBHOOK_HOSTS = webhook_hosts(
        {"PHASEOUT_WEBHOOKS": "hooks.example.org,10.0.0.5:8443,[fd00::1]:8443"}
    )
    place = reaching.place_of(address)
    assert (place.host, place.port, place.path) == (host, port, path)


def test_an_odd_address_that_was_kept_before_is_not_gone_to_and_it_is_said_why(
    hooked, receiver, administrator
):
    odd = receiver.address.replace("https://", "https://@")
    Webhook.everything.update(address=odd)
    one = try_out(administrator, hooked[0])
    assert send_due() == 1
    one.refresh_from_db()
    assert (one.state, one.answer) == (State.WAITING, "its address is not written plainly: change it")
    assert receiver.came == []


PRIVATE = ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1",
           "fe80::1", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "ff02::1"]  # fmt: skip


@pytest.mark.parametrize("number", PRIVATE)
def test_a_listed_name_that_stands_for_a_private_number_is_not_gone_to(settings, monkeypatch, number):
    settings.WEBHOOK_HOSTS = webhook_hosts(LISTED)
    kind = socket.AF_INET6 if ":" in number else socket.AF_INET
    found = [(kind, socket.SOCK_STREAM, 6, "", (one, 443)) for one in ("93.184.215.14", number)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_given, **_more: found)
    with pytest.raises(reaching.NotAllowedError):
        reaching.post("https://hooks.example.org/", b"{}", {})


def test_a_name_is_looked_up_once_and_that_number_is_gone_to(receiver, settings, monkeypatch):
    settings.WEBHOOK_HOSTS = webhook_hosts({"PHASEOUT_WEBHOOKS": f"{NAME}:{receiver.port}"})
    looked_up: list[str] = []
    real = socket.getaddrinfo

    def answering_otherwise_each_time(host: str, port: int, *given: object, **more: object) -> object:
        looked_up.append(host)
        return real(
            "127.0.0.1" if host == NAME and looked_up.count(NAME) == 1 else host, port, *given, **more
        )

    monkeypatch.setattr(socket, "getaddrinfo", answering_otherwise_each_time)
    answered = reaching.post(f"https://{NAME}:{receiver.port}/x", b"{}", {})
    assert answered.status == 204
    assert looked_up.count(NAME) == 1
    assert receiver.came[0][0]["host"] == f"{NAME}:{receiver.port}"


def test_a_certificate_nobody_trusts_is_not_sent_to(hooked, receiver, administrator, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", "/dev/null")
    try_out(administrator, hooked[0])
    send_due()
    assert receiver.came == []
    assert Delivery.everything.get().answer == "SSLCertVerificationError"


def test_a_secret_that_another_key_sealed_holds_up_nobody_and_is_said(
    hooked, receiver, administrator, settings
):
    one = try_out(administrator, hooked[0])
    settings.SECRET_KEY = "another"
    assert send_due() == 1
    one.refresh_from_db()
    assert (one.answer, one.state) == ("the secret was sealed by another key: make a new one", State.WAITING)
    assert receiver.came == []


def test_a_list_of_hosts_that_makes_no_sense_is_refused():
    assert webhook_hosts(LISTED) == {
        ("hooks.example.org", None),
        ("10.0.0.5", 8443),
        ("metadata.internal", None),
    }
    for wrong in ("https://x.example", "x.example/path", "x:port", "a b"):
        with pytest.raises(UsageError, match="PHASEOUT_WEBHOOKS"):
            webhook_hosts({"PHASEOUT_WEBHOOKS": wrong})


def test_an_administrator_adds_a_webhook_sees_its_secret_once_and_tries_it(world, client_of, receiver):
    client = client_of(Role.ADMINISTRATOR)
    given = {
        "organisation": world.home.pk,
        "name": "Tickets",
        "address": "https://evil.example/",
        "kinds": ALL_KINDS,
    }
    refused = client.post(reverse("webhook-add"), given)
    assert refused.status_code == 400
    assert "This server may not send there" in refused.content.decode()
    show_again(client)
    made = client.post(reverse("webhook-add"), {**given, "address": receiver.address})
    secret = made.content.decode().split("<code>whsec_")[1].split("</code>")[0]
    webhook = Webhook.everything.get()
    assert secret not in webhook.secret
    page = reverse("webhook", args=[webhook.pk])
    assert secret not in client.get(page).content.decode()
    attempt = reverse("webhook-try", args=[webhook.pk])
    assert "A trial is sent within seconds" in client.post(attempt, follow=True).content.decode()
    assert "A trial waits to be sent already" in client.post(attempt, follow=True).content.decode()
    assert Delivery.everything.count() == 1
    receiver.answers[:] = [500]
    send_due()
    shown = client.get(page).content.decode()
    assert r"500 said: \x1b[31m&lt;b&gt;no&lt;/b&gt;" in shown
    client.post(reverse("webhook-close", args=[webhook.pk]))
    assert "given up" in client.get(page).content.decode()


def test_nobody_adds_a_webhook_where_they_keep_no_people(world, access_with, receiver):
    for role in set(Role) - {Role.ADMINISTRATOR}:
        with pytest.raises(PermissionDenied):
            add_webhook(access_with(role), world.home, name="x", address=receiver.address, kinds=[])
    with pytest.raises(PermissionDenied):
        add_webhook(
            access_with(Role.ADMINISTRATOR), world.foreign, name="x", address=receiver.address, kinds=[]
        )


@pytest.mark.parametrize("before_tls", [True, False])
def test_who_drips_for_ever_is_cut_off(before_tls, tmp_path, settings, monkeypatch):
    with dripping(tmp_path, before_tls=before_tls) as port:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "receiver.pem"))
        monkeypatch.setattr(reaching, "SECONDS", 0.2)
        settings.WEBHOOK_HOSTS = webhook_hosts({"PHASEOUT_WEBHOOKS": f"127.0.0.1:{port}"})
        with pytest.raises(reaching.NotReachedError):
            reaching.post(f"https://127.0.0.1:{port}/", b"{}", {})
