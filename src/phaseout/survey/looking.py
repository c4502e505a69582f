"""What do all sources together say of one thing, and under which id is it known from survey to survey?"""

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from phaseout.domain.asset import AssetKeys, Seen
from phaseout.domain.claim import Identification
from phaseout.domain.tie import Tie
from phaseout.domain.trait import TRAITS
from phaseout.identify.identification import Identifier
from phaseout.identify.joining import KEPT_APART, Cluster, Joiner
from phaseout.identify.keys import GroupKeys, with_colons
from phaseout.intake.spool import Kept
from phaseout.survey.firmware_history import before, history, present, versions_of
from phaseout.survey.gathering import Gathered
from phaseout.survey.sightings import addresses_of, site_of

AHEAD = 50_000
"""Observations held and looked at together."""


class Looked(NamedTuple):
    """One thing with everything seen of it."""

    cluster: Cluster
    keys: list[GroupKeys]
    kept: list[tuple[int, Kept]]
    ids: list[str]
    """Of the observations that tell something, in order."""
    identification: Identification
    """With the numbers of ``ids`` for evidence."""
    firmware_history: str = ""
    """A note on the versions it ran one after the other, empty where only one is known."""

    @property
    def site(self) -> str | None:
        """The site it stands at."""
        return site_of(self.keys)

    @property
    def id(self) -> str:
        """The id that stays the same while the strongest key does."""
        return _asset_id(keys_of(self.keys), self)


class _Opened(NamedTuple):
    """One thing with everything seen of it, not yet looked at."""

    cluster: Cluster
    keys: list[GroupKeys]
    kept: list[tuple[int, Kept]]


class Looks:
    """Looks at the things of a survey, one after the other or by name."""

    def __init__(self, gathered: Gathered, identifier: Identifier, ties: Sequence[Tie] = ()) -> None:
        self._gathered = gathered
        self._identifier = identifier
        self._ties = ties

    def each(self) -> Iterator[Looked]:
        """Yield things, identified, in order: looked at many at a time, since patterns are."""
        ahead, size = list[_Opened](), 0
        for cluster in self._clusters():
            ahead.append(self._opened(cluster))
            size += len(ahead[-1].kept)
            if size >= AHEAD:
                yield from self._all(ahead)
                ahead, size = [], 0
        yield from self._all(ahead)

    def at(self, cluster: Cluster) -> Looked:
        """Return one thing, identified."""
        return self._identified(self._opened(cluster))

    def _clusters(self) -> Iterator[Cluster]:
        return Joiner(self._gathered.keys, self._ties).clusters()

    def _all(self, opened: Sequence["_Opened"]) -> Iterator[Looked]:
        self._identifier.learn((seen[1], seen[2]) for one in opened for _, seen in one.kept)
        return map(self._identified, opened)

    def _opened(self, cluster: Cluster) -> "_Opened":
        keys = [self._gathered.keys[group] for group in cluster.groups]
        kept = [
            (held.source, seen)
            for group, held in zip(cluster.groups, keys, strict=True)
            for seen in self._gathered.spool.observations(group)
        ]
        return _Opened(cluster, keys, kept)

    def _identified(self, opened: "_Opened") -> Looked:
        hits_of = self._identifier.hits
        found = [(seen, hits) for _, seen in opened.kept if (hits := hits_of(seen[1], seen[2]))]
        versions = versions_of((hits, seen[4]) for seen, hits in found)
        past = before(versions) if len(versions) > 1 else {}
        if past:
            found = [(seen, current) for seen, hits in found if (current := present(hits, past))]
        identification = self._identifier.draft(tuple((TRAITS[seen[1]].basis, hits) for seen, hits in found))
        ids = [f"o{seen[0]}" for seen, _ in found]
        return Looked(*opened, ids, identification, history(versions, past))

    def named(self, ref: str, whole: Looked) -> Looked | None:
        """Return what goes by a name in a source of the whole, be it itself; None where nothing does."""
        for held in whole.keys:
            cluster = self._by_ref.get((held.source, ref))
            if cluster is not None:
                return whole if cluster.groups == whole.cluster.groups else self.at(cluster)
        return None

    @cached_property
    def _by_ref(self) -> dict[tuple[int, str], Cluster]:
        """Things by the names sources use. Made only where a part is named: it holds every name."""
        found: dict[tuple[int, str], Cluster] = {}
        for cluster in self._clusters():
            for group in cluster.groups:
                keys = self._gathered.keys[group]
                found.update(((keys.source, ref), cluster) for ref in keys.refs)
        return found


def seen_of(source: int, kept: Kept) -> Seen:
    """Return an observation as the document shows it."""
    number, trait, value, locator, at, port = kept
    return Seen(
        id=f"o{number}", trait=trait, value=value, source=f"s{source + 1}", locator=locator, at=at, port=port
    )


def keys_of(keys: Sequence[GroupKeys]) -> AssetKeys:
    """Return every name the sources know the thing by."""
    return AssetKeys(
        ref=tuple(dict.fromkeys(ref for group in keys for ref in group.refs)),
        ip=addresses_of(keys),
        mac=tuple(dict.fromkeys(with_colons(mac) for group in keys for mac in group.macs)),
        serial=tuple(dict.fromkeys(serial for group in keys for serial in group.serials)),
    )


def _asset_id(names: AssetKeys, looked: Looked) -> str:
    """Return an id that stays the same from survey to survey while the strongest key does.

    Where a key is shared with another asset that was not joined, every key and the site go in, and where a
    person parted what may have all keys in common, what was seen goes in as well.
    """
    places = tuple(dict.fromkeys(str(place) for group in looked.keys for place in group.places))
    strongest = tuple(sorted(names.serial or names.mac or places or names.ref)[:1])
    refusals = looked.cluster.refusals
    if refusals:
        strongest = (*names.serial, *names.mac, *places, *names.ref, looked.site or "")
    if any(refusal.why.startswith(KEPT_APART) for refusal in refusals) and not (names.serial or names.mac):
        strongest += tuple(f"{seen[1]} {seen[2]}" for _, seen in looked.kept)
    if not strongest:
        strongest = tuple(f"s{source + 1} {seen[3]} {seen[1]} {seen[2]}" for source, seen in looked.kept)
    digest = hashlib.sha256("\n".join(sorted(strongest)).encode("utf-8", "surrogatepass"))
    return f"a-{digest.hexdigest()[:12]}"
