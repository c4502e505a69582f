"""Is a bundle told for what it is: signed, not signed, forged, replayed, of another scope, cut?"""

import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from securesystemslib.dsse import Envelope
from securesystemslib.signer import SSlibKey

from collections_made import (
    BEGUN,
    COLLECTOR,
    ENDED,
    LINES,
    SCOPE,
    SERVER,
    STRANGER,
    TEXT,
    members_of,
    packed,
    scope_of,
    zipped,
)
from phaseout.collected.judging import Code, Judged, Standing, judge
from phaseout.collected.manifest import FileKind, Manifest
from phaseout.collected.opened import CollectedBundle
from phaseout.domain.problem import SourceError
from phaseout.ledger.archive import BundleError

KEYS = (COLLECTOR.verifier, SERVER.verifier)


def judged(written: bytes, folder: Path, **asked: object) -> Judged:
    path = folder / "bundle.zip"
    path.write_bytes(written)
    keys = asked.pop("keys", KEYS)
    with CollectedBundle(path) as bundle:
        return judge(bundle, keys, **asked)  # type: ignore[arg-type]


def manifest_of(written: bytes, folder: Path) -> Manifest:
    return judged(written, folder).manifest


def found(done: Judged) -> tuple[Standing, list[str]]:
    return done.standing, [one.code.value for one in done.faults]


def test_a_bundle_as_it_was_made_is_signed_and_known(tmp_path: Path) -> None:
    done = judged(packed(tmp_path), tmp_path, scope=sha256(SCOPE).hexdigest())
    assert found(done) == (Standing.KNOWN, [])
    assert (done.signers, done.scope_signers) == ((COLLECTOR.verifier,), (SERVER.verifier,))
    assert [(one.name, one.kind) for one in done.manifest.files] == [
        ("observations.jsonl", FileKind.OBSERVATIONS),
        ("inventory.csv", FileKind.EXPORT),
    ]
    assert not done.is_same


@pytest.mark.parametrize("name", ["begun", "ended"])
@pytest.mark.parametrize("time", ["2026-99-27T08:00:00Z", "2026-11-27T08:00:60Z", "0000-11-27T08:00:00Z"])
def test_a_time_that_there_is_not_is_no_manifest(name: str, time: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not say what was collected"):
        judged(packed(tmp_path, **{name: time}), tmp_path)  # type: ignore[arg-type]


def test_lines_among_the_exports_are_held_against_the_sites_of_the_scope(tmp_path: Path) -> None:
    lines = LINES.replace(b'"site": "town-hall"', b'"site": "library"', 1)
    done = judged(packed(tmp_path, exports={"x.jsonl": lines}), tmp_path)
    assert found(done) == (Standing.OTHER_SCOPE, [Code.OUTSIDE])


def test_the_same_collection_makes_the_same_bytes_wherever_it_lies(tmp_path: Path) -> None:
    assert packed(tmp_path / "here") == packed(tmp_path / "there")


def test_a_collection_that_was_taken_already_is_the_same_and_no_replay(tmp_path: Path) -> None:
    written = packed(tmp_path)
    done = judged(written, tmp_path, taken=[manifest_of(written, tmp_path)])
    assert (done.is_same, *found(done)) == (True, Standing.KNOWN, [])


@pytest.mark.parametrize("key", [None, STRANGER])
def test_what_nobody_known_signed_is_taken_as_not_signed(key: object, tmp_path: Path) -> None:
    done = judged(packed(tmp_path, key=key), tmp_path, keys=[SERVER.verifier])  # type: ignore[arg-type]
    assert found(done) == (Standing.UNSIGNED, [])
    assert len(done.strangers) == (key is not None)


def test_who_signs_in_the_name_of_a_known_key_forges(tmp_path: Path) -> None:
    written = members_of(packed(tmp_path))
    ours = COLLECTOR.verifier.id.hex().encode()
    theirs = members_of(packed(tmp_path, key=STRANGER))["manifest.json"]
    written["manifest.json"] = theirs.replace(STRANGER.verifier.id.hex().encode(), ours)
    assert found(judged(zipped(written), tmp_path)) == (Standing.FORGED, [Code.SIGNATURE])


@pytest.mark.parametrize(
    ("member", "now", "expected"),
    [
        ("files/1", LINES.replace(b"App-webs/", b"Axis-web/"), (Standing.FORGED, [Code.ALTERED])),
        ("files/1", LINES + b"{}\n", (Standing.FORGED, [Code.ALTERED])),
        ("files/1", LINES[:-40], (Standing.CUT, [Code.SHORT])),
        ("files/2", None, (Standing.CUT, [Code.MISSING])),
        ("scope.txt", scope_of(TEXT.replace("/24", "/8")), (Standing.FORGED, [Code.SCOPE_ALTERED])),
        (
            "scope.txt",
            SCOPE.replace(b"/24", b"/16"),
            (Standing.FORGED, [Code.SCOPE_FORGED, Code.SCOPE_ALTERED]),
        ),
    ],
)
def test_what_was_altered_or_cut_is_named(
    member: str, now: bytes | None, expected: tuple[Standing, list[Code]], tmp_path: Path
) -> None:
    members = members_of(packed(tmp_path))
    if now is None:
        del members[member]
    else:
        members[member] = now
    assert found(judged(zipped(members), tmp_path)) == expected


def test_a_bundle_of_another_scope_is_not_taken_for_this_one(tmp_path: Path) -> None:
    other = sha256(scope_of(TEXT.replace("scope-1", "scope-2"))).hexdigest()
    done = judged(packed(tmp_path), tmp_path, scope=other)
    assert found(done) == (Standing.OTHER_SCOPE, [Code.OTHER_SCOPE])


def test_old_lines_told_as_a_new_collection_are_a_replay(tmp_path: Path) -> None:
    first = manifest_of(packed(tmp_path), tmp_path)
    again = packed(tmp_path, begun="2026-12-01T08:00:00Z", ended="2026-12-01T09:00:00Z")
    done = judged(again, tmp_path, taken=[first])
    assert found(done) == (Standing.REPLAYED, [Code.SHOWN_ANEW])
    assert done.faults[0].name == first.id


def test_an_export_may_be_brought_along_twice(tmp_path: Path) -> None:
    first = manifest_of(packed(tmp_path), tmp_path)
    later = LINES.replace(b"2026-11-27T08", b"2026-12-01T08")
    again = packed(tmp_path, lines=later, begun="2026-12-01T08:00:00Z", ended="2026-12-01T09:00:00Z")
    assert found(judged(again, tmp_path, taken=[first])) == (Standing.KNOWN, [])


def test_an_empty_look_is_no_replay_of_another_empty_one(tmp_path: Path) -> None:
    first = manifest_of(packed(tmp_path, lines=b""), tmp_path)
    again = packed(tmp_path, lines=b"", begun="2026-12-01T08:00:00Z", ended="2026-12-01T09:00:00Z")
    assert found(judged(again, tmp_path, taken=[first])) == (Standing.KNOWN, [])


def test_a_collection_that_ends_before_it_begins_is_not_believed(tmp_path: Path) -> None:
    assert found(judged(packed(tmp_path, begun=ENDED, ended=BEGUN), tmp_path))[0] is Standing.FORGED


# What is refused before anything in it is believed.


def refused(written: bytes, folder: Path) -> str:
    with pytest.raises(SourceError) as caught:
        judged(written, folder)
    return caught.value.diagnosis()


@pytest.mark.parametrize("name", ["../files/1", "/etc/passwd", "files/0", "files/10000", "files/1/", "note"])
def test_a_member_that_no_bundle_has_is_refused(name: str, tmp_path: Path) -> None:
    assert "no bundle has" in refused(zipped({**members_of(packed(tmp_path)), name: b"x"}), tmp_path)


def test_a_file_that_the_manifest_does_not_list_is_refused(tmp_path: Path) -> None:
    assert "does not list" in refused(zipped({**members_of(packed(tmp_path)), "files/3": b"x"}), tmp_path)


def test_packed_members_are_refused_so_that_no_bomb_is_one(tmp_path: Path) -> None:
    members = {**members_of(packed(tmp_path)), "files/1": bytes(1 << 20)}
    assert "is packed" in refused(zipped(members, zipfile.ZIP_DEFLATED), tmp_path)


@pytest.mark.parametrize("missing", ["manifest.json", "scope.txt"])
def test_a_bundle_without_what_says_what_it_is_is_refused(missing: str, tmp_path: Path) -> None:
    members = members_of(packed(tmp_path))
    del members[missing]
    assert "no manifest or no scope" in refused(zipped(members), tmp_path)


@pytest.mark.parametrize("end", [10, 200, -30])
def test_a_file_that_was_cut_on_the_way_is_refused(end: int, tmp_path: Path) -> None:
    assert "was cut" in refused(packed(tmp_path)[:end], tmp_path)


def test_a_list_longer_than_a_bundle_has_is_refused_before_it_is_read(tmp_path: Path) -> None:
    many = [(f"files/{number}", b"") for number in range(3, 3000)]
    assert "more members" in refused(zipped([*members_of(packed(tmp_path)).items(), *many]), tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        {"form": 2},
        {"collector": ""},
        {"begun": "yesterday"},
        {"files": [{"name": "x"}]},
        {"counters": {"asked": -1}},
        {"more": 1},
        {"scope": {"id": "scope-1", "sha256": "short"}},
    ],
)
def test_a_manifest_in_another_form_is_refused(change: dict[str, object], tmp_path: Path) -> None:
    from phaseout.ledger.canonical import canonical, read_canonical

    said = read_canonical(manifest_of(packed(tmp_path), tmp_path).written())
    assert isinstance(said, dict)
    with pytest.raises(BundleError):
        Manifest.of(canonical({**said, **change}))


GOOD_IN: dict[str, bytes] = {}


@given(st.integers(0, 1 << 20), st.integers(1, 255))
def test_a_bundle_with_any_byte_altered_is_refused_or_is_not_believed_to_be_another(
    tmp_path_factory: pytest.TempPathFactory, at: int, change: int
) -> None:
    folder = tmp_path_factory.mktemp("bundle")
    good = GOOD_IN.setdefault("bundle", packed(folder))
    written = bytearray(good)
    written[at % len(good)] ^= change
    try:
        done = judged(bytes(written), folder)
    except SourceError:
        return
    assert done.standing is not Standing.KNOWN or done.manifest.id == manifest_of(good, folder).id


@given(st.binary(max_size=400))
def test_a_file_of_any_bytes_is_refused_with_a_diagnosis(
    tmp_path_factory: pytest.TempPathFactory, written: bytes
) -> None:
    assert refused(written, tmp_path_factory.mktemp("bundle"))


def test_an_independent_program_verifies_the_manifest(tmp_path: Path) -> None:
    envelope = Envelope.from_dict(json.loads(members_of(packed(tmp_path))["manifest.json"]))
    name = next(iter(envelope.signatures))
    public = {"public": COLLECTOR.verifier.public.hex()}
    assert envelope.verify([SSlibKey(name, "ed25519", "ed25519", public)], 1)
    assert envelope.payload_type == "application/vnd.phaseout.collection+json"
    assert sha256(envelope.payload).hexdigest() == manifest_of(packed(tmp_path), tmp_path).id
