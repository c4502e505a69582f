"""When is a state signed, by which key, and to whom is it sent?"""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from phaseout.ledger.checkpoint import read_checkpoints
from phaseout.ledger.finding import Code, Verdict
from phaseout.ledger.key import SigningKey, VerifierKey
from phaseout.ledger.opened import Bundle
from phaseout.ledger.verifying import verify
from phaseout.web.frame.access import Role
from phaseout.web.frame.events.services import noted
from phaseout.web.ledger.models import Checkpoint, Key, Leaf, Ledger, Mailing
from phaseout.web.ledger.services import ask_for_states, sweep
from phaseout.web.ledger.services.checking import verified
from phaseout.web.ledger.services.keys import LostKeyError, key_file, key_path, succeed
from phaseout.web.ledger.services.signing import AFTER, due
from phaseout.web.people.models import Person
from phaseout.web.people.queries import access_of


@pytest.fixture(autouse=True)
def key_of_its_own(settings, tmp_path) -> Path:
    settings.LEDGER_KEY = tmp_path / "ledger-key"
    return settings.LEDGER_KEY


@pytest.fixture
def write(world, access_with):
    access = access_with(Role.ADMINISTRATOR)

    def more(number: int = 1) -> Ledger:
        for at in range(number):
            noted(access, world.home.pk, "grant-given", about=f"Ada {at}", after={"role": "reader"})
        return Ledger.everything.get(organisation=world.home)

    return more


def signed() -> list[int]:
    return list(Checkpoint.everything.order_by("size").values_list("size", flat=True))


def test_the_first_state_is_signed_at_once_and_the_next_a_day_later(write, noon) -> None:
    write()
    sweep(timezone.now())
    write()
    sweep(timezone.now())
    assert signed() == [2]
    noon.shift(timedelta(days=1))
    sweep(timezone.now())
    sweep(timezone.now())
    assert signed() == [2, 3]


def test_a_state_is_signed_after_so_many_leaves(write) -> None:
    ledger = write()
    sweep(timezone.now())
    Ledger.everything.filter(pk=ledger.pk).update(size=2 + AFTER - 1)
    assert due(timezone.now()) == []
    Ledger.everything.filter(pk=ledger.pk).update(size=2 + AFTER)
    assert due(timezone.now()) == [ledger.pk]


def test_the_key_is_a_file_of_its_owner_alone_and_stands_in_no_table(write) -> None:
    write()
    sweep(timezone.now())
    key = SigningKey.load(key_path())
    assert key_path().stat().st_mode & 0o777 == 0o600
    assert list(Key.everything.values_list("text", flat=True)) == [str(key.verifier)]
    assert key.name == "localhost/ledger"


def test_a_lost_key_is_not_made_anew(write, noon, caplog) -> None:
    write()
    sweep(timezone.now())
    key_path().unlink()
    write()
    noon.shift(timedelta(days=1))
    sweep(timezone.now())
    assert signed() == [2]
    assert not key_path().exists()
    assert "the key that signs the ledgers is not here" in caplog.text
    with pytest.raises(LostKeyError):
        key_file()


def test_another_key_signs_nothing_until_it_succeeds(write, noon, caplog) -> None:
    write()
    sweep(timezone.now())
    key_path().unlink()
    SigningKey.generate("localhost/ledger").save(key_path())
    write()
    noon.shift(timedelta(days=1))
    sweep(timezone.now())
    assert signed() == [2]
    assert "another key signed it" in caplog.text


def test_a_key_is_succeeded_by_another_and_either_verifies_the_whole(write, noon) -> None:
    write()
    sweep(timezone.now())
    old = SigningKey.load(key_path()).verifier
    new = succeed()
    ledger = write()
    noon.shift(timedelta(days=1))
    sweep(timezone.now())
    assert signed() == [2, 3, 4]
    assert SigningKey.load(key_path()).verifier == new
    seen = read_checkpoints(Checkpoint.everything.get(size=4).note.encode(), "")
    for trusted in (old, new):
        assert verified(ledger.pk, seen, [trusted]).findings == ()


def test_a_state_is_sent_once_to_whoever_asked_in_their_language(write, world, person_with, noon) -> None:
    ledger = write()
    person = person_with(Role.AUDITOR)
    person.language = "fr"
    person.save()
    ask_for_states(access_of(person), ledger, wanted=True)
    sweep(timezone.now())
    sweep(timezone.now())
    (sent,) = mail.outbox
    assert sent.to == [person.email]
    assert "Keep the file" not in sent.body
    assert "Gardez le fichier" in sent.body
    ((name, content, kind),) = sent.attachments
    assert (name, kind) == ("ledger-2.txt", "text/plain")
    assert content == Checkpoint.everything.get().note
    ask_for_states(access_of(person), ledger, wanted=False)
    write()
    noon.shift(timedelta(days=1))
    sweep(timezone.now())
    assert len(mail.outbox) == 1


class Away(EmailBackend):
    """A server for mail that does not answer."""

    def open(self) -> bool:
        raise ConnectionRefusedError


class Refusing(EmailBackend):
    """One that takes no letter."""

    def send_messages(self, messages: object) -> int:
        raise SMTPRecipientsRefused({})


@pytest.mark.parametrize("backend", [Away, Refusing])
def test_a_state_that_could_not_be_sent_is_sent_when_it_can_be(backend, write, person_with, settings) -> None:
    ask_for_states(access_of(person_with(Role.AUDITOR)), write(), wanted=True)
    kept = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{backend.__module__}.{backend.__name__}"
    sweep(timezone.now())
    assert not Mailing.everything.exists()
    settings.EMAIL_BACKEND = kept
    sweep(timezone.now())
    assert len(mail.outbox) == 1


def test_nobody_is_sent_what_they_may_see_no_more(write, person_with) -> None:
    ledger = write()
    person = person_with(Role.AUDITOR)
    ask_for_states(access_of(person), ledger, wanted=True)
    person.grants.all().delete()
    sweep(timezone.now())
    assert mail.outbox == []


def test_nobody_is_sent_anything_whose_account_is_closed(write, person_with) -> None:
    ledger = write()
    person = person_with(Role.AUDITOR)
    ask_for_states(access_of(person), ledger, wanted=True)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    sweep(timezone.now())
    assert mail.outbox == []


def said_by(*words: object) -> str:
    out = StringIO()
    call_command("ledger", *map(str, words), stdout=out)
    return out.getvalue()


def test_commands_print_the_key_hand_out_a_bundle_and_verify(write, world, tmp_path) -> None:
    write(3)
    sweep(timezone.now())
    key = VerifierKey.of(said_by("key").strip())
    file = tmp_path / "home.zip"
    said_by("bundle", "example department", file)
    with Bundle(file) as bundle:
        done = verify(bundle, [key], read_checkpoints(Checkpoint.everything.get().note.encode(), ""))
    assert (done.verdict, done.leaves, done.disclosed) == (Verdict.VERIFIED, 4, 3)
    assert "cannot be told" in said_by("verify", world.home.pk)
    new = VerifierKey.of(said_by("key", "--succeed").strip())
    assert new != key


def test_commands_say_what_is_wrong(world, tmp_path) -> None:
    for words, said in (
        (("bundle", "Nowhere", tmp_path / "x"), "no organisation is called 'Nowhere'"),
        (("bundle", world.home.pk, tmp_path / "x"), "has no ledger yet"),
        (("key", "--succeed"), "no key signs yet"),
    ):
        with pytest.raises(CommandError, match=said):
            said_by(*words)


def test_a_broken_ledger_ends_the_command_with_3(write, world) -> None:
    from web.guards import without_guards

    ledger = write(3)
    sweep(timezone.now())
    last = Leaf.everything.filter(ledger=ledger).order_by("pk").last()
    with without_guards():
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("UPDATE ledger_leaf SET line = %s WHERE id = %s", [b"{}", last.pk])
    with pytest.raises(SystemExit) as ended:
        said_by("verify", world.home.pk)
    assert ended.value.code == 3
    assert Code.EDITED in {one.code for one in verified(ledger.pk, []).findings}
