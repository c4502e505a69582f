"""Is a scope drafted, signed and shown, and does each end with its code?"""

import re
from pathlib import Path

import pytest

from command_line import run
from ledgers import STRANGER, WITNESS
from phaseout.probe.scope import Scope
from scopes import CISO, TEXT, TRUSTED, signed_file, valid_now

DRAFT = ("scope", "draft", "10.20.0.0/16", "--owner", "Ville d'Exemple", "--approver", 'A. "CISO" Tremblay')


@pytest.fixture
def key(tmp_path: Path) -> Path:
    CISO.save(tmp_path / "ciso.key")
    return tmp_path / "ciso.key"


def test_a_draft_is_a_scope_that_can_be_signed_and_shown(tmp_path: Path, key: Path) -> None:
    done = run(*DRAFT, "--site", "city-hall", "--days", 7, "--id", "look-2")
    assert (done.returncode, done.stderr) == (0, "")
    scope = Scope.of(done.stdout)
    assert (scope.id, scope.owner, scope.approver) == ("look-2", "Ville d'Exemple", 'A. "CISO" Tremblay')
    assert (scope.expires - scope.made).days == 7
    assert [(str(one.network), one.site) for one in scope.ranges] == [("10.20.0.0/16", "city-hall")]
    draft, signed = tmp_path / "look.toml", tmp_path / "look.scope"
    draft.write_text(done.stdout)
    assert run("scope", "sign", draft, "--key", key, "-o", signed).returncode == 0
    shown = run("scope", "show", signed, "--key", TRUSTED)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Signed by city.example/ciso+" in shown.stdout


def test_every_remark_of_a_draft_is_what_may_stand_there() -> None:
    text = run(*DRAFT).stdout
    above, head, below = text.partition("[scope]")
    without = re.compile(r"^# (?=\w+ = |\[\[|from|to)", re.MULTILINE)
    scope = Scope.of(without.sub("", above) + head + without.sub("", below))
    assert scope.excluded
    assert scope.inquiries == {"sadp", "dhip"}
    assert scope.recorders
    assert len(scope.windows) == 1


def test_drafts_are_called_differently() -> None:
    names = {Scope.of(run(*DRAFT).stdout).id for _ in range(3)}
    assert len(names) == 3


@pytest.mark.parametrize(
    ("networks", "said"),
    [
        (("8.8.8.0/24",), "needs a public-note"),
        (("10.20.0.1/16",), "must be a network"),
        (("239.0.0.0/8",), "must hold hosts alone"),
    ],
)
def test_a_draft_of_what_nobody_may_allow_is_refused(networks: tuple[str, ...], said: str) -> None:
    done = run("scope", "draft", *networks, "--owner", "a", "--approver", "b")
    assert (done.returncode, done.stdout) == (3, "")
    assert said in done.stderr


def test_what_is_shown_is_all_that_is_allowed_in_both_languages(tmp_path: Path) -> None:
    text = (
        'inquiries = ["sadp", "dhip"]\nrecorders = true\n'
        + TEXT
        + """
[[range]]
network = "8.8.8.8/32"
public-note = "ours since 1991"

[rate]
per-host = 5
in-all = 1500

[[window]]
days = ["sat", "fri"]
from = "20:00"
to = "05:00"
timezone = "America/Toronto"
"""
    )
    path = signed_file(tmp_path, text)
    shown = run("scope", "show", path)
    assert shown.returncode == 0
    assert shown.stdout.splitlines() == [
        "Scope look-1 of Example City, allowed by A. Tremblay",
        "Holds from 27 November 2026, 00:00 UTC until 27 December 2026, 00:00 UTC",
        "10.20.0.0/16: 65,536 addresses; site city-hall; segment cameras",
        "8.8.8.8/32: 1 address; public, asked by this right: ours since 1991",
        "Never asked: 10.20.0.5/32, 10.20.9.0/24",
        "On Friday, Saturday from 20:00 to 05:00, time of America/Toronto",
        "At most 5 packets a second to one address, 1,500 in all",
        "Asked: dhip, sadp",
        "Recorders may be asked with an account of the owner’s",
        "",
        f"Signed in the name of city.example/ciso+{CISO.verifier.id.hex()}, a key that is not known here",
    ]
    french = run("scope", "show", path, "--lang", "fr").stdout
    assert "vendredi, samedi de 20:00 à 05:00, heure de America/Toronto" in french
    assert "10.20.0.0/16\u00a0: 65\u202f536 adresses; site city-hall; segment cameras" in french


def test_a_scope_of_the_gentle_choice_is_shown_as_that(tmp_path: Path) -> None:
    path = tmp_path / "look.toml"
    path.write_text(TEXT.split("\n", 1)[1])
    lines = run("scope", "show", path).stdout.splitlines()
    assert lines[3:] == [
        "At any hour",
        "At most 20 packets a second to one address, 200 in all",
        "Asked: whatever needs no account",
        "No account may be used",
        "",
        "Not signed: it allows nothing yet",
    ]


def test_with_a_key_what_does_not_hold_is_shown_and_ends_with_3(tmp_path: Path) -> None:
    path = signed_file(tmp_path, TEXT.replace("2026-11-27", "2025-11-27").replace("2026-12-27", "2025-12-27"))
    assert run("scope", "show", path).returncode == 0
    done = run("scope", "show", path, "--key", TRUSTED)
    assert done.returncode == 3
    assert done.stdout.startswith("Scope look-1")
    assert "has expired: it held until 2025-12-27T00:00:00Z" in done.stderr


@pytest.mark.parametrize(
    ("key_text", "said"), [(str(STRANGER.verifier), "signed by nobody known"), ("none", "no key")]
)
def test_with_another_key_nobody_known_signed(tmp_path: Path, key_text: str, said: str) -> None:
    done = run("scope", "show", signed_file(tmp_path, valid_now()), "--key", key_text)
    assert done.returncode == (2 if key_text == "none" else 3)
    assert said in done.stderr


def test_a_forged_scope_is_shown_as_such(tmp_path: Path) -> None:
    path = signed_file(tmp_path, valid_now())
    path.write_bytes(path.read_bytes().replace(b"10.20.0.0/16", b"10.30.0.0/16"))
    done = run("scope", "show", path, "--key", TRUSTED)
    assert done.returncode == 3
    assert "Not signed by city.example/ciso" in done.stdout
    assert "was altered, or forged" in done.stderr


def test_a_draft_with_a_fault_is_not_signed_and_the_line_named(tmp_path: Path, key: Path) -> None:
    draft, signed = tmp_path / "look.toml", tmp_path / "look.scope"
    draft.write_text(TEXT.replace("10.20.0.0/16", "10.20.0.0/99"))
    done = run("scope", "sign", draft, "--key", key, "-o", signed)
    assert done.returncode == 3
    assert f"{draft}:11: [[range]] number 1.network must be a network" in done.stderr
    assert not signed.exists()


def test_signing_overwrites_nothing_that_is_read_and_takes_no_witness(tmp_path: Path, key: Path) -> None:
    draft = tmp_path / "look.toml"
    draft.write_text(TEXT)
    for target in (draft, key):
        assert run("scope", "sign", draft, "--key", key, "-o", target).returncode == 2
    assert draft.read_text() == TEXT
    WITNESS.save(tmp_path / "witness.key")
    done = run("scope", "sign", draft, "--key", tmp_path / "witness.key", "-o", tmp_path / "look.scope")
    assert done.returncode == 3
    assert "a witness's key allows nothing" in done.stderr


def test_what_a_stranger_wrote_does_not_act_on_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "look.toml"
    path.write_bytes(TEXT.encode() + b"\x1b]0;evil\x07")
    done = run("scope", "show", path)
    assert done.returncode == 3
    assert "\x1b" not in done.stderr
