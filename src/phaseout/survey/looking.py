"""What do all sources together say of one thing, and under which id is it known from survey to survey?"""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from phaseout.domain.asset import AssetKeys, Seen
from phaseout.domain.claim import Identification
from phaseout.domain.trait import TRAITS
from phaseout.identify.identification import Identifier
from phaseout.identify.joining import Cluster, GroupKeys, Joiner
from phaseout.intake.spool import Kept
from phaseout.survey.gathering import Gathered


class Looked(NamedTuple):
    """One thing with everything seen of it."""

    cluster: Cluster
    keys: list[GroupKeys]
    kept: list[tuple[int, Kept]]
    ids: list[str]
    """Of the observations that tell something, in order."""
    identification: Identification
    """With the numbers of ``ids`` for evidence."""

    @property
    def site(self) -> str | None:
        """The site the first source that knows one puts it at."""
        return next((group.site for group in self.keys if group.site), None)

    @property
    def id(self) -> str:
        """The id that stays the same while the strongest key does."""
        return _asset_id(keys_of(self.keys), self)


class Looks:
    """Looks at the things of a survey, one after the other or by name."""

    def __init__(self, gathered: Gathered, identifier: Identifier) -> None:
        self._gathered = gathered
        self._identifier = identifier

    def at(self, cluster: Cluster) -> Looked:
        """Return one thing, identified."""
        keys = [self._gathered.keys[group] for group in cluster.groups]
        kept = [
            (held.source, seen)
            for group, held in zip(cluster.groups, keys, strict=True)
            for seen in self._gathered.spool.observations(group)
        ]
        hits_of = self._identifier.hits
        telling = [(seen[0], seen[1], hits) for _, seen in kept if (hits := hits_of(seen[1], seen[2]))]
        identification = self._identifier.draft(
            tuple((TRAITS[trait].basis, hits) for _, trait, hits in telling)
        )
        return Looked(cluster, keys, kept, [f"o{number}" for number, _, _ in telling], identification)

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
        for cluster in Joiner(self._gathered.keys).clusters():
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
        ip=tuple(dict.fromkeys(place[2] for group in keys for place in group.places)),
        mac=tuple(dict.fromkeys(_colons(mac) for group in keys for mac in group.macs)),
        serial=tuple(dict.fromkeys(serial for group in keys for serial in group.serials)),
    )


def _colons(mac: str) -> str:
    return ":".join(mac[i : i + 2] for i in range(0, len(mac), 2)).lower()


def _asset_id(names: AssetKeys, looked: Looked) -> str:
    """Return an id that stays the same from survey to survey while the strongest key does.

    Where a key is shared with another asset that was not joined, every key goes in.
    """
    places = tuple(map(str, looked.keys[0].places))
    strongest = tuple(sorted(names.serial or names.mac or places or names.ref)[:1])
    if looked.cluster.refusals:
        strongest = (*names.serial, *names.mac, *places, *names.ref)
    if not strongest:
        strongest = tuple(f"s{source + 1} {seen[3]} {seen[1]} {seen[2]}" for source, seen in looked.kept)
    digest = hashlib.sha256("\n".join(sorted(strongest)).encode("utf-8", "surrogatepass"))
    return f"a-{digest.hexdigest()[:12]}"
