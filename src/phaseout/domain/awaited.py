"""For which words of a fact does an open reason wait?"""

from collections.abc import Iterable, Iterator

from phaseout.domain.facts import MANIFOLD
from phaseout.domain.truth import Reason, Truth


def awaited(reason: Reason, facts: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Return (fact, word) of each word an open leaf asks for, of those ``facts`` that gather several matters.

    A fact like "what is known of the article itself" is a dozen questions; what is waited for is one or two.
    """
    wanted = MANIFOLD.intersection(facts)
    return frozenset(_words(reason, wanted)) if wanted else frozenset()


def _words(reason: Reason, facts: frozenset[str]) -> Iterator[tuple[str, str]]:
    if reason.truth is not Truth.UNKNOWN:
        return
    if reason.fact in facts:
        yield from ((reason.fact, word) for word in reason.params.get("wanted", "").split(", ") if word)
    for part in reason.because:
        yield from _words(part, facts)
