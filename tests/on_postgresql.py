"""Runs the tests of the web application once more, on PostgreSQL: a server of its own, made and taken away.

    python tests/on_postgresql.py [ARGUMENTS OF PYTEST…]

Without PostgreSQL it says so and ends well, unless PHASEOUT_REQUIRE_ALL is set.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
WHERE = "tests/web"
ALIKE = tuple(
    f"tests/web/test_{name}.py"
    for name in (
        "access", "api_floor_plans", "api_invitations", "api_letters", "api_people", "api_push", "api_told",
        "both_languages", "demo", "estate_in_a_browser", "estate_plans", "field_in_a_browser",
        "field_photograph", "field_secrets", "frame_columns", "frame_exports", "frame_panels", "house",
        "in_a_browser", "keyboard_in_a_browser", "labels", "language", "ledger_tampering", "logbook", "matrix", "measures",
        "narrow_in_a_browser", "navigation", "newcomer", "notices_killed", "one_name", "paper", "people_in_a_browser",
        "people_own", "people_proof", "people_sign_on", "pictures_in_turn", "polyglots", "query_counts",
        "replacement_states", "replacement_story", "reports_suppression", "reports_written", "security_asvs",
        "security_deployment", "security_requests", "serve", "services_note", "taking_in", "versions",
    )
)  # fmt: skip
"""What asks no database or a file of SQLite of its own, or who is let through to which page, whatever keeps its rows:
tried already.

``python tests/on_postgresql.py tests/web`` runs them, too."""
ACCOUNT = "postgres"
"""Made by Debian's package; the server refuses to be run by root."""


def main() -> int:
    """Start a server, run the tests against it, stop it."""
    # Whoever ends this ends the server, too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    programs = _programs()
    if programs is None:
        print("not installed: postgresql; the tests of the web application ran on SQLite alone")
        return 1 if os.environ.get("PHASEOUT_REQUIRE_ALL") else 0
    with _server(programs) as address:
        given = sys.argv[1:]
        if not any(one.startswith("tests/") for one in given):
            given += [WHERE, *map("--ignore={}".format, ALIKE)]
        command = [sys.executable, "-m", "pytest", *given]
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, "PHASEOUT_DATABASE": address}, check=False
        )
    return done.returncode


def _programs() -> Path | None:
    """Return the folder of the newest server there is."""
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if kept:
        return kept[-1]
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def _server(programs: Path) -> Iterator[str]:
    """Start a server that listens in a folder of its own and on no network."""
    with tempfile.TemporaryDirectory(prefix="phaseout-pg-") as folder:
        place = Path(folder)
        place.chmod(0o755)
        data = place / "data"
        data.mkdir(mode=0o700)
        as_whom = _as_whom(place, data)
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "phaseout", "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True, stdout=subprocess.DEVNULL, **as_whom,
        )  # fmt: skip
        kept = "fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off", "jit=off"
        quick = " ".join(f"-c {one}" for one in (*kept, "max_connections=200"))
        subprocess.run(
            [programs / "pg_ctl", "-D", data, "-w", "-l", place / "log", "start",
             "-o", f"-k {place} -c listen_addresses='' {quick}"],
            check=True, stdout=subprocess.DEVNULL, **as_whom,
        )  # fmt: skip
        try:
            yield f"postgresql://phaseout@/postgres?host={place}"
        finally:
            subprocess.run(
                [programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"],
                check=True, stdout=subprocess.DEVNULL, **as_whom,
            )  # fmt: skip


def _as_whom(*folders: Path) -> dict[str, object]:
    """Return who runs the server: somebody else than root, who then owns its folders."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam(ACCOUNT)
    for folder in folders:
        os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


if __name__ == "__main__":
    sys.exit(main())
