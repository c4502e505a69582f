"""Which groups does a person's word make one thing, and which keys does it take away?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from phaseout.domain.tie import Tie, TieKind
from phaseout.identify.fields import normal_mac
from phaseout.identify.ip_address import joining_ip
from phaseout.identify.keys import GroupKeys, KeyKind, Place
from phaseout.identify.serial import normal_serial

Name = tuple[KeyKind | None, str]
"""(kind of key, None for a reference; the key as groups hold it)."""
_FEWEST = 2


class Statements:
    """The ties of the context file, looked up among the groups of a survey."""

    def __init__(self, ties: Sequence[Tie], keys: Sequence[GroupKeys]) -> None:
        """Go through the keys of every group once, where there is any tie at all."""
        self._keys = keys
        self._joining = [tie for tie in ties if tie.kind is TieKind.JOIN]
        self._parting: defaultdict[Name, list[Tie]] = defaultdict(list)
        for tie in ties:
            if tie.kind is TieKind.KEEP_APART:
                for name in _names(tie.keys):
                    self._parting[name].append(tie)
        self._groups = self._found(name for tie in ties for name in _names(tie.keys))

    def joined(self) -> Iterator[tuple[Tie, tuple[int, ...]]]:
        """Yield each tie that makes groups one thing, with two groups at least."""
        for tie in self._joining:
            if len(groups := self._of(tie)) >= _FEWEST:
                yield tie, groups

    def parts(self, kind: KeyKind, key: str | Place) -> Tie | None:
        """Return who says that a key ties nothing, None where nobody does."""
        if not self._parting:
            return None
        site, value = (key[0], key[2]) if isinstance(key, tuple) else (None, key)
        found = self._parting.get((kind, value), ())
        return next((tie for tie in found if tie.site in (None, site) or isinstance(key, str)), None)

    def unmet(self) -> Iterator[Tie]:
        """Yield the ties of which a key is nobody's: a misspelt one would quietly do nothing."""
        for ties in (self._joining, dict.fromkeys(tie for held in self._parting.values() for tie in held)):
            for tie in ties:
                if any(not self._at_site(tie, _names((key,))) for key in tie.keys):
                    yield tie

    def _of(self, tie: Tie) -> tuple[int, ...]:
        return self._at_site(tie, _names(tie.keys))

    def _at_site(self, tie: Tie, names: Iterable[Name]) -> tuple[int, ...]:
        groups = dict.fromkeys(group for name in names for group in self._groups.get(name, ()))
        return tuple(sorted(g for g in groups if tie.site is None or self._keys[g].site == tie.site))

    def _found(self, names: Iterable[Name]) -> dict[Name, list[int]]:
        wanted: dict[Name, list[int]] = {name: [] for name in names}
        for group, keys in enumerate(self._keys) if wanted else ():
            for name in _held(keys):
                if (groups := wanted.get(name)) is not None:
                    groups.append(group)
        return wanted


def _names(keys: Iterable[str]) -> Iterator[Name]:
    """Yield what a key as written may be: a person need not say of which kind it is."""
    for key in keys:
        if (mac := normal_mac(key)) is not None:
            yield KeyKind.MAC, mac
        if (serial := normal_serial(key)) is not None:
            yield KeyKind.SERIAL, serial
        if (address := joining_ip(key)) is not None:
            yield KeyKind.ADDRESS, address
        yield None, key


def _held(keys: GroupKeys) -> Iterator[Name]:
    yield from ((KeyKind.MAC, mac) for mac in keys.macs)
    yield from ((KeyKind.SERIAL, serial) for serial in keys.serials)
    yield from ((KeyKind.ADDRESS, place[2]) for place in keys.places)
    yield from ((None, ref) for ref in keys.refs)
