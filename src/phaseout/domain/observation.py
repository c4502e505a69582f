"""What was seen, where, and what could not be read?"""

from typing import NamedTuple


class Subject(NamedTuple):
    """What a source speaks of: lines of one source with one ``key`` are one asset.

    A named tuple, not a dataclass: a large scan makes ten million of these and of observations
    (docs/decisions/0003-hot-values-are-named-tuples.md).
    """

    key: str
    """Unique within the source; never shown unless it is also the ``ref``."""
    ref: str | None = None
    """The writer's own name for the asset (asset tag, key of an observation line)."""
    site: str | None = None
    segment: str | None = None
    is_tagged: bool = False
    """Whether ``ref`` is an asset tag of a table: its rows with different tags are different things."""
    is_beside: bool = False
    """Whether it is text beside the lines of a purchase: where it names nothing it is no thing."""


class Observation(NamedTuple):
    """One thing seen in a source, verbatim, with its place."""

    subject: Subject
    trait: str
    """A name of ``phaseout.domain.trait.TRAITS``."""
    value: str
    locator: str
    """Where in the source: ``line 12``, ``packet 90``, ``Cameras!B12``."""
    at: str | None = None
    """When it was seen, ISO 8601, if the source says so."""
    port: int | None = None


class Unread(NamedTuple):
    """A part of a source that could not be interpreted, and why."""

    locator: str
    why: str


class Dropped(NamedTuple):
    """A credential met on the way and thrown away; its value is kept nowhere."""

    locator: str
    what: str
    """Which field held it, such as ``column Password``."""


Reading = Observation | Unread | Dropped
"""What a reader yields."""
