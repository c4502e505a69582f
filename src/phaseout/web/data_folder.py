"""Where does the application keep what it is given: its database, its files, its key?"""

import os
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
KEY_BYTES = 48


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


def kept_key(folder: Path) -> str:
    """Return the key that signs sessions and links, empty where none was made yet."""
    try:
        return (folder / "secret-key").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def database(folder: Path, environment: Mapping[str, str] = os.environ) -> dict[str, object]:
    """Return how Django reaches the database.

    Raises:
        UsageError: the address is none of PostgreSQL.
    """
    address = environment.get(DATABASE, "")
    return _postgresql(address) if address else _sqlite(folder / "phaseout.sqlite3")


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
            f"{DATABASE} names no PostgreSQL database: {error}",
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
