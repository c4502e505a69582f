"""What changed between two documents, and was it the register or the evidence?"""

from dataclasses import dataclass
from enum import StrEnum

from phaseout.domain.asset import Asset
from phaseout.domain.determination import Outcome
from phaseout.report.reading import SavedDocument


class Cause(StrEnum):
    """Why an answer differs."""

    NEW = "new"
    SETTLED = "settled"
    NOT_SEEN = "not-seen"
    REGISTER = "changed-because-register"
    CONTEXT = "changed-because-context"
    EVIDENCE = "changed-because-evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One answer that differs. ``before`` or ``after`` is None where there is none."""

    asset: str
    name: str
    measure: str
    act: str
    before: Outcome | None
    after: Outcome | None
    cause: Cause


Answers = dict[tuple[str, str], Outcome]


def compare(old: SavedDocument, new: SavedDocument) -> list[Change]:
    """Return every answer that differs, in the order of the new document, then what is missing there.

    An answer that differs while the asset's observations are the same differs because the register or
    the day did, or else because another asked; otherwise because the evidence did.
    """
    asked = _same_evidence_cause(old, new)
    before = {asset.id: asset for asset in old.assets}
    by_key = {key: asset for asset in before.values() for key in _keys(asset)}
    matched: set[str] = set()
    changes: list[Change] = []
    for asset in new.assets:
        earlier = before.get(asset.id) or next((by_key[key] for key in _keys(asset) if key in by_key), None)
        if earlier is not None:
            matched.add(earlier.id)
        changes.extend(_changes(earlier, asset, asked))
    for asset in before.values():
        if asset.id not in matched:
            changes.extend(_missing(asset))
    return changes


def _same_evidence_cause(old: SavedDocument, new: SavedDocument) -> Cause:
    """Return why answers on the same evidence differ between these two documents."""
    before, after = old.header, new.header
    if (before.register, before.as_of, before.engine) != (after.register, after.as_of, after.engine):
        return Cause.REGISTER
    return Cause.CONTEXT


def _changes(earlier: Asset | None, asset: Asset, asked: Cause) -> list[Change]:
    old: Answers = _answers(earlier) if earlier is not None else {}
    same_evidence = earlier is not None and _evidence(earlier) == _evidence(asset)
    changes = []
    for (measure, act), after in _answers(asset).items():
        before = old.get((measure, act))
        if before is after or (before is None and not after.is_open):
            continue
        changes.append(
            Change(
                asset=asset.id,
                name=_name(asset),
                measure=measure,
                act=act,
                before=before,
                after=after,
                cause=asked if same_evidence else _cause(before, after, asset_is_new=earlier is None),
            )
        )
    return changes


def _cause(before: Outcome | None, after: Outcome, *, asset_is_new: bool) -> Cause:
    if asset_is_new:
        return Cause.NEW
    if before is not None and before.is_open and not after.is_open:
        return Cause.SETTLED
    return Cause.EVIDENCE


def _missing(asset: Asset) -> list[Change]:
    return [
        Change(
            asset=asset.id,
            name=_name(asset),
            measure=measure,
            act=act,
            before=outcome,
            after=None,
            cause=Cause.NOT_SEEN,
        )
        for (measure, act), outcome in _answers(asset).items()
        if outcome.is_open
    ]


def _answers(asset: Asset) -> Answers:
    return {(answer.measure, answer.act): answer.outcome for answer in asset.determinations}


def _evidence(asset: Asset) -> set[tuple[str, str]]:
    return {(seen.trait, seen.value) for seen in asset.observations}


def _keys(asset: Asset) -> tuple[tuple[str, str], ...]:
    keys = asset.keys
    return (
        *(("serial", serial) for serial in keys.serial),
        *(("mac", mac) for mac in keys.mac),
        *((f"ip {asset.site}", ip) for ip in keys.ip),
        *(("ref", ref) for ref in keys.ref),
    )


def _name(asset: Asset) -> str:
    keys = asset.keys
    return next(iter((*keys.ref, *keys.ip, *keys.mac, *keys.serial)), "")
