"""Where was one thing seen, in which order, and what does that say of its joins?"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from phaseout.domain.claim import Dimension, Identification
from phaseout.identify.grading import has_many_faces
from phaseout.identify.guards import DIFFERENT_MACS, DIFFERENT_SERIALS, DIFFERENT_TAGS
from phaseout.identify.instant import instant_of
from phaseout.identify.joining import SITE_NOT_TOLD, Cluster, Refusal
from phaseout.identify.keys import KEYS_OF_ONE_THING, GroupKeys, KeyKind, with_colons

NAMED_IN_NOTE = 6
"""Sources or sightings a note names before the rest is only counted."""
MAY_BE_TWO = (
    "tied by its address alone, and its sources name different makers: it may be two things; "
    "[[keep-apart]] in the context file parts them"
)
MISTYPED = "the labels tell which is mistyped"
WHICH_SITE = "at which of them it stands a column for the site or [[site]] in the context file tells"
NO_SITE_HERE = "its source names a site that is not known: {0}"
CUT = f"has more than {KEYS_OF_ONE_THING} addresses or numbers of a sort, as routers do; others join nothing"
MANY_MAKERS = (
    "answers as several makers at once, as a decoy does, or an address that several things answer behind: "
    "no maker is claimed"
)

GENERAL_PURPOSE = (
    "its network interface is one that anybody builds with ({0}): what it says of its maker may come from a "
    "program; it is not taken for conclusive"
)


class _Sighting(NamedTuple):
    first: datetime
    last: datetime
    what: str


def site_of(keys: Sequence[GroupKeys]) -> str | None:
    """Return where a thing stands: the site it was seen at last, whatever the order of the sources."""
    sites = {group.site for group in keys if group.site}
    if len(sites) < 2:  # noqa: PLR2004 (nothing to choose between)
        return next(iter(sites), None)
    timed = [
        (instant, group.site)
        for group in keys
        if group.site and group.times and (instant := instant_of(group.times[-1]))
    ]
    if not timed:
        return min(sites)
    last = max(instant for instant, _ in timed)
    return min(site for instant, site in timed if instant == last)


def addresses_of(keys: Sequence[GroupKeys]) -> tuple[str, ...]:
    """Return the addresses of a thing: the one it was seen at last first, then those without a time."""
    ordered = _latest_first(keys) if any(group.times for group in keys) else keys
    return tuple(dict.fromkeys(place[2] for group in ordered for place in group.places))


def notes_of(cluster: Cluster, every: Sequence[GroupKeys], identification: Identification) -> Iterator[str]:
    """Yield what people should know of how a thing was put together.

    Args:
        cluster: the thing.
        every: the keys of every group of the survey.
        identification: of the thing, by what was seen of it alone.
    """
    for refusal in cluster.refusals:
        yield _refused(refusal, every)
    at_odds = [one for one in identification.conflicts if one.dimension is Dimension.MAKER]
    if any(has_many_faces(one.claims) for one in at_odds):
        yield MANY_MAKERS
    if identification.boards and identification.maker.grade.is_firm:
        yield GENERAL_PURPOSE.format(", ".join(identification.boards[:NAMED_IN_NOTE]))
    keys = [every[group] for group in cluster.groups]
    if written := sorted({group.written for group in keys if group.written}):
        yield NO_SITE_HERE.format(_some(written))
    if any(group.is_cut for group in keys):
        yield CUT
    if not cluster.joins:
        return
    yield from _without_site(cluster, every)
    if moved := _in_turn((place[2], group) for group in keys for place in group.places):
        yield f"addresses in turn: {moved}"
    yield from _of_sites(keys)
    if at_odds and _is_weak(cluster):
        yield MAY_BE_TWO


def _refused(refusal: Refusal, every: Sequence[GroupKeys]) -> str:
    keys = [every[group] for group in refusal.groups]
    sources = tuple(dict.fromkeys(f"s{group.source + 1}" for group in keys))
    value = with_colons(refusal.value) if refusal.kind is KeyKind.MAC else refusal.value
    note = f"not joined by {refusal.kind} {value} ({_some(sources)}): {refusal.why}"
    if refusal.why == DIFFERENT_TAGS:
        refs = sorted({ref for group in keys if group.is_tagged for ref in group.refs})
        hint = f"; {MISTYPED}" if refusal.kind is KeyKind.SERIAL else ""
        return f"{note}: {_some(refs)}{hint}"
    if refusal.why == SITE_NOT_TOLD:
        return f"{note}: {_some(sorted({group.site for group in keys if group.site}))}; {WHICH_SITE}"
    if refusal.kind is KeyKind.ADDRESS and refusal.why in {DIFFERENT_MACS, DIFFERENT_SERIALS}:
        turn = _in_turn((_name(group), group) for group in keys)
        return f"{note}; seen there in turn: {turn}" if turn else note
    return note


def _without_site(cluster: Cluster, every: Sequence[GroupKeys]) -> Iterator[str]:
    """Yield of each address that it tells the site of what its own source does not."""
    told = {
        group
        for join in cluster.joins
        if join.kind is not KeyKind.ADDRESS and any(every[group].site for group in join.groups)
        for group in join.groups
    }
    for join in cluster.joins:
        sites = {site for group in join.groups if (site := every[group].site)}
        silent = [group for group in join.groups if every[group].site is None and group not in told]
        if join.kind is KeyKind.ADDRESS and silent and sites:
            sources = tuple(dict.fromkeys(f"s{every[group].source + 1}" for group in silent))
            yield (
                f"joined by address {join.value}, which all sources together know at one site only "
                f"({', '.join(sorted(sites))}): no site is named in {_some(sources)}"
            )


def _of_sites(keys: Sequence[GroupKeys]) -> Iterator[str]:
    sites = sorted({group.site for group in keys if group.site})
    if len(sites) < 2:  # noqa: PLR2004 (nothing to choose between)
        return
    is_timed = any(group.times for group in keys if group.site)
    ground = "where it was seen last" if is_timed else "no time tells where it was seen last"
    yield f"stated at several sites: {', '.join(sites)}; {site_of(keys)} is taken: {ground}"


def _is_weak(cluster: Cluster) -> bool:
    return all(join.kind is KeyKind.ADDRESS for join in cluster.joins)


def _in_turn(seen: Iterable[tuple[str, GroupKeys]]) -> str:
    """Return what was seen when, if one was over before the next began; else nothing can be said."""
    found: dict[str, _Sighting] = {}
    for what, group in seen:
        times = [instant for time in group.times if (instant := instant_of(time))]
        if not what or not times:
            return ""
        held = found.get(what, _Sighting(times[0], times[-1], what))
        found[what] = _Sighting(min(held.first, times[0]), max(held.last, times[-1]), what)
    order = sorted(found.values())
    if any(later.first <= earlier.last for earlier, later in pairwise(order)):
        return ""
    return _some([f"{one.what} ({_days(one)})" for one in order]) if len(order) > 1 else ""


def _days(sighting: _Sighting) -> str:
    first, last = sighting.first.date().isoformat(), sighting.last.date().isoformat()
    return first if first == last else f"{first} – {last}"


def _name(keys: GroupKeys) -> str:
    return next(iter((*map(with_colons, keys.macs), *keys.serials)), "")


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:NAMED_IN_NOTE])
    return f"{shown} +{len(names) - NAMED_IN_NOTE}" if len(names) > NAMED_IN_NOTE else shown


def _latest_first(keys: Sequence[GroupKeys]) -> list[GroupKeys]:
    """Return the groups with a time, the latest first, then the others in their order."""
    timed = [(instant, group) for group in keys if group.times and (instant := instant_of(group.times[-1]))]
    timed.sort(key=lambda one: one[0], reverse=True)
    return [*(group for _, group in timed), *(group for group in keys if not group.times)]
