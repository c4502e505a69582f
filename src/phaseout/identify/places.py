"""What do things have in common that say the same, wherever in their texts it stands?

Order lines that name the same differ in where. What their hits come to is settled once for all of them, with
numbers for places, and each gets its own places back.
"""

from collections.abc import Sequence
from dataclasses import replace

from phaseout.domain.claim import Claim, Conflict, Dimension, Identification, Passage
from phaseout.identify.neighbours import Telling
from phaseout.identify.rules import Hit

Spans = Sequence[tuple[int, int]]
"""Characters of a text, half open."""


def without_spans(telling: Telling) -> tuple[Telling, Spans]:
    """Return the hits with the number of its span, from 0, for each span, and the spans."""
    found = sorted({hit.span for _, hits in telling for hit in hits if hit.span is not None})
    if not found:
        return telling, ()
    numbers = {span: (number, number) for number, span in enumerate(found)}
    return tuple((basis, tuple(_numbered(hit, numbers) for hit in hits)) for basis, hits in telling), found


def with_spans(alike: Identification, spans: Spans) -> Identification:
    """Return an identification with the spans that its passages have the numbers of."""
    if not spans:
        return alike
    conflicts = tuple(
        Conflict(dimension=one.dimension, claims=tuple(_placed(claim, spans) for claim in one.claims))
        for one in alike.conflicts
    )
    claims = {dimension: _placed(alike.claim(dimension), spans) for dimension in Dimension}
    parts = tuple(
        replace(one, maker=_placed(one.maker, spans), brand=_placed(one.brand, spans)) for one in alike.parts
    )
    return Identification.of(claims, conflicts, alike.boards, parts)


def _numbered(hit: Hit, numbers: dict[tuple[int, int], tuple[int, int]]) -> Hit:
    return hit if hit.span is None else hit._replace(span=numbers[hit.span])


def _placed(claim: Claim, spans: Spans) -> Claim:
    if not claim.passages:
        return claim
    return Claim(
        value=claim.value,
        grade=claim.grade,
        bases=claim.bases,
        evidence=claim.evidence,
        rules=claim.rules,
        passages=tuple(
            Passage(evidence=one.evidence, start=spans[one.start][0], end=spans[one.end][1], rule=one.rule)
            for one in claim.passages
        ),
    )
