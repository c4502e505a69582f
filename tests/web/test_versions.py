"""Does this version bring forward what each version before it wrote, and are its pages there?

``tests/fixtures/versions`` holds one of everything as each released version kept it (``web.version``).
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from web.test_backup import manifest, phaseout
from web.version import VERSIONS

LOOK = """
import django
django.setup()
from django.test import Client
from phaseout.web.people.models import Grant
client = Client(headers={"accept-language": "en"})
client.force_login(Grant.everything.filter(role="reader").earliest("pk").person)
for address in ("/", "/sites/", "/assets/", "/surveys/", "/findings/", "/questions/"):
    answer = client.get(address, headers={"host": "localhost"})
    assert answer.status_code == 200, (address, answer.status_code)
from phaseout.ledger.finding import Findings
from phaseout.web.ledger.models import Ledger
from phaseout.web.ledger.queries import moment_of
from phaseout.web.ledger.services.beginning import begin_where_due
from phaseout.web.ledger.services.comparing import compare
assert begin_where_due() > 0
for ledger in Ledger.everything.order_by("pk"):
    found = Findings()
    compare(moment_of(ledger.pk), found)
    assert found.all() == (), found.all()
"""


def rows_of(path: Path) -> dict[str, int]:
    """Return how many rows a backup has of each table."""
    return {name: one["parts"] for name, one in manifest(path)["entries"].items() if name.startswith("rows/")}


@pytest.mark.parametrize("kept", sorted(VERSIONS.glob("*.zip")), ids=lambda path: path.stem)
def test_what_a_version_kept_is_brought_forward_and_lost_nowhere(kept: Path, tmp_path: Path) -> None:
    done = phaseout("restore", kept, data=tmp_path / "data")
    assert done.returncode == 0, done.stderr
    done = phaseout("backup", tmp_path / "again.zip", data=tmp_path / "data")
    assert done.returncode == 0, done.stderr
    before, after = rows_of(kept), rows_of(tmp_path / "again.zip")
    assert sum(before.values()) > 100
    assert {name: count for name, count in before.items() if after.get(name, 0) < count} == {}
    assert looked(tmp_path / "data") == ""


def looked(data: Path) -> str:
    """Return what was said by pages that could not be shown."""
    given = {**os.environ, "PHASEOUT_DATA": str(data), "PHASEOUT_DATABASE": "",
             "DJANGO_SETTINGS_MODULE": "phaseout.web.settings"}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", LOOK], env=given, capture_output=True, text=True, check=False
    )
    return done.stderr if done.returncode else ""
