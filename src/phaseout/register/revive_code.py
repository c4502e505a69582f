"""Which model code does a row of the compiled register hold?"""

from phaseout.domain.designation import Aspect, CodeMeaning, CodePart, ModelCode, Reads
from phaseout.register.row import Row


def revive_code(id_: str, row: Row) -> ModelCode:
    """Return the model code of a compiled row."""
    return ModelCode(
        id=id_,
        maker=row.text("maker"),
        pattern=row.text("pattern"),
        parts=tuple(_part(part) for part in row.rows("parts")),
        cite=row.cites(),
    )


def _part(row: Row) -> CodePart:
    return CodePart(
        group=row.text("group"),
        aspect=Aspect(row.text("aspect")),
        reads=Reads(row.maybe("reads") or Reads.WHOLE),
        codes=tuple(_meaning(code) for code in row.rows("codes")),
        each=row.said("each"),
        cite=row.cites(),
    )


def _meaning(row: Row) -> CodeMeaning:
    return CodeMeaning(
        code=row.text("code"),
        meaning=row.named(),
        megapixels=row.number("megapixels", 0.0) or None,
    )
