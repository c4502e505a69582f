"""Does a line of a purchase say that somebody made the thing whom no measure can mean?

Whoever sells toner writes its maker in a field of its own. A firm the register does not know is somebody
else then, unless the thing is of a kind that is sold under other names than its maker's.
"""

from collections.abc import Callable

from phaseout.domain.claim import Claim, Dimension, Identification
from phaseout.domain.trait import Basis
from phaseout.identify.brands import AS_WRITTEN

IsStranger = Callable[[str], bool]
"""Whether no party of the register bears a name, or may."""
_NEVER_RELABELLED = frozenset({"accessory", "software"})
"""Kinds of which the maker a line states is taken at its word."""
_NAMES = ("brand/", "name/")
"""How the rules of names begin; a designation is a better sign of its maker than a field."""


def another_maker(identification: Identification, is_stranger: IsStranger) -> Claim | None:
    """Return the claim that names another maker than any the register knows; None where nobody knows.

    A camera, and what may be one, is asked about: relabelled ones bear a house's own name. So is what
    another field or the text says something of, but that it is for a named maker's things.
    """
    brand, maker, kind = identification.brand, identification.maker, identification.kind
    if brand.value is None or AS_WRITTEN not in brand.rules or Basis.ORDER_DOCUMENT not in brand.bases:
        return None
    if maker.grade.is_firm or identification.platform.value is not None or _is_equipment(identification):
        return None
    is_plain = kind.value in _NEVER_RELABELLED and kind.grade.is_firm
    is_beside = is_plain and all(rule.startswith(_NAMES) for rule in maker.rules)
    if maker.value is not None and not is_beside:
        return None
    return brand if is_stranger(brand.value) else None


def _is_equipment(identification: Identification) -> bool:
    """Return whether a word, a code or a designation speaks of more than an accessory or a program."""
    kinds = {identification.kind.value}
    for one in identification.conflicts:
        if one.dimension in (Dimension.BRAND, Dimension.MAKER):
            return True
        if one.dimension is Dimension.KIND:
            kinds.update(claim.value for claim in one.claims)
    return not kinds <= {None, *_NEVER_RELABELLED}
