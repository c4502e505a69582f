"""Which pages do apps put into the navigation, and beside what stands on pages of apps below them?

An app says so on its ``AppConfig``: ``navigation = (Entry(place="main", route="sites", …),)``, so that the
frame names no page of an app above it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import apps
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A link to a page."""

    place: str
    """``main``, ``own`` of one's account, ``foot``, ``questions``, or ``people``."""
    route: str
    text: str | Promise
    position: int
    """Among those of the place, from the left or above; numbers leave room for what is still to come."""
    needs: str = ""
    """Name of the permission, in small letters, that somebody must have anywhere; empty: none."""
    key: str = ""
    """That leads there after ``g``."""


def entries_of(place: str, may: Mapping[str, bool]) -> list[Entry]:
    """Return the entries of a place that somebody may follow, in their order."""
    every: list[Entry] = [
        one for config in apps.get_app_configs() for one in getattr(config, "navigation", ())
    ]
    there = [one for one in every if one.place == place and (not one.needs or may.get(one.needs))]
    return sorted(there, key=lambda one: one.position)
