"""What does the compiled register say of how names are written?"""

from phaseout.domain.naming import NO_NAMING, LegalForm, NameWord, Naming, WordCounts, WordSort
from phaseout.register.row import Row


def revive_naming(content: Row) -> Naming:
    """Return the naming of a compiled register; nothing in an edition from before there was any."""
    if not content.has("naming"):
        return NO_NAMING
    row = content.row("naming")
    return Naming(
        forms=tuple(_form(id_, part) for id_, part in row.row("forms").entries()),
        words=tuple(_word(id_, part) for id_, part in row.row("words").entries()),
        counts=tuple(_counts(id_, part) for id_, part in row.row("counts").entries()),
    )


def _form(id_: str, row: Row) -> LegalForm:
    return LegalForm(
        id=id_,
        spellings=row.texts("spellings"),
        countries=row.texts("countries"),
        is_apart=row.has("apart"),
    )


def _word(id_: str, row: Row) -> NameWord:
    return NameWord(
        id=id_, sort=WordSort(row.text("sort")), words=row.texts("words"), country=row.maybe("country")
    )


def _counts(id_: str, row: Row) -> WordCounts:
    return WordCounts(
        id=id_,
        names=int(row.number("names", 1)),
        counts={
            word: int(part.number("count", 1)) for part in row.rows("counts") for word in part.texts("words")
        },
    )
