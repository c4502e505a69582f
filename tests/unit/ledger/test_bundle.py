"""Is a hostile file refused before anything in it is believed, and does an excerpt prove its leaves alone?"""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgers import KEY, ORIGIN, SIZE, STRANGER, WITNESS, Ledger, leaf_of, ledger, packed, seen, state
from phaseout.domain.problem import SourceError, UsageError
from phaseout.ledger.archive import LARGEST_TEXT, BundleError
from phaseout.ledger.bundle import (
    CHECKPOINTS,
    EXCERPT,
    GOING_ON,
    HASHES,
    KEYS,
    LEAVES,
    MANIFEST,
    OPENINGS,
    PROOFS,
    WHOLE,
    Manifest,
    pack,
)
from phaseout.ledger.canonical import canonical
from phaseout.ledger.finding import Code, Verdict
from phaseout.ledger.note import NoteError
from phaseout.ledger.opened import LONGEST_LINE, Bundle
from phaseout.ledger.packing import pack_excerpt
from phaseout.ledger.proven import GoingOn, Proof
from phaseout.ledger.verifying import Verification, verify

Members = dict[str, bytes]


def members_of(written: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(written)) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


def zipped(members: list[tuple[str, bytes]], how: int = zipfile.ZIP_STORED, remark: bytes = b"") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", how) as out:
        out.comment = remark
        for name, written in members:
            out.writestr(zipfile.ZipInfo(name), written, how)
    return stream.getvalue()


def refused(written: bytes, tmp_path: Path, error: type[SourceError] = BundleError) -> str:
    path = tmp_path / "bundle.zip"
    path.write_bytes(written)
    with pytest.raises(error) as caught, Bundle(path) as bundle:
        verify(bundle, [KEY.verifier])
    return caught.value.diagnosis()


GOOD = list(members_of(packed()).items())


def with_member(name: str, written: bytes) -> bytes:
    return zipped([(one, written if one == name else was) for one, was in GOOD])


def test_members_stand_in_one_order_and_are_stored() -> None:
    with zipfile.ZipFile(io.BytesIO(packed())) as whole:
        assert tuple(whole.namelist()) == WHOLE
        assert {one.compress_type for one in whole.infolist()} == {zipfile.ZIP_STORED}
        assert {one.date_time for one in whole.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    "name", ["../leaves.jsonl", "/etc/passwd", "C:\\keys.txt", "leaves.jsonl/", "nested.zip"]
)
def test_a_member_that_no_bundle_has_is_refused(name: str, tmp_path: Path) -> None:
    assert "no bundle has" in refused(zipped([*GOOD, (name, b"x")]), tmp_path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    assert "two members" in refused(zipped([*GOOD[1:], GOOD[1], GOOD[0]]), tmp_path)


def test_packed_members_are_refused_however_small(tmp_path: Path) -> None:
    bomb = [*GOOD[:-1], (KEYS, b"\n" * 100_000_000)]
    assert "packed" in refused(zipped(bomb, zipfile.ZIP_DEFLATED), tmp_path)


def patched(offset: int, value: int, form: str = "<H") -> bytes:
    """Return a bundle with a number of its last entry in the list of members changed."""
    written = bytearray(zipped(GOOD))
    at = written.rindex(b"PK\1\2")
    struct.pack_into(form, written, at + offset, value)
    return bytes(written)


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    assert "encrypted" in refused(patched(8, 1), tmp_path)


def test_a_name_that_is_no_text_where_the_member_lies_is_refused(tmp_path: Path) -> None:
    for name in (LEAVES, OPENINGS, CHECKPOINTS):
        written = bytearray(zipped(GOOD))
        at = written.index(name.encode()) - 30
        written[at + 7] |= 8  # the name is UTF-8
        written[at + 30] = 0xBC
        assert "damaged" in refused(bytes(written), tmp_path)


def test_hashes_that_do_not_lie_where_the_file_says_are_refused(tmp_path: Path) -> None:
    written = bytearray(zipped(GOOD))
    head = written.index(HASHES.encode()) - 30
    struct.pack_into("<H", written, head + 28, 0xFFFF)
    assert "hashes.bin is damaged" in refused(bytes(written), tmp_path)
    listed = written.rindex(HASHES.encode()) - 46
    struct.pack_into("<I", written, listed + 42, len(written) - 8)
    refused(bytes(written), tmp_path)


def test_members_that_lie_over_each_other_are_refused(tmp_path: Path) -> None:
    assert "lies over" in refused(patched(42, 0, "<I"), tmp_path)


def test_a_size_that_is_not_the_size_is_refused(tmp_path: Path) -> None:
    assert "packed" in refused(patched(24, 1 << 30, "<I"), tmp_path)


def test_a_long_list_of_members_is_refused_before_it_is_read(tmp_path: Path) -> None:
    many = [*GOOD, *((f"{at:05}", b"") for at in range(1000))]
    assert "more members" in refused(zipped(many), tmp_path)


def large_end(listed: int) -> bytes:
    """Return the end of a zip beyond 4 GiB that says its list is so long."""
    record = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, 6, 6, listed, 0)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, 0, 1)
    return record + locator + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 6, 6, 0, 0xFFFFFFFF, 0)


def test_a_long_list_is_refused_in_the_form_of_large_files_too(tmp_path: Path) -> None:
    assert "more members" in refused(b"x" * 100 + large_end(1 << 40), tmp_path)


@pytest.mark.parametrize(
    "written",
    [b"", b"PK\5\6", b"x" * 100, packed()[:-1], packed()[: len(packed()) // 2], zipped(GOOD, remark=b"more"), b"PK\5\6" + bytes(18)],
    ids=["empty", "short", "other", "cut", "half", "remark", "nothing"],
)  # fmt: skip
def test_what_is_no_bundle_is_refused(written: bytes, tmp_path: Path) -> None:
    assert "bundle.zip" in refused(written, tmp_path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="cannot be read"):
        Bundle(tmp_path / "nothing.zip")


@pytest.mark.parametrize("missing", range(len(GOOD)))
def test_a_bundle_without_one_of_its_members_is_refused(missing: int, tmp_path: Path) -> None:
    refused(zipped(GOOD[:missing] + GOOD[missing + 1 :]), tmp_path)


@pytest.mark.parametrize(
    "said",
    [
        b"", b"[]", b"{", b'{"form": 1}', canonical({"form": 2, "kind": "whole", "origin": ORIGIN, "size": SIZE}),
        canonical({"form": 1, "kind": "half", "origin": ORIGIN, "size": SIZE}),
        canonical({"form": 1, "kind": "whole", "origin": 1, "size": SIZE}),
        canonical({"form": 1, "kind": "whole", "origin": ORIGIN, "size": -1}),
        canonical({"form": 1, "kind": "whole", "origin": ORIGIN, "size": "1"}),
        canonical({"form": 1, "kind": "excerpt", "origin": ORIGIN, "size": SIZE}),
    ],
)  # fmt: skip
def test_a_manifest_that_does_not_say_what_this_is_is_refused(said: bytes, tmp_path: Path) -> None:
    refused(with_member(MANIFEST, said), tmp_path)


@pytest.mark.parametrize(
    ("name", "written", "error"),
    [
        (CHECKPOINTS, b"x" * (LARGEST_TEXT + 1), BundleError),
        (CHECKPOINTS, b"city.example/ledger\n40\n", NoteError),
        (LEAVES, b"x" * (LONGEST_LINE + 2), BundleError),
        (LEAVES, dict(GOOD)[LEAVES][:-1], BundleError),
        (HASHES, dict(GOOD)[HASHES][:-1], BundleError),
    ],
)
def test_a_member_too_large_or_cut_is_refused(
    name: str, written: bytes, error: type[SourceError], tmp_path: Path
) -> None:
    assert name in refused(with_member(name, written), tmp_path, error)


def test_damage_on_the_way_is_told_from_tampering(tmp_path: Path) -> None:
    written = bytearray(packed())
    at = written.index(b"said 35")
    written[at] ^= 1
    assert "damaged" in refused(bytes(written), tmp_path)


# Excerpts.


def excerpt(tmp_path: Path, *leaves: int, of: bytes | None = None) -> Members:
    path = tmp_path / "whole.zip"
    path.write_bytes(of or packed())
    stream = io.BytesIO()
    with Bundle(path) as bundle:
        pack_excerpt(stream, bundle, leaves)
    return members_of(stream.getvalue())


def verified(members: Members, tmp_path: Path, size: int = 40, *, of: Ledger | None = None) -> Verification:
    path = tmp_path / "excerpt.zip"
    manifest = Manifest(origin=ORIGIN, size=SIZE, is_whole=False)
    with path.open("wb") as stream:
        pack(stream, manifest, {name: [written] for name, written in members.items()})
    with Bundle(path) as bundle:
        return verify(bundle, [KEY.verifier, WITNESS.verifier], seen(of or ledger(), size))


def test_an_excerpt_proves_its_leaves_and_has_no_others(tmp_path: Path) -> None:
    members = excerpt(tmp_path, 30, 5, 39)
    assert tuple(members) == EXCERPT
    assert members[LEAVES].splitlines() == [ledger().lines[at] for at in (5, 30, 39)]
    assert members[OPENINGS].splitlines() == [ledger().openings[at] for at in (1, 6)]
    done = verified(members, tmp_path)
    assert (done.verdict, done.leaves, done.signed, done.witnessed) == (Verdict.VERIFIED, 3, 40, 40)
    assert (done.is_whole, done.disclosed) == (False, 2)


@pytest.mark.parametrize("size", [10, 25])
def test_an_excerpt_goes_on_from_what_a_witness_saw_earlier(size: int, tmp_path: Path) -> None:
    members = excerpt(tmp_path, 30)
    done = verified(members, tmp_path, size)
    assert (done.verdict, done.witnessed) == (Verdict.VERIFIED, size)
    other = ledger()
    other.hashes[3] = bytes(32)
    done = verified(members, tmp_path, size, of=other)
    assert {one.code for one in done.findings} == {Code.UNLIKE_WITNESS}
    proofs = [GoingOn.of(line) for line in members[GOING_ON].splitlines()]
    turned = joined(*(one._replace(hashes=one.hashes[::-1]).line() for one in proofs))
    done = verified(members | {GOING_ON: turned}, tmp_path, size)
    assert {one.code for one in done.findings} == {Code.UNLIKE_WITNESS}


def test_an_excerpt_says_nothing_of_a_state_it_has_no_proof_from(tmp_path: Path) -> None:
    members = excerpt(tmp_path, 30)
    done = verified(members, tmp_path, 26)
    assert {one.code for one in done.findings} == {Code.NO_WITNESS}
    done = verified(members | {GOING_ON: b""}, tmp_path, 25)
    assert {one.code for one in done.findings} == {Code.NO_WITNESS}
    done = verified(members | {GOING_ON: b"{}\n"}, tmp_path, 40)
    assert {one.code for one in done.findings} == {Code.WRONG_PROOF}


def test_two_states_of_one_size_cannot_both_be_gone_on_from(tmp_path: Path) -> None:
    other = ledger()
    other.hashes[3] = bytes(32)
    path = tmp_path / "excerpt.zip"
    with path.open("wb") as stream:
        manifest = Manifest(origin=ORIGIN, size=SIZE, is_whole=False)
        pack(stream, manifest, {name: [one] for name, one in excerpt(tmp_path, 30).items()})
    for both in ([*seen(ledger(), 25), *seen(other, 25)], [*seen(other, 25), *seen(ledger(), 25)]):
        with Bundle(path) as bundle:
            done = verify(bundle, [KEY.verifier], both)
        assert [(one.code, one.leaves) for one in done.findings] == [(Code.UNLIKE_WITNESS, (25,))]


def test_an_excerpt_without_what_is_private_is_verified(tmp_path: Path) -> None:
    done = verified(excerpt(tmp_path, 5) | {OPENINGS: b""}, tmp_path)
    assert (done.verdict, done.disclosed, done.hidden) == (Verdict.VERIFIED, 0, 1)


LINES = ledger().lines


def joined(*lines: bytes) -> bytes:
    return b"".join(line + b"\n" for line in lines)


PROOF_OF_5 = Proof(5, 40, ()).line()


@pytest.mark.parametrize(
    ("alter", "codes"),
    [
        (lambda has: {LEAVES: has[LEAVES].replace(b"accepted", b"refused", 1)}, {Code.WRONG_PROOF}),
        (lambda has: {LEAVES: joined(LINES[5], LINES[6])}, {Code.WRONG_PROOF, Code.WRONG_SEQUENCE, Code.STRAY_OPENING}),
        (lambda has: {LEAVES: joined(LINES[30], LINES[5])},
         {Code.WRONG_PROOF, Code.WRONG_SEQUENCE, Code.REORDERED, Code.CLOCK_BACK, Code.STRAY_OPENING}),
        (lambda has: {LEAVES: joined(LINES[30], LINES[30]), PROOFS: has[PROOFS].splitlines(keepends=True)[1] * 2, OPENINGS: b""},
         {Code.REORDERED}),
        (lambda has: {LEAVES: joined(LINES[5])}, {Code.DELETED, Code.STRAY_OPENING}),
        (lambda has: {LEAVES: joined(LINES[5], LINES[30], LINES[31])}, {Code.WRONG_PROOF}),
        (lambda has: {LEAVES: joined(LINES[5], b"{}")}, {Code.WRONG_PROOF, Code.NOT_A_LEAF, Code.STRAY_OPENING}),
        (lambda has: {LEAVES: joined(LINES[5], leaf_of(30, "village")[0].line())}, {Code.WRONG_PROOF, Code.FOREIGN_LEAF}),
        (lambda has: {LEAVES: has[LEAVES].replace(b'"version":1', b'"version":2')},
         {Code.WRONG_PROOF, Code.LATER_VERSION, Code.STRAY_OPENING}),
        (lambda has: {PROOFS: joined(PROOF_OF_5, has[PROOFS].splitlines()[1])}, {Code.WRONG_PROOF}),
        (lambda has: {PROOFS: joined(b"{}", has[PROOFS].splitlines()[1])}, {Code.WRONG_PROOF}),
        (lambda has: {PROOFS: has[PROOFS].replace(b'"size":40', b'"size":25')}, {Code.WRONG_PROOF}),
        (lambda has: {CHECKPOINTS: bytes(state(ledger().hashes, 40).signed(STRANGER))}, {Code.OTHER_KEY, Code.WRONG_PROOF, Code.NO_WITNESS}),
        (lambda has: {CHECKPOINTS: b""}, {Code.WRONG_PROOF, Code.NO_WITNESS}),
    ],
)  # fmt: skip
def test_an_altered_excerpt_is_found(
    alter: Callable[[Members], Members], codes: set[Code], tmp_path: Path
) -> None:
    members = excerpt(tmp_path, 5, 30)
    done = verified(members | alter(members), tmp_path)
    assert {one.code for one in done.findings} == codes
    assert done.verdict is Verdict.BROKEN


def test_an_excerpt_of_a_tree_that_others_did_not_see_is_found(tmp_path: Path) -> None:
    other = ledger()
    other.lines[30] = other.lines[30].replace(b"accepted", b"refused")
    other.rehash()
    other.sign_anew(KEY)
    of = other.write(tmp_path / "other.zip").read_bytes()
    done = verified(excerpt(tmp_path, 30, of=of), tmp_path)
    assert {one.code for one in done.findings} == {Code.UNLIKE_WITNESS}


@pytest.mark.parametrize("leaves", [(), (-1,), (40,), (3, 99)])
def test_there_is_no_excerpt_of_leaves_that_are_not_signed(leaves: tuple[int, ...], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="40 leaves"):
        excerpt(tmp_path, *leaves)


def test_there_is_no_excerpt_of_an_excerpt_and_none_of_an_edited_leaf(tmp_path: Path) -> None:
    stream = io.BytesIO()
    pack(stream, Manifest(origin=ORIGIN, size=SIZE, is_whole=False), {})
    with pytest.raises(UsageError, match="already"):
        excerpt(tmp_path, 5, of=stream.getvalue())
    altered = ledger()
    altered.lines[5] = altered.lines[6]
    of = altered.write(tmp_path / "other.zip").read_bytes()
    altered.openings.insert(0, b"{}")
    of = altered.write(tmp_path / "odd.zip").read_bytes()
    assert b"{}" not in excerpt(tmp_path, 7, of=of)[OPENINGS]
    del altered.lines[30:]
    of = altered.write(tmp_path / "cut.zip").read_bytes()
    with pytest.raises(BundleError, match="leaf 30 is not what was signed"):
        excerpt(tmp_path, 30, of=of)
    with pytest.raises(BundleError, match="not what was signed"):
        excerpt(tmp_path, 5, of=of)


# Whatever the bytes.


def outcome(written: bytes, tmp_path: Path) -> Verdict | None:
    """Return the verdict on a file, ``None`` where it is refused with a diagnosis."""
    path = tmp_path / "bundle.zip"
    path.write_bytes(written)
    try:
        with Bundle(path) as bundle:
            return verify(bundle, [KEY.verifier], seen(ledger(), 40)).verdict
    except SourceError as error:
        return None if error.diagnosis() else Verdict.VERIFIED


def test_the_file_that_is_altered_below_is_verified(tmp_path: Path) -> None:
    assert outcome(packed(), tmp_path) is outcome(zipped(GOOD), tmp_path) is Verdict.VERIFIED


@given(st.sampled_from(GOOD), st.data())
def test_no_altered_member_is_verified_and_none_ends_without_a_word(
    tmp_path_factory: pytest.TempPathFactory, member: tuple[str, bytes], data: st.DataObject
) -> None:
    name, was = member
    at = data.draw(st.integers(0, len(was) - 1))
    put = data.draw(st.binary(max_size=3))
    now = was[:at] + put + was[at + data.draw(st.integers(0, 3)) :]
    verdict = outcome(with_member(name, now), tmp_path_factory.mktemp("bundle"))
    # Keys are not asked where one was given, and an earlier state is covered by a later one.
    assert verdict is not Verdict.VERIFIED or now == was or name in {KEYS, CHECKPOINTS}


@given(st.data())
def test_a_file_of_any_bytes_is_refused_with_a_diagnosis_or_judged(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    written = bytearray(zipped(GOOD))
    # Where a zip says what lies in it: the heads of its members and the list at its end.
    heads = [at for at in range(len(written)) if written[at : at + 2] == b"PK"]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.sampled_from(heads)) + data.draw(st.integers(0, 60))
        written[at % len(written)] = data.draw(st.integers(0, 255))
    outcome(bytes(written), tmp_path_factory.mktemp("bundle"))
