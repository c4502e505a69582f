"""What do apps add to a page of an app below them, which knows nothing of them?

An app says so on its ``AppConfig``: ``panels = {"asset": "phaseout.web.findings.panels.on_asset"}``. The
function takes who reads and what the page is about, and returns a ``Panel``, or None where it adds nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from phaseout.web.frame.access import Access


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A part of a page."""

    template: str
    shown: Mapping[str, object] = field(default_factory=dict)
    """What the template shows, besides what every page knows."""


Making = Callable[[Access, Any], Panel | None]


def panels_of(place: str, access: Access, thing: Any = None) -> Iterator[Panel]:
    """Yield what apps add to a place: the lowest app first, but on the first page the uppermost.

    Args:
        place: ``search`` and ``account`` of every page, ``home``, ``list``, ``keys``, or what the page is
            about: ``organisation``, ``site``, ``asset``, ``finding``, ``replacement``, ``measure``,
            ``survey``.
        access: of who reads.
        thing: what the page is about; None on a page about nothing.
    """
    for make in _makers(place):
        panel = make(access, thing)
        if panel is not None:
            yield panel


@cache
def _makers(place: str) -> tuple[Making, ...]:
    """Return what makes the panels of a place; settings name the lowest app first."""
    declared = [getattr(config, "panels", {}) for config in apps.get_app_configs()]
    names = [panels[place] for panels in declared if place in panels]
    return tuple(import_string(name) for name in (reversed(names) if place == "home" else names))
