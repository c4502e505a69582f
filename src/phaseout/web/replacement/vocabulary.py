"""Which states, reasons and kinds does a replacement know? The closed words."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """How far a replacement is. What comes before is said by findings: suspected, identified, refuted."""

    IN_SCOPE = "in-scope", _("has to go")
    TRIAGED = "triaged", _("triaged")
    MITIGATED = "mitigated", pgettext_lazy("asset", "mitigated")
    PLANNED = "planned", pgettext_lazy("asset", "planned")
    FUNDED = "funded", pgettext_lazy("asset", "funded")
    PROCURED = "procured", _("replacement bought")
    SCHEDULED = "scheduled", _("work scheduled")
    REMOVED = "removed", pgettext_lazy("asset", "removed")
    SANITISED = "sanitised", _("media sanitised")
    DISPOSED = "disposed", _("disposed of")
    VERIFIED = "verified", _("removal verified")
    CLOSED = "closed", pgettext_lazy("replacement", "closed")
    EXCEPTED = "excepted", pgettext_lazy("asset", "excepted")
    RESTRICTED = "restricted-use", _("restricted use")
    ON_FAILURE = "replace-on-failure", _("stays until it fails")
    REFERRED = "referred", _("waits on a landlord or contractor")
    LOST = "lost", pgettext_lazy("asset", "lost")
    NOT_FOUND = "not-found", _("not found where it should be")
    TO_CLEAR = "to-be-cleared", _("need not go, as somebody proposes")
    CLEARED = "cleared", _("need not go")
    SEEN_AGAIN = "seen-again", _("met again after its removal")
    """Nobody puts it: what was removed and is met later stands so by itself."""


LINE = (
    State.IN_SCOPE, State.TRIAGED, State.MITIGATED, State.PLANNED, State.FUNDED, State.PROCURED,
    State.SCHEDULED, State.REMOVED, State.SANITISED, State.DISPOSED, State.VERIFIED, State.CLOSED,
)  # fmt: skip
"""In their order."""
IN_PLACE = LINE[: LINE.index(State.REMOVED)]
"""On the line, and still there."""
GONE = LINE[LINE.index(State.REMOVED) :]
"""Removed, though nothing but the last of them is closed."""
LET_OFF = (State.EXCEPTED, State.RESTRICTED, State.ON_FAILURE)
"""They hold for as long as the judgements do on which they rest."""
BESIDE = (
    *LET_OFF, State.REFERRED, State.LOST, State.NOT_FOUND, State.TO_CLEAR, State.CLEARED, State.SEEN_AGAIN,
)  # fmt: skip
"""Beside the line; the state on the line below is kept."""
SHOWN_GONE = (State.VERIFIED, State.CLOSED)
"""They rest on the survey that somebody relied on."""
OPEN_GONE = GONE[:-1]
"""Removed, and not closed."""
BEFORE_FUNDED = (State.IN_SCOPE, State.TRIAGED, State.MITIGATED, State.PLANNED)
"""What stands so takes the package and month of a plan that is adopted; what is funded keeps its own."""
FUNDED_ON = IN_PLACE[IN_PLACE.index(State.FUNDED) :]
TO_BE_PLANNED = (State.TRIAGED, State.MITIGATED)
"""What stands so comes to be planned by such a plan."""
STILL_THERE = tuple(one for one in State if one not in (*GONE, *LET_OFF, State.CLEARED))
"""Neither removed nor let off, as far as anybody knows: what is lost or was not found is not gone."""


class Blocker(models.TextChoices):
    """Why it does not go on. The first five are those that held programmes up everywhere."""

    FUNDING = "funding", _("no funding")
    SUPPLY = "supply", _("goods are not to be had")
    LABOUR = "labour", _("nobody to do the work")
    WEATHER = "weather", _("weather or season")
    CLAIM_REVIEW = "claim-review", _("a claim or contract is under review")
    ACCESS = "access", _("no access to the place")
    LEASE = "lease", _("the lease or the landlord")
    CLEARANCE = "clearance", _("nobody with the clearance")
    COMPATIBILITY = "compatibility", _("what is around it would not work with another")
    OTHER = "other", _("something else, as the note says")


class Replacing(models.TextChoices):
    """What comes in its place."""

    OPEN = "open", _("not settled")
    ASSET = "asset", _("an asset of the estate")
    MODEL = "model", _("a model that is to be bought")
    NOTHING = "nothing", _("nothing replaces it")


class Media(models.TextChoices):
    """Whether it stores anything."""

    UNKNOWN = "unknown", _("nobody has looked")
    LISTED = "listed", _("it has storage media, listed here")
    NONE = "none", _("it has none")


class Sort(models.TextChoices):
    """What kind of storage medium."""

    CARD = "card", _("memory card in the device")
    DISK = "disk", _("magnetic disk")
    SOLID_STATE = "solid-state", _("solid-state drive")
    BUILT_IN = "built-in", _("memory soldered in")
    SERVER = "server", _("storage of a video management server")
    CLOUD = "cloud", _("account with a cloud service")
    OTHER = "other", pgettext_lazy("medium", "another")


class Category(models.TextChoices):
    """How far a medium was sanitised, in the words of NIST SP 800-88 Rev. 2."""

    CLEAR = "clear", _("Clear")
    PURGE = "purge", _("Purge")
    DESTROY = "destroy", _("Destroy")


class Way(models.TextChoices):
    """How an exposure is made smaller for a time."""

    ISOLATED = "isolated", _("isolated from other networks")
    NO_INTERNET = "no-internet", _("no way to the internet")
    CLOUD_OFF = "cloud-off", _("cloud service and remote access off")
    UNPOWERED = "unpowered", _("without power")
    ACCESS = "access", _("access to it and to its recordings restricted")
    PATCHED = "patched", _("latest firmware of its maker")
    OTHER = "other", pgettext_lazy("mitigation", "another")


class Result(models.TextChoices):
    """What an inspection found."""

    WAITING = "waiting", _("not yet inspected")
    GONE = "gone", _("it is gone")
    THERE = "there", _("it is still there")
    LIKE_IT = "like-it", _("something else that must go stands in its place")
    NOT_SEEN = "not-seen", _("the place could not be looked at")


FOUND = (Result.THERE, Result.LIKE_IT)
"""What an inspection says of something that is not gone."""


class Reply(models.TextChoices):
    """What a landlord or contractor answered, in a word."""

    WILL_ACT = "will-act", _("they will do it")
    REFUSED = "refused", pgettext_lazy("answer", "they refuse")
    OTHER = "other", pgettext_lazy("answer", "neither, as the answer says")
