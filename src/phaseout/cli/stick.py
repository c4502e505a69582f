"""What runs first when a collector is started from a stick, where nothing is installed?

This module is copied to the beginning of the archive and never imported. It needs Python alone, and an old
one, from 3.7 on, can say with it that it is too old. It unpacks what the archive carries into a folder that
nobody else reads, since no system loads compiled modules from an archive, and takes it away at the end.
"""

from __future__ import annotations

import json
import platform
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

OLDEST = (3, 11)
INSTALLED = ("site-packages", "dist-packages")
UNLIKE = """\
This collector was made for another kind of machine, and cannot run on this one (made for / here):
Cette collecte a été préparée pour un autre type de machine et ne peut pas tourner ici (prévu / ici) :
  {}
What to do: make one on a machine like this, with 'phaseout collect build'.
Que faire : en préparer une sur une machine comme celle-ci, avec « phaseout collect build ».
"""


def unlike(made: dict[str, str]) -> list[str]:
    """Return how this machine is unlike the one for which the archive was made, in words."""
    here = {
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "implementation": platform.python_implementation(),
        "system": platform.system(),
        "machine": platform.machine(),
        "libc": platform.libc_ver()[0],
    }
    return [f"{name}: {made[name]} / {here[name]}" for name in sorted(here) if made[name] != here[name]]


def refused(wrong: list[str]) -> int:
    """Say that it cannot run here."""
    sys.stderr.write(UNLIKE.format("\n  ".join(wrong)))
    return 3


def run(archive: Path, folder: Path, made: dict[str, str]) -> None:
    """Run the command with what was unpacked and nothing that is installed."""
    given = folder / "given"
    fixed = ["--scope", str(given / "scope.txt"), "--key", str(given / "keys.txt")]
    if (given / "seal.pem").exists():
        fixed += ["--seal", str(given / "seal.pem")]
    # What the stick was made with stands last, and so counts: nobody puts another scope in its place.
    beside = ["-o", str(archive.parent / made["folder"])]
    sys.argv = ["collect.pyz", "collect", "run", *beside, *sys.argv[1:], *fixed]
    kept = [one for one in sys.path if Path(one).name not in INSTALLED and one != str(archive)]
    sys.path[:] = [str(folder / "site"), *kept]
    sys.dont_write_bytecode = True
    from phaseout.cli import main

    main()


def begin() -> int:
    """Unpack, run, and take away what was unpacked."""
    if sys.version_info[:2] < OLDEST:
        return refused([f"python: {OLDEST[0]}.{OLDEST[1]} / {sys.version_info[0]}.{sys.version_info[1]}"])
    archive = Path(__file__).resolve().parent
    with zipfile.ZipFile(archive) as stick:
        made = json.loads(stick.read("made.json").decode())
        wrong = unlike(made)
        if wrong:
            return refused(wrong)
        folder = Path(tempfile.mkdtemp(prefix="phaseout-collect-"))
        try:
            stick.extractall(folder)
            run(archive, folder, made)
        finally:
            # On Windows what is loaded cannot be removed: it stays in the folder for passing files.
            shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(begin())
