"""What do the guards of a move look at?"""

from dataclasses import dataclass
from datetime import date

from phaseout.web.replacement.vocabulary import Media, Replacing, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What somebody enters with a move."""

    on: date | None = None
    """The day it took place."""
    who: str = ""
    """Who did it, as they are called: staff, or a contractor's crew."""
    place: str = ""
    """Where it lies from then on, or who took it."""
    reason: str = ""
    photos: int = 0
    """Files given with it that may show something; plain text does not."""
    survey: int | None = None
    """Primary key of the survey that somebody relies on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a replacement on a day, and what somebody enters about a move."""

    state: State
    """As it stands that day: what has expired is not there."""
    today: date
    mover: int
    """Primary key of who would move it."""
    mover_name: str = ""
    stands_at_site: bool = False
    must_go: int = 0
    """Findings that say that it must go, today or from a day on, and are not let off."""
    is_excepted: bool = False
    """Whether every finding that says so is let off by a decided exception that counts."""
    is_restricted: bool = False
    """Likewise by a restricted use, at least one of them."""
    let_off_until: date | None = None
    """The first day on which one of these judgements ends."""
    has_laydown: bool = False
    has_phase_out: bool = False
    mitigations: int = 0
    """Those in force."""
    referrals: int = 0
    """Those that wait for an answer."""
    package: str = ""
    month: date | None = None
    funding: str = ""
    visit: date | None = None
    replacing: Replacing = Replacing.OPEN
    is_forbidden: bool = False
    """Whether what replaces it must not be bought or used, as its own answers say."""
    is_unsettled: bool = False
    """Whether nobody knows yet if it may."""
    forbidden_reason: str = ""
    media: Media = Media.UNKNOWN
    media_open: int = 0
    """Storage media that are not sanitised, verified and recorded."""
    media_listed: int = 0
    removed_on: date | None = None
    removers: frozenset[int] = frozenset()
    """Primary keys of who recorded the removal, and of who is said to have done it and has an account."""
    proposers: frozenset[int] = frozenset()
    """Primary keys of who proposed that it need not go, where that is what stands."""
    remover_name: str = ""
    last_seen: date | None = None
    """The day on which something met it last."""
    sanitised_on: date | None = None
    """The last day on which one of its media was sanitised or that was verified."""
    is_disposed: bool = False
    is_verified: bool = False
    is_seen_since: bool = False
    """Whether anything met it later than it was removed."""
    surveys: frozenset[int] = frozenset()
    """Surveys that looked at its site later than it was removed, and did not meet it."""
    is_found_by_inspection: bool = False
    """Whether the last inspection since the removal met it, or something like it, there."""
    entered: Entered | None = None
    """None where it is asked what is still needed, before anything is entered."""
