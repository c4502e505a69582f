"""Which of the firmware versions that sources state does a thing run now, and which did it run before?

Firmware is renewed, so that two versions read at different times contradict nobody: the later one is the
version, the earlier one history. Without a time of either they remain at odds.
"""

from collections.abc import Iterable, Mapping, Sequence

from phaseout.domain.claim import Dimension
from phaseout.identify.instant import is_later
from phaseout.identify.rules import Hit

_SHOWN = 6
"""Versions a note names before the rest is only counted."""


def versions_of(seen: Iterable[tuple[Sequence[Hit], str | None]]) -> dict[str, list[str | None]]:
    """Return the versions that hits state, each with the times it was read at, None for no time."""
    found: dict[str, list[str | None]] = {}
    for hits, at in seen:
        for hit in hits:
            if hit.dimension is Dimension.FIRMWARE:
                found.setdefault(hit.value, []).append(at)
    return found


def before(versions: Mapping[str, Sequence[str | None]]) -> dict[str, str]:
    """Return the versions that a later reading put in the past, each with when it was last read.

    A version that somebody states without a time may be that of today. A later reading that only writes
    the same version shorter, without its day of building, puts nothing in the past.
    """
    last = {version: latest for version, times in versions.items() if (latest := _latest(times)) is not None}
    return {
        version: at
        for version, at in last.items()
        if any(is_later(then, at) and not _is_shorter(other, version) for other, then in last.items())
    }


def history(versions: Mapping[str, Sequence[str | None]], past: Mapping[str, str]) -> str:
    """Return a note that names the versions one after the other with their days, empty without a past."""
    if not past:
        return ""
    now = [(version, _latest(times) or "") for version, times in versions.items() if version not in past]
    order = sorted(past.items(), key=lambda one: one[1]) + sorted(now, key=lambda one: one[1])
    said = [f"{version} ({at[:10]})" if at else version for version, at in order[-_SHOWN:]]
    more = f" +{len(order) - _SHOWN}" if len(order) > _SHOWN else ""
    return f"firmware in turn: {', '.join(said)}{more}"


def present(hits: tuple[Hit, ...], past: Mapping[str, str]) -> tuple[Hit, ...]:
    """Return hits without those that state a version of the past."""
    return tuple(hit for hit in hits if hit.dimension is not Dimension.FIRMWARE or hit.value not in past)


def _latest(times: Sequence[str | None]) -> str | None:
    """Return the latest of the times, None where one is missing: then nobody knows."""
    latest: str | None = None
    for time in times:
        if time is None:
            return None
        if latest is None or is_later(time, latest):
            latest = time
    return latest


def _is_shorter(version: str, other: str) -> bool:
    return len(version) < len(other) and other.casefold().startswith(version.casefold())
