"""How often may something be tried? Counted in the cache that all processes share."""

import hashlib
import time

from django.core.cache import cache


def is_within(what: str, who: str, *, at_most: int, seconds: int) -> bool:
    """Count one more try, and return whether it is among those allowed.

    Args:
        what: what is tried.
        who: an address or a name; only its digest is kept.
        at_most: tries allowed in a window.
        seconds: length of a window.
    """
    digest = hashlib.sha256(who.encode()).hexdigest()[:32]
    key = f"phaseout:limit:{what}:{digest}:{int(time.time()) // seconds}"
    tries = int(cache.get(key, 0)) + 1
    cache.set(key, tries, seconds)
    return tries <= at_most
