"""Which assets of two documents are one and the same thing?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from phaseout.domain.asset import Asset
from phaseout.identify.ip_address import same_ip

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouped:
    """Things that one document tells apart and the other does not."""

    name: str
    before: tuple[str, ...]
    """Ids in the earlier document."""
    after: tuple[str, ...]
    """Ids in the later one."""


class Matching:
    """Finds the earlier assets of a later one.

    An id, a serial number or a hardware address makes two assets the same thing. An address or a
    reference does so only where no serial number or hardware address of theirs speaks against it: another
    camera at the same address is another camera.
    """

    def __init__(self, before: Iterable[Asset], after: Iterable[Asset]) -> None:
        """Take both documents; ``after`` is gone through once more when it is compared."""
        self._before = {asset.id: asset for asset in before}
        self._by_key: defaultdict[Key, list[str]] = defaultdict(list)
        for asset in self._before.values():
            for key in (*_strong(asset), *weak_keys(asset)):
                self._by_key[key].append(asset.id)
        self._firm = {one for asset in after for one in self._same(asset)}
        self._taken: defaultdict[str, list[str]] = defaultdict(list)
        self._merged: list[Regrouped] = []

    @property
    def held(self) -> int:
        """How many assets the earlier document lists."""
        return len(self._before)

    def earlier(self, asset: Asset) -> tuple[Asset, ...]:
        """Return the earlier assets of a later one: several where they are held to be one thing now."""
        found = dict.fromkeys(self._same(asset))
        likely = [one for one in self._alike(asset) if one not in found]
        found |= dict.fromkeys(one for one in likely if one not in self._firm)
        ids = tuple(found) or tuple(likely[:1])
        for one in ids:
            self._taken[one].append(asset.id)
        if len(ids) > 1:
            self._merged.append(Regrouped(name=asset.name, before=ids, after=(asset.id,)))
        return tuple(self._before[one] for one in ids)

    def missing(self) -> Iterator[Asset]:
        """Yield the earlier assets that no later one was matched with."""
        return (asset for asset in self._before.values() if asset.id not in self._taken)

    def regrouped(self) -> tuple[Regrouped, ...]:
        """Return what was put together or taken apart, of what was matched."""
        apart = (
            Regrouped(name=self._before[one].name, before=(one,), after=tuple(later))
            for one, later in self._taken.items()
            if len(later) > 1
        )
        return (*self._merged, *apart)

    def _same(self, asset: Asset) -> list[str]:
        own = [asset.id] if asset.id in self._before else []
        return [*own, *(one for key in _strong(asset) for one in self._by_key.get(key, ()))]

    def _alike(self, asset: Asset) -> list[str]:
        votes = Counter(one for key in weak_keys(asset) for one in self._by_key.get(key, ()))
        return [one for one, _ in votes.most_common() if not _contradict(self._before[one], asset)]


def _strong(asset: Asset) -> tuple[Key, ...]:
    keys = asset.keys
    return (*(("serial", one) for one in keys.serial), *(("mac", one) for one in keys.mac))


def weak_keys(asset: Asset) -> tuple[Key, ...]:
    """Return the addresses, each at its site, and the references: another thing may have them one day."""
    keys = asset.keys
    # A document of another program, or of an older one, may spell an address otherwise.
    places = ((f"ip {asset.site}", same_ip(one) or one) for one in keys.ip)
    return (*places, *(("ref", one) for one in keys.ref))


def _contradict(one: Asset, other: Asset) -> bool:
    """Return whether both have serial numbers or hardware addresses, and none in common."""
    pairs = ((one.keys.serial, other.keys.serial), (one.keys.mac, other.keys.mac))
    return any(mine and theirs and set(mine).isdisjoint(theirs) for mine, theirs in pairs)
