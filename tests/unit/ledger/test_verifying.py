"""Is every way of tampering with a ledger found by its name, and is one that is as it was called verified?"""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgers import (
    KEY,
    NEXT_KEY,
    ORIGIN,
    SIZE,
    STRANGER,
    WITNESS,
    Ledger,
    handed_over,
    key_of,
    leaf_of,
    ledger,
    packed,
    seen,
    state,
)
from phaseout.ledger.canonical import canonical, read_canonical
from phaseout.ledger.checkpoint import Signed
from phaseout.ledger.finding import SHOWN, Code, Verdict
from phaseout.ledger.key import VerifierKey
from phaseout.ledger.leaf import SUCCEEDED
from phaseout.ledger.merkle import leaf_hash
from phaseout.ledger.opened import Bundle
from phaseout.ledger.opening import hidden
from phaseout.ledger.verifying import Verification, verify

SEEN = tuple(seen(ledger(), 25))
TRUSTED = (KEY.verifier,)


def verified(
    altered: Ledger, tmp_path: Path, keys: Sequence[VerifierKey] = TRUSTED, witness: Sequence[Signed] = SEEN
) -> Verification:
    with Bundle(altered.write(tmp_path / "bundle.zip")) as bundle:
        return verify(bundle, keys, witness)


def found_in(
    altered: Ledger, tmp_path: Path, keys: Sequence[VerifierKey] = TRUSTED, witness: Sequence[Signed] = SEEN
) -> dict[Code, tuple[int, ...]]:
    return {one.code: one.leaves for one in verified(altered, tmp_path, keys, witness).findings}


def edited(line: bytes) -> bytes:
    return line.replace(b"accepted", b"refused")


def test_a_ledger_as_it_was_kept_is_verified(tmp_path: Path) -> None:
    done = verified(ledger(), tmp_path)
    assert done == Verification(
        origin=ORIGIN, is_whole=True, leaves=SIZE, signed=SIZE, witnessed=25, seen=None,
        passed_over=0, strangers=(), disclosed=8, hidden=0, findings=()
    )  # fmt: skip
    assert done.verdict is Verdict.VERIFIED


def test_an_empty_ledger_is_verified(tmp_path: Path) -> None:
    empty = ledger(0)
    assert verified(empty, tmp_path, witness=seen(empty, 0)).verdict is Verdict.VERIFIED


# By hand in the database, which has the rows and, beside them, the hashes of the tree.


def test_an_edited_row_is_found(tmp_path: Path) -> None:
    altered = ledger()
    altered.lines[17] = edited(altered.lines[17])
    assert found_in(altered, tmp_path) == {Code.EDITED: (17,)}


def test_a_row_edited_to_something_else_is_found(tmp_path: Path) -> None:
    altered = ledger()
    altered.lines[17] = b"{}"
    altered.lines[SIZE - 1] = b""
    assert found_in(altered, tmp_path) == {Code.EDITED: (17, SIZE - 1), Code.NOT_A_LEAF: (17, SIZE - 1)}


def test_a_deleted_row_is_found(tmp_path: Path) -> None:
    altered = ledger()
    del altered.lines[17:19]
    assert found_in(altered, tmp_path) == {Code.DELETED: (17, 18)}


@pytest.mark.parametrize("row", [edited(ledger().lines[17]), leaf_of(17)[0]._replace(actor="user-9").line()])
def test_an_inserted_row_is_found(row: bytes, tmp_path: Path) -> None:
    for at in (17, 18, 30):
        altered = ledger()
        altered.lines.insert(at, row)
        assert found_in(altered, tmp_path) == {Code.INSERTED: (17,)}


def test_a_row_put_behind_the_last_one_is_found(tmp_path: Path) -> None:
    altered = ledger()
    altered.lines.append(leaf_of(SIZE)[0].line())
    assert found_in(altered, tmp_path) == {Code.INSERTED: (SIZE,)}


def test_an_inserted_row_that_is_no_leaf_is_found(tmp_path: Path) -> None:
    altered = ledger()
    altered.lines.insert(17, b"[]")
    assert found_in(altered, tmp_path) == {Code.INSERTED: (17,), Code.NOT_A_LEAF: (17,)}


def test_a_doubled_row_is_found(tmp_path: Path) -> None:
    altered = ledger()
    altered.lines.insert(20, altered.lines[17])
    assert found_in(altered, tmp_path) == {Code.DOUBLED: (17,)}


def test_reordered_rows_are_found(tmp_path: Path) -> None:
    altered = ledger()
    altered.lines[16], altered.lines[18] = altered.lines[18], altered.lines[16]
    assert found_in(altered, tmp_path) == {Code.REORDERED: (17, 16)}


def test_a_row_moved_and_edited_is_found_as_both(tmp_path: Path) -> None:
    altered = ledger()
    altered.lines.insert(30, edited(altered.lines.pop(17)))
    assert found_in(altered, tmp_path) == {Code.REORDERED: (17,), Code.EDITED: (17,)}


def test_a_cut_tail_is_found(tmp_path: Path) -> None:
    altered = ledger()
    del altered.lines[33:], altered.openings[7:]
    assert found_in(altered, tmp_path) == {Code.CUT_TAIL: tuple(range(33, 40))}


def test_a_cut_tail_is_found_by_the_signed_state_where_the_tree_was_cut_too(tmp_path: Path) -> None:
    altered = ledger()
    del altered.lines[33:], altered.hashes[33:], altered.openings[7:]
    assert found_in(altered, tmp_path) == {Code.CUT_TAIL: (39,)}


def test_a_cut_tail_is_found_by_what_the_bundle_says_of_itself(tmp_path: Path) -> None:
    altered = ledger()
    del altered.lines[33:], altered.hashes[33:], altered.openings[7:], altered.notes[3:]
    altered.size = SIZE
    assert found_in(altered, tmp_path) == {Code.CUT_TAIL: (39,), Code.UNSIGNED: (25,)}
    altered.size = 30
    assert found_in(altered, tmp_path) == {Code.WRONG_SIZE: (30,), Code.UNSIGNED: (25,)}


def test_a_rolled_back_backup_is_found_by_a_witness(tmp_path: Path) -> None:
    old = ledger(25)
    assert found_in(old, tmp_path, witness=seen(ledger(), 40)) == {Code.ROLLED_BACK: (40,)}
    assert found_in(old, tmp_path, witness=seen(ledger(), 25)) == {}


def test_without_a_witness_a_rolled_back_backup_cannot_be_told(tmp_path: Path) -> None:
    done = verified(ledger(25), tmp_path, witness=())
    assert [one.code for one in done.findings] == [Code.NO_WITNESS]
    assert done.verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize("rehashed", [False, True])
def test_a_leaf_of_another_tree_is_found(rehashed: bool, tmp_path: Path) -> None:
    altered = ledger()
    altered.lines[17] = leaf_of(17, "village.example/ledger")[0].line()
    more = {}
    if rehashed:
        altered.rehash()
        more = {Code.REWRITTEN: (25, 40), Code.UNLIKE_WITNESS: (25,)}
    assert found_in(altered, tmp_path) == {Code.FOREIGN_LEAF: (17,), **more}


@pytest.mark.parametrize(
    "alter",
    [
        lambda lines: lines.__setitem__(17, edited(lines[17])),
        lambda lines: lines.__delitem__(17),
        lambda lines: lines.insert(17, lines[17]),
        lambda lines: lines.reverse(),
    ],
)  # fmt: skip
def test_rows_and_tree_altered_together_are_found_by_the_signed_states(
    alter: Callable[[list[bytes]], None], tmp_path: Path
) -> None:
    altered = ledger()
    alter(altered.lines)
    altered.rehash()
    found = found_in(altered, tmp_path)
    assert not found.keys().isdisjoint({Code.REWRITTEN, Code.CUT_TAIL})
    assert Code.UNLIKE_WITNESS in found


def test_what_was_rewritten_lies_between_the_last_state_that_agrees_and_the_first_that_does_not(
    tmp_path: Path,
) -> None:
    altered = ledger()
    altered.lines[17] = edited(altered.lines[17])
    altered.rehash()
    done = verified(altered, tmp_path)
    (rewritten,) = (one for one in done.findings if one.code is Code.REWRITTEN)
    assert rewritten.names[0] == "10–24"
    assert done.signed == 10


def test_a_row_edited_by_whoever_has_the_key_is_found_by_a_witness(tmp_path: Path) -> None:
    altered = ledger()
    altered.lines[17] = edited(altered.lines[17])
    altered.rehash()
    altered.sign_anew(KEY)
    assert found_in(altered, tmp_path) == {Code.UNLIKE_WITNESS: (25,)}


def test_a_renumbered_rest_is_edited_row_by_row(tmp_path: Path) -> None:
    altered = ledger()
    altered.lines[17:] = [leaf_of(at)[0]._replace(sequence=at - 1).line() for at in range(18, SIZE)]
    done = verified(altered, tmp_path)
    counts = {one.code: one.count for one in done.findings}
    assert counts[Code.EDITED] == SIZE - 18
    assert counts[Code.CUT_TAIL] == 1
    assert len(next(one for one in done.findings if one.code is Code.EDITED).leaves) == SHOWN


# With signatures, keys and states.


def test_a_ledger_signed_by_another_key_is_found(tmp_path: Path) -> None:
    forged = ledger(key=STRANGER)
    assert found_in(forged, tmp_path, witness=()) == {Code.OTHER_KEY: (0, 10, 25, 40), Code.NO_WITNESS: ()}
    assert verified(forged, tmp_path).verdict is Verdict.BROKEN


def test_a_checkpoint_with_an_altered_signature_is_found(tmp_path: Path) -> None:
    altered = ledger()
    signature = altered.notes[3].signatures[0]
    text = altered.notes[3].text
    altered.notes[3] = type(altered.notes[3])(text=text, signatures=(signature._replace(blob=bytes(64)),))
    assert found_in(altered, tmp_path) == {Code.FORGED: (40,), Code.OTHER_KEY: (40,)}


def test_a_state_that_was_signed_over_another_root_is_found(tmp_path: Path) -> None:
    altered = ledger()
    other = [*altered.hashes[:20], leaf_hash(b"shown to somebody else"), *altered.hashes[21:]]
    altered.notes[3:3] = [state(other, 25).signed(KEY), state(other, 40).signed(KEY)]
    assert found_in(altered, tmp_path) == {Code.SPLIT_VIEW: (25, 40)}


def test_a_checkpoint_of_another_ledger_is_found(tmp_path: Path) -> None:
    altered = ledger()
    altered.notes.append(state(altered.hashes, 10, "village.example/ledger").signed(KEY))
    assert found_in(altered, tmp_path) == {Code.FOREIGN_CHECKPOINT: (10,)}


def test_a_state_without_a_known_signature_is_covered_by_a_later_one(tmp_path: Path) -> None:
    altered = ledger()
    altered.notes[1] = state(altered.hashes, 10).signed(STRANGER)
    done = verified(altered, tmp_path)
    assert (done.findings, done.passed_over) == ((), 1)
    assert done.strangers == (f"{ORIGIN}+{STRANGER.verifier.id.hex()}",)


def test_leaves_after_the_last_state_are_not_signed_yet(tmp_path: Path) -> None:
    altered = ledger()
    altered.notes.pop()
    done = verified(altered, tmp_path)
    assert {one.code: one.leaves for one in done.findings} == {Code.UNSIGNED: (25,)}
    assert done.verdict is Verdict.UNDETERMINED


def test_without_a_trusted_key_whose_signatures_they_are_cannot_be_told(tmp_path: Path) -> None:
    assert found_in(ledger(), tmp_path, keys=()) == {Code.NO_KEY: ()}
    altered = ledger()
    altered.lines[17] = edited(altered.lines[17])
    assert found_in(altered, tmp_path, keys=()) == {Code.NO_KEY: (), Code.EDITED: (17,)}


def test_without_any_key_nothing_is_held_against_signatures(tmp_path: Path) -> None:
    found = ledger()
    found.keys = []
    done = verified(found, tmp_path, keys=())
    assert {one.code for one in done.findings} == {Code.NO_KEY, Code.UNKNOWN_SEEN, Code.NO_WITNESS}
    assert (done.verdict, done.signed) == (Verdict.UNDETERMINED, None)


@pytest.mark.parametrize("keys", [(KEY,), (NEXT_KEY,), (KEY, NEXT_KEY)])
@pytest.mark.parametrize("by_both", [True, False])
def test_a_key_succeeds_another_by_a_leaf_the_old_one_signed(
    keys: tuple[object, ...], by_both: bool, tmp_path: Path
) -> None:
    found = handed_over(by_both)
    if not by_both:
        found.notes.insert(2, state(found.hashes, 22).signed(KEY))
    trusted = [one.verifier for one in (KEY, NEXT_KEY) if one in keys]
    assert found_in(found, tmp_path, trusted, seen(found, 25, NEXT_KEY)) == {}


def test_a_key_that_the_old_one_never_signed_for_is_another_key(tmp_path: Path) -> None:
    assert found_in(handed_over(by_both=False), tmp_path, witness=()) == {
        Code.OTHER_KEY: (25, 40),
        Code.NO_WITNESS: (),
    }


def test_a_state_that_ends_before_the_leaf_lets_no_key_succeed(tmp_path: Path) -> None:
    found = handed_over(by_both=False)
    found.notes.insert(2, state(found.hashes, 20).signed(KEY))
    assert found_in(found, tmp_path, witness=seen(found, 20)) == {Code.OTHER_KEY: (25, 40)}
    found.notes[2] = state(found.hashes, 21).signed(KEY)
    assert found_in(found, tmp_path, witness=seen(found, 21)) == {}


def test_a_key_that_was_succeeded_signs_no_more(tmp_path: Path) -> None:
    altered = handed_over()
    altered.notes.insert(3, state(altered.hashes, 30).signed(KEY))
    assert found_in(altered, tmp_path, witness=seen(altered, 10)) == {Code.RETIRED_KEY: (30,)}
    altered.notes[3:] = [state(altered.hashes, 25).signed(KEY), state(altered.hashes, 40).signed(KEY)]
    assert found_in(altered, tmp_path, witness=seen(altered, 10)) == {Code.RETIRED_KEY: (40,)}


@pytest.mark.parametrize("to", ["no key", str(WITNESS.verifier)])
def test_a_leaf_that_names_no_key_of_a_ledger_lets_none_succeed(to: str, tmp_path: Path) -> None:
    found = handed_over(to=to)
    found.sign_anew(KEY)
    assert found_in(found, tmp_path, witness=seen(found, 25)) == {Code.NO_SUCCESSOR: (20,)}


def test_a_key_that_succeeds_itself_goes_on(tmp_path: Path) -> None:
    found = handed_over(to=str(KEY.verifier))
    found.sign_anew(KEY)
    assert found_in(found, tmp_path, witness=seen(found, 25)) == {}


def test_a_key_that_is_succeeded_twice_under_one_state_is_followed(tmp_path: Path) -> None:
    found = handed_over()
    third = key_of(4)
    leaf = leaf_of(30)[0]._replace(
        kind=SUCCEEDED, before={"key": str(NEXT_KEY.verifier)}, after={"key": str(third.verifier)}
    )
    found.lines[30] = leaf.line()
    found.rehash()
    found.notes = [state(found.hashes, 35).signed(KEY), state(found.hashes, 40).signed(third)]
    found.openings = [one for one in found.openings if b'"leaf":30,' not in one]
    assert found_in(found, tmp_path, witness=seen(found, 40, third)) == {}


def test_what_is_found_twice_at_one_place_counts_once(tmp_path: Path) -> None:
    altered = ledger()
    del altered.lines[33:], altered.hashes[33:], altered.openings[7:]
    altered.size = SIZE
    (cut,) = verified(altered, tmp_path).findings
    assert (cut.count, cut.leaves) == (1, (39,))


def test_a_cosignature_of_a_trusted_witness_says_what_was_seen_and_when(tmp_path: Path) -> None:
    found = ledger()
    found.notes[2] = found.notes[2].signed(WITNESS, at=1_790_000_000)
    done = verified(found, tmp_path, (KEY.verifier, WITNESS.verifier), ())
    assert (done.witnessed, done.seen, done.findings) == (25, 1_790_000_000, ())
    assert found_in(found, tmp_path, TRUSTED, ()) == {Code.NO_WITNESS: ()}


def test_a_witness_who_saw_what_nobody_known_signed_settles_nothing(tmp_path: Path) -> None:
    found = found_in(ledger(), tmp_path, witness=seen(ledger(), 25, STRANGER))
    assert found == {Code.UNKNOWN_SEEN: (25,), Code.NO_WITNESS: ()}


def test_a_witness_of_another_ledger_settles_nothing(tmp_path: Path) -> None:
    other = ledger(origin="village.example/ledger")
    assert found_in(ledger(), tmp_path, witness=seen(other, 25)) == {Code.NO_WITNESS: ()}


# What the writer itself must not do.


def test_a_clock_that_goes_back_is_found(tmp_path: Path) -> None:
    altered = ledger()
    altered.lines[17] = leaf_of(17)[0]._replace(at="2026-11-26T23:59:59Z").line()
    altered.rehash()
    altered.sign_anew(KEY)
    assert found_in(altered, tmp_path, witness=seen(altered, 25)) == {Code.CLOCK_BACK: (17,)}


def test_a_sequence_that_was_written_twice_is_found(tmp_path: Path) -> None:
    altered = ledger()
    altered.lines[17] = leaf_of(17)[0]._replace(sequence=16).line()
    altered.rehash()
    altered.sign_anew(KEY)
    assert found_in(altered, tmp_path, witness=seen(altered, 25)) == {Code.WRONG_SEQUENCE: (17,)}


def test_a_leaf_that_is_not_canonical_is_found(tmp_path: Path) -> None:
    altered = ledger()
    altered.lines[17] = altered.lines[17].replace(b'"before":null', b'"before": null')
    altered.rehash()
    altered.sign_anew(KEY)
    assert found_in(altered, tmp_path, witness=seen(altered, 25)) == {Code.NOT_A_LEAF: (17,)}


def test_a_leaf_of_a_later_version_leaves_it_open(tmp_path: Path) -> None:
    altered = ledger()
    altered.lines[17] = altered.lines[17].replace(b'"version":1', b'"version":2')
    altered.rehash()
    altered.sign_anew(KEY)
    done = verified(altered, tmp_path, witness=seen(altered, 25))
    assert {one.code: one.leaves for one in done.findings} == {Code.LATER_VERSION: (17,)}
    assert done.verdict is Verdict.UNDETERMINED


# What is private.


def test_a_value_that_was_forgotten_leaves_the_ledger_verified(tmp_path: Path) -> None:
    found = ledger()
    del found.openings[3]
    done = verified(found, tmp_path)
    assert (done.verdict, done.disclosed, done.hidden) == (Verdict.VERIFIED, 7, 1)


@pytest.mark.parametrize("change", [{"value": "said otherwise"}, {"salt": "0" * 64}])
def test_an_edited_value_or_salt_is_found(change: dict[str, str], tmp_path: Path) -> None:
    altered = ledger()
    said = read_canonical(altered.openings[3])
    assert isinstance(said, dict)
    altered.openings[3] = canonical(said | change)
    assert found_in(altered, tmp_path) == {Code.EDITED_PRIVATE: (15,)}


@pytest.mark.parametrize(
    ("at", "opening"),
    [
        (3, hidden(14, {"remark": "x"})[1][0].line()),
        (4, hidden(15, {"name": "x"})[1][0].line()),
        (4, ledger().openings[3]),
        (8, hidden(99, {"remark": "x"})[1][0].line()),
        (0, ledger().openings[3]),
        (0, b"{}"),
    ],
)
def test_a_value_without_a_place_in_its_leaf_is_found(at: int, opening: bytes, tmp_path: Path) -> None:
    altered = ledger()
    altered.openings.insert(at, opening)
    assert Code.STRAY_OPENING in found_in(altered, tmp_path)


@given(st.data())
def test_no_change_of_rows_passes(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    altered = ledger()
    places = st.integers(0, len(altered.lines) - 1)
    for _ in range(data.draw(st.integers(1, 4))):
        at, to = data.draw(places), data.draw(places)
        match data.draw(st.sampled_from(["edit", "delete", "double", "move", "cut"])):
            case "edit":
                altered.lines[at % len(altered.lines)] = data.draw(
                    st.sampled_from([b"", b"{}", leaf_of(to)[0].line()])
                )
            case "delete" if len(altered.lines) > 1:
                del altered.lines[at % len(altered.lines)]
            case "double":
                altered.lines.insert(to, altered.lines[at % len(altered.lines)])
            case "move":
                altered.lines.insert(to, altered.lines.pop(at % len(altered.lines)))
            case _:
                del altered.lines[max(1, to) :]
    done = verified(altered, tmp_path_factory.mktemp("ledger"))
    was = altered.lines == ledger().lines
    assert done.verdict is (Verdict.VERIFIED if was else Verdict.BROKEN)


def test_whoever_keeps_a_ledger_packs_the_same_bytes_every_time(tmp_path: Path) -> None:
    path = tmp_path / "bundle.zip"
    path.write_bytes(packed())
    assert path.read_bytes() == packed()
    assert path.read_bytes() == ledger().write(tmp_path / "again.zip").read_bytes()
    with Bundle(path) as bundle:
        assert verify(bundle, TRUSTED, SEEN).verdict is Verdict.VERIFIED


def test_a_large_ledger_is_verified_across_portions(tmp_path: Path) -> None:
    found = ledger(5_000)
    assert verified(found, tmp_path, witness=seen(found, 40)).signed == 40
    found.notes.append(state(found.hashes, 5_000).signed(KEY))
    assert verified(found, tmp_path, witness=seen(found, 4_097)).verdict is Verdict.VERIFIED
