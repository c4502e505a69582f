"""How does a list say that what was seen of a thing contradicts, and whose it would then be?"""

from collections.abc import Iterator, Sequence

from phaseout.domain.claim import Claim, Conflict, Dimension
from phaseout.domain.trait import Basis
from phaseout.report import naming
from phaseout.report.language import Language
from phaseout.report.standing import Entry

NAMED = 6
"""Names that stand in a row before the rest is only counted; the card and the workbook have every one."""
_WHOSE = (Dimension.MAKER, Dimension.PLATFORM, Dimension.BRAND)
"""What says whose a thing is; what tells most comes first."""
_ANSWERING = frozenset((Basis.SELF_REPORT, Basis.NETWORK_SIGNATURE))


def contradictions(entry: Entry, language: Language) -> tuple[str, ...]:
    """Return the lines of a row, empty where nothing contradicts: ``answers as A, B: no maker taken``.

    Where a maker is taken all the same, each dimension that is disputed has its line, unless it
    names no others than a line before.
    """
    conflicts = sorted(
        (one for one in entry.conflicts if one.dimension in _WHOSE),
        key=lambda one: _WHOSE.index(one.dimension),
    )
    if not conflicts:
        return ()
    first = conflicts[0]
    if entry.maker.value is None and (first.dimension is Dimension.MAKER or entry.brand.value is None):
        is_answering = all(not _ANSWERING.isdisjoint(claim.bases) for claim in first.claims)
        key = "contradiction.answers" if is_answering else "contradiction.signs"
        return (language.text(key, _listed(_names(first, language))),)
    return tuple(_disputed(conflicts, language))


def in_full(conflict: Conflict, language: Language) -> str:
    """Return who stands against whom and how firmly: ``Axis (strong) / HiLook (suggestive)``."""
    return " / ".join(_graded(conflict.dimension, claim, language) for claim in conflict.claims)


def _disputed(conflicts: Sequence[Conflict], language: Language) -> Iterator[str]:
    said: set[frozenset[str]] = set()
    for conflict in conflicts:
        names = _names(conflict, language)
        if frozenset(names) not in said:
            said.add(frozenset(names))
            yield language.text(f"contradiction.{conflict.dimension.value}", _listed(names))


def _names(conflict: Conflict, language: Language) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(naming.value(conflict.dimension, claim, language) for claim in conflict.claims)
    )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:NAMED])
    return f"{shown} +{len(names) - NAMED}" if len(names) > NAMED else shown


def _graded(dimension: Dimension, claim: Claim, language: Language) -> str:
    return f"{naming.value(dimension, claim, language)} ({naming.grade(claim, language)})"
