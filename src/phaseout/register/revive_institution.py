"""Which institution does a row of the compiled register hold?"""

from phaseout.domain.institution import Institution, Listing, OtherNames
from phaseout.register.row import Row


def revive_institution(id_: str, row: Row) -> Institution:
    """Return the institution of a compiled row."""
    return Institution(
        id=id_,
        name=row.said_of("name"),
        listed=tuple(Listing(role=line.maybe("role"), cite=line.cites()) for line in row.rows("listed")),
        also=tuple(OtherNames(names=part.texts("names"), cite=part.cites()) for part in row.rows("also")),
        note=row.said("note"),
        cite=row.cites(),
    )
