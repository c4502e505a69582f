"""Does the demonstration find the town it stands up, and nobody else?"""

import json
import os
from pathlib import Path

import pytest

from command_line import run

pytest.importorskip("phaseout.probe.sweep")
pytest.importorskip("phaseout.lab.town")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="ports below 1024 are root's")
def test_a_demonstration_needs_no_scope_and_asks_its_own_town_alone(tmp_path: Path) -> None:
    done = run("probe", "--demo", "-o", tmp_path / "look.jsonl")
    assert (done.returncode, done.stdout) == (0, "")
    assert "254 hosts asked" in done.stderr
    rows = [json.loads(line) for line in (tmp_path / "look.jsonl").read_text().splitlines()]
    assert {row["site"] for row in rows} == {"demo"}
    assert {"sadp.xml", "dhip.json", "http.server", "rtsp.realm", "tls.subject"} <= {
        row.get("trait") for row in rows
    }
    log = [json.loads(line) for line in (tmp_path / "look.jsonl.packets").read_text().splitlines()]
    sent = [row for row in log if row["kind"] == "out"]
    assert all(row["address"].startswith("127.77.0.") for row in sent)
    assert not any("withheld" in row for row in sent)
    assert not any("authorization" in bytes.fromhex(row["bytes"]).decode("latin-1").lower() for row in sent)
