"""Are notes and checkpoints those of C2SP, is every altered one refused, and does a key stay secret?"""

import os
from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaseout.ledger.checkpoint import Checkpoint, read_checkpoints
from phaseout.ledger.key import KeyKind, KeyTextError, SigningKey, VerifierKey, read_keys
from phaseout.ledger.note import Note, NoteError

# The example of golang.org/x/mod/sumdb/note, which every implementation is tried with. Its private key is published.
PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNATURE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
# A checkpoint with a cosignature, as C2SP tlog-cosignature shows one, and published keys of logs and of a witness.
COSIGNED = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""
PUBLISHED = [
    PUBLIC,
    "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop",
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
]
ROOT = bytes(range(32))
STATE = Checkpoint(origin="city.example/ledger", size=7, root=ROOT)


def key(seed: int = 1, kind: KeyKind = KeyKind.LEDGER, name: str = "city.example/ledger") -> SigningKey:
    return SigningKey(name=name, kind=kind, private=bytes([seed]) * 32)


def test_the_example_of_go_is_signed_and_verified_letter_by_letter() -> None:
    note = Note(text=TEXT, signatures=()).signed(SigningKey.of(PRIVATE))
    assert bytes(note).decode() == f"{TEXT}\n{SIGNATURE}\n"
    assert Note.of(bytes(note)) == note
    judged = note.judged([VerifierKey.of(PUBLIC)])
    assert [one.key.name for one in judged.good] == ["PeterNeumann"]
    assert judged.forged == judged.unknown == ()


@pytest.mark.parametrize("text", PUBLISHED)
def test_published_keys_are_read_and_written_as_they_are(text: str) -> None:
    assert str(VerifierKey.of(text)) == text


@pytest.mark.parametrize("start", range(0, len(PUBLIC), 3))
@pytest.mark.parametrize("end", range(1, len(PUBLIC), 7))
def test_a_part_of_a_key_is_no_key(start: int, end: int) -> None:
    with pytest.raises(KeyTextError):
        VerifierKey.of(PUBLIC[start:end])


def test_a_key_with_another_name_or_an_altered_letter_is_refused() -> None:
    for text in ("Peter" + PUBLIC[5:].replace("Neumann", "Newmann"), PUBLIC.replace("ARpc", "ARpd")):
        with pytest.raises(KeyTextError, match="altered"):
            VerifierKey.of(text)


def test_a_key_of_another_scheme_is_refused() -> None:
    other = VerifierKey.of(PUBLIC)
    object.__setattr__(other, "kind", 2)
    with pytest.raises(KeyTextError, match="scheme"):
        VerifierKey.of(str(other))


def test_the_cosigned_checkpoint_of_c2sp_is_read() -> None:
    (signed,) = read_checkpoints(COSIGNED.encode(), "seen.txt")
    assert (signed.checkpoint.origin, signed.checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert bytes(signed.note).decode() == COSIGNED
    judged = signed.note.judged([VerifierKey.of(PUBLIC)])
    assert judged.good == judged.forged == ()
    assert judged.unknown == ("example.com/behind-the-sofa+033de0ae", "witness.example.com/w1+8d66cf3f")


@given(
    st.integers(0, 2**53),
    st.integers(0, 10**18 - 1),
    st.lists(st.sampled_from(["a b", "—", "é"]), max_size=3),
)
def test_a_witness_signs_what_it_saw_and_when(at: int, size: int, extensions: list[str]) -> None:
    state = Checkpoint(origin="city.example/ledger", size=size, root=ROOT, extensions=tuple(extensions))
    witness = key(2, KeyKind.WITNESS, "archive")
    note = Note.of(bytes(state.note().signed(key()).signed(witness, at=at)))
    assert Checkpoint.of(note.text) == state
    assert [one.seen for one in note.judged([key().verifier, witness.verifier]).good] == [None, at]


def test_an_altered_text_or_time_makes_a_signature_a_forged_one() -> None:
    witness = key(2, KeyKind.WITNESS, "archive")
    written = bytes(STATE.note().signed(key()).signed(witness, at=1))
    known = [key().verifier, witness.verifier]
    other = Note.of(written.replace(b"\n7\n", b"\n8\n")).judged(known)
    assert [one.name for one in other.forged] == ["city.example/ledger", "archive"]
    note = Note.of(written)
    late = note.signatures[1]._replace(blob=(2).to_bytes(8, "big") + note.signatures[1].blob[8:])
    assert Note(text=note.text, signatures=(late,)).judged(known).forged == (witness.verifier,)
    short = note.signatures[0]._replace(blob=b"\0")
    assert Note(text=note.text, signatures=(short,)).judged(known).forged == (key().verifier,)


def test_a_key_of_a_ledger_is_no_witness_and_no_other_ledger() -> None:
    note = STATE.note().signed(key())
    for stranger in (key(1, KeyKind.WITNESS), key(1, name="other"), key(2)):
        judged = note.judged([stranger.verifier])
        assert judged.good == judged.forged == ()


SIGNED = bytes(STATE.note().signed(key())).decode()
LINE = SIGNED.splitlines()[-1]


@pytest.mark.parametrize(
    "written",
    [
        b"", b"text\n", b"text\n\n", f"text\n{LINE}\n".encode(), f"text\n\n{LINE}".encode(), f"t\x1b[1m\n\n{LINE}\n".encode(),
        f"text\r\n\n{LINE}\n".encode(), f"text\n\n{LINE}\n\n{LINE} x\n".encode(), f"text\n\n{LINE[2:]}\n".encode(),
        f"text\n\n{LINE}=\n".encode(), b"text\n\n" + "— name AAAA\n".encode(), b"\xff\n\n" + LINE.encode() + b"\n",
        b"text\n\n" + f"{LINE}\n".encode() * 101, b"x" * (1 << 20) + f"\n\n{LINE}\n".encode(),
    ],
    ids=lambda written: str(written[:24]),
)  # fmt: skip
def test_what_is_no_note_is_refused(written: bytes) -> None:
    with pytest.raises(NoteError):
        Note.of(written)


@pytest.mark.parametrize(
    "text",
    [
        "origin\n7\n", "origin\n\n7\n", f"origin\n07\n{b64encode(ROOT).decode()}\n", "origin\n7\nAAAA\n",
        f"origin\n-1\n{b64encode(ROOT).decode()}\n", f"origin\n7\n{b64encode(ROOT).decode()[:-1]}\n",
        f"origin\n7\n{b64encode(ROOT).decode()}\n\nmore\n", f"\n7\n{b64encode(ROOT).decode()}\n",
        f"origin\n٧\n{b64encode(ROOT).decode()}\n", f"origin\n{10**18}\n{b64encode(ROOT).decode()}\n",
        f"origin\n7\n{b64encode(ROOT).decode()[:-2]}9=\n",
    ],
)  # fmt: skip
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        Checkpoint.of(text)


def test_a_file_of_checkpoints_may_be_put_together_by_hand() -> None:
    more = bytes(Checkpoint(origin="o", size=8, root=ROOT).note().signed(key()).signed(key(2))).decode()
    for gap in ("", "\n", "\n\n\n"):
        written = f"{SIGNED}{gap}{more}{gap}{SIGNED}".replace("\n", "\r\n" if gap else "\n")
        assert [one.checkpoint.size for one in read_checkpoints(written.encode(), "")] == [7, 8, 7]
    assert read_checkpoints(b"", "") == []


@pytest.mark.parametrize(
    "written", ["origin\n7\n", f"{SIGNED}origin\n", "\n".join(SIGNED.splitlines()[:3]) + "\n\n"]
)
def test_a_checkpoint_that_was_cut_is_named(written: str) -> None:
    with pytest.raises(NoteError, match=r"checkpoint [12]"):
        read_checkpoints(written.encode(), "seen.txt")


def test_a_key_is_kept_for_its_owner_alone_and_never_shown(tmp_path: Path) -> None:
    made = SigningKey.generate("city.example/ledger")
    made.save(tmp_path / "ledger.key")
    assert SigningKey.load(tmp_path / "ledger.key") == made
    assert made != SigningKey.generate("city.example/ledger")
    assert str(made.private) not in repr(made)
    assert made.text() not in repr(made)
    with pytest.raises(KeyTextError, match="exists"):
        made.save(tmp_path / "ledger.key")


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.key"
    key().save(path)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    with pytest.raises(KeyTextError, match="others"):
        SigningKey.load(path)


@pytest.mark.parametrize(
    "written", ["", "PRIVATE+KEY+a+00000000+AAAA", PRIVATE.replace("AYEK", "AYEL"), PUBLIC, "é"]
)
def test_a_file_that_is_no_key_is_refused_without_its_text(written: str, tmp_path: Path) -> None:
    path = tmp_path / "ledger.key"
    path.touch(mode=0o600)
    path.write_text(written, encoding="utf-8")
    with pytest.raises(KeyTextError) as caught:
        SigningKey.load(path)
    assert "YEL" not in caught.value.diagnosis()


def test_a_key_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyTextError, match="cannot be read"):
        SigningKey.load(tmp_path / "nothing")


@pytest.mark.parametrize("name", ["", "two words", "a+b", "line\n", "\u2003"])
def test_a_name_that_a_note_cannot_have_is_refused(name: str) -> None:
    with pytest.raises(KeyTextError):
        SigningKey.generate(name)


def test_keys_stand_one_a_line_with_remarks() -> None:
    assert list(map(str, read_keys(f"# the ledger\n{PUBLIC}\n\n{PUBLISHED[1]}\n"))) == PUBLISHED[:2]
    with pytest.raises(KeyTextError):
        read_keys("what is this")
