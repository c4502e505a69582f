"""What is said of a scope, and what is sent to ask for one?"""

from datetime import date, datetime
from typing import Annotated

from ninja import Field

from phaseout.probe.window import DAYS
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.surveys.forms import LONGEST_REASON
from phaseout.web.surveys.models import ScopeState
from phaseout.web.surveys.scope_forms import MOST_RANGES

Day = Annotated[str, OneOf(*DAYS)]


class ScopeRange(Schema):
    """A network that may be looked at."""

    network: str
    site_ref: str
    """Of the site where it is."""
    segment: str
    note: str
    """Of public addresses: whose they are, and by what right they are asked."""


class ScopeWindow(Schema):
    """Hours in which may be looked."""

    days: list[Day]
    begins: str
    ends: str
    timezone: str


class ScopeOut(Schema):
    """What may be asked in which networks."""

    id: int
    organisation: int
    name: str
    ranges: list[ScopeRange]
    excluded: list[str]
    windows: list[ScopeWindow]
    per_host: int
    in_all: int
    recorders: bool
    last_day: date
    expires: datetime
    """The end of that day."""
    days: list[Day]
    """These four are the hours once more, as a draft says them."""
    begins: str
    ends: str
    zone: str
    collectors: list[str]
    state: Annotated[str, OneOf(ScopeState)]
    reason: str
    by: str
    drafted: datetime
    decided_by: str
    decided: datetime | None
    withdrawn: datetime | None
    sha256: str
    """Of the signed file; empty where there is none."""
    bundles: int
    version: int


class RangeIn(Sent):
    """A network that is asked for."""

    network: str = Field(max_length=60)
    site: int | None = None
    """Where it is; or its reference instead."""
    site_ref: str = Field("", max_length=60)
    segment: str = Field("", max_length=200)
    note: str = Field("", max_length=200)


class ScopeIn(Sent):
    """A scope that is asked for; another person allows it."""

    organisation: int | None = None
    """The token's if left out; of one that is written anew its own."""
    name: str = Field(max_length=200)
    ranges: list[RangeIn] = Field(min_length=1, max_length=MOST_RANGES)
    excluded: list[str] = Field(default_factory=list, max_length=500)
    last_day: date
    days: list[Day] = Field(default_factory=list)
    begins: str = Field("", max_length=5)
    ends: str = Field("", max_length=5)
    zone: str = Field("", max_length=60)
    per_host: int = 20
    in_all: int = 200
    recorders: bool = False
    collectors: list[str] = Field(default_factory=list, max_length=100)


class ScopeDecisionIn(Sent):
    """Whether it is allowed; where not, why."""

    agrees: bool
    reason: str = Field("", max_length=LONGEST_REASON)


class ScopeWithdrawalIn(Sent):
    """Why it ends before its time."""

    reason: str = Field(max_length=LONGEST_REASON)


class ScopeKeys(Schema):
    """Public keys of this server, with which a collector is made."""

    signing: str
    """Signs scopes (C2SP signed-note); empty where none was signed yet."""
    seal: str
    """For which bundles are sealed (X25519, PEM); empty where none was signed yet."""
