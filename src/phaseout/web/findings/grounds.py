"""On what does it rest that a thing is what it is: where was what seen, and who said it?

What surveys showed, and where, an app above knows. It says on its ``AppConfig`` by which function:
``grounds = "phaseout.web.surveys.grounds.grounds_of"``, as it says what it adds to a page.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.apps import apps
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from phaseout.web.estate.models import Asset
from phaseout.web.frame import words
from phaseout.web.frame.access import Access, Permission

DIMENSIONS = ("maker", "brand", "model", "kind")
"""What a thing is, as far as a finding speaks of it."""
_CONTEXT = ("context", "context file, [use]")
_SITE = re.compile(r"context file, site (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One thing that a survey saw."""

    id: str
    """Within the document of the survey."""
    trait: str
    value: str
    source: str
    """The file, as it was called."""
    locator: str
    address: str = ""
    """Of the thing of the survey, at this place; empty where the reader may not see the survey."""

    @property
    def place(self) -> str:
        """The file and the place in it, in the reader's language."""
        return f"{self.source}, {words.language().locator(self.locator)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one survey, or one person, says that a thing is."""

    dimension: str
    value: str
    grade: str
    bases: tuple[str, ...] = ()
    is_disputed: bool = False
    """Whether the same survey shows another value that has standing too."""
    seen: tuple[Seen, ...] = ()
    source: str = ""
    """The file and the first place in it, where nothing else is kept of what an earlier survey saw."""
    survey: int | None = None
    survey_name: str = ""
    address: str = ""
    """Of the survey, or of the thing of it."""
    person: str = ""
    """Who said it, empty where a survey did."""
    on: date
    """The day it was seen or said."""

    @property
    def asked(self) -> str:
        """What it speaks of, in the reader's language."""
        return words.language().term("dimension", self.dimension)

    @property
    def said(self) -> str:
        """The value by its name."""
        names = {"maker": words.party, "brand": words.brand, "kind": words.kind}
        return names.get(self.dimension, str)(self.value)

    @property
    def basis(self) -> str:
        """On what it rests, in the reader's language."""
        return words.language().grounds(self.bases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What is known of a thing, and from where."""

    statements: Sequence[Statement] = ()
    """Those of the survey that answered first, then people's, then those of other surveys."""
    seen: Mapping[str, Seen] = field(default_factory=dict)
    """All that the survey that answered saw of the thing, by its id."""
    of_fact: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Fact → ids of what shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What a reason rests on: a place, a cite, or what is stated here."""

    said: str
    address: str = ""


Finder = Callable[[Access, Asset, int | None], Grounds]


def grounds_of(access: Access, asset: Asset, survey: int | None) -> Grounds:
    """Return on what it rests that a thing is what it is.

    Args:
        access: of who reads: who said something is told to those who may see who did what.
        asset: the thing.
        survey: primary key of the one that was answered for.
    """
    finder = _finder()
    return finder(access, asset, survey) if finder else Grounds()


def rests(access: Access, evidence: Sequence[str], grounds: Grounds, asset: Asset) -> tuple[Rest, ...]:
    """Return what a reason about a thing points at, each place as people find it again."""
    return tuple(_rest(access, one, grounds, asset) for one in evidence)


def _rest(access: Access, one: str, grounds: Grounds, asset: Asset) -> Rest:
    seen = grounds.seen.get(one)
    if seen is not None:
        return Rest(said=seen.place, address=seen.address)
    if one in _CONTEXT:
        owner = asset.organisation_id
        may_keep = access.may(Permission.KEEP_ESTATE, owner)  # who may not has no page of it
        address = reverse("organisation", args=[owner]) if may_keep else ""
        return Rest(said=_("what is stated of the organisation"), address=address)
    if stated := _SITE.fullmatch(one):
        site = asset.site
        address = reverse("site", args=[site.pk]) if site and site.ref == stated[1] else ""
        return Rest(said=_("what is stated of site %(site)s") % {"site": stated[1]}, address=address)
    return Rest(said=one)


@cache
def _finder() -> Finder | None:
    named = [name for config in apps.get_app_configs() if (name := getattr(config, "grounds", ""))]
    return import_string(named[0]) if named else None
