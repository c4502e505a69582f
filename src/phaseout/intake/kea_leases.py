"""Which leases did Kea give?"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from phaseout.domain.counting import counted
from phaseout.domain.observation import Reading, Unread
from phaseout.intake.lease import Lease

FIRST_COLUMNS = ("address,hwaddr,client_id,valid_lifetime,expire", "address,duid,valid_lifetime,expire")
"""How the heading of a version 4 and a version 6 lease file begins."""
_ASSIGNED = "0"


def read_kea(lines: Iterable[tuple[int, str] | Unread]) -> Iterator[Reading]:
    """Yield what each row says.

    Kea quotes nothing and writes a comma inside a value as ``&#x2c``: a row is a line.
    """
    columns: list[str] = []
    for entry in lines:
        if isinstance(entry, Unread):
            yield entry
            continue
        number, line = entry
        if not columns:
            columns = line.split(",")
            continue
        if not line or line.startswith(FIRST_COLUMNS):
            continue
        cells = line.split(",")
        if len(cells) < _FEWEST_CELLS or len(cells) > len(columns):
            yield Unread(
                f"line {number}", f"{counted(len(cells), 'cell')} where the heading names {len(columns)}"
            )
            continue
        yield from _lease(number, dict(zip(columns, map(_unescaped, cells), strict=False))).readings()


_FEWEST_CELLS = 5


def _lease(number: int, row: Mapping[str, str]) -> Lease:
    return Lease(
        locator=f"line {number}",
        ip=row.get("address", ""),
        mac=row.get("hwaddr") or None,
        duid=row.get("duid") or None,
        hostname=row.get("hostname", "").rstrip(".") or None,
        at=_given(row.get("expire", ""), row.get("valid_lifetime", "")),
        is_current=row.get("state", _ASSIGNED) == _ASSIGNED and row.get("valid_lifetime") != "0",
    )


def _given(expire: str, lifetime: str) -> str | None:
    """Return when the client last asked: the expiry less the lifetime, both in seconds."""
    try:
        return datetime.fromtimestamp(int(expire) - int(lifetime), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return None


def _unescaped(cell: str) -> str:
    return cell.replace("&#x2c", ",") if "&" in cell else cell
