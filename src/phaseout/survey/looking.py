"""What do all sources together say of one thing, and under which id is it known from survey to survey?"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from phaseout.domain.asset import AssetKeys, Seen
from phaseout.domain.claim import Dimension, Identification
from phaseout.domain.tie import Tie
from phaseout.domain.trait import TRAITS
from phaseout.identify.identification import Identifier
from phaseout.identify.joining import KEPT_APART, Cluster, Joiner
from phaseout.identify.keys import GroupKeys, KeysByGroup, with_colons
from phaseout.identify.order_lines import seller_of
from phaseout.identify.sheet import Draft, Sheet
from phaseout.identify.stated import Stated, stated_of, told
from phaseout.intake.spool import LONGEST_LIKE_OTHERS, Kept, Run
from phaseout.survey.firmware_history import before, history, present, versions_of
from phaseout.survey.gathering import Gathered
from phaseout.survey.sightings import addresses_of, site_of

AHEAD = 10_000
"""Observations held and looked at together; many more are slower, since they live long enough to be searched
for cycles again and again."""


class Opened(NamedTuple):
    """One thing with everything seen of it, not yet looked at."""

    cluster: Cluster
    every: KeysByGroup
    runs: list[Run]
    """Of observations, in order."""

    @property
    def sheet(self) -> Sheet:
        """What was seen, as two columns."""
        if len(self.runs) == 1:
            return self.runs[0].traits, self.runs[0].values
        return (
            tuple(trait for run in self.runs for trait in run.traits),
            tuple(value for run in self.runs for value in run.values),
        )


class Looked(NamedTuple):
    """One thing with everything seen of it."""

    opened: Opened
    draft: Draft
    firmware_history: str = ""
    """A note on the versions it ran one after the other, empty where only one is known."""

    @property
    def cluster(self) -> Cluster:
        """The groups that are this thing, and why."""
        return self.opened.cluster

    @property
    def keys(self) -> list[GroupKeys]:
        """The keys of each group."""
        return [self.opened.every[group] for group in self.cluster.groups]

    @property
    def identification(self) -> Identification:
        """What it is, with the numbers of ``ids`` for evidence."""
        return self.draft.identification

    @property
    def ids(self) -> list[str]:
        """Of the observations that tell something, in order."""
        numbers = [number for run in self.opened.runs for number in run.numbers]
        return [f"o{numbers[place]}" for place in self.draft.telling]

    @property
    def kept(self) -> Iterator[tuple[int, Kept]]:
        """Its observations with the number of their source, in order."""
        return ((run.source, seen) for run in self.opened.runs for seen in run.observations())

    def kept_of(self, prefixes: tuple[str, ...]) -> list[Kept]:
        """Return its observations of the traits that begin so."""
        return [
            seen
            for run in self.opened.runs
            if _has(run.traits, prefixes)
            for seen in run.observations()
            if seen[1].startswith(prefixes)
        ]

    @property
    def site(self) -> str | None:
        """The site it stands at."""
        return site_of(self.keys)

    @property
    def written(self) -> tuple[str, ...]:
        """The names its sources give its site where none is known by them."""
        return tuple(dict.fromkeys(group.written for group in self.keys if group.written))

    @property
    def segment(self) -> str | None:
        """The part of a network it stands in; None where its sources tell none, or several."""
        told = {group.segment for group in self.keys if group.segment}
        return told.pop() if len(told) == 1 else None

    @property
    def id(self) -> str:
        """The id that stays the same while the strongest key does."""
        return _asset_id(keys_of(self.keys), self)


class Looks:
    """Looks at the things of a survey, one after the other or by name."""

    def __init__(self, gathered: Gathered, identifier: Identifier, ties: Sequence[Tie] = ()) -> None:
        self._gathered = gathered
        self._identifier = identifier
        self._ties = ties
        self.beside = 0
        """Texts beside the lines of purchases that name nothing, of those looked at by ``each``."""

    def each(self) -> Iterator[Looked]:
        """Yield things, identified, in order; text beside lines of a purchase only where it names any."""
        self.beside = 0
        for looked in self._each():
            if self._is_beside(looked):
                self.beside += 1
            else:
                yield looked

    def _each(self) -> Iterator[Looked]:
        """Yield what was seen, identified, in order: looked at many at a time, since patterns are."""
        ahead, size = list[Opened](), 0
        for cluster in self._clusters():
            opened = self._opened(cluster)
            ahead.append(opened)
            size += sum(len(run.traits) for run in opened.runs)
            if size >= AHEAD:
                yield from self._all(ahead)
                ahead, size = [], 0
        yield from self._all(ahead)

    def at(self, cluster: Cluster) -> Looked:
        """Return one thing, identified."""
        (looked,) = self._all([self._opened(cluster)])
        return looked

    def _clusters(self) -> Iterator[Cluster]:
        return Joiner(self._gathered.keys, self._ties, self._stated).clusters()

    def _stated(self, groups: Sequence[int]) -> Mapping[int, Stated]:
        """Return what some groups state of their makers and models, all looked at together."""
        spool, keys = self._gathered.spool, self._gathered.keys
        said = {
            group: tuple(
                seen for run in spool.runs(group) for seen in told(zip(run.traits, run.values, strict=True))
            )
            for group in groups
        }
        self._identifier.learn(dict.fromkeys(one for found in said.values() for one in found))
        hits_of, parents = self._identifier.hits, self._identifier.parents
        return {
            group: stated_of(keys[group].source, found, hits_of, parents) for group, found in said.items()
        }

    def _all(self, opened: Sequence[Opened]) -> Iterator[Looked]:
        return map(self._looked, opened, self._identifier.drafts([one.sheet for one in opened]))

    def _looked(self, opened: Opened, draft: Draft) -> Looked:
        if any(run.ats for run in opened.runs) and _states_firmware(draft.alike):
            return self._with_present_firmware(opened, draft)
        return Looked(opened, draft)

    def _with_present_firmware(self, opened: Opened, draft: Draft) -> Looked:
        """Return a thing without the versions that a later reading put in the past."""
        traits, values = opened.sheet
        ats = [at for run in opened.runs for at in run.ats or (None,) * len(run.traits)]
        found = self._identifier.told(traits, values)
        versions = versions_of((hits, ats[place]) for place, hits in found)
        past = before(versions)
        if past:
            found = [(place, current) for place, hits in found if (current := present(hits, past))]
            telling = tuple((TRAITS[traits[place]].basis, hits) for place, hits in found)
            draft = self._identifier.drafted(telling, tuple(place for place, _ in found))
        return Looked(opened, draft, history(versions, past))

    def _opened(self, cluster: Cluster) -> Opened:
        runs = [run for group in cluster.groups for run in self._gathered.spool.runs(group)]
        return Opened(cluster, self._gathered.keys, runs)

    def named(self, ref: str, whole: Looked) -> Looked | None:
        """Return what goes by a name in a source of the whole, be it itself; None where nothing does."""
        for held in whole.keys:
            cluster = self._by_ref.get((held.source, ref))
            if cluster is not None:
                return whole if cluster.groups == whole.cluster.groups else self.at(cluster)
        return None

    def _is_beside(self, looked: Looked) -> bool:
        """Whether it is text that names nothing, beside what a document has of lines of a purchase.

        Where a document has none, as a contract in prose, its text is all there is of what it buys.
        """
        keys = looked.keys
        if not all(held.is_beside for held in keys) or looked.identification.names_anything():
            return False
        return all(held.source in self._with_lines for held in keys)

    @cached_property
    def _with_lines(self) -> frozenset[int]:
        """The sources with anything else than text beside lines."""
        return frozenset(held.source for held in self._gathered.keys if not held.is_beside)

    @cached_property
    def _by_ref(self) -> dict[tuple[int, str], Cluster]:
        """Things by the names sources use. Made only where a part is named: it holds every name."""
        found: dict[tuple[int, str], Cluster] = {}
        for cluster in self._clusters():
            for group in cluster.groups:
                keys = self._gathered.keys[group]
                found.update(((keys.source, ref), cluster) for ref in keys.refs)
        return found


def _states_firmware(identification: Identification) -> bool:
    disputed = any(conflict.dimension is Dimension.FIRMWARE for conflict in identification.conflicts)
    return disputed or identification.firmware.value is not None


def _has(traits: tuple[str, ...], prefixes: tuple[str, ...]) -> bool:
    many = len(traits) <= LONGEST_LIKE_OTHERS
    return _is_any(traits, prefixes) if many else any(trait.startswith(prefixes) for trait in traits)


@lru_cache(maxsize=4096)
def _is_any(traits: tuple[str, ...], prefixes: tuple[str, ...]) -> bool:
    return any(trait.startswith(prefixes) for trait in traits)


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
    if names.ref and not (names.serial or names.mac or places):
        strongest += seller_of((seen[1], seen[2]) for _, seen in looked.kept)
    refusals = looked.cluster.refusals
    if refusals:
        strongest = (*names.serial, *names.mac, *places, *names.ref, looked.site or "")
    if any(refusal.why.startswith(KEPT_APART) for refusal in refusals) and not (names.serial or names.mac):
        strongest += tuple(f"{seen[1]} {seen[2]}" for _, seen in looked.kept)
    if not strongest:
        strongest = tuple(f"s{source + 1} {seen[3]} {seen[1]} {seen[2]}" for source, seen in looked.kept)
    digest = hashlib.sha256("\n".join(sorted(strongest)).encode("utf-8", "surrogatepass"))
    return f"a-{digest.hexdigest()[:12]}"
