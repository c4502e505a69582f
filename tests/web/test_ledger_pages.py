"""Do pages, the API and what they hand out say of a ledger what stands in it, to who may know?"""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from phaseout.ledger.checkpoint import read_checkpoints
from phaseout.ledger.finding import Code, Verdict
from phaseout.ledger.key import SigningKey
from phaseout.ledger.leaf import Leaf as Told
from phaseout.ledger.opened import Bundle
from phaseout.ledger.verifying import Verification, verify
from phaseout.web.estate.models import Site
from phaseout.web.frame.access import Permission, Role
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.models import Event
from phaseout.web.ledger.models import Check, Checkpoint, Leaf, Ledger, Opening, Witness
from phaseout.web.ledger.services.signing import sign
from phaseout.web.people.queries import access_of
from phaseout.web.replacement.services import list_medium
from web.furnishing.findings import asset_in
from web.furnishing.replacement import LISTED, named_access, taken_in
from web.programs import Program, secret_of


@pytest.fixture(autouse=True)
def key(settings, tmp_path) -> SigningKey:
    settings.LEDGER_KEY = tmp_path / "ledger-key"
    made = SigningKey.generate("city.example/ledger")
    made.save(settings.LEDGER_KEY)
    return made


@pytest.fixture
def ledger(world, access_with, key) -> Ledger:
    """Return a ledger of 6 leaves, all of them signed."""
    access = access_with(Role.ADMINISTRATOR)
    for at in range(5):
        noted(access, world.home.pk, "grant-given", about=f"Ada {at}", after={"role": "reader"})
    found = Ledger.everything.get()
    sign(found.pk, key, timezone.now())
    return Ledger.everything.get()


def content_of(response) -> bytes:
    return b"".join(response.streaming_content)


def verified(content: bytes, key: SigningKey, seen: str, folder: Path) -> Verification:
    path = folder / "given.zip"
    path.write_bytes(content)
    with Bundle(path) as bundle:
        return verify(bundle, [key.verifier], read_checkpoints(seen.encode(), ""))


def last_state(ledger: Ledger) -> str:
    return Checkpoint.everything.filter(ledger=ledger).order_by("size").last().note


def test_a_bundle_is_verified_away_from_here(ledger, key, client_of, tmp_path) -> None:
    given = client_of(Role.AUDITOR).get(f"/ledger/{ledger.pk}/bundle/")
    assert given["Content-Type"] == "application/zip"
    done = verified(content_of(given), key, last_state(ledger), tmp_path)
    assert (done.verdict, done.leaves, done.is_whole, done.findings) == (Verdict.VERIFIED, 6, True, ())


def test_a_leaf_leaves_with_its_proof(ledger, key, client_of, tmp_path) -> None:
    given = client_of(Role.AUDITOR).get(f"/ledger/{ledger.pk}/proof/3/")
    done = verified(content_of(given), key, last_state(ledger), tmp_path)
    assert (done.verdict, done.leaves, done.is_whole, done.disclosed) == (Verdict.VERIFIED, 1, False, 1)


def test_a_proof_goes_on_from_states_that_were_seen_earlier(
    ledger, key, client_of, world, tmp_path, noon
) -> None:
    seen = last_state(ledger)
    noted(named_access(world.home, "Ada"), world.home.pk, "invited", about="x")
    noon.shift(timedelta(days=1))
    sign(ledger.pk, key, timezone.now())
    given = client_of(Role.AUDITOR).get(f"/ledger/{ledger.pk}/proof/6/")
    done = verified(content_of(given), key, seen, tmp_path)
    assert (done.verdict, done.signed, done.witnessed) == (Verdict.VERIFIED, 7, 6)


def test_a_leaf_that_is_not_signed_yet_has_no_proof(ledger, client_of, world) -> None:
    noted(named_access(world.home, "Ada"), world.home.pk, "invited", about="x")
    given = client_of(Role.AUDITOR).get(f"/ledger/{ledger.pk}/proof/6/")
    assert given.status_code == 409
    assert "No state that was signed has this leaf yet" in given.content.decode()


def test_the_page_names_leaves_states_and_keys(ledger, key, client_of) -> None:
    page = client_of(Role.AUDITOR).get(f"/ledger/{ledger.pk}/").content.decode()
    for said in (ledger.origin, str(key.verifier), "Ada 3", "role given", "6 leaves"):
        assert said in page


def test_the_list_of_leaves_leaves_as_csv_with_the_lines_that_are_hashed(ledger, client_of) -> None:
    given = content_of(client_of(Role.AUDITOR).get(f"/ledger/{ledger.pk}/?format=csv")).decode("utf-8-sig")
    assert len(given.splitlines()) == 7
    assert '""kind"":""grant-given""' in given


def test_states_are_text_that_a_witness_keeps(ledger, client_of) -> None:
    given = client_of(Role.AUDITOR).get(f"/ledger/{ledger.pk}/states/").content
    (state,) = read_checkpoints(given, "")
    assert (state.checkpoint.size, state.checkpoint.origin) == (6, ledger.origin)


def test_a_code_holds_the_whole_state(ledger, client_of) -> None:
    state = Checkpoint.everything.get(ledger=ledger)
    page = client_of(Role.AUDITOR).get(f"/ledger/states/{state.pk}/").content.decode()
    assert '<path fill="#000" d="M' in page
    assert state.note.split("\n")[2] in page


@pytest.mark.parametrize("witness", [False, True])
def test_a_verification_says_what_it_came_to(
    ledger, client_of, witness, django_capture_on_commit_callbacks
) -> None:
    client = client_of(Role.AUDITOR)
    seen = last_state(ledger).replace("\n", "\r\n") if witness else ""  # as browsers send it
    with django_capture_on_commit_callbacks(execute=True):
        gone = client.post(f"/ledger/{ledger.pk}/verify/", {"seen": seen})
    page = client.get(gone.url).content.decode()
    assert Check.everything.get().verdict == ("verified" if witness else "undetermined")
    assert ("What was found" in page) is not witness


def test_what_is_no_state_is_refused_with_what_was_entered(ledger, client_of) -> None:
    page = client_of(Role.AUDITOR).post(f"/ledger/{ledger.pk}/verify/", {"seen": "hello"})
    assert page.status_code == 400
    assert "This is no signed state" in page.content.decode()
    assert not Check.everything.exists()


def test_somebody_asks_to_be_sent_states_and_no_more(ledger, client_of) -> None:
    client = client_of(Role.AUDITOR)
    client.post(f"/ledger/{ledger.pk}/witness/", {"wanted": "1"})
    assert Witness.everything.count() == 1
    assert "Send me no more" in client.get(f"/ledger/{ledger.pk}/").content.decode()
    client.post(f"/ledger/{ledger.pk}/witness/", {"wanted": "0"})
    assert not Witness.everything.exists()


SURE = {"leaf": "3", "reason": "She left, and asked for it", "is_sure": "on"}


def test_forgetting_is_noted_with_its_reason_and_leaves_the_leaf(ledger, client_of) -> None:
    line = bytes(Leaf.everything.get(ledger=ledger, sequence=3).line)
    client_of(Role.ADMINISTRATOR).post(f"/ledger/{ledger.pk}/forget/", SURE)
    assert not Opening.everything.filter(leaf__sequence=3).exists()
    assert bytes(Leaf.everything.get(ledger=ledger, sequence=3).line) == line
    event = Event.everything.order_by("pk").last()
    assert event.what == "private-forgotten"
    assert event.after == {"leaf": 3, "number": 1, "because": "She left, and asked for it"}
    said = Told.of(bytes(Leaf.everything.get(event=event).line)).after["said"]
    assert said == {"leaf": 3, "number": 1}


def test_what_would_be_forgotten_is_shown_first_and_nothing_goes_by_looking(ledger, client_of) -> None:
    client = client_of(Role.ADMINISTRATOR)
    assert "Show what would go" in client.get(f"/ledger/{ledger.pk}/forget/").content.decode()
    page = client.get(f"/ledger/{ledger.pk}/forget/?leaf=3").content.decode()
    for said in (
        "leaf 3",
        "role given",
        "Ada 2",
        '<code translate="no">about</code>: About',
        "Forget for good",
    ):
        assert said in page
    assert Opening.everything.filter(leaf__sequence=3).count() == 1


def test_values_of_a_row_are_named_as_its_page_names_them(world, client_of) -> None:
    access = named_access(world.home, "Worker", Permission.READ, Permission.SURVEY, Permission.ASSESS)
    row = taken_in(access, asset_in(world.home, "cam-1", maker="hikvision"))
    list_medium(access, row, LISTED)
    leaf = Leaf.everything.get(subject__startswith="replacement.medium/")
    page = client_of(Role.ADMINISTRATOR).get(f"/ledger/{leaf.ledger_id}/forget/?leaf={leaf.sequence}")
    assert '<code translate="no">row.serial</code>: serial number' in page.content.decode()


@pytest.mark.parametrize("missing", ["reason", "is_sure"])
def test_nothing_is_forgotten_without_a_reason_or_unsure(ledger, client_of, missing) -> None:
    given = {name: value for name, value in SURE.items() if name != missing}
    page = client_of(Role.ADMINISTRATOR).post(f"/ledger/{ledger.pk}/forget/", given)
    assert page.status_code == 400
    assert "What would go" in page.content.decode()
    assert Opening.everything.filter(leaf__sequence=3).exists()


def test_a_leaf_that_is_not_there_and_one_with_nothing_left_are_refused(ledger, client_of) -> None:
    client = client_of(Role.ADMINISTRATOR)
    away = client.get(f"/ledger/{ledger.pk}/forget/?leaf=99")
    assert (away.status_code, "no leaf of this number" in away.content.decode()) == (400, True)
    client.post(f"/ledger/{ledger.pk}/forget/", SURE)
    size = Ledger.everything.get(pk=ledger.pk).size
    again = client.post(f"/ledger/{ledger.pk}/forget/", SURE)
    assert (again.status_code, "Nothing private of this leaf" in again.content.decode()) == (400, True)
    assert Ledger.everything.get(pk=ledger.pk).size == size


def test_the_page_of_a_replacement_names_its_leaves_to_who_may_see_who_did_what(world, client_of) -> None:
    access = named_access(world.home, "Worker", Permission.READ, Permission.SURVEY, Permission.ASSESS)
    site = Site(organisation=world.home, ref="hq", name_en="HQ")
    site.save()
    row = taken_in(access, asset_in(world.home, "cam-1", site, maker="hikvision"))
    ledger = Ledger.everything.get()
    leaf = Leaf.everything.get(subject__startswith="replacement.step/")
    address = f"/ledger/{ledger.pk}/proof/{leaf.sequence}/"
    assert address in client_of(Role.AUDITOR).get(f"/replacements/{row.pk}/").content.decode()
    assert "In the ledger" not in client_of(Role.READER).get(f"/replacements/{row.pk}/").content.decode()


def test_the_api_lists_ledgers_and_states_and_hands_out_a_bundle(
    ledger, key, world, person_with, tmp_path
) -> None:
    person = person_with(Role.AUDITOR)
    program = Program(secret_of(person, world.home, *access_of(person).reach))
    ledger = Ledger.everything.get()  # with the leaf of that token
    (one,) = program.ask("GET", "/ledgers").json()["items"]
    assert one == {"id": ledger.pk, "organisation": world.home.pk, "origin": ledger.origin, "size": ledger.size,
                   "signed": 6}  # fmt: skip
    (state,) = program.ask("GET", "/ledgers/states").json()["items"]
    content = content_of(program.ask("GET", f"/ledgers/{ledger.pk}/bundle"))
    assert zipfile.is_zipfile(io.BytesIO(content))
    done = verified(content, key, state["note"], tmp_path)
    assert {one.code for one in done.findings} == {Code.UNSIGNED}
