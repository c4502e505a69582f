"""Which fingerprints does an observation match, and what do they tell?"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from phaseout.domain.claim import Dimension
from phaseout.domain.party import Fingerprint
from phaseout.identify.rules import Hit, Look, Method, Rules
from phaseout.pattern import Pattern, any_of

LONGEST = 16_384
"""Characters of a value that are looked at; greetings and descriptions are far shorter."""

Compiled = tuple[Pattern, Fingerprint]


class Trial(NamedTuple):
    """The fingerprints of one trait."""

    any: Pattern
    """Matches where one of them does: most values match none and are done with one look."""
    each: tuple[Compiled, ...]


def by_fingerprint(rules: Rules) -> Method:
    """Compare what equipment sends with the register's fingerprints of that trait."""
    ready: dict[str, Trial] = {}

    def look(seen: Look) -> Iterator[Hit]:
        """Yield what each fingerprint that matches tells."""
        if (found := rules.fingerprints.get(seen.trait)) is None:
            return iter(())
        if seen.trait not in ready:
            ready[seen.trait] = _trial(found)
        return _hits(ready[seen.trait], seen.value[:LONGEST])

    return look


def _trial(fingerprints: Sequence[Fingerprint]) -> Trial:
    return Trial(
        any=any_of(fingerprint.pattern for fingerprint in fingerprints),
        each=tuple((Pattern(one.pattern), one) for one in fingerprints),
    )


def _hits(trial: Trial, text: str) -> Iterator[Hit]:
    if not trial.any.catches(text):
        return
    for pattern, fingerprint in trial.each:
        if (captured := pattern.captured(text)) is None:
            continue
        for told in fingerprint.tells:
            value = told.value if told.capture is None else captured[told.capture]
            if value and value.strip():
                # Ids are lower case; what a device calls its brand is not.
                said = value.strip() if told.dimension != Dimension.BRAND else value.strip().lower()
                yield Hit(Dimension(told.dimension), said, told.strength, fingerprint.id)
