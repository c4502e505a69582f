"""Who is said to have supplied a thing, and which party is that?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierSign:
    """One way in which the supplier as written and the party agree or differ, in no language."""

    difference: str
    ours: str = ""
    """As the order or the list has it."""
    theirs: str = ""
    """As the register has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSupplier:
    """Somebody named as the supplier, and the party of the register it is or may be."""

    said: str
    """Its name as written, or its number where it has no name."""
    party: str | None = None
    """None where the register knows nobody of such a name: that says nothing of who is behind it."""
    tier: str = "none"
    """identifier, name, possible or none."""
    name: str = ""
    """The name or number of the party that was met."""
    explanation: tuple[SupplierSign, ...] = ()
    relation: str | None = None
    """How the party stands to those whom measures that bind who asks name: ``named``, the relation test that
    reaches it, ``undetermined``, ``none``; None where there is no party."""
    measure: str | None = None
    """Id of the measure by which it is so; None where none is."""
    named_beside: tuple[str, ...] = ()
    """Ids of measures that name the party and bind others than who asks."""
    rivals: tuple[str, ...] = ()
    """Other parties that are as near."""
    evidence: tuple[str, ...] = ()
    """Ids of observations."""

    @property
    def is_firm(self) -> bool:
        """Whether it is held to be the party, not only possibly."""
        return self.tier in _FIRM


_FIRM = frozenset({"identifier", "name"})
