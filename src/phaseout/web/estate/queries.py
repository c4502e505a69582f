"""What is there of the estate, for whoever asks?"""

from collections.abc import Collection

from django.db.models import Q

from phaseout.web.estate.models import Organisation


def branches(paths: Collection[str]) -> dict[str, frozenset[int]]:
    """Return, for the path of each organisation, its primary key and those of all below it."""
    if not paths:
        return {}
    below = Q()
    for path in paths:
        below |= Q(path__startswith=path)
    known = list(Organisation.everything.filter(below).values_list("pk", "path"))
    return {path: frozenset(pk for pk, place in known if place.startswith(path)) for path in paths}
