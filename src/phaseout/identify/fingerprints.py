"""Which fingerprints does an observation match, and what do they tell?"""

import re
from collections.abc import Iterator, Sequence

from phaseout.domain.claim import Dimension
from phaseout.domain.party import Fingerprint
from phaseout.identify.rules import Hit, Look, Method, Rules

LONGEST = 16_384
"""Characters of a value that are looked at; greetings and descriptions are far shorter."""

Compiled = tuple[re.Pattern[str], Fingerprint]


def by_fingerprint(rules: Rules) -> Method:
    """Compare what equipment sends with the register's fingerprints of that trait."""
    ready: dict[str, tuple[Compiled, ...]] = {}

    def compiled(name: str) -> tuple[Compiled, ...]:
        if name not in ready:
            found: Sequence[Fingerprint] = rules.fingerprints.get(name, ())
            ready[name] = tuple((re.compile(print_.pattern, re.IGNORECASE), print_) for print_ in found)
        return ready[name]

    def look(seen: Look) -> Iterator[Hit]:
        return _hits(compiled(seen.trait), seen.value)

    return look


def _hits(fingerprints: tuple[Compiled, ...], text: str) -> Iterator[Hit]:
    for pattern, fingerprint in fingerprints:
        if (match := pattern.search(text[:LONGEST])) is None:
            continue
        for told in fingerprint.tells:
            value = told.value if told.capture is None else match[told.capture]
            if value and value.strip():
                yield Hit(Dimension(told.dimension), value.strip(), told.strength, fingerprint.id)
