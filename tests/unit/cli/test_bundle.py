"""Does ``phaseout bundle verify`` say what a bundle is worth, with the exit code that goes with it?"""

import json
from pathlib import Path

import pytest

from collections_made import COLLECTOR, LINES, SCOPE, SERVER, TEXT, members_of, packed, scope_of, zipped
from command_line import run
from phaseout.collected.sealed import made_key, public_text, recipient_of, sealed

TRUSTED = ("--key", str(COLLECTOR.verifier), "--key", str(SERVER.verifier))


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    (tmp_path / "bundle.zip").write_bytes(packed(tmp_path / "stick"))
    (tmp_path / "scope.txt").write_bytes(SCOPE)
    (tmp_path / "other.txt").write_bytes(scope_of(TEXT.replace("scope-1", "scope-2")))
    return tmp_path / "bundle.zip"


def told(*given: object) -> tuple[int, dict[str, object]]:
    done = run("bundle", "verify", *given, "-o", "json")
    return done.returncode, json.loads(done.stdout)


def test_a_bundle_of_a_known_key_is_told_in_both_languages(bundle: Path) -> None:
    english = run("bundle", "verify", bundle, *TRUSTED, "--scope", bundle.with_name("scope.txt"), "--strict")
    french = run("bundle", "verify", bundle, *TRUSTED, "--lang", "fr")
    assert (english.returncode, french.returncode) == (0, 0), english.stderr
    assert english.stdout.splitlines()[-1] == "Signed and known: whole, and by a key you trust."
    assert french.stdout.splitlines()[-1].startswith("Signée et connue")


def test_what_nobody_known_signed_ends_with_0_and_under_strict_with_4(bundle: Path) -> None:
    assert run("bundle", "verify", bundle).returncode == 0
    done = run("bundle", "verify", bundle, "--strict")
    assert done.returncode == 4
    assert "Weigh it as such" in done.stdout


@pytest.mark.parametrize(
    ("member", "before", "now", "standing"),
    [("files/1", b"App-webs/", b"Axis-web/", "forged"), ("files/1", LINES[-40:], b"", "cut")],
)
def test_what_is_not_to_be_taken_ends_with_3(
    bundle: Path, member: str, before: bytes, now: bytes, standing: str
) -> None:
    members = members_of(bundle.read_bytes())
    bundle.write_bytes(zipped({**members, member: members[member].replace(before, now)}))
    code, said = told(bundle, *TRUSTED)
    assert (code, said["standing"]) == (3, standing)


def test_another_scope_and_a_replay_are_told_apart(bundle: Path, tmp_path: Path) -> None:
    code, said = told(bundle, *TRUSTED, "--scope", bundle.with_name("other.txt"))
    assert (code, said["standing"]) == (3, "other-scope")
    again = tmp_path / "again.zip"
    again.write_bytes(packed(tmp_path / "stick", begun="2026-12-01T08:00:00Z", ended="2026-12-01T09:00:00Z"))
    code, said = told(again, *TRUSTED, "--seen", bundle)
    assert (code, said["standing"], said["same"]) == (3, "replayed", False)
    code, said = told(bundle, *TRUSTED, "--seen", bundle)
    assert (code, said["standing"], said["same"]) == (0, "known", True)


def test_a_sealed_bundle_is_verified_by_whom_it_is_for(bundle: Path, tmp_path: Path) -> None:
    made_key(tmp_path / "seal-key")
    key = recipient_of(public_text(made_key(tmp_path / "their-key")).encode())
    bundle.write_bytes(sealed(bundle.read_bytes(), key))
    assert run("bundle", "verify", bundle).returncode == 2
    refused = run("bundle", "verify", bundle, "--unseal", tmp_path / "seal-key")
    assert (refused.returncode, "another key" in refused.stderr) == (3, True)
    code, said = told(bundle, *TRUSTED, "--unseal", tmp_path / "their-key")
    assert (code, said["standing"]) == (0, "known")


def test_what_is_no_bundle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"no")
    done = run("bundle", "verify", tmp_path / "no.zip")
    assert (done.returncode, "is no bundle" in done.stderr) == (3, True)
