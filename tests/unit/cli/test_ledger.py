"""Does ``phaseout ledger`` say what a bundle is, end with the code for it, and prove leaves alone?"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import run
from ledgers import KEY, SIZE, STRANGER, WITNESS, ledger, seen, state
from phaseout.ledger.finding import OPEN, Code
from phaseout.ledger.words import WORDS, said, shown_time

TRUSTED = str(KEY.verifier)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return ledger().write(tmp_path / "bundle.zip")


@pytest.fixture
def witness(tmp_path: Path) -> Path:
    path = tmp_path / "seen.txt"
    path.write_bytes(bytes(seen(ledger(), 25)[0].note))
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    altered = ledger()
    altered.lines[17] = altered.lines[17].replace(b"accepted", b"refused")
    return altered.write(tmp_path / "broken.zip")


def test_a_ledger_is_verified_with_a_key_and_a_witness(bundle: Path, witness: Path) -> None:
    done = run("ledger", "verify", bundle, "--key", TRUSTED, "--witness", witness, "--strict")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "city.example/ledger: the whole ledger, 40 leaves",
        "Signed by a key you trust: the state of 40 leaves",
        "Seen by a witness: the state of 25 leaves; of what came later, nothing is known from it",
        "Private values: 8 shown, each as it was written; 0 not shown (forgotten, or kept back)",
        "",
        "Verified: these are the leaves that were signed, and what a witness saw is in them.",
    ]


def test_a_key_may_stand_in_a_file_with_that_of_a_witness(bundle: Path, tmp_path: Path) -> None:
    found = ledger()
    found.notes[2] = found.notes[2].signed(WITNESS, at=1_790_000_000)
    keys = tmp_path / "keys.txt"
    keys.write_text(f"# asked for by telephone\n{TRUSTED}\n{WITNESS.verifier}\n")
    done = run("ledger", "verify", found.write(bundle), "--key", keys, "--strict", "--lang", "fr")
    assert done.returncode == 0
    assert "Vu par un témoin le 2026-09-21T14:13:20Z\u00a0: l’état de 25 entrées" in done.stdout


def test_a_broken_ledger_ends_with_3_and_says_where_and_what_to_do(broken: Path, witness: Path) -> None:
    for lang, expected in (
        ("en", "Edited after it was written: leaf 17."),
        ("fr", "Modifié après l’écriture\u00a0: entrée 17."),
    ):
        done = run("ledger", "verify", broken, "--key", TRUSTED, "--witness", witness, "--lang", lang)
        assert done.returncode == 3
        assert expected in done.stdout.splitlines()
        assert said(lang, "verdict.broken") == done.stdout.splitlines()[-1]


def test_what_cannot_be_told_ends_with_0_and_under_strict_with_4(bundle: Path) -> None:
    for options, code in (((), 0), (("--strict",), 4)):
        done = run("ledger", "verify", bundle, *options)
        assert done.returncode == code
        assert "no key of the ledger was given" in done.stdout
        assert "no state was seen by a witness" in done.stdout
        assert done.stdout.endswith(f"{said('en', 'verdict.undetermined')}\n")
        assert "Signed by the key the bundle itself brings: the state of 40 leaves" in done.stdout


def test_as_json_every_finding_has_its_code(broken: Path) -> None:
    done = run("ledger", "verify", broken, "--key", TRUSTED, "-o", "json", "--lang", "fr")
    said_so = json.loads(done.stdout)
    assert said_so["verdict"] == "broken"
    assert said_so["leaves"] == said_so["signed"] == SIZE
    assert said_so["witnessed"] is said_so["seen"] is None
    assert said_so["private"] == {"shown": 8, "hidden": 0}
    edited, no_witness = said_so["findings"]
    assert {key: edited[key] for key in ("code", "verdict", "count", "leaves", "names")} == {
        "code": "edited-leaf", "verdict": "broken", "count": 1, "leaves": [17], "names": [],
    }  # fmt: skip
    assert (no_witness["code"], no_witness["verdict"]) == ("no-witness", "undetermined")


def test_signatures_of_keys_that_are_not_known_are_listed(tmp_path: Path) -> None:
    found = ledger()
    found.notes = [one.signed(STRANGER) for one in found.notes]
    path = found.write(tmp_path / "bundle.zip")
    name = f"{STRANGER.name}+{STRANGER.verifier.id.hex()}"
    done = run("ledger", "verify", path, "--key", TRUSTED)
    assert f"Passed over: 4 signatures of keys that are not known here ({name})" in done.stdout.splitlines()
    done = run("ledger", "verify", path, "--key", TRUSTED, "-o", "json")
    assert json.loads(done.stdout)["passed_over"] == {"signatures": 4, "keys": [name]}


def test_many_leaves_are_counted_and_the_first_named(tmp_path: Path) -> None:
    altered = ledger()
    altered.lines[20:] = [line.replace(b"accepted", b"refused") for line in altered.lines[20:]]
    done = run("ledger", "verify", altered.write(tmp_path / "many.zip"), "--lang", "fr")
    assert "entrées 20, 21, 22, 23, 24, 25, 26, 27, 28, 29 et 10 autres." in done.stdout


def test_names_in_a_bundle_reach_no_terminal_as_they_are(tmp_path: Path) -> None:
    altered = ledger(origin="city\x1b[31m")
    altered.notes = []
    done = run("ledger", "verify", altered.write(tmp_path / "odd.zip"))
    assert "\x1b" not in done.stdout
    assert "No state is signed by a key that is known" in done.stdout


def test_some_leaves_are_proven_alone(bundle: Path, witness: Path, tmp_path: Path) -> None:
    excerpt = tmp_path / "excerpt.zip"
    assert run("ledger", "prove", bundle, 30, 5, "-o", excerpt).returncode == 0
    witness.write_bytes(bytes(state(ledger().hashes, 40).signed(KEY)))
    done = run("ledger", "verify", excerpt, "--key", TRUSTED, "--witness", witness, "--strict")
    assert done.returncode == 0
    assert done.stdout.startswith("city.example/ledger: an excerpt, 2 leaves\n")
    assert run("ledger", "verify", excerpt, "--key", STRANGER.verifier).returncode == 3


def test_what_is_read_is_not_overwritten(bundle: Path) -> None:
    was = bundle.read_bytes()
    assert run("ledger", "prove", bundle, 5, "-o", bundle).returncode == 2
    assert bundle.read_bytes() == was


@pytest.mark.parametrize(
    ("options", "code", "said_so"),
    [
        (("--key", "what is this"), 2, "--key: this is no key"),
        (("--key", "x" * 5000), 2, "--key: this is no key"),
        (("--key", "README.md"), 2, "--key: this is no key"),
        (("--witness", "nowhere.txt"), 3, "nowhere.txt: cannot be read"),
        (("--witness", "README.md"), 3, "README.md: checkpoint 1"),
    ],
)
def test_what_is_given_wrongly_is_named(
    options: tuple[str, str], code: int, said_so: str, bundle: Path
) -> None:
    done = run("ledger", "verify", bundle, *options, cwd=Path(__file__).parents[3])
    assert done.returncode == code
    assert said_so in done.stderr


def test_a_file_that_is_no_bundle_ends_with_3(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no zip")
    done = run("ledger", "verify", tmp_path / "x.zip")
    assert done.returncode == 3
    assert "is no bundle" in done.stderr


def test_every_finding_has_words_and_a_remedy_in_both_languages() -> None:
    for code in Code:
        for key in (code.value, f"{code.value}.do"):
            english, french = WORDS[key]
            assert english
            assert french not in ("", english)
    assert set(Code) >= OPEN


def test_the_page_finds_the_same_roots_by_hand(bundle: Path, broken: Path, tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs/ledger.md").read_text(encoding="utf-8")
    found = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert found is not None
    (tmp_path / "root.py").write_text(found[1], encoding="utf-8")

    def roots(of: Path) -> list[str]:
        command = [sys.executable, "-I", str(tmp_path / "root.py"), str(of)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()

    assert roots(bundle) == ["0 True", "10 True", "25 True", "40 True"]
    assert roots(broken) == ["0 True", "10 True", "25 False", "40 False"]


def test_a_time_that_no_calendar_has_is_not_shown() -> None:
    assert shown_time(2**63) is shown_time(None) is None
