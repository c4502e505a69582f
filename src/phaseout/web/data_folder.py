"""Where does the application keep what it is given: its database, its files, its key?"""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from phaseout.domain.problem import UsageError

DATA = "PHASEOUT_DATA"
"""Names the folder."""
DATABASE = "PHASEOUT_DATABASE"
"""Names a PostgreSQL database as ``postgresql://…``; without it SQLite keeps all in the folder."""
HOSTS = "PHASEOUT_HOSTS"
"""Names the hosts people reach the application by, with commas between."""
SQLITE = "phaseout.sqlite3"
RESTORING = "restoring"
"""Stands in the folder while a backup is brought back, and says which and how far."""
KEY_BYTES = 48
SHORTEST_KEY = 16
"""Letters below which a key was cut off."""
_HOST = re.compile(r"\*|\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?|\[[0-9A-Fa-f:.]+\]")


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder, which need not exist yet."""
    return Path(environment.get(DATA) or "phaseout-data").absolute()


def prepared(folder: Path) -> Path:
    """Return the folder, made where it was missing, with a key in it that nobody else may read."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "files").mkdir(mode=0o700, exist_ok=True)
    _key_made(folder / "secret-key")
    _owned(folder)
    return folder


def for_the_owner_alone() -> None:
    """Let whatever this process and those it starts write be the owner's alone."""
    os.umask(0o077)


def _owned(folder: Path) -> None:
    """Take from others what an earlier version, or whoever made the folder, left them."""
    for place in (folder, *folder.glob("*.sqlite3*"), folder / "secret-key", *folder.glob("files/")):
        with suppress(OSError):  # another's, who then has to see to it
            place.chmod(place.stat().st_mode & 0o700)


def named_hosts(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Return the hosts people reach it by, as they are named; none where nobody names any.

    Raises:
        UsageError: one of them is more than a host.
    """
    hosts = [one.strip() for one in environment.get(HOSTS, "").split(",") if one.strip()]
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise UsageError(
                f"{HOSTS} names what is no host: {host!r}",
                remedy="write hosts with commas between, without http:// and without a port",
            )
    return hosts


def kept_key(folder: Path) -> str:
    """Return the key that signs sessions and links, empty where none was made yet.

    Raises:
        UsageError: it is there, and not whole.
    """
    path = folder / "secret-key"
    try:
        key = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""
    if len(key) < SHORTEST_KEY:
        raise UsageError(
            f"{path} is not whole",
            remedy="bring back your copy of it; without one, remove it: a new one is made, sessions end, "
            "and second factors have to be set up anew",
        )
    return key


def database(folder: Path, environment: Mapping[str, str] = os.environ) -> dict[str, object]:
    """Return how Django reaches the database.

    Raises:
        UsageError: the address is none of PostgreSQL.
    """
    address = environment.get(DATABASE, "")
    return _postgresql(address) if address else _sqlite(folder / SQLITE)


def _key_made(path: Path) -> None:
    """Write a key under another name and link it into place: of two starting at once one wins whole."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(KEY_BYTES), encoding="ascii")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _postgresql(address: str) -> dict[str, object]:
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        options = conninfo_to_dict(address)
    except psycopg.ProgrammingError as error:
        raise UsageError(
            f"{DATABASE} names no PostgreSQL database",
            remedy="write it as postgresql://user:password@host/name",
        ) from error
    name = str(options.pop("dbname", "") or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            # Whoever means to write says so at the start: otherwise two of them can deadlock half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
        },
    }
