"""Which party, interest, dependency or brand does a row of the compiled register hold?"""

from phaseout.domain.claim import Strength
from phaseout.domain.party import (
    Brand,
    BrandMaker,
    BrandRelation,
    Dependency,
    DependencyKind,
    Fingerprint,
    Interest,
    InterestKind,
    ModelPattern,
    Party,
    Told,
)
from phaseout.register.row import Row


def revive_party(id_: str, row: Row) -> Party:
    """Return the party of a compiled row."""
    return Party(
        id=id_,
        name=row.text("name"),
        aliases=row.texts("aliases"),
        country=row.maybe("country"),
        kinds=row.texts("kinds"),
        identifiers=row.texts("identifiers"),
        homonyms=row.texts("homonyms"),
        note=row.maybe("note"),
        cite=row.cites(),
    )


def revive_interest(row: Row) -> Interest:
    """Return the interest of a compiled row; a share nobody gave is anything from 0 to 1."""
    share = row.row("share") if row.has("share") else None
    return Interest(
        holder=row.text("holder"),
        held=row.text("held"),
        kind=InterestKind(row.text("kind")),
        share_min=share.number("min", 0.0) if share else 0.0,
        share_max=share.number("max", 1.0) if share else 1.0,
        since=row.day("since"),
        until=row.day("until"),
        cite=row.cites(),
    )


def revive_dependency(row: Row) -> Dependency:
    """Return the dependency of a compiled row."""
    return Dependency(
        party=row.text("party"),
        on=row.text("on"),
        kind=DependencyKind(row.text("kind")),
        since=row.day("since"),
        until=row.day("until"),
        note=row.said("note"),
        cite=row.cites(),
    )


def revive_brand(id_: str, row: Row) -> Brand:
    """Return the brand of a compiled row."""
    makers = tuple(
        BrandMaker(
            maker=part.text("maker"),
            relation=BrandRelation(part.text("relation")),
            scope=part.text("scope"),
            status=part.text("status"),
            confidence=part.text("confidence"),
            cite=part.cites(),
        )
        for part in row.rows("makers")
    )
    return Brand(
        id=id_,
        name=row.text("name"),
        aliases=row.texts("aliases"),
        makers=makers,
        words=row.texts("words"),
        note=row.maybe("note"),
        range_of=row.maybe("range_of"),
    )


def revive_model(row: Row) -> ModelPattern:
    """Return the model pattern of a compiled row."""
    return ModelPattern(
        id=row.text("id"),
        brand=row.text("brand"),
        maker=row.maybe("maker"),
        pattern=row.text("pattern"),
        kind=row.maybe("kind"),
        strength=Strength(row.text("strength")),
        needs_brand=row.has("beside_brand"),
        cite=row.cites(),
    )


def revive_fingerprint(trait: str, row: Row) -> Fingerprint:
    """Return the fingerprint of a compiled row."""
    tells = tuple(
        Told(
            dimension=dimension,
            value=told.maybe("is_"),
            capture=told.maybe("group"),
            strength=Strength(told.text("strength")),
        )
        for dimension, told in row.row("tells").entries()
    )
    return Fingerprint(
        id=row.text("id"), trait=trait, pattern=row.text("pattern"), tells=tells, cite=row.cites()
    )
