"""How do signs add up to a claim and a grade?

The table, which is all there is: signs are counted once a basis, each basis by its strongest sign.

====================================================  ============
what stands for the value                             grade
====================================================  ============
strong signs on two or more bases                     conclusive
a strong sign on one basis                            strong
supporting signs on two or more bases                 strong
a supporting sign on one basis                        suggestive
hints only                                            suggestive
====================================================  ============

Of two values the one of the higher grade is claimed; at equal grade the one with more bases, then the
one that rests on the thing itself rather than on what people wrote down. Where even that is equal
nothing is claimed. A loser with more than hints behind it is reported as a conflict.

What firmly answers as three makers or more by itself is none of them: a decoy, or an address that several
things answer behind. No platform, maker or brand is claimed of it.

Nothing is conclusive of whose a thing is while the thing itself firmly shows another's sign, nor on a board
that anybody builds with: a program may speak like any maker's equipment.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from phaseout.domain.claim import NO_CLAIM, Claim, Conflict, Dimension, Grade, Passage, Sign, Strength
from phaseout.domain.trait import Basis
from phaseout.identify.spelling import spelling

ON_PAPER = frozenset((Basis.PERSONS_WORD, Basis.ORDER_DOCUMENT))
ENOUGH_BASES = 2

MANY_FACES = 3
"""Firm values of one dimension, each shown by the thing itself, from which none is believed."""
WHOSE = frozenset((Dimension.PLATFORM, Dimension.MAKER, Dimension.BRAND))
"""What says whose a thing is."""

Standing = tuple[int, int, int, int]
"""(rank of the grade, weight of the strongest sign, bases beyond hints, seen on the thing itself)."""


def grade_of(by_basis: Mapping[Basis, Strength]) -> Grade:
    """Return the grade that the table gives for the strongest sign of each basis."""
    strengths = list(by_basis.values())
    strong = strengths.count(Strength.STRONG)
    if strong >= ENOUGH_BASES:
        return Grade.CONCLUSIVE
    if strong or strengths.count(Strength.SUPPORTING) >= ENOUGH_BASES:
        return Grade.STRONG
    return Grade.SUGGESTIVE if strengths else Grade.NONE


def settle(
    dimension: Dimension, signs: Sequence[Sign], parents: Mapping[str, str], brands: Container[str] = ()
) -> tuple[Claim, Conflict | None]:
    """Return the claim that the signs of one dimension support, and the conflict among them if any.

    ``parents`` lets signs for a wider value count for the narrower one, of makers for the maker that
    another controls: a unit that speaks Hikvision's protocol from an EZVIZ address is EZVIZ's, and what
    calls itself a camera and is a thermal one is that, without contradiction. ``brands`` are the ids that
    may stand in front of a designation. Of several spellings of a value the shortest is shown.
    """
    if not signs:
        return NO_CLAIM, None
    groups = _folded(_by_value(dimension, signs, brands), parents)
    ranked = sorted(((_standing(group), value) for value, group in groups.items()), key=_order)
    claims = [_claim(value, groups[value]) for _, value in ranked]
    best = ranked[0][0]
    rivals = [i for i, (standing, _) in enumerate(ranked) if i and (standing[1] > 0 or standing == best)]
    tied = len(ranked) > 1 and ranked[1][0] == best
    claim = NO_CLAIM if tied or (dimension in WHOSE and has_many_faces(claims)) else claims[0]
    if not rivals:
        return claim, None
    if dimension in WHOSE and any(_is_shown(claims[i]) for i in rivals):
        claim = not_conclusive(claim)
    return claim, Conflict(dimension=dimension, claims=tuple(claims[i] for i in (0, *rivals)))


def has_many_faces(claims: Iterable[Claim]) -> bool:
    """Return whether a thing shows itself as so many that it can be believed to be none."""
    return sum(map(_is_shown, claims)) >= MANY_FACES


def _is_shown(claim: Claim) -> bool:
    """Return whether the thing itself, and not only paper, firmly shows it."""
    return claim.grade.is_firm and not ON_PAPER.issuperset(claim.bases)


def is_decoy(conflicts: Iterable[Conflict]) -> bool:
    """Return whether a thing shows itself as too many makers at once, or as running firmware of too many."""
    return any(one.dimension in WHOSE and has_many_faces(one.claims) for one in conflicts)


def not_conclusive(claim: Claim) -> Claim:
    """Return a claim as it stands where a program may speak for another's equipment.

    A program speaks on all its ports alike, so that no number of bases makes the claim conclusive.
    """
    return replace(claim, grade=Grade.STRONG) if claim.grade is Grade.CONCLUSIVE else claim


def _by_value(dimension: Dimension, signs: Iterable[Sign], brands: Container[str]) -> dict[str, list[Sign]]:
    groups: dict[str, list[Sign]] = {}
    for sign in signs:
        groups.setdefault(spelling(dimension, sign.value, brands), []).append(sign)
    return {min((sign.value for sign in group), key=len): group for group in groups.values()}


def _folded(groups: dict[str, list[Sign]], parents: Mapping[str, str]) -> dict[str, list[Sign]]:
    taken = set()
    folded = dict(groups)
    for child, group in groups.items():
        parent = parents.get(child)
        if parent in groups and any(sign.strength is not Strength.HINT for sign in group):
            folded[child] = group + groups[parent]
            taken.add(parent)
    return {value: group for value, group in folded.items() if value not in taken}


def _strongest(group: Iterable[Sign]) -> dict[Basis, Strength]:
    found: dict[Basis, Strength] = {}
    for sign in group:
        held = found.get(sign.basis)
        if held is None or sign.strength.weight > held.weight:
            found[sign.basis] = sign.strength
    return found


def _standing(group: Sequence[Sign]) -> Standing:
    by_basis = _strongest(group)
    weighty = [basis for basis, strength in by_basis.items() if strength is not Strength.HINT]
    return (
        grade_of(by_basis).rank,
        max(strength.weight for strength in by_basis.values()),
        len(weighty),
        int(any(basis not in ON_PAPER for basis in weighty)),
    )


def _order(entry: tuple[Standing, str]) -> tuple[int, int, int, int, str]:
    rank, weight, bases, direct = entry[0]
    return -rank, -weight, -bases, -direct, entry[1]


def _claim(value: str, group: Sequence[Sign]) -> Claim:
    by_basis = _strongest(group)
    return Claim(
        value=value,
        grade=grade_of(by_basis),
        bases=tuple(basis for basis in Basis if basis in by_basis),
        evidence=tuple(dict.fromkeys(sign.evidence for sign in group)),
        rules=tuple(dict.fromkeys(sign.rule for sign in group)),
        passages=tuple(dict.fromkeys(_passages(group))),
    )


def _passages(group: Iterable[Sign]) -> Iterator[Passage]:
    for sign in group:
        if sign.span is not None:
            yield Passage(evidence=sign.evidence, start=sign.span[0], end=sign.span[1], rule=sign.rule)
