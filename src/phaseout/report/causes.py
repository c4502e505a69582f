"""What may have moved an answer between two documents?"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum

from phaseout.domain.answer import AnswersFile
from phaseout.domain.asset import Asset
from phaseout.domain.claim import Dimension
from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.document import GivenRules, Header
from phaseout.identify.brands import AS_WRITTEN


class Cause(StrEnum):
    """Why an answer differs. What stays the same in both documents is no cause."""

    NEW = "new"
    SETTLED = "settled"
    REPLACED = "replaced"
    """Not seen again, and another thing has its tag or address."""
    NOT_SEEN = "not-seen"
    NOT_LISTED = "not-listed"
    """The other document lists only what is open, so that nothing is known of the rest."""
    REGISTER = "changed-because-register"
    DAY = "changed-because-day"
    PROGRAM = "changed-because-program"
    CONTEXT = "changed-because-context"
    ANSWERS = "changed-because-answers"
    """Questions were answered."""
    CHOICE = "changed-because-choice"
    """Other measures were asked."""
    FINGERPRINTS = "changed-because-fingerprints"
    """Fingerprints of others were asked too, or other ones."""
    COLUMNS = "changed-because-columns"
    """Tables were read by other files of columns."""
    EVIDENCE = "changed-because-evidence"


_IN_EFFECT = (Outcome.APPLIES, Outcome.INFLUENCE_ONLY)
_STATING = "asset."
"""What the traits begin with that state a fact of a thing."""


def circumstances_of(before: Header, after: Header) -> Iterator[Cause]:
    """Yield what differs between two documents besides the evidence."""
    if before.register != after.register:
        yield Cause.REGISTER
    if before.as_of != after.as_of:
        yield Cause.DAY
    if before.engine != after.engine:
        yield Cause.PROGRAM
    if _asking(before) != _asking(after):
        yield Cause.CONTEXT
    if _said(before) != _said(after):
        yield Cause.ANSWERS
    if _digests(before.asked.fingerprints) != _digests(after.asked.fingerprints):
        yield Cause.FINGERPRINTS
    if _digests(before.asked.columns) != _digests(after.asked.columns):
        yield Cause.COLUMNS


def _asking(header: Header) -> tuple[object, ...]:
    """Return what of the context may move an answer: no names."""
    sites = header.context.get("sites")
    facts = {
        site: {fact: values for fact, values in known.items() if fact != "name"}
        for site, known in (sites if isinstance(sites, Mapping) else {}).items()
        if isinstance(known, Mapping)
    }
    roles = header.context.get("roles")
    return (
        frozenset(roles if isinstance(roles, list | tuple) else ()),
        header.context.get("use") or {},
        facts,
        header.context.get("ties") or [],
    )


def _digests(given: tuple[GivenRules, ...]) -> list[str]:
    """Return which rules were given, in the order they are tried, however their files are called."""
    return [one.sha256 for one in given]


def _said(header: Header) -> list[AnswersFile]:
    """Return what people answered, whoever they are and however their file is called."""
    return [replace(file, name="", sha256="", answered_by=None, on=None) for file in header.answers]


def was_foretold(before: Determination | None, after: Determination | None, later: date) -> bool:
    """Return whether the earlier document said itself that it would be so on the later day."""
    if before is None or after is None or after.outcome not in _IN_EFFECT or after.on is not None:
        return False
    day = before.until if before.outcome is Outcome.EXCEPTED else before.on
    return day is not None and day <= later


def evidence_may_move(earlier: tuple[Asset, ...], asset: Asset) -> bool:
    """Return whether the evidence may have moved an answer.

    It has not where the same was seen, nor where what was seen comes to the same facts: answers rest on
    the identification, on what is stated of the thing, on its parts, on its site, and of a purchase on how
    far it has come, when and whether it renews.
    """
    if is_seen_alike(earlier, asset):
        return False
    return len(earlier) != 1 or _facts(earlier[0]) != _facts(asset)


def is_seen_alike(earlier: tuple[Asset, ...], asset: Asset) -> bool:
    """Return whether the same was seen of a thing."""
    return {one for asset_ in earlier for one in _evidence(asset_)} == set(_evidence(asset))


def _evidence(asset: Asset) -> Iterator[tuple[str, str]]:
    return ((seen.trait, seen.value) for seen in asset.observations)


def _facts(asset: Asset) -> tuple[object, ...]:
    said = asset.identification
    claims = [
        (claim.value, claim.grade.is_firm, AS_WRITTEN in claim.rules)
        for claim in (said.claim(Dimension.MAKER), said.claim(Dimension.BRAND), said.claim(Dimension.KIND))
    ]
    conflicts = {(one.dimension, claim.value, claim.grade) for one in said.conflicts for claim in one.claims}
    stated = {(trait, value) for trait, value in _evidence(asset) if trait.startswith(_STATING)}
    parts = {(part.kind, part.maker, part.brand, part.equipment, part.grade) for part in asset.parts}
    bought = asset.purchase
    purchase = (bought.stage, bought.day, bool(bought.renews)) if bought else None
    return (claims, conflicts, stated, parts, asset.site, purchase)
