"""Does ``phaseout attest`` sign what a document says, and find what was altered since?"""

import json
from pathlib import Path

import pytest
from in_toto_attestation.v1.statement import Statement
from securesystemslib.dsse import Envelope
from securesystemslib.signer import SSlibKey

from command_line import run
from phaseout.ledger.key import SigningKey

EXAMPLE = Path(__file__).parents[3] / "examples" / "town-hall"


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    saved = tmp_path_factory.mktemp("survey") / "survey.json"
    context = EXAMPLE.with_suffix(".toml")
    assert (
        run("survey", EXAMPLE, "--context", context, "--no-timestamp", "-o", f"json={saved}").returncode == 0
    )
    return saved


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "surveys.key"
    assert run("ledger", "key", "city.example/surveys", path).returncode == 0
    return path


@pytest.fixture
def statement(document: Path, key: Path, tmp_path: Path) -> Path:
    path = tmp_path / "survey.intoto.json"
    done = run("attest", "sign", document, "--key", key, "-o", path)
    assert (done.returncode, done.stderr) == (0, "")
    return path


def public(key: Path) -> str:
    return str(SigningKey.load(key).verifier)


def test_a_statement_is_verified_with_its_document_and_sources(
    statement: Path, document: Path, key: Path
) -> None:
    source = next(one for one in sorted(EXAMPLE.rglob("*")) if one.is_file())
    done = run("attest", "verify", statement, document, source, "--key", public(key), "--strict")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0].startswith("Signed by city.example/surveys+")
    assert f"it speaks of this file ({document.name})" in done.stdout
    assert done.stdout.splitlines()[-1] == "Verified: a key you trust signed this, as it stands."


def test_independent_programs_read_the_envelope_and_the_statement(statement: Path, key: Path) -> None:
    verifier = SigningKey.load(key).verifier
    envelope = Envelope.from_dict(json.loads(statement.read_bytes()))
    name = next(iter(envelope.signatures))
    theirs = SSlibKey(name, "ed25519", "ed25519", {"public": verifier.public.hex()})
    assert envelope.verify([theirs], 1)
    said = json.loads(envelope.payload)
    read = Statement([], said["predicateType"], said["predicate"])
    read.pb.subject.extend(Statement.copy_from_pb(read.pb).pb.subject)
    for subject in said["subject"]:
        read.pb.subject.add(name=subject["name"], digest=subject["digest"])
    read.validate()


@pytest.mark.parametrize(("lang", "word"), [("en", "Broken"), ("fr", "Rompu")])
def test_another_document_is_told(
    statement: Path, document: Path, key: Path, tmp_path: Path, lang: str, word: str
) -> None:
    other = tmp_path / document.name
    other.write_bytes(document.read_bytes().replace(b"hikvision", b"axis", 1))
    done = run("attest", "verify", statement, other, "--key", public(key), "--lang", lang)
    assert done.returncode == 3
    assert word in done.stdout.splitlines()[-1]


def test_an_altered_statement_is_told(statement: Path, key: Path, tmp_path: Path) -> None:
    import base64

    envelope = json.loads(statement.read_bytes())
    payload = base64.b64decode(envelope["payload"]).replace(b'"unread":', b'"unread":1', 1)
    envelope["payload"] = base64.b64encode(payload).decode()
    altered = tmp_path / "altered.json"
    altered.write_text(json.dumps(envelope))
    done = run("attest", "verify", altered, "--key", public(key))
    assert done.returncode == 3
    assert "Not signed by city.example/surveys" in done.stdout


def test_without_a_trusted_key_nothing_can_be_told(statement: Path, tmp_path: Path) -> None:
    done = run("attest", "verify", statement)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1].startswith("Cannot be told")
    assert run("attest", "verify", statement, "--strict").returncode == 4
    stranger = SigningKey.generate("city.example/surveys").verifier
    assert run("attest", "verify", statement, "--key", stranger, "--strict").returncode == 4


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"payload":"e30=","payloadType":"x","signatures":[]}',
                                     b'{"payload":1,"payloadType":"x","signatures":[]}', b"[" * 100_000])  # fmt: skip
def test_what_is_no_statement_is_a_diagnosis(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.json"
    path.write_bytes(content)
    done = run("attest", "verify", path)
    assert done.returncode == 3
    assert str(path) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_key_is_for_its_owner_alone_and_never_overwritten(key: Path) -> None:
    assert key.stat().st_mode & 0o077 == 0
    assert run("ledger", "key", "city.example/surveys", key).returncode == 3


def test_a_document_is_not_overwritten_by_its_statement(document: Path, key: Path) -> None:
    assert run("attest", "sign", document, "--key", key, "-o", document).returncode == 2


def test_a_witness_signs_a_state_it_saw(tmp_path: Path) -> None:
    from ledgers import KEY, ledger, seen

    path, state, bundle = tmp_path / "witness.key", tmp_path / "state.txt", tmp_path / "bundle.zip"
    named = run("ledger", "key", "witness.example", path, "--witness").stdout.strip()
    state.write_bytes(bytes(seen(ledger(), 25)[0].note))
    done = run("ledger", "cosign", state, "--key", path)
    assert done.returncode == 0
    kept = tmp_path / "kept.txt"
    kept.write_text(done.stdout)
    verified = run(
        "ledger", "verify", ledger().write(bundle), "--key", KEY.verifier, "--key", named, "--witness", kept
    )
    assert verified.returncode == 0, verified.stdout
    assert "Seen by a witness" in verified.stdout


def test_a_key_of_a_ledger_is_no_witness(key: Path, tmp_path: Path) -> None:
    state = tmp_path / "state.txt"
    state.write_text("")
    assert run("ledger", "cosign", state, "--key", key).returncode == 2
