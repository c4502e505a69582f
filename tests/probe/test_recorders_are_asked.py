"""Does a probe with the owner's accounts list what is behind recorders, try each once, and keep no password?"""

import json
import resource
from pathlib import Path

import pytest

from command_line import run
from phaseout.lab import Town, personas_of
from phaseout.probe.recorders.questions import QUESTIONS
from scopes import TRUSTED, signed_file, valid_now

NETWORK = "127.88.9.0/28"
ASKED = ("recorder-poe", "dahua-recorder", "turret-strobe")
QUICK = "[rate]\nin-all = 1000\n"


@pytest.fixture(scope="module")
def town():
    with Town([one for one in personas_of() if one.name in ASKED]).on_loopback(NETWORK) as open_town:
        yield open_town


def looked(folder: Path, town, password: str = "") -> tuple[object, list[dict], str]:
    text = valid_now(network=NETWORK, more=QUICK)
    scope = signed_file(folder, f"recorders = true\n{text}")
    accounts = folder / "accounts.toml"
    entries = [
        f'[[account]]\naddress = "{at}"\nuser = "{one.account[0]}"\npassword = "{password or one.account[1]}"\n'
        for at, one in town.personas.items()
        if one.account
    ]
    accounts.write_text("\n".join(entries))
    accounts.chmod(0o600)
    output = folder / "look.jsonl"
    done = run("probe", NETWORK, "--scope", scope, "--key", TRUSTED, "--recorders", accounts, "-o", output)
    kept = "".join(path.read_text() for path in folder.iterdir() if path != accounts)
    return done, [json.loads(line) for line in output.read_text().splitlines()], kept + done.stderr


def test_cameras_behind_recorders_are_listed_and_no_password_is_kept(town, tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    try:
        done, lines, kept = looked(tmp_path, town)
        assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0, "a crash would leave the password in a file"
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)
    assert done.returncode == 0, done.stderr
    assert "2 recorders listed their cameras" in done.stderr
    assert "1 recorder told a part" in done.stderr, "the camera, which has no table"
    rows = [json.loads(one["value"]) for one in lines if one.get("trait") == "recorder.channel"]
    behind = {camera.truth.serial for one in town.personas.values() for camera in one.behind}
    assert {row.get("serial") for row in rows} >= behind - {None}
    assert len({one.truth.maker for persona in town.personas.values() for one in persona.behind}) > 1
    assert "PLANTED" not in kept
    survey = run("survey", tmp_path / "look.jsonl", "-o", f"json={tmp_path / 'found.json'}", "--quiet")
    assert survey.returncode == 0, survey.stderr
    assets = json.loads((tmp_path / "found.json").read_bytes())["assets"]
    makers = {
        serial: one["identification"]["maker"]["value"] for one in assets for serial in one["keys"]["serial"]
    }
    stated = {
        camera.truth.serial: camera.truth.maker for one in town.personas.values() for camera in one.behind
    }
    # What a recorder lists of a camera of a maker that is not named may be too little to know it by.
    wrong = {
        serial: makers.get(serial)
        for serial, maker in stated.items()
        if serial
        and makers.get(serial) not in ({maker} if maker in ("hikvision", "dahua") else {maker, None})
    }
    assert wrong == {}


def test_a_dry_run_shows_what_recorders_are_asked_with_the_account_and_counts_it(
    town, tmp_path: Path
) -> None:
    scope = signed_file(tmp_path, "recorders = true\n" + valid_now(network=NETWORK))
    accounts = tmp_path / "accounts.toml"
    accounts.write_text(
        f'[[account]]\naddress = "{town.addresses["dahua-recorder"]}"\nuser = "PLANTED"\npassword = "PLANTED"\n'
    )
    accounts.chmod(0o600)
    asked = ("probe", NETWORK, "--scope", scope, "--key", TRUSTED, "--dry-run")
    before = town.witness.received[:]
    plain, shown = run(*asked), run(*asked, "--recorders", accounts)
    assert (shown.returncode, town.witness.received) == (0, before)
    assert f"To {town.addresses['dahua-recorder']}, the first that there is an account for" in shown.stdout
    rows = "".join(line[59:] for line in shown.stdout.splitlines() if line.startswith("    "))
    for question in QUESTIONS:
        assert question.path in rows
    assert "Authorization: ******" in rows
    assert "PLANTED" not in shown.stdout
    most = [int(one.stdout.partition("In all ")[2].split()[0].replace(",", "")) for one in (plain, shown)]
    assert most[1] - most[0] == 1 + 4 * len(QUESTIONS), "of the one recorder"


def test_an_account_that_is_refused_is_shown_once_and_not_by_the_next_run_either(
    town, tmp_path: Path
) -> None:
    before = len(town.authorizations)
    done, _, _ = looked(tmp_path, town, password="wrong")
    assert "3 recorders refused the account" in done.stderr
    shown = len(town.authorizations) - before
    assert shown == len(ASKED)
    for name in ("look.jsonl", "look.jsonl.journal", "look.jsonl.packets"):
        (tmp_path / name).unlink()
    again, _, _ = looked(tmp_path, town, password="wrong")
    assert "3 recorders are not asked again yet" in again.stderr
    assert len(town.authorizations) - before == shown
