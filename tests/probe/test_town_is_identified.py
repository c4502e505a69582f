"""Is every device of the laboratory found and rightly named by probe and survey, and asked nothing it should not be?"""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from phaseout.lab import Town, personas_of
from phaseout.lab.demo import scope_text
from phaseout.lab.namespaces import can_lay
from phaseout.ledger.key import SigningKey
from phaseout.ledger.note import Note
from phaseout.probe.recorders.showing import shows_recorder

pytest.importorskip("phaseout.probe.sweep")
pytestmark = pytest.mark.skipif(not can_lay(), reason="only root can make network namespaces")
NETWORK = "10.76.0.0/26"
SILENT = {"quiet-host"}
CLAIMED_BY_NOBODY = {"honeypot", "sadp-imitation"}
SAYS_NOTHING_OF = {
    "model": {"recorder-smart", "without-model", "xiongmai-recorder"},
    "serial": {"recorder-smart", "uniview-closed"},
}
PHASEOUT = (sys.executable, "-m", "phaseout")
NEVER = re.compile(
    rb"<Types>\s*(?!inquiry\b)\w|\b(?:update|activate|reset|reboot|setConfig|global\.login|factoryDefault)\b"
    rb"|^(?:PUT|DELETE|PATCH) |current_config|MHED\x09\0\x01\0\x03",
    re.IGNORECASE | re.MULTILINE,
)


def run(*command):
    return subprocess.run([*command], capture_output=True, text=True, timeout=240, check=True)


@pytest.fixture(scope="module")
def looked(tmp_path_factory):
    """A town after a look, and the assets that a survey makes of what the look wrote."""
    folder = tmp_path_factory.mktemp("look")
    key = SigningKey.generate("owner")
    now = datetime.now(tz=UTC) - timedelta(minutes=1)
    text = scope_text(now, NETWORK)
    (folder / "scope").write_bytes(bytes(Note(text=text, signatures=()).signed(key)))
    lines, document = folder / "lines.jsonl", folder / "document.json"
    some = text.replace('network = "' + NETWORK, 'network = "10.76.0.0/30')
    (folder / "some").write_bytes(
        bytes(Note(text='inquiries = ["sadp"]\n' + some, signatures=()).signed(key))
    )
    with Town(personas_of()).in_namespaces(NETWORK) as town:
        run(*town.from_asker, *PHASEOUT, "probe", "10.76.0.1", "--scope", str(folder / "some"), "--key", str(key.verifier),
            "-o", str(folder / "some.jsonl"), "--quiet")  # fmt: skip
        run(*town.from_asker, *PHASEOUT, "probe", NETWORK, "--scope", str(folder / "scope"), "--key", str(key.verifier),
            "-o", str(lines), "--quiet")  # fmt: skip
    run(*PHASEOUT, "survey", str(lines), "-o", f"json={document}", "--quiet")
    found = {}
    for asset in json.loads(document.read_bytes())["assets"]:
        for at in {key for keys in asset["keys"].values() for key in keys} & town.truth.keys():
            found[at] = asset["identification"]
    return town, found, lines.read_text("utf-8"), (folder / "some.jsonl").read_text("utf-8")


def test_every_device_that_answers_is_found(looked):
    town, found, *_ = looked
    assert {town.personas[at].name for at in town.truth.keys() - found.keys()} == SILENT


def test_every_maker_is_the_stated_one_and_nobody_else_is_accused(looked):
    town, found, *_ = looked
    said = {at: (found[at]["maker"]["value"], found[at]["maker"]["grade"]) for at in found}
    wrong = {
        town.personas[at].name: maker
        for at, maker in said.items()
        if maker[0] != town.truth[at].maker and town.personas[at].name not in CLAIMED_BY_NOBODY
    }
    assert wrong == {}
    imitated = {town.personas[at].name: grade for at, (_, grade) in said.items()}
    assert imitated["sadp-imitation"] in {"suggestive", "none"}
    assert imitated["honeypot"] == "none"


def test_what_a_device_says_of_itself_is_what_is_said_of_it(looked):
    town, found, *_ = looked
    told = {
        town.personas[at].name: one
        for at, one in found.items()
        if town.personas[at].name not in CLAIMED_BY_NOBODY
    }
    true = {town.personas[at].name: town.truth[at] for at in found}
    makers = [name for name in told if true[name].maker is not None]
    for dimension, silent in SAYS_NOTHING_OF.items():
        said = {name: told[name][dimension]["value"] for name in makers}
        assert said == {
            name: None if name in silent else getattr(true[name], dimension) for name in makers
        }, dimension
    kinds = {name: told[name]["kind"]["value"] for name in ("thermal-alone", "uniview-closed")}
    assert kinds == {"thermal-alone": "thermal-camera", "uniview-closed": "recorder"}
    disputed = {
        name for name in makers for one in told[name]["conflicts"] if one["dimension"] in SAYS_NOTHING_OF
    }
    assert disputed == set()


def test_no_look_is_conclusive_by_a_hardware_address_that_nobody_else_saw(looked):
    _, found, lines, _ = looked
    assert '"trait":"mac"' not in lines
    assert not [one for one in found.values() if "address-block" in one["maker"]["bases"]]


def test_the_honeypot_is_reported_as_a_contradiction(looked):
    town, found, *_ = looked
    conflicts = {one["dimension"]: one["claims"] for one in found[town.addresses["honeypot"]]["conflicts"]}
    assert {claim["value"] for claim in conflicts["maker"]} >= {"hikvision", "dahua", "axis"}


def test_one_host_is_heard_that_answers_to_the_group_though_the_network_is_not_asked_as_a_whole(looked):
    town, *_, one = looked
    assert town.addresses["dome-2021"] == "10.76.0.1"
    rows = list(map(json.loads, one.splitlines()))
    assert {row["asset"] for row in rows} == {"10.76.0.1"}
    assert any(row["trait"] == "sadp.xml" and "DS-2CD2146G2-ISU" in row["value"] for row in rows)


def test_none_but_recorders_show_themselves_as_recorders(looked):
    town, _, lines, _ = looked
    shown = {}
    for line in map(json.loads, lines.splitlines()):
        if line["asset"] in town.truth and "trait" in line:
            shown.setdefault(line["asset"], {}).setdefault(line["trait"], []).append(line["value"])
    kinds = {town.truth[at].kind for at, traits in shown.items() if shows_recorder(traits)}
    assert kinds == {"recorder"}, "an account for a range is shown to cameras"


def test_nobody_signed_in_anywhere_and_nothing_that_alters_was_sent(looked):
    town, _, lines, _ = looked
    assert town.authorizations == []
    assert {name for name, messages in town.received.items() if not messages} == SILENT
    sent = [(one.persona, one.payload) for one in town.witness.received if NEVER.search(one.payload)]
    assert sent == []
    assert "PLANTED" not in lines
