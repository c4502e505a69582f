"""What is still to be asked, of whom, about what, and how much would be settled by it?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from phaseout.domain.asset import AssetKeys

NO_SITE = ""
"""The id under which what belongs to no site is counted and asked about."""


class ScopeKind(StrEnum):
    """How far one answer reaches."""

    ORGANISATION = "organisation"
    SITE = "site"
    ASSETS = "assets"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAsset:
    """A thing a question is about, by its id and the name people know it by."""

    id: str
    name: str

    @classmethod
    def of(cls, asset: str, keys: AssetKeys) -> Self:
        """Return an asset by its first name: reference, address, hardware address, serial number, else id."""
        return cls(id=asset, name=next(iter((*keys.ref, *keys.ip, *keys.mac, *keys.serial)), asset))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What one question is asked about."""

    kind: ScopeKind = ScopeKind.ORGANISATION
    site: str | None = None
    """``NO_SITE`` for what belongs to none; None where the question is not about a place."""
    match: Mapping[str, str] = field(default_factory=dict)
    """What the things have in common, so that one answer is matched to all: model, brand, site. Empty
    where nothing says that they are alike: then each needs its own answer."""
    like: Mapping[str, str] = field(default_factory=dict)
    """What is claimed of all of them: maker, brand, model, kind."""
    assets: tuple[AskedAsset, ...] = ()
    """The first few of the things, in the order of the survey."""
    count: int = 0
    """How many things the question is about."""

    @property
    def is_each(self) -> bool:
        """Whether each thing needs an answer of its own."""
        return self.kind is ScopeKind.ASSETS and not self.match


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A fact nobody has stated, who usually knows it, and how many determinations it may settle."""

    fact: str
    asked_of: str
    settles: int
    """Determinations for which nothing more needs to be asked, once all of lower rank is answered."""
    text: str
    id: str = ""
    """The same from survey to survey while the fact and what it is asked about are."""
    rank: int = 0
    """From 1: the order in which asking settles most."""
    scope: Scope = Scope()
    surely: int = 0
    """Of those it settles, how many whatever the answer is."""
    aspects: tuple[str, ...] = ()
    """Of a fact that gathers several matters: those the answers wait for."""
    helps: int = 0
    """Undetermined answers it is a part of, alone or with others."""
