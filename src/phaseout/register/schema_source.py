"""Which shape have the bibliography and the instruments?"""

from phaseout.register.schema import Cites, Day, Identified, PlainId, ScopedId, TextShape, Words


class SourceShape(Identified):
    """A document that cites point at (``sources/*.yaml``, a list)."""

    id: PlainId
    title: Words
    url: Words | None = None
    publisher: Words | None = None
    date: Words | None = None
    """As the document gives it: a day, a month or a year."""
    retrieved: Day | None = None
    """The day somebody read it."""
    note: Words | None = None


class InstrumentShape(Identified):
    """The statute, order or notice a measure stands in (``instruments/*.yaml``)."""

    id: ScopedId
    title: TextShape
    jurisdiction: PlainId
    nature: Words
    cite: Cites
    citation: Words | None = None
    issuer: TextShape | None = None
    made: Day | None = None
    url: Words | None = None
    notes: tuple[TextShape, ...] = ()
