"""What can happen that is noted, and how is a reader told? Each app says so of what its services do.

An app names it on its ``AppConfig``: ``happening = "phaseout.web.estate.happening.HAPPENING"``, like its
panels, so that the frame knows no word of an app above it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from django.apps import apps
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from phaseout.web.frame.access import ROLE_NAMES

Words = Mapping[str, str | Promise]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What an app notes."""

    what: Words
    """Id → how a reader is told; the ids are never renamed."""
    passing: Collection[str] = ()
    """Ids of what decides nothing and changes no state; the ledger keeps all else."""
    words: Words = field(default_factory=dict)
    """What stands before and after: names of fields, and values from a closed list, as a reader is told."""
    values: Mapping[str, Words] = field(default_factory=dict)
    """Field → its values that are other words elsewhere, as a reader is told."""


@cache
def whatever() -> Words:
    """Return all that can happen: id → how a reader is told, the lowest app first."""
    return MappingProxyType({id_: told for one in _declared() for id_, told in one.what.items()})


@cache
def spoken() -> Words:
    """Return the words for fields and values; the roles are the frame's own."""
    roles = {role.value: name for role, name in ROLE_NAMES.items()}
    return MappingProxyType(roles | {id_: told for one in _declared() for id_, told in one.words.items()})


@cache
def spoken_of(name: str) -> Words:
    """Return the words for the values of a field."""
    own = {id_: told for one in _declared() for id_, told in one.values.get(name, {}).items()}
    return MappingProxyType({**spoken(), **own})


@cache
def lasting() -> frozenset[str]:
    """Return the ids of what the ledger keeps."""
    return frozenset(whatever()) - {id_ for one in _declared() for id_ in one.passing}


@cache
def _declared() -> tuple[Happening, ...]:
    names = [getattr(config, "happening", "") for config in apps.get_app_configs()]
    return tuple(import_string(name) for name in names if name)
