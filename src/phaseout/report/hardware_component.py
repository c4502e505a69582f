"""What does a bill of materials (CycloneDX 1.6) say of one thing?

Ids stand where the register has ids (kinds, parties, measures): a tool reads them, and they mean the same
in every language. Properties whose names begin with ``cdx:`` are those of CycloneDX' own list for hardware;
what it has no word for, a site, an address, an outcome, is a property of ours.
"""

from collections.abc import Iterator, Mapping

from phaseout.domain.asset import Asset, KnownPart
from phaseout.domain.claim import Claim
from phaseout.domain.part import PartKind
from phaseout.domain.truth import Truth
from phaseout.domain.vulnerability import Affected
from phaseout.report.json_bytes import Json, Object

SERIAL = "cdx:device:serialNumber"
MAC = "cdx:device:macAddress"
TAG = "cdx:device:sku"
QUANTITY = "cdx:device:quantity"
FUNCTION = "cdx:device:function"
UNNAMED = "unknown"
_STATUS = {Truth.YES: "affected", Truth.NO: "unaffected", Truth.UNKNOWN: "unknown"}
_SOFT = {PartKind.FIRMWARE: "firmware", PartKind.CLOUD: "platform"}


def component(asset: Asset, sources: Mapping[str, str]) -> Object:
    """Return a thing as a component, without its manufacturer, whose name is known only at the end.

    Args:
        asset: the thing.
        sources: id of a source → its name.
    """
    said = asset.identification
    name = next((one.value for one in (said.model, said.family) if one.value), asset.kind or UNNAMED)
    inside = [*_firmware(asset), *(_part(one) for one in asset.parts if one.asset is None)]
    made: Object = {"type": "device", "bom-ref": asset.id, "name": name}
    if inside:
        made["components"] = inside
    seen = _occurrences(asset, sources)
    if seen:
        made["evidence"] = {"occurrences": seen}
    made["properties"] = [{"name": key, "value": value} for key, value in _properties(asset)]
    return made


def depends_on(asset: Asset) -> list[str]:
    """Return the references of the things that are said to be behind a thing or inside it."""
    return list(dict.fromkeys(part.asset for part in asset.parts if part.asset is not None))


def vulnerability(asset: Asset, one: Affected) -> Object:
    """Return what is published of the firmware of a thing, and whether it has it as far as is known."""
    firmware = asset.identification.firmware.value
    affects: Object = {"ref": firmware_reference(asset) if firmware else asset.id}
    if firmware:
        affects["versions"] = [{"version": firmware, "status": _STATUS[one.affected]}]
    kev = "yes" if one.kev else "no"
    properties = [("phaseout:affected", one.affected.value), ("phaseout:knownExploited", kev)]
    return {
        "bom-ref": f"{asset.id}#{one.id}",
        "id": one.id,
        "affects": [affects],
        "properties": [{"name": name, "value": value} for name, value in properties],
    }


def firmware_reference(asset: Asset) -> str:
    """Return the reference of the firmware of a thing."""
    return f"{asset.id}#firmware"


def _firmware(asset: Asset) -> Iterator[Object]:
    version = asset.identification.firmware.value
    if version:
        yield {
            "type": "firmware",
            "bom-ref": firmware_reference(asset),
            "name": "firmware",
            "version": version,
        }


def _part(part: KnownPart) -> Object:
    """Return a part that is no asset of its own."""
    said = [("part", part.kind.value)]
    if part.maker:
        said += [("maker", part.maker), ("maker:grade", part.grade.value)]
    if part.brand:
        said.append(("brand", part.brand))
    properties = [{"name": f"phaseout:{name}", "value": value} for name, value in said]
    return {"type": _SOFT.get(part.kind, "device"), "name": part.said or UNNAMED, "properties": properties}


def _properties(asset: Asset) -> Iterator[tuple[str, str]]:
    keys, said = asset.keys, asset.identification
    for name, values in ((SERIAL, keys.serial), (MAC, keys.mac), (TAG, keys.ref), ("phaseout:ip", keys.ip)):
        yield from ((name, value) for value in values)
    if asset.kind:
        yield FUNCTION, asset.kind
    if asset.site:
        yield "phaseout:site", asset.site
    for dimension, claim in (("maker", said.maker), ("brand", said.brand), ("model", said.model)):
        yield from _claimed(dimension, claim)
    for conflict in said.conflicts:
        rivals = " | ".join(claim.value or "" for claim in conflict.claims)
        yield f"phaseout:{conflict.dimension.value}:disputed", rivals
    if asset.purchase and asset.purchase.quantity:
        yield QUANTITY, str(asset.purchase.quantity)
    for answer in asset.determinations:
        yield f"phaseout:determination:{answer.measure}:{answer.act}", answer.outcome.value


def _claimed(dimension: str, claim: Claim) -> Iterator[tuple[str, str]]:
    if claim.value:
        yield f"phaseout:{dimension}", claim.value
        yield f"phaseout:{dimension}:grade", claim.grade.value


def _occurrences(asset: Asset, sources: Mapping[str, str]) -> list[Json]:
    """Return where that stands which the identification rests on, each place once."""
    said = asset.identification
    claims = (
        said.platform,
        said.maker,
        said.brand,
        said.family,
        said.model,
        said.firmware,
        said.serial,
        said.kind,
    )
    behind = {one for claim in claims for one in claim.evidence}
    places = dict.fromkeys(
        (sources.get(seen.source, seen.source), seen.locator)
        for seen in asset.observations
        if seen.id in behind
    )
    return [{"location": source, "additionalContext": place} for source, place in places]
