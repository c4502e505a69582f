"""Does a file stop a probe, whatever it is?"""

from pathlib import Path

import pytest

from phaseout.probe.kill_switch import KillSwitch


def test_nothing_stops_while_nothing_is_there(tmp_path: Path) -> None:
    assert KillSwitch([tmp_path / "STOP", tmp_path / "other" / "STOP"]).why() is None


@pytest.mark.parametrize("kind", ["file", "folder", "link to nowhere", "behind a file"])
def test_whatever_has_the_name_stops(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "STOP"
    match kind:
        case "file":
            path.touch()
        case "folder":
            path.mkdir()
        case "link to nowhere":
            path.symlink_to("nowhere")
        case _:
            path.touch()
            path = path / "STOP"
    assert KillSwitch([tmp_path / "another", path]).why() == f"{path} is there"
