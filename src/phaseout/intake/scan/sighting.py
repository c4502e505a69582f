"""What does one record of a scan say of a host, each thing once and without credentials?"""

from collections.abc import Iterable
from functools import partial

from phaseout.domain.observation import Dropped, Observation, Reading, Subject, Unread
from phaseout.intake.credential import without_credentials
from phaseout.intake.response_head import LONGEST_BODY

LONGEST_VALUE = 16_384
"""Characters of a value that are kept; a page has its own, shorter measure."""
_MOST_REMEMBERED = 500_000
# Half the time of a named tuple's own constructor, which is Python; a large scan makes millions.
_observed = partial(tuple.__new__, Observation)


class Sighting:
    """One look at one host."""

    def __init__(self, key: str, place: str, at: str | None = None) -> None:
        self._subject = Subject(key)
        self._place = place
        self._at = at
        self._seen: dict[tuple[str, str, int | None], Observation] = {}
        self._notes: dict[tuple[str, str], Reading] = {}

    def see(self, trait: str, value: str, port: int | None = None, where: str = "") -> None:
        """Enter a value; ``where`` goes behind the place of the record."""
        place = self._place + where
        if len(value) > LONGEST_BODY and len(value) > (
            most := LONGEST_BODY if trait == "http.body" else LONGEST_VALUE
        ):
            value = value[:most]
            if trait not in {"http.body", "banner"}:  # of which the start is all that is promised
                self.fault(f"a value of {trait} longer than {most} characters; its start is read", where)
        kept, what = without_credentials(trait, value)
        if what is not None:
            self.drop(f"{trait}: {what}", where)
        value = kept or ""
        key = (trait, value, port)
        if key not in self._seen and value and not value.isspace():
            self._seen[key] = _observed((self._subject, trait, value, place, self._at, port))

    def see_all(self, found: Iterable[tuple[str, str]], port: int | None = None, where: str = "") -> None:
        """Enter (trait, value) pairs."""
        for trait, value in found:
            self.see(trait, value, port, where)

    def drop(self, what: str, where: str = "") -> None:
        """Enter that a credential was met and thrown away."""
        self._notes.setdefault((where, what), Dropped(self._place + where, what))

    def fault(self, why: str, where: str = "") -> None:
        """Enter that something makes no sense."""
        self._notes.setdefault((where, why), Unread(self._place + where, why))

    def readings(self) -> list[Reading]:
        """Return what was seen in the order in which it was entered, then the notes."""
        return [*self._seen.values(), *self._notes.values()]


class FirstSights:
    """Tells what is met for the first time, among things that a scan says again with every port.

    Memory is bounded: after half a million things it begins anew, and one may be said twice.
    """

    def __init__(self) -> None:
        self._met: set[object] = set()

    def is_first(self, thing: object) -> bool:
        """Whether this was not met before."""
        if thing in self._met:
            return False
        if len(self._met) >= _MOST_REMEMBERED:
            self._met.clear()
        self._met.add(thing)
        return True
