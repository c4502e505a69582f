"""What does a process hold for its whole life, so that Python need not go through it again and again?"""

import gc


def hold() -> None:
    """Load what every page needs, and count it from now on as held for ever.

    The register with its words is some million objects, and every search for cycles of objects that nobody
    holds any more went through all of them: a fifth of a second, once in some fifty pages.
    """
    from django.urls import get_resolver

    from phaseout.web.frame.words import language

    language()
    get_resolver().url_patterns  # noqa: B018 - asking loads every view
    gc.collect()
    gc.freeze()
