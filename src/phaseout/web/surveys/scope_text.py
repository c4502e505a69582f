"""How is a scope written as the file that is signed, and what is wrong with one that cannot be?"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from phaseout.probe.scope import Scope, ScopeError
from phaseout.report.toml_text import toml_text
from phaseout.web.surveys.scope import LookScope

LONGEST_NAME = 200


def scope_text(row: LookScope, *, id_: str, approver: str, made: datetime) -> str:
    """Return a scope in TOML.

    Args:
        row: what was asked for.
        id_: by which it is known.
        approver: who allows it.
        made: from when it holds.
    """
    head = {
        "id": id_,
        "owner": one_line(str(row.organisation)),
        "approver": one_line(approver),
        "made": made,
        "expires": row.expires,
    }
    lines = [f"exclude = {_written(row.excluded)}"] if row.excluded else []
    lines += ["recorders = true"] if row.recorders else []
    lines += _table("[scope]", head)
    lines += _table("[rate]", {"per-host": row.per_host, "in-all": row.in_all})
    for one in row.ranges:
        lines += _table("[[range]]", {_KEYS.get(key, key): value for key, value in one.items() if value})
    for window in row.windows:
        lines += _table("[[window]]", window)
    return "\n".join(lines).lstrip("\n") + "\n"


def faults_of(row: LookScope, now: datetime) -> list[str]:
    """Return what is wrong with a scope that is to be signed, as whoever reads the file would be told."""
    try:
        Scope.of(scope_text(row, id_="draft", approver="draft", made=now))
    except ScopeError as error:
        return [line.strip() for line in error.what.splitlines()[1:]] or [error.what]
    return []


def one_line(text: str) -> str:
    """Return a name as a line of a signed text may have it."""
    shown = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return shown[:LONGEST_NAME] or "–"


_KEYS = {"note": "public-note"}


def _table(header: str, values: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield header
    for key, value in values.items():
        yield f"{key} = {_written(value)}"


def _written(value: object) -> str:
    match value:
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        case list() | tuple():
            return f"[{', '.join(map(_written, value))}]"
        case int():
            return str(value)
        case _:
            return toml_text(one_line(str(value))) or '""'
