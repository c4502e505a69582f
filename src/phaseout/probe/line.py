"""What is an observation line, as a look writes it (contract §3)?"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import orjson

Line = Mapping[str, str | int]
OUTSIDE = "outside the scope"
"""The segment of what answered from an address beside the scope, since its whole network was asked."""

SHORTEST_SECRET = 5
"""Characters: what is shorter stands in texts by chance."""


class Spot(NamedTuple):
    """What a line speaks of: the key of an asset, where it stands, and when it was asked."""

    asset: str
    site: str | None = None
    segment: str | None = None
    at: str | None = None
    """As ``2026-11-20T14:02:11Z``."""

    def seen(self, trait: str, value: str, port: int | None = None) -> Line:
        """Return the line for what it showed, and on which port."""
        line: dict[str, str | int] = {"asset": self.asset, "trait": trait, "value": value, **self._placed}
        if self.at is not None:
            line["at"] = self.at
        return line if port is None else {**line, "port": port}

    def unread(self, why: str) -> Line:
        """Return the line for what was there and could not be read."""
        return {"asset": self.asset, "unread": why, **self._placed}

    def dropped(self, what: str) -> Line:
        """Return the line for a credential that was taken out."""
        return {"asset": self.asset, "dropped": what, **self._placed}

    @property
    def _placed(self) -> dict[str, str]:
        return {key: value for key, value in (("site", self.site), ("segment", self.segment)) if value}


def without(secrets: Collection[str], lines: Sequence[Line], told: Line) -> list[Line]:
    """Return the lines in which no secret stands, and ``told`` where there were others."""
    kept = [
        line for line in lines if not any(one in str(value) for value in line.values() for one in secrets)
    ]
    return kept if len(kept) == len(lines) else [*kept, told]


def written(line: Line) -> bytes:
    """Return a line as it stands in a file, without its LF or halves of characters, which no UTF-8 has."""
    return orjson.dumps({key: _whole(value) for key, value in line.items()})


def _whole(value: str | int) -> str | int:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
