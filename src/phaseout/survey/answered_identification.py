"""What is a thing, once people have answered who made it, what it is or which name it bears?

A person's word settles what the thing itself leaves open, and does not override what it shows firmly.
"""

from collections.abc import Mapping
from dataclasses import replace

from phaseout.domain.claim import Claim, Conflict, Dimension, Grade, Identification
from phaseout.domain.trait import Basis

ANSWERED = "answer"
"""The rule of a claim that rests on an answer."""


def with_answers(
    identification: Identification, answers: Mapping[Dimension, tuple[str, str]]
) -> Identification:
    """Return the identification with the answers for what it leaves open.

    Args:
        identification: what the thing itself shows.
        answers: dimension → (value, evidence).
    """
    claims = {
        dimension: _claim(identification.claim(dimension), value, evidence)
        for dimension, (value, evidence) in answers.items()
    }
    touched = {dimension: claims.get(dimension, identification.claim(dimension)) for dimension in _ANSWERABLE}
    conflicts = [one for one in identification.conflicts if one.dimension not in claims]
    conflicts += (
        Conflict(dimension=dimension, claims=(claim, *rivals))
        for dimension, claim in claims.items()
        if (rivals := _rivals(identification, dimension, claim))
    )
    return replace(
        identification,
        maker=touched[Dimension.MAKER],
        brand=touched[Dimension.BRAND],
        kind=touched[Dimension.KIND],
        conflicts=tuple(conflicts),
    )


_ANSWERABLE = (Dimension.MAKER, Dimension.BRAND, Dimension.KIND)


def _claim(shown: Claim, value: str, evidence: str) -> Claim:
    """Return the claim that an answer makes, with the weaker signs that agree with it."""
    agrees = shown.value == value
    bases = {*shown.bases, Basis.PERSONS_WORD} if agrees else {Basis.PERSONS_WORD}
    return Claim(
        value=value,
        grade=Grade.STRONG,
        bases=tuple(basis for basis in Basis if basis in bases),
        evidence=(*(shown.evidence if agrees else ()), evidence),
        rules=(*(shown.rules if agrees else ()), ANSWERED),
    )


def _rivals(identification: Identification, dimension: Dimension, answer: Claim) -> tuple[Claim, ...]:
    """Return the other values that had standing, firmest first."""
    known = [
        one
        for conflict in identification.conflicts
        if conflict.dimension is dimension
        for one in conflict.claims
    ]
    shown = identification.claim(dimension)
    if not known and shown.value is not None:
        known = [shown]
    return tuple(claim for claim in known if claim.value != answer.value)
