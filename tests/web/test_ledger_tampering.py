"""Is found what somebody who may do anything to the database did to a ledger, and what it tells of?"""

from collections.abc import Callable, Mapping

import pytest
from django.db import connection
from django.utils import timezone

from phaseout.ledger.checkpoint import Checkpoint as State
from phaseout.ledger.checkpoint import read_checkpoints
from phaseout.ledger.finding import Code, Verdict
from phaseout.ledger.key import SigningKey
from phaseout.ledger.leaf import Leaf as Told
from phaseout.ledger.merkle import leaf_hash
from phaseout.ledger.tree import NodesInMemory, Place, Tree
from phaseout.web.estate.models import Site
from phaseout.web.findings.models import Finding, Judgement
from phaseout.web.findings.models import Verdict as Verdicts
from phaseout.web.findings.services import decide, propose
from phaseout.web.frame.access import Permission, Role
from phaseout.web.frame.events.services import noted
from phaseout.web.ledger.models import Checkpoint, Leaf, Ledger, Node
from phaseout.web.ledger.services import forget
from phaseout.web.ledger.services.checking import verified
from phaseout.web.ledger.services.keys import key_file, key_path
from phaseout.web.ledger.services.signing import UnlikeSignedError, sign
from phaseout.web.replacement.models import Step
from phaseout.web.replacement.vocabulary import State as At
from web.furnishing.findings import answer_of, asset_in, recorded
from web.furnishing.replacement import moved, named_access, taken_in
from web.guards import without_guards


@pytest.fixture(autouse=True)
def key(settings, tmp_path) -> SigningKey:
    """Let a key of its own sign."""
    settings.LEDGER_KEY = tmp_path / "ledger-key"
    made = SigningKey.generate("city.example/ledger")
    made.save(settings.LEDGER_KEY)
    return made


@pytest.fixture
def write(world, access_with) -> Callable[[int], None]:
    """Return what writes some leaves at home."""
    access = access_with(Role.ADMINISTRATOR)

    def more(number: int) -> None:
        for at in range(number):
            noted(access, world.home.pk, "grant-given", about=f"Ada {at}", after={"role": "reader"})

    return more


@pytest.fixture
def ledger(write, key) -> Ledger:
    """Return a ledger of 12 leaves, signed at 8 and at 12."""
    for number in (7, 4):
        write(number)
        sign(Ledger.everything.get().pk, key, timezone.now())
    found = Ledger.everything.get()
    assert found.size == 12
    return found


def found(ledger: Ledger, seen: str | None = None, **more: object) -> Mapping[Code, tuple[int, ...]]:
    """Return what is found, beside the last signed state that a witness kept."""
    kept = kept_by_a_witness(ledger) if seen is None else seen
    done = verified(ledger.pk, read_checkpoints(kept.encode(), ""), **more)
    return {one.code: one.leaves for one in done.findings}


def kept_by_a_witness(ledger: Ledger) -> str:
    return Checkpoint.everything.filter(ledger=ledger).order_by("size").last().note


def by_hand(*statements: tuple[str, list[object]]) -> None:
    with without_guards(), connection.cursor() as cursor:
        for sql, values in statements:
            cursor.execute(sql, values)


def test_a_ledger_that_nobody_touched_is_verified(ledger) -> None:
    done = verified(ledger.pk, read_checkpoints(kept_by_a_witness(ledger).encode(), ""))
    assert (done.verdict, done.findings) == (Verdict.VERIFIED, ())
    assert (done.leaves, done.signed, done.witnessed, done.disclosed) == (12, 12, 12, 11)


def test_without_a_witness_it_cannot_be_told(ledger) -> None:
    assert found(ledger, "") == {Code.NO_WITNESS: ()}


def test_without_the_key_it_cannot_be_told(ledger) -> None:
    key_path().unlink()
    assert set(found(ledger)) == {Code.NO_KEY}


def line_of(ledger: Ledger, sequence: int) -> bytes:
    return bytes(Leaf.everything.get(ledger=ledger, sequence=sequence).line)


def test_an_edited_leaf_is_found(ledger) -> None:
    line = line_of(ledger, 5).replace(b'"role":"reader"', b'"role":"approver"')
    by_hand(("UPDATE ledger_leaf SET line = %s WHERE ledger_id = %s AND sequence = 5", [line, ledger.pk]))
    assert found(ledger) == {Code.EDITED: (5,), Code.UNLIKE_ROW: (5,)}


def test_a_deleted_leaf_is_found(ledger) -> None:
    pk = Leaf.everything.get(ledger=ledger, sequence=5).pk
    by_hand(
        ("DELETE FROM ledger_opening WHERE leaf_id = %s", [pk]),
        ("DELETE FROM ledger_leaf WHERE id = %s", [pk]),
    )
    assert found(ledger) == {Code.DELETED: (5,), Code.UNLIKE_ROW: ()}


def test_an_inserted_leaf_is_found(ledger) -> None:
    told = Told.of(line_of(ledger, 11))._replace(sequence=12, subject="event/999")
    _put_in(ledger, 12, told.line())
    assert found(ledger) == {Code.INSERTED: (12,), Code.UNLIKE_ROW: (12,)}


def test_a_doubled_leaf_is_found(ledger) -> None:
    _put_in(ledger, 12, line_of(ledger, 5))
    assert Code.DOUBLED in found(ledger)
    assert found(ledger)[Code.DOUBLED] == (5,)


def _put_in(ledger: Ledger, sequence: int, line: bytes) -> None:
    last = Leaf.everything.order_by("pk").last().pk
    by_hand((
        "INSERT INTO ledger_leaf (id, ledger_id, sequence, line, subject) VALUES (%s, %s, %s, %s, %s)",
        [last + 1, ledger.pk, sequence, line, "x"],
    ))  # fmt: skip


def test_reordered_leaves_are_found(ledger) -> None:
    move = "UPDATE ledger_leaf SET sequence = %s WHERE ledger_id = %s AND sequence = %s"
    by_hand((move, [99, ledger.pk, 4]), (move, [4, ledger.pk, 5]), (move, [5, ledger.pk, 99]))
    assert Code.REORDERED in found(ledger)


def test_a_cut_tail_is_found(ledger) -> None:
    _cut(ledger, 9)
    assert Code.CUT_TAIL in found(ledger, "")


def _cut(ledger: Ledger, size: int) -> None:
    """Take away whatever came after so many leaves: their rows, their hashes and their number."""
    cut = list(Leaf.everything.filter(ledger=ledger, sequence__gte=size).values_list("pk", flat=True))
    by_hand(
        *(("DELETE FROM ledger_opening WHERE leaf_id = %s", [pk]) for pk in cut),
        ("DELETE FROM ledger_leaf WHERE ledger_id = %s AND sequence >= %s", [ledger.pk, size]),
        ("UPDATE ledger_ledger SET size = %s WHERE id = %s", [size, ledger.pk]),
    )
    for level in range(5):
        by_hand((
            "DELETE FROM ledger_node WHERE ledger_id = %s AND level = %s AND at >= %s",
            [ledger.pk, level, size >> level],
        ))  # fmt: skip


def test_a_backup_that_was_rolled_back_is_found_by_a_witness(ledger) -> None:
    kept = kept_by_a_witness(ledger)
    _cut(ledger, 8)
    by_hand(("DELETE FROM ledger_checkpoint WHERE ledger_id = %s AND size > 8", [ledger.pk]))
    assert found(ledger, kept)[Code.ROLLED_BACK] == (12,)


def test_a_leaf_of_another_organisation_is_found(ledger, world, access_with) -> None:
    access = access_with(Role.ADMINISTRATOR, at=world.foreign)
    for at in range(8):
        noted(access, world.foreign.pk, "grant-given", about=f"Béa {at}", after={"role": "auditor"})
    other = Ledger.everything.get(organisation=world.foreign)
    line = line_of(other, 5)
    by_hand(("UPDATE ledger_leaf SET line = %s WHERE ledger_id = %s AND sequence = 5", [line, ledger.pk]))
    assert Code.FOREIGN_LEAF in found(ledger)


@pytest.mark.parametrize(("column", "value"), [("value", '"Eve 3"'), ("salt", "0" * 64)])
def test_an_edited_private_value_is_found(ledger, column, value) -> None:
    leaf = Leaf.everything.get(ledger=ledger, sequence=5)
    by_hand((f"UPDATE ledger_opening SET {column} = %s WHERE leaf_id = %s", [value, leaf.pk]))
    assert found(ledger)[Code.EDITED_PRIVATE] == (5,)


def _written_anew(ledger: Ledger) -> None:
    """Alter a leaf and all hashes above it, so that rows and tree agree."""
    line = line_of(ledger, 5).replace(b'"role":"reader"', b'"role":"approver"')
    lines = [line if at == 5 else line_of(ledger, at) for at in range(12)]
    nodes = NodesInMemory()
    Tree(nodes, 0).append([leaf_hash(one) for one in lines])
    by_hand(("UPDATE ledger_leaf SET line = %s WHERE ledger_id = %s AND sequence = 5", [line, ledger.pk]))
    for pk, *place in Node.everything.filter(ledger=ledger).values_list("pk", "level", "at"):
        one = Place(*place)
        by_hand(("UPDATE ledger_node SET hash = %s WHERE id = %s", [nodes.get([one])[one], pk]))


def test_rows_and_tree_that_were_altered_together_are_found(ledger) -> None:
    kept = kept_by_a_witness(ledger)
    _written_anew(ledger)
    assert {Code.REWRITTEN, Code.UNLIKE_WITNESS, Code.UNLIKE_ROW} <= set(found(ledger, kept))


def test_what_is_no_more_what_was_signed_is_not_signed_again(ledger, write, key) -> None:
    _written_anew(ledger)
    write(1)
    with pytest.raises(UnlikeSignedError):
        sign(ledger.pk, key, timezone.now())


def test_a_state_that_another_key_signed_is_found(ledger) -> None:
    eve = SigningKey.generate("city.example/ledger")
    note = State.of(read_checkpoints(kept_by_a_witness(ledger).encode(), "")[0].note.text).note().signed(eve)
    by_hand((
        "UPDATE ledger_checkpoint SET note = %s WHERE ledger_id = %s AND size = 12",
        [bytes(note).decode(), ledger.pk],
    ))  # fmt: skip
    assert Code.OTHER_KEY in found(ledger, "")


def test_a_signature_that_was_altered_is_found(ledger) -> None:
    note = kept_by_a_witness(ledger)
    root = note.split("\n")[2]
    other = note.replace(root, f"{'A' if root[0] != 'A' else 'B'}{root[1:]}")
    by_hand(("UPDATE ledger_checkpoint SET note = %s WHERE ledger_id = %s AND size = 12", [other, ledger.pk]))
    assert Code.FORGED in found(ledger, "")


@pytest.mark.parametrize(
    "change",
    [
        "about = 'Eve'",
        "what = 'grant-taken'",
        "by_id = NULL",
        'after = \'{"role": "approver"}\'',
        "before = '{}'",
    ],
)
def test_an_event_that_was_altered_is_found(ledger, change) -> None:
    event = Leaf.everything.get(ledger=ledger, sequence=5).event_id
    by_hand((f"UPDATE frame_event SET {change} WHERE id = %s", [event]))
    assert found(ledger) == {Code.UNLIKE_ROW: (5,)}


def test_an_event_that_was_put_in_is_found(ledger, world) -> None:
    event = Leaf.everything.get(ledger=ledger, sequence=11).event_id
    pk = Leaf.everything.get(ledger=ledger, sequence=5).event_id
    by_hand(
        ("UPDATE ledger_leaf SET event_id = NULL WHERE event_id = %s", [pk]),
        ("DELETE FROM ledger_opening WHERE leaf_id IN (SELECT id FROM ledger_leaf WHERE sequence = 5)", []),
    )
    assert pk < event
    assert Code.UNLIKE_ROW in found(ledger)


def test_a_step_of_a_replacement_that_was_altered_is_found(world, key) -> None:
    access = named_access(world.home, "Worker", Permission.READ, Permission.SURVEY, Permission.ASSESS)
    site = Site(organisation=world.home, ref="hq", name_en="HQ")
    site.save()
    row = taken_in(access, asset_in(world.home, "cam-1", site, maker="hikvision"))
    moved(access, row, At.TRIAGED, reason="Seen")
    ledger = Ledger.everything.get()
    sign(ledger.pk, key, timezone.now())
    assert found(ledger) == {}
    step = Step.everything.get(replacement=row, after=At.TRIAGED)
    leaf = Leaf.everything.get(subject=f"replacement.step/{step.pk}")
    by_hand(("UPDATE replacement_step SET reason = 'Not seen' WHERE id = %s", [step.pk]))
    assert found(ledger) == {Code.UNLIKE_ROW: (leaf.sequence,)}
    by_hand(("DELETE FROM replacement_step WHERE id = %s", [step.pk]))
    assert found(ledger) == {Code.UNLIKE_ROW: (leaf.sequence,)}


@pytest.mark.parametrize(
    "change", ["verdict = 'exception'", "reason = 'because'", "answer = 'no'", "expires = '2030-01-01'",
               "decided_by_id = proposed_by_id", "step = 'sent-back'"],
)  # fmt: skip
def test_a_judgement_that_was_altered_is_found(world, key, change) -> None:
    analyst = named_access(world.home, "Analyst", Permission.READ, Permission.ASSESS)
    approver = named_access(world.home, "Boss", Permission.READ, Permission.DECIDE)
    recorded(asset_in(world.home, "cam-1", None, maker="hikvision"), answer_of(), by=analyst.person)
    finding = Finding.everything.get()
    judgement = propose(
        analyst, finding, finding.version, verdict=Verdicts.CONFIRMED, reason="A label", expires=None
    )
    finding.refresh_from_db()
    decide(approver, Judgement.everything.get(), finding.version, agrees=True, reason="Agreed")
    ledger = Ledger.everything.get()
    sign(ledger.pk, key, timezone.now())
    assert found(ledger) == {}
    by_hand((f"UPDATE findings_judgement SET {change} WHERE id = %s", [judgement.pk]))
    last = Leaf.everything.filter(subject=f"findings.judgement/{judgement.pk}").order_by("sequence").last()
    assert found(ledger) == {Code.UNLIKE_ROW: (last.sequence,)}


def test_a_forgotten_value_leaves_the_ledger_verified(ledger, access_with) -> None:
    assert forget(access_with(Role.ADMINISTRATOR), ledger, 5) == 1
    sign(ledger.pk, key_file(), timezone.now())
    assert found(ledger) == {}
