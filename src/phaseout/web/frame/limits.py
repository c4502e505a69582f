"""How often may something be tried, and is it tried twice at once? Known to the cache all processes share."""

import contextlib
import hashlib
import time
from collections.abc import Iterator

from django.core.cache import cache


def is_within(what: str, who: str, *, at_most: int, seconds: int) -> bool:
    """Count one more try, and return whether it is among those allowed.

    Args:
        what: what is tried.
        who: an address or a name; only its digest is kept.
        at_most: tries allowed in a window.
        seconds: length of a window.
    """
    key = f"phaseout:limit:{what}:{_digest(who)}:{int(time.time()) // seconds}"
    # Each try takes a place that nobody else has, which a cache does as one step; adding to a number is two.
    for place in range(int(cache.get(key, 0)), at_most):
        if cache.add(f"{key}:{place}", 1, seconds):
            cache.set(key, place + 1, seconds)  # where the next one begins to look
            return True
    return False


@contextlib.contextmanager
def alone(what: str, who: str, *, seconds: int) -> Iterator[bool]:
    """Hold something while it is done; yield whether nobody else holds it.

    Args:
        what: what is done.
        who: a name; only its digest is kept.
        seconds: after which it counts as let go of, though whoever held it was killed.
    """
    key = f"phaseout:alone:{what}:{_digest(who)}"
    if not cache.add(key, 1, seconds):
        yield False
        return
    try:
        yield True
    finally:
        cache.delete_many([key])


def _digest(who: str) -> str:
    return hashlib.sha256(who.encode()).hexdigest()[:32]
